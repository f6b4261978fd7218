"""Premises: does the text agree with what a yes/no question takes for granted?"""

import re
from collections.abc import Sequence

from assistant.figures import Figure, find_figures, same_measure
from assistant.question import Question

_OPPOSITES = (
    ("最高", "最低"), ("最高", "垫底"), ("最多", "最少"), ("最大", "最小"), ("增长", "下降"), ("增加", "减少"), ("上升", "下降"), ("提高", "降低"), ("扩大", "缩小"),
    ("高于", "低于"), ("超过", "不足"), ("鼓励", "禁止"), ("允许", "禁止"), ("允许", "不得"), ("可以", "不得"), ("支持", "限制"), ("放宽", "收紧"), ("免费", "收费"),
    ("领先", "落后"), ("第一", "垫底"), ("不得低于", "不得高于"), ("不低于", "不超过"), ("必须", "不必"), ("取消", "保留"), ("最早", "最晚"), ("首次", "再次"),
)  # fmt: skip
_AGENT = re.compile(
    r"(?P<agent>[\u4e00-\u9fff]{2,16}?(?:部|委|厅|局|办公厅|国务院|政府|委员会|管委会|中心))(?:联合|共同)?(?P<verb>制定|印发|发布|出台|颁布|批准|批复|主办|承办|举办|编制|提出|修订)"
)


def judge(question: Question, evidence: str) -> bool | None:
    """True if the text confirms what the question states, False if it contradicts it, None if it does neither plainly.

    Contradicted: a figure beside the same noun differs, the opposite word stands in the text, or another body did what is ascribed.
    """
    asked = re.sub(r"[，,]?(?:对吗|是吗|是这样吗|对不对|是不是|属实吗|正确吗)?[？?。]*$", "", question.text)
    figures = _figures_agree(asked, evidence)
    if figures is False or _opposed(asked, evidence) or _other_agent(asked, evidence):
        return False
    return True if figures else None


def _figures_agree(asked: str, evidence: str) -> bool | None:
    """Whether every figure of the question that the text counts too has the same number there; None if it counts none of them."""
    verdict: bool | None = None
    there = find_figures(evidence)
    for figure in find_figures(asked):
        if figure.unit in ("年", "月", "日"):
            continue
        same = _of_the_same(asked, figure, evidence, [f for f in there if same_measure(f.unit or figure.unit, figure.unit or f.unit)])
        if same:
            if not any(f.number == figure.number and f.scale == figure.scale for f in same):
                return False
            verdict = True
    return verdict


def _of_the_same(asked: str, figure: Figure, evidence: str, there: Sequence[Figure]) -> list[Figure]:
    """Those of the figures there that count most plainly what a figure of the question counts; none if no two nouns end alike."""
    nouns = _nouns(asked, figure)
    shared = [(max(_same_end(a, b) for a in nouns for b in _nouns(evidence, f)), f) for f in there]
    most = max((n for n, _ in shared), default=0)
    return [f for n, f in shared if n == most] if most >= 2 else []


def _nouns(text: str, figure: Figure) -> tuple[str, str]:
    """What a figure may count: the words before it up to a mark ("共有企业" → "企业"), and those after it ("844家石墨企业")."""
    before = re.search(
        r"([\u4e00-\u9fff]{2,12}?)(?:总数|总额|总量)?(?:大?约|达到|达|为|是|有|共|超过|占到?|只有|共有|实现|给予)*$", text[: figure.start]
    )
    after = re.match(r"(?:的)?([\u4e00-\u9fff]{2,12})", text[figure.end :])
    return (before[1] if before else "", re.sub(r"[和与及占的]+$", "", after[1]) if after else "")


def _same_end(a: str, b: str) -> int:
    """How many characters two nouns share at their end, where their head stands: "上市企业", "企业" → 2."""
    return next((n for n, (x, y) in enumerate(zip(reversed(a), reversed(b), strict=False)) if x != y), min(len(a), len(b)))


def _opposed(asked: str, evidence: str) -> bool:
    for a, b in _OPPOSITES:
        for mine, other in ((a, b), (b, a)):
            if mine in asked and other in evidence and mine not in evidence:
                return True
    return False


def _other_agent(asked: str, evidence: str) -> bool:
    """Whether the question ascribes to one body what the text says another did."""
    claim = _AGENT.search(re.sub(r"《[^《》]*》", "", asked))
    if not claim:
        return False
    doers = [m["agent"] for m in _AGENT.finditer(evidence) if m["verb"] == claim["verb"]]
    agent = re.sub(r"^(?:既然|因为|由于|由|是|就是)+", "", claim["agent"])
    return bool(doers) and not any(d.endswith(agent) or agent.endswith(d) for d in doers)
