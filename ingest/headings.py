"""Heading markers of Chinese official texts (第一章, 一、, （一）, 1., ——, ●) and their order of depth."""

import re
from dataclasses import dataclass

_N = "零〇一二三四五六七八九十百"
# Outermost first: the order that GB/T 9704 and the drafting rules for laws use; bullets stand below all numbers.
_KINDS = (
    rf"第[{_N}\d]{{1,5}}[编篇部]分?(?=[\s　：:]|[^\s]{{0,25}}$)",
    rf"第[{_N}\d]{{1,5}}章",
    rf"第[{_N}\d]{{1,5}}节",
    rf"第[{_N}\d]{{1,6}}条(?:之[{_N}])?(?=[\s　：:]|[^，。；、的规定款项]|$)",
    rf"[{_N}]{{1,3}}、",
    rf"[（(][{_N}]{{1,3}}[）)]",
    r"\d{1,2}[.．、](?!\d)",
    r"[（(]\d{1,2}[）)]",
    r"[①-⑳]",
    r"——(?=\S)",
    r"[●■◆▲○□◇·•]\s?(?=\S)",
)
_MARKER = re.compile("|".join(f"(?P<k{i}>{p})" for i, p in enumerate(_KINDS)))
BULLET_LEVEL = len(_KINDS) - 1


@dataclass(frozen=True, slots=True)
class Marker:
    """`level` 0 is outermost; `end` is where the marker ends in its line."""

    level: int
    end: int


def marker_of(line: str) -> Marker | None:
    """The heading marker that the line begins with: "（一）总则" → level 5; "# " of Markdown is one too."""
    if m := re.match(r"(#{1,6})\s+", line):
        inner = marker_of(line[m.end() :])
        return (inner and Marker(inner.level, m.end() + inner.end)) or Marker(len(m[1]) - 1, m.end())
    m = _MARKER.match(line)
    if not m or not m.lastgroup:
        return None
    return Marker(int(m.lastgroup[1:]), m.end())
