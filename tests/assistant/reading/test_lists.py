"""Rules of `assistant.reading.lists`: a list is complete and in order, or it is none."""

import pytest

from assistant.asking.question import understand
from assistant.reading.lists import MAX_ITEMS, announces, item_number, item_text, leads_in, whole_list
from ingest.model import Sentence


def sentences(*texts: str) -> list[Sentence]:
    """Sentences one after the other."""
    starts = [sum(map(len, texts[:i])) for i in range(len(texts))]
    return [Sentence(start, start + len(text), text) for start, text in zip(starts, texts, strict=True)]


def listed(*texts: str, at: int, count: str = "") -> list[str]:
    """The texts of the list that the sentence at a place belongs to."""
    return [s.text for s in whole_list(sentences(*texts), at, count=count)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二是完善体系", (0, 2)),
        ("第二，完善", (1, 2)),
        ("（三）推动", (2, 3)),
        ("十一、附则", (3, 11)),
        ("3.推动", (4, 3)),
        ("（3）推动", (5, 3)),
        ("③推动", (6, 3)),
        ("——推动", (7, 0)),
        ("推动", None),
    ],
)
def test_the_number_of_an_item(text: str, number: tuple[int, int] | None) -> None:
    """Every way of numbering gives its family and its number; dashes have none to count."""
    assert item_number(text) == number


LIST = ("要做好三件事。", "一是加强保障。", "先从用地做起。", "二是完善服务。", "三是扩大开放。", "本通知自即日起施行。")


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_any_item_gives_the_whole_list(at: int) -> None:
    """From the first, the last or a sentence inside an item: all items in order, and nothing that follows them."""
    if at == 2:
        assert listed(*LIST, at=at) == []  # a sentence inside an item is no item
    else:
        assert listed(*LIST, at=at) == ["一是加强保障。", "二是完善服务。", "三是扩大开放。"]


def test_the_sentence_before_leads_in() -> None:
    """The sentence before the first item stands for the list."""
    assert listed(*LIST, at=0) == ["一是加强保障。", "二是完善服务。", "三是扩大开放。"]


def test_a_list_that_begins_inside_its_lead_in() -> None:
    """工作有三项：一是… holds its first item itself; what leads in is no part of the item's text."""
    texts = ("工作有三项：一是加强保障。", "二是完善服务。", "三是扩大开放。")
    assert listed(*texts, at=0) == listed(*texts, at=2) == list(texts)
    assert item_text(texts[0]) == "一是加强保障。" and item_text(texts[1]) == texts[1]


def test_a_gap_ends_the_list() -> None:
    """A number that does not follow belongs to another list."""
    assert listed("一是甲。", "二是乙。", "四是丁。", at=0) == ["一是甲。", "二是乙。"]


HEADINGS = ("（一）总体要求", "（二）主要任务", "（三）保障措施")


def test_headings_are_no_list_unless_counted_or_led_in() -> None:
    """(一)(二)(三) also number headings: they make a list where as many are asked for, or where a colon leads in to them."""
    assert listed(*HEADINGS, at=0) == []
    assert listed(*HEADINGS, at=0, count="三个") == list(HEADINGS)
    assert listed(*HEADINGS, at=0, count="五个") == []
    assert listed("应当具备下列条件：", *HEADINGS, at=0) == listed("应当具备下列条件：", *HEADINGS, at=2) == list(HEADINGS)


def test_one_item_is_no_list() -> None:
    """A single 一是 lists nothing."""
    assert listed("一是甲。", "别的事。", at=0) == []


def test_a_long_list_is_cut() -> None:
    """At most MAX_ITEMS items come back, the first ones."""
    items = [f"{n}.第{n}项" for n in range(1, 15)]
    assert listed("如下：", *items, at=0) == items[:MAX_ITEMS]


