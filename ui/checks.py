"""What `policyqa doctor` looks at, without network: Python, packages, the built-in model, the store, the chat model's settings."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module, metadata
from importlib.util import find_spec
from urllib.parse import urlsplit

from ingest.errors import PolicyQAError
from ui.group import one_line
from ui.session import Session

PACKAGES = {
    "click": "click",
    "numpy": "numpy",
    "faiss-cpu": "faiss",
    "jieba": "jieba",
    "tokenizers": "tokenizers",
    "safetensors": "safetensors",
    "langchain": "langchain",
    "langchain-core": "langchain_core",
    "langchain-openai": "langchain_openai",
    "pypdfium2": "pypdfium2",
    "python-docx": "docx",
    "beautifulsoup4": "bs4",
    "lxml": "lxml",
    "streamlit": "streamlit",
}
HEAVY = {"sentence-transformers": "sentence_transformers", "torch": "torch"}  # seconds to import; only needed for other models


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; where it is not ok, `detail` says what to do."""

    name: str
    ok: bool
    detail: str


def all_checks(session: Session) -> Iterator[Check]:
    """Every check, in the order in which faults are best mended."""
    yield _python()
    for name, module in PACKAGES.items():
        yield _package(name, module, load=True)
    for name, module in HEAVY.items():
        yield _package(name, module, load=False)
    yield _builtin_model()
    yield _store(session)
    yield _chat_model(session)


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    enough = tuple(sys.version_info) >= (3, 11)
    return Check("Python", enough, version if enough else f"{version}，需要 3.11 或更新的版本，请重新安装")


def _package(name: str, module: str, *, load: bool) -> Check:
    try:
        if load:
            import_module(module)
        elif find_spec(module) is None:
            raise ImportError("没有安装")
        return Check(name, True, metadata.version(name))
    except Exception as exc:  # noqa: BLE001 - a broken package can raise anything when imported
        return Check(name, False, f"不能使用（{one_line(str(exc))[:120]}），请重新安装：pip install {name}，或 make install")


def _builtin_model() -> Check:
    from index.embed import open_embedder

    try:
        model = open_embedder("builtin")
        known = bool(model.embed_query("国家高新技术产业开发区").any())
    except PolicyQAError as exc:
        return Check("内置向量模型", False, str(exc))
    return Check("内置向量模型", known, f"{model.dim} 维" if known else "读到了，但不能用，请重新安装 policyqa")


def _store(session: Session) -> Check:
    """Opens the store and both its indexes, and compares their sizes with the rows."""
    from index.generation import Generation, folder_of
    from index.store import Store

    name = f"资料库 {session.store}"
    try:
        store = Store.open(session.store)
        documents, chunks, generation = len(store.document_ids()), sum(1 for _ in store.all_chunks()), store.generation
        embedder = store.meta("embedder")
        if not documents:
            return Check(name, False, "是空的，请用 policyqa ingest 导入文件")
        indexes = Generation.load(folder_of(store.folder, generation))
    except PolicyQAError as exc:
        return Check(name, False, one_line(str(exc)))
    except (sqlite3.Error, ValueError) as exc:
        return Check(name, False, f"已损坏（{exc}），请换一个 --store 重新导入")
    sizes = f"{documents} 个文档，{chunks} 段，向量模型 {embedder}，第 {generation} 版"
    if not chunks == len(indexes.lexical) == len(indexes.vectors):
        words, vectors = len(indexes.lexical), len(indexes.vectors)
        return Check(name, False, f"{sizes}；索引与资料不一致（词 {words}，向量 {vectors}），请换一个 --store 重新导入")
    return Check(name, True, f"{sizes}，词索引和向量索引完好")


def _chat_model(session: Session) -> Check:
    """The settings only: no request is made, and the key is never shown."""
    if session.llm is None:
        return Check("大模型", True, "未启用，用原文句子作答；启用：设置 POLICYQA_LLM_MODEL、POLICYQA_LLM_BASE_URL、POLICYQA_LLM_API_KEY")
    address = os.environ.get("POLICYQA_LLM_BASE_URL", "")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Check("大模型", False, f"{session.llm}：请把 POLICYQA_LLM_BASE_URL 设为服务地址，如 http://127.0.0.1:8000/v1")
    key = "已设置密钥" if os.environ.get("POLICYQA_LLM_API_KEY") else "未设置密钥 POLICYQA_LLM_API_KEY（本机服务一般不需要）"
    place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"  # without a user name or password
    return Check("大模型", True, f"{session.llm}，{place}，{key}")
