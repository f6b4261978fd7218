"""Rules of `ingest.document`: text unchanged, offsets that slice back, nothing lost, the same source the same ids."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import read_document, source_id
from ingest.errors import UnreadableDocument
from ingest.model import Document, Source
from ingest.sentences import MAX_SENTENCE

Read = Callable[..., Document]

INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad\U000e0000-\U000e007f]")
PARTS = (
    "根据〔2024〕3号文件要求推进第{n}项工作。",
    "第{n}家企业总投资３．５亿元，占比１２％！",
    "项目{n}（含ＡＢＣ平台）已经投产😀👍🏻。",
    "本年度第{n}次会议　于　云岭召开；参会{n}人。",
    "第{n}条 园区应当\u200b加强\u202e管理，接受监督。",
    "一、任务{n}",
    "云岭发〔2024〕{n}号",
    "\r\n",
    "\n",
    "\n\n",
    "\f",
    "　　",
    " ",
)


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Texts of 全角, 〔2024〕3号, emoji, CRLF and form feeds, whose sentences all differ: nothing in them is furniture or doubled."""
    parts = draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=40))
    return "开头一句，没有别的意思。" + "".join(part.format(n=number + 100) for number, part in enumerate(parts))


def folded(text: str) -> str:
    """The text without white space and invisible characters, in plain width."""
    return re.sub(r"\s", "", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


@given(sources())
def test_every_sentence_slices_back(text: str) -> None:
    """`document.text` is the source unchanged, and each sentence is the slice at its offsets, up to white space and width."""
    document = read_document(Source("a.txt", text))
    assert document.text == text
    for sentence in (s for chunk in document.chunks for s in chunk.sentences):
        assert folded(text[sentence.start : sentence.end]) == folded(sentence.text)
        assert sentence.text and len(sentence.text) <= MAX_SENTENCE


@given(sources())
def test_chunks_hold_every_character(text: str) -> None:
    """Where nothing is furniture or doubled, every character that is neither blank nor invisible lies in exactly one sentence."""
    document = read_document(Source("a.txt", text))
    spans = sorted((s.start, s.end) for chunk in document.chunks for s in chunk.sentences)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert not [text[i] for i in range(len(text)) if i not in covered and not text[i].isspace() and not INVISIBLE.match(text[i])]


@given(sources())
def test_pieces_hold_their_chunks(text: str) -> None:
    """Every chunk belongs to a piece of its document, and ids are unique and told by the document's."""
    document = read_document(Source("a.txt", text))
    pieces = {p.id: p for p in document.pieces}
    ids = [c.id for c in document.chunks]
    assert len(set(ids)) == len(ids) and all(i.startswith(document.id) for i in [*ids, *pieces])
    assert all(pieces[c.piece_id].start <= c.start and c.end <= pieces[c.piece_id].end for c in document.chunks)


@given(sources())
@settings(max_examples=30)
def test_the_same_source_gives_the_same_document(text: str) -> None:
    """Reading is a function of the source: equal input, equal ids and everything else."""
    assert read_document(Source("a.txt", text)) == read_document(Source("a.txt", text))


@pytest.mark.parametrize(
    "changed", [{"name": "b.txt"}, {"text": "别的文字。"}, {"source_id": "2"}, {"title": "题"}, {"date": "2024"}, {"url": "u"}]
)
def test_any_difference_gives_another_id(changed: dict[str, str]) -> None:
    """Texts that differ in anything that was read, also in their source id alone, are different documents."""
    source = {"name": "a.txt", "text": "一段文字。"}
    assert source_id(Source(**source)) != source_id(Source(**source | changed))


@pytest.mark.parametrize("text", ["", " \n\f\n", "\u200b\ufeff", "- 3 -\n\n━━━━━━\n"])
def test_a_text_with_nothing_to_read_is_refused(text: str) -> None:
    """A text of blanks, invisible characters and furniture alone is refused by name."""
    with pytest.raises(UnreadableDocument, match=r"^a\.txt：文件没有文字，请检查文件内容$"):
        read_document(Source("a.txt", text))


def test_hidden_text_is_not_quoted(read: Read) -> None:
    """Characters that nobody sees are in no sentence, though the source keeps them."""
    document = read("园区补助\U000e0041\U000e0042十万元\u202e。")
    assert [s.text for c in document.chunks for s in c.sentences] == ["园区补助十万元。"]
    assert "\u202e" in document.text


def test_sections_are_paths_of_headings(read: Read) -> None:
    """A chunk carries the headings above it, outermost first."""
    document = read(
        "云岭条例\n\n第一章 支持\n\n一、资金\n\n（一）补助。每家企业补助十万元，逐年发放。\n\n二、人才\n\n引进人才，落实待遇。\n"
    )
    assert [c.section for c in document.chunks] == [("第一章支持", "一、资金", "（一）补助"), ("第一章支持", "二、人才")]


def test_a_million_characters_are_read(read: Read) -> None:
    """A long text of one line, or of very many lines, is read like any other."""
    assert read("云" * 300_000).chunks and read("企业名单\n" * 100_000).pieces
