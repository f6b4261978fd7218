"""Ranked passages against gold: recall, reciprocal rank and nDCG through ir_measures, and evidence found in hits."""

# ir_measures over ranx: 0.1 s and 28 MB to import and use against 25 s and 629 MB (numba, seaborn, pandas), measured 2026-11-21;
# one dependency against thirteen; its engine pytrec_eval-terrier is trec_eval itself, released in October 2026 with wheels for
# Linux, macOS and Windows up to Python 3.15. It is imported where it is used: answering needs none of it.

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from eval.model import Row
from eval.normal import norm

CUTS = (1, 5, 10)

Relevant = Mapping[str, int]


def ranked_sources(hits: Sequence[Row]) -> list[str]:
    """The documents of the hits in order, each once, as datasets name them."""
    return list(dict.fromkeys(str(hit.get("source_id") or hit.get("document_id")) for hit in hits))


def ranking(relevant: Mapping[str, Relevant], ranked: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """For every query with relevant documents: recall@1, @5, @10, mrr@10, ndcg@10, each 0 to 1; a query without hits gets zeros.

    recall@k is the share of min(k, number relevant) that the first k hold, so that 1 can be reached; mrr@10 is the reciprocal
    rank of the first relevant one (Voorhees 1999); ndcg@10 by trec_eval (Järvelin & Kekäläinen 2002), gain = grade.
    """
    measures = _measures()
    judged = {q: {d: g for d, g in docs.items() if g > 0} for q, docs in relevant.items()}
    judged = {q: docs for q, docs in judged.items() if docs}
    found: dict[str, dict[str, float]] = {q: {} for q in judged}
    for metric in measures["library"].iter_calc(list(measures["names"]), judged, _scored(judged, ranked)):
        found[metric.query_id][measures["names"][metric.measure]] = metric.value
    return {q: _capped(values, len(judged[q])) for q, values in found.items()}


def _scored(judged: Mapping[str, Relevant], ranked: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Scores that fall by one a rank: the order is ours, and trec_eval breaks no tie."""
    return {q: {doc: -float(rank) for rank, doc in enumerate(ranked.get(q, ()))} for q in judged}


def _capped(values: Mapping[str, float], count: int) -> dict[str, float]:
    """Recall over what k places can hold; the division by all relevant ones is taken back exactly."""
    recalls = {f"recall@{k}": round(values[f"recall@{k}"] * count) / min(count, k) for k in CUTS}
    return {**values, **recalls}


@cache
def _measures() -> dict[str, Any]:
    import ir_measures

    names = {ir_measures.R @ k: f"recall@{k}" for k in CUTS}
    names |= {ir_measures.RR @ 10: "mrr@10", ir_measures.nDCG @ 10: "ndcg@10"}
    return {"library": ir_measures, "names": names}


def evidence_found(evidence: Sequence[str], hits: Sequence[Row]) -> dict[str, float]:
    """The share of gold evidence that stands whole in the first k hits' text, 0 to 1, for k = 1, 5, 10; empty without evidence."""
    wanted = [norm(piece) for piece in evidence if norm(piece)]
    if not wanted:
        return {}
    texts = [norm(hit.get("text")) for hit in hits]
    return {f"evidence@{k}": sum(any(piece in text for text in texts[:k]) for piece in wanted) / len(wanted) for k in CUTS}
