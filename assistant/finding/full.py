"""Evidence in full: with the items of its list, the neighbouring sentences that the answer runs into, and what was spotted in it."""

from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.finding.documents import Library
from assistant.finding.model import Evidence
from assistant.reading.enumerated import fits, names_asked
from assistant.reading.lists import whole_list
from assistant.reading.runs import widened
from assistant.reading.spans import Span, named_first

ROOM = 98  # characters that an answer of neighbouring sentences may fill
ENUMERATED = 0.5  # chance that the enumeration which stands with all asked words is the list that is asked for


def in_full(evidence: Evidence) -> Evidence:
    """The evidence with the neighbouring sentences that the answer runs into, and with what was spotted in it; where no rule tells the
    span of the asked kind, the likeliest that was spotted is the answer. A list stays as it is: it has its own sentences."""
    if evidence.items:
        return evidence
    reading, likely = widened(evidence.reading, limit=ROOM)
    spans = evidence.spans
    if spans and reading is not evidence.reading:
        shift = reading.candidate.folded.find(evidence.reading.candidate.folded)
        spans = tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in spans)
    return replace(
        evidence, reading=reading, spans=spans, likely=_enumerated(evidence, reading.candidate.folded, named_first(evidence.part, likely))
    )


def _enumerated(evidence: Evidence, text: str, likely: tuple[Span, ...]) -> tuple[Span, ...]:
    """The likely answers with the enumeration that fits best, where several things are asked for: one of the asked number before all
    others, and so one behind which the asked thing is named (…11个城市), else one of a number that the question does not tell behind them."""
    part = evidence.part
    found = fits(part, text, evidence.weights) if part.kind is Kind.LIST else []
    if not found:
        return likely
    e, fit = max(found, key=lambda x: (names_asked(part, text, x[0]), x[1], -x[0].start))
    if part.count or names_asked(part, text, e):
        return (Span(e.start, e.end, text[e.start : e.end], fit), *likely)
    return (*likely, Span(e.start, e.end, text[e.start : e.end], ENUMERATED * fit))


def with_items(evidence: Evidence, library: Library) -> Evidence:
    """The evidence with all items of the list that its sentence opens or belongs to, where the question asks for several things."""
    if evidence.part.kind is not Kind.LIST or evidence.statement or evidence.items or evidence.likely:
        return evidence
    candidate = evidence.reading.candidate
    places = [(chunk, n) for chunk in library.chunks_of_piece(candidate.piece.id) for n in range(len(chunk.sentences))]
    sentences = [chunk.sentences[n] for chunk, n in places]
    at = next((i for i, s in enumerate(sentences) if s.start == candidate.sentence.start), None)
    if at is None:
        return evidence
    items = {s.start for s in whole_list(sentences, at, count=evidence.part.count)}
    chosen = [
        replace(candidate, sentence=s, chunk=chunk, place=n) for (chunk, n), s in zip(places, sentences, strict=True) if s.start in items
    ]
    return replace(evidence, items=tuple(chosen))
