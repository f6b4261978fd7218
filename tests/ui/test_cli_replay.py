"""`policyqa replay`: recorded answers come out the same, and what was changed, in the record or in the store, is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
TURN = {"q": "2003年全国国家高新区的营业总收入是多少亿元？", "a": "20938.7亿元[1]。"}
QUESTIONS: list[dict[str, Any]] = [
    {"id": "甲", "question": "2013年国家高新区营业总收入是多少？"},
    {"id": "乙", "question": "苏州工业园区在2021年的生产总值是多少？", "as_of": "2024-06"},
    {"id": "丙", "question": "同年的上缴税额是多少？", "history": [TURN], "question_date": "2026-05-01"},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """The rows as a file of lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """An answerable question, one that is refused, and a follow-up."""
    return write(tmp_path / "q.jsonl", QUESTIONS)


@pytest.fixture
def answers(run: Run, briefs: Path, questions: Path, tmp_path: Path) -> Path:
    """The answers to the questions, as a batch writes them."""
    out = tmp_path / "a.jsonl"
    assert run("ask", "--batch", questions, "--out", out, "--since", "1990", "--store", briefs).exit_code == 0
    return out


def test_recorded_answers_come_out_the_same(run: Run, briefs: Path, answers: Path) -> None:
    """On the same store every answer is the same, refusals and follow-ups too; dates and filters are those of the record."""
    result = run("replay", answers, "--store", briefs)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.startswith("重问 3 题：相同 3，不同 0；追问 1 题按补全后的问题重问")
    assert result.stdout.count("\n") == 1


def test_with_the_questions_a_follow_up_is_asked_with_its_turns(run: Run, briefs: Path, answers: Path, questions: Path) -> None:
    """Given the turns, a follow-up is resolved once more, and a resolution that was changed in the record is found."""
    assert run("replay", answers, "--questions", questions, "--store", briefs).stdout == "重问 3 题：相同 3，不同 0\n"
    rows = read(answers)
    rows[2]["resolved_question"] += "？"
    write(answers, rows)
    result = run("replay", answers, "--questions", questions, "--store", briefs)
    assert result.exit_code == 1
    assert "第 3 行 丙：resolved_question 不同：" in result.stdout


def test_what_is_beside_the_answer_does_not_count(run: Run, briefs: Path, tmp_path: Path) -> None:
    """Timings differ from run to run, and an explanation stands beside its answer; `ask --json` is replayed like a batch."""
    row = json.loads(run("ask", QUESTIONS[0]["question"], "--json", "--explain", "--store", briefs).stdout)
    row["timings_ms"] = {"read": 1e9}
    assert run("replay", write(tmp_path / "a.jsonl", [row]), "--store", briefs).exit_code == 0


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (0, "text", "营业总收入20.4万亿元[1]。"),
        (0, "short_answer", None),
        (0, "question", "2013年国家高新区的净利润是多少？"),
        (0, "citations", []),
        (1, "status", "answered"),
        (1, "nearest", []),
        (2, "extra", 1),
    ],
)
def test_a_tampered_answer_is_named(run: Run, briefs: Path, answers: Path, line: int, field: str, value: Any) -> None:
    """A changed value is one line with its line, id and field, exit 1; the other answers are the same."""
    rows = read(answers)
    rows[line][field] = value
    result = run("replay", write(answers, rows), "--store", briefs)
    assert result.exit_code == 1
    assert f"第 {line + 1} 行 {'甲乙丙'[line]}：" in result.stdout
    assert field in result.stdout
    assert "重问 3 题：相同 2，不同 1" in result.stdout
    assert {text.split("：")[0] for text in result.stdout.splitlines()[:-1]} == {f"第 {line + 1} 行 {'甲乙丙'[line]}"}


def test_the_order_of_keys_counts(run: Run, briefs: Path, answers: Path) -> None:
    """The same bytes means the same order too."""
    rows = [dict(sorted(row.items())) for row in read(answers)]
    result = run("replay", write(answers, rows), "--store", briefs)
    assert (result.exit_code, result.stdout.count("字段顺序 不同")) == (1, 3)


def test_another_version_of_the_store_is_named(run: Run, briefs: Path, answers: Path, tmp_path: Path) -> None:
    """A store that has changed since answers nothing: one line names the version that answered and the one here."""
    (tmp_path / "新.txt").write_text("示例园区通报\n\n示例园区管委会\n2026年1月2日\n\n全区共有实验室5个。\n", encoding="utf-8")
    version = read(answers)[0]["store_version"]
    assert run("ingest", tmp_path / "新.txt", "--store", briefs).exit_code == 0
    result = run("replay", answers, "--store", briefs)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"错误：第 1 行的回答出自资料库版本 {version}，这里是 ")
    assert result.stderr.count("\n") == 1


def test_answers_of_a_chat_model_and_errors_are_counted_and_left(run: Run, briefs: Path, answers: Path) -> None:
    """A chat model need not say the same twice, and an error is no answer, whichever version they are from."""
    rows = read(answers)
    rows[0] |= {"model": "some-model", "store_version": "older", "text": "别的话[1]。"}
    rows.append({"id": "丁", "question": " ", "status": "error", "error": "问题是空的"})
    result = run("replay", write(answers, rows), "--store", briefs)
    assert result.exit_code == 0
    assert result.stdout.startswith("重问 2 题：相同 2，不同 0")
    assert "未重问 2 题（大模型作答 1，当时出错 1）" in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "没有回答"),
        ("{", "第1行：不是合法的 JSON"),
        ('{"id": 1}', "第1行 字段 question"),
        ('{"status": "maybe"}', "第1行 字段 question"),
    ],
)
def test_a_file_of_something_else_is_one_line(run: Run, briefs: Path, tmp_path: Path, content: str, message: str) -> None:
    """What is no file of answers is told in one line with exit 1."""
    (tmp_path / "x.jsonl").write_text(content, encoding="utf-8")
    result = run("replay", tmp_path / "x.jsonl", "--store", briefs)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


def test_a_question_that_is_not_in_the_file_is_named(run: Run, briefs: Path, answers: Path, tmp_path: Path) -> None:
    """With `--questions` an answer whose question is missing there cannot be asked again."""
    others = write(tmp_path / "others.jsonl", QUESTIONS[1:])
    result = run("replay", answers, "--questions", others, "--store", briefs)
    assert result.exit_code == 1
    assert "第 1 行 甲：不能重问：问题文件里没有这一题" in result.stdout
