"""Rules of `ingest.shuffled`: doubled sentences go; where a page is shuffled, stray ones return to their piece."""

from collections.abc import Callable

from ingest.lines import Kind, Line
from ingest.model import Document
from ingest.sentences import Span
from ingest.shuffled import tidy

Read = Callable[..., Document]

OUTER = [
    "各园区要高度重视统计报送工作并明确专人负责。",
    "各园区应当于每季度首月报送统计数据至市统计局。",
    "市统计局会同市科技局对报送情况进行通报。",
    "各园区报送统计数据应当经负责人审核签字。",
]
INNER = [
    "孵化器毕业企业达到一百二十家形成了良好的创业生态。",
    "孵化器在孵企业拥有专利三百余件创业成果丰硕。",
    "创业导师队伍扩大到八十人孵化服务能力明显增强。",
    "创业投资基金规模达到五亿元支持孵化企业成长。",
]


def spans(*texts: str, start: int = 0) -> list[Span]:
    """Sentences one after another."""
    found = []
    for text in texts:
        found.append(Span(start, start + len(text), text, Line(start, start + len(text), text, Kind.BODY)))
        start += len(text) + 1
    return found


def texts(pieces: list[list[Span]]) -> list[list[str]]:
    """The sentences of each piece."""
    return [[s.text for s in piece] for piece in pieces]


def test_a_doubled_sentence_is_kept_once() -> None:
    """A long sentence that comes again in its piece goes; short ones repeat for good reasons and stay."""
    printed = spans(OUTER[0], "特此通知。", OUTER[1], OUTER[0], "特此通知。")
    assert texts(tidy([printed])) == [[OUTER[0], "特此通知。", OUTER[1], "特此通知。"]]


def test_width_and_signs_do_not_make_a_sentence_new() -> None:
    """Sentences that differ only in signs and gaps are the same."""
    assert len(tidy([spans(OUTER[0], OUTER[0].replace("并", " 并").replace("。", "；"))])[0]) == 1


def test_pieces_that_share_a_sentence_keep_it() -> None:
    """In an orderly page a sentence that two pieces share belongs to both."""
    assert texts(tidy([spans(OUTER[0], OUTER[1]), spans(OUTER[0], INNER[0], start=500)])) == [[OUTER[0], OUTER[1]], [OUTER[0], INNER[0]]]


def test_stray_sentences_return_to_the_piece_they_belong_to() -> None:
    """Where three or more sentences of the outer notice are doubled, the inner one's sentences before its header go back to it."""
    outer = spans(OUTER[0], OUTER[1], INNER[0], OUTER[2], OUTER[0], INNER[1], OUTER[1], OUTER[2], OUTER[3])
    inner = spans(INNER[2], INNER[3], INNER[0], start=5000)
    first, second = texts(tidy([outer, inner]))
    assert first == [OUTER[0], OUTER[1], OUTER[2], OUTER[3]]
    assert sorted(second) == sorted(INNER)


def test_a_shuffled_page_keeps_each_statement_with_its_date(read: Read) -> None:
    """A page that prints a notice twice, mixed with the text it forwards, gives two pieces, each with its own statements and date."""
    title = "转发科技局关于孵化器情况的通知"
    head = f"{title}\n云府办〔2020〕9号\n"
    text = (
        head
        + "".join(OUTER)
        + "\n"
        + head
        + OUTER[0]
        + INNER[0]
        + OUTER[1]
        + "\n"
        + INNER[1]
        + OUTER[2]
        + "\n"
        + "云岭市人民政府办公室\n2020年11月7日\n"
        "关于孵化器情况的通知\n云科〔2020〕16号\n" + "".join(INNER) + "\n云岭市科技局\n2020年10月13日\n"
    )
    document = read(text)
    assert [(p.doc_number, p.date) for p in document.pieces] == [("云府办〔2020〕9号", "2020-11-07"), ("云科〔2020〕16号", "2020-10-13")]
    of_piece = {p.id: "".join(c.text for c in document.chunks if c.piece_id == p.id) for p in document.pieces}
    first, second = of_piece.values()
    assert all(first.count(s) == 1 and s not in second for s in OUTER)
    assert all(second.count(s) == 1 and s not in first for s in INNER)
