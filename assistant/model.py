"""The nouns of answering: Citation, Computed, Moment and the Answer that carries them."""

from dataclasses import asdict, dataclass, field
from typing import Any

GIVEN = ("answered", "partial", "conflict")
REFUSED = ("not_in_corpus", "expired_only", "out_of_range", "unclear")


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote with its place and its piece: `document.text[start:end] == quote`; `marker` is the n of `[n]` in the answer."""

    marker: int
    document_id: str
    piece_id: str
    source_id: str | None
    source_file: str
    title: str | None
    issuer: str | None
    doc_number: str | None
    section: tuple[str, ...]
    date: str | None
    date_kind: str | None
    quote: str
    start: int
    end: int
    verified: bool


@dataclass(frozen=True, slots=True)
class Computed:
    """A value in the answer that was worked out; `op` is difference, sum, ratio, growth (percent), count, days, months or years.

    `operands` are the figures it was worked out from, as they stand in the quotes.
    """

    value: str
    op: str
    operands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One value of something that changes over time, with the date it holds for and the marker of its citation."""

    value: str
    date: str | None
    marker: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` returns. A refusal (status in REFUSED) has no citations; `nearest` then holds what the texts do have.

    `confidence` (0..1) is how sure the reader was of the weakest sentence that the answer rests on; None for refusals, and for what
    rests on metadata or comparison. It stays out of `to_dict`, whose keys are fixed; the benchmark keeps it beside the answer.
    """

    question: str
    resolved_question: str
    question_date: str
    status: str
    text: str
    short_answer: str | None = None
    citations: tuple[Citation, ...] = ()
    computed: tuple[Computed, ...] = ()
    timeline: tuple[Moment, ...] = ()
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    nearest: tuple[dict[str, Any], ...] = ()
    model: str = "extractive"
    prompt: str | None = None
    store_version: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str | None = None
    confidence: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of `ask --json` and of a line of ANSWERS."""
        return {
            "id": self.id,
            "question": self.question,
            "resolved_question": self.resolved_question,
            "question_date": self.question_date,
            "status": self.status,
            "text": self.text,
            "short_answer": self.short_answer,
            "citations": [{**asdict(c), "section": list(c.section)} for c in self.citations],
            "computed": [{"value": c.value, "op": c.op, "from": list(c.operands)} for c in self.computed],
            "timeline": [asdict(m) for m in self.timeline],
            "as_of": self.as_of,
            "filters": {"since": self.since, "until": self.until},
            "nearest": list(self.nearest),
            "model": self.model,
            "prompt": self.prompt,
            "store_version": self.store_version,
            "timings_ms": self.timings_ms,
        }
