"""A small network over features: two layers, read from a safetensors file, applied with numpy."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

from assistant.features import FEATURES

Floats = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"
# Weighed by hand, because no set that may be trained on has dated documents, several pieces a file, or places that must agree, nor
# questions with long frames ("2014年全国…会议上，哪几个省市…") of which only the asking clause is found in the sentence.
PRIORS: dict[str, float] = {
    "year_here": 0.3,
    "year_around": 2.5,
    "date_here": 1.5,
    "count": 2.0,
    "figures_here": 1.5,
    "year_wrong": -1.6,
    "mention": 2.0,
    "is_heading": -3.0,
    "focus": 1.5,
    "figure_next": 2.0,
    "list_yes": 1.0,
    "places": 0.8,
    "places_missing": -3.0,
}
UNLEARNED = tuple(name for name in PRIORS if name not in ("focus", "figure_next", "list_yes"))
_PRIOR = np.array([PRIORS.get(name, 0.0) for name in FEATURES], np.float32)
# What the confidence is judged by, beside the lead over the next best: how much of the question the reading accounts for.
_JUDGED = tuple(
    FEATURES.index(name)
    for name in ("covered", "covered_around", "clause", "bigrams", "longest_run", "uncovered_most", "cosine", "soft", "soft_around", "soft_least", "kernel_9", "kernel_5",
                 "focus", "focus_around", "focus_least", "unit_no", "figure_no", "date_no", "named")
)  # fmt: skip


class Ranker:
    """score(x) = w2 · relu(W1 · (x − mean) / scale + b1) + w0 · x + priors: a linear model with one hidden layer beside it."""

    def __init__(self, tensors: dict[str, Floats]) -> None:
        self._t = tensors

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "Ranker":
        """The ranker that ships; `scripts/train_reader.py` makes the file."""
        return cls(load_file(path))

    def scores(self, matrix: Floats) -> Floats:
        """One score a row (n,) float32; only differences within one question mean anything."""
        x = (matrix - self._t["mean"]) / self._t["scale"]
        hidden = np.maximum(x @ self._t["w1"] + self._t["b1"], 0)
        scores: Floats = hidden @ self._t["w2"] + x @ self._t["w0"] + matrix @ _PRIOR
        return scores

    def confidence_row(self, matrix: Floats, scores: Floats, i: int) -> Floats:
        """What the confidence in row i as the answer is judged by: its lead over the best other row (at most 4), then _JUDGED."""
        others = np.delete(scores, i)
        lead = float(np.clip(scores[i] - others.max(initial=scores[i] - 4), -4, 4))
        return np.concatenate([[lead], matrix[i, _JUDGED]]).astype(np.float32)

    def confidence(self, row: Floats) -> float:
        """The probability, 0..1, that the reading answers, by logistic regression."""
        return float(1 / (1 + np.exp(-(row @ self._t["cw"] + self._t["cb"][0]))))
