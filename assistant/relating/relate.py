"""Answering questions that relate events: each event is found and dated on its own, then they are compared."""

from datetime import timedelta

from assistant.asking.question import Question
from assistant.model import Citation
from assistant.relating.compare import date_events, partly_dated, relate
from assistant.relating.events import Beside, read_events
from assistant.relating.happened import Dated, Finder
from assistant.saying.compose import Draft, SourceText
from assistant.saying.fulldate import with_year
from assistant.saying.quote import cite
from ingest.dates import earliest

SURE = 0.7  # share of an event's words from which its day may stand for it in the question


def related_draft(question: Question, finder: Finder, source: SourceText) -> tuple[Draft, str] | None:
    """The draft of an answer to a question that relates events in time, and what it leaves open, in Chinese ("" if nothing): the events that
    the texts do not date, beside the dates of the others. None if it is another question, or the texts date no event."""
    events = read_events(question.text)
    if events is None:
        return None
    dated = date_events(events, finder.find)
    told, undated = (relate(events, dated), ()) if dated else partly_dated(events, finder.find)
    if told is None:
        return None
    citations = [_cite(d, source(d.candidate.chunk.document_id), marker=n) for n, d in enumerate(told.dated, start=1)]
    unsettled = f"资料中没有载明{'、'.join(f'“{event}”' for event in undated)}的日期" if undated else ""
    return Draft(told.text, told.short or None, tuple(citations), told.computed), unsettled


def time_beside(near: Beside, finder: Finder) -> str | None:
    """The time that a question means by 当天, 次日 or 当月 of an event, ISO; None if the texts do not date the event to that precision."""
    found = finder.find(near.event)
    if not found or found[0].fit < SURE or found[0].date[0] == "-" or len(found[0].date) < near.precision:
        return None
    date = found[0].date[: near.precision]
    return str(earliest(date) + timedelta(days=near.days)) if near.days else date


def _cite(d: Dated, source: str, *, marker: int) -> Citation:
    citation = cite(d.candidate, source, marker=marker, statement=d.candidate.sentence.text)
    return citation if d.date[0] == "-" else with_year(citation, d.candidate, source, d.date[:4])
