"""Sentences of a paragraph, with the section path that headings give them."""

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ingest.headings import BULLET_LEVEL, marker_of
from ingest.lines import Kind, Line

MAX_SENTENCE = 280  # a quote may hold 300 characters of the source, line breaks included
_ITEM = r"[；;](?=\s*(?:\d{1,2}[.．、](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[①-⑳]))"  # the next item of a list in one paragraph
_END = re.compile(rf"[。！？!?]+[”’」』）)》\"]*|…{{2,}}[”’」』）)》]*|{_ITEM}")
_HEADING_CHARS = 32


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence as a span of the view, with the paragraph it stands in."""

    start: int
    end: int
    text: str
    line: Line


def split_sentences(line: Line) -> list[Span]:
    """The sentences of one paragraph in order; together they are all of it. Closing quotes stay with their sentence."""
    cuts = [0, *(m.end() for m in _END.finditer(line.text) if _ends_here(line.text, m)), len(line.text)]
    spans = []
    for a, b in pairwise(cuts):
        for start, end in _within_limit(line.text, a, b):
            text = line.text[start:end].strip()
            if text:
                lead = len(line.text[start:end]) - len(line.text[start:end].lstrip())
                spans.append(Span(line.start + start + lead, line.start + start + lead + len(text), text, line))
    return spans


def _ends_here(text: str, m: re.Match[str]) -> bool:
    """An end mark before a comma, or inside a bracket that a sentence holds, does not end it: "园区（何时成立？）已有五家。"."""
    if text[m.end() : m.end() + 1] in tuple("，、；：,;"):
        return False
    opening = max(text.rfind("（", 0, m.start()), text.rfind("(", 0, m.start()))
    inside = m[0][-1] in "）)" and opening > 0 and text[opening - 1] not in "。！？!?；”"
    return not inside or m.end() == len(text)


def _within_limit(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span, or parts of it cut at ； or else ， where it is longer than a quote may be."""
    parts = []
    while end - start > MAX_SENTENCE:
        cut = _cut(text, start)
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def _cut(text: str, start: int) -> int:
    """Where a span that begins at `start` and is too long is cut: behind the last ； within the limit, or ，, or 、, or at the limit."""
    limit = start + MAX_SENTENCE
    for marks in ("；;", "，,", "、 "):
        cut = next((i + 1 for i in range(limit - 1, start + 20, -1) if text[i] in marks and not text[i - 1 : i + 2 : 2].isdigit()), 0)
        if cut:
            return cut
    return limit


def heading_of(line: Line) -> tuple[int, str] | None:
    """Level and text of the heading that a paragraph is or begins with, None for plain text.

    "1.坚持改革。国家高新区…" → (6, "1.坚持改革"); a title line without a number stands above all numbers.
    """
    marker = marker_of(line.text)
    if line.kind is Kind.TITLE and (marker is None or line.text.startswith("#")):
        return (marker.level - 10 if marker else -1), line.text.lstrip("# ")
    if marker is None or line.kind is Kind.SOURCE or (marker.level == BULLET_LEVEL and line.kind is not Kind.TITLE):
        return None
    head = re.split(r"[。；;！？]", line.text)[0]
    if len(head) > _HEADING_CHARS:
        head = re.split(r"[，：,:]", head)[0]
    return marker.level, head if len(head) <= _HEADING_CHARS else head[: _HEADING_CHARS - 1] + "…"


def section_paths(lines: list[Line], *, title: str | None) -> dict[int, tuple[str, ...]]:
    """The heading path, outermost first, of every paragraph, by its start; the piece's own title is left out."""
    stack: list[tuple[int, str]] = []
    paths = {}
    items = _list_items(lines)
    for line in lines:
        heading = None if line.start in items else heading_of(line)
        if heading and heading[1] != title and (heading[1] not in (title or "") or heading[0] >= 0):
            stack = [h for h in stack if h[0] < heading[0]] + [heading]
        paths[line.start] = tuple(text for _, text in stack)
    return paths


_LEADS_IN = re.compile(r"(?:下列|以下|如下|下述)[^。；;]*[：:]$")
_FIRST_OF_LISTS = 5  # level of （一）: what a line without a marker leads in to ("现通知如下：") is a list only from there on


def _list_items(lines: list[Line]) -> set[int]:
    """Where the paragraphs start that are the items of a list which a line leads in to ("应当符合下列条件："): they open no sections, so that
    the list stays with that line."""
    items: set[int] = set()
    for i, line in enumerate(lines):
        if _LEADS_IN.search(line.text):
            marker = marker_of(line.text)
            run = _marked_from(lines[i + 1 :], marker.level + 1 if marker else _FIRST_OF_LISTS)
            items |= {x.start for x in run} if len(run) > 1 else set()
    return items


def _marked_from(lines: list[Line], level: int) -> list[Line]:
    """The paragraphs at the front that markers of this level or deeper open."""
    return list(takewhile(lambda line: (m := marker_of(line.text)) is not None and m.level >= level, lines))
