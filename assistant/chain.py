"""The retrieval chain, a LangChain runnable: understand → retrieve → read → compose → verify. One inquiry goes in, one Answer comes out."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.candidates import candidates
from assistant.compose import Draft, compose
from assistant.dating import tells_of
from assistant.events import Beside, beside
from assistant.evidence import find_evidence
from assistant.finding import Finding
from assistant.fulldate import dated_in_full
from assistant.happened import Finder
from assistant.history import resolve
from assistant.model import Answer
from assistant.parts import parts_of
from assistant.question import Question, understand
from assistant.reader import Reader
from assistant.refuse import outside_dates, refusal
from assistant.relate import related_draft, time_beside
from assistant.retrieve import retrieve
from assistant.verify import verify
from index.model import Hit
from index.search import Searcher, Window
from index.store import Store
from ingest.dates import show

UNDATED = "资料中没有载明该事件的日期"
READ_HITS = 32  # chunks whose sentences are read


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What was asked, with its conversation, its window of dates and its today (ISO day)."""

    question: str
    today: str
    window: Window = Window()
    history: tuple[dict[str, str], ...] = ()


@dataclass(slots=True)
class Work:
    """One inquiry on its way through the chain; each step fills its field. `outside` is what answers beyond the asked dates, looked
    for only when nothing within them does; `unsettled` what of the question the texts leave open, in Chinese."""

    inquiry: Inquiry
    resolved: str = ""
    understood: Question | None = None
    parts: list[Question] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    finding: Finding = Finding()
    draft: Draft | None = None
    outside: tuple[Hit, ...] = ()
    beside: Beside | None = None
    unsettled: str = ""
    timings: dict[str, float] = field(default_factory=dict)


def extractive_chain(searcher: Searcher, store: Store, reader: Reader) -> Runnable[Inquiry, Answer]:
    """The chain that answers with sentences of the texts, word for word, and needs no model."""
    steps = (
        ("understand", understand_inquiry),
        ("relate", lambda work: _relate(work, searcher, store, reader)),
        ("retrieve", lambda work: _retrieve(work, searcher)),
        ("read", lambda work: _read(work, searcher, store, reader)),
        ("alone", lambda work: _alone(work, searcher, store, reader)),
        ("widen", lambda work: _widen(work, searcher, store, reader)),
    )
    chain: Runnable[Inquiry, Work] = RunnableLambda(Work)
    for name, step in steps:
        chain = chain | RunnableLambda(_timed(name, step)).with_config(run_name=name)

    def answer(work: Work) -> Answer:
        return _answer(work, store, searcher.version)

    return chain | RunnableLambda(answer).with_config(run_name="answer")


def _timed(name: str, step: Callable[[Work], None]) -> Callable[[Work], Work]:
    def run(work: Work) -> Work:
        begun = time.perf_counter()
        step(work)
        work.timings[name] = round((time.perf_counter() - begun) * 1000, 2)
        return work

    return run


def understand_inquiry(work: Work) -> None:
    """Resolves a follow-up and reads the question; a day that the question itself looks from becomes the window's."""
    _ask(work, resolve(work.inquiry.question, work.inquiry.history, today=work.inquiry.today))
    assert work.understood is not None  # for the type checker: just set
    if work.understood.as_of and not work.inquiry.window.as_of:
        window = replace(work.inquiry.window, as_of=work.understood.as_of)
        work.inquiry = replace(work.inquiry, window=window)


def _ask(work: Work, text: str) -> None:
    work.resolved = text
    work.understood = understand(text, today=work.inquiry.today)
    work.parts = parts_of(work.understood, today=work.inquiry.today)


