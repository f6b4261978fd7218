"""What all tests share: the folder of real texts, the built-in embedder, an empty store, and a small corpus in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.build import FileResult, ingest_files
from index.embed import Embedder, open_embedder
from index.store import Store
from ingest.document import read_document
from ingest.model import Document, Source

Ingest = Callable[..., list[FileResult]]
Read = Callable[..., Document]

CORPUS = {
    "001-年报.txt": "云岭高新区2021年年报\n\n云岭高新区管委会\n2022年3月5日\n\n全区共有企业36家，其中高新技术企业6家。\n全年营业总收入53.2亿元。\n",
    "002-计划.txt": "云岭高新区创业计划\n\n到期末建成孵化器12个，设立创业基金3支。\n本计划由园区管委会组织实施。\n",
    "003-办法.txt": "云岭高新区人才公寓管理办法\n云高管〔2019〕7号\n\n第一条 为了吸引人才，制定本办法。\n第二条 人才公寓共有420套。\n\n"
    "云岭高新区管委会\n2019年6月1日\n",
}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real texts; tests that need it are skipped by name without it, and fail in CI."""
    folder = Path(os.environ.get("POLICYQA_SHARED") or Path(__file__).parents[2] / "shared")
    if not (folder / "corpus").is_dir():
        reason = f"{folder} is missing: the real texts are not part of this repository (set POLICYQA_SHARED)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The built-in embedding model."""
    return open_embedder()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(tmp_path / "store", create=True)
    yield opened
    opened.close()


@pytest.fixture
def ingest(store: Store, embedder: Embedder, tmp_path: Path) -> Ingest:
    """Writes files (name → text or bytes) into one folder and ingests them, in their order, into `store`; gives the results."""

    def run(files: dict[str, str | bytes]) -> list[FileResult]:
        paths = []
        for name, content in files.items():
            path = tmp_path / "files" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return list(ingest_files(store, embedder, paths))

    return run


@pytest.fixture
def filled(store: Store, ingest: Ingest) -> Store:
    """A store with three small documents: a dated report, an undated plan, a numbered notice."""
    ingest(dict(CORPUS))
    return store


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads a text, with whatever else its container states, as a document."""

    def run(text: str, **stated: str) -> Document:
        return read_document(Source(name="made-up.txt", text=text, **stated))  # type: ignore[arg-type]

    return run
