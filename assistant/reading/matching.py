"""How much of the question's words a text holds: all of a word, another word for it, or a share of its bigrams."""

import re
from collections.abc import Callable
from functools import lru_cache

from assistant.asking.question import Question
from assistant.asking.terms import Term

Idf = Callable[[str], float]

CONTEXT = 0.6  # what a word outside the asking clause counts


def term_weights(question: Question, idf: Idf) -> dict[Term, float]:
    """How much each term of the question tells: its idf, or the mean of its bigrams' where the store does not know the word."""
    return {t: _weight(t.text, idf) * (1.0 if t.focus else CONTEXT) for t in question.terms}


def _weight(term: str, idf: Idf) -> float:
    if len(term) < 2:
        return 0.5 * idf(term)
    grams = [term[i : i + 2] for i in range(len(term) - 1)]
    return max(min(idf(term), 8.0), sum(map(idf, grams)) / len(grams))


def match(term: Term, text: str) -> float:
    """How much of a term a text holds, 0..1: all of it, another word for it, or the share of its bigrams."""
    if term.text in text:
        return 1.0
    for other in term.others:
        if other in text:
            return 0.9
    grams = _grams(term.text)
    return 0.8 * len([g for g in grams if g in text]) / len(grams) if grams else 0.0


@lru_cache(maxsize=4096)
def _grams(term: str) -> tuple[str, ...]:
    """The bigrams of a Chinese word of three and more characters; none of any other."""
    if len(term) < 3 or not re.match(r"[\u3400-\u9fff]", term):
        return ()
    return tuple(term[i : i + 2] for i in range(len(term) - 1))


def covered(weights: dict[Term, float], text: str) -> float:
    """The share of the terms' weight that the text holds, 0..1."""
    total = sum(weights.values())
    return weight_held(weights, text) / total if total else 0.0


def weight_held(weights: dict[Term, float], text: str) -> float:
    """The weight of the terms that the text holds."""
    return sum([w * match(t, text) for t, w in weights.items()])
