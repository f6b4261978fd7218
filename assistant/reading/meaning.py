"""How near the words of a question and a sentence are in meaning, by the token vectors of the built-in model."""

import re
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from assistant.reading.rivals import telling_share
from index.embed import StaticModel

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
SEMANTIC = ("cosine", "soft", "soft_around", "kernel_9", "kernel_7", "kernel_5", "kernel_3", "soft_least", "soft_telling")
UNRELATED = 0.3  # cosine up to which two words have nothing to do with each other
KNOWN_PARTS = 1 << 15  # parts of sentences whose tokens are kept, some 10 MB
_MARKS = re.compile(r"[，。、；：！？（）“”《》,;:!?()]")  # no token runs across them


class Meaning:
    """Measures it; keeps the tokens of what it has read."""

    def __init__(self, model: StaticModel) -> None:
        self._model = model
        self._known: dict[str, Ids] = {}

    def features(self, question: Question, found: Sequence[Candidate]) -> Floats:
        """The SEMANTIC features (n, 9): cosine of the texts, then soft matches of each asked word with its nearest in the sentence."""
        asked, weights = self._tokens(" ".join(t.text for t in question.terms) or question.text)
        whole = self._model.embed_query(question.text)
        texts = [_MARKS.split(text) for text in (*(c.folded for c in found), *(c.heading + c.before[-200:] for c in found))]
        ids = self._ids({part for parts in texts for part in parts})
        nearest = self._nearest(asked, texts, ids)
        best = nearest[: len(found)]
        around = np.maximum(best, nearest[len(found) :])
        kernels = [(weights * np.exp(-((best - mu) ** 2) / 0.02)).sum(axis=1) for mu in (0.9, 0.7, 0.5, 0.3)]
        own = self._model.embed_ids([np.concatenate([ids[part] for part in parts]) for parts in texts[: len(found)]])
        columns = [own @ whole, (weights * best).sum(axis=1), (weights * around).sum(axis=1)]
        telling = telling_share(np.maximum(best - UNRELATED, 0) / (1 - UNRELATED), weights)
        return np.stack([*columns, *kernels, around.min(axis=1, initial=1.0), telling], axis=1).astype(np.float32)

    def _ids(self, parts: Collection[str]) -> dict[str, Ids]:
        """The tokens of each part. Parts recur: sentences stand before others of their chunk, and chunks answer more than one question."""
        known = self._known
        new = [part for part in parts if part not in known]
        if len(known) + len(new) > KNOWN_PARTS:
            known, new = {}, list(parts)
        for bare in (True, False):
            some = [part for part in new if part.isalnum() is bare]
            known.update(zip(some, self._model.token_ids(some, bare=bare), strict=True))
        self._known = known
        return known

    def _nearest(self, asked: Floats, texts: Sequence[Sequence[str]], ids: dict[str, Ids]) -> Floats:
        """For each text (rows), given in parts, and each asked token (columns) the cosine of its nearest token in the text, 0 where there is
        none."""
        number = {part: n for n, part in enumerate(dict.fromkeys(part for parts in texts for part in parts))}
        tokens, places = np.unique(np.concatenate([ids[part] for part in number]), return_inverse=True)
        cosines = np.zeros((len(asked), len(tokens) + 1), np.float32)  # the last column: no token
        if len(tokens):
            vectors = self._model.vectors_of(tokens)
            lengths = np.linalg.norm(vectors, axis=1)
            cosines[:, :-1] = np.maximum(asked @ (vectors / np.maximum(lengths, 1e-6)[:, None]).T, 0)
        sizes = np.array([len(ids[part]) + 1 for part in number])
        ends = np.cumsum(sizes) - 1
        padded = np.insert(places, ends - np.arange(len(number)), len(tokens))
        by_part = np.maximum.reduceat(cosines[:, padded], ends - sizes + 1, axis=1)
        starts = np.cumsum([0, *(len(parts) for parts in texts[:-1])])
        nearest: Floats = np.maximum.reduceat(by_part[:, [number[part] for parts in texts for part in parts]], starts, axis=1).T
        return nearest

    def _tokens(self, text: str) -> tuple[Floats, Floats]:
        """Unit vectors of the text's tokens, and their weights: lengths before normalising, which training made grow with what a token tells."""
        vectors = self._model.token_vectors(text)
        lengths = np.linalg.norm(vectors, axis=1)
        known = lengths > 1e-6
        vectors, lengths = vectors[known] / lengths[known, None], lengths[known]
        return vectors, lengths / max(float(lengths.sum()), 1e-6)
