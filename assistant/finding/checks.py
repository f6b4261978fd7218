"""Checks: why a sentence cannot be the answer, however well it reads. Hard ones hold always: another year, place, zone, limit or subject reads
just as the asked one would. Soft ones, for what the text merely does not name in the question's words, give way where the reader is sure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.asked import other_fault, unnamed_fault, whole_piece
from assistant.finding.documents import Library
from assistant.finding.heads import head_fault
from assistant.finding.model import Evidence
from assistant.finding.moments import only_as_of
from assistant.finding.nearby import dates_document, lacks_time, year_fault
from assistant.finding.otherwise import otherwise_fault, reason_missing
from assistant.finding.portions import portion_fault
from assistant.reading.candidates import Candidate
from assistant.reading.heading import is_heading
from assistant.reading.matching import match
from assistant.reading.reader import Reading
from assistant.reading.spans import Span, years_in
from assistant.relating.dating import holds_since, names_asked_day, names_asked_month, tells_other_day, tells_other_month
from assistant.words.figures import MONEY, find_figures, same_measure
from assistant.words.places import places_in, zones_named
from index.tokens import fold

MIN_CONFIDENCE = 0.005  # the operating point: below it the best reading is refused
SURE = 0.6  # above it the soft checks give way
OF_THE_DAY = 0.2  # of both where the sentence tells of the very day that is asked about, which says more than words
_CALLED = re.compile(r"(?:称[为作]?|[又也]叫|誉为)[“\"]([^“”\"，。；]{2,12})[”\"]")


def fault_of(evidence: Evidence, library: Library) -> str | None:
    """Why the evidence cannot be the answer, in Chinese: the first check that it fails; None if it passes them all."""
    part, reading = evidence.part, evidence.reading
    asked = replace(part, places=_named_otherwise(part, reading.candidate, library))
    fault = hard_fault(asked, reading, evidence.spans) or _kind_fault(evidence) or _other_thing_fault(evidence, library)
    fault = fault or only_as_of(part, reading.candidate, evidence.spans)
    fault = fault or portion_fault(part, reading.candidate, evidence.spans)
    fault = fault or head_fault(part, reading.candidate, lambda: whole_piece(reading.candidate, library))
    fault = fault or otherwise_fault(part, reading.candidate, lambda: whole_piece(reading.candidate, library))
    sure = SURE if not names_asked_day(part, reading.candidate) else SURE * OF_THE_DAY
    return fault or (None if reading.confidence >= sure else _soft_fault(evidence, library))


def _named_otherwise(part: Question, c: Candidate, library: Library) -> tuple[tuple[str, ...], ...]:
    """The asked places without those that the piece gives as another name of what it is about ("后被称为“中国光谷”"), or that it names
    elsewhere while the sentence and those before it name none."""
    if all(any(name in c.heading + c.before + c.folded for name in place) for place in part.places):
        return part.places
    whole = whole_piece(c, library)
    names = "，".join(_CALLED.findall(whole)) if places_in(c.before + c.folded) else whole
    return tuple(place for place in part.places if not any(name in names for name in place))


def _other_thing_fault(evidence: Evidence, library: Library) -> str | None:
    """That the piece speaks of another thing than the question names: of another zone, subject, year of a term, limit or tax."""
    part, c = evidence.part, evidence.reading.candidate
    zones = [zone for zone in zones_named(fold(part.text)) if zone not in c.heading + c.folded]
    whole = whole_piece(c, library) if zones else ""
    missing = [zone for zone in zones if zone not in whole]
    if missing:
        return f"资料中没有“{missing[0]}”的这项内容"
    return _subject_fault(part, evidence.reading, library) or other_fault(part, c, evidence.spans, lambda: whole_piece(c, library))


def _kind_fault(evidence: Evidence) -> str | None:
    """Why a sentence without the figure, date or number that is asked for is no answer. Where the reader is sure a time may be told in
    other words ("during the last years of the dynasty") and a figure in another form ("1：7"), but never with another measure."""
    part, reading = evidence.part, evidence.reading
    if part.kind not in (Kind.FIGURE, Kind.NUMBER, Kind.DATE) or evidence.spans:
        return None
    if part.kind is Kind.DATE and _tells_when(part, reading.candidate.folded):
        return None
    told_otherwise = (
        _tells_a_time(reading.candidate.folded) if part.kind is Kind.DATE else part.kind is Kind.FIGURE and _counts(part, reading)
    )
    if reading.confidence >= SURE and told_otherwise:
        return None
    return "资料中没有所问的" + {Kind.FIGURE: "数据", Kind.NUMBER: "文号", Kind.DATE: "日期"}[part.kind]


_AT_WHAT_TIME = re.compile(r"什么时候|何时|什么时间|多久")
_COUNTED_FROM = re.compile(
    r"[自从][^，。；]{2,20}?(?:之日|年度|月份?|季度|次日|当日|次年|当年)起|(?:期满|届满|到期|终了|之日|次[年月日]|每[年月季])[^，。；]{0,8}[前后内]"
    r"|不(?:能|得|应)?超过[^，。；]{2,16}期限"
)


def _tells_when(part: Question, text: str) -> bool:
    """Whether the sentence tells the time by what it is counted from, where no calendar day is asked: "自投产年度起", "期满前三个月内"."""
    return bool(_AT_WHAT_TIME.search(part.text) and _COUNTED_FROM.search(text))


_TIME_WORDS = re.compile(
    r"\d[\d.:：]*[年月日号时点周岁]|[零〇一二三四五六七八九十]+[年月日点周]|世纪|[今去明前]年|[年月]底|年[代间]|时[期代]|朝|[初中末晚早]期|期间|[之以][前后来]|[春夏秋冬]|节|学期|季度|[本次同翌当][年月日天]|之日|至今|每[年月日天周]|战后|生前|死后|[汉唐宋元明清秦隋]末|[汉唐宋元明清秦隋]初|一天"
)


def _tells_a_time(text: str) -> bool:
    """Whether the sentence tells some time in words or figures, be it no calendar day."""
    return bool(_TIME_WORDS.search(text))


_NO_AMOUNT = re.compile(r"[“\"][^“”\"]*[”\"]|\d+[·.]\d+(?!%)")  # names ("12·30")


def _counts(part: Question, reading: Reading) -> bool:
    """Whether what was spotted holds a numeral that the question does not state, and no figure of another measure than the asked one. An amount of money is always told as one."""
    if part.unit == MONEY:
        return False
    told = _NO_AMOUNT.sub("，", reading.candidate.folded)
    for stated in part.figures:  # what the question says itself is not its answer
        told = told.replace(stated, "，")
    spotted = reading.spotted[0].text if reading.spotted else ""
    if spotted and spotted in reading.candidate.folded:
        told = spotted if spotted in told else ""
    other = any(f.unit and part.unit and not same_measure(f.unit, part.unit) for f in find_figures(told))
    return bool(re.search(r"[\d一二三四五六七八九十百千万半]", told)) and not other


def _soft_fault(evidence: Evidence, library: Library) -> str | None:
    """An official noun of the question that the piece does not name; that a reason is asked for and none is told."""
    return reason_missing(evidence.part, evidence.reading.candidate) or unnamed_fault(
        evidence.part, evidence.reading.candidate, lambda: whole_piece(evidence.reading.candidate, library)
    )


def hard_fault(part: Question, reading: Reading, spans: Sequence[Span]) -> str | None:
    """Why a reading cannot be the answer, however sure the reader is, in Chinese; None if it can."""
    c = reading.candidate
    around = c.heading + "\n" + c.before + c.folded
    if is_heading(c) and part.kind not in (Kind.NUMBER, Kind.DATE, Kind.LIST):
        return "资料中没有相关内容"
    for number in part.numbers:
        if number not in around:
            return f"资料中没有{number}的这项内容"
    for place in part.places:
        if not any(name in around for name in place):
            return f"资料中没有“{place[0]}”的这项内容"
    fault = period_fault(part, c, around) or (year_fault(part, c, spans[0]) if spans else None) or _level_fault(part, c)
    if fault:
        return fault
    if part.terms and reading.features and not reading.feature("covered_around"):
        return "资料中没有相关内容"  # in a large store some text is of the asked day or place, whatever is asked of it
    least = MIN_CONFIDENCE if not names_asked_day(part, c) else MIN_CONFIDENCE * OF_THE_DAY
    return None if reading.confidence >= least else "资料中没有与问题相符的内容"


_FIELDS = frozenset("发生 开始 事件 政策 日期 时间 地点 地址 年份 月份 落款 具体 最早 最晚 最迟 最先 最后 首次 首先".split())
_WHEN_OR_WHERE = re.compile(r"(?:具体)?(?:是|在|于|会|将|定)*(?:哪|什么时候|何时|几月|啥时|什么时间|什么地方)")


def _subject_fault(part: Question, reading: Reading, library: Library) -> str | None:
    """The word right before 是哪天, 在哪座城市, of which the time or place is asked, where the whole piece never names it. Where the reader
    is sure, a sentence that shares a character with it may say it otherwise."""
    asked = _WHEN_OR_WHERE.search(text := fold(part.text)) if part.kind in (Kind.DATE, Kind.PLACE) else None
    if not asked:
        return None
    c, before = reading.candidate, text[: asked.start()]
    subjects = [t for t in part.terms if len(t.text) > 1 and t.text not in _FIELDS and before.endswith(t.text)]
    here = c.heading + c.folded
    if not subjects or any(match(t, here) >= 0.5 for t in subjects) or any(match(t, whole_piece(c, library)) >= 0.5 for t in subjects):
        return None
    otherwise = reading.confidence >= SURE and any(ch in c.folded for t in subjects for ch in t.text)
    return None if otherwise else f"资料中没有“{subjects[-1].text}”的这项内容"


_LEVELS = ("国家级", "省级", "自治区级", "市级", "区级", "县级", "校级", "部级")


def _level_fault(part: Question, c: Candidate) -> str | None:
    """Why a sentence about other levels is no answer: what holds for 国家级 and 省级 incubators says nothing of 市级 ones."""
    asked = [level for level in _LEVELS if re.search(rf"(?<!自治){level}", part.text)]
    named = [level for level in _LEVELS if re.search(rf"{level}(?!市)", c.folded)]  # 县级市 is a kind of town
    if asked and named and not any(level in c.folded or level in c.heading for level in asked):
        return f"资料中没有“{asked[0]}”的这项内容"
    return None


def period_fault(part: Question, c: Candidate, around: str) -> str | None:
    """Why the sentence is about another time than asked. A year that only dates the document asked about ("2017年的规划") is one
    of the document's date, not of the fact's."""
    asked = {y for p in part.periods for y in p.years}
    dated = {int(day[:4]) for day in (c.piece.date, c.piece.effective) if day}
    if not asked or (dated & asked and dates_document(part, c)):
        return None
    if tells_other_day(part, c) or tells_other_month(part, c):
        return lacks_time(part)
    here = years_in(c.folded)
    if any(re.search(rf"[比较]{re.escape(p.text)}", fold(part.text)) for p in part.periods):  # "比2012年多了多少": so does the sentence
        here |= {int(d.iso[:4]) for d in c.dates}
    if here & asked or (not here and (years_in(around) | dated) & asked) or holds_since(c.folded, asked):
        return None
    if not years_in(around) | dated and names_asked_month(part, c):
        return None
    return lacks_time(part)
