"""WordprocessingML → lines of text. python-docx opens the package; its paragraphs miss tracked insertions, content controls and boxes."""

from collections.abc import Iterator
from typing import Any

from ingest.formats.docx_numbers import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
# Deleted and field code text is not shown; Fallback repeats the Choice beside it; a box is read after its paragraph.
_SKIPPED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback", f"{W}txbxContent"))


def block_lines(parent: Any, numbering: Numbering) -> list[str]:
    """The lines of all blocks below a body, cell, box or note, in document order; blank paragraphs give none."""
    lines: list[str] = []
    for child in parent:
        if child.tag == f"{W}p":
            lines += _paragraph_lines(child, numbering)
        elif child.tag == f"{W}tbl":
            for row in _children(child, "tr"):
                lines += _row_lines(row, numbering)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            lines += block_lines(child, numbering)  # content controls, custom XML, inserted blocks
    return lines


def _paragraph_lines(paragraph: Any, numbering: Numbering) -> list[str]:
    """The paragraph with its automatic number, split at its manual line breaks, then the lines of boxes anchored in it."""
    text = "".join(_run_text(paragraph))
    if text.strip():
        text = numbering.label(paragraph) + text
    lines = [line.strip(" \t") for line in text.split("\n") if line.strip()]
    for box in _boxes(paragraph):
        lines += block_lines(box, numbering)
    return lines


def _row_lines(row: Any, numbering: Numbering) -> list[str]:
    """One line for a row of several cells; a row of one cell is a frame around ordinary paragraphs."""
    cells = [block_lines(cell, numbering) for cell in _children(row, "tc")]
    if len(cells) == 1:
        return cells[0]
    line = " | ".join(" ".join(cell).replace("\t", " ") for cell in cells)
    return [line] if line.strip(" |") else []


def _children(parent: Any, name: str) -> Iterator[Any]:
    """The rows or cells below an element, also those inside content controls and tracked insertions; not those of inner tables."""
    for child in parent:
        if child.tag == W + name:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(child, name)


def _run_text(node: Any) -> Iterator[str]:
    """The shown text of a paragraph, without that of boxes inside it."""
    for child in node:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str) and not _is_hidden(child):
            yield from _run_text(child)


def _is_hidden(run: Any) -> bool:
    """Whether a run is marked as hidden text."""
    mark = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "off")


def _boxes(node: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, outermost only, each once."""
    for child in node:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)
