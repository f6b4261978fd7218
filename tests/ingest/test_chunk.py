"""Rules of `ingest.chunk`: neighbouring sentences of one section, packed to a size that is found and read."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import MAX_CHUNK, pack
from ingest.lines import classify
from ingest.sentences import Span

texts = st.lists(
    st.tuples(
        st.sampled_from(["第一章 总则", "一、资金", "每家企业补助十万元，逐年发放。", "云" * 200 + "。", "补助。"]),
        st.sampled_from([("甲",), ("乙",), ("乙", "丙")]),
    ),
    max_size=30,
)


def build(parts: list[tuple[str, tuple[str, ...]]]) -> tuple[list[Span], dict[int, tuple[str, ...]]]:
    """Sentences one a line, and the section of each."""
    spans, paths, start = [], {}, 0
    for text, path in parts:
        spans.append(Span(start, start + len(text), text, classify(text, start)))
        paths[start] = path
        start += len(text) + 1
    return spans, paths


@given(texts)
def test_every_sentence_is_in_exactly_one_chunk(parts: list[tuple[str, tuple[str, ...]]]) -> None:
    """The chunks hold all sentences in order, once; only a single sentence may exceed the size."""
    spans, paths = build(parts)
    chunks = pack(spans, paths)
    assert [s for _, chunk in chunks for s in chunk] == spans
    assert all(len(chunk) == 1 or sum(len(s.text) for s in chunk) <= MAX_CHUNK for _, chunk in chunks)


@given(texts)
def test_a_chunk_has_the_section_of_its_text(parts: list[tuple[str, tuple[str, ...]]]) -> None:
    """All plain sentences of a chunk stand in its section; headings alone may come from above it."""
    spans, paths = build(parts)
    for path, chunk in pack(spans, paths):
        assert paths[chunk[-1].line.start] == path
        assert all(paths[s.line.start] == path for s in chunk if s.text.endswith("。"))


def test_headings_go_with_the_text_below_them() -> None:
    """Title, chapter and heading open the chunk of the text that they head; the next section opens another."""
    parts = [
        ("第一章 总则", ("总",)),
        ("一、资金", ("总", "资")),
        ("每家补助十万元。", ("总", "资")),
        ("二、人才", ("总", "人")),
        ("引进百人。", ("总", "人")),
    ]
    spans, paths = build(parts)
    assert [(path, [s.text for s in chunk]) for path, chunk in pack(spans, paths)] == [
        (("总", "资"), ["第一章 总则", "一、资金", "每家补助十万元。"]),
        (("总", "人"), ["二、人才", "引进百人。"]),
    ]


def test_nothing_gives_no_chunk() -> None:
    """No sentences, no chunks."""
    assert pack([], {}) == []
