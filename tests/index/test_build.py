"""Rules of `index.build`: what is new is published in one step; a bad file costs only itself; what is removed leaves no trace."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import build
from index.build import FAULTS_NAMED, FileResult, ingest_files, remove_documents
from index.embed import Embedder
from index.errors import IndexMismatch, IndexMissing
from index.generation import Generation, folder_of
from index.search import Searcher
from index.store import Store

Ingest = Callable[[dict[str, str | bytes]], list[FileResult]]
REPORT = "云岭高新区年报\n\n全区共有企业36家，孵化器12个。\n"


class OtherEmbedder:
    """Another model: three dimensions, its own fingerprint."""

    name, dim, fingerprint = "other", 3, "sha256:other"

    def embed_texts(self, texts: list[str]) -> np.ndarray:
        return np.ones((len(texts), 3), np.float32) / np.float32(3**0.5)

    def embed_query(self, text: str) -> np.ndarray:
        return self.embed_texts([text])[0]


def statuses(results: list[FileResult]) -> list[str]:
    """What became of each file."""
    return [r.status for r in results]


def found(store: Store, embedder: Embedder, query: str) -> list[str]:
    """The source files that a search finds, best first."""
    return [hit.source_file for hit in Searcher(store, embedder).search(query, k=10)]


def test_added_unchanged_updated(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """A new file is added, the same file unchanged, a changed one updated: its old text is found no more, the new text is."""
    (added,) = ingest({"a.txt": REPORT})
    assert added.status == "added" and added.error is None and store.document_ids() == list(added.document_ids)
    (same,) = ingest({"a.txt": REPORT})
    assert (same.status, same.document_ids, store.generation) == ("unchanged", added.document_ids, 1)
    (updated,) = ingest({"a.txt": REPORT.replace("孵化器12个", "众创空间9个")})
    assert updated.status == "updated" and set(updated.document_ids).isdisjoint(added.document_ids)
    texts = "".join(h.chunk.text for h in Searcher(store, embedder).search("孵化器12个 众创空间9个", k=10))
    assert "众创空间9个" in texts and "孵化器" not in texts
    assert updated.to_dict() == {
        "file": updated.file, "status": "updated", "document_ids": list(updated.document_ids), "error": None,
    }  # fmt: skip


def test_a_bad_file_costs_only_itself(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """Unreadable, empty and unsupported files fail by name, each in its place; the files around them are in the store."""
    results = ingest(
        {
            "a.txt": REPORT,
            "b.txt": b"\xff\xfe\x00\xd8\x00\xd8bad",
            "c.txt": "",
            "d.jsonl": '{"id": "1"}\n',
            "e.zip": b"PK",
            "f.txt": REPORT + "全年收入9亿元。",
        }
    )
    assert statuses(results) == ["added", "failed", "failed", "failed", "failed", "added"]
    for result in results[1:5]:
        assert result.error and Path(result.file).name in result.error and "\n" not in result.error and result.document_ids == ()
    assert sorted(found(store, embedder, "孵化器")) == ["a.txt", "f.txt"]


def test_a_file_that_goes_bad_keeps_its_old_text(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """When a file that was ingested cannot be read any more, the store is not changed by it."""
    ingest({"a.txt": REPORT})
    (result,) = ingest({"a.txt": ""})
    assert result.status == "failed" and found(store, embedder, "孵化器") == ["a.txt"]


def test_what_is_no_file_is_refused(store: Store, embedder: Embedder, tmp_path: Path) -> None:
    """A folder named like a file and a file that is gone fail by name."""
    (tmp_path / "folder.txt").mkdir()
    results = list(ingest_files(store, embedder, [tmp_path / "folder.txt", tmp_path / "gone.txt"]))
    assert statuses(results) == ["failed", "failed"]
    assert all(name in (r.error or "") for name, r in zip(("folder.txt", "gone.txt"), results, strict=True))


def test_equal_text_with_different_ids_stays_apart(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """Lines of .jsonl with equal text are as many documents as they have ids; a line that goes away is removed alone."""
    line = '{{"id": "{}", "title": "年报", "text": "全区共有企业36家。"}}\n'
    (result,) = ingest({"a.jsonl": line.format("n1") + line.format("n2") + line.format("n2")})
    assert len(result.document_ids) == 2
    assert [s["source_id"] for s in store.summaries()] == ["n1", "n2"]
    (result,) = ingest({"a.jsonl": line.format("n2") + line.format("n3")})
    assert result.status == "updated" and [s["source_id"] for s in store.summaries()] == ["n2", "n3"]
    assert sorted(h.source_id or "" for h in Searcher(store, embedder).search("企业36家", k=10)) == ["n2", "n3"]


GOOD, BAD = (
    '{{"id": "{}", "title": "年报", "text": "全区共有企业36家。"}}\n',
    '{{"id": "{}", "text": "全区共有企业36家。", "date": "{}"}}\n',
)


def test_a_bad_line_costs_only_itself(store: Store, ingest: Ingest) -> None:
    """The other lines of a .jsonl file are ingested and the bad one is named; again it is named, and the store stays as it is."""
    lines = GOOD.format("n1") + BAD.format("n2", "2031-02-30") + GOOD.format("n3")
    (first,) = ingest({"a.jsonl": lines})
    assert first.status == "added" and first.error and first.error.startswith('a.jsonl：有 1 行未导入：第 2 行的 "date"')
    assert [s["source_id"] for s in store.summaries()] == ["n1", "n3"]
    generation = store.generation
    (again,) = ingest({"a.jsonl": lines})
    assert (again.status, again.document_ids, again.error) == ("unchanged", first.document_ids, first.error)
    assert store.generation == generation
    (mended,) = ingest({"a.jsonl": lines.replace("02-30", "02-28")})
    assert mended.status == "updated" and mended.error is None and len(store.document_ids()) == 3


def test_a_file_that_lost_a_line_to_a_fault_takes_it_back(store: Store, ingest: Ingest) -> None:
    """A file is read again when it is as it was before one of its lines went bad."""
    good = GOOD.format("n1") + GOOD.format("n2")
    ingest({"a.jsonl": good})
    (spoilt,) = ingest({"a.jsonl": GOOD.format("n1") + "{\n"})
    assert spoilt.status == "updated" and spoilt.error and len(store.document_ids()) == 1
    (mended,) = ingest({"a.jsonl": good})
    assert mended.status == "updated" and len(store.document_ids()) == 2


def test_a_file_of_bad_lines_fails(store: Store, ingest: Ingest) -> None:
    """A file none of whose lines can be read fails, its first faults told one by one and the others counted."""
    (result,) = ingest({"a.jsonl": "".join(BAD.format(n, "去年") for n in range(FAULTS_NAMED + 5))})
    assert result.status == "failed" and result.error and store.document_ids() == []
    assert f"第 {FAULTS_NAMED} 行" in result.error and f"第 {FAULTS_NAMED + 1} 行" not in result.error and "另有 5 行" in result.error


def test_a_copy_keeps_the_text_when_the_first_file_changes(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """A text that stands in two files is in the store once, and stays when only the first of them changes."""
    first, second = ingest({"x/a.txt": REPORT, "y/a.txt": REPORT})
    assert first.document_ids == second.document_ids and len(store.document_ids()) == 1
    ingest({"x/a.txt": "另一份材料，与孵化无关。", "y/a.txt": REPORT})
    assert set(first.document_ids) < set(store.document_ids())
    assert "孵化器12个" in "".join(h.chunk.text for h in Searcher(store, embedder).search("孵化器12个", k=10))


def test_removal_leaves_no_trace(filled: Store, ingest: Ingest, embedder: Embedder) -> None:
    """A removed document is found by no search, by word or by vector, and its file can be ingested again."""
    gone = next(s["document_id"] for s in filled.summaries() if s["source_file"] == "003-办法.txt")
    remove_documents(filled, embedder, [gone])
    for query in ("人才公寓420套", "云高管〔2019〕7号", "云岭高新区人才公寓管理办法", "住房"):
        assert all(h.chunk.document_id != gone for h in Searcher(filled, embedder).search(query, k=50))
    assert not Searcher(filled, embedder).search("420", k=5) or all(
        "420" not in h.chunk.text for h in Searcher(filled, embedder).search("420", k=5)
    )
    assert Searcher(filled, embedder).size == sum(s["chunks"] for s in filled.summaries())
    (again,) = ingest({"003-办法.txt": (filled.folder.parent / "files" / "003-办法.txt").read_text(encoding="utf-8")})
    assert (again.status, again.document_ids) == ("added", (gone,))
    assert found(filled, embedder, "人才公寓420套")[0] == "003-办法.txt"


def test_the_last_document_can_go(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """An emptied store finds nothing, and takes documents again."""
    (result,) = ingest({"a.txt": REPORT})
    remove_documents(store, embedder, result.document_ids)
    assert Searcher(store, embedder).search("孵化器", k=5) == [] and store.summaries() == []
    assert statuses(ingest({"a.txt": REPORT})) == ["added"]


@pytest.mark.parametrize("moment", ["after the indexes are saved", "while the indexes are saved", "while embedding"])
def test_a_crash_leaves_the_state_before(
    filled: Store, ingest: Ingest, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Wherever publishing is interrupted, the store is as it was, and the same ingest succeeds afterwards."""
    before = filled.generation, filled.summaries(), found(filled, embedder, "孵化器")

    def crash(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if moment == "after the indexes are saved":
            patch.setattr(Store, "set_meta", crash)
        elif moment == "while the indexes are saved":
            patch.setattr("index.vectors.VectorIndex.save", crash)
        else:
            patch.setattr(type(embedder), "embed_texts", crash)
        with pytest.raises(KeyboardInterrupt):
            ingest({"new.txt": "新增孵化器99个。"})
    reopened = Store.open(filled.folder)
    assert (reopened.generation, reopened.summaries(), found(reopened, embedder, "孵化器")) == before
    reopened.close()
    assert statuses(ingest({"new.txt": "新增孵化器99个。"})) == ["added"]
    assert "new.txt" in found(filled, embedder, "孵化器99个")


def test_batches_are_published_as_they_fill(store: Store, ingest: Ingest, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large ingest is published in parts: interrupted, it keeps what was reported, and goes on from there."""
    monkeypatch.setattr(build, "BATCH_CHUNKS", 2)
    paths = []
    for n in range(5):
        path = store.folder.parent / f"{n}.txt"
        path.write_text(f"第{n}号园区有企业{n}00家。", encoding="utf-8")
        paths.append(path)
    results = ingest_files(store, embedder, paths)
    assert statuses([next(results), next(results)]) == ["added", "added"] and len(store.document_ids()) == 2
    results.close()  # type: ignore[attr-defined]
    assert statuses(list(ingest_files(store, embedder, paths))) == ["unchanged"] * 2 + ["added"] * 3


def test_a_second_writer_is_refused(store: Store, embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, an ingest ends with one clear line and changes nothing."""
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(path, **options | {"timeout": 0}))  # else it waits two seconds
    other = Store.open(store.folder)
    with store.writing(), pytest.raises(IndexMissing, match="另一个进程正在写入资料库"):
        list(ingest_files(other, embedder, [tmp_path / "a.txt"]))
    other.close()
    assert store.document_ids() == []


def test_another_embedder_is_refused(filled: Store, embedder: Embedder, tmp_path: Path) -> None:
    """A store is added to and removed from only with the model that made it; an emptied store takes another."""
    other: Any = OtherEmbedder()
    (tmp_path / "new.txt").write_text(REPORT, encoding="utf-8")
    with pytest.raises(IndexMismatch, match=r"由向量模型 builtin 建立，与 other 不同，请用 --embedder builtin"):
        list(ingest_files(filled, other, [tmp_path / "new.txt"]))
    with pytest.raises(IndexMismatch, match="builtin"):
        remove_documents(filled, other, filled.document_ids())
    remove_documents(filled, embedder, filled.document_ids())
    assert statuses(list(ingest_files(filled, other, [tmp_path / "new.txt"]))) == ["added"]
    assert found(filled, other, "孵化器") == ["new.txt"]


def test_a_damaged_generation_is_named(filled: Store, embedder: Embedder) -> None:
    """A missing or damaged index file is one clear line that says what to do."""
    folder = folder_of(filled.folder, filled.generation)
    (folder / "vectors.faiss").write_bytes(b"x")
    with pytest.raises(IndexMissing, match=r"generation-1：索引文件缺失或损坏（\w+），请删除资料库文件夹后重新导入"):
        Generation.load(folder)
    (folder / "lexical-rows.npy").unlink()
    with pytest.raises(IndexMissing, match="generation-1"):
        Searcher(filled, embedder)


def test_old_generations_go(store: Store, ingest: Ingest) -> None:
    """Only the published generation and the one before stay on disk."""
    for n in range(4):
        ingest({f"{n}.txt": f"第{n}号园区。"})
    assert sorted(p.name for p in store.folder.glob("generation-*")) == ["generation-3", "generation-4"]


def test_progress_names_each_file_in_order(store: Store, embedder: Embedder, tmp_path: Path) -> None:
    """Progress is told before each file, with its number and their count; results come in the same order."""
    told: list[tuple[str, int, int]] = []
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for path in paths:
        path.write_text(f"文件{path.name}的内容。", encoding="utf-8")
    results = list(ingest_files(store, embedder, paths, progress=lambda *args: told.append(args)))
    assert told == [("0.txt", 0, 3), ("1.txt", 1, 3), ("2.txt", 2, 3)] and [r.file for r in results] == list(map(str, paths))
    assert json.dumps(results[0].to_dict())
