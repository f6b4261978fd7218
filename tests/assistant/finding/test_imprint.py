"""Rules of `assistant.finding.imprint`: what a periodical says of itself field by field is looked up, and what it does not print is refused."""

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.model import REFUSED

ISSUE = """澜祁动态

2031年第7期(总第214期) 2031年4月2日

储能电池展在澜祁开幕

4月1日,储能电池展在澜祁开幕,共有参展企业86家。开幕式由展会主办方主持,来自各地的代表参加。

澜祁高新区管委会
地址:澜祁市栎枫路9号
邮编:431200

编辑部地址:澜祁市楠渚街3号
邮编:431207
责任编辑:沅汀 麓砚
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """A store with one issue."""
    folder = tmp_path_factory.mktemp("imprint")
    (folder / "issue.txt").write_text(ISSUE, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as opened:
        opened.ingest([folder / "issue.txt"])
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("澜祁动态31年第7期的责任编辑是谁？", "麓砚"),
        ("澜祁动态2031年第7期是总第几期？", "总第214期"),
        ("澜祁动态编辑部的邮编是多少？", "431207"),
    ],
)
def test_a_field_is_looked_up(assistant: PolicyAssistant, question: str, said: str) -> None:
    """The line of the field answers, the one that belongs to the office asked about."""
    answer = assistant.ask(question, question_date="2036-01-01")
    assert answer.status == "answered" and said in answer.text and said in (answer.short_answer or "")
    assert answer.citations[0].verified


@pytest.mark.parametrize("question", ["澜祁动态31年第7期的主编是谁？", "澜祁动态第6期的责任编辑是谁？"])
def test_what_is_not_printed_is_refused(assistant: PolicyAssistant, question: str) -> None:
    """A field that the issue lacks, or another issue, has no answer."""
    assert assistant.ask(question, question_date="2036-01-01").status in REFUSED
