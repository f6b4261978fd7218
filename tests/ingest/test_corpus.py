"""The real texts of the corpus keep their pieces, dates, titles and numbers (needs ../shared)."""

from pathlib import Path

import pytest

from ingest.document import read_document
from ingest.model import Document
from ingest.read import find_files, read_sources

BUNDLE_DATES = ["2014-03-17", "2014-04-04", "2013-12-30", None, None, None]
LIST_DATES = [
    None, "1988-05-20", "1991-09-05", "1999-08-11", "2002-01-30", "2002-03-05", "2013-01-28", "2013-03-12", "2017-02-06", "2017-04-14",
    "2020-07-13", "2021-01-29", "2021-04-22",
]  # fmt: skip


@pytest.fixture(scope="module")
def documents(shared: Path) -> dict[str, Document]:
    """The five texts by their leading number."""
    return {p.name[:3]: read_document(next(iter(read_sources(p)))) for p in find_files([shared / "corpus"])}


def test_a_bundle_of_news_is_dated_by_its_sources(documents: dict[str, Document]) -> None:
    """Three items carry the date of their source line; the three zone portraits behind them have none."""
    pieces = documents["000"].pieces
    assert [p.date for p in pieces] == BUNDLE_DATES
    assert [p.date_kind for p in pieces] == ["reported"] * 3 + [None] * 3
    assert all(p.title for p in pieces[3:])


def test_a_forwarded_notice_is_told_from_the_one_that_forwards_it(documents: dict[str, Document]) -> None:
    """The shuffled page holds two notices, each with its own number, date and issuer; the outer one also the day of its publication."""
    outer, inner = documents["001"].pieces
    assert (outer.doc_number, outer.date, outer.date_kind, outer.published) == ("粤府办〔2005〕92号", "2005-11-07", "issued", "2009-09-15")
    assert (inner.doc_number, inner.date, inner.date_kind, inner.published) == ("国科发火字〔2005〕16号", "2005-01-13", "issued", None)
    assert (outer.issuer, inner.issuer) == ("广东省人民政府办公厅", "中华人民共和国科学技术部")


def test_the_shuffled_page_says_nothing_twice(documents: dict[str, Document]) -> None:
    """No long sentence of the page that was printed twice is left twice in one piece."""
    for piece in documents["001"].pieces:
        long = [s.text for c in documents["001"].chunks if c.piece_id == piece.id for s in c.sentences if len(s.text) >= 14]
        assert len(long) == len(set(long))


def test_a_newsletter_is_dated_by_its_masthead(documents: dict[str, Document]) -> None:
    """Front matter and ten items, all of the day of the issue, each with a title."""
    pieces = documents["002"].pieces
    assert [(p.date, p.date_kind) for p in pieces] == [("2022-12-15", "published")] * 11
    assert all(p.title for p in pieces) and len({p.title for p in pieces}) == 11


def test_a_list_of_policies_is_dated_by_its_entries(documents: dict[str, Document]) -> None:
    """The introduction has no date, each entry its own, with its title and issuer."""
    pieces = documents["003"].pieces
    assert [p.date for p in pieces] == LIST_DATES
    assert all(p.title for p in pieces[1:]) and sum(p.issuer is not None for p in pieces[1:]) >= 11


def test_a_plan_is_one_piece(documents: dict[str, Document]) -> None:
    """The notice and the plan that it issues are one piece with number, date and issuer."""
    (piece,) = documents["004"].pieces
    assert (piece.doc_number, piece.date, piece.date_kind, piece.issuer) == ("国科发高〔2017〕90号", "2017-04-14", "issued", "科技部")


def test_sentences_are_joined_and_slice_back(documents: dict[str, Document]) -> None:
    """No sentence holds a line break, and each is the slice at its offsets up to white space; none begins or ends in the middle of a line break."""
    for document in documents.values():
        for sentence in (s for c in document.chunks for s in c.sentences):
            source = document.text[sentence.start : sentence.end]
            assert "\n" not in sentence.text and source == source.strip()
            assert sentence.text[0] in source[:2] or source[0] in "０１２３４５６７８９"
