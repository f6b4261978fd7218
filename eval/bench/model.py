"""The nouns of the benchmark: a Query, a System's contract, a Cell (one system at one size) and the errors."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ingest.errors import PolicyQAError

TOP = 10  # hits asked of every system
RECALL_AT = 5  # documents counted
OURS = "policyqa"


class BadBench(PolicyQAError):
    """A benchmark that cannot be run as asked: data missing, an impossible size, a folder of another run."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question with the ids of the documents that hold its answer; `day` is its today where the data set states one."""

    id: str
    question: str
    relevant: tuple[str, ...]
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """What the figures were measured on."""

    cpu: str
    cores: int
    ram_gib: float
    platform: str
    python: str


@dataclass(slots=True)
class Cell:
    """One system at one size. `figures` are absolute (names in `table.FIGURES`), `recall` one value 0..1 a question, in the pool's
    order, as far as the time went; `skipped` says why there are none."""

    system: str
    size: int
    figures: dict[str, float] = field(default_factory=dict)
    recall: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    skipped: str | None = None


class Opened(Protocol):
    """A store that is ready for questions."""

    def search(self, question: str, k: int) -> list[str]:
        """The ids of the documents of the k best hits, best first, a document as often as it was hit."""

    def close(self) -> None:
        """Lets go of the store."""


class System(Protocol):
    """What is measured: texts in, a folder on disk, hits out."""

    packages: tuple[str, ...]

    def ingest(self, documents: Path, folder: Path) -> int:
        """Builds the store in an empty folder from a .jsonl file of documents; returns its number of chunks."""

    def open(self, folder: Path) -> Opened:
        """The store as a fresh process opens it."""

    def note(self) -> str:
        """One line for the table: with which settings."""


def as_row(value: Any) -> dict[str, Any]:
    """The fields of a slotted dataclass by name."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
