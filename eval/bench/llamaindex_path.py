"""llama-index's default: SentenceSplitter, VectorStoreIndex in its own SimpleVectorStore, its retriever. Packages are named in strings."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from eval.bench.model import TOP
from index.embed import open_embedder


def _embedding() -> Any:
    """The built-in embedder as llama-index's BaseEmbedding."""
    base: Any = import_module("llama_index.core.embeddings").BaseEmbedding
    model = open_embedder()

    class BuiltIn(base):  # type: ignore[misc]  # its base is known at run time only
        def _get_query_embedding(self, query: str) -> list[float]:
            vector: list[float] = model.embed_query(query).tolist()
            return vector

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = model.embed_texts(texts).tolist()
            return vectors

    return BuiltIn(model_name="builtin", embed_batch_size=256)


class LlamaIndex:
    """Defaults throughout, but for the embedder."""

    packages: tuple[str, ...] = ("llama-index-core",)

    def ingest(self, documents: Path, folder: Path) -> int:
        """Builds and persists the index; the number of its nodes."""
        core = import_module("llama_index.core")
        rows = [json.loads(line) for line in documents.read_text(encoding="utf-8").splitlines()]
        texts = [core.Document(text="\n".join(filter(None, (r.get("title"), r["text"]))), doc_id=r["id"]) for r in rows]
        index = core.VectorStoreIndex.from_documents(texts, embed_model=_embedding())
        index.storage_context.persist(persist_dir=str(folder))
        return len(index.docstore.docs)

    def open(self, folder: Path) -> "LlamaIndexOpened":
        """The index loaded from its folder."""
        core = import_module("llama_index.core")
        context = core.StorageContext.from_defaults(persist_dir=str(folder))
        index = core.load_index_from_storage(context, embed_model=_embedding())
        return LlamaIndexOpened(index.as_retriever(similarity_top_k=TOP))

    def note(self) -> str:
        """Splitter and store."""
        return "SentenceSplitter 默认（1024 token，重叠 200），VectorStoreIndex 默认内存向量库，同一向量模型"


class LlamaIndexOpened:
    """The default retriever."""

    def __init__(self, retriever: Any) -> None:
        self._retriever = retriever

    def search(self, question: str, k: int) -> list[str]:
        """The documents of the k best nodes."""
        return [str(hit.node.ref_doc_id) for hit in self._retriever.retrieve(question)[:k]]

    def close(self) -> None:
        """Nothing to let go of."""
