"""Rules of `assistant.finding.moments`: the day of another deed, or up to which is counted, is not the asked one."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.moments import only_as_of, phase_fault
from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span

Make = Callable[..., list[Candidate]]


@pytest.mark.parametrize(
    ("near_miss", "twin", "sentence"),
    [
        ("岚泓大赛哪天截止报名？", "岚泓大赛哪天开幕？", "5月3日,岚泓大赛开幕。"),
        ("岚泓产业园何时建成？", "岚泓产业园何时动工？", "2031年5月,岚泓产业园正式动工。"),
    ],
)
def test_the_day_of_another_phase_is_refused(near_miss: str, twin: str, sentence: str) -> None:
    """Of an undertaking that begins, is done and ends, the text tells of one."""
    assert phase_fault(near_miss, sentence)
    assert phase_fault(twin, sentence) is None


def test_the_day_up_to_which_is_counted_is_no_day_of_a_deed(in_one_chunk: Make) -> None:
    """Where "截至10月" only dates the count it is no answer; asked for that very day it is."""
    [c] = in_one_chunk("截至2031年10月,园区达到17家。")
    spans = (Span(2, 10, "2031年10月", 1.0),)
    assert only_as_of(understand("岚泓园区是哪年哪月批复的？", today="2036-01-01"), c, spans)
    assert only_as_of(understand("园区家数截至哪年哪月？", today="2036-01-01"), c, spans) is None
