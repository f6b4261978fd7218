"""The span reader's network in torch, for training; `assistant.reading.span_network` applies the same tensors with numpy."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import torch
from span_data import Encoded, Example
from torch import Tensor, nn
from torch.nn import functional

from assistant.reading.span_reader import LEAST_SCORE

NONE = -1e4  # the logit of what is no unit
WIDE, NARROW, HIDDEN, OWN, DROPPED = 128, 96, 96, 32, 0.25


@dataclass(frozen=True, slots=True)
class Texts:
    """Padded texts: ids (n, t), features (n, t, f), and which places hold a unit (n, t)."""

    ids: Tensor
    features: Tensor
    there: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions, all their passages, which question (by number) each passage is read for, the passages' ranking scores, and where answers
    begin and end (passages, t)."""

    questions: Texts
    passages: Texts
    owner: Tensor
    scores: Tensor
    begins: Tensor
    ends: Tensor


class Network(nn.Module):
    """Units attend to the question, a recurrent layer reads the passage both ways, two heads point to the answer's ends."""

    def __init__(self, table: npt.NDArray[np.float32], question_features: int, passage_features: int) -> None:
        super().__init__()
        self.table = torch.from_numpy(table)
        self.proj = nn.Linear(table.shape[1], WIDE)
        self.own = nn.Embedding(len(table) + 1, OWN)
        nn.init.normal_(self.own.weight, std=0.1)
        self.qin, self.pin = nn.Linear(WIDE + OWN + question_features, WIDE), nn.Linear(WIDE + OWN + passage_features, WIDE)
        self.conv1 = nn.Conv1d(WIDE, WIDE, 3, padding=1)
        self.att = nn.Linear(WIDE, NARROW, bias=False)
        self.fuse = nn.Linear(3 * WIDE + passage_features, WIDE)
        self.gru = nn.GRU(WIDE, HIDDEN, batch_first=True, bidirectional=True)
        self.conv2 = nn.Conv1d(2 * HIDDEN, 2 * HIDDEN, 3, padding=1)
        self.qpool = nn.Linear(WIDE, 1)
        self.qs, self.qe = nn.Linear(WIDE, 2 * HIDDEN), nn.Linear(WIDE, 2 * HIDDEN)
        self.ws, self.we = nn.Linear(2 * HIDDEN, 1), nn.Linear(2 * HIDDEN, 1)
        self.rank = nn.Parameter(torch.tensor(0.5))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """The logits of beginning and end (passages, t)."""
        q, p = self._embedded(self.qin, batch.questions), self._embedded(self.pin, batch.passages)
        asked, heard, there = q[batch.owner], batch.questions.there[batch.owner], batch.passages.there
        near = self.att(p) @ self.att(asked).transpose(1, 2) / math.sqrt(NARROW)
        attended = near.masked_fill(~heard.unsqueeze(1), NONE).softmax(-1) @ asked
        fused = torch.cat([self.drop(p), self.drop(attended), p * attended, batch.passages.features], -1)
        h = self.drop(self._read(functional.relu(self.fuse(fused)) * there.unsqueeze(-1), there))
        e = h + functional.relu(self.conv2((h * there.unsqueeze(-1)).transpose(1, 2)).transpose(1, 2))
        weights = self.qpool(q).squeeze(-1).masked_fill(~batch.questions.there, NONE).softmax(-1).unsqueeze(-1)
        pool = (q * weights).sum(1)[batch.owner].unsqueeze(1)
        begin = self.ws(h).squeeze(-1) + (h * self.qs(pool)).sum(-1) / 8 + self.rank * batch.scores.unsqueeze(1)
        end = self.we(e).squeeze(-1) + (e * self.qe(pool)).sum(-1) / 8
        return begin.masked_fill(~there, NONE), end.masked_fill(~there, NONE)

    def _embedded(self, linear: nn.Linear, texts: Texts) -> Tensor:
        vectors = self.table[texts.ids.clamp(min=0)] * (texts.ids >= 0).unsqueeze(-1)
        known = torch.cat([self.proj(self.drop(vectors)), self.drop(self.own(texts.ids + 1)), texts.features], -1)
        return self._convolved(self.conv1, functional.relu(linear(known)), texts.there)

    def _convolved(self, conv: nn.Conv1d, x: Tensor, there: Tensor) -> Tensor:
        return x + functional.relu(conv((self.drop(x) * there.unsqueeze(-1)).transpose(1, 2)).transpose(1, 2))

    def _read(self, x: Tensor, there: Tensor) -> Tensor:
        packed = nn.utils.rnn.pack_padded_sequence(self.drop(x), there.sum(1).cpu(), batch_first=True, enforce_sorted=False)
        out, _ = nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True, total_length=x.shape[1])
        return out


def loss(logits: Tensor, gold: Tensor, owner: Tensor, questions: int) -> Tensor:
    """For each question, minus the logarithm of the probability of its gold places among all units of all its passages (questions,)."""
    most = torch.full((questions,), NONE).scatter_reduce(0, owner, logits.max(1).values.detach(), "amax")
    weights = torch.exp(logits - most[owner].unsqueeze(1))
    everywhere = torch.zeros(questions).index_add(0, owner, weights.sum(1))
    right = torch.zeros(questions).index_add(0, owner, (weights * gold).sum(1))
    return torch.log(everywhere) - torch.log(right + 1e-9)


def batch_of(examples: Sequence[Example], chosen: Sequence[Sequence[Encoded]]) -> Batch:
    """The examples with the passages chosen for each, padded to the longest."""
    passages = list(chain.from_iterable(chosen))
    texts = _padded(passages)
    begins, ends = torch.zeros(texts.ids.shape, dtype=torch.bool), torch.zeros(texts.ids.shape, dtype=torch.bool)
    for n, passage in enumerate(passages):
        for first, last in passage.gold:
            begins[n, first] = ends[n, last] = True
        if passage.somewhere:
            begins[n, : len(passage.ids)] = ends[n, : len(passage.ids)] = True
    owner = torch.tensor([n for n, group in enumerate(chosen) for _ in group])
    scores = torch.tensor([max(p.score, LEAST_SCORE) for p in passages])
    return Batch(_padded(examples), texts, owner, scores, begins, ends)


def _padded(texts: Sequence[Example] | Sequence[Encoded]) -> Texts:
    longest, width = max(len(t.ids) for t in texts), texts[0].features.shape[1]
    ids, features = np.full((len(texts), longest), -1, np.int64), np.zeros((len(texts), longest, width), np.float32)
    for n, text in enumerate(texts):
        ids[n, : len(text.ids)], features[n, : len(text.ids)] = text.ids, text.features
    there = np.arange(longest)[None, :] < np.array([len(t.ids) for t in texts])[:, None]
    return Texts(torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(there))
