"""The retrieval chain, a LangChain runnable: understand → retrieve → read → compose → verify. One inquiry goes in, one Answer comes out."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.candidates import candidates
from assistant.compose import Draft, compose
from assistant.evidence import find_evidence
from assistant.finding import Finding
from assistant.history import resolve
from assistant.model import Answer
from assistant.parts import parts_of
from assistant.question import Kind, Question, understand
from assistant.reader import Reader
from assistant.refuse import outside_dates, refusal
from assistant.series import asks_total
from assistant.verify import verify
from index.model import Hit
from index.search import Searcher, Window
from index.store import Store

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
    for only when nothing within them does."""

    inquiry: Inquiry
    resolved: str = ""
    understood: Question | None = None
    parts: list[Question] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    finding: Finding = Finding()
    outside: tuple[Hit, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)


def extractive_chain(searcher: Searcher, store: Store, reader: Reader) -> Runnable[Inquiry, Answer]:
    """The chain that answers with sentences of the texts, word for word, and needs no model."""
    steps = (
        ("understand", understand_inquiry),
        ("retrieve", lambda work: _retrieve(work, searcher)),
        ("read", lambda work: _read(work, searcher, store, reader)),
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
    work.resolved = resolve(work.inquiry.question, work.inquiry.history, today=work.inquiry.today)
    work.understood = understand(work.resolved, today=work.inquiry.today)
    if work.understood.as_of and not work.inquiry.window.as_of:
        window = replace(work.inquiry.window, as_of=work.understood.as_of)
        work.inquiry = replace(work.inquiry, window=window)
    work.parts = parts_of(work.understood, today=work.inquiry.today)


def _retrieve(work: Work, searcher: Searcher) -> None:
    """Hits for the whole question and for each part on its own, best score first, each chunk once."""
    assert work.understood is not None  # for the type checker: the step before sets it
    found: dict[str, Hit] = {}
    for part in dict.fromkeys([work.understood, *work.parts]):
        years = {y for p in part.periods for y in p.years}
        for hit in searcher.search(_query(part), k=READ_HITS, window=work.inquiry.window, years=years, per_piece=READ_HITS // 2):
            if hit.chunk.id not in found or found[hit.chunk.id].score < hit.score:
                found[hit.chunk.id] = hit
    work.hits = sorted(found.values(), key=lambda h: (-h.score, h.chunk.id))


def _query(part: Question) -> str:
    """The part's text, with years written out (九一年 → 1991年), the first other name of what it names (国家自创区 → 国家自主创新示范区), and
    what is counted as texts put it ("多少家国家高新区" → 家国家高新区, which in "146家国家高新区" is rarer than its words)."""
    years = {f"{p.years[0]}年" for p in part.periods if len(p.years) == 1}
    others = (t.others[0] for t in part.terms if t.others)
    if asks_total(part):
        return " ".join(f"{part.unit}{name} {name}总数达" for name in (part.terms[0].text, *part.terms[0].others))
    counted = [part.unit + t.text for t in part.terms if t.focus][:2] if part.kind is Kind.FIGURE and len(part.unit) == 1 else []
    return " ".join([part.text, *sorted(y for y in years if y not in part.text), *others, *counted])


def _read(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    asked = [word for part in work.parts for t in part.terms if t.focus for word in (t.text, *t.others)]
    work.finding = find_evidence(
        work.parts, candidates(work.hits, asked), reader, idf=searcher.idf, library=store, window=work.inquiry.window
    )


def _widen(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """Looks beyond the asked dates where nothing within them answers, so that the refusal can say what there is."""
    if work.finding.evidence or work.inquiry.window.open:
        return
    wider = Work(replace(work.inquiry, window=Window()), work.resolved, work.understood, work.parts)
    _retrieve(wider, searcher)
    _read(wider, searcher, store, reader)
    keys = {e.reading.candidate.chunk.id for e in wider.finding.evidence}
    work.outside = tuple(h for h in wider.hits if h.chunk.id in keys)


def _answer(work: Work, store: Store, version: str) -> Answer:
    begun = time.perf_counter()
    assert work.understood is not None  # for the type checker: the first step sets it
    finding = work.finding
    answer = (
        _refused(work, version)
        if not finding.evidence
        else _given(work, compose(work.understood, finding, store.document_text), store, version)
    )
    answer.timings_ms.update(work.timings, answer=round((time.perf_counter() - begun) * 1000, 2))
    return answer


def _given(work: Work, draft: Draft, store: Store, version: str) -> Answer:
    allowed = " ".join([work.resolved, *(c.value for c in draft.computed)])
    citations, faults = verify(draft.text, draft.citations, store.document_text, allowed=allowed)
    if faults:
        return _refused(work, version, reason="找到的内容未能通过核对（" + "；".join(faults) + "）")
    missing = "；".join(work.finding.missing)
    text = draft.text + (f"另外，{missing}。" if missing else "")
    fields = {"short_answer": draft.short_answer, "citations": citations, "computed": draft.computed, "timeline": draft.timeline}
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
