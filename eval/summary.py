"""Scores → metrics.json: headline figures, slices, risk and coverage, calibration, latency, and the baseline's figures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from assistant.model import GIVEN
from eval.metrics.confidence import Point, area, calibration, calibration_error, risk_coverage
from eval.model import Row, Score
from eval.score import headline

STATUS, TYPE = "status", "type"


def summarize(scores: Sequence[Score], answers: Mapping[str, Row], *, baseline: Sequence[Score] | None = None) -> Row:
    """Everything of metrics.json; headline figures stand at the top under the referee's names."""
    metrics: Row = {"questions": len(scores), **headline(scores)}
    sliced = slices(scores)
    metrics["by_type"] = _right_of(sliced.get(TYPE, {}))
    metrics["by_document"] = _right_of(sliced.get("document", {}))
    if any("right" in score.values for score in scores):
        metrics |= _confidence(scores, answers)
    metrics["latency_ms"] = latency([float(row["elapsed_ms"]) for row in answers.values() if "elapsed_ms" in row])
    metrics["slices"] = {
        name: {value: {"n": len(part), **headline(part)} for value, part in parts.items()} for name, parts in sliced.items()
    }
    metrics["baseline"] = headline(baseline) if baseline is not None else None
    return metrics


def slices(scores: Sequence[Score]) -> dict[str, dict[str, list[Score]]]:
    """The scores by type, by status, and by every slice that their cases name; values sorted."""
    found: dict[str, dict[str, list[Score]]] = {}
    for score in scores:
        for name, value in ((TYPE, score.type), (STATUS, score.status), *score.slices):
            found.setdefault(name, {}).setdefault(value, []).append(score)
    return {name: dict(sorted(parts.items())) for name, parts in found.items()}


def _right_of(parts: Mapping[str, Sequence[Score]]) -> dict[str, list[int]]:
    return {value: [sum(score.right for score in part), len(part)] for value, part in parts.items()}


def confidence_of(answer: Row) -> float | None:
    """The confidence that an answer carries, 0 to 1; None where it carries none."""
    value = answer.get("confidence")
    return min(max(float(value), 0.0), 1.0) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _confidence(scores: Sequence[Score], answers: Mapping[str, Row]) -> Row:
    """Risk-coverage over all cases, refused ones last and, if forced, wrong; answers without a confidence count as equally sure.

    So a refusal never improves the area, and runs that refuse differently stay comparable.
    """
    outcomes, sure = [], []
    for score in scores:
        given, confidence = score.status in GIVEN, confidence_of(answers.get(score.id, {}))
        outcomes.append(((1.0 if confidence is None else confidence) if given else -1.0, not (given and score.right)))
        if given and confidence is not None:
            sure.append((confidence, score.right))
    curve, bins = risk_coverage(outcomes), calibration(sure)
    answered = sum(score.status in GIVEN for score in scores)
    return {
        "risk_area": _rounded(area(curve)),
        "risk_coverage": {"answered": answered, "points": [[round(p.coverage, 4), round(p.risk, 4)] for p in _thinned(curve, answered)]},
        "calibration_error": _rounded(calibration_error(bins)),
        "calibration": [asdict(b) for b in bins],
    }


def _thinned(curve: Sequence[Point], answered: int, most: int = 200) -> list[Point]:
    """At most about `most` points of a long curve, its ends and the operating point among them."""
    step = max(1, len(curve) // most)
    kept = {*range(0, len(curve), step), answered - 1, len(curve) - 1}
    return [curve[i] for i in sorted(kept) if 0 <= i < len(curve)]


def latency(times: Sequence[float]) -> dict[str, float] | None:
    """Mean, median, 90th and 95th percentile and maximum of milliseconds (nearest rank); None without any."""
    if not times:
        return None
    ordered = sorted(times)
    ranks = {"p50": 50, "p90": 90, "p95": 95, "max": 100}
    found = {name: ordered[max(0, -(-len(ordered) * percent // 100) - 1)] for name, percent in ranks.items()}
    return {"mean": round(sum(ordered) / len(ordered), 2), **{name: round(value, 2) for name, value in found.items()}}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
