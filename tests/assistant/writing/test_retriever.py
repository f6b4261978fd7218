"""The store as a LangChain retriever."""

import pytest
from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from assistant import PolicyAssistant
from ingest.errors import BadUsage

QUESTION = "人才公寓共有多少套？"


def test_it_gives_the_hits_of_search_as_documents(assistant: PolicyAssistant) -> None:
    """The retriever gives what search gives, in its order, with the fields of a hit as metadata."""
    retriever = assistant.as_retriever(k=2)
    assert isinstance(retriever, BaseRetriever)
    documents, hits = retriever.invoke(QUESTION), assistant.search(QUESTION, k=2)
    assert [d.id for d in documents] == [h.chunk.id for h in hits]
    assert [d.page_content for d in documents] == [h.chunk.text for h in hits]
    for document, hit in zip(documents, hits, strict=True):
        assert document.metadata.items() >= {k: v for k, v in hit.to_dict().items() if k != "text"}.items()
    assert documents[0].metadata["doc_number"] == "云高管〔2019〕7号"
    assert documents[0].metadata["date"] == "2019-06-01"


def test_it_works_in_a_chain(assistant: PolicyAssistant) -> None:
    """It can be piped into a prompt and a model like any LangChain retriever, also asynchronously and in batches."""

    def together(documents: list[Document]) -> str:
        return "\n".join(d.page_content for d in documents)

    prompt = ChatPromptTemplate.from_messages([("human", "{context}\n\n{question}")])
    seen: list[str] = []

    def note(value: object) -> object:
        seen.append(str(value))
        return value

    context = assistant.as_retriever(k=1) | RunnableLambda(together)
    chain = (
        {"context": context, "question": RunnablePassthrough()}
        | prompt
        | RunnableLambda(note)
        | FakeListChatModel(responses=["420套"])
        | StrOutputParser()
    )
    assert chain.invoke(QUESTION) == "420套"
    assert "人才公寓共有420套" in seen[0]
    assert [len(found) for found in assistant.as_retriever(k=1).batch([QUESTION, "孵化器"])] == [1, 1]


def test_dates_limit_what_it_finds(assistant: PolicyAssistant) -> None:
    """The window of dates is kept: nothing later than `as_of`, nothing undated under `since`."""
    dates = [d.metadata["date"] for d in assistant.as_retriever(k=10, as_of="2020").invoke("云岭高新区")]
    assert "2022-03-05" not in dates
    assert {d.metadata["date"] for d in assistant.as_retriever(k=10, since="2020").invoke("云岭高新区")} == {"2022-03-05"}
    with pytest.raises(BadUsage, match="as_of"):
        assistant.as_retriever(as_of="2020-02-31")
    with pytest.raises(BadUsage, match="问题是空的"):
        assistant.as_retriever().invoke(" ")
