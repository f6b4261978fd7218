"""A small network over features: two layers, read from a safetensors file, applied with numpy."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

Floats = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights" / "reader.safetensors"


class Ranker:
    """score(x) = w2 · relu(W1 · (x − mean) / scale + b1) + b2 + w0 · x: a linear model with one hidden layer beside it."""

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
        scores: Floats = hidden @ self._t["w2"] + x @ self._t["w0"] + self._t["b2"]
        return scores
