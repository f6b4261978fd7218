"""What a question names and a text must name too: official nouns, years counted, clauses, thresholds, the measure itself.

A sentence may be of the right subject and year and still be about something else: the 所得税 where the 营业税 is asked.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache
from importlib import resources

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.documents import Library
from assistant.finding.measures import growth_for_share, left_for_growth, other_measure
from assistant.finding.members import members_fault
from assistant.reading.candidates import Candidate
from assistant.reading.matching import match
from assistant.reading.spans import Span
from assistant.words.figures import amount, find_figures, same_measure
from assistant.words.glossary import in_digits, related
from index.tokens import fold
from ingest.dates import chinese_int

# Words of scope, of amount and of kind: a text answers without saying them.
GENERIC = frozenset(
    "发生 开始 事件 比例 比重 占比 数量 人数 手里 规模 总数 金额 数额 份额 全部 面积 标准 期限 上限 下限 收入 数字 数据 统计 实际 合计 总计 总额 总量 平均 最低 最高 "
    "中国 我国 全国 全省 全市 国际 国内 国外 世界 世纪 阶段 年限 年度 具体内容 内容 花费 耗费 优惠政策 政策 公司 市民 政府 单位 领导 文件 出自 来自 层面 起码 至少 整体 总体".split()
)
# What is asked of a thing, rather than what it is: the answer says it without naming it.
_ASPECT = re.compile(r"(?:结果|成果|情况|内容|影响|进展|表现|意义|特点|位置|时间段?|(?:出生|所在|发源)地)$")
_ASKED_KIND = (
    r"(?:什么|哪一?[些个种类项份家位]?|何种|几[个种项]?|多少[个项种]?|怎样的)(?:样的|的)?(?:(?:重[要大]|主要|具体|新|相关|突出)的?)?"
)
_CHOICE = re.compile(r"(?:是|算|叫|要|按)(?P<one>[^，,。？?是]{1,12})[，,]?还是(?P<other>[^，,。？?]{1,12})[？?。]*$")
WholePiece = Callable[[], str]


def unnamed_fault(part: Question, c: Candidate, whole: WholePiece) -> str | None:
    """The official noun that the question names and the whole piece does not, in Chinese; None if it lacks none. A yes/no question may
    name what is wrong, and is corrected instead."""
    missing = None if part.kind is Kind.YESNO else _nouns_missing(part, c, whole)
    return f"资料中没有“{missing}”的这项内容" if missing else None


def other_fault(part: Question, c: Candidate, spans: Sequence[Span], whole: WholePiece) -> str | None:
    """What the sentence is about instead of the asked: another year of a term, limit, tax or scheme; None if it is about the asked."""
    if part.kind is Kind.YESNO:
        return None
    missing = _ordinal_missing(part, whole) or _nth_missing(part, c, whole) or _threshold_missing(part, c)
    missing = missing or _identifier_missing(part, whole)
    if not missing and growth_for_share(part, c):
        missing = "占比"
    if not missing and spans and part.kind is Kind.FIGURE:
        missing = other_measure(part, c, spans[0]) or left_for_growth(part, c, spans[0])
    return f"资料中没有“{missing}”的这项内容" if missing else members_fault(part, c)


def asked_nouns(part: Question, official: Collection[str]) -> list[Term]:
    """The official nouns near the asking word, without the kind of thing asked for (什么产业): that need not stand in the answer. Nor need what
    is done (怎样分区), which may be said otherwise."""
    text = fold(part.text)
    nouns = [t for t in part.terms if t.focus and t.text in official]
    done = rf"(?:怎么样?|怎样|如何)(?:{'|'.join(re.escape(t.text) for t in nouns)})?"
    return [t for t in nouns if not re.search(f"(?:{_ASKED_KIND}|{done}){re.escape(t.text)}", text)]


def counted_in(term: Term, text: str) -> bool:
    """Whether the text names what the term counts, or the degree that it names in full: 人口 for 人口数量, 博士 for 博士学位."""
    bare = re.sub(r"(?:总数量|数量|总数|人数|总额|金额|数|额|量|学位|学历)$", "", term.text)
    return 2 <= len(bare) < len(term.text) and bare in text


def whole_piece(c: Candidate, library: Library) -> str:
    """All that the candidate's piece says, with what stands above it, folded."""
    return c.heading + fold("".join(s.text for k in library.chunks_of_piece(c.piece.id) for s in k.sentences))


