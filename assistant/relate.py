"""Answering questions that relate events: each event is found and dated on its own, then they are compared."""

from dataclasses import replace
from datetime import timedelta

from assistant.candidates import Candidate
from assistant.compare import date_events, relate
from assistant.compose import Draft, SourceText
from assistant.events import Beside, read_events
from assistant.happened import Finder
from assistant.model import Citation
from assistant.question import Question
from assistant.quote import MAX_QUOTE, cite
from index.tokens import fold
from ingest.dates import earliest, find_dates

SURE = 0.7  # share of an event's words from which its day may stand for it in the question


def related_draft(question: Question, finder: Finder, source: SourceText) -> Draft | None:
    """The draft of an answer to a question that relates events in time; None if it is another question or an event cannot be dated."""
    events = read_events(question.text)
    if events is None:
        return None
    dated = date_events(events, finder.find)
    told = relate(events, dated) if dated else None
    if told is None:
        return None
    citations = [_cite(d.candidate, source(d.candidate.chunk.document_id), d.date, marker=n) for n, d in enumerate(told.dated, start=1)]
    return Draft(told.text, told.short, tuple(citations), told.computed)


def time_beside(near: Beside, finder: Finder) -> str | None:
    """The time that a question means by 当天, 次日 or 当月 of an event, ISO; None if the texts do not date the event to that precision."""
    found = finder.find(near.event)
    if not found or found[0].fit < SURE or found[0].date[0] == "-" or len(found[0].date) < near.precision:
        return None
    date = found[0].date[: near.precision]
    return str(earliest(date) + timedelta(days=near.days)) if near.days else date


def _cite(c: Candidate, source: str, date: str, *, marker: int) -> Citation:
    """The citation of an event: its sentence, and what stands before it back to where its year is named, if that is not too long."""
    citation = cite(c, source, marker=marker, statement=c.sentence.text)
    year = date[:4]
    if year in fold(citation.quote) or year in (c.piece.date or "") or date.startswith("--"):
        return citation
    for sentence in reversed(c.chunk.sentences[: c.place]):
        if citation.end - sentence.start > MAX_QUOTE:
            break
        if any(d.iso.startswith(year) for d in find_dates(fold(sentence.text))):
            return replace(citation, start=sentence.start, quote=source[sentence.start : citation.end])
    return citation
