"""Rules of `index.store`: SQLite is the truth; a writing is all or nothing; what goes in comes out."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexMismatch, IndexMissing
from index.store import Store
from ingest.model import Document

Read = Callable[..., Document]
TEXT = "云岭高新区年报\n\n一、概况\n\n全区共有企业36家，其中高新技术企业6家。\n\n云岭高新区管委会\n2022年3月5日\n"


@pytest.fixture
def document(read: Read) -> Document:
    """A small document with a date."""
    return read(TEXT)


def add(store: Store, document: Document, path: str = "/a.txt") -> list[int]:
    """Adds a document in one writing."""
    with store.writing():
        return store.add_document(document, path)


def test_what_goes_in_comes_out(store: Store, document: Document) -> None:
    """Text, pieces, chunks, sections and sentence offsets come back as they were."""
    rows = add(store, document)
    assert store.document_text(document.id) == TEXT
    assert tuple(store.chunks(rows).values()) == document.chunks == tuple(store.chunks_of_piece(document.pieces[0].id))
    assert [chunk for _, chunk in store.all_chunks()] == list(document.chunks)
    assert store.pieces_of_document(document.id) == list(document.pieces)
    assert store.pieces([document.pieces[0].id])[document.pieces[0].id] == (document.pieces[0], "made-up.txt", None)
    assert dict(store.piece_dates()) == dict.fromkeys(rows, "2022-03-05")


def test_a_summary_has_the_fields_of_the_contract(store: Store, document: Document) -> None:
    """`docs --json` gets document_id, source_id, source_file, pieces with their metadata, and the number of chunks."""
    add(store, replace(document, source_id="n-1"))
    (summary,) = store.summaries()
    assert list(summary) == ["document_id", "source_id", "source_file", "pieces", "chunks"]
    assert list(summary["pieces"][0]) == [
        "piece_id",
        "title",
        "issuer",
        "doc_number",
        "date",
        "date_kind",
        "published",
        "effective",
        "expires",
    ]
    assert (summary["source_id"], summary["chunks"], summary["pieces"][0]["date"]) == ("n-1", len(document.chunks), "2022-03-05")


def test_removing_leaves_nothing(store: Store, document: Document) -> None:
    """A removed document is in no table, its file is no longer known, and its row numbers never come back."""
    rows = add(store, document)
    with store.writing():
        store.set_file("/a.txt", "digest")
    with store.writing():
        assert store.remove_documents([document.id]) == rows
    assert store.document_ids() == [] and store.chunks(rows) == {} and store.pieces_of_document(document.id) == []
    assert store.file_digest("/a.txt") is None and store.ids_of_file("/a.txt") == []
    with pytest.raises(KeyError, match=document.id):
        store.document_text(document.id)
    assert not set(add(store, document)) & set(rows)


def test_a_failed_writing_changes_nothing(store: Store, document: Document) -> None:
    """An exception inside a writing takes back all of it."""
    with pytest.raises(ZeroDivisionError), store.writing():
        store.add_document(document, "/a.txt")
        store.set_meta("generation", "7")
        raise ZeroDivisionError
    assert store.document_ids() == [] and store.generation == 0
    assert add(store, document)


def test_a_second_writer_is_refused_and_readers_go_on(store: Store, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one writes another cannot begin, and is told so; a reader sees the state before."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(path, **options | {"timeout": 0}))
    other = Store.open(store.folder)
    with store.writing():
        store.add_document(document, "/a.txt")
        assert other.document_ids() == []
        with pytest.raises(IndexMissing, match=r"另一个进程正在写入资料库.*请等它结束后再试"), other.writing():
            pass
    assert other.document_ids() == [document.id]
    other.close()


def test_many_rows_are_asked_for_at_once(store: Store, read: Read) -> None:
    """More rows and pieces than SQLite takes variables are read in parts; unknown ones are left out."""
    documents = [read(f"第{n}号园区有企业{n}家。") for n in range(700)]
    with store.writing():
        rows = [row for d in documents for row in store.add_document(d, "/a.txt")]
    assert len(store.chunks([*rows, 10**9])) == 700
    assert len(store.pieces([d.pieces[0].id for d in documents] * 2)) == 700


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Opening what does not exist says what to run, and creates nothing."""
    with pytest.raises(IndexMissing, match=r"nowhere：没有资料库，请先运行 policyqa ingest 导入文件$"):
        Store.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    """A file that is no database is named, with what to do."""
    (tmp_path / "store.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(IndexMissing, match=r"store\.sqlite：资料库打不开或已损坏.*请换一个 --store 重新导入"):
        Store.open(tmp_path)


def test_a_store_of_another_format_is_refused(store: Store) -> None:
    """A store written by another version is refused with both format numbers."""
    with store.writing():
        store.set_meta("format", "99")
    with pytest.raises(IndexMismatch, match=r"资料库格式为 99，本程序使用格式 2，请换一个 --store 重新导入"):
        Store.open(store.folder)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A store below a file cannot be made, and says so."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexMissing, match=r"无法建立资料库（.*），请检查路径和权限"):
        Store.open(tmp_path / "file" / "store", create=True)
