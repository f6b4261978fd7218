"""Rules of values worked out from two cited figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant

REPORT = """云岭高新区年度统计公报

云岭高新区管委会
2024年3月2日

2019年，云岭高新区有瞪羚企业36家，实现出口额20.5亿元，从业人员12万人。
2023年，云岭高新区有瞪羚企业81家，实现出口额53.2亿元，有15万名从业人员。
2031年，云岭高新区商标申请量达到1036件，同比增长44%。开发区商标授权量为662件，同比增长31%。
"""


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over one report on two years."""
    folder = tmp_path_factory.mktemp("sums")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest([Path(folder / "report.txt")])
        yield assistant


def test_a_difference_is_worked_out_and_says_so(qa: PolicyAssistant) -> None:
    """Asked how many more, the answer gives both cited figures, their difference, and what it was worked out from."""
    answer = qa.ask("云岭高新区2023年的瞪羚企业比2019年多了多少家？")
    assert answer.short_answer == "45家" and "据上述数据计算" in answer.text
    assert [(c.value, c.op, set(c.operands)) for c in answer.computed] == [("45", "difference", {"81", "36"})]
    assert all(any(figure in c.quote for c in answer.citations) for figure in ("81家", "36家"))


def test_of_two_things_each_is_told_its_own_figure(qa: PolicyAssistant) -> None:
    """The sentence of one of two things named side by side does not answer for the other, and nothing is worked out of one figure twice."""
    answer = qa.ask("云岭高新区2031年的商标申请量和授权量，哪个同比增长更快，各增长多少？")
    assert answer.short_answer == "商标申请量更快" and "相差" not in answer.text
    assert all(figure in answer.text for figure in ("44%", "31%"))


def test_nothing_is_worked_out_unasked(qa: PolicyAssistant) -> None:
    """Asked for the figures of two years, both are given and nothing is computed."""
    answer = qa.ask("云岭高新区的瞪羚企业2019年和2023年各有多少家？")
    assert answer.computed == () and "36家" in answer.text and "81家" in answer.text


def test_units_of_one_measure_are_reckoned_together(qa: PolicyAssistant) -> None:
    """人 and 名 count the same."""
    answer = qa.ask("云岭高新区的从业人员2019年到2023年增加了多少人？")
    assert answer.short_answer == "3万人" and [c.value for c in answer.computed] == ["3"]
