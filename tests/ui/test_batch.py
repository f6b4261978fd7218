"""Files of questions: order, bad lines, packed files, and what of a line is read."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from assistant import PolicyAssistant

Run = Callable[..., Result]
LINES = [
    '{"id": "甲", "question": "2013年国家高新区营业总收入是多少？"}',
    "{坏行",
    '{"id": 3, "question": " "}',
    "",
    '{"id": "丁", "question": "营业总收入是多少？", "as_of": "2013-02-30"}',
    '{"id": "戊", "question": "2003年国家高新区的营业总收入是多少？\\ud800", "as_of": "2006", "question_date": "2006-05-01"}',
    '{"id": "己"}',
    '{"id": "庚", "question": "问", "history": "x"}',
    "[1]",
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Good and bad lines, a blank one among them."""
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a .jsonl file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_batch_keeps_the_order_and_goes_on_past_bad_lines(run: Run, briefs: Path, questions: Path, tmp_path: Path) -> None:
    """Every line that is not blank has one line in ANSWERS, in order; bad ones say what is wrong, named on stderr with file and line."""
    result = run("ask", "--batch", questions, "--out", tmp_path / "new" / "a.jsonl", "--store", briefs)
    answers = rows(tmp_path / "new" / "a.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [a["id"] for a in answers] == ["甲", None, 3, "丁", "戊", "己", "庚", None]
    assert [a["status"] == "error" for a in answers] == [False, True, True, True, False, True, True, True]
    assert answers[3] == {"id": "丁", "question": "营业总收入是多少？", "status": "error", "error": answers[3]["error"]}
    assert "2013-02-30" in answers[3]["error"]
    assert (answers[4]["as_of"], answers[4]["question_date"]) == ("2006", "2006-05-01")
    for number in (2, 3, 5, 7, 8, 9):
        assert f"错误：{questions} 第 {number} 行：" in result.stderr
    assert "8/8 题" in result.stderr


def test_a_packed_file_is_read_as_it_is(run: Run, briefs: Path, tmp_path: Path) -> None:
    """A .jsonl.gz gives the same answers as the file it packs."""
    plain, packed = tmp_path / "q.jsonl", tmp_path / "q.jsonl.gz"
    plain.write_text(LINES[0] + "\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    for source in (plain, packed):
        assert run("ask", "--batch", source, "--out", tmp_path / f"{source.name}.out", "--store", briefs).exit_code == 0
    first, second = (rows(tmp_path / f"{name}.out")[0] | {"timings_ms": None} for name in ("q.jsonl", "q.jsonl.gz"))
    assert first == second


def test_gold_in_a_question_line_is_not_read(run: Run, briefs: Path, tmp_path: Path) -> None:
    """Keys beyond the contract's change nothing in the answer."""
    record = json.loads(LINES[0])
    for name, extra in (("a", {}), ("b", {"must": [["999"]], "docs": ["x"], "answer": "999", "since": "2020", "llm": "m"})):
        (tmp_path / name).write_text(json.dumps(record | extra), encoding="utf-8")
        run("ask", "--batch", tmp_path / name, "--out", tmp_path / f"{name}.out", "--store", briefs)
    first, second = (rows(tmp_path / f"{name}.out")[0] | {"timings_ms": None} for name in "ab")
    assert first == second


def test_a_bug_costs_one_question(run: Run, briefs: Path, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected exception is one error line in ANSWERS with its traceback on stderr; the next questions are answered."""
    ask = PolicyAssistant.ask

    def broken(self: PolicyAssistant, question: str, **options: Any) -> Any:
        if "2013" in question:
            raise RuntimeError("our bug")
        return ask(self, question, **options)

    monkeypatch.setattr(PolicyAssistant, "ask", broken)
    result = run("ask", "--batch", questions, "--out", tmp_path / "a.jsonl", "--store", briefs)
    answers = rows(tmp_path / "a.jsonl")
    assert (answers[0]["status"], answers[0]["error"]) == ("error", "程序内部错误（RuntimeError: our bug）")
    assert answers[4]["status"] != "error"
    assert "Traceback" in result.stderr


def test_search_in_a_batch_gives_ten_hits_a_line(run: Run, briefs: Path, questions: Path, tmp_path: Path) -> None:
    """A line of HITS is the id with its hits; ten unless -k says otherwise; a bad line has none."""
    run("search", "--batch", questions, "--out", tmp_path / "h.jsonl", "--store", briefs)
    found = rows(tmp_path / "h.jsonl")
    assert list(found[0]) == ["id", "hits"]
    assert (found[0]["id"], len(found[0]["hits"])) == ("甲", 10)
    assert (found[1]["hits"], found[1]["status"]) == ([], "error")
    run("search", "--batch", questions, "--out", tmp_path / "h.jsonl", "-k", "2", "--store", briefs)
    assert len(rows(tmp_path / "h.jsonl")[0]["hits"]) == 2


def test_a_batch_on_an_empty_store_writes_nothing(run: Run, questions: Path, tmp_path: Path) -> None:
    """What would fail every question is told once, and OUT is left as it was."""
    result = run("ask", "--batch", questions, "--out", tmp_path / "a.jsonl", "--store", tmp_path / "none")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "a.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.jsonl", None, "没有这个文件或文件夹"),
        ("q.jsonl", b"\n \n", "没有问题"),
        ("q.jsonl.gz", b"not packed", "gzip 压缩数据已损坏"),
        ("q.jsonl.gz", gzip.compress(b'{"id": 1, "question": "x"}' * 999)[:-20], "gzip 压缩数据已损坏"),
    ],
)
def test_an_unreadable_question_file_is_named(
    run: Run, briefs: Path, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    """A question file that cannot be read is one line naming it, exit code 1."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("ask", "--batch", tmp_path / name, "--out", tmp_path / "a.jsonl", "--store", briefs)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"错误：{tmp_path / name}：")
    assert message in result.stderr


def test_the_questions_are_not_written_over(run: Run, briefs: Path, questions: Path) -> None:
    """--out naming the question file itself is refused, and the file stays."""
    before = questions.read_bytes()
    assert run("ask", "--batch", questions, "--out", questions, "--store", briefs).exit_code == 2
    assert questions.read_bytes() == before


def test_an_unwritable_out_is_named(run: Run, briefs: Path, questions: Path, tmp_path: Path) -> None:
    """An OUT that cannot be written is one line naming it, exit code 1."""
    result = run("ask", "--batch", questions, "--out", questions / "a.jsonl", "--store", briefs)
    assert result.exit_code == 1
    assert f"错误：{questions / 'a.jsonl'}：无法写入" in result.stderr
