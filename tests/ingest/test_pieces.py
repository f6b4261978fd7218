"""Rules of `ingest.pieces`: where one piece of a document ends and the next begins."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lines import read_lines
from ingest.model import Document
from ingest.pieces import split_pieces
from ingest.view import read_view

Read = Callable[..., Document]

BUNDLE = """云岭园区新闻摘编

产业大会在云岭召开

3月16日，产业大会开幕，来自五个园区的代表交流了做法。

（来源：云岭日报，2024年3月17日）

园区收入再创新高

一季度，全区收入达到120亿元，同比增长8%。企业总数增至300家。

（来源：南方产业报，2024年4月4日）

· 东区：生物医药园介绍
东区生物医药园始建于2009年，占地三平方公里。

· 西区：新材料园
西区新材料园始建于2012年，现有企业40家。
"""
LIST = """云岭市重要政策条目

以下按时间先后列出近年来的若干政策，供查阅。

● 2019年5月20日

《云岭市科技型企业培育办法》

云岭市科技局印发。目标是三年新增科技型企业百家。

● 2021年9月

《云岭市人才引进十条》（云府〔2021〕8号）

云岭市人民政府与云岭市人社局联合印发，明确安家补贴标准。

● 2023年1月28日
《云岭市数字经济规划》
市发展改革委制定，提出建设两个示范园。
"""
NEWSLETTER = """云岭动态

云岭高新技术产业开发区管委会

2024年第6期（总第88期） 2024年6月15日

【要闻】 市领导调研云岭园区
三项赛事在云岭开幕

【研究】 做好新字文章

要闻

市领导调研云岭园区

6月12日，市领导到云岭园区调研，走访了三家企业，并召开座谈会听取意见。
（供稿：管委会办公室）

三项赛事在云岭开幕

6月13日，三项赛事同时开幕，吸引了两百支队伍参加。
（供稿：管委会办公室）

做好新字文章

园区的发展要靠新技术，也要靠新机制，两者缺一不可。
"""
FORWARDED = """转发省科技厅关于做好园区统计工作的通知

发布日期：2021年9月15日

云府办〔2020〕9号

各县区人民政府：

现将省科技厅的通知转发给你们，并提出以下要求。

一、按时报送。各园区每季度报送一次。

云岭市人民政府办公室
二〇二〇年十一月七日

附：省科技厅原通知

关于做好园区统计工作的通知

南科发〔2020〕16号

各市科技局：

请做好园区统计工作，数据要真实准确。

南岭省科学技术厅
二〇二〇年十月十三日
"""


def titles_and_dates(document: Document) -> list[tuple[str | None, str | None, str | None]]:
    """What tells the pieces apart."""
    return [(p.title, p.date, p.date_kind) for p in document.pieces]


def test_a_source_line_closes_its_news_item(read: Read) -> None:
    """Items that end in a source line carry its date and paper; bulleted items after them are pieces of their own without a date."""
    document = read(BUNDLE)
    assert titles_and_dates(document) == [
        ("产业大会在云岭召开", "2024-03-17", "reported"),
        ("园区收入再创新高", "2024-04-04", "reported"),
        ("东区：生物医药园介绍", None, None),
        ("西区：新材料园", None, None),
    ]
    assert [p.issuer for p in document.pieces] == ["云岭日报", "南方产业报", None, None]


def test_each_policy_of_a_list_has_its_own_date(read: Read) -> None:
    """In a list of policies every bulleted date opens a piece with its title, number and issuer; the introduction has no date."""
    document = read(LIST)
    assert titles_and_dates(document) == [
        ("云岭市重要政策条目", None, None),
        ("云岭市科技型企业培育办法", "2019-05-20", "issued"),
        ("云岭市人才引进十条", "2021-09", "issued"),
        ("云岭市数字经济规划", "2023-01-28", "issued"),
    ]
    assert [p.doc_number for p in document.pieces] == [None, None, "云府〔2021〕8号", None]
    assert [p.issuer for p in document.pieces] == [None, "云岭市科技局", "云岭市人民政府、云岭市人社局", "市发展改革委"]


def test_the_masthead_dates_every_item_of_a_newsletter(read: Read) -> None:
    """Behind masthead and contents each item is a piece under its own title, dated by the issue."""
    assert titles_and_dates(read(NEWSLETTER)) == [
        ("云岭动态", "2024-06-15", "published"),
        ("市领导调研云岭园区", "2024-06-15", "published"),
        ("三项赛事在云岭开幕", "2024-06-15", "published"),
        ("做好新字文章", "2024-06-15", "published"),
    ]


def test_a_forwarded_notice_is_a_piece_with_its_own_number_and_date(read: Read) -> None:
    """A notice inside another, told by its second number, keeps its own title, number, date in Chinese numerals, and issuer."""
    outer, inner = read(FORWARDED).pieces
    assert (outer.title, outer.doc_number, outer.date, outer.published, outer.issuer) == (
        "转发省科技厅关于做好园区统计工作的通知", "云府办〔2020〕9号", "2020-11-07", "2021-09-15", "云岭市人民政府办公室",
    )  # fmt: skip
    assert (inner.title, inner.doc_number, inner.date, inner.published, inner.issuer) == (
        "关于做好园区统计工作的通知", "南科发〔2020〕16号", "2020-10-13", None, "南岭省科学技术厅",
    )  # fmt: skip
    assert FORWARDED[inner.start :].startswith("附：省科技厅原通知") and outer.end <= inner.start


@pytest.mark.parametrize(
    "text",
    [
        "# 云岭市养犬条例\n\n目录\n\n第一章 总则\n\n第二章 登记\n\n第三章 附则\n\n第一章 总则\n\n第一条 为了规范养犬行为，制定本条例。\n",
        "云岭市科技局\n11440X/2024-1\n关于做好申报工作的通知\n云科〔2024〕3号\n关于做好申报工作的通知\n云科〔2024〕4号\n各县区：\n请做好申报工作。\n",
        "关于废止文件的决定\n云府〔2024〕1号\n\n以下文件自即日起废止，不再作为依据。\n\n云府〔2001〕5号\n云府〔2003〕7号\n云府〔2005〕9号\n",
        "关于开展评比的通知\n\n评比分三步进行，请各单位做好准备。\n\n材料来源：企业自行申报，由园区审核。\n\n评比结果将予以公布，请关注。\n",
    ],
    ids=["contents of a law", "header that comes twice", "list of numbers", "a sentence about sources"],
)
def test_one_document_stays_one_piece(read: Read, text: str) -> None:
    """Contents, repeated headers, lists of numbers and the word 来源 inside a sentence do not tear a document apart."""
    assert len(read(text).pieces) == 1


@given(st.lists(st.sampled_from([*BUNDLE.split("\n"), *LIST.split("\n"), *NEWSLETTER.split("\n"), *FORWARDED.split("\n")]), max_size=40))
def test_pieces_are_all_lines_in_order(parts: list[str]) -> None:
    """Whatever the lines are, the pieces together are all of them, in order, and none is empty."""
    lines = read_lines(read_view("\n".join(parts)))
    pieces = split_pieces(lines)
    assert [line for piece in pieces for line in piece] == lines
    assert all(pieces)
