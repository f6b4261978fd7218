"""What the texts hold beside what they lack: the same thing of another year or another place, with its value."""

import re
from dataclasses import replace

from assistant.candidates import Candidate
from assistant.clauses import shorten
from assistant.documents import named_title
from assistant.finding import Evidence
from assistant.question import Kind, Question
from assistant.spans import Span
from ingest.dates import find_dates, show

_SHOWN = 60  # characters of a clause that is shown
_COMPARED = re.compile(r"(?:[比较同]|相比)$")  # a year that a text only compares with


def governing_year(c: Candidate, span: Span) -> int | None:
    """The last year named before a figure in its sentence, which is the year it holds for; None if none is named before it."""
    before = [int(d.iso[:4]) for d in find_dates(c.folded) if d.end <= span.start and not _COMPARED.search(c.folded[: d.start])]
    return before[-1] if before else None


def year_fault(part: Question, c: Candidate, span: Span) -> str | None:
    """Why a figure is of another year than asked, though its sentence names that year too ("2011年收入…；2012年专利…"); None if it is not.

    A year that only dates the document asked about is none of the figure's.
    """
    asked = {y for p in part.periods for y in p.years}
    year = governing_year(c, span)
    if part.kind is not Kind.FIGURE or not asked or year is None or year in asked:
        return None
    return None if c.piece.date and int(c.piece.date[:4]) in asked and named_title(part, c.piece) else lacks_time(part)


def lacks_time(part: Question) -> str:
    """That the texts lack what is asked for the asked time, in Chinese."""
    return f"资料中没有{'、'.join(p.text for p in part.periods)}的相关内容"


def loosened(part: Question) -> list[Question]:
    """The question for any time, and for any place, where it names one: what answers those is near."""
    bare = part.text
    for name in (name for place in part.places for name in place):
        bare = bare.replace(name, "")
    anytime, anywhere = replace(part, periods=()), replace(part, text=bare, places=())
    return ([anytime] if part.periods else []) + ([anywhere] if part.places else [])


def told(near: Evidence, asked: Question) -> str:
    """What there is instead, with its source and date: "只有2021年的，为12.5亿元（《…》，2022年3月1日）"."""
    c = near.reading.candidate
    date = show(c.piece.date) if c.piece.date else "未注明日期"
    source = f"（《{c.piece.title}》，{date}）" if c.piece.title else f"（{c.source_file}，{date}）"
    span = near.spans[0] if near.spans else None
    year = governing_year(c, span) if span else None
    if span and year and not near.part.periods and asked.kind is Kind.FIGURE:
        return f"只有{year}年的，为{span.text}{source}"
    kept = [(span.start, span.end)] if span else []
    return f"相近的只有“{shorten(c.folded, near.weights, limit=_SHOWN, keep=kept).rstrip('。')}”{source}"
