"""Rules of `assistant.saying.verify`: nothing leaves that its quote does not hold."""

from dataclasses import replace

import pytest

from assistant.model import Citation
from assistant.saying.verify import figures_of, statements_of, verify

SOURCE = "汀砚高新区2030年共有企业36家，其中高新技术企业6家。\n另有孵化器12个。"
QUOTE = "汀砚高新区2030年共有企业36家，其中高新技术企业6家。"


def cited(quote: str = QUOTE, *, marker: int = 1, start: int | None = None) -> Citation:
    """A citation of the source."""
    at = SOURCE.index(quote) if start is None else start
    return Citation(
        marker=marker,
        document_id="d",
        piece_id="p",
        source_id=None,
        source_file="a.txt",
        title="第8期通报",
        issuer=None,
        doc_number="汀管发〔2031〕5号",
        section=(),
        date="2031-02-03",
        date_kind="issued",
        quote=quote,
        start=at,
        end=at + len(quote),
        verified=False,
    )


def faults(text: str, *citations: Citation, allowed: str = "") -> list[str]:
    """What is wrong with the text."""
    return verify(text, citations, lambda _: SOURCE, allowed=allowed)[1]


def test_a_sound_answer_passes() -> None:
    """Figures inside the quote pass, and the citation is verified."""
    checked, found = verify("共有企业36家，高新技术企业6家[1]。", [cited()], lambda _: SOURCE)
    assert found == []
    assert [c.verified for c in checked] == [True]


def test_a_year_in_brackets_is_no_marker() -> None:
    """国办发[2017]7号 inside a statement refers to no citation."""
    quote = "见国办发[2017]7号。"
    citation = replace(cited(), quote=quote, start=0, end=len(quote))
    assert verify("见国办发[2017]7号[1]。", [citation], lambda _: quote)[1] == []


@pytest.mark.parametrize(
    ("text", "strange"), [("共有企业37家[1]。", "37"), ("高新技术企业36.5家[1]。", "36.5"), ("2029年有企业36家[1]。", "2029")]
)
def test_a_figure_outside_the_quote_is_caught(text: str, strange: str) -> None:
    """A number that is not in the quote, whole, is a fault that names it."""
    checked, found = verify(text, [cited()], lambda _: SOURCE)
    assert found == [f"数字{strange}不在引文中"] and not checked[0].verified


def test_the_pieces_own_date_number_and_title_count() -> None:
    """The day, the number and the title that a citation carries back a statement as its quote does, and so does what was asked or computed."""
    assert faults("第8期通报（汀管发〔2031〕5号，2031年2月3日）说有36家[1]。", cited()) == []
    assert faults("比30家多[1]。", cited(), allowed="") == ["数字30不在引文中"]
    assert faults("比30家多[1]。", cited(), allowed="30") == []


@pytest.mark.parametrize(
    "wrong",
    [
        replace(cited(), start=1),
        replace(cited(), quote=QUOTE + "多"),
        replace(cited(), quote="", start=0, end=0),
        cited("另有孵化器12个。", start=0),
    ],
)
def test_a_quote_that_is_not_at_its_offsets_is_caught(wrong: Citation) -> None:
    """A quote must be, character for character, what the source holds in that place, and not empty."""
    assert "引文与原文不符" in faults("有企业[1]。", wrong)


def test_an_unknown_marker_is_caught() -> None:
    """A marker without a citation is a fault; the other citation is not blamed for it."""
    checked, found = verify("有36家[1]；有孵化器[2]。", [cited()], lambda _: SOURCE)
    assert found == ["引用编号不存在"] and checked[0].verified


def test_each_statement_answers_for_itself() -> None:
    """A figure of the second quote does not back the first statement; two markers together do."""
    pair = (cited(), cited("另有孵化器12个。", marker=2))
    assert faults("有孵化器12个[1]；有企业36家[2]。", *pair) != []
    assert faults("有企业36家[1]；有孵化器12个[2]。", *pair) == []
    assert faults("有企业36家，孵化器12个[1][2]。", *pair) == []


def test_statements_and_their_markers() -> None:
    """What stands before a run of markers belongs to all of them."""
    assert statements_of("甲[1][2]；乙[3]。") == [("甲", [1, 2]), ("乙", [3])]
    assert statements_of("无引用。") == []


def test_figures_are_compared_as_numbers() -> None:
    """Width, leading zeros, thousands separators and Chinese dates do not hide a number."""
    assert figures_of("１，２３４家，03月，二〇三一年五月六日") >= {"1234", "3", "2031", "5", "6"}
