"""The shortest span that answers: the figure, date, number or name in a sentence that stands nearest to what was asked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.reading.candidates import Candidate
from assistant.reading.matching import match
from assistant.words.figures import Figure, same_measure
from ingest.dates import find_dates
from ingest.glue import NUMBER

_SEGMENT = re.compile(r"[、，；：。,;:！？!?（）()]")
_WANTS_CLAUSE = re.compile(r"如何|怎[么样]|为什么|为何|原因|措施|要求|规定|内容|做法|作用|建议|政策|情况")
_ASKS_PART = re.compile(r"(?:其|[家业员数人品利目区机构])(?:当中|之中|中|里面?)[^，。？?]{2,14}(?:多少|几)")
_ASKS_DAY = re.compile(r"哪一?天|几号|几月几|哪月哪")
TRUST = 1.0  # what a span that was certainly spotted counts, against 1 for all asked words in its own segment
_COUNTS = re.compile(r"(\d+)[家个户人名位所项件座]")
DAY_ONLY = re.compile(r"(?<!\d)(?<!\d年)(1[0-2]|0?[1-9])月(?:(3[01]|[12]\d|0?[1-9])日)?")


@dataclass(frozen=True, slots=True)
class Span:
    """`sentence[start:end] == text`, in the folded sentence; `score` says how near the asked words are."""

    start: int
    end: int
    text: str
    score: float


def best_spans(question: Question, candidate: Candidate, weights: dict[Term, float]) -> list[Span]:
    """The spans of the asked kind in the sentence, best first; empty if it holds none."""
    text = candidate.folded
    places = list(_of_kind(question, candidate))
    counted = {m[1] for figure in question.figures if (m := _COUNTS.fullmatch(figure))}
    weights = {t: w for t, w in weights.items() if t.text not in counted}  # "53家园区的利润": all in the sentence is told of these 53
    spans = []
    for start, end in places:
        reach = min((s for s, _ in places if s > start), default=len(text)) if question.kind is Kind.DATE else None
        score = _nearness(text, start, end, weights, reach=reach) + _of_year(question, text, start) + _of_part(question, text, start)
        spans.append(Span(start, end, text[start:end], score))
    return sorted(spans, key=lambda s: (-s.score, s.start))


def weighed(spans: Sequence[Span], spotted: Sequence[Span]) -> list[Span]:
    """The spans in the order of both their nearness and the chance that what was spotted in the sentence is or holds them, which counts by how
    little else it holds."""

    def chance(span: Span) -> float:
        return sum(o.score * (span.end - span.start) / (o.end - o.start) for o in spotted if o.start <= span.start and span.end <= o.end)

    return sorted(spans, key=lambda s: (-s.score - TRUST * chance(s), s.start))


def named_first(question: Question, spotted: Sequence[Span]) -> tuple[Span, ...]:
    """What was spotted, shorter spans forward where a name is asked: what the network spots runs on into the clause (to that the chance of a
    longer span is owed), and of a name nothing else is the answer. Questions for a manner, a reason or a measure want the clause."""
    if question.kind in (Kind.PERSON, Kind.PLACE):
        brevity = 1.0
    elif question.kind is Kind.TEXT and not _WANTS_CLAUSE.search(question.text):
        brevity = 0.2
    else:
        return tuple(spotted)
    return tuple(sorted(spotted, key=lambda s: -s.score * (s.end - s.start) ** -brevity))


def chosen_spans(question: Question, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans that together answer: the best one, or where several things are asked for at once ("A和B分别是多少") as many, in the
    order of the sentence."""
    several = re.search(r"([^，,；;。]*?)(?:分别|各(?:是|有|为|占|多少))", question.text)
    count = len(re.findall(r"[和与跟及、]", several[1])) + 1 if several else 1
    return tuple(sorted(spans[:count], key=lambda s: s.start)) if spans else ()


def _of_kind(question: Question, c: Candidate) -> Iterable[tuple[int, int]]:
    text = c.folded
    if question.kind is Kind.FIGURE:
        asked = [f for f in c.figures if _asked_figure(question, f, text)]
        return [(f.start, f.end) for f in asked]
    if question.kind is Kind.DATE:
        titles = [m.span() for m in re.finditer(r"《[^《》]*》", text)]  # a year inside a title dates no event
        least = len("2031-01") if _ASKS_DAY.search(question.text) else 0  # a year is no day
        full = [(d.start, d.end) for d in c.dates if len(d.iso) >= least and not any(s < d.start < e for s, e in titles)]
        return full + [m.span() for m in DAY_ONLY.finditer(text) if all(not (s <= m.start() < e) for s, e in full)]
    if question.kind is Kind.NUMBER:
        return [m.span() for m in re.finditer(NUMBER, text)]
    return []


