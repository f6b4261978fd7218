"""Reading: candidate sentences ranked as answers, with how sure the first of them is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from assistant.reading.confidence import Confidence, judged
from assistant.reading.features import FEATURES, Floats, features
from assistant.reading.matching import Idf
from assistant.reading.meaning import Meaning
from assistant.reading.passages import passages_of
from assistant.reading.ranker import Ranker
from assistant.reading.span_reader import SpanReader, Spotted
from index.embed import StaticModel

SPOTTED, LEAST = 0.6, 0.02  # what a likely span adds to its sentence's score, and below what likelihood it adds next to nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate with its score (log odds among its rivals, higher is better), its features in the order of FEATURES, the confidence
    (0..1) that it answers, were it taken as the answer, the answers spotted that begin in it, and all that were spotted anywhere, most likely first."""

    candidate: Candidate
    score: float
    features: tuple[float, ...] = ()
    confidence: float = 1.0
    spotted: tuple[Spotted, ...] = ()
    all_spotted: tuple[Spotted, ...] = ()

    @property
    def likely(self) -> float:
        """How likely the answer begins in this sentence, 0..1, as against the other sentences of the passages read."""
        return sum(s.probability for s in self.spotted)

    def feature(self, name: str) -> float:
        """One feature by name."""
        return self.features[FEATURES.index(name)]


class Reader:
    """Scores sentences, and reads the passages around the best of them for the answer itself. `model` gives meaning to words (always the
    built-in one, whatever the store is embedded with)."""

    def __init__(self, model: StaticModel, ranker: Ranker, spans: SpanReader | None = None, confidence: Confidence | None = None) -> None:
        self._meaning = Meaning(model)
        self._ranker = ranker
        self._spans = spans
        self._confidence = confidence

    def read(self, question: Question, found: Sequence[Candidate], *, idf: Idf) -> list[Reading]:
        """The candidates as readings, best first, ties in the order given."""
        if not found:
            return []
        matrix = self.features(question, found, idf=idf)
        scores = self._ranker.scores(matrix)
        order = np.argsort(-scores, kind="stable")
        readings = [Reading(found[i], float(scores[i]), tuple(matrix[i].tolist())) for i in order.tolist()]
        if self._spans:
            readings = _with_spans(readings, self._spans.spot(question, passages_of((r.candidate, r.score) for r in readings)))
        return _with_confidence(readings, self._confidence) if self._confidence else readings

    def features(self, question: Question, found: Sequence[Candidate], *, idf: Idf) -> Floats:
        """One row a candidate (n, len(FEATURES)) float32."""
        return features(question, found, self._meaning, idf=idf)


def _with_spans(readings: Sequence[Reading], spotted: Sequence[Spotted]) -> list[Reading]:
    """The readings with what was spotted in them, in the order of both scores."""
    begin: dict[tuple[str, int], list[Spotted]] = {}
    for s in spotted:
        begin.setdefault(s.passage.sentences[s.passage.at(s.start)].key, []).append(s)
    every, found = tuple(spotted), []
    for r in readings:
        own = tuple(begin.get(r.candidate.key, ()))
        score = r.score + SPOTTED * math.log1p(sum(s.probability for s in own) / LEAST)
        found.append(Reading(r.candidate, score, r.features, r.confidence, own, every))
    return sorted(found, key=lambda r: -r.score)


def _with_confidence(readings: Sequence[Reading], confidence: Confidence) -> list[Reading]:
    """The readings, best first, each with the confidence in it, were it taken as the answer. One without a rival leads by nothing."""
    best, second = readings[0].score, readings[min(1, len(readings) - 1)].score
    rivals = [second] + [best] * (len(readings) - 1)
    sure = [confidence.of(judged_reading(r, lead=r.score - rival)) for r, rival in zip(readings, rivals, strict=True)]
    return [Reading(r.candidate, r.score, r.features, c, r.spotted, r.all_spotted) for r, c in zip(readings, sure, strict=True)]


def judged_reading(reading: Reading, *, lead: float) -> Floats:
    """The row that the confidence in a reading is judged by."""
    plainest = reading.spotted[0].probability if reading.spotted else 0.0
    return judged(reading.features, lead=lead, likely=reading.likely, plainest=plainest)
