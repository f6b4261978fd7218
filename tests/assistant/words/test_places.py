"""Rules of `assistant.words.places`: which places a text names, and which zones, known or not."""

import pytest

from assistant.words.places import places_in, zones_named


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("武汉东湖和苏州", (("武汉", "东湖"), ("苏州",))),
        ("中关村、张江", (("中关村",), ("张江",))),
        ("湖北省武汉市", (("湖北", "武汉"),)),
        ("苏州和苏州", (("苏州",),)),
        ("国家高新区", ()),
        ("订单七成都在外地", ()),
        ("成都的订单", (("成都",),)),
        ("“创在成都”的奖金", ()),
        ("“成都”的订单", (("成都",),)),
    ],
)
def test_neighbours_name_one_place(text: str, groups: tuple[tuple[str, ...], ...]) -> None:
    """Names that stand together are one place, of which one is enough to match; names apart are several. A longer name in quotation
    marks only holds a place."""
    assert places_in(text) == groups


@pytest.mark.parametrize(
    "zone", ["汀砚高新区", "在汀砚科技城", "2028年底汀砚经济开发区", "请问汀砚高新技术产业开发区", "汀砚市高新区", "汀砚县经开区"]
)
def test_a_zone_has_a_name_though_nobody_knows_it(zone: str) -> None:
    """What stands before 高新区 and its like is the zone's name."""
    assert zones_named(f"{zone}有多少家企业？") == ("汀砚",)


@pytest.mark.parametrize(
    "text",
    [
        "国家高新区有多少家",
        "该开发区",
        "各类国家级开发区",
        "一流高科技园区",
        "推动高新区发展",
        "哪个高新区",
        "三个经开区",
        "省级高新区",
        "大学科技园",
        "文件开头说开发区要减税",
        "市政府管高新区",
        "员工能去园区兼职吗",
        "布点自创区",
    ],
)
def test_a_zone_that_is_only_one_has_no_name(text: str) -> None:
    """A rank, a number, a pointing word or a verb before 高新区 names no zone."""
    assert zones_named(text) == ()


@pytest.mark.parametrize("text", ["大区能收旁边的小园区吗", "2031年那会儿园区有几家", "想进园区管委会要什么学历", "公司搬去高新区有补贴吗"])
def test_what_tells_size_or_time_names_no_zone(text: str) -> None:
    """An adjective behind 的, a word of the frame and a verb of going are no names."""
    assert zones_named(text) == ()


def test_every_zone_once() -> None:
    """Several zones come back in order, each once."""
    assert zones_named("岚泓高新区和汀砚科技城相比，岚泓高新区更多吗") == ("岚泓", "汀砚")
