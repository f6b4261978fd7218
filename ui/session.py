"""What one run of the command line works on: the store and the model that were asked for. Commands get it as `ctx.obj`."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # importing these takes half a second, which `--help` must not pay
    from assistant import Answer, PolicyAssistant
    from index.model import Hit

STORE_VARIABLE = "POLICYQA_STORE"
MODEL_VARIABLE = "POLICYQA_LLM_MODEL"


def default_store() -> Path:
    """The store of POLICYQA_STORE, else the one in the user's data directory."""
    if named := os.environ.get(STORE_VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_data_dir

    return Path(user_data_dir("policyqa", appauthor=False)) / "store"


@dataclass(slots=True)
class Session:
    """`chosen_store` and `chosen_llm` are the options --store and --llm; None leaves the choice to the environment."""

    chosen_store: Path | None = None
    chosen_llm: str | None = None
    _opened: "PolicyAssistant | None" = field(default=None, repr=False)

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.chosen_store.expanduser() if self.chosen_store else default_store()

    @property
    def llm(self) -> str | None:
        """The chat model's name; None (also for `none`) means answering with the texts' own sentences."""
        name = (self.chosen_llm if self.chosen_llm is not None else os.environ.get(MODEL_VARIABLE, "")).strip()
        return None if name.lower() in ("", "none") else name

    @property
    def model(self) -> str:
        """What answers, as an answer names it."""
        return self.llm or "extractive"

    @property
    def llm_arguments(self) -> dict[str, Any]:
        """The arguments of `PolicyAssistant.ask` that name the chat model, if there is one."""
        return {"llm": self.llm} if self.llm else {}

    def assistant(self, *, create: bool = False, embedder: str | None = None) -> "PolicyAssistant":
        """The assistant over the store, opened once; raises IndexMissing where there is no store and `create` is false."""
        if self._opened is None:
            from assistant import PolicyAssistant

            self._opened = PolicyAssistant.open(self.store, embedder=embedder, create=create)
        return self._opened

    def close(self) -> None:
        """Closes the store if it was opened."""
        if self._opened is not None:
            self._opened.close()

    def open_assistant(self) -> "WithModel":
        """What `policyqa eval` measures: the assistant, asked with the chosen model."""
        return WithModel(self.assistant(), self.llm_arguments)

    def text_of(self, document_id: str) -> str | None:
        """The decoded text of a document, None where the store does not hold it."""
        try:
            return self.assistant().document_text(document_id)
        except KeyError:
            return None

    def texts(self) -> Mapping[str, str]:
        """The texts of all documents by source file."""
        assistant = self.assistant()
        return {d["source_file"]: assistant.document_text(d["document_id"]) for d in assistant.documents()}


@dataclass(frozen=True, slots=True)
class WithModel:
    """An assistant whose questions all go to one model."""

    _assistant: "PolicyAssistant"
    _arguments: dict[str, Any]

    @property
    def store_version(self) -> str:
        """Changes when the store's content does."""
        return self._assistant.store_version

    def ask(self, question: str, **options: Any) -> "Answer":
        """The answer, or a refusal."""
        return self._assistant.ask(question, **options, **self._arguments)

    def search(self, query: str, *, k: int = 5, **options: Any) -> "Sequence[Hit]":
        """The best k hits, best first."""
        return self._assistant.search(query, k=k, **options)

    def documents(self) -> list[dict[str, Any]]:
        """One dictionary a document."""
        return self._assistant.documents()

    def document_text(self, document_id: str) -> str:
        """The decoded text of a document; raises KeyError for an unknown id."""
        return self._assistant.document_text(document_id)
