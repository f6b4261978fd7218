"""Whether a run is good enough: figures against the least and the most they may be."""

from collections.abc import Mapping
from dataclasses import dataclass

from eval.errors import BelowGate
from eval.model import Gates, Row


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure beyond its limit; `value` None means that the run does not have it."""

    name: str
    value: float | None
    limit: float
    at_least: bool

    def __str__(self) -> str:
        shown = "没有这个指标" if self.value is None else f"{self.value:g}"
        return f"{self.name} {shown}（要求{'不低于' if self.at_least else '不高于'} {self.limit:g}）"


def shortfalls(metrics: Row, gates: Gates) -> list[Shortfall]:
    """The figures that miss their limits, in the order of the table; a figure that the run lacks misses it."""
    return [*_missed(metrics, gates.least, at_least=True), *_missed(metrics, gates.most, at_least=False)]


def check_gates(metrics: Row, gates: Gates) -> None:
    """Raises BelowGate naming all shortfalls."""
    missed = shortfalls(metrics, gates)
    if missed:
        raise BelowGate(f"未达标 {len(missed)} 项：" + "；".join(map(str, missed)))


def _missed(metrics: Row, limits: Mapping[str, float], *, at_least: bool) -> list[Shortfall]:
    missed = []
    for name, limit in limits.items():
        value = metrics.get(name)
        number = float(value) if isinstance(value, int | float) else None
        if number is None or (number < limit if at_least else number > limit):
            missed.append(Shortfall(name, number, limit, at_least))
    return missed
