"""The span reader's network, applied with numpy: where in a few passages does the answer begin and end?

Words of a passage attend to the question's words; a recurrent layer in both directions reads the fused passage; two heads score every unit
as the first and the last of the answer. After DrQA (Chen et al. 2017, arXiv:1704.00051) and the shared normalisation over passages of
Clark and Gardner (2018, arXiv:1710.10723), in small.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
WEIGHTS = Path(__file__).parent / "weights" / "span_reader.safetensors"
_NONE = np.float32(-1e4)  # the logit of what is no unit


class SpanNetwork:
    """Holds the tensors that `scripts/train_span_reader.py` saved."""

    def __init__(self, tensors: dict[str, npt.NDArray[np.float16] | Floats]) -> None:
        self._t = {name: value.astype(np.float32) for name, value in tensors.items()}
        self._convolutions = {name: _unrolled(self._t[f"{name}.weight"]) for name in ("conv1", "conv2")}
        self._inputs, self._recurrent, self._bias = _recurrence(self._t)

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> "SpanNetwork":
        """The network that ships."""
        return cls(load_file(path))

    def logits(
        self, question: tuple[Ids, Floats, Floats], passages: Sequence[tuple[Ids, Floats, Floats]], scores: Sequence[float]
    ) -> list[tuple[Floats, Floats]]:
        """For each passage the logits of beginning and end (n,), comparable over all passages of the question.

        A text is its units' numbers in the model's table (n,), their vectors (n, dim) and features (n, f); `scores` are what
        ranking gave the passages.
        """
        q = self._embedded("qin", *question)
        pool = _softmax(self._linear("qpool", q)[:, 0]) @ q
        fused = [self._fused(q, *p) for p in passages]
        found = []
        for h, score in zip(self._read_both_ways(fused), scores, strict=True):
            e = self._convolved(h, "conv2")
            begin = self._linear("ws", h)[:, 0] + h @ self._linear("qs", pool) / 8 + self._t["rank"] * np.float32(score)
            end = self._linear("we", e)[:, 0] + e @ self._linear("qe", pool) / 8
            found.append((begin.astype(np.float32), end.astype(np.float32)))
        return found

    def _embedded(self, name: str, ids: Ids, vectors: Floats, features: Floats) -> Floats:
        """Units with their neighbours: the model's vector says what a word means, the network's own what it does in a sentence."""
        own = self._t["own.weight"][ids + 1]
        return self._convolved(self._relu(name, np.concatenate([self._linear("proj", vectors), own, features], axis=1)), "conv1")

    def _fused(self, q: Floats, ids: Ids, vectors: Floats, features: Floats) -> Floats:
        """Each unit of a passage beside what of the question it attends to."""
        p = self._embedded("pin", ids, vectors, features)
        near = self._linear("att", p) @ self._linear("att", q).T / np.sqrt(np.float32(len(self._t["att.weight"])))
        attended = _softmax(near) @ q
        return self._relu("fuse", np.concatenate([p, attended, p * attended, features], axis=1))

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self._t[f"{name}.weight"].T
        return out + self._t[f"{name}.bias"] if f"{name}.bias" in self._t else out

    def _relu(self, name: str, x: Floats) -> Floats:
        return np.maximum(self._linear(name, x), 0)

    def _convolved(self, x: Floats, name: str) -> Floats:
        """x + relu(convolution over neighbouring units), edges padded with zeros."""
        weight = self._convolutions[name]
        width = len(weight) // x.shape[1]
        edge = np.zeros((width // 2, x.shape[1]), np.float32)
        padded = np.concatenate([edge, x, edge])
        beside = np.concatenate([padded[i : i + len(x)] for i in range(width)], axis=1)
        out: Floats = x + np.maximum(beside @ weight + self._t[f"{name}.bias"], 0)
        return out

    def _read_both_ways(self, texts: Sequence[Floats]) -> list[Floats]:
        """A gated recurrent layer over each text forwards and backwards: (n, 2 · hidden) each. All texts and both ways take a step at once,
        in buffers without gaps that are made once: a step is so short that all else would cost more than its arithmetic."""
        hidden, longest = self._recurrent.shape[-1], max(map(len, texts))
        inputs = np.zeros((longest, 3, 2, len(texts), hidden), np.float32)
        for i, text in enumerate(texts):
            for way, read in enumerate((text, text[::-1])):
                weight, bias = self._inputs[way]
                inputs[: len(text), :, way, i] = (read @ weight + bias).reshape(-1, 3, hidden)
        states = np.zeros((longest + 1, 2, len(texts), hidden), np.float32)
        product = np.empty(inputs.shape[1:], np.float32)
        gates, new = product[:2], product[2]
        (reset, update), ones = gates, np.ones_like(gates)
        for x, before, after in zip(inputs, states[:-1], states[1:], strict=True):
            np.matmul(before, self._recurrent, out=product)
            np.exp(np.add(gates, x[:2], out=gates), out=gates)  # these products are negative: 1 / (1 + exp(-x))
            np.reciprocal(np.add(gates, ones, out=gates), out=gates)
            np.multiply(np.add(new, self._bias, out=new), reset, out=new)
            np.tanh(np.add(new, x[2], out=new), out=new)
            np.multiply(np.subtract(before, new, out=after), update, out=after)
            np.add(after, new, out=after)
        ahead, back = states[1:, 0], states[1:, 1]
        return [np.concatenate([ahead[: len(t), i], back[: len(t), i][::-1]], axis=1) for i, t in enumerate(texts)]


def _recurrence(t: dict[str, Floats]) -> tuple[list[tuple[Floats, Floats]], Floats, Floats]:
    """The recurrent layer's weights as its steps use them: for each way those of the inputs with all of the gates' bias, the recurrent ones
    (3, 2, hidden, hidden), and the bias inside the reset (2, 1, hidden). Those of both gates are negative, as the logistic function needs them."""
    inputs, recurrent, inside = [], [], []
    for way in ("l0", "l0_reverse"):
        hidden = t[f"gru.weight_hh_{way}"].shape[1]
        sign = np.repeat(np.array([-1, -1, 1], np.float32), hidden)
        bias = t[f"gru.bias_hh_{way}"].copy()
        inside.append(bias[None, 2 * hidden :].copy())
        bias[2 * hidden :] = 0
        inputs.append((np.ascontiguousarray(t[f"gru.weight_ih_{way}"].T) * sign, (t[f"gru.bias_ih_{way}"] + bias) * sign))
        recurrent.append((t[f"gru.weight_hh_{way}"] * sign[:, None]).reshape(3, hidden, hidden).transpose(0, 2, 1))
    return inputs, np.ascontiguousarray(np.stack(recurrent, axis=1)), np.stack(inside)


def _unrolled(weight: Floats) -> Floats:
    """The weight (out, in, width) of a convolution as that of a linear layer (width · in, out) over units beside each other: one product
    instead of one for each place."""
    return np.ascontiguousarray(weight.transpose(2, 1, 0)).reshape(-1, len(weight))


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    out: Floats = e / e.sum(axis=-1, keepdims=True)
    return out
