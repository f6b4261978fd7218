"""The benchmark: a tiny run gives every figure, ratios are theirs by ours, finished cells are not measured again."""

import gzip
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from eval.bench import run
from eval.bench.__main__ import main
from eval.bench.child import recall
from eval.bench.model import OURS, BadBench, Cell, Machine
from eval.bench.pool import build_pool
from eval.bench.run import run_cells
from eval.bench.systems import versions
from eval.bench.table import FIGURES, as_json, markdown, ratio, rows

MACHINE = Machine("AMD EPYC", 2, 23.5, "Linux", "3.11.7")


def _write(path: Path, lines: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines).encode()))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder laid out as the shared data: three question sets, news, and an archive of laws."""
    folder = tmp_path / "data"
    for name, split in (("cmrc2018", "trial"), ("ncp_policies", "train"), ("chronoqa", "dev")):
        texts = [f"第{i}号园区在{2000 + i}年建成厂房{i + 3}座，由{name}公司管理。" for i in range(8)]
        _write(folder / name / "passages.jsonl.gz", [{"id": f"{name}-{i}", "title": "", "text": text} for i, text in enumerate(texts)])
        asked = [{"id": f"{name}-q{i}", "question": f"第{i}号园区建成厂房几座？", "passage_ids": [f"{name}-{i}"]} for i in range(8)]
        _write(folder / name / f"questions.{split}.jsonl.gz", asked)
    news = [{"id": f"crud-{i}", "title": "", "text": f"第{i}条消息。" + "今天本市新增一处公园，面积有所扩大。" * 20} for i in range(60)]
    _write(folder / "crud_docs" / "passages.jsonl.gz", news)
    (folder / "laws").mkdir()
    with tarfile.open(folder / "laws" / "laws_md.tar.gz", "w:gz") as archive:
        for i in range(20):
            content = "\n".join(f"第{n}条 单位和个人应当遵守本条例第{n}款的规定，不得妨碍管理。" * 4 for n in range(1, 6)).encode()
            member = tarfile.TarInfo(f"laws/条例{i}(2020-01-0{i % 9 + 1}).md")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return folder


def test_a_tiny_run_gives_every_figure_and_is_not_repeated(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One small cell of ours holds all figures, the questions' own passages are found, and a second run takes it from the folder."""
    monkeypatch.setattr(run, "STARTS", 1)
    out = tmp_path / "out"
    (cell,) = run_cells(data, out, [OURS], [100], budget=300, say=lambda _: None)
    assert cell.skipped is None
    assert set(cell.figures) >= {name for name, _, _ in FIGURES}
    assert all(cell.figures[name] > 0 for name, _, _ in FIGURES)
    assert len(cell.recall) == cell.figures["questions"] > 5
    assert not list((out / "work").glob("store-*")), "the store is removed once it is measured"
    (row,) = rows([cell])
    assert row["recall"] == row["recall_ours"] and set(row["ratios"].values()) == {1.0}

    monkeypatch.setattr(run, "_measured", lambda *_: pytest.fail("a finished cell was measured again"))
    (again,) = run_cells(data, out, [OURS], [100], budget=300, say=lambda _: None)
    assert again == cell


