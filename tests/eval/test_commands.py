"""`policyqa eval …` parses, calls and prints; wrong usage exits 2, faults in data raise errors that the main program prints."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from eval.commands import eval_group
from eval.errors import BadDataset, BadRun, BelowGate


def call(session: Any, *words: str | Path) -> Result:
    """`policyqa eval` with these words, run in this process."""
    return CliRunner().invoke(eval_group, [str(w) for w in words], obj=session)


def test_every_command_has_chinese_help() -> None:
    """`--help` of the group and of each command explains in Chinese."""
    for words in ([], *([name] for name in eval_group.commands)):
        shown = CliRunner().invoke(eval_group, [*words, "--help"]).output
        assert any("一" <= char <= "鿿" for char in shown)
    assert set(eval_group.commands) == {"run", "diff", "gate", "check", "passages"}


def test_run_diff_and_gate(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """A run prints its figures, a second one compares, the gate passes what is good enough."""
    first = call(scripted, "run", dataset_file, "--out", tmp_path / "a", "--today", "2026年1月2日")
    assert first.exit_code == 0, first.output
    assert "right\t100.0%" in first.stdout
    assert json.loads((tmp_path / "a" / "run.json").read_text(encoding="utf-8"))["settings"]["question_date"] == "2026-01-02"
    scripted.replies["计划由谁实施？"] = RuntimeError("boom")
    second = call(scripted, "run", dataset_file, "--out", tmp_path / "b", "--compare", tmp_path / "a")
    assert second.exit_code == 0, second.output
    compared = call(scripted, "diff", tmp_path / "a", tmp_path / "b")
    assert "right\t100.0% → 75.0%\t-25.0" in compared.stdout
    assert "变差 1 题\n  c2 事实 计划由谁实施？" in compared.stdout
    assert call(scripted, "gate", tmp_path / "a", "--min", "right=1", "--max", "errors=0").exit_code == 0


def test_gate_falls_short(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """Limits from the command line, else from the table beside the dataset, decide; what falls short is raised by name."""
    (dataset_file.parent / "small.gates.json").write_text('{"min": {"right": 0.9}}', encoding="utf-8")
    scripted.replies["计划由谁实施？"] = RuntimeError("boom")
    call(scripted, "run", dataset_file, "--out", tmp_path / "a")
    assert isinstance(call(scripted, "gate", tmp_path / "a").exception, BelowGate)
    assert call(scripted, "gate", tmp_path / "a", "--min", "right=0.7").exit_code == 0
    missed = call(scripted, "gate", tmp_path / "a", "--min", "right=0.8", "--max", "errors=0").exception
    assert str(missed) == "未达标 2 项：right 0.75（要求不低于 0.8）；errors 1（要求不高于 0）"


@pytest.mark.parametrize("limit", ["right", "right=x", "rihgt=0.8", "by_type=1"])
def test_a_limit_that_cannot_be_read_is_wrong_usage(dataset_file: Path, tmp_path: Path, scripted: Any, limit: str) -> None:
    """A limit without a number, or on a figure that the run does not have, exits 2."""
    call(scripted, "run", dataset_file, "--out", tmp_path / "a")
    assert call(scripted, "gate", tmp_path / "a", "--min", limit).exit_code == 2
    assert call(scripted, "gate", tmp_path / "a").exit_code == 2


def test_faults_are_raised_for_the_main_program(tmp_path: Path, scripted: Any) -> None:
    """A missing dataset or run folder is an error of ours, not a traceback's."""
    assert isinstance(call(scripted, "run", tmp_path / "no.jsonl", "--out", tmp_path / "a").exception, BadDataset)
    assert isinstance(call(scripted, "gate", tmp_path / "no", "--min", "right=1").exception, BadRun)
    assert isinstance(call(scripted, "diff", tmp_path / "no", tmp_path / "no").exception, BadRun)
    assert call(scripted, "run").exit_code == 2
    assert call(scripted, "run", tmp_path, "--out", tmp_path / "a", "--format", "odd").exit_code == 2


def test_check_prints_each_problem(dataset_file: Path, scripted: Any) -> None:
    """A sound dataset passes against the store's texts; a fault is printed with its line and ends with an error."""
    assert "没有发现问题" in call(scripted, "check", dataset_file).stdout
    dataset_file.write_text(dataset_file.read_text(encoding="utf-8").replace("由园区管委会负责", "由管委会负责"), encoding="utf-8")
    found = call(scripted, "check", dataset_file)
    assert "第2行 字段 evidence" in found.stdout
    assert isinstance(found.exception, BadDataset)


def test_passages_are_written_for_ingest(tmp_path: Path, scripted: Any) -> None:
    """Public passages come out as lines that `policyqa ingest` reads."""
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d", "text": "甲"}', encoding="utf-8")
    assert call(scripted, "passages", tmp_path, "--format", "beir", "--out", tmp_path / "p.jsonl").exit_code == 0
    assert json.loads((tmp_path / "p.jsonl").read_text(encoding="utf-8")) == {"id": "d", "title": "", "text": "甲"}
