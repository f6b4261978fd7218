"""Measures: what an amount or a growth is asked of (income, output, profit) and what a figure of a sentence is of.

Figures of several measures stand side by side in one sentence, and a text that lacks the asked one has those of others.
"""

import re

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span
from assistant.words.figures import MONEY, find_figures, same_measure
from index.tokens import fold

# Names of one measure stand together; longer ones first, as 工业总产值 is no 生产总值.
_FAMILIES = (
    ("地区生产总值", "国内生产总值", "生产总值", "gdp"),
    ("工业总产值", "总产值", "产值"),
    ("增加值",),
    ("财政收入",),
    ("营业总收入", "营业收入", "销售收入", "总收入", "收入", "营收", "销售额"),
    ("净利润", "利润总额", "利润"),
    ("上缴税额", "上缴税费", "实缴税费", "实缴税金", "税额", "税金", "税费", "税收", "缴税", "纳税"),
    ("出口创汇", "出口总额", "出口额", "创汇", "出口"),
    ("外贸进出口", "进出口"),
    ("固定资产投资", "投资额", "投资"),
    ("研发经费", "r&d经费", "r&d资金", "研发投入", "研发资金", "研究与试验发展"),
    ("贷款",),
    ("外资",),
)
_OF = {name: n for n, family in enumerate(_FAMILIES) for name in family}
_NAME = re.compile("|".join(re.escape(name) for name in sorted(_OF, key=len, reverse=True)))
_CURRENCY = frozenset({MONEY, "元", "美元", "欧元", "港元"})
# What may stand between a measure and its figure: time, verbs, bounds, adverbs.
_BETWEEN = re.compile(
    r"(?:总额|规模|总量|额|到账|到位|[)）]|\d{4}年[底末]?|[年月日\d]|全年|累计|合计|共计?|分别|各|实现|完成|达到?|突破|超过?|首次|已经?|为|是|有|由|从|约|近|逾|了|高达|增[至长加]|提高|上升|下降|降至|到|以上|同比|比上年|较上年|年均|平均|速度|也|则|就|的)*$"
)


def is_measure(word: str) -> bool:
    """Whether the word names what amounts and growths are of: 产值, 税收."""
    return word in _OF


def unnamed_measure(phrase: str, text: str) -> str | None:
    """The measure with which the phrase ends and which the text does not name by any of its names; None if there is none."""
    bare = re.sub(r"(?:目标|指标|水平|总额|总量|规模|数额|数量|金额)+$", "", phrase)
    ends = [name for name in _OF if phrase.endswith(name) or bare.endswith(name)]
    name = max(ends, key=len, default="")
    return None if not name or any(other in text for other in _FAMILIES[_OF[name]]) else name


def other_measure(part: Question, c: Candidate, span: Span) -> str | None:
    """The measure that is asked where the figure is of another one, as the question names it; None where both may be the same, or where
    one of them cannot be told."""
    unit = next((f.unit for f in c.figures if (f.start, f.end) == (span.start, span.end)), "")
    if part.kind is not Kind.FIGURE or unit not in _CURRENCY | {"%"}:
        return None
    asked = _asked(fold(part.text))
    told = _told(c.folded, span.start, growth=unit == "%")
    return asked if asked and told and _OF[asked] != _OF[told] else None


def _asked(text: str) -> str | None:
    """The measure named right before or right after the asking word: 营业收入是多少, 多少净利润; None where none or several are named there."""
    m = re.search(r"多少|几成|百分之几|多大|多高", text)
    if not m or re.search("占|比例|比重", text):
        return None
    behind = _NAME.match(re.sub(r"^(?:万亿|亿|万|元|美元|的)+", "", text[m.end() :]))
    clause = re.split(r"[，,；;。]", text[: m.start()])[-1]
    before = [n[0] for n in _NAME.finditer(clause)]
    if behind:
        return behind[0]
    return before[-1] if len({_OF[name] for name in before}) == 1 else None


def _told(text: str, start: int, *, growth: bool) -> str | None:
    """The measure that a figure is of: the one right before it in its clause; for a growth, the last one named before it in its sentence
    part, since the amount comes between (营业收入3万亿元，同比增长20%)."""
    clause = re.split(r"[；;。]" if growth else r"[，,；;。、]", text[:start])[-1]
    named = list(_NAME.finditer(clause))
    if not named:
        return None
    if growth or _BETWEEN.fullmatch(clause[named[-1].end() :]):
        return named[-1][0]
    return None


_SHARE = re.compile(r"占[^，。？?]{0,12}?(?:多少|多大|几|百分)|占比|比重|份额|(?<!增长)比例")
_GREW = re.compile(r"(?:增长|增加|提高|上升|上涨|下降|降低|减少|增速|增幅|翻)[^，,；;。、]{0,6}$")
_OF_WHOLE = re.compile(r"占|比重|比例|份额|之[一二三四五六七八九]")


def growth_for_share(part: Question, c: Candidate) -> bool:
    """Whether a share is asked for, and all per cent that the sentence tells are of growth."""
    if part.kind is not Kind.FIGURE or part.unit != "%" or not _SHARE.search(fold(part.text)) or _OF_WHOLE.search(c.folded):
        return False
    told = [f for f in c.figures if f.unit == "%"]
    return bool(told) and all(_GREW.search(c.folded[: f.start]) for f in told)


def left_for_growth(part: Question, c: Candidate, span: Span) -> str | None:
    """The asked measure where its own clause tells another unit of it than asked (增加值增长25.5%, asked for the amount) and the figure
    stands in another clause; None otherwise."""
    asked = _asked(fold(part.text)) if part.kind is Kind.FIGURE and part.unit in _CURRENCY else None
    clauses = [(m.start(), m.end()) for m in re.finditer(r"[^，,；;。]+", c.folded)]
    own = [(s, e) for s, e in clauses if asked and asked in c.folded[s:e]]
    if not own or any(s <= span.start < e for s, e in own):
        return None
    figures = [[f for f in find_figures(c.folded[s:e]) if f.unit not in ("年", "月", "日")] for s, e in own]
    told = all(found and not any(same_measure(f.unit, part.unit) for f in found) for found in figures)
    return asked if told else None
