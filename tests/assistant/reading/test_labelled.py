"""Rules of `assistant.reading.labelled`: a field answers by its label."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.reading.candidates import Candidate
from assistant.reading.labelled import labelled_first
from assistant.reading.reader import Reading

GUIDE = (
    "人才公寓入住登记按规定办理。",
    "办理机构：汀砚区人才服务中心",
    "法定办结时限：20个工作日",
    "承诺办结时限：7个工作日",
    "到窗口次数：1次",
    "服务对象：在区内工作的毕业生",
    "申请材料：身份证、劳动合同",
    "咨询电话：12345678",
    "总协调人：祁沅",
)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("人才公寓入住登记由哪个部门办理？", "办理机构"),
        ("人才公寓入住登记的承诺办结时限是多少？", "承诺办结时限"),
        ("人才公寓入住登记要跑几次？", "到窗口次数"),
        ("哪些人可以办人才公寓入住登记？", "服务对象"),
        ("人才公寓入住登记要什么材料？", "申请材料"),
        ("人才公寓入住登记怎么联系？", "咨询电话"),
        ("人才公寓入住登记的总协调人由谁担任？", "总协调人"),
        ("人才公寓有多少套？", "人才公寓入住登记按规定办理。"),
    ],
)
def test_the_field_that_is_said_or_meant_goes_first(in_one_chunk: Callable[..., list[Candidate]], question: str, field: str) -> None:
    """By the words of its label, or by what guides give under it; a question for something else is left alone."""
    ranked = [Reading(c, 9.0 - c.place) for c in in_one_chunk(*GUIDE)]
    first = labelled_first(understand(question, today="2036-01-01"), ranked)[0]
    assert first.candidate.sentence.text.startswith(field)


def test_the_fields_of_another_piece_are_of_another_thing(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """Only the piece that reads best is looked through; a headline is no field."""
    best = Reading(in_one_chunk("入住登记的电话另行公布。")[0], 9.0)
    other = Reading(in_one_chunk("咨询电话：12345678", document="e")[0], 1.0)
    asked = understand("入住登记的电话是多少？", today="2036-01-01")
    assert labelled_first(asked, [best, other])[0] is best
    headline = Reading(in_one_chunk("岚泓高新区：人才来了")[0], 1.0)
    assert labelled_first(understand("人才公寓在岚泓高新区是谁管？", today="2036-01-01"), [best, headline])[0] is best
