"""Reading: how well a sentence answers a question, from features with learned weights."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.candidates import Candidate
from assistant.figures import same_measure
from assistant.question import Kind, Question, Term

Idf = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate with its score (higher is better) and the parts it was made of, by name, for `--explain`."""

    candidate: Candidate
    score: float
    features: dict[str, float]


FEATURES = (
    "retrieval", "covered", "covered_around", "covered_heading", "longest_run", "typed", "unit", "year_here", "year_around", "year_wrong",
    "title_match", "is_heading", "length", "all_terms", "names", "named_terms",
)  # fmt: skip
WEIGHTS: dict[str, float] = {
    "retrieval": 1.0, "covered": 4.0, "covered_around": 2.0, "covered_heading": 0.6, "longest_run": 1.2, "typed": 0.8, "unit": 0.8, "year_here": 1.0,
    "year_around": 0.5, "year_wrong": -1.2, "title_match": 1.0, "is_heading": -0.8, "length": -0.3, "all_terms": 0.5, "names": 1.0, "named_terms": 0.6,
}  # fmt: skip


def read(question: Question, found: Sequence[Candidate], *, idf: Idf) -> list[Reading]:
    """The candidates as readings, best first, ties in the order given."""
    weights = {t.text: term_weight(t, idf) for t in question.terms}
    readings = [_reading(question, c, weights) for c in found]
    return sorted(readings, key=lambda r: -r.score)


def term_weight(term: Term, idf: Idf) -> float:
    """How much a term of the question tells: the idf of the term, or the mean of its bigrams' where the store does not know the word."""
    grams = [term.text[i : i + 2] for i in range(len(term.text) - 1)] or [term.text]
    return max(min(idf(term.text), 8.0), sum(map(idf, grams)) / len(grams)) if len(term.text) > 1 else 0.5 * idf(term.text)


def match(term: str, text: str) -> float:
    """How much of a term a text holds, 0..1: all of it, or the share of its bigrams."""
    if term in text:
        return 1.0
    if len(term) < 3 or not re.match(r"[\u3400-\u9fff]", term):
        return 0.0
    grams = [term[i : i + 2] for i in range(len(term) - 1)]
    return 0.8 * sum(g in text for g in grams) / len(grams)


def _covered(weights: dict[str, float], text: str) -> float:
    total = sum(weights.values())
    return sum(w * match(t, text) for t, w in weights.items()) / total if total else 0.0


def _reading(question: Question, c: Candidate, weights: dict[str, float]) -> Reading:
    around = c.before[-300:] + c.folded
    everything = c.heading + "\n" + around
    named = {t.text: 1.0 for t in question.terms if t.named}
    features = {
        "retrieval": c.score,
        "covered": _covered(weights, c.folded),
        "covered_around": _covered(weights, everything),
        "covered_heading": _covered(weights, c.heading),
        "longest_run": min(_longest_run(question.text, c.folded), 12) / 12,
        "typed": float(_has_type(question, c)),
        "unit": float(bool(question.unit) and any(same_measure(f.unit, question.unit) for f in c.figures)),
        "year_here": _year_match(question, c.folded),
        "year_around": _year_match(question, everything + (c.piece.date or "")),
        "year_wrong": float(_other_year(question, c)),
        "title_match": float(any(t in (c.piece.title or "") or t in c.folded for t in question.titles)),
        "is_heading": float(not re.search(r"[。；;！？…：]", c.sentence.text[-2:]) and len(c.folded) < 40),
        "length": math.log1p(len(c.folded)) / 6,
        "all_terms": float(all(match(t, everything) > 0.7 for t in weights)),
        "names": _share(question.names, everything),
        "named_terms": _covered(named, everything),
    }
    return Reading(c, sum(WEIGHTS[k] * v for k, v in features.items()), features)


def _share(names: Sequence[str], text: str) -> float:
    return sum(n in text for n in names) / len(names) if names else 0.0


def _has_type(question: Question, c: Candidate) -> bool:
    """Whether the sentence holds something of the kind asked for."""
    if question.kind is Kind.FIGURE:
        return any(f.unit not in ("年", "月", "日") or question.unit == f.unit for f in c.figures)
    if question.kind is Kind.DATE:
        return bool(c.dates) or bool(re.search(r"\d{1,2}月(?:\d{1,2}日)?", c.folded))
    if question.kind is Kind.NUMBER:
        return bool(re.search(r"〔\d{4}〕|\[\d{4}\]|第?\d+号", c.folded))
    if question.kind is Kind.LIST:
        return c.folded.count("、") >= 1 or bool(re.search(r"一是|（一）|\(一\)|——", c.folded))
    return False


def _year_match(question: Question, text: str) -> float:
    """The share of the question's periods of which the text names a year."""
    if not question.periods:
        return 0.0
    return sum(any(str(y) in text for y in p.years) for p in question.periods) / len(question.periods)


def _other_year(question: Question, c: Candidate) -> bool:
    """Whether the sentence speaks of years, but of none that the question is about."""
    asked = {y for p in question.periods for y in p.years}
    named = {int(d.iso[:4]) for d in c.dates}
    return bool(asked and named and not asked & named)


def _longest_run(question: str, text: str) -> int:
    """Length of the longest run of characters that the question shares with the text."""
    best = 0
    for start in range(len(question)):
        while start + best < len(question) and question[start : start + best + 1] in text:
            best += 1
    return best
