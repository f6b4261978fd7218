"""Rules of `assistant.finding.several` and of the newest document: documents of a time or of a body, told by their titles and dates."""

from collections.abc import Callable

import pytest

from assistant import PolicyAssistant

TEXTS = (
    ("关于加快省级园区创新的若干意见", "2031-02-03", "为了加快省级园区创新，提出如下意见。省科技厅 2031年2月3日", "省科技厅"),
    ("关于省级园区管理的若干意见", "2031-09-17", "为了规范省级园区管理，提出如下意见。省科技厅 2031年9月17日", "省科技厅"),
    ("关于省级园区用地的若干意见", "2031-11-20", "为了规范省级园区用地，提出如下意见。省自然资源厅 2031年11月20日", "省自然资源厅"),
    ("省级园区发展规划", "2034-05-06", "为了促进省级园区发展，制定本规划。省科技厅 2034年5月6日", "省科技厅"),
)


@pytest.fixture(scope="module")
def assistant(opened_over: Callable[..., PolicyAssistant]) -> PolicyAssistant:
    """The assistant over four documents of two bodies."""
    return opened_over(*TEXTS)


@pytest.mark.parametrize(
    "question", ["2031年省科技厅先后印发了两份关于省级园区的意见，日期各是哪天？", "省科技厅2031年出台了哪几份省级园区的文件？"]
)
def test_all_documents_of_a_time_are_told(assistant: PolicyAssistant, question: str) -> None:
    """Those of the body named, oldest first, each cited."""
    answer = assistant.ask(question, question_date="2036-06-01")
    assert answer.text.index("2031年2月3日") < answer.text.index("2031年9月17日") and "用地" not in answer.text
    assert [c.date for c in answer.citations] == ["2031-02-03", "2031-09-17"]


def test_another_number_of_documents_is_not_listed(assistant: PolicyAssistant) -> None:
    """Two are no three."""
    assert len(assistant.ask("2031年省科技厅印发了哪三份省级园区的意见？", question_date="2036-06-01").citations) < 2


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("站在2033年底看，省科技厅最近一份关于省级园区的文件是什么？", "2031-09-17"),
        ("截至2033年底，省级园区方面最新的意见是哪份？", "2031-11-20"),
        ("省科技厅最近一次就省级园区发出的文件是哪份？", "2034-05-06"),
    ],
)
def test_the_newest_of_a_body_known_then(assistant: PolicyAssistant, question: str, date: str) -> None:
    """Neither another body's nor a later one."""
    assert [c.date for c in assistant.ask(question, question_date="2036-06-01").citations] == [date]