# "营业收入超过5000亿元的有6家": the amount sets apart those that are counted.
_BOUND = re.compile(r"(?:超过?|突破|过|达到?|逾|高于|低于|不足|不到)了?$")
_LIMITS = re.compile(r"(?:以[上下内])?的(?:有|共|国家|企业|园区|高新区|开发区|单位|地区|城市|项目|[省市区县])")


_TIMES = ("年", "月", "日")
_DAYS, _LONGER = ("天", "日", "工作日"), ("年", "周年", "月", "个月")  # asked for days a text does not answer in months
_OF_MONTH = re.compile(r"月(?:\d{1,2}日?[至到—~-])?$")  # in "2月4日至10日" nothing is a number of days or months
_DAY_OF = re.compile(r"\d{1,2}日")


def _asked_figure(question: Question, f: Figure, text: str) -> bool:
    """Whether the figure can be what is asked: an amount of the asked measure, and not one that the question states itself."""
    if not _amounts(f, text) or f.text in question.figures:
        return False
    if not question.unit:
        return f.unit not in _TIMES
    if f.unit in _TIMES and question.unit not in (*_TIMES, "天"):
        return False
    if (f.unit == "日" and _OF_MONTH.search(text[: f.start])) or (
        f.unit == "月" and (_DAY_OF.match(text, f.end) or text[: f.start].endswith("年"))
    ):
        return False
    if question.unit in _DAYS and f.unit in _LONGER:
        return False
    return same_measure(f.unit, question.unit) if f.unit else bool(f.scale) or _in_field(question, f, text)


def _in_field(question: Question, f: Figure, text: str) -> bool:
    """Whether the bare number is the value of a field whose label names the measure: "到现场次数：0" where times are asked for."""
    return bool(re.search(rf"{question.unit}数[:：]\s*$", text[: f.start]))


def _amounts(f: Figure, text: str) -> bool:
    """Whether the figure says how much or how many there are: no calendar year, no number of a list item, and no bound that tells which
    are counted."""
    if f.unit in ("", "年") and not f.scale and re.fullmatch(r"(?:19|20)\d{2}", f.number):
        return False
    if _LIMITS.match(text[f.end :]) and _BOUND.search(text[: f.start]):
        return False
    numbered = text[f.end : f.end + 1] in (".", "．", "、") and text[max(0, f.start - 1) : f.start] in ("", "；", ";", "。", " ")
    return bool(f.unit) or not numbered


def _nearness(text: str, start: int, end: int, weights: dict[Term, float], *, reach: int | None = None) -> float:
    """How well a span fits the asked terms, 0..3: a term directly behind it (41个定量指标) counts 3, one in the same segment 2, one
    anywhere before it 1, since what opens a sentence holds for all that it lists, and one after it next to nothing. A date holds for
    all that follows it up to the next date, at `reach`."""
    left, right = _left(_SEGMENT, text, start), reach or _right(_SEGMENT, text, end)
    segment, before, behind, after = text[left:right], text[:start], text[end : end + 10], text[end:]
    total = sum(weights.values()) or 1.0
    score = 0.0
    for term, weight in weights.items():
        near = match(term, segment)
        score += weight * max(3 * match(term, behind) * near, 2 * near, match(term, before), 0.2 * match(term, after))
    return score / total - 0.0001 * start


def _of_year(question: Question, text: str, start: int) -> float:
    """1 if the last year named before a figure is one that is asked about, −1 if it is another, 0 if there is nothing to tell."""
    asked = {y for p in question.periods for y in p.years}
    before = [int(d.iso[:4]) for d in find_dates(text) if d.end <= start]
    if question.kind is not Kind.FIGURE or not asked or not before:
        return 0.0
    return 1.0 if before[-1] in asked else -1.0


def _of_part(question: Question, text: str, start: int) -> float:
    """1 for a figure behind 其中 where a part of something is asked for ("企业中规模以上的有多少家"): the whole is counted before it."""
    return float("其中" in text[:start] and bool(_ASKS_PART.search(question.text)))


def _left(marks: re.Pattern[str], text: str, start: int) -> int:
    return max((m.end() for m in marks.finditer(text, 0, start)), default=0)


def _right(marks: re.Pattern[str], text: str, end: int) -> int:
    m = marks.search(text, end)
    return m.start() if m else len(text)


_COMPARED = re.compile(r"[比较同]$|相比$")
_BASE = re.compile(r"年?[底末]?的[\d.一二三四五六七八九十两几多]+[倍成]|年?[底末]?的(?:一半|百分之|[\d.]+%)")


def years_in(text: str) -> set[int]:
    """The years that a text speaks of; a year that it only compares with ("较2012年增加84家",
    "是2012年的两倍") does not count."""
    return {int(d.iso[:4]) for d in find_dates(text) if not _COMPARED.search(text[: d.start]) and not _BASE.match(text, d.end)}
