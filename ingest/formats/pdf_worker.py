"""Child process that takes the text out of one PDF. Run by `ingest.formats.pdf` as a script, so that it can be killed.

Usage: `python -P pdf_worker.py FILE MAX_PAGES MAX_CHARS MEMORY_BYTES CPU_SECONDS`. One JSON object goes to stdout:
`{"pages": [text, ...], "scanned": [page numbers from 1 that hold a picture and no text]}`, or `{"error": code, "value": n}`.
Imports nothing of this project and only pypdfium2, so that a start costs some 60 ms.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_LOAD_ERRORS = {pdfium_c.FPDF_ERR_PASSWORD: "encrypted", pdfium_c.FPDF_ERR_SECURITY: "encrypted"}


def main(argv: list[str]) -> int:
    """0 with one JSON object on stdout; a crash or a kill leaves none."""
    path, max_pages, max_chars, memory, cpu_seconds = Path(argv[1]), *map(int, argv[2:6])
    _limit(memory, cpu_seconds)
    result = _read(path, max_pages=max_pages, max_chars=max_chars)
    sys.stdout.buffer.write(json.dumps(result, ensure_ascii=True).encode("ascii"))
    return 0


def _limit(memory: int, cpu_seconds: int) -> None:
    """Bound memory and processor time where the system can: a few hundred kB of PDF may inflate to gigabytes."""
    try:
        import resource
    except ImportError:
        return  # Windows has no rlimit; the parent's wall clock limit still holds
    for what, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu_seconds)):
        try:
            resource.setrlimit(what, (value, value))
        except (ValueError, OSError):
            continue  # macOS refuses RLIMIT_AS; a stricter limit from outside stands


def _read(path: Path, *, max_pages: int, max_chars: int) -> dict[str, Any]:
    """The pages' texts, or why there are none."""
    try:
        document = pdfium.PdfDocument(path.read_bytes())
    except pdfium.PdfiumError as exc:
        return {"error": _LOAD_ERRORS.get(exc.err_code or 0, "damaged"), "value": exc.err_code}
    if len(document) > max_pages:
        return {"error": "pages", "value": len(document)}
    pages: list[str] = []
    scanned: list[int] = []
    chars = 0
    for number in range(len(document)):
        try:
            text, has_image = _page(document, number)
        except pdfium.PdfiumError:
            return {"error": "page", "value": number + 1}
        pages.append(text)
        if has_image and not text.strip():
            scanned.append(number + 1)
        chars += len(text)
        if chars > max_chars:
            return {"error": "chars", "value": chars}
    return {"pages": pages, "scanned": scanned}


def _page(document: pdfium.PdfDocument, number: int) -> tuple[str, bool]:
    """One page's text, and for a page without text whether it shows a picture. Frees the page: a long PDF keeps none."""
    page = document[number]
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_bounded()
        has_image = False
        if not text.strip():
            has_image = next(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4), None) is not None
        return text, has_image
    finally:
        textpage.close()
        page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
