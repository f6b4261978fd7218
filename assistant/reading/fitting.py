"""Readings that fit the case of the question: the bracket that holds the amount it states, who was first, by whom, what a word means."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.premise import FIRST_WORD
from assistant.reading.reader import Reading
from assistant.relating.dating import FAR
from assistant.words.figures import Figure, amount, find_figures, same_measure
from assistant.words.glossary import in_digits
from index.tokens import fold

_LOWER = re.compile(r"(?:超过|高于|多于|大于|不低于|不少于|满|达到)$")
_UPPER = re.compile(r"(?:不到|不足|低于|少于|小于|不超过|不高于)$")
_BRACKETS = 2  # sentences with brackets that make a scale of them


@dataclass(frozen=True, slots=True)
class _Case:
    """An amount that the question states of its case ("收入三千万元的企业"), with its measure."""

    amount: float
    unit: str


def fitting_first(part: Question, ranked: Sequence[Reading]) -> Sequence[Reading]:
    """The readings with those first that fit the case, as far as they are readings at all; unchanged where the question states none."""
    if part.kind is Kind.YESNO and FIRST_WORD.search(part.text):
        least = ranked[0].score - FAR if ranked else 0.0
        return _first(ranked, [r.score >= least and bool(FIRST_WORD.search(r.candidate.folded)) for r in ranked])
    if part.kind is Kind.PERSON and _WHO_DOES.search(fold(part.text)):
        return _agents_first(ranked)
    if name := _defined(fold(part.text)):
        means = re.compile(rf"{re.escape(name)}{_MEANS}|{_CALLED}[“\"]?{re.escape(name)}[”\"]?[)）]")
        return _first(ranked, [bool(means.search(r.candidate.folded)) for r in ranked])
    if where := _located(part):
        counted = re.compile(rf"\d+{_COUNTER}[^，。；]{{0,6}}在{where}(?:之?内|里)|在{where}(?:之?内|里)[^，。；]{{0,8}}?\d+{_COUNTER}")
        least = ranked[0].score - FAR if ranked else 0.0
        return _first(ranked, [r.score >= least and bool(counted.search(r.candidate.folded)) for r in ranked])
    case = _case(part)
    if case is None:
        return ranked
    held = [_holds(r.candidate.folded, case) for r in ranked]
    if sum(h is not None for h in held) < _BRACKETS:
        return ranked
    least = ranked[0].score - FAR
    scales = {r.candidate.piece.id for r, h in zip(ranked, held, strict=True) if h is not None and r.score >= least}
    return _first(ranked, [h is True and r.candidate.piece.id in scales for r, h in zip(ranked, held, strict=True)])


_COUNTER = "[家个所座项]"
_STANDS = r"[设落位处建开坐]落?[在于到](?P<where{}>[\u4e00-\u9fff]{{2,8}}?)(?:之?内部?|里面?|里头)"
_WHERE = re.compile(
    rf"{_STANDS.format(1)}的?(?:一共|总共|共)?(?:有|是)?(?:多少|几){_COUNTER}|(?:多少|几){_COUNTER}[^，。？?]{{0,6}}?{_STANDS.format(2)}的?[？?]*$"
)


def _located(part: Question) -> str:
    """The place of which the question asks how many stand in it (设在园区内的有几家), as a pattern; empty if it asks for no such number."""
    m = _WHERE.search(fold(part.text)) if part.kind is Kind.FIGURE else None
    return re.escape(m["where1"] or m["where2"]) if m else ""


_WHO_DOES = re.compile(r"[由归让请得]谁|谁(?:来|去|说了算|点头|拍板|负责|[管批审评定发付])")
_AGENT = re.compile(
    r"由[^，。；]{2,24}?(?:负责|承担|批准|审批|审核|组织|牵头|制定|规划|管理|认定|核定|评估|确定|决定|支付|发放|受理|审查|办理|实施|监督)"
    r"|[部委局厅院办府署会关门构]负责|主管(?:部门|机关)"
)


def _agents_first(ranked: Sequence[Reading]) -> Sequence[Reading]:
    """Those first that say by whom something is done, as far as they are near the best."""
    least = ranked[0].score - FAR if ranked else 0.0
    agents = [r for r in ranked if r.score >= least and _AGENT.search(r.candidate.folded)]
    return [*agents, *(r for r in ranked if r not in agents)]


_WHAT_IS = re.compile(
    r"(?:什么是|什么叫做?|何为|何谓|啥是|啥叫)(?:所谓的?)?[“\"]?(?P<a>[^，。？?”\"]{1,20})[”\"]?[？?]*$"
    r"|[“\"](?P<b>[^”\"]{1,20})[”\"](?:这个词|一词)?(?:到底|究竟|具体)?(?:的?含义)?(?:是指|是|指)(?:的是)?(?:(?:什么|啥)(?:意思|含义)?|哪[几一二三四五六七八九十两][个大项条种类方面点]*)[？?]*$"
    r"|(?:^|[，,的里中])(?P<c>[^，。？?”\"的里中]{2,16}?)(?:到底|究竟|具体)?(?:是什么意思|是啥意思|指的?是?什么|指的?是?啥|的定义是什么)[？?]*$"
)
_MEANS = r"[”\"]?(?:[（(][^（）()]*[)）])?(?:[，,][又也简]称[^，,]{1,12})?[，,]?(?:主要|一般|就|均|都)*(?:是指|指的?是|系指|是说|指|即|包括[:：])"

_CALLED = r"[(（](?:以下)?(?:统称|简称|合称|并称)(?:为)?"


def _defined(text: str) -> str:
    """The word of which the question asks what it means, folded; empty if it asks for no meaning."""
    m = _WHAT_IS.search(text)
    return next((name for name in m.groups() if name), "") if m else ""


def claim_free(part: Question) -> Question:
    """The part without the places of a claim on who was first: the sentence that settles it names another."""
    return replace(part, places=()) if part.kind is Kind.YESNO and FIRST_WORD.search(part.text) else part


def _first(ranked: Sequence[Reading], fits: Sequence[bool]) -> Sequence[Reading]:
    """The fitting ones first, as sure as the reader was of the best: it doubted which of them it is, and that is settled."""
    sure = max((r.confidence for r in ranked), default=0.0)
    fitting = [replace(r, confidence=sure) for r, fit in zip(ranked, fits, strict=True) if fit]
    return [*fitting, *(r for r, fit in zip(ranked, fits, strict=True) if not fit)]


def _case(part: Question) -> _Case | None:
    """The one amount that the question states of a case, where it asks for something of another measure."""
    if part.kind is not Kind.FIGURE:
        return None
    text = in_digits(fold(part.text))
    stated = [f for f in find_figures(text) if f.unit and f.unit not in ("年", "月", "日", "%")]
    other = [f for f in stated if not same_measure(f.unit, part.unit)]
    value = amount(other[0]) if len(other) == 1 else None
    if value is None:
        return None
    f, after = other[0], text[other[0].end :]
    if after.startswith(("以下", "以内")) or _UPPER.search(text[: f.start]):
        value = math.nextafter(value, 0.0)  # "5000万元以下" is a case below it
    elif after.startswith("以上") or _LOWER.search(text[: f.start]):
        value = math.nextafter(value, math.inf)
    return _Case(value, f.unit)


def _holds(text: str, case: _Case) -> bool | None:
    """Whether a bracket of the sentence holds the amount; None if it states no bracket of that measure."""
    figures = [f for f in find_figures(text) if same_measure(f.unit, case.unit) and amount(f) is not None]
    bracket = _bracket(text, figures)
    return None if bracket is None else bracket[0] <= case.amount <= bracket[1]


def _bracket(text: str, figures: Sequence[Figure]) -> tuple[float, float] | None:
    """The bracket that a sentence states: "5000万元至2亿元", "2亿元以上", "不到5000万元"."""
    if not figures:
        return None
    first = figures[0]
    low = amount(first) or 0.0
    after = re.sub(r"^[（(]不?含[^）)]*[）)]", "", text[first.end :])
    if len(figures) > 1 and re.match(r"(?:[（(]不?含[^）)]*[）)])?\s*[到至—-]", text[first.end :]):
        return low, amount(figures[1]) or math.inf
    if after.startswith(("以下", "以内")) or _UPPER.search(text[: first.start]):
        return 0.0, low if after.startswith("以") else math.nextafter(low, 0.0)  # 不到 leaves its figure to the next bracket
    return (low, math.inf) if after.startswith("以上") or _LOWER.search(text[: first.start]) else None
