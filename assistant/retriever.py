"""The store as a LangChain retriever, for use in any LangChain program. Imported only when one is asked for."""

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.model import Hit


class PolicyRetriever(BaseRetriever):
    """Hits as LangChain documents, best first: `page_content` is the chunk's text, `metadata` where it stands and its score.

    `find` is the search of an assistant with its window of dates; what it raises comes through (BadUsage, IndexMissing).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    find: Callable[[str, int], list[Hit]] = Field(exclude=True, repr=False)
    k: int = Field(ge=1)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [document_of(hit) for hit in self.find(query, self.k)]


def document_of(hit: Hit) -> Document:
    """A hit as a LangChain document: the fields of a hit, and the issuer, number, kind of date and place in the document's text."""
    metadata: dict[str, Any] = {name: value for name, value in hit.to_dict().items() if name != "text"}
    piece, chunk = hit.piece, hit.chunk
    metadata |= {
        "issuer": piece.issuer,
        "doc_number": piece.doc_number,
        "date_kind": piece.date_kind,
        "start": chunk.start,
        "end": chunk.end,
    }
    return Document(id=chunk.id, page_content=chunk.text, metadata=metadata)
