"""Telling parts apart: one statement for evidence from one sentence, and which part a statement answers where it does not say so itself."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.finding.model import Evidence
from index.tokens import fold


def grouped(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """The evidence by sentence, in order; a sentence that another one's quote holds counts as that one."""
    groups: list[list[Evidence]] = []
    for e in evidence:
        for group in groups:
            if (inside := _inside(e, group[0])) is not None:
                group.append(inside)
                break
            if all(_inside(other, e) is not None for other in group):
                group[:] = [e, *(x for other in group if (x := _inside(other, e)) is not None)]
                break
        else:
            groups.append([e])
    return groups


def _inside(e: Evidence, other: Evidence) -> Evidence | None:
    """The evidence as one of the other's sentence, which is the same or holds it; None if it does not."""
    mine, its = e.reading.candidate, other.reading.candidate
    if mine.key == its.key and mine.sentence.end == its.sentence.end:
        return e
    shift = its.folded.find(mine.folded)
    within = its.sentence.start <= mine.sentence.start and mine.sentence.end <= its.sentence.end
    if (
        mine.chunk.document_id != its.chunk.document_id
        or not within
        or shift < 0
        or e.statement
        or other.statement
        or e.items
        or other.items
    ):
        return None
    spans, likely = (tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in found) for found in (e.spans, e.likely))
    return replace(e, reading=replace(e.reading, candidate=its), spans=spans, likely=likely)


def told_of(group: Sequence[Evidence], text: str, parts: int) -> str:
    """The label of the part that a statement answers, with a colon; empty where there is one part only, or the statement says it."""
    label = group[0].part.label
    if parts < 2 or len(group) > 1 or not label or fold(label) in fold(text):
        return ""
    years = [str(y) for p in group[0].part.periods if p.text in fold(label) for y in p.years[-1:]]
    if not group[0].part.of_document and years and all(re.search(rf"{y}(?!\d)", text) for y in years):
        return ""
    return f"{label}："
