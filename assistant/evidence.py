"""From readings to evidence: which sentence answers each part of the question, and whether any does."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.asked import GENERIC, asked_fault, counted_in, whole_piece
from assistant.candidates import Candidate
from assistant.dating import asked_day_first, holds_since, names_asked_day, names_asked_month
from assistant.documents import Library, about_document, named_title, newest_document
from assistant.features import Idf, is_heading, match, term_weights
from assistant.finding import Evidence, Finding, Lack
from assistant.lists import whole_list
from assistant.nearby import dates_event, lacks_time, nearest, year_fault
from assistant.places import zones_named
from assistant.question import Kind, Question, Term
from assistant.reader import Reader, Reading
from assistant.runs import widened
from assistant.series import EARLIER, totals
from assistant.spans import Span, best_spans, chosen_spans, years_in
from index.search import Window
from index.tokens import fold

MIN_CONFIDENCE = 0.05  # the operating point: below it the best reading is refused
LISTS_TRIED = 30  # readings among which the line that opens a counted list is looked for
ROOM = 98  # characters that an answer of neighbouring sentences may fill
TRIED = 8  # readings looked at, best first, before a part is given up


def find_evidence(
    parts: Sequence[Question], found: Sequence[Candidate], reader: Reader, *, idf: Idf, library: Library, window: Window
) -> Finding:
    """The evidence for every part, best sentence first; `missing` says in Chinese what no sentence holds."""
    evidence: list[Evidence] = []
    earlier: list[Evidence] = []
    missing: list[tuple[Lack, Question]] = []
    readings: list[Reading] = []
    for part in parts:
        weights = term_weights(part, idf)
        counted = totals(part, found, weights)
        if counted:
            evidence.append(counted[0])
            earlier += _changed(counted)[:EARLIER] if not part.periods else []
            continue
        stated = about_document(part, found, weights, library) or newest_document(part, found, weights, library, window)
        ranked = asked_day_first(part, reader.read(part, found, idf=idf))
        readings += ranked[:3]
        chosen = stated or _counted_list(part, ranked, weights, library) or _choose(part, ranked, weights, library)
        if isinstance(chosen, Evidence):
            evidence.append(_with_items(chosen, library))
        else:
            missing.append((chosen, part))
    near = tuple((lack.near, part) for lack, part in missing if lack.near)
    return Finding(tuple(evidence), tuple(earlier), tuple(lack.reason for lack, _ in missing), tuple(readings), near)


def _changed(counted: Sequence[Evidence]) -> list[Evidence]:
    """Those after the newest that show another value than the one before them."""
    return [e for before, e in pairwise(counted) if e.spans[0].text != before.spans[0].text]


def _choose(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | Lack:
    """The first of the best readings that passes every check, or why the best one fails and what comes near."""
    reason = "资料中没有相关内容"
    for i, reading in enumerate(ranked[:TRIED]):
        evidence = Evidence(part, reading, chosen_spans(part, best_spans(part, reading.candidate, weights)), weights)
        fault = fault_of(evidence, library)
        if fault is None and is_heading(reading.candidate):
            evidence = _with_items(evidence, library)
            fault = None if evidence.items else "资料中没有相关内容"
        if fault is None:
            fault = _other_time(part, reading, ranked)
            if fault is None:
                return _widened(_with_items(evidence, library))
            reason = fault
            break
        reason = fault if i == 0 else reason
    near = nearest(part, ranked, weights, lambda e: fault_of(e, library) is None)
    if near and part.kind is Kind.YESNO and dates_event(part, near):
        return replace(near, part=part)
    return Lack(reason, near)


def _widened(evidence: Evidence) -> Evidence:
    """The evidence with the neighbouring sentences that the answer runs into, and with what was spotted in it; where no rule tells the
    span of the asked kind, the likeliest that was spotted is the answer. A list stays as it is: it has its own sentences."""
    if evidence.items:
        return evidence
    reading, likely = widened(evidence.reading, limit=ROOM)
    spans = evidence.spans
    if spans and reading is not evidence.reading:
        shift = reading.candidate.folded.find(evidence.reading.candidate.folded)
        spans = tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in spans)
    return replace(evidence, reading=reading, spans=spans, likely=likely)


def fault_of(evidence: Evidence, library: Library) -> str | None:
    """Why the evidence cannot be the answer, in Chinese: the first check that it fails; None if it passes them all."""
    part, c = evidence.part, evidence.reading.candidate
    fault = _fault(part, evidence.reading, evidence.spans) or _subject_fault(part, c, library)
    return fault or asked_fault(part, c, evidence.spans, lambda: whole_piece(c, library))


def _counted_list(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The list of as many items as the question asks for, opened by a line that says so ("五项任务"): counting right is strong evidence."""
    if part.kind is not Kind.LIST or not part.count:
        return None
    for reading in ranked[:LISTS_TRIED]:
        if part.count in reading.candidate.folded and _fault(replace(part, count=""), reading, ()) is None:
            evidence = _with_items(Evidence(part, reading, (), weights), library)
            if evidence.items:
                return evidence
    return None


