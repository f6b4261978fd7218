"""Rules of `assistant.finding.nearby`: what there is beside what is missing, told so that it does not contradict itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.asking.question import understand
from assistant.finding.model import Evidence
from assistant.finding.nearby import told
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.reading.spans import best_spans, chosen_spans

Make = Callable[..., list[Candidate]]


@pytest.mark.parametrize(("year", "opening"), [("2030年", "只有2031年的，为16个"), ("2031年", "相近的只有“")])
def test_only_a_value_of_another_year_is_told_as_all_there_is(in_one_chunk: Make, year: str, opening: str) -> None:
    """A value of the very year that is said to be missing is shown in its sentence, for what it is."""
    (candidate,) = in_one_chunk("2031年岚泓园区新增16个工位。")
    asked = understand(f"{year}岚泓园区新增多少个工位？", today="2036-01-01")
    loose, weights = replace(asked, periods=()), dict.fromkeys(asked.terms, 1.0)
    near = Evidence(loose, Reading(candidate, 1.0), chosen_spans(loose, best_spans(loose, candidate, weights)), weights)
    assert told(near, asked).startswith(opening)
