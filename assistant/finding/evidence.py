"""From readings to evidence: which sentence answers each part of the question, and whether any does."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.checks import SURE, fault_of, hard_fault, period_fault
from assistant.finding.deeds import claimed_otherwise, without_claim
from assistant.finding.documents import Library, about_document, newest_document
from assistant.finding.imprint import imprint
from assistant.finding.inforce import document_in_force
from assistant.finding.model import Evidence, Finding, Lack, same_figure
from assistant.finding.nearby import dates_event, nearest
from assistant.finding.series import EARLIER, totals
from assistant.finding.several import documents_of_time
from assistant.finding.together import Told, told_together
from assistant.finding.whose import naming_all, of_its_document
from assistant.reading.candidates import Candidate
from assistant.reading.closer import closer_first
from assistant.reading.enumerated import all_of_thing, counts_right, fits, names_asked
from assistant.reading.fitting import claim_free, fitting_first
from assistant.reading.heading import is_heading
from assistant.reading.labelled import labelled_first
from assistant.reading.lists import announces, leads_in, whole_list
from assistant.reading.matching import Idf, match, term_weights
from assistant.reading.reader import Reader, Reading
from assistant.reading.runs import spotted_here, widened
from assistant.reading.spans import Span, best_spans, chosen_spans, named_first, weighed, years_in
from assistant.relating.dating import asked_day_first
from index.search import Window
from index.tokens import fold

LISTS_TRIED = 30  # readings among which the line that opens a counted list is looked for
ABOUT_AS_MANY = 0.8  # of the asked words of the sentence that holds most of them
MOST_OF_ASKED = 0.5  # of the asked words, by weight, that a line which leads in to the asked list holds
ROOM = 98  # characters that an answer of neighbouring sentences may fill
CLOSE = 3.0  # log odds behind the best sentence within which a list of the asked number is preferred
ENUMERATED = 0.5  # chance that the enumeration which stands with all asked words is the list that is asked for
TRIED = 8  # readings looked at, best first, before a part is given up


def find_evidence(
    parts: Sequence[Question], sentences: Sequence[Candidate], reader: Reader, *, idf: Idf, library: Library, window: Window
) -> Finding:
    """The evidence for every part, best sentence first; `missing` says in Chinese what no sentence holds."""
    together = naming_all(parts, sentences)
    told: list[Told] = []
    earlier: tuple[Evidence, ...] = ()
    for part in parts:
        own = of_its_document(part, together)
        weights = term_weights(part, idf)
        counted = totals(part, own, weights)
        if counted:
            over_time = len(parts) == 1 and not part.periods and not part.as_of  # one day asked about wants one value
            earlier = tuple(_changed(counted)[:EARLIER]) if over_time else ()
            told.append(Told(part, (counted[0],), weights))
        elif several := documents_of_time(part, own, weights, library, window):
            told.append(Told(part, tuple(several), weights))
        else:
            told.append(_told(part, own, told, reader, idf, library, window))

    def evidence_of(told: Told, reading: Reading) -> Evidence | None:
        chosen = _choose(claim_free(told.part), [reading], told.weights, library)
        return None if isinstance(chosen, Lack) else _with_items(replace(chosen, part=told.part), library)

    return _finding(told_together(told, evidence_of), earlier)


def _finding(told: Sequence[Told], earlier: tuple[Evidence, ...]) -> Finding:
    missing = [(t.part, t.chosen) for t in told if isinstance(t.chosen, Lack)]
    return Finding(
        evidence=tuple(e for t in told if not isinstance(t.chosen, Lack) for e in t.chosen),
        earlier=earlier,
        missing=tuple(lack.reason for _, lack in missing),
        readings=tuple(r for t in told for r in t.ranked[:3]),
        near=tuple((lack.near, part) for part, lack in missing if lack.near),
    )


def _told(
    part: Question, found: Sequence[Candidate], before: Sequence[Told], reader: Reader, idf: Idf, library: Library, window: Window
) -> Told:
    """What tells a part, read or stated. A time that only another sentence of the question names is let go where nothing of that time tells this part."""
    weights = term_weights(part, idf)
    stated = _stated(part, found, weights, library, window)
    ranked = closer_first(part, reader.read(without_claim(part), found, idf=idf), weights)
    ranked = labelled_first(part, fitting_first(part, asked_day_first(part, ranked)))
    stated = stated or claimed_otherwise(part, found, ranked, weights, library)
    listed = _led_in_list(part, ranked, weights, library) or _counted_list(part, ranked, weights, library)
    chosen = stated or listed or _choose(claim_free(part), ranked, weights, library)
    others = [e for t in before if not isinstance(t.chosen, Lack) for e in t.chosen]
    chosen = _of_its_own(part, chosen, others, ranked, weights, library)
    if isinstance(chosen, Evidence):
        return Told(part, (_with_items(replace(chosen, part=part), library),), weights, () if stated or listed else ranked)
    if part.time_lent:
        return _told(replace(part, periods=(), time_lent=False), found, before, reader, idf, library, window)
    return Told(part, chosen, weights, ranked)


def _stated(
    part: Question, found: Sequence[Candidate], weights: dict[Term, float], library: Library, window: Window
) -> Evidence | Lack | None:
    """What documents state of themselves, or that they do not; None where nothing of that kind is asked."""
    return (
        document_in_force(part, found, weights, library)
        or about_document(part, found, weights, library)
        or newest_document(part, found, weights, library, window)
        or imprint(part, found, weights, library)
    )


def _changed(counted: Sequence[Evidence]) -> list[Evidence]:
    """Those after the newest that show another value than the one before them."""
    return [e for before, e in pairwise(counted) if e.spans[0].text != before.spans[0].text]


def _choose(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | Lack:
    """The first of the best readings that passes every check, or why the best one fails and what comes near."""
    reason = "资料中没有相关内容"
    for i, reading in enumerate(ranked[:TRIED]):
        evidence = Evidence(
            part, reading, chosen_spans(part, weighed(best_spans(part, reading.candidate, weights), spotted_here(reading))), weights
        )
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


def _of_its_own(
    part: Question,
    chosen: Evidence | Lack,
    others: Sequence[Evidence],
    ranked: Sequence[Reading],
    weights: dict[Term, float],
    library: Library,
) -> Evidence | Lack:
    """What is chosen; or, where it is the figure told of another thing named beside this one, that of a sentence which names this one."""
    if not part.label or isinstance(chosen, Lack) or not any(same_figure(chosen, e) for e in others if e.part.label != part.label):
        return chosen
    thing = Term(fold(part.label))
    naming = [r for r in ranked if match(thing, r.candidate.folded) >= MOST_OF_ASKED and r.candidate.key != chosen.reading.candidate.key]
    own = _choose(part, naming, weights, library)
    return own if isinstance(own, Evidence) else chosen


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
    return replace(
        evidence, reading=reading, spans=spans, likely=_enumerated(evidence, reading.candidate.folded, named_first(evidence.part, likely))
    )


def _enumerated(evidence: Evidence, text: str, likely: tuple[Span, ...]) -> tuple[Span, ...]:
    """The likely answers with the enumeration that fits best, where several things are asked for: one of the asked number before all
    others, and so one behind which the asked thing is named (…11个城市), else one of a number that the question does not tell behind them."""
    part = evidence.part
    found = fits(part, text, evidence.weights) if part.kind is Kind.LIST else []
    if not found:
        return likely
    e, fit = max(found, key=lambda x: (names_asked(part, text, x[0]), x[1], -x[0].start))
    if part.count or names_asked(part, text, e):
        return (Span(e.start, e.end, text[e.start : e.end], fit), *likely)
    return (*likely, Span(e.start, e.end, text[e.start : e.end], ENUMERATED * fit))


def _counted_list(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The list of as many items as the question asks for: opened by a line that says so ("五项任务"), since counting right is strong
    evidence, or else of just so many items and ranked close to the best sentence."""
    if part.kind is not Kind.LIST or not part.count:
        return None
    for reading in ranked[:LISTS_TRIED]:
        if announces(part.count, reading.candidate.folded) and hard_fault(replace(part, count=""), reading, ()) is None:
            evidence = _with_items(Evidence(part, reading, (), weights), library)
            if evidence.items:
                return evidence
    if called := _called_so(part, ranked, weights, library):
        return called
    for reading in ranked[:TRIED]:
        evidence = _with_items(Evidence(part, reading, (), weights), library)
        close = reading.score > ranked[0].score - CLOSE and (evidence.items or counts_right(part, reading.candidate.folded))
        if close and fault_of(evidence, library) is None:
            return _widened(evidence)
    return None


