"""LangChain's stock path: RecursiveCharacterTextSplitter, its FAISS store, BM25Retriever with jieba, EnsembleRetriever.

Its packages are named in strings: only the environment of `make bench` holds them, and nothing else here may come to need them.
"""

import json
import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

from eval.bench.model import TOP
from index.embed import open_embedder

CHUNK, OVERLAP = 360, 36  # our chunks' size, and the usual tenth as overlap; the default of 4000 characters holds whole news items
WEIGHTS = [0.5, 0.5]  # EnsembleRetriever's usual halves


def cut(text: str) -> list[str]:
    """jieba's words with its defaults: what the manuals hand to BM25Retriever for Chinese. At module level, so that it can be pickled."""
    words: list[str] = import_module("jieba").lcut(text)
    return words


def embeddings() -> Any:
    """The built-in embedder as a LangChain Embeddings."""
    base: Any = import_module("langchain_core.embeddings").Embeddings
    model = open_embedder()

    class BuiltIn(base):  # type: ignore[misc]  # its base is known at run time only
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = model.embed_texts(texts).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            vector: list[float] = model.embed_query(text).tolist()
            return vector

    return BuiltIn()


class LangChain:
    """FAISS is saved with `save_local`; BM25Retriever has no save, so it is pickled: rebuilding it at every start would be slower."""

    packages: tuple[str, ...] = ("langchain-community", "langchain-classic", "langchain-text-splitters", "rank-bm25", "faiss-cpu", "jieba")

    def ingest(self, documents: Path, folder: Path) -> int:
        """Splits, embeds and indexes; the number of chunks."""
        splitter = import_module("langchain_text_splitters").RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        rows = [json.loads(line) for line in documents.read_text(encoding="utf-8").splitlines()]
        chunks = splitter.create_documents([_text(row) for row in rows], [{"id": row["id"]} for row in rows])
        store = import_module("langchain_community.vectorstores").FAISS.from_documents(chunks, embeddings())
        store.save_local(str(folder))
        words = import_module("langchain_community.retrievers").BM25Retriever.from_documents(chunks, preprocess_func=cut, k=TOP)
        (folder / "bm25.pkl").write_bytes(pickle.dumps(words))
        return len(chunks)

    def open(self, folder: Path) -> "LangChainOpened":
        """Both retrievers, loaded and joined."""
        faiss = import_module("langchain_community.vectorstores").FAISS
        store = faiss.load_local(str(folder), embeddings(), allow_dangerous_deserialization=True)
        words = pickle.loads((folder / "bm25.pkl").read_bytes())  # noqa: S301  # written by this very run
        both = [words, store.as_retriever(search_kwargs={"k": TOP})]
        return LangChainOpened(import_module("langchain_classic.retrievers").EnsembleRetriever(retrievers=both, weights=WEIGHTS))

    def note(self) -> str:
        """Splitter and retrievers."""
        return f"RecursiveCharacterTextSplitter({CHUNK}, {OVERLAP})，FAISS + BM25Retriever(jieba.lcut，pickle 保存)，EnsembleRetriever 各半，同一向量模型"


class LangChainOpened:
    """The ensemble."""

    def __init__(self, retriever: Any) -> None:
        self._retriever = retriever

    def search(self, question: str, k: int) -> list[str]:
        """The documents of the first k hits; each retriever gives TOP."""
        return [hit.metadata["id"] for hit in self._retriever.invoke(question)[:k]]

    def close(self) -> None:
        """Nothing to let go of."""


def _text(row: dict[str, Any]) -> str:
    """Title and text, as our search sees them."""
    return f"{row['title']}\n{row['text']}" if row.get("title") else str(row["text"])
