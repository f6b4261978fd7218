"""What the texts hold beside what they lack: the same thing of another year or another place, with its value."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.documents import named_title
from assistant.finding.model import Evidence
from assistant.finding.premise import EVENT
from assistant.finding.series import totals
from assistant.finding.years import governing_year, holds_for_part, part_of_year, year_of
from assistant.reading.candidates import Candidate
from assistant.reading.heading import is_heading
from assistant.reading.reader import Reading
from assistant.reading.spans import Span, best_spans, chosen_spans
from assistant.saying.clauses import shorten
from assistant.words.values import unit_of
from index.tokens import fold
from ingest.dates import show
from ingest.glue import GENRE

_SAME_EVENT = 0.7  # of the asked words: a sentence with as many is about the very event
_LOOKED_AT = 8  # readings, best first
_SHOWN = 60  # characters of a clause that is shown
_YEARS = 3  # whose values are told


def year_fault(part: Question, c: Candidate, span: Span) -> str | None:
    """Why a figure is of another year than asked, though its sentence names that year too ("2011年收入…；2012年专利…"); None if it is not.

    A year that only dates the document asked about is none of the figure's.
    """
    asked = {y for p in part.periods for y in p.years}
    year = governing_year(c, span)
    if part.kind is not Kind.FIGURE or not asked or year is None:
        return None
    if year_of(c, span) is None and any(p.until for p in part.periods):
        return None  # "截至昨天": what has been so since then
    if year in asked:
        return lacks_whole_year(part) if _flows(part, span) and whole_years(part) and holds_for_part(c, span) else None
    return None if c.piece.date and int(c.piece.date[:4]) in asked and dates_document(part, c) else lacks_time(part)


def dates_document(part: Question, c: Candidate) -> bool:
    """Whether the asked time may be that of the piece and not of what it tells: the question names it, a text of its kind of that time
    ("2005年的纲要", where the title says 纲要), or what was reported then."""
    text = fold(part.text)
    if any(re.search(rf"{re.escape(p.text)}的?(?:报[道导]|消息|刊[登发载])", text) for p in part.periods):
        return bool(c.piece.date)
    kinds = [m[1] for p in part.periods if (m := re.search(rf"{re.escape(p.text)}的?(?:[那这][份个])?({GENRE})", text))]
    return bool(named_title(part, c.piece)) or any(kind in (c.piece.title or "") for kind in kinds)


def _flows(part: Question, span: Span) -> bool:
    """Whether a figure adds up over a year (收入, 专利申请) and is no stock of things that are there on any day (家, 人)."""
    return unit_of(span.text) in ("元", "美元", "吨", "件", "项") and not re.search(r"累计|余额|拥有|有效", part.text)


def whole_years(part: Question) -> bool:
    """Whether the question asks for whole years, by name."""
    return all(p.start.endswith("01-01") and p.end.endswith("12-31") for p in part.periods) and not part_of_year(fold(part.text))


def lacks_whole_year(part: Question) -> str:
    """That nothing was found for the asked year as a whole, in Chinese."""
    return f"资料中没有找到{'、'.join(p.text for p in part.periods)}全年的数据"


def lacks_time(part: Question) -> str:
    """That nothing was found for the asked time, in Chinese."""
    return f"资料中没有找到{'、'.join(p.text for p in part.periods)}的相关内容"


def loosened(part: Question) -> list[Question]:
    """The question for any time, and for any place, where it names one: what answers those is near."""
    bare = part.text
    for name in (name for place in part.places for name in place):
        bare = bare.replace(name, "")
    anytime, anywhere = replace(part, periods=()), replace(part, text=bare, places=())
    return ([anytime] if part.periods else []) + ([anywhere] if part.places else [])


def nearest(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], fits: Callable[[Evidence], bool]) -> Evidence | None:
    """The first of the readings that answers the question for another time or another place; None where none does."""
    for loose in loosened(part):
        counted = totals(loose, [r.candidate for r in ranked], weights) if not loose.periods else []
        if counted:
            return counted[0]
        for reading in ranked[:_LOOKED_AT]:
            evidence = Evidence(loose, reading, chosen_spans(loose, best_spans(loose, reading.candidate, weights)), weights)
            if not is_heading(reading.candidate) and fits(evidence):
                return evidence
    return None


def dates_event(part: Question, near: Evidence) -> bool:
    """Whether a yes/no question dates an event that the sentence, all but word for word, dates otherwise: that premise is corrected."""
    c = near.reading.candidate
    done = {m[0] for m in EVENT.finditer(part.text)} & {m[0] for m in EVENT.finditer(c.folded)}
    return bool(done and c.dates) and near.reading.feature("focus") >= _SAME_EVENT and not near.part.periods


def told(near: Evidence, asked: Question) -> str:
    """What there is instead, with its source and date: "只有2021年的，为12.5亿元（《…》，2022年3月1日）"."""
    c = near.reading.candidate
    date = show(c.piece.date) if c.piece.date else "未注明日期"
    source = f"（《{c.piece.title}》，{date}）" if c.piece.title else f"（{c.source_file}，{date}）"
    values = _by_year(near) if asked.kind is Kind.FIGURE and not near.part.periods else {}
    if values and not values.keys() & {y for p in asked.periods for y in p.years}:  # of the asked year it would contradict itself
        return "只有" + "，".join(f"{year}年的，为{value}" for year, value in sorted(values.items())[-_YEARS:]) + source
    kept = [(near.spans[0].start, near.spans[0].end)] if near.spans else []
    return f"相近的只有“{shorten(c.folded, near.weights, limit=_SHOWN, keep=kept).rstrip('。')}”{source}"


def _by_year(near: Evidence) -> dict[int, str]:
    """The values of the measure by the year that they hold for: the best of each year, of the best one's unit."""
    c = near.reading.candidate
    if not near.spans or governing_year(c, near.spans[0]) is None:
        return {}
    if holds_for_part(c, near.spans[0]):
        return {}
    units = {(f.start, f.end): f.unit for f in c.figures}
    found: dict[int, str] = {}
    for span in best_spans(near.part, c, near.weights):
        year = governing_year(c, span)
        same = units.get((span.start, span.end)) == units.get((near.spans[0].start, near.spans[0].end))
        if year is not None and same and _nearly(c, span, near.spans[0]):
            found.setdefault(year, span.text)
    return found


def _nearly(c: Candidate, span: Span, best: Span) -> bool:
    """Whether a span stands in the same part of the sentence as the best one, up to a semicolon: after it another measure begins."""
    first, last = sorted((span.start, best.start))
    return not re.search(r"[；;。]", c.folded[first:last])
