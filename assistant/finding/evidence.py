"""From readings to evidence: which sentence answers each part of the question, and whether any does."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.checks import SURE, fault_of, period_fault
from assistant.finding.deeds import claimed_otherwise, without_claim
from assistant.finding.documents import Library, about_document, newest_document
from assistant.finding.full import in_full, with_items
from assistant.finding.imprint import imprint
from assistant.finding.inforce import document_in_force
from assistant.finding.listed import told_list
from assistant.finding.model import Evidence, Finding, Lack, same_figure
from assistant.finding.nearby import dates_event, nearest
from assistant.finding.series import EARLIER, totals
from assistant.finding.several import documents_of_time
from assistant.finding.together import Told, told_together
from assistant.finding.whose import naming_all, of_its_document
from assistant.reading.candidates import Candidate
from assistant.reading.closer import closer_first
from assistant.reading.fitting import claim_free, fitting_first
from assistant.reading.heading import is_heading
from assistant.reading.labelled import labelled_first
from assistant.reading.matching import Idf, match, term_weights
from assistant.reading.reader import Reader, Reading
from assistant.reading.runs import spotted_here
from assistant.reading.spans import best_spans, chosen_spans, weighed, years_in
from assistant.relating.dating import asked_day_first
from index.search import Window
from index.tokens import fold

MOST_OF_THING = 0.5  # of the name of a thing asked about, that a sentence on it holds
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
        return None if isinstance(chosen, Lack) else with_items(replace(chosen, part=told.part), library)

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
    listed = told_list(part, ranked, weights, library)
    chosen = stated or listed or _choose(claim_free(part), ranked, weights, library)
    others = [e for t in before if not isinstance(t.chosen, Lack) for e in t.chosen]
    chosen = _of_its_own(part, chosen, others, ranked, weights, library)
    if isinstance(chosen, Evidence):
        return Told(part, (with_items(replace(chosen, part=part), library),), weights, () if stated or listed else ranked)
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
            evidence = with_items(evidence, library)
            fault = None if evidence.items else "资料中没有相关内容"
        if fault is None:
            fault = _other_time(part, reading, ranked)
            if fault is None:
                return in_full(with_items(evidence, library))
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
    naming = [r for r in ranked if match(thing, r.candidate.folded) >= MOST_OF_THING and r.candidate.key != chosen.reading.candidate.key]
    own = _choose(part, naming, weights, library)
    return own if isinstance(own, Evidence) else chosen


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
