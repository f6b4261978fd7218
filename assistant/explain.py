"""Why an answer is what it is: the question as understood, how each part was answered, and the sentences that were weighed for it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.asking.question import Question
from assistant.asking.understood import understood
from assistant.chain import Work
from assistant.finding.checks import fault_of
from assistant.finding.documents import Library
from assistant.finding.model import Evidence, Route
from assistant.model import Answer
from assistant.reading.candidates import Candidate
from assistant.reading.matching import Idf, term_weights
from assistant.reading.reader import Reader, Reading
from assistant.reading.spans import best_spans, chosen_spans
from assistant.relating.events import Events, read_events

SHOWN = 3  # readings of each part
ROUTES = {
    "reading": "逐句比较，取与问题最相符的原句",
    "list": "取整个列举的各项",
    "metadata": "取文件自身注明的文号、日期、发文机关或标题",
    "newest": "把符合所问的文件按日期排序",
    "series": "同一数量在各篇资料中的数值，最新的在前",
    "events": "分别查出各个事件的日期，再作比较",
}
RELATIONS = {"same": "是否同时", "first": "哪个最早", "last": "哪个最晚", "between": "相隔多久", "when": "各在何时"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence that was weighed: `score` orders those of one part, `confidence` (0..1) is how sure the reader was of it; both None
    where nothing was ranked. `fault` is the first check that it failed, in Chinese; `used` whether the answer rests on it."""

    text: str
    title: str | None
    source_file: str
    date: str | None
    date_kind: str | None
    score: float | None
    confidence: float | None
    fault: str | None
    used: bool


@dataclass(frozen=True, slots=True)
class PartAnswered:
    """One part of the question: the route by which it was answered (a key of ROUTES), or None and the reason in Chinese why it was not."""

    question: Question
    route: str | None
    reason: str | None
    weighed: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with how its question was understood. `events` is what the question relates in time, if it does."""

    answer: Answer
    question: Question
    events: Events | None
    parts: tuple[PartAnswered, ...]

    def to_dict(self) -> dict[str, Any]:
        """The explanation without the answer, as plain JSON; names are for programs, labels for readers."""
        events = self.events
        return {
            "resolved_question": self.answer.resolved_question,
            "understood": understood(self.question),
            "as_of": self.answer.as_of,
            "filters": {"since": self.answer.since, "until": self.answer.until},
            "events": events and {"name": events.relation.value, "label": RELATIONS[events.relation], "named": list(events.splits[0])},
            "parts": [_part_dict(p) for p in self.parts],
        }


def explained(answer: Answer, work: Work, reader: Reader, *, idf: Idf, library: Library) -> Explanation:
    """The explanation of an extractive answer by the work that led to it. The sentences are read once more, so that `ask` need not
    keep what only an explanation shows."""
    assert work.understood is not None  # for the type checker: the chain's first step sets it
    events = read_events(work.understood.text)
    if work.draft and not work.finding.evidence:
        cited = tuple(
            Weighed(c.quote, c.title, c.source_file, c.date, c.date_kind, None, None, None, used=bool(answer.citations))
            for c in work.draft.citations
        )
        return Explanation(answer, work.understood, events, (PartAnswered(work.understood, "events", None, cited),))
    parts = [_part(part, work, reader, idf, library) for part in work.parts]
    return Explanation(answer, work.understood, events, tuple(parts))


def _part(part: Question, work: Work, reader: Reader, idf: Idf, library: Library) -> PartAnswered:
    """A part with its evidence or its reason: the one found for it, where each part without evidence has one, else what its best sentence lacks."""
    finding = work.finding
    mine = [e for e in (*finding.evidence, *finding.earlier) if e.part == part]
    weighed = tuple(_weighed(part, mine, work, reader, idf, library))
    if mine:
        return PartAnswered(part, _route(mine), None, weighed)
    open_parts = [p for p in work.parts if all(e.part != p for e in finding.evidence)]
    told = finding.missing[open_parts.index(part)] if len(open_parts) == len(finding.missing) else None
    return PartAnswered(part, None, told or next((w.fault for w in weighed), None), weighed)


def _route(mine: Sequence[Evidence]) -> str | None:
    if not mine:
        return None
    return "list" if mine[0].items else mine[0].route.value


def _weighed(part: Question, mine: Sequence[Evidence], work: Work, reader: Reader, idf: Idf, library: Library) -> Iterator[Weighed]:
    """The sentences that the part rests on where no ranking chose them; else the best readings, and the chosen one if it is not among them."""
    if mine and mine[0].route is not Route.READING:
        yield from (_shown(e.reading.candidate, used=True) for e in mine)
        return
    used = {e.reading.candidate.key for e in mine}
    weights = term_weights(part, idf)
    for n, reading in enumerate(reader.read(part, work.found, idf=idf)):
        if n < SHOWN or reading.candidate.key in used:
            spans = chosen_spans(part, best_spans(part, reading.candidate, weights))
            fault = fault_of(Evidence(part, reading, spans, weights), library)
            yield _shown(reading.candidate, reading, fault=fault, used=reading.candidate.key in used)


def _shown(c: Candidate, reading: Reading | None = None, *, fault: str | None = None, used: bool) -> Weighed:
    score, confidence = (round(reading.score, 3), round(reading.confidence, 3)) if reading else (None, None)
    text = " ".join(c.sentence.text.split())
    return Weighed(text, c.piece.title, c.source_file, c.piece.date, c.piece.date_kind, score, confidence, None if used else fault, used)


def _part_dict(part: PartAnswered) -> dict[str, Any]:
    return {
        "understood": understood(part.question),
        "route": part.route and {"name": part.route, "label": ROUTES[part.route]},
        "reason": part.reason,
        "weighed": [asdict(w) for w in part.weighed],
    }
