"""Rules of `assistant.reading.answering`: what stands behind a question of the text answers that question."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.reading.answering import answering_first
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("人才公寓怎么申请？", "登录平台提交表格。"),
        ("人才公寓申请要什么条件？", "人才公寓申请数量逐年增加。"),  # the text asks how, not for conditions
        ("人才公寓怎么退租？", "人才公寓申请数量逐年增加。"),  # of which the text's question says nothing
    ],
)
def test_the_sentence_behind_the_same_question_goes_first(in_one_chunk: Callable[..., list[Candidate]], question: str, first: str) -> None:
    """Where the text asks for the same kind of thing in much the same words."""
    part = understand(question, today="2036-01-01")
    found = in_one_chunk("人才公寓申请数量逐年增加。", "如何申请人才公寓？", "登录平台提交表格。")
    ranked = [Reading(c, s) for c, s in zip(found, (9.0, 4.0, 1.0), strict=True)]
    assert answering_first(part, ranked, dict.fromkeys(part.terms, 1.0))[0].candidate.sentence.text == first


def test_a_question_that_says_much_more_is_another(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """All asked words may stand in it and still another thing be asked."""
    part = understand("人才公寓怎么申请？", today="2036-01-01")
    found = in_one_chunk("人才公寓申请增加。", "已婚博士退出人才公寓以后，重新申请货币补贴的额度如何核算？", "按月核算。")
    ranked = [Reading(c, s) for c, s in zip(found, (9.0, 4.0, 1.0), strict=True)]
    assert answering_first(part, ranked, dict.fromkeys(part.terms, 1.0)) is ranked
