"""Whether the assistant knows when it knows: risk against coverage, and calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10


@dataclass(frozen=True, slots=True)
class Point:
    """At `coverage` (share of cases answered) the share `risk` of the answers is wrong; both 0 to 1."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Bin:
    """`count` answers of about the same confidence: their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


def risk_coverage(outcomes: Sequence[tuple[float, bool]]) -> list[Point]:
    """The curve of selective answering (El-Yaniv & Wiener 2010), coverage rising; one point a case, n in all.

    `outcomes` are (confidence, wrong). Cases of equal confidence come in no order, so wrong ones among them are spread
    evenly: the expectation over all orders.
    """
    points: list[Point] = []
    covered, wrong = 0, 0.0
    for _, tied in groupby(sorted(outcomes, key=lambda o: -o[0]), key=lambda o: o[0]):
        flags = [flag for _, flag in tied]
        for _ in flags:
            covered += 1
            wrong += sum(flags) / len(flags)
            points.append(Point(covered / len(outcomes), wrong / covered))
    return points


def area(points: Sequence[Point]) -> float | None:
    """AURC, the mean risk over all coverages (Geifman, Uziel & El-Yaniv 2019), 0 to 1, lower is better; None without cases."""
    return sum(p.risk for p in points) / len(points) if points else None


def calibration(answers: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The filled ones of ten bins of equal width over (confidence 0 to 1, right), rising."""
    sorted_in: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in answers:
        sorted_in.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return [Bin(len(b), sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b)) for _, b in sorted(sorted_in.items())]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """ECE, the mean gap between confidence and share right, weighted by count (Guo et al. 2017); 0 to 1, lower is better."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.right) for b in bins) / total if total else None
