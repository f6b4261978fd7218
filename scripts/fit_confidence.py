"""Fits how sure the reader may be: python scripts/fit_confidence.py --data ../shared/data --out assistant/reading/weights/confidence.safetensors

Asks the questions on held-out passages, which neither the ranker nor the span reader was trained on, and each of them again with its
passage taken away, which makes an unanswerable one. Fits on one half and prints, for the other, the area under the curve (the chance that
a right first sentence gets a higher confidence than a wrong one). To be run after both other trainings; takes some minutes.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from reader_data import SETS, TODAY, holds, make_store, questions_of
from safetensors.numpy import save_file
from written import held_out

from assistant.asking.question import understand
from assistant.reading.candidates import candidates
from assistant.reading.confidence import Confidence
from assistant.reading.ranker import Ranker
from assistant.reading.reader import Reader, judged_reading
from assistant.reading.span_network import SpanNetwork
from assistant.reading.span_reader import SpanReader
from index.embed import BUILTIN, Floats, StaticModel
from index.search import Searcher

HITS, STEPS = 8, 800


def main() -> None:
    """Collects the verdicts, fits, measures and saves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(0)
    model = StaticModel(BUILTIN)
    reader = Reader(model, Ranker.load(), SpanReader(model, SpanNetwork.load()))
    with tempfile.TemporaryDirectory() as folder:
        made = list(verdicts(args.data, make_store(args.data, Path(folder)), reader))
    rows, labels = np.stack([row for row, _ in made]), np.array([right for _, right in made])
    print(len(labels), "verdicts,", round(float(labels.mean()), 3), "right")
    odd = np.arange(len(labels)) % 4 >= 2  # the two verdicts of a question stay together
    half = Confidence(fit(rows[~odd], labels[~odd]))
    print("area under the curve, other half:", area(np.array([half.of(r) for r in rows[odd]]), labels[odd]))
    save_file(fit(rows, labels), args.out)


def verdicts(data: Path, searcher: Searcher, reader: Reader) -> Iterator[tuple[Floats, bool]]:
    """For each held-out question, with and without its passage: what the first reading is judged by, and whether it is right."""
    for name, split, _ in SETS:
        for q in questions_of(data, name, split):
            if not held_out(str(q["passage_ids"][0])):
                continue
            question = understand(str(q["question"]), today=TODAY)
            found = candidates(searcher.search(str(q["question"]), k=HITS))
            starts = list(zip(q["answer_start"], q["answers"], strict=False))
            for left in (found, [c for c in found if c.source_id not in q["passage_ids"]]):
                ranked = reader.read(question, left, idf=searcher.idf)
                if len(ranked) > 1:
                    first = ranked[0].candidate
                    right = first.source_id in q["passage_ids"] and any(holds(first, s, len(a)) for s, a in starts)
                    yield judged_reading(ranked[0], lead=ranked[0].score - ranked[1].score), right


def fit(rows: Floats, labels: np.ndarray) -> dict[str, Floats]:
    """Weights and bias of the logistic regression."""
    x, y = torch.tensor(rows), torch.tensor(labels, dtype=torch.float32)
    weight, bias = torch.nn.Parameter(torch.zeros(x.shape[1])), torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.AdamW([weight, bias], lr=0.02, weight_decay=1e-2)
    for _ in range(STEPS):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ weight + bias, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return {"weights": weight.detach().numpy(), "bias": bias.detach().numpy()}


def area(values: np.ndarray, labels: np.ndarray) -> float:
    """The area under the receiver operating curve, by ranks."""
    order = values.argsort().argsort() + 1
    positive = labels.sum()
    return round(float((order[labels].sum() - positive * (positive + 1) / 2) / (positive * (len(labels) - positive))), 4)


if __name__ == "__main__":
    main()
