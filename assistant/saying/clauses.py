"""Shortening a sentence by dropping clauses: what stays is a run of whole clauses, word for word."""

import re
from collections.abc import Callable, Sequence

from assistant.asking.question import Term
from assistant.reading.features import match

_CUT = re.compile(r"[，；：,;:](?![^（(]*[）)])")

_ITEM = re.compile(r"、(?![^（(]*[）)])")
_OPENS = re.compile(r"(?:提出|指出|强调|要求|表示|显示|认为|如下|规定|明确|是|为|包括)$")  # what follows belongs to it

BRIEF, FULL = -0.0005, 0.002  # what a character more is worth, against 1 for holding all asked words
LIKELY = 3.0  # what certainly holding the answer is worth


def shorten(
    text: str,
    weights: dict[Term, float],
    *,
    limit: int,
    keep: Sequence[tuple[int, int]] = (),
    likely: Sequence[tuple[int, int, float]] = (),
) -> str:
    """The text, or the run of its clauses within `limit` characters that holds `keep` and most of the weighted terms.

    With a span to keep the shorter run is the better; without one the answer is what stands beside the asked words, so the run is as
    long as it may be. `likely` are places where the answer may be, each with its chance: they count more than the asked words. Both are
    places in `text`. A run is never cut inside a clause; of a single clause longer than the limit whole items of its enumerations are
    left out (cut at 、), and one without any comes back whole.
    """
    if len(text) <= limit:
        return text

    def worth(start: int, end: int) -> float:
        kept = 100.0 * sum(start <= s and e <= end for s, e in keep) + LIKELY * sum(p for s, e, p in likely if start <= s and e <= end)
        return kept + _value(text[start:end], weights) + (BRIEF if keep else FULL) * (end - start)

    clauses = [m.end() for m in _CUT.finditer(text) if not _OPENS.search(text[: m.start()])]
    start, end = _best_run([0, *clauses, len(text)], limit, worth)
    if end - start > limit:
        items = [m.end() for m in _ITEM.finditer(text, start, end)]
        start, end = _best_run([start, *items, end], limit, worth)
    return text[start:end].strip("，；：,;:、 ")


def _best_run(cuts: Sequence[int], limit: int, worth: Callable[[int, int], float]) -> tuple[int, int]:
    """The run between two cuts that is worth most and within the limit, unless there is but one part."""
    cuts = sorted(set(cuts))  # a mark at the very end parts nothing
    runs = [(i, j) for i in range(len(cuts) - 1) for j in range(i + 1, len(cuts)) if j == i + 1 or cuts[j] - cuts[i] <= limit]
    i, j = max(runs, key=lambda run: worth(cuts[run[0]], cuts[run[1]]))
    return cuts[i], cuts[j]


def _value(part: str, weights: dict[Term, float]) -> float:
    total = sum(weights.values()) or 1.0
    return sum(w * match(t, part) for t, w in weights.items()) / total
