"""Rules of `assistant.finding.measured` and of the years of figures: the newest amount of the very thing and measure, the earlier ones beside it."""

from collections.abc import Callable

import pytest

from assistant import PolicyAssistant

TEXTS = (
    ("高新区年度概况", "2032-04-02", "2031年，全国61家省级高新区实现年营业总收入5120.4亿元。同年，龙头企业营业总收入达到2210.6亿元，占省级高新区营业总收入的43.2%。"),
    ("省级高新区统计快报", "2035-03-09", "2034年，省级高新区营业总收入达7340亿元；从业人员总数88万人。到2038年，省级高新区营业总收入力争达到9999亿元。"),
    ("省级高新区上半年运行", "2035-08-01", "2035年1-6月，省级高新区营业总收入3900亿元。"),
    ("汀砚高新区简介", "2034-01-05", "汀砚高新区是省级高新区。2033年，营业总收入120亿元。"),
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(opened_over: Callable[..., PolicyAssistant]) -> PolicyAssistant:
    """The assistant over four texts that give the income of several things in several years."""
    return opened_over(*TEXTS)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("省级高新区的营业总收入是多少？", ["7340亿元", "5120.4亿元"]),
        ("省级高新区一年能有多少营业收入？", ["7340亿元", "5120.4亿元"]),
        ("龙头企业的营业总收入是多少？", []),
    ],
)
def test_the_newest_amount_comes_first(assistant: PolicyAssistant, question: str, values: list[str]) -> None:
    """Another owner's amount, a target, half a year and a single zone's amount are none of the measure."""
    answer = assistant.ask(question, question_date="2036-06-01")
    assert [m.value for m in answer.timeline] == values
    assert answer.status == "answered" and (not values or answer.short_answer == values[0])


def test_as_of_a_day_the_newest_amount_known_then(assistant: PolicyAssistant) -> None:
    """What was written later is not told, nor cited."""
    answer = assistant.ask("以2033年底手头的材料算，省级高新区营业总收入有多少？", question_date="2036-06-01")
    assert answer.short_answer == "5120.4亿元" and {c.date for c in answer.citations} == {"2032-04-02"}


def test_each_year_its_own_amount(assistant: PolicyAssistant) -> None:
    """Two years asked for get the amounts of the very measure."""
    answer = assistant.ask("省级高新区的营业收入，2031年和2034年分别是多少？", question_date="2036-06-01")
    assert "5120.4亿元" in answer.text and "7340亿元" in answer.text and "2210.6" not in answer.text


def test_half_a_year_is_not_the_year(assistant: PolicyAssistant) -> None:
    """A figure of January to June answers for these months and is refused for the year."""
    year = assistant.ask("2035年省级高新区营业总收入是多少？", question_date="2036-06-01")
    assert year.status == "not_in_corpus" and "全年" in year.text
    assert "3900亿元" in assistant.ask("2035年上半年省级高新区营业总收入是多少？", question_date="2036-06-01").text


def test_a_second_question_is_not_lost_beside_a_series(assistant: PolicyAssistant) -> None:
    """Earlier values are told only where nothing else is asked."""
    answer = assistant.ask("省级高新区有多少从业人员，营业总收入是多少？", question_date="2036-06-01")
    assert "88万人" in answer.text and "7340亿元" in answer.text


def test_the_year_of_the_amount_is_told(assistant: PolicyAssistant) -> None:
    """As of a day the amount comes with the date of its source and its own year."""
    text = assistant.ask("站在2033年底看，省级高新区营业总收入有多少？", question_date="2036-06-01").text
    assert text.startswith("2032年4月2日的资料：") and "2031年" in text
