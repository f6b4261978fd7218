"""What a semicolon parts from the answer is told of something else ("两家的，议价；一家的，谈判"): it stays in the quote and out of the statement."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.asking.kinds import Kind
from assistant.asking.terms import Term
from assistant.finding.model import Evidence
from assistant.reading.matching import match

_PARTED = re.compile(r"[；;](?![^（(]*[）)])(?![^“]*”)")
_LEADS_IN = re.compile(r"[^：:；;]{2,60}[：:]")
_YEAR = re.compile(r"(?:19|20)\d{2}年")
SURE = 0.4  # chance of the answers that were spotted between two semicolons, where none is of a kind that a rule can tell


def without_parallels(text: str, group: Sequence[Evidence], weights: dict[Term, float]) -> tuple[str, int]:
    """What of the text tells what is asked for, and by how much the answers in it have moved to the front: what a colon leads in with, and what
    stands between the semicolons around all answers. What stands beyond the last of them is left out if it holds clearly fewer asked words
    that the rest lacks than the rest holds that it lacks; what stands before the first, if no asked word nor year goes with it. The whole
    text where no answer is known, or the question wants more told."""
    cuts = [0, *(m.end() for m in _PARTED.finditer(text)), len(text)]
    places = [place for e in group for place in _answers(e, cuts)]
    if len(cuts) == 2 or any(_wants_more(e) or not _answers(e, cuts) for e in group):
        return text, 0
    first = max(c for c in cuts if c <= min(s for s, _ in places))
    last = min(c for c in cuts if c >= max(e for _, e in places))
    if _lost(weights, text[last:], text[:last]) >= _lost(weights, text[:last], text[last:]):
        last = len(text)
    lead = colon.end() if (colon := _LEADS_IN.match(text, 0, first)) else 0
    told = text[:lead] + text[first:last]
    if _YEAR.search(text[lead:first]) or _lost(weights, text[lead:first], told):
        return text[:last], 0
    return told, first - lead


def _answers(e: Evidence, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """The places that answer, or of those that were spotted the likeliest between the cuts where the answer surely is; empty if nowhere."""
    if e.spans:
        return [(s.start, s.end) for s in e.spans]
    between = [[s for s in e.likely if a <= s.start < b and s.end <= b] for a, b in pairwise(cuts)]
    likely = max(between, key=lambda spans: sum(s.score for s in spans))
    return [(likely[0].start, likely[0].end)] if sum(s.score for s in likely) >= SURE else []


def _lost(weights: dict[Term, float], text: str, rest: str) -> float:
    """The weight of the asked words that the text holds and the rest does not."""
    return sum(w * max(0.0, match(t, text) - match(t, rest)) for t, w in weights.items())


def _wants_more(e: Evidence) -> bool:
    return e.part.kind in (Kind.LIST, Kind.YESNO) or e.part.compares or e.part.changes
