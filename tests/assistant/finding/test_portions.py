"""Rules of `assistant.finding.portions`: how many of a counted whole are of some kind, only a sentence on that kind tells."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.portions import portion_fault
from assistant.reading.candidates import Candidate
from assistant.reading.spans import best_spans, chosen_spans

Make = Callable[..., list[Candidate]]


def fault(question: str, candidate: Candidate) -> str | None:
    """What the candidate does not tell of the whole's portions."""
    part = understand(question, today="2036-01-01")
    return portion_fault(part, candidate, chosen_spans(part, best_spans(part, candidate, dict.fromkeys(part.terms, 1.0))))


@pytest.mark.parametrize(
    ("near_miss", "twin", "sentence"),
    [
        ("53家入选园区中，东北有多少家？", "53家入选园区中，西部有多少家？", "入选园区里西部的有19家。"),
        ("36项考核指标里，属于环保的有几项？", "36项考核指标里，属于研发的有几项？", "考核指标中研发的有7项，民生的有9项。"),
        ("46个二级指标里，属于研发的有几个？", "8个一级指标里，属于研发的有几个？", "指标体系中研发的有5个一级指标。"),
    ],
)
def test_only_a_sentence_on_the_kind_counts_it(in_one_chunk: Make, near_miss: str, twin: str, sentence: str) -> None:
    """Other portions of the whole, and another level of the same thing, are no answer."""
    (candidate,) = in_one_chunk(sentence)
    assert (fault(near_miss, candidate) or "").endswith("的这项内容")
    assert fault(twin, candidate) is None


def test_a_kind_in_everyday_words_need_not_be_named(in_one_chunk: Make) -> None:
    """What is no noun of official texts may be said otherwise."""
    (candidate,) = in_one_chunk("106个参赛项目经过角逐，34个项目获奖。")
    assert fault("106个项目里，最后拿奖的有多少个？", candidate) is None
