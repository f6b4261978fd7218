"""Rules of `ingest.headings`: the markers of official texts and their order of depth."""

import pytest

from ingest.headings import BULLET_LEVEL, marker_of

LADDER = [
    "第一编 总则",
    "第二章 支持",
    "第一节 资金",
    "第三条 申请",
    "一、目标",
    "（一）任务",
    "1.措施",
    "（1）内容",
    "①细项",
    "——要点",
    "● 条目",
]


def test_each_marker_is_deeper_than_the_one_before() -> None:
    """编, 章, 节, 条, 一、, （一）, 1., （1）, ①, ——, ● stand in this order."""
    levels = [m.level for line in LADDER if (m := marker_of(line))]
    assert len(levels) == len(LADDER) and levels == sorted(set(levels)) and levels[-1] == BULLET_LEVEL


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("十二、保障", "保障"),
        ("(三)措施", "措施"),
        ("12．内容", "内容"),
        ("第十二条之一 内容", " 内容"),
        ("## 第二章 支持", " 支持"),
        ("# 总则", "总则"),
        ("●条目", "条目"),
    ],
)
def test_the_marker_ends_where_the_text_begins(line: str, rest: str) -> None:
    """`end` is where the marker ends."""
    marker = marker_of(line)
    assert marker and line[marker.end :] == rest


@pytest.mark.parametrize(
    "line", ["3.5亿元的投资", "第三条的规定适用", "2024年目标", "一是改革", "正文没有标记", "", "#话题", "第一条、第二条规定"]
)
def test_plain_text_has_no_marker(line: str) -> None:
    """Figures, references to articles and ordinary words are no markers."""
    assert marker_of(line) is None
