"""Whose sentences: those in which one part of a question is to be read, where the question sets documents or things side by side."""

import re
from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.documents import named_title
from assistant.reading.candidates import Candidate
from assistant.reading.spans import best_spans
from index.tokens import fold
from ingest.glue import GENRE
from ingest.model import Piece

_LEAST = 0.5  # of a fit by year and kind of document


def naming_all(parts: Sequence[Question], found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences that name everything that the parts compare, with a figure of the asked kind for each, where there is such a one:
    what one sentence sets side by side is best read there. All sentences otherwise."""
    labels = list(dict.fromkeys(fold(p.label) for p in parts))
    if len(labels) < 2 or "" in labels or any(p.of_document or p.kind is not Kind.FIGURE for p in parts):
        return found
    together = [c for c in found if all(x in c.folded for x in labels) and len(best_spans(parts[0], c, {})) >= len(labels)]
    return together or found


def of_its_document(part: Question, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences of the document that the part's label names; all of them if it names none, or none that was found."""
    if not part.of_document:
        return found
    fits = {c.piece.id: _fit(part, c.piece) for c in found}
    best = max(fits.values(), default=0.0)
    return [c for c in found if fits[c.piece.id] == best] if best >= _LEAST else found


def _fit(part: Question, piece: Piece) -> float:
    """How well a piece fits, 0..1: in full by its title and the year, half by the year and the kind of document; 0 if the year is another."""
    label = fold(part.label)
    years = {y for p in part.periods if p.text in label for y in p.years}
    stated = " ".join(filter(None, (piece.date, piece.published, piece.effective, piece.doc_number, piece.title)))
    if years and not any(str(y) in stated for y in years):
        return 0.0
    named = named_title(part, piece)
    kind = re.search(rf"{GENRE}$", label)
    alike = bool(years and kind and piece.title and kind[0] in piece.title)
    return named if named else _LEAST * alike
