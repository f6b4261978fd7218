"""How sure reading is: the probability that the sentence put first answers, by logistic regression on how much of the question it
accounts for, how far it leads, and how plainly the span reader sees an answer in it."""

import math
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

from assistant.reading.features import FEATURES

Floats = npt.NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights" / "confidence.safetensors"
MOST_LEAD = 4.0  # beyond which a lead over the next best tells nothing more
_JUDGED = itemgetter(
    *(FEATURES.index(name) for name in ("covered", "covered_around", "clause", "bigrams", "longest_run", "uncovered_most", "cosine", "soft", "soft_around", "soft_least",
                 "kernel_9", "kernel_5", "focus", "focus_around", "focus_least", "unit_no", "figure_no", "date_no", "named"))
)  # fmt: skip


class Confidence:
    """Holds the tensors that `scripts/fit_confidence.py` saved."""

    def __init__(self, tensors: dict[str, Floats]) -> None:
        self._weights, self._bias = tensors["weights"], float(tensors["bias"][0])

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "Confidence":
        """The weights that ship."""
        return cls(load_file(path))

    def of(self, row: Floats) -> float:
        """The probability, 0..1, of a row that `judged` made."""
        return (1 + math.tanh((float(row @ self._weights) + self._bias) / 2)) / 2  # the logistic function, without its overflow


def judged(features: Sequence[float], *, lead: float, likely: float, plainest: float) -> Floats:
    """What the confidence in a sentence is judged by: its `lead` in score over the best other, how `likely` the answer begins in it, how
    likely its `plainest` span is (both 0..1), and some of its features."""
    return np.array([max(-MOST_LEAD, min(lead, MOST_LEAD)), likely, plainest, *_JUDGED(features)], np.float32)
