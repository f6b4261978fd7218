"""Shortening a sentence by dropping clauses: what stays is a run of whole clauses, word for word."""

import re
from collections.abc import Sequence

from assistant.features import match
from assistant.question import Term

_CUT = re.compile(r"[，；：,;:](?![^（(]*[）)])")

_OPENS = re.compile(r"(?:提出|指出|强调|要求|表示|显示|认为|如下|规定|明确|是|为|包括)$")  # what follows belongs to it

BRIEF, FULL = -0.0005, 0.002  # what a character more is worth, against 1 for holding all asked words


def shorten(text: str, weights: dict[Term, float], *, limit: int, keep: Sequence[tuple[int, int]] = ()) -> str:
    """The text, or the run of its clauses within `limit` characters that holds `keep` and most of the weighted terms.

    With a span to keep the shorter run is the better; without one the answer is what stands beside the asked words, so the run is as
    long as it may be. Spans in `keep` are places in `text`. A run is never cut inside a clause; a single clause longer than the limit comes back whole.
    """
    if len(text) <= limit:
        return text
    cuts = [0, *(m.end() for m in _CUT.finditer(text) if not _OPENS.search(text[: m.start()])), len(text)]
    best, best_value = (0, len(text)), -1.0
    for i in range(len(cuts) - 1):
        for j in range(i + 1, len(cuts)):
            start, end = cuts[i], cuts[j]
            if end - start > limit and j > i + 1:
                break
            value = (
                _value(text[start:end], weights)
                + 100.0 * sum(start <= s and e <= end for s, e in keep)
                + (BRIEF if keep else FULL) * (end - start)
            )
            if value > best_value:
                best, best_value = (start, end), value
    return text[best[0] : best[1]].strip("，；：,;: ")


def _value(part: str, weights: dict[Term, float]) -> float:
    total = sum(weights.values()) or 1.0
    return sum(w * match(t, part) for t, w in weights.items()) / total
