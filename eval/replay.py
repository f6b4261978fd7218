"""Asking recorded answers again: on the same version of a store the same question gives the same bytes, or something is wrong."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.asking.history import leans
from assistant.model import GIVEN, REFUSED, Answer
from eval.errors import BadDataset, BadRun
from eval.jsonl import read_objects
from eval.model import Assistant, Row
from ingest.errors import PolicyQAError

BESIDE = ("timings_ms", "explanation", "confidence")  # what differs from run to run, and what is told beside the answer
SENTENCES = "extractive"  # the model's name of an answer in the texts' own sentences; a chat model need not say the same twice
Turns = Sequence[Mapping[str, str]]
Histories = Mapping[tuple[str, str], Turns | None]
"""The turns before a question, by `key_of` its line."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of an answer as it was recorded and as it is now, both as JSON; `now` is "" for a field that there is no more."""

    field: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """A recorded answer asked again: `skipped` is why it was not ("model" or "error"), `fault` why it could not be; `alone` whether its
    resolved question was asked because the turns before it are not known."""

    line: int
    id: Any
    differences: tuple[Difference, ...] = ()
    skipped: str | None = None
    fault: str | None = None
    alone: bool = False

    @property
    def same(self) -> bool:
        """Whether it was asked again and came out the same."""
        return not (self.differences or self.skipped or self.fault)


def load_answers(path: Path) -> list[tuple[int, Row]]:
    """The answers of a file with their line numbers. Raises BadDataset for a line that is no answer, and for a file without any."""
    rows = list(read_objects(path))
    for number, row in rows:
        if row.get("status") == "error":
            continue
        for name in ("question", "resolved_question", "question_date", "status", "model", "store_version"):
            if not isinstance(row.get(name), str):
                raise BadDataset.at(path, number, name, "应为文字；这里要的是 policyqa ask 写出的回答")
        if row["status"] not in (*GIVEN, *REFUSED):
            raise BadDataset.at(path, number, "status", f"没有 {row['status']} 这种状态")
        if not isinstance(row.get("filters"), dict):
            raise BadDataset.at(path, number, "filters", "应为一个 JSON 对象")
    if not rows:
        raise BadDataset(f"{path}：没有回答，请检查文件")
    return rows


def check_version(rows: Iterable[tuple[int, Row]], here: str) -> None:
    """Raises BadRun naming both versions where an answer comes from another version of the store than the one here."""
    for number, row in rows:
        if not _skipped(row) and row["store_version"] != here:
            raise BadRun(f"第 {number} 行的回答出自资料库版本 {row['store_version']}，这里是 {here}：请用 --store 指明当时的资料库")


def key_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """What a question and its answer share: the id as JSON, and the question's words."""
    return json.dumps(row.get("id"), ensure_ascii=False), str(row.get("question")).strip()


def replay(rows: Iterable[tuple[int, Row]], assistant: Assistant, histories: Histories | None = None) -> Iterator[Replayed]:
    """Every answer asked again, in order. Without `histories` a follow-up is asked by its resolved question, on which alone the answer
    rests; that it was resolved right is then not looked at."""
    for number, row in rows:
        if reason := _skipped(row):
            yield Replayed(number, row.get("id"), skipped=reason)
            continue
        try:
            yield _again(number, row, assistant, histories)
        except PolicyQAError as exc:
            yield Replayed(number, row.get("id"), fault=str(exc))


def _skipped(row: Row) -> str | None:
    if row.get("status") == "error":
        return "error"
    return None if row["model"] == SENTENCES else "model"


def _again(number: int, row: Row, assistant: Assistant, histories: Histories | None) -> Replayed:
    if histories is not None and key_of(row) not in histories:
        return Replayed(number, row.get("id"), fault="问题文件里没有这一题")
    answer = _ask(assistant, row, row["question"], histories[key_of(row)] if histories else None)
    followed = answer.resolved_question != row["resolved_question"] and leans(row["question"], today=answer.question_date)
    if histories is not None or not followed:
        return Replayed(number, row.get("id"), _differences(row, answer.to_dict()))
    now = _ask(assistant, row, row["resolved_question"], None).to_dict() | {"question": row["question"]}
    return Replayed(number, row.get("id"), _differences(row, now), alone=True)


def _ask(assistant: Assistant, row: Row, question: str, history: Turns | None) -> Answer:
    filters = row["filters"]
    dates = {"as_of": row.get("as_of"), "since": filters.get("since"), "until": filters.get("until"), "question_date": row["question_date"]}
    return assistant.ask(question, history=history, **dates)


def _differences(row: Row, answer: Row) -> tuple[Difference, ...]:
    """The fields that differ; one called 字段顺序 where only their order does."""
    then = {k: v for k, v in row.items() if k not in BESIDE}
    now = {k: v for k, v in (answer | {"id": row.get("id")}).items() if k not in BESIDE}
    if _json(then) == _json(now):
        return ()
    changed = [k for k in dict.fromkeys([*now, *then]) if k not in then or k not in now or _json(then[k]) != _json(now[k])]
    found = [Difference(k, _json(then[k]) if k in then else "", _json(now[k]) if k in now else "") for k in changed]
    return tuple(found) or (Difference("字段顺序", _json(list(then)), _json(list(now))),)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
