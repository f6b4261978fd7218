"""Answering questions that relate events: each event is found and dated on its own, then they are compared."""

from dataclasses import replace

from assistant.candidates import Candidate, candidates
from assistant.compose import Draft, SourceText
from assistant.events import Dated, date_events, read_events, relate, told
from assistant.question import Kind, Question, understand
from assistant.quote import cite
from assistant.reader import Reader
from assistant.spans import DAY_ONLY
from index.search import Searcher, Window
from ingest.dates import find_dates, iso

EVENT_HITS = 6
MIN_FIT = 0.45  # of the event's words that the sentence and what stands around it must hold


def related_draft(
    question: Question, searcher: Searcher, reader: Reader, source: SourceText, *, today: str, window: Window
) -> Draft | None:
    """The draft of an answer to a question that relates events in time; None if it is another question or an event cannot be dated."""
    events = read_events(question.text)
    if events is None:
        return None
    dated = date_events(events, lambda event: find_event(event, searcher, reader, today=today, window=window))
    if not dated:
        return None
    opening, short, computed = relate(events, dated)
    citations = [
        cite(d.candidate, source(d.candidate.chunk.document_id), marker=n, statement=d.candidate.sentence.text)
        for n, d in enumerate(dated, start=1)
    ]
    text = "，".join(f"{told(d)}[{n}]" for n, d in enumerate(dated, start=1))
    return Draft(f"{opening}{text}。", short, tuple(citations), computed)


def find_event(event: str, searcher: Searcher, reader: Reader, *, today: str, window: Window) -> Dated | None:
    """The event's date, from the sentence that tells of it or from what stands before that sentence; None if neither gives one."""
    asked = replace(understand(event, today=today), kind=Kind.DATE)
    found = candidates(searcher.search(event, k=EVENT_HITS, window=window))
    for reading in reader.read(asked, found, idf=searcher.idf)[:2]:
        fit = reading.feature("covered_around")
        date = date_of(reading.candidate)
        if date and fit >= MIN_FIT:
            return Dated(event, reading.candidate, date, fit)
    return None


def date_of(c: Candidate) -> str | None:
    """The day that a sentence tells of: its own first full date, a day without a year beside a year known from what stands before or
    from the piece, else the last date before it, else the piece's own."""
    own = max((d.iso for d in c.dates), key=len, default=None)
    if own and len(own) == 10:
        return next(d.iso for d in c.dates if len(d.iso) == 10)
    before = [d.iso for d in find_dates(c.before)]
    year = next((d[:4] for d in [*(d.iso for d in c.dates), *reversed(before), c.piece.date or ""] if d), None)
    day = next((m for m in DAY_ONLY.finditer(c.folded) if m[2]), None)
    if day and year:
        return iso(int(year), int(day[1]), int(day[2]))
    return own or (max(before, key=len) if before else c.piece.date)
