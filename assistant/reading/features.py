"""What speaks for and against a sentence as the answer to a question, as numbers: words shared, times, kinds, nearness in meaning."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.reading.candidates import Candidate
from assistant.reading.heading import is_heading
from assistant.reading.matching import Idf, match, term_weights, weight_held
from assistant.reading.meaning import SEMANTIC, Meaning
from assistant.reading.mentions import known_mentions, mention_match
from assistant.reading.rivals import COMPARED, RIVALS, rival_features
from assistant.words.figures import find_figures, same_measure
from assistant.words.places import places_in
from ingest.dates import find_dates

Floats = npt.NDArray[np.float32]

LEXICAL = (
    "retrieval", "covered", "covered_around", "covered_heading", "clause", "bigrams", "longest_run", "uncovered_most", "year_here", "year_around",
    "year_wrong", "mention", "is_heading", "is_question", "leads_in", "length", "place_in_chunk", "places", "places_missing", "named",
    "count", "figures_here", "date_here", "focus", "focus_around", "focus_least",
)  # fmt: skip
TYPED = (
    *(f"{kind.value}_{has}" for kind in Kind for has in ("yes", "no")),
    *("unit_yes", "unit_no", "figure_near", "figure_next", "date_near"),
)
OWN = LEXICAL + TYPED + SEMANTIC
FEATURES = OWN + RIVALS
_COMPARED = [OWN.index(name) for name in COMPARED]


def features(question: Question, found: Sequence[Candidate], meaning: Meaning, *, idf: Idf) -> Floats:
    """One row a candidate (n, len(FEATURES)) float32."""
    asked = _Asked.of(question, term_weights(question, idf), known_mentions(question, found))
    headed = {heading: [match(t, heading) for t in asked.weights] for heading in {c.heading for c in found}}
    weights = np.array(list(asked.weights.values()), np.float32)
    focus = weights * np.array([t in asked.focus for t in asked.weights], np.float32)
    matches = [_Matches.of(asked, c) for c in found]
    shape = (len(found), len(weights))
    in_heading = np.array([headed[c.heading] for c in found], np.float32).reshape(shape)
    shares = (in_heading @ weights / (float(weights.sum()) or 1.0)).tolist()
    plain = [[*_lexical(asked, c, m, share), *_typed(asked, c, m.held)] for c, m, share in zip(found, matches, shares, strict=True)]
    own = np.concatenate([np.array(plain, np.float32), meaning.features(question, found)], axis=1)
    here = np.array([list(m.here.values()) for m in matches], np.float32).reshape(shape)
    return np.concatenate([own, rival_features(own[:, _COMPARED], found, here, in_heading, weights, focus)], axis=1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is worked out once for all candidates: the question's terms with their weights, those that the asking clause turns on, the names of
    documents that are known, its pairs of characters, its years, the days and months that it names, and its figures with their scale."""

    question: Question
    weights: dict[Term, float]
    focus: dict[Term, float]
    mentions: tuple[str, ...]
    grams: frozenset[str]
    years: frozenset[int]
    dates: frozenset[str]
    figures: tuple[str, ...]

    @classmethod
    def of(cls, question: Question, weights: dict[Term, float], mentions: tuple[str, ...]) -> "_Asked":
        bare = re.sub(r"\W", "", question.text)
        return cls(
            question,
            weights,
            {t: w for t, w in weights.items() if t.focus} or weights,
            mentions,
            grams=frozenset(bare[i : i + 2] for i in range(len(bare) - 1)),
            years=frozenset(y for p in question.periods for y in p.years),
            dates=frozenset(d.iso for p in question.periods for d in find_dates(p.text) if len(d.iso) > 4),
            figures=tuple(f"{f.number}{f.scale}" for text in question.figures for f in find_figures(text)),
        )


@dataclass(frozen=True, slots=True)
class _Matches:
    """The text around a sentence, how much of each term the sentence (`here`) and all of it (`near`) hold, 0..1, and the weights of the terms
    that the sentence holds. What the sentence holds nothing of, none of its clauses does: those terms are not looked for again."""

    around: str
    here: dict[Term, float]
    near: dict[Term, float]
    held: dict[Term, float]

    @classmethod
    def of(cls, asked: _Asked, c: Candidate) -> "_Matches":
        around = c.heading + "\n" + c.before[-300:] + c.folded
        near = {t: match(t, around) for t in asked.weights}
        here = {t: match(t, c.folded) if share else 0.0 for t, share in near.items()}
        return cls(around, here, near, {t: w for t, w in asked.weights.items() if here[t]})


def _lexical(asked: _Asked, c: Candidate, matches: _Matches, heading_share: float) -> list[float]:
    question, weights, text = asked.question, asked.weights, c.folded
    around, here, near, held = matches.around, matches.here, matches.near, matches.held
    total = sum(weights.values()) or 1.0
    named_years = {int(d.iso[:4]) for d in c.dates}
    missing = [p for p in question.places if not any(name in around for name in p)]
    named = [t for t in weights if t.named]
    return [
        c.score,
        sum([w * here[t] for t, w in held.items()]) / total,
        sum([w * near[t] for t, w in weights.items()]) / total,
        heading_share,
        _best_clause(text, held) / total,
        len([g for g in asked.grams if g in text]) / len(asked.grams) if asked.grams else 0.0,
        min(_longest_run(question.text, text), 12) / 12,
        max([w * (1 - near[t]) for t, w in weights.items()], default=0.0) / max(max(weights.values(), default=1.0), 1e-6),
        *_year_shares(question, c, around),
        float(bool(asked.years and named_years and not asked.years & named_years)),
        mention_match(asked.mentions, c),
        float(is_heading(c)),
        float(text.rstrip("”」").endswith("?") or text.endswith("？")),
        float(text.endswith((":", "："))),
        math.log1p(len(text)) / 6,
        min(c.place, 6) / 6,
        float(bool(question.places) and not missing),
        len(missing) / 3,
        sum(near[t] for t in named) / len(named) if named else 0.0,
        float(bool(question.count) and question.count in text),
        _figures_share(asked, c),
        float(any(d.iso in asked.dates for d in c.dates)),
        *_focus(asked.focus, here, near),
    ]


