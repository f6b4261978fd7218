"""Rules of `assistant.finding.measures`: a figure of another measure than the asked one is no answer."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.measures import left_for_growth, other_measure
from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span

Make = Callable[..., list[Candidate]]
TODAY = "2036-01-01"

# Question, sentence, the figure looked at, and the measure that it is not of.
CASES = [
    ("园区2031年的营业收入是多少亿元？", "2031年园区生产总值为540亿元。", "540亿元", "营业收入"),
    ("园区2031年的营业收入是多少亿元？", "2031年园区营业总收入达540亿元。", "540亿元", None),
    ("园区GDP有多少亿元？", "园区实现地区生产总值88亿元。", "88亿元", None),
    ("园区实现了多少净利润？", "园区实现税收12亿元，净利润30亿元。", "12亿元", "净利润"),
    ("园区实现了多少净利润？", "园区实现税收12亿元，净利润30亿元。", "30亿元", None),
    ("园区出口增长了百分之几？", "营业收入突破3亿元，同比增长20%。", "20%", "出口"),
    ("园区收入增长了百分之几？", "营业收入突破3亿元，同比增长20%。", "20%", None),
    ("园区有多少家企业？", "园区生产总值88亿元，企业36家。", "36家", None),
    ("外资占投资的比重是多少？", "营业收入中外资占30%。", "30%", None),
    ("园区的专项资金是多少万元？", "园区生产总值88亿元。", "88亿元", None),
]


@pytest.mark.parametrize(("question", "sentence", "figure", "missing"), CASES)
def test_the_measure_right_before_the_figure_decides(
    in_one_chunk: Make, question: str, sentence: str, figure: str, missing: str | None
) -> None:
    """Names of one measure stand for each other; a growth is of the measure named before its amount; counts and shares are left alone."""
    assert other_measure(understand(question, today=TODAY), *at(in_one_chunk, sentence, figure)) == missing


def test_an_amount_is_not_taken_from_the_clause_of_another_measure(in_one_chunk: Make) -> None:
    """Where the asked measure's own clause tells its growth only, the amounts beside it are of other things."""
    question = understand("园区工业增加值是多少亿元？", today=TODAY)
    candidate, span = at(in_one_chunk, "软件服务业进账274亿元，工业增加值增长25%，吸引资金12亿元。", "12亿元")
    assert left_for_growth(question, candidate, span) == "增加值"
    candidate, span = at(in_one_chunk, "工业增加值12亿元，增长25%。", "12亿元")
    assert left_for_growth(question, candidate, span) is None


def at(make: Make, sentence: str, figure: str) -> tuple[Candidate, Span]:
    """The candidate of a sentence and the figure in it."""
    start = sentence.index(figure)
    return make(sentence)[0], Span(start, start + len(figure), figure, 1.0)