def test_only_the_missing_cell_is_measured(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an interruption the cells on disk are kept, and one that was skipped is tried again."""
    measured: list[tuple[str, int]] = []

    def fake(_out: Path, name: str, pool: Any, _budget: float) -> Cell:
        measured.append((name, pool.size))
        return Cell(name, pool.size, {"ingest_s": 1.0}, [1.0], skipped="没有时间" if name == "langchain" else None)

    monkeypatch.setattr(run, "_measured", fake)
    for _ in range(2):
        list(run_cells(data, tmp_path, [OURS, "langchain"], [100], budget=10, say=lambda _: None))
    assert measured == [(OURS, 100), ("langchain", 100), ("langchain", 100)]


def test_ratios_are_theirs_by_ours() -> None:
    """3 ms against 2 ms is 1.5, 10 MB/s against 40 MB/s is 0.25; recall is compared over the questions that both were asked."""
    ours = Cell(OURS, 100, {"search_p50_ms": 2.0, "mb_per_s": 40.0, "ask_p50_ms": 9.0}, [1.0, 0.0, 1.0, 1.0])
    theirs = Cell("langchain", 100, {"search_p50_ms": 3.0, "mb_per_s": 10.0}, [1.0, 1.0])
    skipped = Cell("llamaindex", 100, skipped="超过每格 10 秒")
    table = rows([ours, theirs, skipped])
    assert table[1]["ratios"]["search_p50_ms"] == 1.5 and table[1]["ratios"]["mb_per_s"] == 0.25
    assert table[1]["ratios"]["ask_p50_ms"] is None and table[1]["figures"]["ask_p50_ms"] is None
    assert (table[0]["recall"], table[1]["recall"], table[1]["recall_ours"], table[1]["questions"]) == (0.75, 1.0, 0.5, 2)
    assert ratio(None, 1.0) is ratio(1.0, None) is ratio(1.0, 0.0) is None

    text = markdown(table, MACHINE, day="2026-11-21")
    assert "| 检索 p50 ms | 2.00 | 3.00（×1.5） |" in text
    assert "AMD EPYC（2 核，23.5 GiB）" in text and "llamaindex：跳过。超过每格 10 秒" in text
    assert as_json(table, MACHINE, day="2026-11-21")["machine"]["cores"] == 2


def test_a_size_beyond_the_time_is_skipped_with_the_reason(data: Path, tmp_path: Path) -> None:
    """A size whose ingest is foreseen to take longer than the budget is not begun; one that runs into it is stopped."""
    (tmp_path / "cells").mkdir()
    small = {"system": OURS, "size": 50, "figures": {"ingest_s": 40.0}, "recall": [], "notes": [], "versions": {}, "skipped": None}
    (tmp_path / "cells" / f"{OURS}-50.json").write_text(json.dumps(small), encoding="utf-8")
    (foreseen,) = run_cells(data, tmp_path, [OURS], [100], budget=60, say=lambda _: None)
    assert foreseen.skipped == "按上一档推算需 80 秒，超过每格 60 秒（--budget）"
    (stopped,) = run_cells(data, tmp_path / "other", [OURS], [100], budget=0.05, say=lambda _: None)
    assert (stopped.skipped or "").endswith("：超过每格 0 秒（--budget）")


def test_a_system_that_is_not_installed_is_named() -> None:
    """Without the bench group a cell says which package is missing."""
    assert set(versions(("numpy",))) == {"numpy"}
    with pytest.raises(BadBench, match="no-such-package（pip install --group bench）"):
        versions(("numpy", "no-such-package"))


def test_a_failing_stage_is_a_skipped_cell(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a stage's process says last becomes the reason, and the run goes on with the next cell."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    cells = list(run_cells(data, tmp_path, [OURS, "langchain"], [100], budget=60, say=lambda _: None))
    assert [c.skipped for c in cells] == ["ingest 失败：没有说明"] * 2


def test_recall_counts_documents_once() -> None:
    """Two chunks of one document fill one place of five; with six relevant documents five are enough."""
    assert recall(["a", "a", "b", "c", "d", "e", "f"], ["e"]) == 1.0
    assert recall(["a", "b", "c", "d", "e", "f"], ["f"]) == 0.0
    assert recall(list("abcde"), list("abcdef")) == 1.0
    assert recall(["a"], ["a", "b"]) == 0.5


def test_pools_hold_the_passages_of_their_questions(data: Path, tmp_path: Path) -> None:
    """Every question's passages are in the pool; too few texts for a size are refused, and a missing folder is named."""
    pool = build_pool(data, tmp_path / "pool", 100)
    ids = {json.loads(line)["id"] for line in pool.documents.read_text(encoding="utf-8").splitlines()}
    assert {i for q in pool.queries for i in q.relevant} <= ids and any(i.startswith("law-") for i in ids)
    with pytest.raises(BadBench, match="达不到 100000"):
        build_pool(data, tmp_path / "big", 100_000)
    with pytest.raises(BadBench, match="--data"):
        build_pool(tmp_path / "nowhere", tmp_path / "none", 100)


@pytest.mark.parametrize(
    ("option", "value", "said"), [("--sizes", "1e3", "1e3"), ("--sizes", "10", "不小于 50"), ("--systems", "solr", "solr")]
)
def test_wrong_options_are_named(data: Path, tmp_path: Path, option: str, value: str, said: str) -> None:
    """A size that is no number and an unknown system are refused in one line."""
    result = CliRunner().invoke(main, ["--data", str(data), "--out", str(tmp_path), option, value])
    assert result.exit_code == 1 and said in result.output