def _focus(focus: dict[Term, float], here: dict[Term, float], near: dict[Term, float]) -> tuple[float, float, float]:
    """Of the words that the asking clause turns on: the share in the sentence, the share there or around it, and the weakest match."""
    total = sum(focus.values()) or 1.0
    share = sum([w * here[t] for t, w in focus.items()]) / total
    return share, sum([w * near[t] for t, w in focus.items()]) / total, min([here[t] for t in focus], default=0.0)


def _figures_share(asked: _Asked, c: Candidate) -> float:
    """The share of the figures stated in the question that the sentence holds, number and scale."""
    if not asked.figures:
        return 0.0
    here = {f"{f.number}{f.scale}" for f in c.figures}
    return sum(w in here for w in asked.figures) / len(asked.figures)


_PLACE_OF = {kind: n for n, kind in enumerate(Kind)}


def _typed(asked: _Asked, c: Candidate, held: dict[Term, float]) -> list[float]:
    question = asked.question
    kinds = [0.0] * (2 * len(Kind))
    kinds[2 * _PLACE_OF[question.kind] + (not _has_type(question, c))] = 1.0
    unit = bool(question.unit) and any(same_measure(f.unit, question.unit) for f in c.figures)
    figure = beside = date = 0.0
    if question.kind is Kind.FIGURE:
        figure, beside = _near_figures(asked, c, held)
    elif question.kind is Kind.DATE:
        total = sum(asked.weights.values()) or 1.0
        date = max((_nearness(c.folded, d.start, held) / total for d in c.dates), default=0.0)
    return [*kinds, float(unit), float(bool(question.unit) and not unit), figure, beside, date]


def _near_figures(asked: _Asked, c: Candidate, held: dict[Term, float]) -> tuple[float, float]:
    """The largest share of the terms' weight that stands near a figure, and of the focus terms' that stands beside one of the asked measure."""
    unit = asked.question.unit
    figures = [f for f in c.figures if f.unit not in ("年", "月", "日")]
    fitting = [f for f in figures if not unit or same_measure(f.unit, unit)]
    total = sum(asked.weights.values()) or 1.0
    focus = {t: w for t, w in held.items() if t in asked.focus}
    near = max((_nearness(c.folded, f.start, held) for f in figures), default=0.0) / total
    beside = max((weight_held(focus, c.folded[max(0, f.start - 10) : f.end + 8]) for f in fitting), default=0.0)
    return near, beside / (sum(asked.focus.values()) or 1.0)


def _has_type(question: Question, c: Candidate) -> bool:
    """Whether the sentence holds something of the kind asked for."""
    if question.kind is Kind.FIGURE:
        return any(f.unit not in ("年", "月", "日") or question.unit == f.unit for f in c.figures)
    if question.kind is Kind.DATE:
        return bool(c.dates) or bool(re.search(r"\d{1,2}月(?:\d{1,2}日)?", c.folded))
    if question.kind is Kind.NUMBER:
        return bool(re.search(r"〔\d{4}〕|\[\d{4}\]|第?\d+号", c.folded))
    if question.kind is Kind.LIST:
        pair = question.count[:1] in ("两", "二") and re.search(r"[和与及]", c.folded)
        return "、" in c.folded or bool(pair) or bool(re.search(r"一是|（一）|\(一\)|——", c.folded))
    if question.kind is Kind.PLACE:
        return bool(places_in(c.folded))
    return True


_CLAUSE_END = re.compile(r"[，；：,;:]")


def _best_clause(text: str, weights: dict[Term, float]) -> float:
    """The largest weight of terms that two neighbouring clauses hold."""
    clauses = _CLAUSE_END.split(text) if weights else [""]
    return max(weight_held(weights, "，".join(clauses[i : i + 2])) for i in range(len(clauses)))


def _nearness(text: str, start: int, weights: dict[Term, float]) -> float:
    """The weight of the terms that stand within 24 characters of a place."""
    return weight_held(weights, text[max(0, start - 24) : start + 24])


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def _year_shares(question: Question, c: Candidate, around: str) -> tuple[float, float]:
    """The share of the question's periods of which the sentence names a year, and of which it or what stands around it does."""
    if not question.periods:
        return 0.0, 0.0
    here = {int(d.iso[:4]) for d in c.dates} | {int(y) for y in _YEAR.findall(c.folded)}
    near = around + (c.piece.date or "")
    there = here | {int(d.iso[:4]) for d in find_dates(near)} | {int(y) for y in _YEAR.findall(near)}
    named = [(bool(here & set(p.years)), bool(there & set(p.years))) for p in question.periods]
    return sum(h for h, _ in named) / len(named), sum(t for _, t in named) / len(named)


def _longest_run(question: str, text: str) -> int:
    """Length of the longest run of characters that the question shares with the text."""
    best = 0
    for start in range(len(question)):
        while start + best < len(question) and question[start : start + best + 1] in text:
            best += 1
    return best
