"""Trains the span reader: python scripts/train_span_reader.py --data ../shared/data --out assistant/reading/weights/span_reader.safetensors

First one epoch on labelled questions and cloze questions made from news, then EPOCHS on the labelled ones alone. Prints after each the
character F1 of the best span, over all passages read, on questions of held-out passages. Takes about an hour on one core. Runs after
`train_reader.py`, whose ranking chooses the passages.
"""

import argparse
import pickle
import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from reader_data import SETS, make_store
from safetensors.numpy import load_file, save_file
from span_data import Encoded, Example, answered_somewhere, labelled, unlabelled
from span_model import Network, batch_of, loss

from assistant.reading.ranker import Ranker
from assistant.reading.reader import Reader
from assistant.reading.span_features import FEATURES
from assistant.reading.span_network import SpanNetwork
from assistant.reading.span_reader import LEAST_SCORE, LONGEST
from eval.metrics.spans import best_char_f1
from index.embed import BUILTIN, StaticModel
from index.store import Store

CLOZES, EPOCHS, EPOCHS_ON, BATCH, PASSAGES, RATE, WARM = 32_000, 4, 2, 24, 3, 1e-3, 200
SOMEWHERE = ("stard", "ncp_pairs")
MEASURED = 1600
SETS_IN_FULL = [(name, split, 20_000) for name, split, _ in SETS]


def main() -> None:
    """Makes the examples (or takes them from --cache, a scratch file of this script only), trains, measures and saves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument(
        "--start", type=Path, help="weights to go on from, by labelled questions alone: where the embedding model's tokens are the same"
    )
    args = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rng = random.Random(0)
    model = StaticModel(BUILTIN)
    asked, clozes = _examples(args.data, model, args.cache, all_kinds=not args.start)
    train = [e for e in asked if not e.held_out and any(p.gold or p.somewhere for p in e.passages)]
    test = [e for e in asked if e.held_out]
    test = rng.sample(test, min(MEASURED, len(test)))
    print(len(train), "training questions,", len(clozes), "clozes,", len(test), "held-out questions measured", flush=True)
    network = Network(model.vectors_of(np.arange(model.size)), train[0].features.shape[1], len(FEATURES))
    if args.start:
        known = load_file(args.start)
        network.load_state_dict({name: torch.tensor(known[name]).reshape(t.shape) for name, t in network.state_dict().items()})
    pools = [train] * EPOCHS_ON if args.start else [clozes + train] + [train] * EPOCHS
    for name, tensors in fit(network, pools, test, rng):
        save_file(tensors, args.out)
        print(name, "saved", flush=True)


def _examples(data: Path, model: StaticModel, cache: Path | None, *, all_kinds: bool) -> tuple[list[Example], list[Example]]:
    if cache and cache.exists():
        asked, clozes = pickle.loads(cache.read_bytes())  # noqa: S301 - written by this script a run before
        return asked, clozes
    reader = Reader(model, Ranker.load())
    with tempfile.TemporaryDirectory() as folder:
        asked = list(labelled(data, SETS_IN_FULL, make_store(data, Path(folder)), reader, model))
    for name in SOMEWHERE if all_kinds else ():
        with tempfile.TemporaryDirectory() as folder:
            asked += answered_somewhere(data, name, make_store(data, Path(folder), [name]), reader, model)
    clozes = list(_clozes(data, model)) if all_kinds else []
    if cache:
        cache.write_bytes(pickle.dumps((asked, clozes)))
    return asked, clozes


def _clozes(data: Path, model: StaticModel) -> Iterator[Example]:
    with tempfile.TemporaryDirectory() as folder:
        make_store(data, Path(folder), ["crud_docs"])
        yield from islice(unlabelled(Store.open(Path(folder)), model), CLOZES)


def fit(
    network: Network, pools: Sequence[list[Example]], test: Sequence[Example], rng: random.Random
) -> Iterator[tuple[str, dict[str, npt.NDArray[np.float16]]]]:
    """Trains on each pool once, in order, and gives after each what was reached and the tensors. The rate rises over WARM steps, stays
    for the first pool and falls to nearly nothing over the others."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-2)
    steps, first = sum(len(p) // BATCH for p in pools), len(pools[0]) // BATCH
    fall = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min(1.0, (i + 1) / WARM) * min(1.0, max(0.03, 1 - (i - first) / (steps - first)))
    )
    for n, pool in enumerate(pools):
        network.train()
        total = 0.0
        groups = _groups(pool, rng)
        for done, group in enumerate(groups, 1):
            batch = batch_of(group, [_some(e, rng) for e in group])
            begin, end = network(batch)
            lost = (loss(begin, batch.begins, batch.owner, len(group)) + loss(end, batch.ends, batch.owner, len(group))).mean()
            optimizer.zero_grad()
            lost.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            fall.step()
            total += lost.item()
            if done % 100 == 0:
                print(f"pool {n}: {done}/{len(groups)} loss {total / done:.3f}", flush=True)
        tensors = {k: np.atleast_1d(v.detach().numpy()).astype(np.float16) for k, v in network.state_dict().items()}
        yield f"pool {n}: loss {total / len(groups):.3f}, held out {measure(SpanNetwork(tensors), network.table.numpy(), test)}", tensors


