"""The nouns between reading and composing: Evidence for one part of a question, and the Finding for all of it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.reading.spans import Span


class Route(StrEnum):
    """How a part came by its evidence: read from sentences, from the metadata of a document, as the newest of dated documents, or from
    counts of one thing over time."""

    READING = "reading"
    METADATA = "metadata"
    NEWEST = "newest"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that answers one part, with the shortest spans that do (several where the part asks for several at once); `weights` tells how much each asked term counts,
    `statement` what to say where the sentence itself ("国科发〔2005〕16号") would not be understood alone, `items` the sentences of the
    list that it opens or belongs to, `likely` the answers that were spotted in the sentence, likeliest first, `bears` whether it bears out what a yes/no question claims, where
    that was looked up for itself."""

    part: Question
    reading: Reading
    spans: tuple[Span, ...]
    weights: dict[Term, float]
    statement: str = ""
    items: tuple[Candidate, ...] = ()
    likely: tuple[Span, ...] = ()
    route: Route = Route.READING
    bears: bool | None = None


def same_figure(one: Evidence, other: Evidence) -> bool:
    """Whether both rest on the very same place of one sentence."""
    places = [[(e.reading.candidate.key, s.start, s.end) for s in e.spans[:1]] for e in (one, other)]
    return bool(places[0]) and places[0] == places[1]


@dataclass(frozen=True, slots=True)
class Lack:
    """In Chinese why a part has no evidence, and what answers it for another time or place."""

    reason: str
    near: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Evidence for each part that has some, earlier values of what changes over time (newest first), in Chinese why other parts have
    none, the best readings in any case, and for parts without evidence what comes near them."""

    evidence: tuple[Evidence, ...] = ()
    earlier: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    near: tuple[tuple[Evidence, Question], ...] = ()
