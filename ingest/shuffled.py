"""Texts whose paragraphs were printed twice and out of order: doubled sentences go, stray ones return to their piece."""

import math
import re
from collections import Counter

from ingest.sentences import Span

_LONG = 12  # shorter sentences repeat for good reasons
_SHUFFLED_FROM = 3  # so many long sentences doubled inside one piece mean that the page, not the author, repeats


def tidy(pieces: list[list[Span]]) -> list[list[Span]]:
    """The sentences of each piece without doubled ones. Where a page shuffled a notice with the text it forwards,
    sentences that stand before the inner header are given to the piece whose wording they share: position says nothing there.
    """
    if not _is_shuffled(pieces):
        return [_without_doubles(p) for p in pieces]
    for i in range(len(pieces) - 1):
        pieces = _sort_stray(pieces, i)
    return [_without_doubles(sorted(p, key=lambda s: s.start)) for p in pieces]


def _key(span: Span) -> str:
    return re.sub(r"\W", "", span.text)


def _without_doubles(spans: list[Span]) -> list[Span]:
    seen: set[str] = set()
    kept = []
    for span in spans:
        key = _key(span)
        if len(key) >= _LONG and key in seen:
            continue
        seen.add(key)
        kept.append(span)
    return kept


def _is_shuffled(pieces: list[list[Span]]) -> bool:
    doubled = [sum(n > 1 for key, n in Counter(map(_key, piece)).items() if len(key) >= _LONG) for piece in pieces]
    return len(pieces) > 1 and max(doubled) >= _SHUFFLED_FROM


def _sort_stray(pieces: list[list[Span]], i: int) -> list[list[Span]]:
    """Sentences of piece i that come again in piece i+1 belong there; those that piece i itself repeats are its own;
    the rest go where their wording fits better."""
    here, there = pieces[i], pieces[i + 1]
    theirs = {_key(s) for s in there if len(_key(s)) >= _LONG}
    counts = Counter(map(_key, here))
    own = [s for s in here if counts[_key(s)] > 1 and _key(s) not in theirs]
    mine: list[Span] = []
    given: list[Span] = []
    for span in here:
        key = _key(span)
        if key in theirs:
            continue
        stray = counts[key] == 1 and len(key) >= _LONG
        (given if stray and own and _fits_better(span, there, own) else mine).append(span)
    return [*pieces[:i], mine, given + there, *pieces[i + 2 :]]


def _bigrams(spans: list[Span]) -> Counter[str]:
    return Counter(k[j : j + 2] for s in spans if (k := _key(s)) for j in range(len(k) - 1))


def _fits_better(span: Span, there: list[Span], here: list[Span]) -> bool:
    """Whether a bigram model of `there` gives the sentence a higher likelihood than one of `here` (add-one smoothing)."""
    a, b = _bigrams(there), _bigrams(here)
    vocabulary = len(set(a) | set(b))
    total_a, total_b = sum(a.values()) + vocabulary, sum(b.values()) + vocabulary
    key = _key(span)
    return sum(math.log((a[g] + 1) / total_a) - math.log((b[g] + 1) / total_b) for g in (key[j : j + 2] for j in range(len(key) - 1))) > 0
