"""From readings to evidence: which sentence answers each part of the question, and whether any does."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.candidates import Candidate
from assistant.question import Kind, Question
from assistant.reader import Idf, Reading, match, read, term_weight
from assistant.spans import Span, best_spans, years_in


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that answers one part, with the shortest span that does; `weights` tells how much each asked term counts."""

    part: Question
    reading: Reading
    span: Span | None
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a question: evidence for each part that has some, why there is none, and the best readings in any case."""

    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = field(default=())


def find_evidence(parts: Sequence[Question], found: Sequence[Candidate], *, idf: Idf) -> Finding:
    """The evidence for every part, best sentence first; `missing` names in Chinese what no sentence holds."""
    evidence, missing, readings = [], [], []
    for part in parts:
        ranked = read(part, found, idf=idf)
        readings += ranked[:3]
        weights = {t.text: term_weight(t, idf) for t in part.terms}
        chosen = _choose(part, ranked, weights)
        if isinstance(chosen, Evidence):
            evidence.append(chosen)
        else:
            missing.append(chosen)
    return Finding(tuple(evidence), tuple(missing), tuple(readings))


def _choose(part: Question, ranked: Sequence[Reading], weights: dict[str, float]) -> "Evidence | str":
    """The first of the best readings that passes every check, or why the best one fails."""
    reason = "资料中没有相关内容"
    for i, reading in enumerate(ranked[:4]):
        spans = best_spans(part, reading.candidate, weights)
        fault = _fault(part, reading, spans)
        if fault is None:
            return Evidence(part, reading, spans[0] if spans else None, weights)
        reason = fault if i == 0 else reason
    return reason


MIN_COVERED = 0.42  # of the asked terms' weight, in the sentence with its headings and what stands before it


def _fault(part: Question, reading: Reading, spans: Sequence[Span]) -> str | None:
    """Why a reading cannot be the answer, in Chinese; None if it can."""
    c = reading.candidate
    around = c.heading + "\n" + c.before + c.folded
    for name in part.names:
        if name not in around:
            return f"资料中没有“{name}”的这项内容"
    if reading.features["covered_around"] < MIN_COVERED:
        return "资料中没有与问题相符的内容"
    if part.kind in (Kind.FIGURE, Kind.NUMBER, Kind.DATE) and not spans:
        return "资料中没有所问的" + {Kind.FIGURE: "数据", Kind.NUMBER: "文号", Kind.DATE: "日期"}[part.kind]
    return _period_fault(part, c, around)


def _period_fault(part: Question, c: Candidate, around: str) -> str | None:
    asked = {y for p in part.periods for y in p.years}
    if not asked:
        return None
    here = years_in(c.folded)
    if here & asked:
        return None
    near = years_in(around) | ({int(c.piece.date[:4])} if c.piece.date else set())
    if not here and near & asked:
        return None
    if here:
        return f"资料中只有{'、'.join(f'{y}年' for y in sorted(here)[:3])}的相关内容"
    return "资料中没有所问时间的内容"


def uncovered(part: Question, reading: Reading, weights: dict[str, float]) -> list[str]:
    """The asked terms that neither the sentence nor its surroundings hold, heaviest first."""
    c = reading.candidate
    around = c.heading + "\n" + c.before + c.folded
    return sorted((t for t in weights if match(t, around) < 0.5), key=lambda t: -weights[t])
