"""Amounts told for several years ("国家高新区的营业总收入是多少？"): what each dated text gives for the very thing and measure that are asked."""

import re
from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.asked import GENERIC
from assistant.finding.years import holds_for_part, part_of_year, year_of
from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span
from assistant.words.figures import MONEY, Figure, same_measure
from assistant.words.places import places_in, zones_named
from index.tokens import fold
from ingest.dates import latest

PLANNED = re.compile(
    r"力争|目标|预计|计划|将(?:达|增|有)|争取|到[“\"]?十[一二三四]?五[”\"]?(?:期?末)|(?:提高|增加|达|增|降|扩大)到?[^，。；]{0,12}(?:以上|左右)$"
)
_REACHES = re.compile(
    r"(?:的)?(?:总数|总量|总额|总计|合计|规模)?(?:已经|已|共计|一共|共|约|近)?(?:达到|达|增至|增长到|增加到|提升至|上升至|实现|完成|共有|为|有|是)?了?(?:约|近)?"
)
_NEUTRAL = re.compile(
    r"(?:19|20)\d{2}年度?|截[至止]到?|[底末]|\d+家|全国|我国|全部|所有|园?区内|企业|单位|其|共|拥有|共有|有|实现|完成|创造|达到|全年|当年|年度?|累计|总计|合计|一共|的|内|中|在|已|纳入统计|年末|期末|各类|从事"
)
_PEOPLE = re.compile(r"(?:人员|人数|人才|专家|毕业生|职工|员工|从业者|人口|人)$")
_MONEY = re.compile(r"(?:收入|产值|总值|增加值|利润|利税|税额|税金|税费|税收|投资|经费|投入|销售额|出口额|创汇|gdp)$")
_ASIDE = frozenset("全国 企业 全年 一年 总数 总量 总额 规模 做到 大 单位 超过 突破 不到 不足 将近 高达".split())


def asks_amount(part: Question) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The names of the owner and of the measure of a part that asks for the amount of one measure of one thing, nothing else said of either
    ("国家高新区", "营业总收入"); None for other questions. The owner is what the text names first."""
    if part.kind is not Kind.FIGURE or part.places or part.titles or part.numbers or part.figures or zones_named(fold(part.text)):
        return None
    text = fold(part.text)
    telling = [t for t in part.terms if t.text in text and t.text not in {*_ASIDE, part.unit} and t.text not in GENERIC - {"收入"}]
    telling.sort(key=lambda t: text.find(t.text))
    if len(telling) < 2 or not _unit(part, telling[-1].text):
        return None
    *owner, measure = telling
    together = "".join(t.text for t in owner)
    if together not in text:  # said of several things, or with a clause between
        return None
    others = [together[: -len(owner[-1].text)] + other for other in owner[-1].others]
    return (together, *others), (measure.text, *measure.others)


def _unit(part: Question, measure: str) -> str:
    """The unit in which the measure is counted: the one asked for, else what its name tells (营业收入, 从业人员); empty if that is unknown."""
    return part.unit or (MONEY if _MONEY.search(measure) else "人" if _PEOPLE.search(measure) else "")


def amounts(part: Question, found: Sequence[Candidate]) -> list[tuple[int, Candidate, Span]]:
    """Each year's amount with its sentence, newest first; of the asked years only, where any is asked."""
    named = asks_amount(part)
    if named is None:
        return []
    asked = {y for p in part.periods for y in p.years}
    by_year: dict[int, tuple[int, Candidate, Span]] = {}
    for c in found:
        for span in _told(part, c, *named):
            year = _year(c, span, asked=bool(asked))
            if year is None or (asked and year not in asked):
                continue
            known = by_year.get(year)
            if known is None or latest(c.piece.date or "1") > latest(known[1].piece.date or "1"):
                by_year[year] = (year, c, span)
    return [by_year[y] for y in sorted(by_year, reverse=True)]


def _told(part: Question, c: Candidate, owner: Sequence[str], measure: Sequence[str]) -> list[Span]:
    """The figures of a sentence that are the owner's measure, none of them of some months only unless such are asked."""
    if PLANNED.search(" ".join((*c.chunk.section, c.folded))):
        return []
    spans = []
    for f in c.figures:
        span = Span(f.start, f.end, f.text, 1.0)
        before = _measured(part, c, f, measure)
        if before is not None and _is_owner(before, c, owner) and (part_of_year(fold(part.text)) or not holds_for_part(c, span)):
            spans.append(span)
    return spans


def _measured(part: Question, c: Candidate, f: Figure, measure: Sequence[str]) -> str | None:
    """What stands before the measure in its clause, where the figure is one of it; None if it is not."""
    unit = _unit(part, measure[0])
    plain = c.folded[f.end : f.end + 1]
    if not same_measure(f.unit, unit) or (unit == MONEY and f.unit != "元") or plain in ("的", "以"):
        return None
    clause = re.split(r"[，,；;。、：:（）()]", c.folded[: f.start])[-1]
    for name in measure:
        head = re.search(rf"^(?P<own>.*?){re.escape(name)}(?P<rest>.*)$", clause)
        if head and _REACHES.fullmatch(head["rest"]):
            return head["own"]
        if unit != MONEY and c.folded.startswith(name, f.end):
            return clause
    return None


def _is_owner(before: str, c: Candidate, owner: Sequence[str]) -> bool:
    """Whether what stands before a measure names the owner, or nothing, where the sentence or what stands above it has named the owner
    and the piece is about no single place."""
    left = _NEUTRAL.sub("", before)
    names = any(left.endswith(name) or (len(left) > 2 and name.endswith(left)) for name in owner)
    around = c.heading + c.before + c.folded
    if names:
        return any(name in around for name in owner)
    title = fold(" ".join((c.piece.title or "", *c.chunk.section)))
    return not left and any(name in around for name in owner) and not (places_in(title) or zones_named(title))


def _year(c: Candidate, span: Span, *, asked: bool) -> int | None:
    """The year of an amount: the one named before it; where none is asked for and the sentence names none, the one of its piece."""
    year = year_of(c, span)
    written = int(c.piece.date[:4]) if c.piece.date else None
    if year is not None and written is not None and year > written:
        return None
    return written if year is None and not asked and not c.dates else year
