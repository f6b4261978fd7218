"""Rules of `assistant.reading.enumerated`: enumerations are found whole, and the one that is asked for is told from the others."""

from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.asking.question import understand
from assistant.asking.terms import Term
from assistant.reading.enumerated import all_of_thing, counts_right, enumerations, fits, names_asked


def found(text: str) -> list[tuple[str, set[int]]]:
    """The enumerations of a text with their numbers."""
    return [(text[e.start : e.end], set(e.counts)) for e in enumerations(text)]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("形成“种子企业—雏鹰企业—瞪羚企业”三级阶梯", [("种子企业—雏鹰企业—瞪羚企业", {3})]),
        ("以制度创新+平台创新+服务创新为抓手", [("制度创新+平台创新+服务创新", {3})]),
        (
            "把片区建设成为产业发展的先导区、城市更新的样板区、生态文明的示范区，稳步推进",
            [("产业发展的先导区、城市更新的样板区、生态文明的示范区", {3})],
        ),
        ("经发局、科创局联合印发", [("经发局、科创局", {2})]),
        ("设有展示中心、检测中心等配套设施", [("展示中心、检测中心", {2})]),
        ("发放租房券（线上、线下）、交通券和餐饮券", [("发放租房券（线上、线下）、交通券和餐饮券", {2, 3})]),
        ("培养初级人才和高级人才", [("培养初级人才和高级人才", {2})]),
        ("实行甲线试点、乙线试点和丙线统一调度", [("实行甲线试点、乙线试点和丙线统一调度", {2, 3})]),
        ("设“水韵街”“书香街”“美食街”三条特色街", [("“水韵街”“书香街”“美食街”", {3})]),
        ("实行甲制度、乙制度、丙制度（以下统称“三项制度”）作出部署、提出要求", [("实行甲制度、乙制度、丙制度", {3})]),
        ("扣除教育、租金或者利息、赡养等支出", [("扣除教育、租金或者利息、赡养", {3, 4})]),
        ("全区共有企业三百家。", []),
    ],
)
def test_enumerations_are_found_whole(text: str, listed: list[tuple[str, set[int]]]) -> None:
    """Any of the marks joins items; what leads in, what follows 等 and what stands behind the last item of a kind are left out."""
    assert found(text) == listed


def test_the_number_asked_for_tells() -> None:
    """An enumeration of another number is none that fits; without a number, two things are too few to tell."""
    text = "围绕材料、装备、软件三个方向，设立研发、检测两个平台"
    asked = understand("围绕哪三个方向？", today="2036-01-01")
    assert [text[e.start : e.end][-8:] for e, _ in fits(asked, text, {})] == ["料、装备、软件三个方向"[-8:]]
    assert counts_right(asked, text) and not counts_right(understand("围绕哪五个方向？", today="2036-01-01"), text)
    assert not counts_right(understand("围绕哪些方向？", today="2036-01-01"), text)


def test_the_thing_asked_for_and_the_words_beside_it_tell() -> None:
    """Of two enumerations the one fits better whose items end in the thing asked for, or that stands with the asked words."""
    text = "坚持开放、共享、协同的理念，把片区建成产业先导区、城市样板区、生态示范区"
    asked = understand("要把片区建成哪几个区？", today="2036-01-01")
    best = max(fits(asked, text, {Term("片区"): 1.0}), key=lambda x: x[1])[0]
    assert "样板区" in text[best.start : best.end]
    text = "继续办好综合中心，如东中心、西中心、南中心；鼓励建设专业中心，如声学中心、光学中心、热学中心"
    best = max(fits(understand("专业中心有哪些？", today="2036-01-01"), text, {Term("专业"): 1.0}), key=lambda x: x[1])[0]
    assert "光学中心" in text[best.start : best.end]


def test_things_called_by_the_name_that_is_asked_for() -> None:
    """As many as are asked for, each of them by that name."""
    asked = understand("要建成哪四种中心？", today="2036-01-01")
    assert all_of_thing(asked, "把片区办成会展中心、物流中心、康养中心和亲子中心。")
    assert not all_of_thing(asked, "把片区办成会展中心、物流中心和康养中心。")
    assert not all_of_thing(asked, "片区有会展中心、物流中心、康养中心和亲子乐园。")
    assert not all_of_thing(understand("要建成哪些中心？", today="2036-01-01"), "把片区办成会展中心、物流中心、康养中心和亲子中心。")


def test_things_called_so_all_together() -> None:
    """Where the clause says in other order that the three are 主导 and 产业, they are the 主导产业."""
    asked = understand("东岭的三大主导产业是什么？", today="2036-01-01")
    assert all_of_thing(asked, "东岭以酿酒、制陶、造纸为主导的产业初具规模。")
    assert not all_of_thing(asked, "东岭以酿酒、制陶、造纸为主导，产业初具规模。")


def test_all_of_a_thing_is_asked_by_its_name() -> None:
    """列出…全部的一级指标 asks for 一级指标, and an enumeration that counts so many of them is these."""
    asked = understand("请列出汀砚评价体系里全部的一级指标。", today="2036-01-01")
    text = "围绕人才、资金、用地三方面，设“创新活力”“绿色底色”“开放程度”三个一级指标"
    assert [names_asked(asked, text, e) for e in enumerations(text)] == [False, True]


def test_the_list_that_is_called_by_the_asked_name_is_told(tmp_path: Path) -> None:
    """Though other things are listed before it in more of the asked words, and the sentence is too long to be told whole."""
    (tmp_path / "a.txt").write_text(
        "评价工作\n\n2031年4月22日，汀砚园区管委会修订印发了新版汀砚评价体系，全面重点围绕汀砚园区高质量评价的评价动力、评价支撑、评价环境、评价路径、"
        "评价绩效五大方面，设“创新能力和创业活力”“绿色底色和宜居程度”“开放创新和国际水平”“综合成效和持续后劲”四个一级指标。\n",
        encoding="utf-8",
    )
    with PolicyAssistant.open(tmp_path / "store") as qa:
        qa.ingest([tmp_path / "a.txt"])
        text = qa.ask("请列出汀砚评价体系里全部的一级指标。").text
    assert all(name in text for name in ("创新能力", "绿色底色", "开放创新", "综合成效"))


@pytest.mark.parametrize(("question", "named"), [("试点在哪些园区？", True), ("试点有哪些措施？", False)])
def test_an_enumeration_may_say_what_it_has_listed(question: str, named: bool) -> None:
    """What ends in "3个园区" is what is asked for where 园区 are."""
    text = "选择东岭、西岭和北岭3个园区，从中遴选试点"
    (e,) = enumerations(text)
    assert names_asked(understand(question, today="2036-01-01"), text, e) is named