def _called_so(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The enumeration of as many things as are asked for, all called by the name asked for: that tells more than the words around it, and
    the reader is as sure of it as of its best."""
    for reading in ranked[:LISTS_TRIED]:
        if all_of_thing(part, reading.candidate.folded):
            evidence = Evidence(part, replace(reading, confidence=max(reading.confidence, ranked[0].confidence)), (), weights)
            if fault_of(evidence, library) is None:
                return _widened(evidence)
    return None


def _led_in_list(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The list that a line leads in to which says that what is asked for follows ("申请应当符合下列条件："), where that line, or it with what
    stands around it, holds about as many of the asked words as any sentence does: it answers by what stands below it, which the reader does
    not see; not where the reader is sure of a sentence that itself enumerates."""
    if part.kind is not Kind.LIST or not ranked or (ranked[0].confidence >= SURE and fits(part, ranked[0].candidate.folded, weights)):
        return None
    held = ("covered",) if part.count else ("covered", "covered_around")  # how many there are tells more than what stands around
    best = {name: ABOUT_AS_MANY * max(r.feature(name) for r in ranked[:TRIED]) for name in held}
    leads = [r for r in ranked if leads_in(part, r.candidate.folded)]
    leads = [r for r in leads if any(r.feature(name) >= max(MOST_OF_ASKED, least) for name, least in best.items())]
    for reading in sorted(leads, key=lambda r: (-r.feature("covered"), len(r.candidate.folded))):
        sure = replace(reading, confidence=max(r.confidence for r in ranked[:TRIED]))
        evidence = _with_items(Evidence(part, sure, (), weights), library)
        told = evidence.items or not reading.candidate.folded.endswith(":")  # below the line or in it
        if told and fault_of(evidence, library) is None:
            return _widened(evidence)
    return None


def _other_time(part: Question, chosen: Reading, ranked: Sequence[Reading]) -> str | None:
    """Why a reading of the asked time is still none: another time's sentence says plainly what is asked, and this one does not. Asked
    for the revenue of 2012 it is no answer to give the year's patents because the revenue is known for 2011 only."""
    if part.kind is not Kind.FIGURE or not part.periods or chosen.confidence >= SURE:
        return None
    for other in ranked[: 2 * TRIED]:
        c = other.candidate
        plainly = other.feature("focus") >= chosen.feature("focus") + 0.4
        if plainly and c.piece.id == chosen.candidate.piece.id and (fault := period_fault(part, c, c.heading + c.before + c.folded)):
            return fault if years_in(c.folded) else None
    return None


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
