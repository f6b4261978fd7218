"""When things happened: the day that a sentence tells of and the day that opens a text, and whether a day lies in an asked period."""

import re
from collections.abc import Iterable, Sequence

from assistant.candidates import Candidate
from assistant.periods import Period
from assistant.question import Question
from assistant.reader import Reading
from assistant.spans import DAY_ONLY
from index.model import Hit
from ingest.dates import earliest, find_dates, iso, latest

FAR = 8.0  # log odds below the best reading from which one of the asked day is no answer
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
