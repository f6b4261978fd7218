"""A small network over features: two layers, read from a safetensors file, applied with numpy."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

from assistant.reading.features import FEATURES

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