def test_a_heading_that_announces_a_list_is_no_item_of_it() -> None:
    """The line 二、两项任务 leads in to the two tasks below it, not to the headings of its own rank."""
    texts = ("一、目的", "为了发展。", "二、两项任务", "（一）加强供给。", "先易后难。", "（二）健全机制。", "三、附则")
    assert listed(*texts, at=2, count="两项") == ["（一）加强供给。", "（二）健全机制。"]
    assert listed(*texts, at=2) == []


@pytest.mark.parametrize(
    ("count", "text", "says"),
    [
        ("三点", "他提出3个方面的要求：", True),
        ("三点", "部署三项任务。", True),
        ("三点", "第三个园区开园。", False),
        ("三点", "共有13个方面。", False),
        ("两类", "分为两种情形。", True),
        ("三个条件", "并且符合上述三个条件。", False),
        ("三个", "符合以上3个条件的，照此办理。", False),
    ],
)
def test_what_announces_a_number(count: str, text: str, says: bool) -> None:
    """The number tells, in whatever digits and with whatever measure; an ordinal or a part of another number does not."""
    assert announces(count, text) is says


def test_a_list_announced_in_other_words() -> None:
    """哪三点 finds the list that "3个方面" opens."""
    texts = ("会议提出3个方面的要求。", "一是加强保障。", "二是完善服务。", "三是扩大开放。")
    assert listed(*texts, at=0, count="三点") == list(texts[1:])


NAMED = ("——建设三类街区。", "推动“文创街区”引进工坊。", "鼓励“康养街区”增设门诊。", "支持“夜游街区”延长营业。", "——加强安保。")


def test_an_announced_number_of_things_named_one_a_sentence() -> None:
    """Each sentence behind the announcement tells of another one by its name; of another number, or of names of two kinds, there is no list."""
    assert listed(*NAMED, at=0, count="三类") == list(NAMED[1:4])
    assert listed(*NAMED[:3], NAMED[4], at=0, count="三类") == []
    assert listed(*NAMED[:3], "支持“夜游节”延长营业。", NAMED[4], at=0, count="三类") == []


@pytest.mark.parametrize(
    ("question", "line", "leads"),
    [
        ("入住要什么条件？", "申请入住应当同时符合下列条件：", True),
        ("入住的条件有哪些？", "入住条件如下：", True),
        ("入住的程序是什么？", "申请、审核程序如下：", True),
        ("有哪三个条件？", "同时符合下列条件的,可以入住:", True),
        ("哪些情况要退房？", "有下列情形之一的,应当退房:", True),
        ("全体会议的任务有哪几项？", "全体会议的任务是:(一)讨论大事;(二)部署工作。", True),
        ("入住要交哪些材料？", "申请入住应当同时符合下列条件：", False),
        ("入住要什么条件？", "不符合条件的，书面告知。", False),
        ("入住要多少钱？", "申请入住应当同时符合下列条件：", False),
    ],
)
def test_a_line_leads_in_to_what_it_names(question: str, line: str, leads: bool) -> None:
    """To the conditions where it says that conditions follow, and to nothing else."""
    assert leads_in(understand(question, today="2036-01-01"), line) is leads


def test_a_remark_may_stand_before_a_list_that_is_said_to_follow() -> None:
    """以下3个条件 points below, behind a remark too; 三个条件 alone does not reach that far."""
    items = ["（1）在区内上班。", "（2）没有住房。", "（3）按时缴费。"]
    assert listed("符合以下3个条件的可以申请。", "申请按月受理。", *items, at=0, count="三种") == items
    assert listed("审查三个条件。", "申请按月受理。", *items, at=0, count="三个") == []


@pytest.mark.parametrize(
    ("question", "line", "leads"),
    [
        ("有哪几种提供模式？", "本区采取以下方式提供：", True),
        ("要交哪几样材料？", "需要申请资料如下：", True),
        ("要交哪几样材料？", "需要申请的步骤如下：", False),
    ],
)
def test_what_is_asked_for_may_be_called_otherwise(question: str, line: str, leads: bool) -> None:
    """方式 are 模式 and 资料 are 材料, where a line says that they follow."""
    assert leads_in(understand(question, today="2036-01-01"), line) is leads
