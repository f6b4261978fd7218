"""The nouns of measuring: Case with its gold, Dataset, Score, RunInfo, and what an assistant must offer to be measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from assistant.model import Answer
from index.model import Hit

TYPES = (
    "number",
    "date",
    "fact",
    "list",
    "policy",
    "temporal",
    "compare",
    "asof",
    "multi_doc",
    "paraphrase",
    "followup",
    "unanswerable",
    "false_premise",
)

Row = dict[str, Any]
"""One JSON object of answers.jsonl, hits.jsonl or scores.jsonl, as the contract describes it."""


class Assistant(Protocol):
    """What is measured. `PolicyAssistant` offers it; tests use a scripted one."""

    @property
    def store_version(self) -> str:
        """Changes when the store's content does."""

    def ask(
        self,
        question: str,
        *,
        history: Any = None,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        question_date: str | None = None,
    ) -> Answer:
        """The answer, or a refusal."""

    def search(
        self, query: str, *, k: int = 5, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> Sequence[Hit]:
        """The best k hits, best first."""

    def documents(self) -> list[dict[str, Any]]:
        """One dictionary a document, with document_id, source_id and source_file."""

    def document_text(self, document_id: str) -> str:
        """The decoded text of a document; raises KeyError for an unknown id."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation with its answer."""

    q: str
    a: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Gold of a policy question. Right when every group of `must` has one alternative in the answer and nothing of `must_not` is.

    `docs` names the sources (leading number of the file, or its name); `docs_mode` is any or all. `dates` are the dates
    a right citation shows; empty means that the piece bears none. `evidence` is verbatim.
    """

    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    docs: tuple[str, ...]
    docs_mode: str
    dates: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """Gold of a reading or ranking question: short answers (any one is right) and graded passages (1 and more is relevant).

    All answers blank means that the text does not answer. `slices` are (name, value) pairs to report by.
    """

    answers: tuple[str, ...]
    relevant: tuple[tuple[str, int], ...]
    slices: tuple[tuple[str, str], ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """The answers that are not blank."""
        return tuple(a for a in self.answers if a.strip())


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its gold and everything that the assistant is told; `line` is its place in the file, where that has lines."""

    id: str
    question: str
    type: str
    gold: Facts | Spans
    history: tuple[Turn, ...] = ()
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    question_date: str | None = None
    line: int | None = None

    @property
    def answerable(self) -> bool:
        """Whether the texts hold an answer."""
        return bool(self.gold.written) if isinstance(self.gold, Spans) else self.type != "unanswerable"


@dataclass(frozen=True, slots=True)
class Gates:
    """The least and the most that figures may be."""

    least: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Cases in the order of the file; ids are unique. `asks` is false for ranking sets, which are only searched."""

    name: str
    path: Path
    format: str
    sha256: str
    cases: tuple[Case, ...]
    gates: Gates = Gates()

    @property
    def asks(self) -> bool:
        """Whether the questions are answered, not only searched."""
        return self.format not in ("beir", "trec")


@dataclass(frozen=True, slots=True)
class Score:
    """One case measured. `values` holds, for every figure in whose mean the case counts, its value; others are absent."""

    id: str
    type: str
    status: str
    values: Mapping[str, float]
    slices: tuple[tuple[str, str], ...] = ()

    @property
    def right(self) -> bool:
        """Whether the answer is right (a refusal, where refusing is right)."""
        return self.values.get("right") == 1

    @property
    def flawed(self) -> bool:
        """Wrong, or right without its source or date."""
        return any(self.values.get(k, 1) != 1 for k in ("right", "cited_source", "cited_date"))


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What was measured with what: enough to repeat the run. `corpus` hashes the ids of all documents, `prompts` their files."""

    dataset: Mapping[str, Any]
    settings: Mapping[str, Any]
    store_version: str
    corpus: str
    model: str
    prompts: str
    versions: Mapping[str, str]
    started: str
    finished: str | None = None
    gates: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    format: int = 1

    @property
    def identity(self) -> dict[str, Any]:
        """The fields in which a run that is taken up again must agree with the one begun."""
        return {
            "dataset.sha256": self.dataset.get("sha256"),
            "dataset.format": self.dataset.get("format"),
            **{f"settings.{k}": v for k, v in self.settings.items()},
            "store_version": self.store_version,
            "corpus": self.corpus,
            "model": self.model,
            "prompts": self.prompts,
            "versions.policyqa": self.versions.get("policyqa"),
        }
