"""Rules of `assistant.asking.coordinate` and `assistant.asking.times`: what is asked of several things or times becomes one plain question for each."""

import pytest

from assistant.asking.coordinate import conjuncts
from assistant.asking.kinds import Kind
from assistant.asking.parts import parts_of
from assistant.asking.question import understand

TODAY = "2036-01-01"


@pytest.mark.parametrize(
    ("question", "labels", "second"),
    [
        ("《甲办法》和《乙办法》的文号分别是什么？", ["《甲办法》", "《乙办法》"], "《乙办法》的文号是什么？"),
        (
            "2031年的人才意见和2034年的租赁办法，有效期有什么不同？",
            ["2031年的人才意见", "2034年的租赁办法"],
            "2034年的租赁办法，有效期是什么？",
        ),
        ("公寓办法2031年版和2034年版的租金各是多少？", ["2031年版", "2034年版"], "公寓办法2034年版的租金是多少？"),
        ("公示期，2031年版办法和2034年版办法差在哪里？", ["2031年版办法", "2034年版办法"], "公示期，2034年版办法是什么？"),
        (
            "两份意见（2031年市府办、2034年市政府）的文号分别是什么？",
            ["2031年市府办意见", "2034年市政府意见"],
            "2034年市政府意见的文号是什么？",
        ),
        ("论高校数，武汉园区和苏州园区哪边多？", ["武汉园区", "苏州园区"], "论高校数，苏州园区是多少？"),
        ("武汉光电和天津风电，谁占全国的比重更高？", ["武汉光电", "天津风电"], "天津风电，占全国的比重是多少？"),
        ("意见里对沿湖园区和山区园区的要求有什么不一样？", ["沿湖园区", "山区园区"], "意见里对山区园区的要求是什么？"),
        ("论学校数，武汉园区和天津园区哪边多？各几所？", ["武汉园区", "天津园区"], "论学校数，天津园区？几所？"),
        ("园区的孵化器和加速器哪个多，各有多少家？", ["孵化器", "加速器"], "园区的加速器，有多少家？"),
        (
            "甲市2031年的门槛和2034年省里规定的门槛有什么不同？",
            ["甲市2031年的门槛", "2034年省里规定的门槛"],
            "2034年省里规定的门槛是什么？",
        ),
    ],
)
def test_each_of_several_things_has_a_question(question: str, labels: list[str], second: str) -> None:
    """The question of a thing holds what is shared, and no word that only two things can have."""
    found = conjuncts(question)
    assert [c.label for c in found] == labels
    assert found[1].text == second


@pytest.mark.parametrize(
    "question",
    [
        "《甲乙和丙丁管理办法》的文号是什么？",
        "规划和建设局是哪年成立的？",
        "园区发展及产业化工作会议是在哪个城市开的？",
        "租金和押金怎么收？",
        "武汉跟苏州搞结对共建，从哪个月开始的？",
        "武汉和苏州联合办的展会，分别设在哪个馆？",
        "申请人和用人单位哪天签合同？",
    ],
)
def test_a_joining_word_alone_makes_no_comparison(question: str) -> None:
    """和 inside a title or a name, or without a word that sets two things side by side, leaves the question whole."""
    assert conjuncts(question) == []


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("孵化器的数量，2031年和2034年底分别是多少？", ["孵化器的数量，2031年是多少？", "孵化器的数量，2034年底是多少？"]),
        ("孵化器的数量从2031年到2034年怎么变的？", ["孵化器的数量2031年是多少？", "孵化器的数量2034年是多少？"]),
        ("从业者2031年有多少，2034年又有多少？", ["从业者2031年有多少？", "从业者2034年有多少？"]),
        ("2031年绿色方案要求的能耗是多少，2034年实际是多少？", ["2031年绿色方案要求的能耗是多少？", "能耗，2034年实际是多少？"]),
        (
            "2031年和2034年，收入超过千亿元的园区各有多少家？",
            ["2031年，收入超过千亿元的园区有多少家？", "2034年，收入超过千亿元的园区有多少家？"],
        ),
    ],
)
def test_each_of_several_times_has_a_question(question: str, texts: list[str]) -> None:
    """A later clause borrows what is asked from the first, without the first one's time and document."""
    assert [p.text for p in parts_of(understand(question, today=TODAY), today=TODAY)] == texts


def test_a_part_knows_its_own_document_and_year() -> None:
    """What tells a part apart is its label; its year and its document are its own, what is counted is shared."""
    first, second = parts_of(understand("公寓办法2031年版和2034年版的租金各是多少元？", today=TODAY), today=TODAY)
    assert (first.label, second.label) == ("2031年版", "2034年版") and first.of_document
    assert [p.years for p in (*first.periods, *second.periods)] == [(2031,), (2034,)]
    assert first.kind is second.kind is Kind.FIGURE and first.unit == second.unit == "元"


def test_what_the_question_knows_of_a_time_is_no_premise() -> None:
    """Of "2031年的146家" the 146 is asked for again, to be worked with; for the other time it stays a stated figure."""
    first, second = parts_of(understand("园区总数从2031年的146家到2034年，多了多少家？", today=TODAY), today=TODAY)
    assert first.figures == () and second.figures == ("146家",)


def test_how_to_put_it_is_no_second_question() -> None:
    """A clause such as 列出几种方式 says how to answer, and changes nothing of what is asked."""
    (only,) = parts_of(understand("科技人员可以怎么兼职？列出几种方式。", today=TODAY), today=TODAY)
    assert only.kind is Kind.TEXT
