"""Lists: the sentences that answer a question for several things, where they tell it by more than their words: as many as are asked for, all
called by the asked name, or led in to by a line that says what follows."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.checks import SURE, fault_of, hard_fault
from assistant.finding.documents import Library
from assistant.finding.full import in_full, with_items
from assistant.finding.model import Evidence
from assistant.reading.enumerated import all_of_thing, counts_right, fits
from assistant.reading.lists import announces, leads_in
from assistant.reading.reader import Reading

LISTS_TRIED = 30  # readings among which the line that opens a counted list is looked for
TRIED = 8  # best readings among which a list of the asked number is looked for
ABOUT_AS_MANY = 0.8  # of the asked words of the sentence that holds most of them
MOST_OF_ASKED = 0.5  # of the asked words, by weight, that a line which leads in to the asked list holds
CLOSE = 3.0  # log odds behind the best sentence within which a list of the asked number is preferred


def told_list(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The list that a line leads in to, or the one of as many items as are asked for; None where neither is told."""
    return _led_in_list(part, ranked, weights, library) or _counted_list(part, ranked, weights, library)


def _counted_list(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The list of as many items as the question asks for: opened by a line that says so ("五项任务"), since counting right is strong
    evidence, or else of just so many items and ranked close to the best sentence."""
    if part.kind is not Kind.LIST or not part.count:
        return None
    for reading in ranked[:LISTS_TRIED]:
        if announces(part.count, reading.candidate.folded) and hard_fault(replace(part, count=""), reading, ()) is None:
            evidence = with_items(Evidence(part, reading, (), weights), library)
            if evidence.items:
                return evidence
    if called := _called_so(part, ranked, weights, library):
        return called
    for reading in ranked[:TRIED]:
        evidence = with_items(Evidence(part, reading, (), weights), library)
        close = reading.score > ranked[0].score - CLOSE and (evidence.items or counts_right(part, reading.candidate.folded))
        if close and fault_of(evidence, library) is None:
            return in_full(evidence)
    return None


def _called_so(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The enumeration of as many things as are asked for, all called by the name asked for: that tells more than the words around it, and
    the reader is as sure of it as of its best."""
    for reading in ranked[:LISTS_TRIED]:
        if all_of_thing(part, reading.candidate.folded):
            evidence = Evidence(part, replace(reading, confidence=max(reading.confidence, ranked[0].confidence)), (), weights)
            if fault_of(evidence, library) is None:
                return in_full(evidence)
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
        evidence = with_items(Evidence(part, sure, (), weights), library)
        told = evidence.items or not reading.candidate.folded.endswith(":")  # below the line or in it
        if told and fault_of(evidence, library) is None:
            return in_full(evidence)
    return None