def _other_time(part: Question, chosen: Reading, ranked: Sequence[Reading]) -> str | None:
    """Why a reading of the asked time is still none: another time's sentence says plainly what is asked, and this one does not. Asked
    for the revenue of 2012 it is no answer to give the year's patents because the revenue is known for 2011 only."""
    if part.kind is not Kind.FIGURE or not part.periods:
        return None
    for other in ranked[: 2 * TRIED]:
        c = other.candidate
        plainly = other.feature("focus") >= chosen.feature("focus") + 0.4
        if plainly and c.piece.id == chosen.candidate.piece.id and (fault := _period_fault(part, c, c.heading + c.before + c.folded)):
            return fault if years_in(c.folded) else None
    return None


def _fault(part: Question, reading: Reading, spans: Sequence[Span]) -> str | None:
    """Why a reading cannot be the answer, in Chinese; None if it can."""
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
    if part.kind in (Kind.FIGURE, Kind.NUMBER, Kind.DATE) and not spans:
        return "资料中没有所问的" + {Kind.FIGURE: "数据", Kind.NUMBER: "文号", Kind.DATE: "日期"}[part.kind]
    fault = _period_fault(part, c, around) or (year_fault(part, c, spans[0]) if spans else None) or _level_fault(part, c)
    if fault:
        return fault
    least = MIN_CONFIDENCE if not names_asked_day(part, c) else MIN_CONFIDENCE / 5
    return None if reading.confidence >= least else "资料中没有与问题相符的内容"


_HEAD = re.compile(
    r"(?:占(?:全国|全省|全市)?)?的?(?:总额|总量|总数|规模|份额|比例|比重)?的?(?:一共|总共|共|大概|大约|约|分别)?(?:是|为|达到?)了?多少"
)
_OBJECT = re.compile(r"对(?P<object>[\u4e00-\u9fff]{2,12}?)(?:给予|予以|奖励|补贴|资助)")
_COUNTED_NOUN = re.compile(r"(?:多少|几)(?:[家个项座支套件间所户]|平方米|平方公里)的?([\u4e00-\u9fff]{2,12})[？?]?$")


_FIELDS = frozenset("发生 开始 事件 政策 日期 时间 地点 地址 年份 月份 落款 具体".split())
_WHEN_OR_WHERE = re.compile(r"(?:具体)?(?:是|在|于|会|将|定)*(?:哪|什么时候|何时|几月|啥时|什么时间|什么地方)")


