"""The year, and the part of it, that a figure in a sentence holds for."""

import re

from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span
from ingest.dates import DateMention, find_dates

_COMPARED = re.compile(r"(?:[比较同]|相比)$")  # a year that a text only compares with
_PART = re.compile(
    r"[一二三四1-4]季度|[上下]半年|前[两三]季度|[前头](?:\d{1,2}|[二两三四五六七八九十])个月|(?<!\d)\d{1,2}月?(?:份)?[-—~～至到]\d{1,2}月"
)
_SINCE = re.compile(r"年?[底末初]?(?:以来|以后|之后|起|后|开始|至今)")


def _governing(c: Candidate, span: Span) -> DateMention | None:
    before = [d for d in find_dates(c.folded) if d.end <= span.start and not _COMPARED.search(c.folded[: d.start])]
    return before[-1] if before else None


def governing_year(c: Candidate, span: Span) -> int | None:
    """The last year named before a figure in its sentence, which is the year it holds for; None if none is named before it."""
    date = _governing(c, span)
    return int(date.iso[:4]) if date else None


def year_of(c: Candidate, span: Span) -> int | None:
    """As `governing_year`, but None where that year only begins what the figure counts ("1988年以来，…26个")."""
    date = _governing(c, span)
    return None if date and _SINCE.match(c.folded, date.end) else governing_year(c, span)


def part_of_year(text: str) -> bool:
    """Whether the text speaks of some months of a year: 上半年, 1-6月, 前三季度, 第一季度."""
    return bool(_PART.search(text))


def holds_for_part(c: Candidate, span: Span) -> bool:
    """Whether a figure holds for some months only of the year before it: "2012年1-6月，收入达2236亿元"."""
    date = _governing(c, span)
    return part_of_year(c.folded[date.start if date else 0 : span.start])
