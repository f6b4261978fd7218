"""Rules of `assistant.saying.quote`: a quote is sliced from the source, wherever its lines break."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.candidates import Candidate
from assistant.saying.quote import MAX_QUOTE, cite, locate
from ingest.model import Document


def first(document: Document, holding: str) -> Candidate:
    """The first sentence of a document that holds some words."""
    chunk, place = next((c, i) for c in document.chunks for i, s in enumerate(c.sentences) if holding in s.text)
    piece = next(p for p in document.pieces if p.id == chunk.piece_id)
    return Candidate(chunk.sentences[place], chunk, piece, document.source_file, None, place, 1.0)


def test_a_part_is_found_across_line_breaks() -> None:
    """White space inside the source and the width of characters are passed over; the slice keeps them."""
    source = "前言。园区共有\n　　企业３６家，\r\n其余从略。"
    start, end = locate(source, 0, len(source), "共有企业36家")
    assert source[start:end] == "共有\n　　企业３６家"


def test_a_part_that_is_not_there_gives_the_beginning() -> None:
    """Where nothing reads like the part, the first 300 characters of the span are quoted."""
    source = "甲" * 1000
    assert locate(source, 100, 900, "乙") == (100, 100 + MAX_QUOTE) and locate(source, 100, 200, "") == (100, 200)


@given(st.text("企业共有３６家，\n 　", min_size=1, max_size=400), st.integers(0, 40), st.integers(1, 400))
def test_what_is_found_reads_as_asked(source: str, start: int, length: int) -> None:
    """For any source: a part of it is found inside the span, at most 300 characters long, beginning as the part does."""
    start = min(start, len(source) - 1)
    part = source[start : start + length]
    at, end = locate(source, 0, len(source), part)
    assert 0 <= at < end <= len(source) and end - at <= MAX_QUOTE
    if part.strip():
        assert "".join(part.split()).startswith("".join(source[at:end].split())) or len("".join(source.split())) < len(
            "".join(part.split())
        )


def test_a_citation_says_where_it_stands(read: Callable[..., Document]) -> None:
    """Title, number, issuer, day and section are the piece's; the quote is the slice at its offsets."""
    text = "汀砚高新区人才公寓管理办法\n汀高管〔2031〕7号\n\n第一条 为了吸引人才，制定本办法。\n第二条 人才公寓共有420套。\n\n汀砚高新区管委会\n2031年6月1日\n"
    document = read(text)
    citation = cite(first(document, "420套"), document.text, marker=3, statement="人才公寓共有420套")
    assert (citation.marker, citation.title, citation.doc_number, citation.date) == (
        3,
        "汀砚高新区人才公寓管理办法",
        "汀高管〔2031〕7号",
        "2031-06-01",
    )
    assert text[citation.start : citation.end] == citation.quote and "420套" in citation.quote and not citation.verified


def test_a_sentence_over_300_characters_is_quoted_where_it_is_used(read: Callable[..., Document]) -> None:
    """Of an endless sentence the part is quoted that the statement repeats, line breaks and all."""
    text = "汀砚高新区年报\n\n" + "园区发展势头良好，" * 40 + "人才公寓\n共有420套，" + "各项工作稳步推进，" * 10 + "完毕。\n"
    document = read(text)
    citation = cite(first(document, "420套"), document.text, marker=1, statement="人才公寓共有420套")
    assert "420套" in citation.quote and len(citation.quote) <= MAX_QUOTE and text[citation.start : citation.end] == citation.quote