def _groups(pool: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Batches of examples of about one length, in random order."""
    mixed = rng.sample(list(pool), len(pool))
    stretches = (mixed[i : i + 20 * BATCH] for i in range(0, len(mixed), 20 * BATCH))
    sorted_ = [e for stretch in stretches for e in sorted(stretch, key=lambda e: max(len(p.ids) for p in e.passages))]
    groups = [sorted_[i : i + BATCH] for i in range(0, len(sorted_) - BATCH + 1, BATCH)]
    rng.shuffle(groups)
    return groups


def _some(example: Example, rng: random.Random) -> list[Encoded]:
    """The passages with the answer and as many of the others as make PASSAGES."""
    gold = [p for p in example.passages if p.gold or p.somewhere]
    others = [p for p in example.passages if not (p.gold or p.somewhere)]
    return [*gold, *rng.sample(others, min(len(others), max(0, PASSAGES - len(gold))))][:PASSAGES]


def measure(network: SpanNetwork, table: npt.NDArray[np.float32], test: Sequence[Example]) -> dict[str, float]:
    """By set, the mean character F1 of the likeliest span with the nearest gold answer, over all passages that were read."""
    by_set: dict[str, list[float]] = {}
    for e in test:
        texts = [
            (i := p.ids.astype(np.int64), table[np.maximum(i, 0)] * (i >= 0)[:, None], p.features.astype(np.float32)) for p in e.passages
        ]
        ids = e.ids.astype(np.int64)
        question = (ids, table[np.maximum(ids, 0)] * (ids >= 0)[:, None], e.features.astype(np.float32))
        scores = [max(p.score, LEAST_SCORE) for p in e.passages]
        logits = network.logits(question, texts, scores)
        n, first, last = likeliest(logits)
        text, places = e.texts[n]
        by_set.setdefault(e.set_name, []).append(best_char_f1(e.answers, text[places[first][0] : places[last][1]]))
    return {name: round(float(np.mean(values)), 3) for name, values in sorted(by_set.items())}


def likeliest(logits: Sequence[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]) -> tuple[int, int, int]:
    """The passage, first and last unit of the likeliest span."""
    best = []
    for n, (begin, end) in enumerate(logits):
        joint = begin[:, None] + end[None, :]
        joint[np.tril_indices(len(begin), -1)] = joint[np.triu_indices(len(begin), LONGEST)] = -np.inf
        first, last = divmod(int(joint.argmax()), len(begin))
        best.append((float(joint[first, last]), n, first, last))
    return max(best)[1:]


if __name__ == "__main__":
    main()
