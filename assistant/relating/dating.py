"""When things happened: the day that a sentence tells of and the day that opens a text, and whether a day lies in an asked period."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.model import Finding
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.reading.spans import DAY_ONLY, best_spans
from assistant.words.periods import Period
from index.model import Hit
from index.tokens import fold
from ingest.dates import earliest, find_dates, iso, latest

FAR = 5.0  # log odds below the best reading from which one of the asked day is no answer
HAPPENED = 3.0  # what the last word of an event counts where its day is chosen
NEWS = timedelta(days=3)  # what happened on a day is told on it or on one of the next
_HEAD = 30  # characters in which the date that opens a text ends


def date_of(c: Candidate) -> str | None:
    """The day that a sentence tells of: its own first full date, a day without a year beside a year known from what stands before or
    from the piece, else the last date before it, else the piece's own, else, without any year, as ISO writes it: "--07-02"."""
    own = max((d.iso for d in c.dates), key=len, default=None)
    if own and len(own) == 10:
        return next(d.iso for d in c.dates if len(d.iso) == 10)
    before = [d.iso for d in find_dates(c.before)]
    year = next((d[:4] for d in [*(d.iso for d in c.dates), *reversed(before), c.piece.date or ""] if d), None)
    day = next((m for m in DAY_ONLY.finditer(c.folded) if m[2]), None)
    if day and year:
        return iso(int(year), int(day[1]), int(day[2]))
    known = own or (max(before, key=len) if before else c.piece.date)
    part = day or DAY_ONLY.search(c.folded)
    return known or (f"--{int(part[1]):02d}" + (f"-{int(part[2]):02d}" if part[2] else "") if part else None)


def nearest_date(asked: Question, c: Candidate, weights: dict[Term, float]) -> str | None:
    """As `date_of`, but of several days in one sentence the one that stands nearest to the asked words: when was 《甲办法》实施, in
    "2月1日发布《甲办法》，自3月1日起实施"."""
    last = max(weights, key=lambda t: asked.text.rfind(t.text), default=None)  # it says what happened: 《甲办法》实施
    told = {t: w * (HAPPENED if t is last else 1.0) for t, w in weights.items()}
    spans = [s for s in best_spans(asked, c, told) if re.search(r"\d[日号]", s.text)]
    if len(spans) < 2:
        return date_of(c)
    chosen = min(spans, key=lambda s: -s.score)
    alone = find_dates(chosen.text)
    day = DAY_ONLY.search(chosen.text)
    years = [d.iso[:4] for d in (*find_dates(c.before), *(d for d in c.dates if d.start < chosen.start))] or [(c.piece.date or "")[:4]]
    if alone:
        return alone[0].iso
    return iso(int(years[-1]), int(day[1]), int(day[2])) if day and day[2] and years[-1] else date_of(c)


def opening_date(hit: Hit) -> str | None:
    """The date of the hit's piece, or the one that its text begins with ("北京时间2019年7月2日，…"), ISO."""
    if hit.piece.date:
        return hit.piece.date
    return next((d.iso for d in find_dates(hit.chunk.text[:_HEAD])), None)


def within(date: str, periods: Iterable[Period]) -> bool:
    """Whether every day that the date may mean lies in one of the periods."""
    return any(p.start <= str(earliest(date)) and str(latest(date)) <= p.end for p in periods)


def asked_day_first(part: Question, ranked: Sequence[Reading]) -> Sequence[Reading]:
    """The readings with those first that tell of a day or month that the question asks about, as far as they are readings at all: what is
    asked of one day is not answered by what is said of another."""
    near = [p for p in part.periods if p.start[:7] == p.end[:7]]
    if not near or not ranked:
        return ranked
    least = ranked[0].score - FAR

    def elsewhere(reading: Reading) -> bool:
        date = date_of(reading.candidate) if reading.score >= least else None
        return date is None or date[0] == "-" or not within(date, near)

    return sorted(ranked, key=elsewhere)


def names_asked_day(part: Question, c: Candidate) -> bool:
    """Whether the sentence tells of the very day that the question asks about."""
    return any(p.start == p.end == date_of(c) for p in part.periods)


def names_asked_month(part: Question, c: Candidate) -> bool:
    """Whether the month (and day) asked about is the one that the sentence names without a year, as news of the day does."""
    wanted = [p for p in part.periods if p.start[:7] == p.end[:7]]
    named = [(int(m[1]), int(m[2]) if m[2] else None) for m in DAY_ONLY.finditer(c.folded)]
    return any(month == int(p.start[5:7]) and (p.start != p.end or day == int(p.start[8:10])) for p in wanted for month, day in named[:1])


def tells_other_day(part: Question, c: Candidate) -> bool:
    """Whether the question names a day by its date, and the sentence, or what stands before it, only other days, too far from that day for
    the news of it; not where the text is of that day, or names it around the sentence."""
    asked = [p for p in part.periods if p.start == p.end and p.text.endswith(("日", "号")) and not p.until]
    if not asked or within(c.piece.date or "1", asked):
        return False
    full = len("2031-01-01")
    told = [d.iso for d in c.dates if len(d.iso) == full] or [d.iso for d in find_dates(c.before) if len(d.iso) == full][-1:]
    around = {m.groups() for m in DAY_ONLY.finditer(fold(c.chunk.text))}
    if not told or any((str(day.month), str(day.day)) in around for day in (earliest(p.start) for p in asked)):
        return False
    return all(abs(earliest(day) - earliest(p.start)) > NEWS for p in asked for day in told)


_MONTHS = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_SOME_MONTHS = re.compile(r"[上下]半年|季度|[前头]\S{1,3}个月|\d{1,2}月?(?:份)?[-—~～至到]\d{1,2}月")


_REPORTED = re.compile(r"公布|发布|报[道告]|通报|披露|介绍|说|统计")
_PLANNED = re.compile(r"计划|打算|预计|预期|将|拟|准备")  # of a month to come is told before it


def tells_other_month(part: Question, c: Candidate) -> bool:
    """Whether the question names a single month, and the sentence only several together or other ones (上半年 for 7月)."""
    periods = [p for p in part.periods if p.text.endswith(("月", "月份")) and p.start[:7] == p.end[:7] and not p.until]
    asked, told = {int(p.start[5:7]) for p in periods}, {int(m) for m in _MONTHS.findall(c.folded)}
    if not asked or asked & told or _PLANNED.search(part.text):
        return False
    if within(c.piece.date or "1", periods):  # a text of that month: the question may date what was reported
        return bool(_SOME_MONTHS.search(c.folded)) and not _REPORTED.search(part.text)
    return bool(_SOME_MONTHS.search(c.folded)) or bool(told and not asked & {int(m) for m in _MONTHS.findall(fold(c.chunk.text))})


def holds_since(text: str, years: Iterable[int]) -> bool:
    """Whether the text tells what has held since a year not after one of `years`: "2018年以来"."""
    since = [int(m[1]) for m in re.finditer(r"((?:19|20)\d{2})年[^，。；]{0,6}以来", text)]
    return any(first <= year for first in since for year in years)


def tells_of(finding: Finding, periods: Iterable[Period], *, sure: float) -> bool:
    """Whether some evidence, of that confidence at least, tells of one of the periods."""
    dates = [date_of(e.reading.candidate) for e in finding.evidence if e.reading.confidence >= sure]
    return any(date and date[0] != "-" and within(date, periods) for date in dates)
