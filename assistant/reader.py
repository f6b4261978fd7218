"""Reading: candidate sentences ranked as answers, with how sure the first of them is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.candidates import Candidate
from assistant.features import FEATURES, Floats, Idf, Meaning, features
from assistant.question import Question
from assistant.ranker import Ranker
from index.embed import StaticModel


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate with its score (log odds among its rivals, higher is better), its features in the order of FEATURES, and the
    confidence (0..1) that it answers, were it taken as the answer."""

    candidate: Candidate
    score: float
    features: tuple[float, ...] = ()
    confidence: float = 1.0

    def feature(self, name: str) -> float:
        """One feature by name."""
        return self.features[FEATURES.index(name)]


class Reader:
    """Scores sentences. `model` gives meaning to words (always the built-in one, whatever the store is embedded with)."""

    def __init__(self, model: StaticModel, ranker: Ranker) -> None:
        self._meaning = Meaning(model)
        self._ranker = ranker

    def read(self, question: Question, found: Sequence[Candidate], *, idf: Idf) -> list[Reading]:
        """The candidates as readings, best first, ties in the order given."""
        if not found:
            return []
        matrix = self.features(question, found, idf=idf)
        scores = self._ranker.scores(matrix)
        order = np.argsort(-scores, kind="stable")
        return [self._reading(found[i], matrix, scores, int(i)) for i in order]

    def features(self, question: Question, found: Sequence[Candidate], *, idf: Idf) -> Floats:
        """One row a candidate (n, len(FEATURES)) float32."""
        return features(question, found, self._meaning, idf=idf)

    def _reading(self, candidate: Candidate, matrix: Floats, scores: Floats, i: int) -> Reading:
        confidence = self._ranker.confidence(self._ranker.confidence_row(matrix, scores, i))
        return Reading(candidate, float(scores[i]), tuple(map(float, matrix[i])), confidence)
