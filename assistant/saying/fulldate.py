"""Saying a day in full: the year that its sentence leaves out, from what stands before it, with a quote that bears it."""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.finding.model import Evidence, Finding
from assistant.model import Citation
from assistant.reading.candidates import Candidate
from assistant.saying.compose import Draft
from assistant.saying.quote import MAX_QUOTE
from index.tokens import fold
from ingest.dates import find_dates

ROOM = 105  # characters of an answer up to which the year is added
_HALF_YEAR = 6  # months
_UNTIL = re.compile(r"(?:至|到|[-—~～])(?:(?:1[0-2]|0?[1-9])月)?(?:3[01]|[12]\d|0?[1-9])日")
_CLOCK = re.compile(r"(?:[上下]午|凌晨|中午|晚上?)?\d{1,2}(?:[时点](?:\d{1,2}分)?|[:：]\d{2})")
_DAY = re.compile(r"(?<!\d)(?<!年)(?:1[0-2]|0?[1-9])月(?:(?:3[01]|[12]\d|0?[1-9])日)?")


def dated_in_full(draft: Draft, finding: Finding, source: Callable[[str], str]) -> Draft:
    """The draft with the day asked for said with its year, the day until which, and the time: "9月1日起施行[1]" → "9月1日起施行（2024年9月1日）[1]"; as it is where
    the year is said already, is not known, or something else is asked."""
    asked = [e for e in finding.evidence if e.part.kind is Kind.DATE and e.spans]
    if len(asked) != 1 or len(draft.citations) != 1 or not draft.short_answer:
        return draft
    c = asked[0].reading.candidate
    day = _DAY.search(c.folded, asked[0].spans[0].start, asked[0].spans[0].end)
    year = draft.short_answer[:4] if draft.short_answer[:4].isdigit() else _year_before(asked[0])
    full = f"{year}年{day[0]}" if day and year and not _of_next_year(c, day[0]) else ""
    if not full or day is None or fold(draft.short_answer) not in (day[0], full):
        return draft
    behind = c.folded[asked[0].spans[-1].end :]
    until, clock = _UNTIL.match(behind), _CLOCK.match(behind)
    full += until[0] if until else ""
    timed = full + (clock[0] if clock else "")
    marked = draft.text.replace("[1]", f"（{timed}）[1]", 1)
    citation = with_year(draft.citations[0], c, source(c.chunk.document_id), year)
    said = timed in fold(draft.text) or len(marked) > ROOM or day[0] not in fold(draft.text)
    return replace(draft, text=draft.text if said else marked, short_answer=full, citations=(citation,))


def _of_next_year(c: Candidate, day: str) -> bool:
    """Whether the day may be one of the year after the source's: a notice of December that speaks of January."""
    month = int(c.piece.date[5:7]) if c.piece.date and len(c.piece.date) > 5 else 1
    return month - int(day.split("月")[0]) > _HALF_YEAR


def _year_before(e: Evidence) -> str:
    """The last year named before the span, in its sentence or before it; empty if there is none, or if the day is one of every year."""
    c = e.reading.candidate
    before = c.folded[: e.spans[0].start]
    years = [d.iso[:4] for d in (*find_dates(c.before), *find_dates(before))]
    return years[-1] if years and not before.endswith("每年") else ""


def with_year(citation: Citation, c: Candidate, source: str, year: str) -> Citation:
    """The citation of a candidate, its quote drawn back to where the year is named, if it does not hold it and that is not too far."""
    if year in fold(citation.quote) or year in (c.piece.date or ""):
        return citation
    for sentence in reversed(c.chunk.sentences[: c.place]):
        if citation.end - sentence.start > MAX_QUOTE:
            break
        if any(d.iso.startswith(year) for d in find_dates(fold(sentence.text))):
            return replace(citation, start=sentence.start, quote=source[sentence.start : citation.end])
    return citation
