"""What the page does, without Streamlit: asking, taking in files, example questions."""

from pathlib import Path
from typing import Any

import pytest

from assistant import PolicyAssistant
from assistant.model import GIVEN
from ui.desk import UPLOADS, Desk, Turn, history_of, safe_name
from ui.examples import BRIEFS, example_questions

NOTICE = "示例高新区人才办法\n\n示高新发〔2023〕5号\n\n对领军人才给予最高300万元补助。\n\n示例高新区管委会\n2023年3月4日\n"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("通知.txt", "通知.txt"),
        ("../../etc/通知.txt", "通知.txt"),
        (r"C:\\文件\\a:b.pdf", "a_b.pdf"),
        ("", "未命名"),
        ("..", "未命名"),
        (".隐藏.md", "隐藏.md"),
        ("长" * 300 + ".docx", "长" * 80 + ".docx"),
    ],
)
def test_an_uploads_name_stays_in_its_folder(name: str, safe: str) -> None:
    """A browser's file name becomes a plain name of bounded length that keeps its suffix."""
    assert safe_name(name) == safe


def test_an_upload_is_answered_from_and_refreshed(tmp_path: Path) -> None:
    """An uploaded file can be asked about; uploaded again with other content it replaces what it was."""
    desk = Desk(tmp_path / "s")
    assert [o.line for o in desk.import_uploads([("办法.txt", NOTICE.encode())])] == ["办法.txt：已添加"]
    assert "300万元" in (desk.ask("领军人才最高补助多少万元？", []).answer or pytest.fail("no answer")).text
    assert [o.line for o in desk.import_uploads([("办法.txt", NOTICE.replace("300", "500").encode())])] == ["办法.txt：已更新"]
    assert len(desk.documents()) == 1


def test_a_bad_upload_costs_only_itself(tmp_path: Path) -> None:
    """A file that cannot be read has its line, is not kept, and the next one is taken in."""
    desk = Desk(tmp_path / "s")
    outcomes = desk.import_uploads([("坏.pdf", b"x"), ("办法.txt", NOTICE.encode())])
    assert [o.ok for o in outcomes] == [False, True]
    assert outcomes[0].line.startswith("坏.pdf：")
    assert [p.name for p in (tmp_path / "s" / UPLOADS).iterdir()] == ["办法.txt"]


def test_a_bad_line_of_an_upload_costs_only_itself(tmp_path: Path) -> None:
    """Of a .jsonl file with a bad line the others are taken in, the line is named, and the file is kept."""
    desk = Desk(tmp_path / "s")
    (outcome,) = desk.import_uploads([("办法.jsonl", '{"id": "1", "text": "房租每月补贴8元。"}\n{"id": "2", "text": 5}\n'.encode())])
    assert not outcome.ok
    assert outcome.line.startswith("办法.jsonl：已添加。") and '第 2 行的 "text" 没有文字：5' in outcome.line
    assert len(desk.documents()) == 1
    assert [p.name for p in (tmp_path / "s" / UPLOADS).iterdir()] == ["办法.jsonl"]


def test_the_bundled_briefs_come_with_the_program(tmp_path: Path) -> None:
    """The button's briefs are found as package data and all taken in."""
    outcomes = Desk(tmp_path / "s").import_briefs()
    assert len(outcomes) == 13
    assert all(o.ok for o in outcomes)


def test_an_error_becomes_a_line(tmp_path: Path) -> None:
    """Asking an empty store gives a turn with the line that says what to do."""
    turn = Desk(tmp_path / "s").ask("问", [])
    assert turn.answer is None
    assert turn.error is not None
    assert "资料库是空的" in turn.error


def test_a_bug_is_a_line_on_the_page_and_a_traceback_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An unexpected exception does not break the conversation, and is not lost."""

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("our bug")

    monkeypatch.setattr(PolicyAssistant, "explain", broken)
    assert "程序内部出错" in (Desk(tmp_path / "s").ask("问", []).error or "")
    assert "RuntimeError: our bug" in caplog.text


def test_history_leaves_out_errors_and_the_text_of_refusals(briefs_once: Path) -> None:
    """Earlier turns are passed on as questions and answers; a refusal's text, which names other things, is not."""
    desk = Desk(briefs_once)
    answered = desk.ask("中关村科技园区的前身是什么？", [])
    refused = desk.ask("苏州工业园区在2021年的生产总值是多少？", [])
    turns = history_of([answered, refused, Turn("x", error="错")])
    assert [t["q"] for t in turns] == [answered.question, refused.question]
    assert [bool(t["a"]) for t in turns] == [True, False]


def test_as_of_reaches_the_answer(briefs_once: Path) -> None:
    """The day chosen on the page is the day that the answer keeps to."""
    turn = Desk(briefs_once).ask("中关村科技园区的前身是什么？", [], as_of="2010-01-01")
    assert turn.answer is not None
    assert turn.answer.as_of == "2010-01-01"


@pytest.mark.parametrize(("file", "question"), BRIEFS)
def test_each_example_is_answered_from_its_brief(briefs_once: Path, file: str, question: str) -> None:
    """An example question is answered, and cites the brief that it was written for."""
    answer = Desk(briefs_once).ask(question, []).answer
    assert answer is not None
    assert answer.status in GIVEN
    assert file in {c.source_file for c in answer.citations}


def test_examples_follow_the_library(tmp_path: Path) -> None:
    """Without the briefs the examples ask for what other documents state of themselves; without documents there are none."""
    desk = Desk(tmp_path / "s")
    assert example_questions(desk.documents()) == []
    desk.import_uploads([("办法.txt", NOTICE.encode())])
    assert example_questions(desk.documents()) == ["《示例高新区人才办法》是什么时候印发的？"]
