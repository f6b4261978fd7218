"""What the tests of measuring share: a scripted assistant, a small dataset with its corpus, and the referee's folder."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Answer, Citation
from index.model import Hit
from ingest.model import Chunk, Piece, Sentence

CORPUS = {
    "001_zone.txt": "滨海高新区二〇二一年年报（2022年3月5日）\n"
    "园区共有企业36家，其中高新技术企业6家。\n全年营业总收入为53.2亿元，上年为20.3亿元。\n",
    "002_plan.txt": "滨海高新区创业计划（无日期）\n计划到期末建成孵化器12个，设立创业基金3支。\n由园区管委会负责实施。\n",
}

CASES = [
    {
        "id": "c1",
        "question": "园区有多少家高新技术企业？",
        "type": "number",
        "must": [["6家"]],
        "must_not": [],
        "docs": ["001"],
        "source_date": "2022-03-05",
        "evidence": ["其中高新技术企业6家"],
    },
    {
        "id": "c2",
        "question": "计划由谁实施？",
        "type": "fact",
        "must": [["管委会"]],
        "must_not": [],
        "docs": ["002"],
        "source_date": None,
        "evidence": ["由园区管委会负责实施"],
    },
    {"id": "c3", "question": "园区的出口额是多少？", "type": "unanswerable", "must": [], "must_not": [], "docs": [], "evidence": []},
    {
        "id": "c4",
        "question": "孵化器要建几个，基金设几支？",
        "type": "list",
        "must": [["12个"], ["3支"]],
        "must_not": ["36家"],
        "docs": ["002"],
        "source_date": None,
        "evidence": ["建成孵化器12个，设立创业基金3支"],
    },
]


@pytest.fixture
def shared() -> Path:
    """The folder with the referee and its data; its tests are skipped by name without it, and fail in CI."""
    folder = Path(os.environ.get("POLICYQA_SHARED") or Path(__file__).parents[3] / "shared")
    if not (folder / "qa" / "score.py").exists():
        reason = f"{folder} is missing: the referee's questions and texts are not part of this repository (set POLICYQA_SHARED)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def citation(file: str, quote: str, date: str | None, *, marker: int = 1) -> Citation:
    """A citation of the small corpus, with its true offsets where the quote stands there."""
    start = CORPUS[file].find(quote)
    return Citation(
        marker,
        f"doc-{file[:3]}",
        f"piece-{file[:3]}",
        None,
        file,
        "滨海高新区",
        None,
        None,
        (),
        date,
        None,
        quote,
        start,
        start + len(quote),
        True,
    )


def answer(question: str, text: str, *citations: Citation, status: str = "answered", short: str | None = None) -> Answer:
    """An Answer with the fields that matter to measuring."""
    return Answer(question, question, "2026-01-01", status, text, short_answer=short, citations=citations, store_version="s1")


def hit(rank: int, file: str, text: str) -> Hit:
    """A hit whose chunk is one sentence."""
    piece = Piece(f"piece-{file[:3]}", f"doc-{file[:3]}", None, None, None, None, None, None, None, None, 0, len(text))
    chunk = Chunk(f"chunk-{rank}", piece.document_id, piece.id, (), (Sentence(0, len(text), text),))
    return Hit(rank, 1 / rank, chunk, piece, file, None)


@dataclass
class ScriptedAssistant:
    """Replays answers by question and records what it was asked; a stored exception is raised."""

    replies: dict[str, Answer | BaseException]
    store_version: str = "s1"
    model: str = "extractive"
    asked: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, question: str, **told: Any) -> Answer:
        self.asked.append({"question": question, **told})
        reply = self.replies[question]
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def search(self, query: str, *, k: int = 10, since: str | None = None, until: str | None = None, as_of: str | None = None) -> list[Hit]:
        lines = [(file, line) for file, text in CORPUS.items() for line in text.splitlines()]
        ordered = sorted(lines, key=lambda pair: -len(set(pair[1]) & set(query)))
        return [hit(rank, file, line) for rank, (file, line) in enumerate(ordered[:k], 1)]

    def open_assistant(self) -> "ScriptedAssistant":
        return self

    def documents(self) -> list[dict[str, Any]]:
        return [{"document_id": f"doc-{file[:3]}", "source_id": None, "source_file": file} for file in CORPUS]

    def document_text(self, document_id: str) -> str:
        return {f"doc-{file[:3]}": text for file, text in CORPUS.items()}[document_id]


def right_replies() -> dict[str, Answer | BaseException]:
    """Perfect answers to the small dataset."""
    one, two, three, four = (case["question"] for case in CASES)
    return {
        one: answer(one, "2022年有6家[1]。", citation("001_zone.txt", "其中高新技术企业6家", "2022-03-05"), short="6家"),
        two: answer(two, "由园区管委会实施[1]。", citation("002_plan.txt", "由园区管委会负责实施", None)),
        three: answer(three, "语料中没有出口额。", status="not_in_corpus"),
        four: answer(four, "孵化器12个，基金3支[1]。", citation("002_plan.txt", "建成孵化器12个，设立创业基金3支", None)),
    }


@pytest.fixture
def scripted() -> ScriptedAssistant:
    """An assistant that answers the small dataset perfectly; tests spoil single replies."""
    return ScriptedAssistant(right_replies())


@pytest.fixture
def dataset_file(tmp_path: Path) -> Path:
    """The small dataset on disk."""
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in CASES), encoding="utf-8")
    return path


@pytest.fixture
def make() -> Any:
    """Builders that tests of other files call: answer(...), citation(...)."""

    class Make:
        answer = staticmethod(answer)
        citation = staticmethod(citation)

    return Make
