"""Reading passages for the span that answers: which words, in which sentence, and how likely."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.asking.question import Question
from assistant.reading.passages import Passage
from assistant.reading.span_features import (
    PASSAGE_UNITS,
    QUESTION_UNITS,
    Units,
    passage_features,
    question_features,
    unit_vectors,
    units_of,
)
from assistant.reading.span_network import Ids, SpanNetwork
from index.embed import StaticModel
from index.tokens import fold

Floats = npt.NDArray[np.float32]
LONGEST = 90  # units of a span
KEPT = 24  # spans kept of a question, most likely first
LEAST_SCORE = -6.0  # of a passage against the best: training saw none below


@dataclass(frozen=True, slots=True)
class Spotted:
    """`passage.text[start:end]` answers with this probability, as against every other span of the passages read."""

    passage: Passage
    start: int
    end: int
    probability: float

    @property
    def text(self) -> str:
        """The span's words, folded."""
        return self.passage.text[self.start : self.end]


class SpanReader:
    """Finds spans by the network; `model` is the built-in embedding model, whatever the store is embedded with."""

    def __init__(self, model: StaticModel, network: SpanNetwork) -> None:
        self._model = model
        self._network = network

    def spot(self, question: Question, passages: Sequence[Passage]) -> list[Spotted]:
        """The most likely spans of all passages, best first; their probabilities sum to at most 1."""
        asked = units_of(self._model, [fold(question.text)], most=QUESTION_UNITS)[0]
        units = units_of(self._model, [p.text for p in passages], most=PASSAGE_UNITS)
        found = [(p, u) for p, u in zip(passages, units, strict=True) if len(u.ids)]
        if not found or not len(asked.ids):
            return []
        vectors = unit_vectors(self._model, asked)
        texts = [self._text(question, asked, vectors, p, u) for p, u in found]
        best = max(p.score for p, _ in found)
        scores = [max(p.score - best, LEAST_SCORE) for p, _ in found]
        logits = self._network.logits((asked.ids, vectors, question_features(question, asked)), texts, scores)
        return _most_likely(found, logits)

    def _text(self, question: Question, asked: Units, vectors: Floats, passage: Passage, units: Units) -> tuple[Ids, Floats, Floats]:
        there = unit_vectors(self._model, units)
        nearest, weights = nearness(vectors, there)
        return units.ids, there, passage_features(question, asked, passage, units, nearest, weights)


def nearness(asked: Floats, there: Floats) -> tuple[Floats, Floats]:
    """For each row of `there` the cosine with the nearest row of `asked`, and its length."""
    lengths = np.linalg.norm(there, axis=1)
    unit = there / np.maximum(lengths, 1e-6)[:, None]
    mine = asked / np.maximum(np.linalg.norm(asked, axis=1), 1e-6)[:, None]
    nearest: Floats = (unit @ mine.T).max(axis=1, initial=0.0)
    return nearest, lengths


def _most_likely(read: Sequence[tuple[Passage, Units]], logits: Sequence[tuple[Floats, Floats]]) -> list[Spotted]:
    first = _probabilities([start for start, _ in logits])
    last = _probabilities([end for _, end in logits])
    found: list[Spotted] = []
    for (passage, units), s, e in zip(read, first, last, strict=True):
        pairs = np.triu(s[:, None] * e[None, :])
        joint = pairs - np.triu(pairs, LONGEST)
        for place in _largest(joint, KEPT):
            i, j = divmod(place, len(e))
            if joint[i, j] == 0:  # a span that ends before it begins, or is too long: what is left of a passage with few spans
                break
            found.append(Spotted(passage, int(units.starts[i]), int(units.ends[j]), float(joint[i, j])))
    return sorted(found, key=lambda x: -x.probability)[:KEPT]


def _largest(values: Floats, count: int) -> list[int]:
    """The places of the largest values in the flattened array, largest first."""
    flat = values.ravel()
    some = np.argpartition(-flat, count)[:count] if len(flat) > count else np.arange(len(flat))
    places: list[int] = some[np.argsort(-flat[some])].tolist()
    return places


def _probabilities(logits: Sequence[Floats]) -> list[Floats]:
    """One softmax over all passages, cut up again."""
    joined = np.concatenate(logits)
    e = np.exp(joined - joined.max())
    return np.split(e / e.sum(), np.cumsum([len(x) for x in logits])[:-1])
