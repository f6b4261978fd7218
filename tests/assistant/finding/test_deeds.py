"""Rules of `assistant.finding.deeds`: the date or amount that a yes/no question takes for granted is looked up, not only held against what reads best."""

from collections.abc import Callable

import pytest

from assistant import PolicyAssistant
from assistant.asking.kinds import Kind
from assistant.asking.question import understand
from assistant.finding.deeds import without_claim

TEXTS = (
    ("汀砚高新区介绍", "2035-06-01", "汀砚高新区始建于2018年5月，位于湖畔。2027年11月，省政府批复汀砚高新区升级为省级高新区。2031年9月，汀砚高新区获准建设创新示范走廊。"),
    ("汀砚高新区孵化器管理办法", "2029-04-03", "为了支持孵化器，制定本办法。"),
    ("省级高新区统计快报", "2035-03-09", "2034年，省级高新区营业总收入达7340亿元。其中药企营业总收入2210亿元，占省级高新区营业总收入的30.1%。"),
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(opened_over: Callable[..., PolicyAssistant]) -> PolicyAssistant:
    """The assistant over a zone's introduction, its rules and a year's figures."""
    return opened_over(*TEXTS)


@pytest.mark.parametrize(
    ("question", "opening", "told"),
    [
        ("汀砚高新区是2031年9月才成立的吧？", "不是。", "2018年5月"),
        ("汀砚高新区2018年建立，对吗？", "是的，", "2018年5月"),
        ("汀砚高新区2018年5月就升级为省级了，是这样吗？", "不是。", "2027年11月"),
        ("《汀砚高新区孵化器管理办法》是2031年印发的，对不对？", "不是。", "2029年4月3日"),
        ("2034年省级高新区营业总收入是2210亿元吧？", "不是。", "7340亿元"),
        ("2034年省级高新区营业总收入超过7000亿元，没错吧？", "是的，", "7340亿元"),
    ],
)  # fmt: skip
def test_the_claim_is_settled_by_what_tells_of_the_same(assistant: PolicyAssistant, question: str, opening: str, told: str) -> None:
    """Another deed of the claimed date and another thing's amount settle nothing."""
    answer = assistant.ask(question, question_date="2036-06-01")
    assert answer.text.startswith(opening) and told in answer.text and len(answer.citations) == 1


def test_a_deed_that_no_text_dates_is_left_alone(assistant: PolicyAssistant) -> None:
    """Without a date for the very deed nothing is confirmed or denied."""
    assert not assistant.ask("汀砚高新区2031年9月开工建设的吧？", question_date="2036-06-01").text.startswith(("是的", "不是"))


def test_a_claimed_amount_is_not_read_with() -> None:
    """The question is read as one for the amount; a limit, or two amounts, stay."""
    asked = understand("听说岚泓园区2031年的研发占比是76.3%，没错吧？", today="2036-01-01")
    read = without_claim(asked)
    assert read.kind is Kind.FIGURE and "76.3" not in read.text and read.unit == "%" and read.periods == asked.periods
    for text in ("岚泓园区的收入超过3亿元，对吗？", "岚泓园区有36家企业、占地5亩，对吗？", "岚泓园区有多少家企业？"):
        asked = understand(text, today="2036-01-01")
        assert without_claim(asked) is asked


SHARES = (
    "溆嵘高新区：产业壮大",
    "2032-02-03",
    "2031年，三大产业产值占工业总产值的76.3%。2031年，溆嵘高新区高新技术产业产值占工业总产值的55.2%，比上年高3个百分点。",
)


def test_what_is_told_of_something_else_confirms_nothing(opened_over: Callable[..., PolicyAssistant]) -> None:
    """The claimed share is that of other branches; the sentence on those that are asked about tells the true one."""
    answer = opened_over(SHARES).ask("听说溆嵘高新区2031年高新技术产业产值占工业总产值的76.3%，没错吧？", question_date="2036-01-01")
    assert "55.2%" in answer.text and not answer.text.startswith("是的")
