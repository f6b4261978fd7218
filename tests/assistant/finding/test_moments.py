"""Rules of `assistant.finding.moments`: the day of another deed, or up to which is counted, is not the asked one."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.moments import moment_fault, only_as_of
from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span

Make = Callable[..., list[Candidate]]


@pytest.mark.parametrize(
    ("near_miss", "twin", "sentence"),
    [
        ("岚泓规划什么时候上报的？", "岚泓规划什么时候批复的？", "2031年5月,岚泓规划获批复。"),
        ("岚泓大赛哪天截止报名？", "岚泓大赛哪天开幕？", "5月3日,岚泓大赛开幕。"),
        ("岚泓大赛哪天公示名单？", "岚泓大赛哪天公布名单？", "5月3日,岚泓大赛发布名单。"),
        ("岚泓测绘是哪年上报的？", "岚泓测绘是哪年进行的？", "2031年有一次岚泓测绘。"),
    ],
)
def test_the_day_of_another_deed_is_refused(near_miss: str, twin: str, sentence: str) -> None:
    """An official act right behind the asking words is told, or another word for it."""
    assert moment_fault(near_miss, sentence)
    assert moment_fault(twin, sentence) is None


def test_the_day_up_to_which_is_counted_is_no_day_of_a_deed(in_one_chunk: Make) -> None:
    """Where "截至10月" only dates the count it is no answer; asked for that very day it is."""
    [c] = in_one_chunk("截至2031年10月,园区达到17家。")
    spans = (Span(2, 10, "2031年10月", 1.0),)
    assert only_as_of(understand("岚泓园区是哪年哪月批复的？", today="2036-01-01"), c, spans)
    assert only_as_of(understand("园区家数截至哪年哪月？", today="2036-01-01"), c, spans) is None
