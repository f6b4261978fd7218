"""Packing the sentences of a piece into chunks: neighbours of one section, long enough to be found, short enough to be read."""

from collections.abc import Sequence

from ingest.lines import Kind, Line
from ingest.sentences import Span

MAX_CHUNK = 360  # characters; longer chunks were found less often by what one of their sentences says


def pack(spans: Sequence[Span], paths: dict[int, tuple[str, ...]]) -> list[tuple[tuple[str, ...], list[Span]]]:
    """Chunks in order, each with its section path; every span is in exactly one. Headings go with the text below them."""
    chunks: list[tuple[tuple[str, ...], list[Span]]] = []
    size, only_headings = 0, True
    for span in spans:
        path = paths[span.line.start]
        fits = size + len(span.text) <= MAX_CHUNK
        if chunks and fits and (only_headings or chunks[-1][0] == path):
            chunks[-1] = (path, [*chunks[-1][1], span])
        else:
            chunks.append((path, [span]))
            size, only_headings = 0, True
        size += len(span.text)
        only_headings = only_headings and _is_heading(span.line)
    return chunks


def _is_heading(line: Line) -> bool:
    return line.kind not in (Kind.BODY, Kind.SOURCE) or (len(line.text) <= 40 and line.text[-1] not in "。；;！？")