def _subject_fault(part: Question, c: Candidate, library: Library) -> str | None:
    """What the question is about and the whole piece never names: a zone ("汀砚高新区"), or what a figure is asked of ("出口额是多少",
    "对检测认证给予多少"). The sentence need not name it, the piece must."""
    text = fold(part.text)
    zones = zones_named(text)
    subjects = _subjects(part, text)
    here = c.heading + c.folded
    if all(zone in here for zone in zones) and not any(match(t, here) < 0.5 for t in subjects):
        return None
    whole = whole_piece(c, library)
    missing = [zone for zone in zones if zone not in whole]
    if subjects and all(match(t, whole) < 0.5 and not counted_in(t, whole) for t in subjects):
        missing.append(subjects[-1].text)
    return f"资料中没有“{missing[0]}”的这项内容" if missing else None


def _subjects(part: Question, text: str) -> list[Term]:
    """The words that a figure is asked of: those right before 是多少, right after 多少家, and between 对 and 给予; and what a time or a
    place is asked of: the word right before 是哪天, 在哪座城市."""
    if part.kind in (Kind.DATE, Kind.PLACE):
        asked = _WHEN_OR_WHERE.search(text)
        return [t for t in part.terms if len(t.text) > 1 and t.text not in _FIELDS and asked and text[: asked.start()].endswith(t.text)]
    if part.kind is not Kind.FIGURE:
        return []
    head, counted, object_ = _HEAD.search(text), _COUNTED_NOUN.search(text), _OBJECT.search(text)
    before, between = text[: head.start()] if head else "", object_["object"] if object_ else ""
    after = counted[1] if counted else ""
    terms = [t for t in part.terms if len(t.text) > 1 and t.text not in GENERIC]
    return [t for t in terms if before.endswith(t.text) or after.endswith(t.text) or t.text in between]


_LEVELS = ("国家级", "省级", "自治区级", "市级", "区级", "县级", "校级", "部级")


def _level_fault(part: Question, c: Candidate) -> str | None:
    """Why a sentence about other levels is no answer: what holds for 国家级 and 省级 incubators says nothing of 市级 ones."""
    asked = [level for level in _LEVELS if re.search(rf"(?<!自治){level}", part.text)]
    named = [level for level in _LEVELS if level in c.folded]
    if asked and named and not any(level in c.folded or level in c.heading for level in asked):
        return f"资料中没有“{asked[0]}”的这项内容"
    return None


def _period_fault(part: Question, c: Candidate, around: str) -> str | None:
    """Why the sentence is about another time than asked. A year that only dates the document asked about ("2017年的规划") is one
    of the document's date, not of the fact's."""
    asked = {y for p in part.periods for y in p.years}
    dated = {int(c.piece.date[:4])} if c.piece.date else set()
    if not asked or (dated & asked and named_title(part, c.piece)):
        return None
    here = years_in(c.folded)
    if any(re.search(rf"[比较]{re.escape(p.text)}", fold(part.text)) for p in part.periods):  # "比2012年多了多少": so does the sentence
        here |= {int(d.iso[:4]) for d in c.dates}
    if here & asked or (not here and (years_in(around) | dated) & asked) or holds_since(c.folded, asked):
        return None
    if not years_in(around) | dated and names_asked_month(part, c):
        return None
    return lacks_time(part)


def _with_items(evidence: Evidence, library: Library) -> Evidence:
    """The evidence with all items of the list that its sentence opens or belongs to, where the question asks for several things."""
    if evidence.part.kind is not Kind.LIST or evidence.statement or evidence.items or evidence.likely:
        return evidence
    candidate = evidence.reading.candidate
    places = [(chunk, n) for chunk in library.chunks_of_piece(candidate.piece.id) for n in range(len(chunk.sentences))]
    sentences = [chunk.sentences[n] for chunk, n in places]
    at = next((i for i, s in enumerate(sentences) if s.start == candidate.sentence.start), None)
    if at is None:
        return evidence
    items = {s.start for s in whole_list(sentences, at, count=evidence.part.count)}
    chosen = [
        replace(candidate, sentence=s, chunk=chunk, place=n) for (chunk, n), s in zip(places, sentences, strict=True) if s.start in items
    ]
    return replace(evidence, items=tuple(chosen))
