"""Rules of `assistant.words.figures`: a figure comes with its scale and its unit, and two units match only where they measure the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.words.figures import find_figures, same_measure


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共有114家企业，收入20.3万亿元", [("114家", "114", "", "家"), ("20.3万亿元", "20.3", "万亿", "元")]),
        ("企业1,234家", [("1,234家", "1234", "", "家")]),
        ("占百分之三十五", [("百分之三十五", "百分之三十五", "", "%")]),
        ("占比12.5%，提高2.5个百分点", [("12.5%", "12.5", "", "%"), ("2.5个百分点", "2.5", "", "个百分点")]),
        ("三十五家企业", [("三十五家", "三十五", "", "家")]),
        ("近三百余家", [("三百余家", "三百", "", "家")]),
        ("100多家", [("100多家", "100", "", "家")]),
        ("15个工作日内", [("15个工作日", "15", "", "个工作日")]),
        ("承诺办结时限:13(工作日)", [("13(工作日)", "13", "", "工作日")]),
        ("不超过4个小时", [("4个小时", "4", "", "个小时")]),
        ("出口3.5亿美元", [("3.5亿美元", "3.5", "亿", "美元")]),
        ("罚款30万人民币", [("30万人民币", "30", "万", "元")]),
        ("补贴10～15万元", [("10～15万元", "10～15", "万", "元")]),
        ("三分之二以上单位到会", [("三分之二", "三分之二", "", "%")]),
        ("年满30周岁", [("30周岁", "30", "", "周岁")]),
        ("发行3800万枚", [("3800万枚", "3800", "万", "枚")]),
        ("参会5万人次", [("5万人次", "5", "万", "人次")]),
    ],
)
def test_a_figure_has_number_scale_and_unit(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    """Digits or Chinese numerals, thousands separators, ranges and words like 多 and 余 belong to a figure; its place in the text is exact."""
    found = find_figures(text)
    assert [(f.text, f.number, f.scale, f.unit) for f in found] == figures
    assert all(text[f.start : f.end] == f.text for f in found)


@pytest.mark.parametrize("text", ["第3条", "第十二条", "A12家", "一是加强", "工作三要求", "落地一批实验室"])
def test_what_counts_nothing_is_no_figure(text: str) -> None:
    """Numbers of articles, of lists and inside codes are no figures."""
    assert find_figures(text) == []


@given(st.integers(1, 10**7), st.sampled_from(["家", "元", "%", "个百分点", "平方公里", "人次", "项"]), st.booleans())
def test_every_number_is_read_whole(number: int, unit: str, separated: bool) -> None:
    """However many digits and with or without separators, a figure is found once, with all its digits."""
    written = f"{number:,}" if separated else str(number)
    (found,) = find_figures(f"共有{written}{unit}。")
    assert (found.text, found.number, found.unit) == (written + unit, str(number), unit)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("家", "个", True),
        ("人", "名", True),
        ("%", "个百分点", True),
        ("年", "个月", True),
        ("家", "元", False),
        ("元", "美元", False),
        ("美元", "欧元", False),
        ("家", "%", False),
    ],
)
def test_units_that_measure_the_same(a: str, b: str, same: bool) -> None:
    """家 may be asked as 个; 美元 is never 元, nor 家 元; the order of the two does not matter."""
    assert same_measure(a, b) is same_measure(b, a) is same
