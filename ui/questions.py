"""A file of questions, or of earlier turns → what `ask` takes. A bad line keeps its place and says what is wrong with it."""

import gzip
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableDocument
from ui.wording import os_fault

Turns = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One line. `fault` says why it cannot be asked; the other fields then hold what could be read. `id` is as the file has it."""

    line: int
    id: Any = None
    question: str = ""
    history: Turns | None = None
    as_of: str | None = None
    question_date: str | None = None
    fault: str | None = None


def load_questions(path: Path) -> list[Question]:
    """All lines that are not blank, in order. Raises UnreadableDocument for a file that cannot be read or holds no line."""
    data = _bytes(path)
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    questions = [_question(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    if not questions:
        raise UnreadableDocument(f'{path}：没有问题，请一行写一个 {{"id", "question"}}')
    return questions


def load_history(path: Path) -> Turns:
    """The turns in a file that holds one JSON list. Raises UnreadableDocument naming the file."""
    try:
        return _turns(json.loads(_bytes(path).decode("utf-8-sig")))
    except (ValueError, RecursionError) as exc:
        raise UnreadableDocument(f'{path}：应为一个 JSON 列表 [{{"q": "…", "a": "…"}}]，请改正') from exc


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix.lower() == ".gz" else data
    except (EOFError, zlib.error, gzip.BadGzipFile) as exc:
        raise UnreadableDocument(f"{path}：gzip 压缩数据已损坏或不完整，请重新获取文件") from exc
    except OSError as exc:
        raise UnreadableDocument(f"{path}：无法读取（{os_fault(exc)}），请检查路径和权限") from exc


def _question(line: bytes, number: int) -> Question:
    try:
        record = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return Question(number, fault="不是一行 UTF-8 的 JSON，请改正这一行")
    if not isinstance(record, dict):
        return Question(number, fault='不是 JSON 对象，应写成 {"id": "…", "question": "…"}')
    text = record.get("question")
    if not isinstance(text, str):
        return Question(number, record.get("id"), fault='缺少 "question"，请补上问题')
    try:
        dates = {key: _date(record, key) for key in ("as_of", "question_date")}
        history = _turns(record["history"]) if record.get("history") is not None else None
    except ValueError as exc:
        return Question(number, record.get("id"), text, fault=str(exc))
    return Question(number, record.get("id"), text, history, **dates)


def _date(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{key}" 应为文字，如 "2014-04-04"')
    return value or None


def _turns(value: Any) -> Turns:
    """Raises ValueError unless it is a list of {"q", "a"}; other keys are dropped."""
    turns = value if isinstance(value, list) else [None]
    if not all(isinstance(t, dict) and isinstance(t.get("q"), str) and isinstance(t.get("a"), str) for t in turns):
        raise ValueError('"history" 应为 [{"q": "…", "a": "…"}]')
    return [{"q": t["q"], "a": t["a"]} for t in value]
