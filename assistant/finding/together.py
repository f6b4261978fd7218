"""What several parts of a question ask is often told in one sentence ("6662件，同比增长31%"): read there, where each part reads it about as well
as what it would choose alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.model import Evidence, Lack
from assistant.reading.reader import Reading

CLOSE = 4.0  # log odds behind a part's best sentence
LOOKED_AT = 8  # readings of a part


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a question with what tells it, or why nothing does; `ranked` are its readings, best first, empty where what tells it was not
    chosen among them."""

    part: Question
    chosen: tuple[Evidence, ...] | Lack
    weights: dict[Term, float]
    ranked: Sequence[Reading] = ()


def told_together(told: Sequence[Told], evidence_of: Callable[[Told, Reading], Evidence | None]) -> list[Told]:
    """The parts, those that were read each told by the same sentence where there is one that every one of them reads closely and for which
    `evidence_of` gives evidence; as they are where there is none. Of several the one that the first part reads best: it names the subject."""
    read = [t for t in told if t.ranked and not t.part.label]
    if len(read) < 2:
        return list(told)
    behind = [{r.candidate.key: (t.ranked[0].score - r.score, r) for r in reversed(t.ranked[:LOOKED_AT])} for t in read]
    shared = [key for key in behind[0] if all(key in b and b[key][0] <= CLOSE for b in behind)]
    for key in sorted(shared, key=lambda k: [b[k][0] for b in behind]):
        sure = max(b[key][1].confidence for b in behind)  # it is of the subject, whichever part tells so
        found = [evidence_of(t, replace(b[key][1], confidence=sure)) for t, b in zip(read, behind, strict=True)]
        if all(found):
            mine = {id(t): replace(t, chosen=(e,)) for t, e in zip(read, found, strict=True) if e}
            return [mine.get(id(t), t) for t in told]
    return list(told)
