"""Shortening a sentence by dropping clauses: what stays is a run of whole clauses, word for word."""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

from assistant.asking.terms import Term
from assistant.reading.matching import match
from index.tokens import words

_CUT = re.compile(r"[，；：,;:。](?![^（(]*[）)])(?![^《]*》)")
_ANY_CUT = re.compile(r"[，；：,;:。](?!\d)(?![^《]*》)")
_ITEM = re.compile(r"、(?![^（(]*[）)])")
_OPENS = re.compile(r"(?:提出|指出|强调|要求|表示|显示|认为|如下|规定|明确|是|为|包括)$")  # what follows belongs to it
_TIME_ONLY = re.compile(
    r"(?:^|[，；：,;:。])[自从在到至截止]{0,2}(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?[初底末]?(?:以来|期间|前后|[前后起时])?$"
)  # it dates what follows
LEANS = re.compile(r"[“\"]?(?:其(?![中他它余次实间])|该|此(?![外次前后])|上述|前者|后者|[它他她]们?|包括|并(?!非|购|网))")

BRIEF, FULL = -0.0005, 0.002  # what a character more is worth, against 1 for holding all asked words
LIKELY = 3.0  # what certainly holding the answer is worth
BEGINS = 0.1  # what beginning where the sentence does is worth: its subject stands there
LEANING = 0.2  # what beginning with a word that stands for something said before costs, or ending with the time of what is left out


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
    places in `text`. Of a single clause longer than the limit whole items of its enumerations are left out (cut at 、), and of one
    without any whole words, so that nothing longer than the limit comes back.
    """
    if len(text) <= limit:
        return text

    def worth(start: int, end: int) -> float:
        kept = 100.0 * sum(start <= s and e <= end for s, e in keep)
        kept += LIKELY * sum(p * _held(s, e, start, end, limit) for s, e, p in likely)
        opening = BEGINS if start == 0 else -LEANING * bool(LEANS.match(text, start) or text.startswith("其中", start))
        closing = -LEANING * bool(end < len(text) and _TIME_ONLY.search(text[start : end - 1]))
        return kept + _value(text[start:end], weights) + (BRIEF if keep else FULL) * (end - start) + opening + closing

    def items(text: str, start: int, end: int) -> list[int]:
        begins = [s for s, e, _ in likely if start < s and e <= end and "、" in text[s:e]]  # of an enumeration the first item too
        return [*begins, *(m.end() for m in _ITEM.finditer(text, start, end))]

    start, end = 0, len(text)
    for cuts in (_clauses, _pieces, items):
        if end - start > limit:
            start, end = _best_run([start, *cuts(text, start, end), end], limit, worth)
    if end - start > limit:
        start, end = max(_windows(text, start, end, limit), key=lambda run: worth(*run))
    return text[start:end].strip("，；：,;:、。 ")


def _held(s: int, e: int, start: int, end: int, limit: int) -> float:
    """The share of a likely place that a run holds: of one that no run can hold whole a part is better than nothing."""
    if start <= s and e <= end:
        return 1.0
    return max(0, min(e, end) - max(s, start)) / (e - s) if e - s > limit else 0.0


def _clauses(text: str, start: int, end: int) -> list[int]:
    return [m.end() for m in _CUT.finditer(text, start, end) if not _OPENS.search(text[: m.start()])]


def _pieces(text: str, start: int, end: int) -> list[int]:
    """All marks that part clauses, those inside brackets and after an opening ("提出，") too."""
    return [m.end() for m in _ANY_CUT.finditer(text, start, end)]


def _windows(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """From each word the longest run of whole words within the limit, as far as folding keeps the places."""
    bounds = [start, *(start + at for at in accumulate(map(len, words(text[start:end]))))]
    bounds = [at for at in bounds if at < end] + [end]
    return [(a, max((b for b in bounds if a < b <= a + limit), default=a + limit)) for a in bounds[:-1]]


def _best_run(cuts: Sequence[int], limit: int, worth: Callable[[int, int], float]) -> tuple[int, int]:
    """The run between two cuts that is worth most and within the limit, unless there is but one part."""
    cuts = sorted(set(cuts))  # a mark at the very end parts nothing
    runs = [(i, j) for i in range(len(cuts) - 1) for j in range(i + 1, len(cuts)) if j == i + 1 or cuts[j] - cuts[i] <= limit]
    i, j = max(runs, key=lambda run: worth(cuts[run[0]], cuts[run[1]]))
    return cuts[i], cuts[j]


def _value(part: str, weights: dict[Term, float]) -> float:
    total = sum(weights.values()) or 1.0
    return sum(w * match(t, part) for t, w in weights.items()) / total
