"""Files → store: what is new is read, embedded and indexed, and published in one step; a bad file costs only itself."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Embedder
from index.errors import IndexMismatch
from index.generation import Generation, drop_old, folder_of
from index.lexical import LexicalIndex
from index.search import search_text
from index.store import Store
from index.vectors import VectorIndex
from ingest.document import read_document
from ingest.errors import PolicyQAError, UnreadableDocument
from ingest.model import Chunk, Document
from ingest.read import read_sources, shown_name

BATCH_CHUNKS = 20_000  # published at once: what an interrupted ingest loses at most
FAULTS_NAMED = 20  # bad lines of a file that are told one by one
_INCOMPLETE = "incomplete "  # before the digest of a file with bad lines: it is read, and they are named, every time
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `status` is added, updated, unchanged or failed, `error` says why it failed, or which lines of a .jsonl file
    were left out."""

    file: str
    status: str
    document_ids: tuple[str, ...] = ()
    error: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """A line of `ingest --json`."""
        return {**asdict(self), "document_ids": list(self.document_ids)}


@dataclass(slots=True)
class _Pending:
    """What has been read and not yet published."""

    documents: list[tuple[Document, str]] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    results: list[FileResult] = field(default_factory=list)

    @property
    def chunks(self) -> int:
        return sum(len(d.chunks) for d, _ in self.documents)


def ingest_files(store: Store, embedder: Embedder, files: Sequence[Path], *, progress: Progress | None = None) -> Iterator[FileResult]:
    """One result a file, in order, each after its content is safely in the store. Interrupted, it can be run again: what is done is unchanged.

    Raises IndexMismatch if the store was made with another embedding model.
    """
    check_embedder(store, embedder)
    pending = _Pending()
    for number, path in enumerate(files):
        if progress:
            progress(path.name, number, len(files))
        pending.results.append(_read(store, path, pending))
        if pending.chunks >= BATCH_CHUNKS:
            yield from _publish(store, embedder, pending)
            pending = _Pending()
    yield from _publish(store, embedder, pending)


def remove_documents(store: Store, embedder: Embedder, ids: Sequence[str]) -> None:
    """Removes documents from the store and its indexes in one step; unknown ids must have been refused before."""
    check_embedder(store, embedder)
    list(_publish(store, embedder, _Pending(remove=list(ids))))


def check_embedder(store: Store, embedder: Embedder) -> None:
    """Raises IndexMismatch if the store holds vectors of another model than `embedder`."""
    known = store.meta("embedder_fingerprint")
    if known and known != embedder.fingerprint and store.document_ids():
        raise IndexMismatch(
            f"{store.folder}：资料库由向量模型 {store.meta('embedder')} 建立，与 {embedder.name} 不同，请用 --embedder {store.meta('embedder')}，或换一个 --store 重新导入"
        )


def _digest(path: Path) -> str:
    """The hash of a file's content; "" for a folder, pipe or device, which only the reader may refuse."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(store: Store, path: Path, pending: _Pending) -> FileResult:
    """Reads one file into `pending`; its result holds once that is published."""
    key = str(path.resolve())
    faults: list[str] = []
    try:
        digest = _digest(path)
        old = store.ids_of_file(key)
        if store.file_digest(key) == digest and old:
            return FileResult(str(path), "unchanged", tuple(old))
        documents = list({d.id: d for d in _documents(path, faults)}.values())
    except PolicyQAError as exc:
        return FileResult(str(path), "failed", error=str(exc))
    except OSError as exc:
        return FileResult(str(path), "failed", error=f"{path}：无法读取（{exc.strerror}），请检查文件是否存在和权限")
    error = _left_out(path, faults) if faults else None
    if not documents:
        return FileResult(str(path), "failed", error=error)
    ids = tuple(d.id for d in documents)
    kept = {p.id for p, _ in pending.documents}
    fresh = [d for d in documents if d.id not in kept and (d.id in pending.remove or not store.has_document(d.id))]
    pending.documents += [(d, key) for d in fresh]
    pending.remove += [i for i in old if i not in ids]
    pending.digests[key] = f"{_INCOMPLETE}{digest}" if faults else digest
    if not fresh and set(old) <= set(ids):
        return FileResult(str(path), "unchanged", ids, error)
    return FileResult(str(path), "updated" if old else "added", ids, error)


def _documents(path: Path, faults: list[str]) -> Iterator[Document]:
    """The documents of a file; the lines of a .jsonl file that cannot be read are named in `faults`."""
    for source in read_sources(path, faults=faults):
        try:
            yield read_document(source)
        except UnreadableDocument:
            if source.source_id is None:
                raise
            faults.append(f'"id" 为 {source.source_id} 的一行没有可读的正文，请补上正文或删去这一行')


def _left_out(path: Path, faults: Sequence[str]) -> str:
    """The faults of a file in one line."""
    more = f"；另有 {len(faults) - FAULTS_NAMED} 行" if len(faults) > FAULTS_NAMED else ""
    return f"{shown_name(path)}：有 {len(faults)} 行未导入：{'；'.join(faults[:FAULTS_NAMED])}{more}"


def _publish(store: Store, embedder: Embedder, pending: _Pending) -> Iterator[FileResult]:
    """Writes what is pending: rows, then both indexes, then the generation's number; a crash at any point leaves the state before."""
    if pending.documents or pending.remove:
        with store.writing():
            _write(store, embedder, pending)
        drop_old(store.folder, store.generation)
    yield from pending.results


def _write(store: Store, embedder: Embedder, pending: _Pending) -> None:
    generation = store.generation
    before = Generation.load(folder_of(store.folder, generation)) if generation else None
    gone = store.remove_documents(pending.remove)
    rows: list[int] = []
    texts: list[str] = []
    for document, path in pending.documents:
        rows += store.add_document(document, path)
        texts += _search_texts(document)
    for path, digest in pending.digests.items():
        store.set_file(path, digest)
    lexical = before.lexical if before else LexicalIndex.empty()
    vectors = before.vectors if before and len(before.vectors) else VectorIndex.empty(embedder.dim)
    after = Generation(
        lexical.updated(remove=gone, add=list(zip(rows, texts, strict=True))),
        vectors.updated(remove=gone if len(vectors) else (), add=(np.array(rows, np.int64), embedder.embed_texts(texts))),
    )
    after.save(folder_of(store.folder, generation + 1))
    values = {"embedder": embedder.name, "embedder_fingerprint": embedder.fingerprint, "generation": str(generation + 1)}
    for key, value in (values | {"version": _version(store, embedder)}).items():
        store.set_meta(key, value)


def _version(store: Store, embedder: Embedder) -> str:
    """A name for the store's content: equal documents under an equal model give an equal name, whatever the order of their arrival."""
    content = "\n".join([embedder.fingerprint, *sorted(store.document_ids())])
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _search_texts(document: Document) -> Iterable[str]:
    titles = {p.id: p.title for p in document.pieces}
    return [_text_of(chunk, titles[chunk.piece_id]) for chunk in document.chunks]


def _text_of(chunk: Chunk, title: str | None) -> str:
    return search_text(title, chunk.section, chunk.text)
