"""What a figure is asked of: the nouns around "多少", which a text that answers names.

"多少位院士" is not answered by how many laboratories there are, however much else of the question the sentence holds.
"""

import re
from functools import cache
from importlib import resources

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.asked import GENERIC, WholePiece, counted_in, official_nouns
from assistant.finding.measures import is_measure, unnamed_measure
from assistant.reading.candidates import Candidate
from assistant.reading.matching import match
from assistant.words.glossary import official_name, related
from index.tokens import fold

_UNIT = r"(?:万亿|亿|万|千)?(?:美元|元|平方公里|平方米|公顷|公里|亩|[厘毫]?米|吨标准煤|吨标煤|吨|公斤|千克|百分比|小时|人次|个百分点|[个家人项件户名位座支套间所倍种类处批次台条])?"
_ASKING = re.compile(rf"(?:百分之)?(?:多少|几)(?![年月天日号]|成立){_UNIT}|几成|多[大高长]")
_CLAUSE = re.compile(r"[，,；;。：？?]|、(?=[^，,；;。]{1,12}(?:多少|几))")
_TIME = re.compile(r"(?:到|在|等)[^，,]{2,14}?(?:时候?|之前|以前|之后|以后)")  # a text may give the day instead
_ONLY_WHEN = re.compile(r"(?:(?:19|20)\d{2}年(?:\d{1,2}月)?[底末初]?|今年|去年|当年|全年|当时|目前|现在|如今|实际)+")
_NOT_OF = re.compile(
    r"(?:[比较](?:上一?年|去年|前年|同期)(?:同期)?|同比|上?[涨升]|增[长加]|提高|下降|减少|前后|先后|一共|总共|共|合计|总计|预计|预期|估计|计划|大概|大约|约|分别|各自?|已经?|具体|又|就|能|可以?|要|须|应|得|会|是|为|有|达到?|到|超过|突破|完成|实现|了|拥有|建有?|着|的|在|不?[低少高]于|至少)+$"
)
_CLASSIFIERS = "个家人项件户名位座支套间所种类处"
_VERBAL = re.compile(r"[的是在了有被能可到过将把为给]|^(?:月|工作日|小时)")
_RATE = re.compile(r"[\u4e00-\u9fff][耗率量值额费]")  # 水耗, which no dictionary has
_REGION = re.compile(r"东北|华[北东南中]|西[北南]|[长珠]三角|京津冀|港澳|苏[南北]")
_LEFT_OUT = re.compile(r"不(?:包?含|包括)[^，。；,;）)]{1,16}")  # what an amount does not include is not told of it
SAID = 0.3  # of a word's pairs of characters: of 高级职称 more than 高级


def head_fault(part: Question, c: Candidate, whole: WholePiece) -> str | None:
    """The noun that a figure is asked of and that the piece never names, or of whose phrase nothing stands in the sentence or before it;
    None if all are told of, and for what is no figure."""
    found = _asked_of(part) if part.kind is Kind.FIGURE else None
    if not found:
        return None
    clause, phrase, counted = found
    nouns = [t for t in part.terms if t.focus and t.text in clause and tells(t)]
    around = c.heading + c.before + c.folded
    near, left_out = _LEFT_OUT.sub("", around), "，".join(_LEFT_OUT.findall(around))
    charge = re.split("[是为每]", phrase)[0]
    if len(charge) > 2 and charge in left_out and charge not in near:
        return f"资料中没有“{charge}”的这项内容"
    least = {t: 0.5 if len(t.text) == 3 and t.text in phrase else SAID for t in nouns}
    missing = next((t for t in nouns if not _said(t, near, least[t]) and not _said(t, whole(), least[t])), None)
    if counted and len(phrase) > 3 and not _said(Term(phrase), near, SAID):  # of 瞪羚企业 a text on others names 企业 only
        missing = missing or Term(phrase)
    in_phrase = [t for t in part.terms if len(t.text) > 1 and t.text in phrase and t.text not in GENERIC]
    if not missing and not any(_said(t, near, 0.5 if t.others else SAID) for t in in_phrase):
        missing = next((t for t in in_phrase if (counted and _foreign(t, c)) or tells(t)), None)
    name = missing.text if missing else unnamed_measure(phrase, near)
    return f"资料中没有“{name}”的这项内容" if name else None


def _foreign(term: Term, c: Candidate) -> bool:
    """Whether the sentence says nothing like the word: a long one, or one of which it shares no character."""
    return len(term.text) > 3 or not any(ch in c.folded for ch in term.text)


def _asked_of(part: Question) -> tuple[str, str, bool] | None:
    """The clause that asks for the figure, the phrase in it that the figure is of, and whether that is a noun which is counted: it follows
    the asking word, or else stands right before it; of a share it is before 占. None where nothing asks so."""
    m = _ASKING.search(text := fold(part.text))
    if not m:
        return None
    clauses, after = _CLAUSE.split(text[: m.start()]), _CLAUSE.split(text[m.end() :])[0]
    if len(clauses) > 1 and _ONLY_WHEN.fullmatch(_NOT_OF.sub("", clauses[-1])):  # "综合能耗，2021年实际是多少"
        clauses.pop()
    before = _TIME.sub("", clauses[-1])
    whose = (before.split("占")[0] if "占" in before else _NOT_OF.sub("", before)).removesuffix("的")
    noun = after.removeprefix("的")
    phrase = noun if len(noun) > 1 else re.split("[的里中内]|[拥具建设]有", whose)[-1]
    is_noun = not _VERBAL.search(noun) if len(noun) > 1 else phrase == "".join(t.text for t in part.terms if t.text in phrase)
    return f"{before}|{after}", phrase, is_noun and m[0][-1] in _CLASSIFIERS


def tells(term: Term) -> bool:
    """Whether a text that answers names the noun: one of official texts, or compounded of one. What the glossary knows by other words does
    not, nor what a figure may be a measure of, which has its own check, nor what only says that it is money."""
    word = term.text
    if (
        (term.others and not official_name(word))
        or is_measure(word)
        or word[-1] in "款钱财"
        or any(word.endswith(generic) for generic in GENERIC)
    ):
        return False
    return bool(_REGION.match(word) or _RATE.fullmatch(word)) or any(
        word[-n:] in nouns for nouns in (_figure_nouns(), official_nouns()) for n in range(2, len(word) + 1)
    )


def _said(term: Term, text: str, least: float) -> bool:
    return match(term, text) >= least or any(word in text for word in related(term.text)) or counted_in(term, text)


@cache
def _figure_nouns() -> frozenset[str]:
    """The nouns that tell of a figure beside the official ones; made by `scripts/official_nouns.py`."""
    return frozenset(resources.files("assistant.finding").joinpath("figure_nouns.txt").read_text(encoding="utf-8").split())
