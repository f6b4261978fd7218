"""Many questions from a file to a file: in order, one line each, past those that fail, with the time left shown."""

import gzip
import json
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

from ingest.errors import BadUsage, PolicyQAError, UnreadableDocument
from ui.group import one_line
from ui.progress import Progress
from ui.questions import Question, load_questions
from ui.wording import os_fault

Row = dict[str, Any]


def run_batch(
    source: Path,
    out: Path,
    work: Callable[[Question], Row],
    *,
    prepare: Callable[[], None],
    failed: Callable[[Question, str], Row],
) -> int:
    """How many questions failed; each of them has its line in `out` all the same, and one line on stderr.

    Raises UnreadableDocument for files that cannot be read or written, and whatever `prepare` raises, before `out` is touched.
    """
    questions = load_questions(source)
    if out.exists() and out.samefile(source):
        raise BadUsage(f"{out}：--out 与 --batch 是同一个文件，请换一个名字")
    prepare()
    failures = 0
    try:
        with _open(out) as target, Progress(len(questions), "题") as progress:
            for question in questions:
                row, error = _row(question, work, failed)
                if error:
                    failures += 1
                    progress.tell(f"错误：{source} 第 {question.line} 行：{one_line(error)}")
                target.write(json.dumps(row, ensure_ascii=False) + "\n")
                progress.step()
    except OSError as exc:
        raise UnreadableDocument(f"{out}：无法写入（{os_fault(exc)}），请检查路径、权限和磁盘空间") from exc
    progress.tell(f"{len(questions)} 题，失败 {failures}，结果在 {out}")
    return failures


def _row(question: Question, work: Callable[[Question], Row], failed: Callable[[Question, str], Row]) -> tuple[Row, str | None]:
    """The line for a question, and what went wrong."""
    error = question.fault
    if error is None:
        try:
            return work(question), None
        except PolicyQAError as exc:
            error = str(exc)
        except Exception as exc:  # noqa: BLE001 - a bug costs one question, not the other thousands; its traceback is shown
            traceback.print_exc()
            error = f"程序内部错误（{type(exc).__name__}: {exc}）"
    return failed(question, error), error


def _open(out: Path) -> IO[str]:
    """The file for writing, its folder made; `.gz` is packed. Half an emoji in a question is written as its JSON escape."""
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.suffix.lower() == ".gz":
        return cast(IO[str], gzip.open(out, "wt", encoding="utf-8", errors="backslashreplace"))
    return out.open("w", encoding="utf-8", errors="backslashreplace", buffering=1)
