"""What the chat page does, without Streamlit: asks, takes in files, lists documents. One desk serves all visitors of a page."""

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant import PolicyAssistant
from ingest.errors import PolicyQAError
from ui.view import printable

if TYPE_CHECKING:
    from assistant import Answer
    from assistant.explain import Explanation
    from index.build import FileResult

UPLOADS = "uploads"  # inside the store: a file that is uploaded again refreshes its document instead of doubling it
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_STATUS = {"added": "已添加", "updated": "已更新", "unchanged": "没有变化"}


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer and how that came about, or with the one line that says why there is none."""

    question: str
    answer: "Answer | None" = None
    error: str | None = None
    explanation: "Explanation | None" = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, as a line to show; `stored` whether the store holds it, of a .jsonl file at least some lines."""

    ok: bool
    line: str
    stored: bool = False


class Desk:
    """The assistant over one store behind a lock: Streamlit answers every visitor in a thread of its own."""

    def __init__(self, store: Path, arguments: Mapping[str, Any] | None = None) -> None:
        """`arguments` go with every question (the chat model). Raises PolicyQAError for a store that cannot be opened."""
        self._folder = store
        self._assistant = PolicyAssistant.open(store)
        self._arguments = dict(arguments or {})
        self._lock = Lock()
        self._listed: tuple[str, list[dict[str, Any]]] = ("", [])

    def ask(self, question: str, turns: Sequence[Turn], *, as_of: str | None = None) -> Turn:
        """The turn that follows `turns`. An error becomes its line; one that is our bug also leaves its traceback in the log."""
        try:
            with self._lock:
                explanation = self._assistant.explain(question, history=history_of(turns), as_of=as_of, **self._arguments)
        except PolicyQAError as exc:
            return Turn(question, error=printable(str(exc)))
        except Exception:  # the page goes on: a visitor can ask something else
            logging.getLogger(__name__).exception("asking failed: %r", question)
            return Turn(question, error="程序内部出错，这个问题没有答成；详细信息在运行 policyqa ui 的窗口里")
        return Turn(question, explanation.answer, explanation=explanation)

    def documents(self) -> list[dict[str, Any]]:
        """One dictionary a document, as `docs --json` prints it; read again when the store has changed."""
        with self._lock:
            if self._listed[0] != self._assistant.store_version:
                self._listed = (self._assistant.store_version, self._assistant.documents())
            return self._listed[1]

    def import_uploads(self, uploads: Iterable[tuple[str, bytes]]) -> list[Outcome]:
        """Takes in files given by name and content; each one's result in order, a bad one costs only itself."""
        folder = self._folder / UPLOADS
        folder.mkdir(parents=True, exist_ok=True)
        return [self._import_upload(folder / safe_name(name), data) for name, data in uploads]

    def import_briefs(self) -> list[Outcome]:
        """Takes in the briefs that come with the program."""
        with as_file(files("ingest").joinpath("briefs")) as folder:
            return self._import([folder])

    def _import_upload(self, path: Path, data: bytes) -> Outcome:
        path.write_bytes(data)
        outcome = self._import([path])[0]
        if not outcome.stored:
            path.unlink(missing_ok=True)
        return outcome

    def _import(self, paths: Sequence[Path]) -> list[Outcome]:
        try:
            with self._lock:
                return [_outcome(result) for result in self._assistant.ingest(paths)]
        except PolicyQAError as exc:
            return [Outcome(False, printable(str(exc)))]


def history_of(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """Earlier turns as `ask` takes them. A refusal's text is left out: it names what is near, not what was talked about."""
    return [{"q": t.question, "a": t.answer.text if t.answer.citations else ""} for t in turns if t.answer]


def safe_name(name: str) -> str:
    """A browser's file name fit for a folder of ours: `../../通知.txt` → `通知.txt`; its suffix stays."""
    last = re.split(r"[/\\]", name)[-1]
    clean = _FORBIDDEN.sub("_", last).strip(" .") or "未命名"
    stem, dot, suffix = clean.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:10]}" if stem else clean[:80]


def _outcome(result: "FileResult") -> Outcome:
    name = printable(Path(result.file).name)
    if result.status == "failed":
        return Outcome(False, printable(result.error or name))
    several = f"，{len(result.document_ids)} 个文档" if len(result.document_ids) > 1 else ""
    done = f"{name}：{_STATUS.get(result.status, result.status)}{several}"
    return Outcome(False, f"{done}。{printable(result.error)}", stored=True) if result.error else Outcome(True, done, stored=True)
