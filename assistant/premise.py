"""Premises: does the text agree with what a yes/no question takes for granted?"""

import re
from collections.abc import Sequence

from assistant.figures import Figure, find_figures, same_measure
from assistant.glossary import canonical
from assistant.question import Question
from ingest.dates import DateMention, find_dates

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

    Contradicted: a figure beside the same noun differs, the opposite word stands in the text, another body did what is ascribed, what
    is said to go on has ended, what is said of all holds for some, another is the first, or the event has another date.
    """
    asked = canonical(re.sub(r"[，,]?(?:对吗|是吗|是这样吗|对不对|是不是|属实吗|正确吗)?[？?。]*$", "", question.text))
    evidence = canonical(evidence)
    figures = _figures_agree(asked, evidence)
    checks = (_opposed, _other_agent, _ended, _only_some, _other_first, _other_day)
    if figures is False or any(check(asked, evidence) for check in checks):
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


_GOES_ON = re.compile(r"仍然?|依然|依旧|继续|还(?:是)?(?:要求|规定|需要|要|得|有)")
_ENDED = re.compile(r"不再|取消|废止|停止|终止|不设|撤销|失效")


def _ended(asked: str, evidence: str) -> bool:
    """Whether the question says that something goes on, and the text that it has ended."""
    return bool(_GOES_ON.search(asked) and _ENDED.search(evidence) and not _ENDED.search(asked))


_ALL = re.compile(r"(?:每[一个家座]+|所有|全部|全体|一律|各个)")
_SOME = re.compile(r"(?:部分|少数|个别|一半|有条件的|符合条件的)(?P<what>[\u4e00-\u9fff]{2,6})")


def _only_some(asked: str, evidence: str) -> bool:
    """Whether the question says of all what the text says of some of the same things ("每个园区", "部分园区")."""
    some = _SOME.search(evidence)
    return bool(some and _ALL.search(asked) and not _ALL.search(evidence) and any(some["what"][:n] in asked for n in (4, 3, 2)))


_FIRST = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,10}?)(?:就)?是(?:全国|全省|国内|我国)?(?:的)?(?:第一[个家批座]|首[个家批座]|最早的?)")
_FIRST_WORD = re.compile(r"第一[个家批座]|首[个家批座]|最早")


def _other_first(asked: str, evidence: str) -> bool:
    """Whether the question calls one the first, and a clause that names the first is about another."""
    claim = _FIRST.search(re.sub(r"^(?:既然|听说|都说)", "", asked))
    clauses = [s for s in re.split(r"[。；]", evidence) if _FIRST_WORD.search(s)]
    return claim is not None and bool(clauses) and not any(claim["who"][-2:] in s for s in clauses)


EVENT = re.compile(r"印发|发布|公布|颁布|出台|批准|批复|获批|成立|设立|建成|挂牌|施行|实施|废止|取消|召开|举行|举办|开幕|启动|转发|升级")


def _other_day(asked: str, evidence: str) -> bool:
    """Whether the question dates an event, and the text dates the same event otherwise."""
    claimed, stated = find_dates(asked), find_dates(evidence)
    done = {m[0] for m in EVENT.finditer(asked)} & {m[0] for m in EVENT.finditer(evidence)}
    return bool(claimed and stated and done) and not any(_same_time(a, b) for a in claimed for b in stated)


def _same_time(a: DateMention, b: DateMention) -> bool:
    """Whether two dates agree to the precision of the coarser one."""
    return a.iso.startswith(b.iso) or b.iso.startswith(a.iso)
