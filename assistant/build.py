"""The one place that wires objects: a store, an embedder, a searcher and a chain become a PolicyAssistant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.asking.parts import parts_of
from assistant.asking.question import understand
from assistant.chain import Inquiry, Work, extractive_chain
from assistant.explain import Explanation, explained
from assistant.model import REFUSED, Answer
from assistant.reading.confidence import Confidence
from assistant.reading.ranker import Ranker
from assistant.reading.reader import Reader
from assistant.reading.span_network import SpanNetwork
from assistant.reading.span_reader import SpanReader
from assistant.retrieve import retrieve
from assistant.writing.llm import ChatAnswerer, told
from index.build import FileResult, Progress, ingest_files, remove_documents
from index.embed import BUILTIN, Embedder, StaticModel, open_embedder
from index.errors import IndexMissing
from index.model import Hit
from index.search import PER_PIECE, Searcher, Window
from index.store import Store
from ingest.dates import earliest, latest, parse_date
from ingest.errors import BadUsage
from ingest.read import find_files

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

MAX_QUESTION = 2000  # characters; longer is not a question but a document


class PolicyAssistant:
    """Answers questions from the texts in one store. Open it with `PolicyAssistant.open`; it is a context manager."""

    def __init__(self, store: Store, *, embedder_name: str | None = None) -> None:
        self._store = store
        self._embedder_name = embedder_name
        self._embedder_opened: Embedder | None = None
        self._searcher_opened: Searcher | None = None
        self._reader_opened: Reader | None = None

    @classmethod
    def open(cls, store: str | Path, *, embedder: str | None = None, create: bool = True) -> "PolicyAssistant":
        """The assistant over the store in a folder, made there if need be and `create` allows it; raises IndexMissing otherwise.

        `embedder` is a local path or hub name for a new store; the store remembers it. Raises ModelUnavailable if it cannot be loaded.
        """
        return cls(Store.open(Path(store).expanduser(), create=create), embedder_name=embedder)

    def __enter__(self) -> "PolicyAssistant":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the store."""
        self._store.close()

    @property
    def store_version(self) -> str:
        """Names the state of the store that answers come from; every change of its content gives another."""
        return self._store.meta("version") or ""

    @property
    def embedder(self) -> Embedder:
        """The embedding model of the store: the one it was made with, else the one asked for, else the built-in."""
        if self._embedder_opened is None:
            self._embedder_opened = open_embedder(self._embedder_name or self._store.meta("embedder"))
        return self._embedder_opened

    def ingest(self, paths: Sequence[str | Path], *, progress: Progress | None = None) -> list[FileResult]:
        """Adds or refreshes files and folders; one result a file, failed ones with their reason. Raises IndexMismatch for another embedder."""
        return list(self.ingesting(paths, progress=progress))

    def ingesting(self, paths: Sequence[str | Path], *, progress: Progress | None = None) -> Iterator[FileResult]:
        """As `ingest`, but each result comes as soon as its file is safely in the store."""
        missing = [Path(p) for p in paths if not Path(p).exists()]
        for path in missing:
            yield FileResult(str(path), "failed", error=f"{path}：没有这个文件或文件夹，请检查路径")
        files = find_files([Path(p) for p in paths if Path(p) not in missing])
        yield from ingest_files(self._store, self.embedder, files, progress=progress)

    def remove(self, document_ids: Sequence[str]) -> None:
        """Removes documents; raises BadUsage naming an id that the store does not hold, and then removes none."""
        for document_id in document_ids:
            if not self._store.has_document(document_id):
                raise IndexMissing(f"{document_id}：资料库中没有这个文档，请用 policyqa docs 查看文档编号")
        remove_documents(self._store, self.embedder, document_ids)

    def documents(self) -> list[dict[str, Any]]:
        """One dictionary a document, as `docs --json` prints it."""
        return self._store.summaries()

    def document_text(self, document_id: str) -> str:
        """The source text of a document, which the offsets of citations count in; raises KeyError for an unknown id."""
        return self._store.document_text(document_id)

    def search(
        self,
        query: str,
        *,
        k: int = 5,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        question_date: str | None = None,
    ) -> list[Hit]:
        """At most k hits, best first: the retrieval that `ask` uses. Raises IndexMissing on an empty store, BadUsage on an impossible date."""
        today = _today(question_date)
        question = understand(_checked_question(query), today=today)
        window, parts = _window(since, until, as_of), parts_of(question, today=today)
        return retrieve(question, parts, self._searcher(), k=k, window=window, per_piece=PER_PIECE, today=today)[:k]

    def ask(
        self,
        question: str,
        *,
        history: Sequence[dict[str, str]] | None = None,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        question_date: str | None = None,
        llm: str | None = None,
    ) -> Answer:
        """The answer, or a typed refusal. `history` is earlier turns as {"q", "a"}; `question_date` is today for words like 今年;
        `llm` names the chat model that words the answer (None: the texts' own sentences).

        Raises BadUsage for an empty or endless question or an impossible date, IndexMissing on an empty store, ChatModelError for a
        chat model that the user must see to.
        """
        answer, _ = self._answered(_inquiry(question, history, _window(since, until, as_of), question_date))
        return answer if llm is None else ChatAnswerer(llm, self._searcher(), self._store).answer(answer)

    def explain(
        self,
        question: str,
        *,
        history: Sequence[dict[str, str]] | None = None,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        question_date: str | None = None,
        llm: str | None = None,
    ) -> Explanation:
        """The answer that `ask` gives, with how the question was understood and which sentences were weighed; raises what `ask` raises."""
        answer, work = self._answered(_inquiry(question, history, _window(since, until, as_of), question_date))
        explanation = explained(answer, work, self._reader(), idf=self._searcher().idf, library=self._store)
        if llm is None:
            return explanation
        return replace(explanation, answer=ChatAnswerer(llm, self._searcher(), self._store).answer(answer))

    def stream(
        self,
        question: str,
        *,
        history: Sequence[dict[str, str]] | None = None,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        question_date: str | None = None,
        llm: str | None = None,
    ) -> Iterator[str | Answer]:
        """As `ask`, but the text comes statement by statement, and the finished Answer last. The Answer counts: a chat model's reply
        that proves weak at its end is replaced by the texts' own sentences, whatever was streamed."""
        answer = self.ask(question, history=history, as_of=as_of, since=since, until=until, question_date=question_date)
        yield from told(answer) if llm is None else ChatAnswerer(llm, self._searcher(), self._store).stream(answer)

    def as_retriever(self, *, k: int = 5, since: str | None = None, until: str | None = None, as_of: str | None = None) -> "BaseRetriever":
        """A LangChain retriever over the store, giving at most k documents; raises BadUsage on an impossible date."""
        from assistant.retriever import PolicyRetriever  # not at the top: it takes a third of a second that answering must not pay

        _window(since, until, as_of)
        return PolicyRetriever(find=lambda query, count: self.search(query, k=count, since=since, until=until, as_of=as_of), k=k)

    def _answered(self, inquiry: Inquiry) -> tuple[Answer, Work]:
        """The answer in the texts' own sentences, and the work that led to it."""
        chain = extractive_chain(self._searcher(), self._store, self._reader())
        answer, work = chain.invoke(inquiry)
        if answer.status in REFUSED and answer.resolved_question != inquiry.question:
            alone = chain.invoke(replace(inquiry, history=()))  # perhaps it did not lean on the conversation after all
            if alone[0].status not in REFUSED:
                return alone
        return answer, work

    def _reader(self) -> Reader:
        """The reader, opened at the first question."""
        if self._reader_opened is None:
            model = StaticModel(BUILTIN)
            self._reader_opened = Reader(model, Ranker.load(), SpanReader(model, SpanNetwork.load()), Confidence.load())
        return self._reader_opened

    def _searcher(self) -> Searcher:
        """A searcher over the newest published state, kept until another process or call publishes the next."""
        if self._searcher_opened is None or self._searcher_opened.generation != self._store.generation:
            if not self._store.generation or not self._store.document_ids():
                raise IndexMissing(f"{self._store.folder}：资料库是空的，请先运行 policyqa ingest 导入文件")
            self._searcher_opened = Searcher(self._store, self.embedder)
        return self._searcher_opened


def _checked_question(question: str) -> str:
    text = question.strip()
    if not text:
        raise BadUsage("问题是空的，请写出要问的内容")
    if len(text) > MAX_QUESTION:
        raise BadUsage(f"问题有 {len(text)} 个字，超过 {MAX_QUESTION} 字的上限，请缩短问题")
    return text


def _inquiry(question: str, history: Sequence[dict[str, str]] | None, window: Window, question_date: str | None) -> Inquiry:
    return Inquiry(_checked_question(question), _today(question_date), window, tuple(history or ()))


def _today(question_date: str | None) -> str:
    """The day (ISO) from which 今年 and 五年前 are counted."""
    return str(latest(parse_date(question_date, name="question_date"))) if question_date else str(date.today())


def _window(since: str | None, until: str | None, as_of: str | None) -> Window:
    values = {
        name: parse_date(value, name=name) if value else None for name, value in (("since", since), ("until", until), ("as_of", as_of))
    }
    if values["since"] and values["until"] and earliest(values["since"]) > latest(values["until"]):
        raise BadUsage(f"起始日期 {since} 晚于截止日期 {until}，请调换")
    return Window(values["since"], values["until"], values["as_of"])