def _nouns_missing(part: Question, c: Candidate, whole: WholePiece) -> str | None:
    nouns = [t for t in asked_nouns(part, official_nouns()) if t.text not in GENERIC and not _ASPECT.search(t.text)]
    near = c.heading + c.before + c.folded
    choice = _CHOICE.search(fold(part.text))
    offered = [t for t in part.terms if choice and len(t.text) > 1 and t.text in choice["one"] + choice["other"]]
    if any(match(t, near) >= 0.5 for t in offered):  # one of the things offered is told, and the other need not be
        nouns = [t for t in nouns if t not in offered]
    wanted = [t for t in nouns if match(t, near) < 0.5]
    return next((t.text for t in wanted if not _spoken_of(t, whole())), None) if wanted else None


def _spoken_of(term: Term, text: str) -> bool:
    """Whether the text names it, or by another word; people may be called otherwise by what they do (管理者: 管理人员)."""
    does = re.sub(r"(?<=..)(?:人员|[者员人])$", "", term.text)
    return match(term, text) >= 0.5 or does in text or any(word in text for word in related(term.text))


@cache
def official_nouns() -> frozenset[str]:
    """The nouns of official texts that a text on them always names; made by `scripts/official_nouns.py`."""
    return frozenset(resources.files("assistant.finding").joinpath("official_nouns.txt").read_text(encoding="utf-8").split())


_IDENTIFIER = re.compile(r"(?<![a-z])[a-z]{2,}[- ]?\d[a-z\d.]*|(?:十[一二三四五六七八九]?|[六七八九])五(?=[”\"]|规划|期间|时期|末|的)")


def _identifier_missing(part: Question, whole: WholePiece) -> str | None:
    """A code or the name of a five-year plan that the piece does not name: ISO9001, where it tells of ISO14000. They have no other words."""
    codes = [m[0].replace(" ", "") for m in _IDENTIFIER.finditer(fold(part.text))]
    return next((code for code in codes if code not in whole().replace(" ", "")), None) if codes else None


_NUMERAL = r"[一二三四五六七八九十]{1,3}|\d{1,3}"
_ORDINAL = re.compile(rf"第(?P<n>{_NUMERAL})(?P<of>[年条款章])")


def _ordinal_missing(part: Question, whole: WholePiece) -> str | None:
    """A numbered year, article or chapter that the piece does not reach: 第七年, where it speaks of the first six."""
    for m in _ORDINAL.finditer(fold(part.text)):
        n = chinese_int(m["n"])
        if n is not None and n not in _numbered(whole(), m["of"]):
            return m[0]
    return None


def _numbered(text: str, of: str) -> set[int]:
    """The numbers that a text gives to such things, ranges filled in: "第四年到第六年" → 4, 5, 6; "头三年" → 1, 2, 3."""
    found: set[int] = set()
    for m in re.finditer(rf"第(?P<a>{_NUMERAL}){of}?(?:(?:[至到和、-]|至第|到第|和第|、第)(?P<b>{_NUMERAL}){of})?", text):
        first, last = chinese_int(m["a"]), chinese_int(m["b"]) if m["b"] else None
        found |= set(range(first, (last or first) + 1)) if first is not None else set()
    for m in re.finditer(rf"[头前](?P<n>{_NUMERAL}|两){of}", text):
        found |= set(range(1, (chinese_int(m["n"].replace("两", "二")) or 0) + 1))
    if of in "条款章":
        found |= {chinese_int(n) or 0 for n in re.findall(rf"[（(]?({_NUMERAL})[）)、]", text)}
    return found


_NTH = re.compile(rf"(?:第(?P<n>{_NUMERAL})|(?P<first>首))(?P<of>[批届期])")


def _nth_missing(part: Question, c: Candidate, whole: WholePiece) -> str | None:
    """One of a series of which the sentence, or the piece, tells only others: 第七批, where it speaks of 第八批."""
    for m in _NTH.finditer(fold(part.text)):
        for text in (c.folded, whole()):
            told = {_nth(other) for other in _NTH.finditer(text) if other["of"] == m["of"]}
            if told and _nth(m) not in told:
                return m[0]
    return None


def _nth(m: re.Match[str]) -> int | None:
    return 1 if m["first"] else chinese_int(m["n"])


OVER = r"(?:超过|超出|突破|迈过|跨过|高于|大于|多于|达到|过了?|低于|少于|不足|不到)了?$"


def _threshold_missing(part: Question, c: Candidate) -> str | None:
    """How many exceed 2000亿元 cannot be told from how many exceed 1000亿元: a count above a limit needs the very limit."""
    if part.kind is not Kind.FIGURE or not part.unit:
        return None
    text = in_digits(fold(part.text))
    stated = {amount(f) for f in find_figures(in_digits(c.heading + "\n" + c.before + c.folded))}
    for f in find_figures(text):
        limit = re.search(OVER, text[: f.start]) or re.match(r"以[上下内]", text[f.end :])
        if (
            limit
            and not same_measure(f.unit, part.unit)
            and (f.text in part.figures or f.text not in part.text)
            and amount(f) not in stated
        ):
            return f.text
    return None
