"""Two runs side by side: which cases got better or worse, and how sure the difference of each figure is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.errors import BadRun
from eval.folder import FinishedRun
from eval.labels import STATUSES
from eval.model import Row, Score
from eval.score import COUNTS, HEADLINES

RESAMPLES = 2000
LEVEL = 0.95
SEED = 20260101


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A headline figure before and after; the difference lies in low..high with 95 % confidence, by paired bootstrap over cases.

    low and high are None where fewer than two cases count. A mean is taken over the cases that count in each run.
    """

    name: str
    before: float
    after: float
    low: float | None
    high: float | None

    @property
    def difference(self) -> float:
        """How much higher the later figure is."""
        return round(self.after - self.before, 4)

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One case whose answer is not the same in both runs."""

    id: str
    type: str
    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`better` and `worse` are judged by right, then by source and date; `changed` reads differently but scores the same.

    `unpaired` cases stand in one run only and count nowhere here.
    """

    before: str
    after: str
    cases: int
    figures: tuple[FigureChange, ...]
    better: tuple[CaseChange, ...]
    worse: tuple[CaseChange, ...]
    changed: tuple[CaseChange, ...]
    unpaired: tuple[str, ...]
    same_dataset: bool


def diff(before: FinishedRun, after: FinishedRun) -> Comparison:
    """The comparison over the cases that both runs hold; raises BadRun if there is none."""
    old, new = ({score.id: score for score in run.scores} for run in (before, after))
    common = [i for i in old if i in new]
    if not common:
        raise BadRun(f"{before.folder} 与 {after.folder}：没有相同的题，无法比较")
    sorted_into: dict[int, list[CaseChange]] = {-1: [], 0: [], 1: []}
    for i in common:
        step = (_grade(new[i]) > _grade(old[i])) - (_grade(new[i]) < _grade(old[i]))
        if step or _said(before.answers.get(i)) != _said(after.answers.get(i)):
            sorted_into[step].append(_change(new[i], before.answers.get(i), after.answers.get(i)))
    return Comparison(
        before=str(before.folder),
        after=str(after.folder),
        cases=len(common),
        figures=tuple(figure_changes([old[i] for i in common], [new[i] for i in common])),
        better=tuple(sorted_into[1]),
        worse=tuple(sorted_into[-1]),
        changed=tuple(sorted_into[0]),
        unpaired=tuple(sorted(set(old) ^ set(new))),
        same_dataset=before.info.dataset.get("sha256") == after.info.dataset.get("sha256"),
    )


def figure_changes(before: Sequence[Score], after: Sequence[Score]) -> list[FigureChange]:
    """Every headline figure that both lists have; the lists hold the same cases in the same order."""
    changes = []
    for name in HEADLINES:
        pairs = [(a.values.get(name), b.values.get(name)) for a, b in zip(before, after, strict=True)]
        old, new = ([x for x in side if x is not None] for side in zip(*pairs, strict=True))
        if old and new:
            changes.append(_figure_change(name, pairs, old, new))
    return changes


def _figure_change(name: str, pairs: Sequence[tuple[float | None, float | None]], old: list[float], new: list[float]) -> FigureChange:
    count = name in COUNTS
    shown = [round(sum(x) if count else sum(x) / len(x), 4) for x in (old, new)]
    low, high = interval(pairs, total=count)
    return FigureChange(name, shown[0], shown[1], low, high)


def interval(pairs: Sequence[tuple[float | None, float | None]], *, total: bool = False) -> tuple[float | None, float | None]:
    """95 % percentile interval of mean(after) − mean(before) (sums if `total`), cases drawn in pairs, with a fixed seed.

    None marks a case that does not count on that side. Source: Efron & Tibshirani 1993; scipy.stats.bootstrap.
    """
    counted = [pair for pair in pairs if pair != (None, None)]
    if len(counted) < 2:
        return None, None
    import numpy as np
    from scipy import stats

    old, new = (np.array([np.nan if x is None else x for x in side], dtype=float) for side in zip(*counted, strict=True))
    over = np.nansum if total else _mean_of(np)

    def difference(a: Any, b: Any, axis: int = -1) -> Any:
        return over(b, axis=axis) - over(a, axis=axis)

    if np.array_equal(old, new, equal_nan=True):
        return 0.0, 0.0
    result = stats.bootstrap(
        (old, new),
        difference,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=200,
        confidence_level=LEVEL,
        method="percentile",
        rng=SEED,
    )
    low, high = result.confidence_interval.low, result.confidence_interval.high
    return round(float(low), 4), round(float(high), 4)


def _mean_of(np: Any) -> Any:
    """Mean over the counted ones, zero for a resample that drew none of them (numpy's nanmean would warn and give nan)."""

    def mean(values: Any, axis: int = -1) -> Any:
        return np.nansum(values, axis=axis) / np.maximum(1, np.sum(~np.isnan(values), axis=axis))

    return mean


def _grade(score: Score) -> tuple[float, float, float]:
    values: Mapping[str, float] = score.values
    sourced = values.get("right_with_source_and_date", values.get("right_and_cited", 0.0))
    return values.get("right", values.get("mrr@10", 0.0)), sourced, values.get("cited_source", 0.0)


def _said(answer: Row | None) -> Any:
    """What a reader would notice: text, status, and where it is taken from."""
    if answer is None:
        return None
    citations = [(c.get("source_file"), c.get("date"), c.get("quote")) for c in answer.get("citations") or []]
    return answer.get("status"), answer.get("text"), answer.get("short_answer"), citations


def _change(score: Score, before: Row | None, after: Row | None) -> CaseChange:
    question = str((after or before or {}).get("question", ""))
    return CaseChange(score.id, score.type, question, _shown(before), _shown(after))


def _shown(answer: Row | None) -> str:
    if answer is None:
        return "（没有回答）"
    status = str(answer.get("status"))
    return f"[{STATUSES.get(status, status)}] {answer.get('text') or answer.get('error') or ''}"
