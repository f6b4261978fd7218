"""The retrieval chain, a LangChain runnable: understand → retrieve → read → compose → verify. One inquiry goes in; out come its Answer and the
Work that led to it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.asking.history import resolve
from assistant.asking.parts import parts_of
from assistant.asking.question import Question, understand
from assistant.finding.checks import MIN_CONFIDENCE
from assistant.finding.evidence import find_evidence
from assistant.finding.model import Finding
from assistant.model import Answer
from assistant.reading.candidates import Candidate, candidates
from assistant.reading.reader import Reader
from assistant.relating.dating import tells_of
from assistant.relating.events import Beside, beside
from assistant.relating.happened import Finder
from assistant.relating.relate import related_draft, time_beside
from assistant.retrieve import retrieve
from assistant.saying.compose import Draft, compose
from assistant.saying.fulldate import dated_in_full
from assistant.saying.refuse import UNCLEAR, nothing_asked, outside_dates, refusal
from assistant.saying.verify import verify
from assistant.standing.conflict import with_rival
from assistant.standing.label import labelled
from assistant.standing.living import ONLY_EXPIRED, Expired, bare_statements, expired_refusal, settle
from assistant.standing.validity import Validity
from assistant.standing.whether import whether_in_force
from index.model import Hit
from index.search import Searcher, Window
from index.store import Store
from ingest.dates import show

UNDATED = "资料中没有载明该事件的日期"
READ_HITS = 32  # chunks whose sentences are read
LABEL = 25  # characters of "（有效期至2015年12月31日，已届满）" and a marker
HELD = 45  # characters of an answer that go to saying that it is no longer in force


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What was asked, with its conversation, its window of dates and its today (ISO day)."""

    question: str
    today: str
    window: Window = Window()
    history: tuple[dict[str, str], ...] = ()


@dataclass(slots=True)
class Work:
    """One inquiry on its way through the chain; each step fills its field. `expired` is what only texts out of force say, `outside` what
    answers beyond the asked dates, looked for only when nothing within them does, `unsettled` what of the question the texts leave open,
    in Chinese."""

    inquiry: Inquiry
    resolved: str = ""
    understood: Question | None = None
    parts: list[Question] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    found: list[Candidate] = field(default_factory=list)
    finding: Finding = Finding()
    draft: Draft | None = None
    validity: Validity | None = None
    expired: tuple[Expired, ...] = ()
    conflict: bool = False
    outside: tuple[Hit, ...] = ()
    beside: Beside | None = None
    unsettled: str = ""
    timings: dict[str, float] = field(default_factory=dict)


def extractive_chain(searcher: Searcher, store: Store, reader: Reader) -> Runnable[Inquiry, tuple[Answer, Work]]:
    """The chain that answers with sentences of the texts, word for word, and needs no model."""
    steps: tuple[tuple[str, Callable[[Work], None]], ...] = (
        ("relate", lambda work: _relate(work, searcher, store, reader)),
        ("retrieve", lambda work: _retrieve(work, searcher)),
        ("read", lambda work: _read_alone_too(work, searcher, store, reader)),
        ("settle", lambda work: _settle_or_widen(work, searcher, store, reader)),
    )

    def begin(inquiry: Inquiry) -> Work:
        return _timed("understand", understand_inquiry)(Work(inquiry))

    def answer(work: Work) -> tuple[Answer, Work]:
        return _answer(work, store, searcher.version), work

    chain: Runnable[Inquiry, Work] = RunnableLambda(begin, name="understand")
    for name, step in steps:
        chain = chain | RunnableLambda(_timed(name, step), name=name)
    return chain | RunnableLambda(answer, name="answer")


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
    work.understood = understand(text, today=work.inquiry.today)
    work.resolved = work.understood.text
    work.parts = parts_of(work.understood, today=work.inquiry.today)


