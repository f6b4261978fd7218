"""Rules of `assistant.asking.history`: only a question that leans on the turn before is completed from it."""

import pytest

from assistant.asking.history import leans, resolve

TODAY = "2026-11-20"
TURN = {"q": "岚泓高新区转发的是什么文件？", "a": "转发的是《云岭人才公寓管理办法》[1]。"}


@pytest.mark.parametrize(
    "question",
    [
        "它的文号是什么？",
        "那共有多少套？",
        "在哪个城市开的？",
        "这几个产业的产值是多少？",
        "前者是多少？",
        "人才公寓呢？",
        "比五年前增长了多少？",
        "最后几个选上了？",
    ],
)
def test_a_question_that_points_back_leans(question: str) -> None:
    """它, 那, 这几个, 前者, 呢, or asking without a subject: the turn before is needed."""
    assert leans(question, today=TODAY)


@pytest.mark.parametrize(
    "question",
    [
        "苏州工业园区有多少家企业？",
        "2013年国家高新区营业总收入是多少？",
        "《管理办法》的文号是什么？",
        "其他园区有多少家企业？",
        "国发〔2020〕7号是什么时候印发的？",
    ],
)
def test_a_question_with_its_own_subject_stands_alone(question: str) -> None:
    """A place, a subject, a title or a number of its own: nothing is added, whatever was said before."""
    assert not leans(question, today=TODAY)
    assert resolve(question, [TURN], today=TODAY) == question


def test_the_document_of_the_last_answer_is_named() -> None:
    """它 after an answer that names a document is that document; the question's own words stay."""
    resolved = resolve("它的文号是什么？", [TURN], today=TODAY)
    assert "《云岭人才公寓管理办法》" in resolved and resolved.endswith("它的文号是什么？")


def test_only_the_last_turn_counts() -> None:
    """An older turn is not what 它 means."""
    older = {"q": "《甲方案》是谁印发的？", "a": "是《甲方案》。"}
    assert "甲方案" not in resolve("它的文号是什么？", [older, TURN], today=TODAY)


@pytest.mark.parametrize("history", [[], [{"q": "", "a": ""}], [{}]])
def test_nothing_to_lean_on(history: list[dict[str, str]]) -> None:
    """Without a turn, or with an empty one, the question stays as it is."""
    assert resolve("它的文号是什么？", history, today=TODAY) == "它的文号是什么？"
