"""Answers to questions about several documents: each part from its own document and told by its name; and which document is in force."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant

TEXTS = {
    "old.txt": (
        "汀砚高新区人才公寓管理办法（2031年版）",
        "汀高新〔2031〕5号",
        "人才公寓的租金为每月300元，公示期为15个工作日。",
        "2031年3月4日",
    ),
    "new.txt": (
        "汀砚高新区人才公寓管理办法（2034年修订版）",
        "汀高新〔2034〕9号",
        "人才公寓的租金为每月420元，公示期为7个工作日。",
        "2034年6月8日",
    ),
    "plan.txt": ("汀砚高新区“十五五”发展规划", "汀高新〔2026〕2号", "规划期内建成孵化器30家。", "2026年1月8日"),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over two versions of one rule, and a plan."""
    folder: Path = tmp_path_factory.mktemp("versions")
    for name, (title, number, article, day) in TEXTS.items():
        text = f"{title}\n{number}\n\n一、总则\n\n本文件适用于汀砚高新区。\n\n二、规定\n\n{article}\n\n汀砚高新区管委会\n{day}\n"
        (folder / name).write_text(text, encoding="utf-8")
    with PolicyAssistant.open(tmp_path_factory.mktemp("store")) as qa:
        qa.ingest([str(folder)])
        yield qa


def test_the_numbers_of_two_versions(assistant: PolicyAssistant) -> None:
    """Each version's number comes from its own document."""
    answer = assistant.ask("人才公寓管理办法2031年版和2034年修订版的文号分别是什么？")
    assert [c.source_file for c in answer.citations] == ["old.txt", "new.txt"]
    assert "汀高新〔2031〕5号" in answer.text and "汀高新〔2034〕9号" in answer.text


def test_figures_of_two_versions_are_told_apart(assistant: PolicyAssistant) -> None:
    """The two sentences differ in the figure alone: which is which is said before them, and their difference worked out."""
    answer = assistant.ask("人才公寓管理办法2031年版和2034年修订版的租金相差多少元？")
    assert [c.source_file for c in answer.citations] == ["old.txt", "new.txt"]
    assert answer.text.startswith("2031年版：") and "；2034年修订版：" in answer.text
    assert [c.value for c in answer.computed] == ["120"]


@pytest.mark.parametrize(
    ("question", "as_of", "told"),
    [
        ("现行的人才公寓管理办法文号是什么？", None, "汀高新〔2034〕9号"),
        ("当时执行的人才公寓管理办法文号是什么？", "2032-12-31", "汀高新〔2031〕5号"),
        ("现行的人才公寓管理办法是哪一份？", None, "2034年修订版"),
        ("汀砚高新区正在执行的五年规划是哪一个？", None, "“十五五”发展规划"),
    ],
)
def test_the_document_in_force(assistant: PolicyAssistant, question: str, as_of: str | None, told: str) -> None:
    """The newest document of the kind up to the day from which the question looks."""
    answer = assistant.ask(question, as_of=as_of, question_date="2036-01-01")
    assert told in answer.text


def test_no_document_in_force_is_made_up(assistant: PolicyAssistant) -> None:
    """A document that the store does not hold is not replaced by another kind of its issuer's."""
    assert "文号是" not in assistant.ask("现行的企业上市奖励办法文号是什么？").text


def test_a_difference_needs_no_unit_in_the_question(assistant: PolicyAssistant) -> None:
    """Two figures of one unit are held against each other, whether or not the question names the unit."""
    answer = assistant.ask("人才公寓管理办法2031年版和2034年修订版的租金相差多少？")
    assert [c.value for c in answer.computed] == ["120"]


def test_the_dearer_version_is_said_first(assistant: PolicyAssistant) -> None:
    """A question that asks which is more is answered with which."""
    answer = assistant.ask("人才公寓管理办法2031年版和2034年修订版的租金，哪个更高？")
    assert answer.text.startswith("2034年修订版更高：")
