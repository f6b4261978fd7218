"""Rules of `assistant.saying.parallels`: what a semicolon parts from the answer stays in the quote and out of the statement."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.model import Evidence, Finding
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.reading.spans import Span, best_spans
from assistant.saying.compose import compose

Make = Callable[..., list[Candidate]]


def said(make: Make, question: str, text: str, *, spotted: str = "") -> str:
    """The statement on the sentence `text`; its answer is of the asked kind, or what was spotted."""
    (candidate,) = make(text)
    asked = understand(question, today="2036-01-01")
    weights = dict.fromkeys(asked.terms, 1.0)
    at = candidate.folded.find(spotted)
    likely = (Span(at, at + len(spotted), spotted, 0.6),) if spotted else ()
    evidence = Evidence(asked, Reading(candidate, 9.0), tuple(best_spans(asked, candidate, weights)[:1]), weights, likely=likely)
    draft = compose(asked, Finding((evidence,)), lambda _: text)
    assert draft.citations[0].quote == text
    return draft.text.removesuffix("[1]。")


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("光纤的国内市场占有率是多少？", "光纤的国内市场占有率达50%；激光器的占有率为40%。", "光纤的国内市场占有率达50%"),
        (
            "要办移交手续的，最晚什么时候完成？",
            "要办移交手续的，2031年6月底前完成；要置换的，2031年9月底前完成。",
            "要办移交手续的，2031年6月底前完成",
        ),
    ],
)
def test_what_stands_beyond_the_answer_is_left_out(in_one_chunk: Make, question: str, text: str, told: str) -> None:
    """Another figure or date behind the semicolon is told of something else."""
    assert said(in_one_chunk, question, text) == told


def test_what_a_colon_leads_in_with_stays(in_one_chunk: Make) -> None:
    """Of several cases the asked one is told, with what holds for all of them."""
    text = "按投标企业数量采购：有3家的，采取招标方式；有2家的，采取议价方式；有1家的，采取谈判方式。"
    told = said(in_one_chunk, "有2家企业投标的，采取什么方式？", text, spotted="议价方式")
    assert told == "按投标企业数量采购：有2家的，采取议价方式"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("沅溪从什么时候开始施行？", "除沅溪外，自2031年8月1日起施行；沅溪自2031年10月1日起施行。"),
        ("园区的产值是多少？", "2031年，汀砚园区的收入为100亿元；产值为30亿元。"),
        ("园区有哪些补贴，分别多少？", "租房补贴每月500元；购房补贴每户3万元。"),
    ],
)
def test_what_the_answer_needs_stays(in_one_chunk: Make, question: str, text: str) -> None:
    """Where the asked words stand on both sides, where the year stands before, or where several things are asked for, all is told."""
    assert said(in_one_chunk, question, text) == text.removesuffix("。")
