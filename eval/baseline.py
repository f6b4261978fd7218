"""What pouring out would score: the best BM25 sentence of the same hits, cut short, as the answer to every question."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from eval.model import Case, Row
from eval.normal import norm

K1, B = 1.2, 0.75
MAX_CHARS = 115
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


class Sentence(NamedTuple):
    """A sentence of a hit, with its terms counted."""

    text: str
    hit: Row
    terms: Counter[str]


def best_sentences(cases: Sequence[Case], hits: Mapping[str, Sequence[Row]]) -> dict[str, Row]:
    """One contract answer a case, by id: the best sentence cut at 115 characters, citing it without a date.

    BM25 (k1 1.2, b 0.75) over characters and pairs of them, with document frequencies over all sentences of all hits.
    It refuses only where a question has no hits. Plain retrieval knows the file of a sentence but no piece and no date.
    """
    pool = {case.id: [sentence for hit in hits.get(case.id, ()) for sentence in _sentences(hit)] for case in cases}
    every = {s.text: s.terms for sentences in pool.values() for s in sentences}
    frequency = Counter(term for terms in every.values() for term in terms)
    average = sum(terms.total() for terms in every.values()) / max(1, len(every))

    def score(question: Counter[str], sentence: Sentence) -> float:
        length = K1 * (1 - B + B * sentence.terms.total() / average)
        return sum(
            math.log(1 + (len(every) - frequency[t] + 0.5) / (frequency[t] + 0.5))
            * sentence.terms[t]
            * (K1 + 1)
            / (sentence.terms[t] + length)
            for t in question
            if t in sentence.terms
        )

    answers = {}
    for case in cases:
        asked = terms_of(case.question)
        best = max(pool[case.id], key=lambda s: score(asked, s), default=None)
        answers[case.id] = _answer(case, best)
    return answers


def terms_of(text: str) -> Counter[str]:
    """Characters and pairs of them, punctuation left out: `"新区5家"` → 新 区 5 家 新区 区5 5家."""
    plain = re.sub(r"\W", "", norm(text).lower())
    return Counter(plain) + Counter(plain[i : i + 2] for i in range(len(plain) - 1))


def _sentences(hit: Row) -> list[Sentence]:
    return [Sentence(text, hit, terms_of(text)) for text in SENTENCE.findall(hit.get("text") or "") if text.strip()]


def _answer(case: Case, best: Sentence | None) -> Row:
    if best is None:
        return {"id": case.id, "question": case.question, "status": "not_in_corpus", "text": "", "short_answer": None, "citations": []}
    said = best.text.strip()[:MAX_CHARS]
    place = {key: best.hit.get(key) for key in ("document_id", "piece_id", "source_id", "source_file", "title")}
    citation = {"marker": 1, **place, "date": None, "quote": said}
    return {
        "id": case.id,
        "question": case.question,
        "status": "answered",
        "text": f"{said}[1]",
        "short_answer": None,
        "citations": [citation],
    }
