"""Counts that change over time ("国家高新区一共有多少家？"): the newest value first, the earlier ones beside it."""

import re
from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.measured import amounts
from assistant.finding.model import Evidence, Route
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.reading.spans import Span, years_in
from ingest.dates import latest

_COUNTS = frozenset("家个所人项件座处户")
_PLANNED = re.compile(r"力争|目标|预计|计划|将(?:达|增|有)|到[“\"]?十[一二三四]?五[”\"]?(?:期?末)")
_REACHES = r"(?:的)?(?:总数|数量|总量|总计|队伍|家数|个数)?(?:已经|已|共计|一共|共)?(?:达到|达|扩大到|扩大至|增加到|增至|发展到|共有|共|为|有|是){1,2}了?(?:约|近)?"
_ASIDE = frozenset("全国 队伍 大 共有 现有 合计 总计".split())
EARLIER = 4  # values shown beside the newest


def asks_total(part: Question) -> bool:
    """Whether the part asks how many there are of one thing, at one time at most and with nothing else said of them."""
    return (
        (part.kind is Kind.FIGURE or (part.kind is Kind.TEXT and part.changes))
        and (part.unit in _COUNTS or (not part.unit and bool(re.search(r"总数|数量|家数|个数|队伍", part.text))))
        and len(_counted_things(part)) == 1
        and len(part.periods) <= 1
        and not (part.places or part.titles or part.numbers or part.figures)
    )


def _counted_things(part: Question) -> list[Term]:
    return [t for t in part.terms if t.text not in _ASIDE]


def totals(part: Question, found: Sequence[Candidate], weights: dict[Term, float]) -> list[Evidence]:
    """One total a dated piece, newest first; undated pieces only if there is no dated one.

    A text that counts a thing several times ("63家国家高新区收入超过…", "146家国家高新区") means its total by the largest number.
    """
    if told := amounts(part, found):
        return [_evidence(part, c, span, weights) for _, c, span in told]
    if not asks_total(part):
        return []
    by_piece: dict[str, tuple[int, Candidate, Span]] = {}
    for c in found:
        if not _at_asked_time(part, c):
            continue
        for number, span in _counted(part, c):
            if c.piece.id not in by_piece or number > by_piece[c.piece.id][0]:
                by_piece[c.piece.id] = (number, c, span)
    dated = [x for x in by_piece.values() if x[1].piece.date] or list(by_piece.values())
    dated.sort(key=lambda x: (latest(x[1].piece.date or "1"), x[0]), reverse=True)
    return [_evidence(part, c, span, weights) for _, c, span in dated]


def _evidence(part: Question, c: Candidate, span: Span, weights: dict[Term, float]) -> Evidence:
    return Evidence(part, Reading(c, 1.0), (span,), weights, route=Route.SERIES)


def _at_asked_time(part: Question, c: Candidate) -> bool:
    """Whether the sentence speaks of a year asked for, or of none and stands in a piece of such a year; true if none is asked."""
    asked = {y for p in part.periods for y in p.years}
    here = years_in(c.folded)
    return not asked or bool(here & asked) or (not here and bool(c.piece.date) and int((c.piece.date or "0")[:4]) in asked)


def _counted(part: Question, c: Candidate) -> list[tuple[int, Span]]:
    """The counts of the asked thing in a sentence: "146家国家高新区", "国家高新区总数达173家"; none where the sentence looks ahead."""
    written = int(c.piece.date[:4]) if c.piece.date else 9999
    if _PLANNED.search(" ".join((*c.chunk.section, c.folded))) or any(int(d.iso[:4]) > written for d in c.dates):
        return []
    unit = part.unit or "[" + "".join(sorted(_COUNTS)) + "]"
    counted = _counted_things(part)[0]
    thing = "|".join(re.escape(word) for word in (counted.text, *counted.others))
    number = rf"(?P<n>\d{{1,6}})(?P<plus>\+\d+)?(?P<rest>[多余]?{unit})"
    found = []
    for pattern in (rf"(?<![\d.]){number}(?:{thing})", rf"(?:{thing}){_REACHES}{number}"):
        for m in re.finditer(pattern, c.folded):
            start, end = m.start("n"), m.end("rest")
            found.append((int(m["n"]), Span(start, end, c.folded[start:end], 1.0)))
    return found