def _relate(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """Questions that relate events in time are answered from each event's own sentence; one about an event's day is asked for that day."""
    assert work.understood is not None  # for the type checker: the step before sets it
    finder = Finder(searcher, reader, work.inquiry.today, work.inquiry.window)
    work.draft = related_draft(work.understood, finder, store.document_text)
    work.beside = None if work.draft else beside(work.resolved)
    if work.beside:
        time = time_beside(work.beside, finder)
        _ask(work, f"{show(time)}，{work.beside.asked}" if time else work.beside.asked)
        work.unsettled = "" if time else UNDATED


def _retrieve(work: Work, searcher: Searcher) -> None:
    if work.draft:
        return
    assert work.understood is not None  # for the type checker: the first step sets it
    work.hits = retrieve(
        work.understood, work.parts, searcher, k=READ_HITS, window=work.inquiry.window, per_piece=READ_HITS // 2, today=work.inquiry.today
    )


def _read(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    if work.draft:
        return
    asked = [word for part in work.parts for t in part.terms if t.focus for word in (t.text, *t.others)]
    work.finding = find_evidence(
        work.parts, candidates(work.hits, asked), reader, idf=searcher.idf, library=store, window=work.inquiry.window
    )


def _alone(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """What is asked beside an event is asked on its own where nothing is told of that event's time: the texts may date it otherwise."""
    assert work.understood is not None  # for the type checker: the first step sets it
    if not work.beside or work.unsettled or tells_of(work.finding, work.understood.periods):
        return
    _ask(work, work.beside.asked)
    _retrieve(work, searcher)
    _read(work, searcher, store, reader)
    work.unsettled = UNDATED


def _widen(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """Looks beyond the asked dates where nothing within them answers, so that the refusal can say what there is."""
    if work.draft or work.finding.evidence or work.inquiry.window.open:
        return
    wider = Work(replace(work.inquiry, window=Window()), work.resolved, work.understood, work.parts)
    _retrieve(wider, searcher)
    _read(wider, searcher, store, reader)
    keys = {e.reading.candidate.chunk.id for e in wider.finding.evidence}
    work.outside = tuple(h for h in wider.hits if h.chunk.id in keys)


def _answer(work: Work, store: Store, version: str) -> Answer:
    begun = time.perf_counter()
    assert work.understood is not None  # for the type checker: the first step sets it
    if work.finding.evidence and not work.draft:
        work.draft = dated_in_full(compose(work.understood, work.finding, store.document_text), work.finding, store.document_text)
    answer = _given(work, work.draft, store, version) if work.draft else _refused(work, version)
    answer.timings_ms.update(work.timings, answer=round((time.perf_counter() - begun) * 1000, 2))
    return answer


def _given(work: Work, draft: Draft, store: Store, version: str) -> Answer:
    allowed = " ".join([work.resolved, *(c.value for c in draft.computed)])
    citations, faults = verify(draft.text, draft.citations, store.document_text, allowed=allowed)
    if faults:
        return _refused(work, version, reason="找到的内容未能通过核对（" + "；".join(faults) + "）")
    open_ends = [re.sub(r"^资料中只有.*", "资料中没有所问的其他时间的内容", m) for m in work.finding.missing]
    missing = "；".join(dict.fromkeys(m for m in (*open_ends, work.unsettled) if m))
    text = draft.text + (f"另外，{missing}。" if missing else "")
    sure = [e.reading.confidence for e in work.finding.evidence if e.reading.features]
    fields = {
        "confidence": min(sure, default=None),
        "short_answer": draft.short_answer,
        "citations": citations,
        "computed": draft.computed,
        "timeline": draft.timeline,
    }
    return _base(work, version, status="partial" if missing else "answered", text=text, **fields)


def _refused(work: Work, version: str, *, reason: str | None = None) -> Answer:
    if work.outside:
        text, nearest = outside_dates(work.outside)
        return _base(work, version, status="out_of_range", text=text, nearest=tuple(nearest))
    finding = Finding(missing=(reason,)) if reason else work.finding
    text, nearest = refusal(finding, work.hits)
    return _base(work, version, status="not_in_corpus", text=text, nearest=tuple(nearest))


def _base(work: Work, version: str, **fields: Any) -> Answer:
    window = work.inquiry.window
    return Answer(
        question=work.inquiry.question,
        resolved_question=work.resolved,
        question_date=work.inquiry.today,
        as_of=window.as_of,
        since=window.since,
        until=window.until,
        store_version=version,
        **fields,
    )
