"""Rules of `ingest.sentences`: sentences short enough to quote, and the headings above them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lines import Kind, Line, classify, read_lines
from ingest.sentences import MAX_SENTENCE, heading_of, section_paths, split_sentences
from ingest.view import read_view


def body(text: str, start: int = 0) -> Line:
    """A paragraph of plain text."""
    return Line(start, start + len(text), text, Kind.BODY)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲已完成。乙正在办！丙呢？", ["甲已完成。", "乙正在办！", "丙呢？"]),
        ("他说：“园区要发展。”会议随即结束。", ["他说：“园区要发展。”", "会议随即结束。"]),
        ("园区（何时成立？）已有五家企业。", ["园区（何时成立？）已有五家企业。"]),
        ("第一句。（此件公开发布。）第二句。", ["第一句。", "（此件公开发布。）", "第二句。"]),
        ("“怎么办？”，他问。", ["“怎么办？”，他问。"]),
        ("收入为3.5亿元，占20.5%。", ["收入为3.5亿元，占20.5%。"]),
        ("正在推进……成效初显", ["正在推进……", "成效初显"]),
        ("没有句号的一行", ["没有句号的一行"]),
        ("措施有：1.设立基金；2.减租；3.863项目优先。", ["措施有：1.设立基金；", "2.减租；3.863项目优先。"]),
        ("条件是：（一）在区内上班；（二）没有住房；两者兼有的优先。", ["条件是：（一）在区内上班；", "（二）没有住房；两者兼有的优先。"]),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, sentences: list[str]) -> None:
    """Closing quotes and brackets stay with their sentence; marks inside a bracket, decimals and commas behind a mark do not end one."""
    assert [s.text for s in split_sentences(body(text))] == sentences


@given(st.text(alphabet="高新区企业，。；：、！？（）“”…3.5,% 😀", max_size=1500), st.integers(0, 50))
def test_sentences_are_the_paragraph_and_short(text: str, start: int) -> None:
    """Together the sentences hold every character but gaps, in order, none twice, none longer than a quote may be; spans slice back."""
    spans = split_sentences(body(text, start))
    assert "".join(s.text for s in spans).replace(" ", "") == text.replace(" ", "")
    assert all(len(s.text) <= MAX_SENTENCE and text[s.start - start : s.end - start] == s.text for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_long_sentence_is_cut_at_its_semicolons() -> None:
    """A sentence that is too long to quote falls apart at ； first, then at ，, and never inside a figure."""
    text = "支持企业开展技术创新活动，给予一定的资金补助；" * 20
    parts = [s.text for s in split_sentences(body(text))]
    assert len(parts) > 1 and all(part.endswith("；") for part in parts)
    figures = "总额为1,234,567元" + "又新增1,234,567元" * 40
    assert all(not s.text.startswith(tuple(",0123456789")) for s in split_sentences(body(figures)) if "," in s.text[:1])


def test_a_paragraph_without_any_mark_is_read() -> None:
    """A paragraph of a million characters without a mark is cut at the limit, without running out of stack."""
    spans = split_sentences(body("云" * 1_000_000))
    assert max(len(s.text) for s in spans) == MAX_SENTENCE and sum(len(s.text) for s in spans) == 1_000_000


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("第二章 支持措施", "第二章 支持措施"),
        ("1.坚持改革。园区要继续推进改革。", "1.坚持改革"),
        ("（一）加大投入，完善机制，" + "并继续做好各项工作" * 4 + "。", "（一）加大投入"),
        ("# 云岭条例", "云岭条例"),
        ("## 第二章 支持", "第二章 支持"),
        ("支持措施", "支持措施"),
    ],
)
def test_headings_are_the_short_part(text: str, heading: str) -> None:
    """A heading is the marked line, or the short beginning of a paragraph that a marker opens."""
    found = heading_of(classify(text))
    assert found and found[1] == heading


@pytest.mark.parametrize("text", ["园区共有企业300家，比上年多20家。", "● 全年引进项目30个，其中外资项目5个。", "（来源：云岭日报）"])
def test_plain_text_is_no_heading(text: str) -> None:
    """Sentences, bulleted items and source lines open no section."""
    assert heading_of(classify(text)) is None


def test_the_section_path_is_outermost_first() -> None:
    """Each paragraph has all headings above it, outermost first, without the piece's own title; a higher heading closes the lower ones."""
    text = "云岭条例\n第一章 总则\n第一条 为了发展，制定本条例。\n第二章 支持\n一、资金\n（一）补助。每家补助十万元，逐年发放。\n二、人才\n引进人才，落实待遇。\n"
    lines = read_lines(read_view(text))
    paths = section_paths(lines, title="云岭条例")
    by_text = {line.text: paths[line.start] for line in lines}
    assert by_text["云岭条例"] == ()
    assert by_text["（一）补助。每家补助十万元，逐年发放。"] == ("第二章支持", "一、资金", "（一）补助")
    assert by_text["引进人才，落实待遇。"] == ("第二章支持", "二、人才")


@pytest.mark.parametrize(
    ("lead", "opened"),
    [
        ("第三条 申请应当符合下列条件：", ("第三条申请应当符合下列条件：",)),
        ("第三条 申请应当符合条件。", ("第三条申请应当符合条件", "（一）有厂房")),
    ],
)
def test_the_items_that_a_line_leads_in_to_open_no_sections(lead: str, opened: tuple[str, ...]) -> None:
    """A list stays with the line that says what it lists."""
    lines = read_lines(read_view(f"{lead}\n（一）有厂房；\n（二）有设备：\n1.自有；\n2.租用。\n第四条 附则。\n"))
    paths = section_paths(lines, title=None)
    assert paths[next(x.start for x in lines if x.text.startswith("（一）"))] == opened
    assert paths[next(x.start for x in lines if x.text.startswith("第四条"))] == ("第四条附则",)


def test_a_notice_leads_in_to_sections() -> None:
    """What follows "现通知如下：" are the sections of the notice."""
    lines = read_lines(read_view("现将有关事项通知如下：\n一、资金\n二、人才\n"))
    assert section_paths(lines, title=None)[lines[-1].start] == ("二、人才",)
