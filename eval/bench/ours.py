"""policyqa as a program uses it: PolicyAssistant over a folder."""

from pathlib import Path

from assistant import PolicyAssistant
from eval.bench.model import BadBench


class Ours:
    """The library with its defaults."""

    packages: tuple[str, ...] = ("faiss-cpu", "jieba", "numpy")

    def ingest(self, documents: Path, folder: Path) -> int:
        """Ingests the file; its number of chunks."""
        with PolicyAssistant.open(folder) as assistant:
            failed = [r.error for r in assistant.ingest([documents]) if r.status == "failed"]
            if failed:
                raise BadBench(str(failed[0]))
            return sum(int(d["chunks"]) for d in assistant.documents())

    def open(self, folder: Path) -> "OursOpened":
        """The assistant over the store."""
        return OursOpened(PolicyAssistant.open(folder, create=False))

    def note(self) -> str:
        """The defaults."""
        return "默认设置；段落至多 360 字，词与向量加权相加"


class OursOpened:
    """A store open for search and, which no other system here does without a language model, for answers."""

    def __init__(self, assistant: PolicyAssistant) -> None:
        self._assistant = assistant

    def search(self, question: str, k: int) -> list[str]:
        """The documents of the hits."""
        return [str(hit.source_id) for hit in self._assistant.search(question, k=k)]

    def ask(self, question: str, day: str | None) -> str:
        """The answer's status."""
        return self._assistant.ask(question, question_date=day).status

    def close(self) -> None:
        """Closes the store."""
        self._assistant.close()
