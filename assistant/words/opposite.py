"""Words that contradict: opposites, negations, and another body than the one that a question names."""

import re

from assistant.words.places import places_in
from index.tokens import words

_OPPOSITES = (
    ("最高", "最低"), ("最高", "垫底"), ("最多", "最少"), ("最大", "最小"), ("增长", "下降"), ("增加", "减少"), ("上升", "下降"), ("提高", "降低"), ("扩大", "缩小"),
    ("高于", "低于"), ("超过", "不足"), ("鼓励", "禁止"), ("允许", "禁止"), ("允许", "不得"), ("可以", "不得"), ("支持", "限制"), ("放宽", "收紧"), ("免费", "收费"),
    ("领先", "落后"), ("第一", "垫底"), ("不得低于", "不得高于"), ("不低于", "不超过"), ("必须", "不必"), ("取消", "保留"), ("最早", "最晚"), ("首次", "再次"),
    ("必须", "可以"), ("必须", "鼓励"), ("强制", "自愿"), ("延长", "缩短"), ("收紧", "放宽"), ("优先", "限制"), ("全额", "减半"), ("免征", "减半"), ("线上", "线下"),
)  # fmt: skip
_LEVELS = ("国家级", "省级", "市级", "区级", "县级")
_NOT = r"(?:不再|不得|不能|不予|不需要?|不用|不必|不要求|不设|不可以?|没有|并未|未|无须|无需|禁止|严禁|取消|停止|免予)"
_NOT_A_NOT = re.compile(
    r"[不未][低少高多大小]于|不得?(?:低于|少于|超过|高于)|不超过|不断|不仅|不同|不足|未来|有没有|能不能|可不可以|会不会|要不要"
)
_BODY = r"(?:部|委|厅|局|办|办公厅|国务院|政府|委员会|管委会|中心)"
_AGENT = re.compile(
    rf"(?P<agent>[\u4e00-\u9fff]{{2,24}}?{_BODY})(?:联合|共同|统一|负责|组织|牵头)?(?P<verb>制定|印发|发布|出台|颁布|批准|批复|审批|主办|承办|举办|编制|提出|修订)"
)
_SAME_DEED = ({"制定", "编制"}, {"印发", "发布", "颁布", "出台"}, {"批准", "批复", "审批"})
_BEFORE_BODY = re.compile(r".*(?:由|是|被|的|经|将|归|要|得|报|向|后|既然|因为)(?=[^由是被的经将归要得报向后]{2,}$)")


def bearing(asked: str, evidence: str) -> str:
    """What of the text is of the level and place that the question names, where the text tells of several ("国家级…；省级…")."""
    clauses = [c for c in re.split(r"[。；;]", evidence) if c]
    for named in (*(level for level in _LEVELS if level in asked), *(p for group in places_in(asked) for p in group)):
        own = [c for c in clauses if named in c]
        clauses = own or clauses
    return "；".join(clauses)


def opposed(asked: str, evidence: str) -> bool:
    """Whether the text says the opposite of a word of the question, in a clause that tells of something that the question names."""
    clauses = re.split(r"[。；;，,]", evidence)
    for a, b in _OPPOSITES:
        for mine, other in ((a, b), (b, a)):
            if mine in asked:
                about = [w for w in words(asked.replace(mine, "，")) if len(w) > 1]
                told = [c for c in clauses if any(w in c for w in about)]
                if any(other in c for c in told) and not any(mine in c for c in told):
                    return True
    return False


def negated(asked: str, evidence: str) -> bool:
    """Whether the text denies what the question states, or states what it denies, by a word of negation before the same word. A text with
    several negations (不符合…的不予…) may mean the same, and is left alone."""
    asked, evidence = _NOT_A_NOT.sub("", asked), _NOT_A_NOT.sub("", evidence)
    if abs(len(re.findall(r"[不未无]|没有|禁止|取消|停止", evidence)) - len(re.findall(r"[不未无]|没有|禁止|取消|停止", asked))) != 1:
        return False
    shared = {w for w in words(re.sub(r"以[上下]", "，", asked)) if len(w) > 1 and w in evidence and not re.fullmatch(r"[\d.%]+", w)}
    return any(_denied(w, asked) != _denied(w, evidence) for w in shared)


def _denied(word: str, text: str) -> bool:
    return bool(re.search(rf"{_NOT}[^，。；、]{{0,2}}{re.escape(word)}", text))


def agents_agree(asked: str, evidence: str) -> bool | None:
    """Whether the body to which the question ascribes a deed is the one that the text says did it; None if the text names none."""
    claim = _AGENT.search(re.sub(r"《[^《》]*》", "", asked))
    if not claim:
        return None
    doers = [_body(m["agent"]) for m in _AGENT.finditer(re.sub(r"《[^《》]*》", "", evidence)) if _same_deed(m["verb"], claim["verb"])]
    agent = _body(claim["agent"])
    return any(d.endswith(agent) or agent.endswith(d) for d in doers) if doers else None


def _body(text: str) -> str:
    """The name of the body at the end of a phrase: "各区的面积由国务院" → "国务院"."""
    return _BEFORE_BODY.sub("", text)


def _same_deed(a: str, b: str) -> bool:
    return a == b or any(a in deeds and b in deeds for deeds in _SAME_DEED)
