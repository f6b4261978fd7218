"""How much one file may cost. Passed down from `ingest.read` to every format."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file: bytes on disk, characters of one text, what a .docx may unpack to, and what a PDF worker may use.

    `unpacked_bytes` bounds a .jsonl.gz as a whole; a line of it is bounded by `text_chars` (four bytes a character).
    """

    file_bytes: int = 200 * MB
    text_chars: int = 50_000_000
    html_bytes: int = 20 * MB  # a parsed page takes some 100 times its size in memory
    docx_bytes: int = 200 * MB
    docx_entries: int = 10_000
    unpacked_bytes: int = 4096 * MB
    pdf_seconds: float = 120.0
    pdf_memory_bytes: int = 2048 * MB
    pdf_pages: int = 20_000
