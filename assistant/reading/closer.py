"""Among readings that are about as good: the one that tells what is asked first, rather than one that only names it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.reading.candidates import Candidate
from assistant.reading.matching import covered, match
from assistant.reading.reader import Reading
from assistant.words.figures import Figure, same_measure
from index.tokens import fold

NEAR = 4.0  # log odds behind the best reading within which another one may be preferred
BESIDE = 8.0  # log odds that all asked words beside the figure are worth, against none of them
FRAME = 0.3  # of a word outside the asking clause beside a figure
DECIDES = 100.0  # log odds of a preference that the score does not outweigh
_Fit = Callable[[Candidate], float]


def closer_first(part: Question, ranked: Sequence[Reading], weights: dict[Term, float]) -> Sequence[Reading]:
    """The readings with those near the best in the order of how far they tell what is asked; unchanged where they do not differ in that."""
    for fit in (_headed(part), _acting(part), _counting(part, weights)):
        ranked = _preferred(ranked, fit) if fit and ranked else ranked
    return ranked


def asked_head(text: str) -> str:
    """The noun that the asking word asks for (怎样的管理体系 → 管理体系), folded; empty where there is none."""
    m = _HEAD.search(fold(text))
    return m["head"] if m else ""


def _preferred(ranked: Sequence[Reading], fit: _Fit) -> Sequence[Reading]:
    """Those near the best in the order of score and fit, the first as sure as the reader was of the best: which one it is was the doubt."""
    least = max(r.score for r in ranked) - NEAR
    near = [(r, fit(r.candidate)) for r in ranked if r.score >= least]
    first = max(near, key=lambda x: x[0].score + x[1])[0]
    if first is ranked[0]:
        return ranked
    ordered = sorted(near, key=lambda x: -x[0].score - x[1])
    sure = max(r.confidence for r, _ in near)
    held = {id(r) for r, _ in near}
    return [replace(first, confidence=sure), *(r for r, _ in ordered if r is not first), *(r for r in ranked if id(r) not in held)]


_HEAD = re.compile(r"(?:什么样的?|怎么?样的|何种|哪一?种|啥样的?)(?P<head>[\u4e00-\u9fff]{3,8}?)(?=[？?，,。]|$|[的来会对给才能可应是])")


def _headed(part: Question) -> _Fit | None:
    """For sentences that hold the noun that the asking word asks for."""
    head = asked_head(part.text)
    return (lambda c: DECIDES * (head in c.folded)) if head and part.kind is Kind.TEXT else None


_ACTORS = re.compile(r"((?:[\u4e00-\u9fff]{1,8}、)+[\u4e00-\u9fff]{1,8}?)(?:各|分别)")
_LED_IN = re.compile(r"^.*[给让由里中对](?=[^、]+、)")
_LEVELS = "省市县区"


def _acting(part: Question) -> _Fit | None:
    """For sentences that name all of the bodies of which each is asked what it does; one of a level by its level (省厅: 省级主管部门)."""
    m = _ACTORS.search(fold(part.text))
    if not m or part.kind is not Kind.TEXT:
        return None
    actors = _LED_IN.sub("", m[1]).split("、")
    return lambda c: DECIDES * all(a in c.folded or any(x in _LEVELS and x in c.folded for x in a) for a in actors)


_COUNTED = re.compile(r"(?:多少|几)(?:[家个项座所种名位]|平方公里)?的?(?P<noun>[\u4e00-\u9fff]{2,12}?)(?=[？?，,。]|$)")


def _counting(part: Question, weights: dict[Term, float]) -> _Fit | None:
    """For sentences with a figure of the counted noun beside which more of the asked words stand."""
    if part.kind is not Kind.FIGURE:
        return None
    m = _COUNTED.search(fold(part.text))
    noun = next((t for t in part.terms if m and len(t.text) > 1 and m["noun"].endswith(t.text)), None)
    asked = {t: w if t.focus else FRAME * w for t, w in weights.items()}

    def beside(c: Candidate, f: Figure) -> float:
        if part.unit != f.unit and (f.unit in ("年", "月", "日") or (part.unit and not same_measure(f.unit, part.unit))):
            return 0.0
        before = re.split(r"[，；。,;]", c.folded[: f.start])
        own = before[-1] + re.split(r"[，；。,;]", c.folded[f.start :])[0]
        held = noun is None or match(noun, own) >= 0.5
        return covered(asked, "".join(before[-2:-1]) + own + c.heading) if held else 0.0

    return lambda c: BESIDE * max((beside(c, f) for f in c.figures), default=0.0)
