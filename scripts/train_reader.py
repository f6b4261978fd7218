"""Trains the reader's network: python scripts/train_reader.py --data ../shared/data --out assistant/reading/weights/reader.safetensors

Listwise: among the candidate sentences of a question, the right ones against all others. Prints how often the right sentence comes first
on held-out passages, beside what the best word overlap alone gets. Takes about ten minutes on two cores, most of it features.
"""

import argparse
import math
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from reader_data import Example, examples, make_store
from safetensors.numpy import save_file

from assistant.reading.features import FEATURES
from assistant.reading.ranker import UNLEARNED, Ranker
from assistant.reading.reader import Reader
from index.embed import BUILTIN, Floats, StaticModel

HIDDEN, EPOCHS, BATCH, RATE, DECAY = 48, 10, 32, 3e-3, 0.02


def main() -> None:
    """Makes the examples (or takes them from --cache, a scratch file of this script only), trains, measures and saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    made = _cached(args.data, args.cache)
    train = [e for e in made if not e.held_out and e.right.any()]
    test = [e for e in made if e.held_out]
    print(
        len(train),
        "training questions,",
        len(test),
        "held out;",
        sum(e.right.any() for e in test),
        "of these have the answer among the candidates",
    )
    tensors = fit(train)
    args.out.parent.mkdir(exist_ok=True)
    save_file(tensors, args.out)
    ranker = Ranker(tensors)
    print("right sentence first, by set or kind of question; beside it by word overlap")
    for group in sorted({e.group for e in test}):
        some = [e for e in test if e.group == group]
        print(f"{group:14}{len(some):6}", _first(some, ranker.scores), _first(some, lambda m: m[:, FEATURES.index("covered")]))


def _cached(data: Path, cache: Path | None) -> list[Example]:
    if cache and cache.exists():
        return list(pickle.loads(cache.read_bytes()))  # noqa: S301 - written by this script a run before
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader(StaticModel(BUILTIN), Ranker({}))
        made = list(examples(data, make_store(data, Path(folder)), reader))
    if cache:
        cache.write_bytes(pickle.dumps(made))
    return made


def fit(train: list[Example]) -> dict[str, np.ndarray]:
    """The network's tensors, by cross entropy over each question's candidates."""
    everything = np.vstack([e.features for e in train])
    mean, scale = everything.mean(0), everything.std(0) + 1e-3
    scale[[FEATURES.index(name) for name in UNLEARNED]] = 1e9  # the sets have no dated documents: these are weighed by hand
    width = everything.shape[1]
    w1 = torch.nn.Parameter(torch.randn(width, HIDDEN) * width**-0.5)
    b1, w2 = torch.nn.Parameter(torch.zeros(HIDDEN)), torch.nn.Parameter(torch.randn(HIDDEN) * 0.05)
    w0 = torch.nn.Parameter(torch.zeros(width))
    optimizer = torch.optim.AdamW([w1, b1, w2, w0], lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * math.ceil(len(train) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    inputs = [(torch.tensor((e.features - mean) / scale), torch.tensor(e.right)) for e in train]
    for epoch in range(EPOCHS):
        order = torch.randperm(len(inputs)).tolist()
        total = 0.0
        for start in range(0, len(order), BATCH):
            batch = [inputs[i] for i in order[start : start + BATCH]]
            together = torch.cat([x for x, _ in batch])
            scores = (torch.relu(together @ w1 + b1) @ w2 + together @ w0).split([len(right) for _, right in batch])
            loss = torch.stack([_loss(own, right) for own, (_, right) in zip(scores, batch, strict=True)]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch}: loss {total / len(order):.4f}", flush=True)
    numbers = {"w1": w1, "b1": b1, "w2": w2, "w0": w0}
    return {k: v.detach().numpy().astype(np.float32) for k, v in numbers.items()} | {
        "mean": mean.astype(np.float32),
        "scale": scale.astype(np.float32),
    }


def _loss(scores: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)


def _first(test: list[Example], score: Callable[[Floats], Floats]) -> float:
    return round(float(np.mean([e.right.any() and e.right[int(np.argmax(score(e.features)))] for e in test])), 4)


if __name__ == "__main__":
    main()
