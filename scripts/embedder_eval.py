"""Measures a saved embedding model on the held-out pools, alone and fused with BM25: R@1 and R@5, in percent."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import jieba
import numpy as np
from embedder_data import HeldOut
from numpy.typing import NDArray
from scipy.sparse import csr_array

from index.embed import Embedder, open_embedder

WEIGHTS = (0.0, 0.1, 0.2, 0.3)
_K1, _B = 1.2, 0.75

Floats = NDArray[np.float32]


def terms(text: str) -> list[str]:
    """jieba's search words and character bigrams: the tokens of the best lexical floor in the data's README."""
    words = [w for w in jieba.cut_for_search(text.lower()) if w.isalnum()]
    return words + [text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()]


def bm25(pool: Sequence[str], questions: Sequence[str]) -> Floats:
    """Float32 (questions, pool): plain BM25 scores, 0 and up."""
    vocabulary: dict[str, int] = {}
    counts = [Counter(terms(text)) for text in pool]
    lengths = np.array([c.total() for c in counts])
    values, columns, starts = [], [], [0]
    for count, length in zip(counts, lengths, strict=True):
        for term, n in count.items():
            columns.append(vocabulary.setdefault(term, len(vocabulary)))
            values.append(n * (_K1 + 1) / (n + _K1 * (1 - _B + _B * length / lengths.mean())))
        starts.append(len(columns))
    matrix = csr_array((np.array(values, dtype=np.float32), columns, starts), shape=(len(pool), len(vocabulary)))
    seen = np.bincount(columns, minlength=len(vocabulary))
    idf = np.log(1 + (len(pool) - seen + 0.5) / (seen + 0.5)).astype(np.float32)
    by_term = matrix.T.tocsr()
    scores = np.zeros((len(questions), len(pool)), dtype=np.float32)
    for row, question in enumerate(questions):
        known = sorted({vocabulary[t] for t in terms(question) if t in vocabulary})
        scores[row] = idf[known] @ by_term[known] if known else 0
    return scores


def dense(embedder: Embedder, pool: Sequence[str], questions: Sequence[str]) -> Floats:
    """Float32 (questions, pool): cosines."""
    scores: Floats = embedder.embed_texts(questions) @ embedder.embed_texts(pool).T
    return scores


def recall(scores: Floats, gold: Sequence[set[int]], k: int) -> float:
    """Percent of the rows that have a gold column among their k best; ties by column."""
    found = 0
    for row, columns in zip(scores, gold, strict=True):
        found += any((row > row[c]).sum() + (row[:c] == row[c]).sum() < k for c in columns)
    return 100 * found / len(gold)


def fuse(lexical: Floats, vectors: Floats, weight: float) -> Floats:
    """(1 - weight) x BM25 over its best + weight x cosine over its best, per question; below zero counts as zero."""
    parts = [np.maximum(m, 0) / np.maximum(m.max(axis=1, keepdims=True), 1e-9) for m in (lexical, vectors)]
    fused: Floats = (1 - weight) * parts[0] + weight * parts[1]
    return fused


def table(folder: Path, held_out: Sequence[HeldOut], *, lexical: dict[str, Floats] | None = None) -> str:
    """A Markdown table, one line a pool. `lexical` may hold BM25 scores computed before, by pool name, and is filled."""
    lexical = {} if lexical is None else lexical
    embedder = open_embedder(str(folder))
    lines = ["| pool | passages | questions | model alone | " + " | ".join(f"BM25 + {w:g}" for w in WEIGHTS) + " |"]
    lines.append("|---" * (4 + len(WEIGHTS)) + "|")
    for held in held_out:
        if held.name not in lexical:
            lexical[held.name] = bm25(held.pool, held.questions)
        vectors = dense(embedder, held.pool, held.questions)
        routes = [vectors, *(fuse(lexical[held.name], vectors, w) for w in WEIGHTS)]
        cells = [f"{recall(s, held.gold, 1):.1f} / {recall(s, held.gold, 5):.1f}" for s in routes]
        lines.append(f"| {held.name} | {len(held.pool)} | {len(held.questions)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
