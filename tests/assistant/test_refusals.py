"""A refusal says what is missing and what the texts hold beside it; what a question names and the text does not is never answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.model import Answer

REPORT = """云岭高新区统计公报
发布日期：2032年3月1日

2031年云岭高新区的软件出口额为12.5亿元，2029年为8.1亿元；所得税减按15%征收。收入超过1000亿元的企业有7家。
平均能耗为0.4吨标准煤。对入驻的大专毕业生发放住房补助。新办企业第一年到第三年免缴房租，第四年减半。
“1+3”体系是指一个平台和三类服务。云岭孵化大楼2030年5月建成。
"""


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over one report."""
    folder = tmp_path_factory.mktemp("refusals")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest([Path(folder / "report.txt")])
        yield assistant


def refused(answer: Answer) -> Answer:
    """The answer, which is a refusal without citations."""
    assert (answer.status, answer.citations) == ("not_in_corpus", ())
    return answer


def test_another_year_is_told_with_value_source_and_date(qa: PolicyAssistant) -> None:
    """Asked for 2026, the refusal gives the years that there are, and the piece comes first among the nearest."""
    answer = refused(qa.ask("2026年云岭高新区的软件出口额是多少亿元？"))
    assert "2026年" in answer.text
    assert "2029年的，为8.1亿元" in answer.text and "2031年的，为12.5亿元" in answer.text
    assert "《云岭高新区统计公报》，2032年3月1日" in answer.text
    assert answer.nearest[0]["source_file"] == "report.txt" and "12.5亿元" in answer.nearest[0]["text"]


def test_another_place_is_told_with_its_sentence(qa: PolicyAssistant) -> None:
    """What holds for another place is shown as that place's, not as the answer."""
    answer = refused(qa.ask("2031年苏州的软件出口额是多少亿元？"))
    assert "苏州" in answer.text and "12.5亿元" in answer.text


@pytest.mark.parametrize(
    ("near_miss", "twin"),
    [
        ("云岭高新区的营业税减按多少征收？", "云岭高新区的所得税减按多少征收？"),
        ("云岭高新区的平均水耗是多少？", "云岭高新区的平均能耗是多少吨？"),
        ("收入超过2000亿元的企业有几家？", "收入超过1000亿元的企业有几家？"),
        ("新办企业第七年的房租怎么交？", "新办企业第二年的房租怎么交？"),
        ("“2+5”体系代表什么？", "“1+3”体系代表什么？"),
        ("云岭高新区的关税怎么减免？", "云岭高新区新办企业的房租怎么减免？"),
    ],
)
def test_what_is_named_nowhere_is_refused_and_its_twin_answered(qa: PolicyAssistant, near_miss: str, twin: str) -> None:
    """Another tax, measure, threshold, year of a term or scheme than the text names is no answer; the same question on the named one is."""
    refused(qa.ask(near_miss))
    assert qa.ask(twin).status == "answered"


def test_a_year_in_the_sentence_does_not_carry_another_years_figure(qa: PolicyAssistant) -> None:
    """The sentence names 2029 and 2031; each year gets its own figure."""
    assert qa.ask("2029年云岭高新区的软件出口额是多少亿元？").short_answer == "8.1亿元"
    assert qa.ask("2031年云岭高新区的软件出口额是多少亿元？").short_answer == "12.5亿元"


@pytest.mark.parametrize("question", ["它是多少？", "怎么样？", "它的文号是什么？"])
def test_a_question_that_names_nothing_is_unclear(qa: PolicyAssistant, question: str) -> None:
    """Without a conversation there is nothing to look for, and any sentence would be a guess."""
    answer = qa.ask(question)
    assert answer.status == "unclear" and "写明" in answer.text and not answer.citations


def test_the_conversation_makes_it_clear(qa: PolicyAssistant) -> None:
    """The same words after a turn are a follow-up."""
    turn = {"q": "2031年云岭高新区的软件出口额是多少亿元？", "a": "12.5亿元。"}
    assert qa.ask("2029年呢？", history=[turn]).status != "unclear"


def test_a_wrong_date_of_an_event_is_corrected(qa: PolicyAssistant) -> None:
    """A yes/no question that dates an event otherwise than the text is told the text's date."""
    answer = qa.ask("云岭孵化大楼是2033年5月建成的吗？")
    assert (answer.status, answer.short_answer) == ("answered", "不是") and "2030年5月" in answer.text and answer.citations