def _relate(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """Questions that relate events in time are answered from each event's own sentence; one about an event's day is asked for that day."""
    assert work.understood is not None  # for the type checker: the step before sets it
    finder = Finder(searcher, reader, work.inquiry.today, work.inquiry.window)
    if related := related_draft(work.understood, finder, store.document_text):
        work.draft, work.unsettled = related
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
    work.found = candidates(work.hits, asked)
    work.finding = find_evidence(work.parts, work.found, reader, idf=searcher.idf, library=store, window=work.inquiry.window)


def _read_alone_too(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """Reads; what is asked beside an event is asked on its own where nothing is told of that event's time: the texts may date it otherwise."""
    _read(work, searcher, store, reader)
    assert work.understood is not None  # for the type checker: the first step sets it
    if not work.beside or work.unsettled or tells_of(work.finding, work.understood.periods, sure=MIN_CONFIDENCE):
        return
    _ask(work, work.beside.asked)
    _retrieve(work, searcher)
    _read(work, searcher, store, reader)
    work.unsettled = UNDATED


def _settle_or_widen(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """Settles what was found; looks beyond the asked dates where nothing within them answers, so that the refusal can say what there is."""
    _settle(work, searcher, store, reader)
    if work.draft or work.finding.evidence or work.expired or work.inquiry.window.open:
        return
    wider = Work(replace(work.inquiry, window=Window()), work.resolved, work.understood, work.parts)
    _retrieve(wider, searcher)
    _read(wider, searcher, store, reader)
    keys = {e.reading.candidate.chunk.id for e in wider.finding.evidence}
    work.outside = tuple(h for h in wider.hits if h.chunk.id in keys)


def _settle(work: Work, searcher: Searcher, store: Store, reader: Reader) -> None:
    """What is no longer in force gives way to what is; what living texts contradict is told with what they say."""
    window = work.inquiry.window
    work.validity = Validity(store, window.as_of or window.until or work.inquiry.today, looks_back=not window.open)
    if work.draft:
        return

    lives = [whether_in_force(part, work.found, work.validity, store) for part in work.parts]
    if asked := [evidence for evidence in lives if evidence]:
        work.finding = Finding(tuple(asked))
        return

    def find(part: Question, found: Sequence[Candidate]) -> Finding:
        return find_evidence([part], found, reader, idf=searcher.idf, library=store, window=work.inquiry.window)

    work.finding, work.expired = settle(work.finding, work.parts, work.found, work.validity, find)
    rival = with_rival(work.finding, work.found, work.validity, find) if len(work.parts) == 1 else None
    work.finding, work.conflict = rival or work.finding, rival is not None


def _answer(work: Work, store: Store, version: str) -> Answer:
    begun = time.perf_counter()
    assert work.understood is not None and work.validity is not None  # for the type checker: steps before set them
    if nothing_asked(work.understood) and not work.draft:
        return _base(work, version, status="unclear", text=UNCLEAR)
    if work.finding.evidence and not work.draft:
        dead = work.validity.deaths([e.reading.candidate.piece.id for e in work.finding.evidence])
        missing = sum(len(m) + 3 for m in dict.fromkeys([*work.finding.missing, *filter(None, [work.unsettled])]))
        draft = compose(work.understood, work.finding, store.document_text, reserve=LABEL * len(dead) + missing)
        work.draft = dated_in_full(draft, work.finding, store.document_text)
    if work.draft:
        answer = _given(work, work.draft, store, version)
    else:
        answer = _only_expired(work, store, version) if work.expired else _refused(work, version)
    answer.timings_ms.update(work.timings, answer=round((time.perf_counter() - begun) * 1000, 2))
    return answer


def _given(work: Work, draft: Draft, store: Store, version: str) -> Answer:
    assert work.validity is not None  # for the type checker: a step before sets it
    deaths = work.validity.deaths([c.piece_id for c in draft.citations])
    draft = labelled(draft, deaths, store)
    allowed = " ".join([work.resolved, *(c.value for c in draft.computed), *(d.label for d in deaths.values())])
    citations, faults = verify(draft.text, draft.citations, store.document_text, allowed=allowed)
    if faults:
        return _refused(work, version, reason="找到的内容未能通过核对（" + "；".join(faults) + "）")
    open_ends = [*work.finding.missing, work.unsettled, ONLY_EXPIRED if work.expired else ""]
    missing = "；".join(dict.fromkeys(m for m in open_ends if m))
    opening = "资料不一致。" if work.conflict else ""
    text = opening + draft.text + (f"另外，{missing}。" if missing else "")
    sure = [e.reading.confidence for e in work.finding.evidence if e.reading.features]
    fields = {
        "confidence": min(sure, default=None),
        "short_answer": draft.short_answer,
        "citations": citations,
        "computed": draft.computed,
        "timeline": draft.timeline,
    }
    return _base(work, version, status="conflict" if work.conflict else "partial" if missing else "answered", text=text, **fields)


def _only_expired(work: Work, store: Store, version: str) -> Answer:
    assert work.understood is not None  # for the type checker: the first step sets it
    held = compose(work.understood, Finding(tuple(e.evidence for e in work.expired)), store.document_text, reserve=HELD)
    text, nearest = expired_refusal(work.expired, bare_statements(held), work.hits)
    return _base(work, version, status="expired_only", text=text, nearest=tuple(nearest))


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
