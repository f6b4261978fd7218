"""Rules of `assistant.asking.question`: what is asked for, in which unit, at which time, from which document and from when."""

import pytest

from assistant.asking.kinds import Kind
from assistant.asking.question import Question, understand
from assistant.words.figures import MONEY


def asked(text: str) -> Question:
    """The question as understood on one day."""
    return understand(text, today="2026-11-20")


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("共有多少家企业？", Kind.FIGURE, "家"),
        ("出口多少美元？", Kind.FIGURE, "美元"),
        ("那边有多少做芯片的公司？", Kind.FIGURE, "家"),
        ("一年退还多少企业所得税？", Kind.FIGURE, ""),
        ("占多大比例？", Kind.FIGURE, "%"),
        ("多少个工作日内作出决定？", Kind.FIGURE, "工作日"),
        ("《人才公寓管理办法》的文号是什么？", Kind.NUMBER, ""),
        ("人才公寓什么时候建成？", Kind.DATE, ""),
        ("哪一天开幕？", Kind.DATE, ""),
        ("谁出席了会议？", Kind.PERSON, ""),
        ("在哪个城市召开？", Kind.PLACE, ""),
        ("有哪些条件？", Kind.LIST, ""),
        ("支持哪三个方向？", Kind.LIST, ""),
        ("可以转租吗？", Kind.YESNO, ""),
        ("租金要交两次，对不？", Kind.YESNO, ""),
        ("研发占比是76.3%，没错吧？", Kind.YESNO, ""),
        ("园区工业用地亩均税收是多少？", Kind.FIGURE, ""),
        ("什么是孵化器？", Kind.TEXT, ""),
        ("《有多少个为什么》讲了什么？", Kind.TEXT, ""),
        ("免租的年限，甲办法是多少？", Kind.FIGURE, "年"),
        ("租房的人多大年纪才行？", Kind.FIGURE, "岁"),
        ("铺了多少个分店？", Kind.FIGURE, ""),
        ("在哪几个领域先行？", Kind.LIST, ""),
        ("面积谁大？各是多少？", Kind.FIGURE, ""),
        ("全年利润，2031年做到多少？", Kind.FIGURE, MONEY),
        ("三项改革，列一下", Kind.LIST, ""),
        ("园区是几时批的？", Kind.DATE, ""),
        ("入住要什么条件？", Kind.LIST, ""),
        ("入住的手续是什么？", Kind.LIST, ""),
        ("每月能扣多少？", Kind.FIGURE, MONEY),
        ("最多给多少？", Kind.FIGURE, MONEY),
        ("减免多少？", Kind.FIGURE, ""),
        ("抽查的比例是多少？", Kind.FIGURE, "%"),
        ("免税额度占多少百分比？", Kind.FIGURE, "%"),
        ("园区建于公元几年？", Kind.DATE, ""),
        ("园区的容积率是多少？", Kind.FIGURE, ""),
        ("基金的份额是多少？", Kind.FIGURE, ""),
        ("几个月前入驻的人有多少？", Kind.FIGURE, ""),
        ("要等几个月？", Kind.FIGURE, "月"),
        ("抽查的比例要求怎么定？", Kind.TEXT, ""),
        ("“三优”指啥？", Kind.TEXT, ""),
    ],
)
def test_what_is_asked_for(text: str, kind: Kind, unit: str) -> None:
    """The asking words outside titles give the kind, and the measure after 多少 the unit."""
    question = asked(text)
    assert (question.kind, question.unit) == (kind, unit)


def test_an_amount_without_a_currency_may_be_in_any() -> None:
    """营业收入是多少 asks for money, of a currency that it does not name; not for companies."""
    from assistant.words.figures import same_measure

    unit = asked("营业收入是多少？").unit
    assert same_measure(unit, "元") and same_measure(unit, "美元") and not same_measure(unit, "家")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("假如今天是2018年12月31日，共有多少家？", "2018-12-31"),
        ("站在2001年底看，最近一份文件是什么？", "2001-12-31"),
        ("到2013年底为止批了几个？", "2013-12-31"),
        ("2013年批了几个？", None),
    ],
)
def test_the_day_from_which_to_look(text: str, day: str | None) -> None:
    """A stance is no time of the fact: it moves today, and is left out of the periods."""
    question = asked(text)
    assert question.as_of == day
    assert (question.periods == ()) is (day is not None)


def test_the_premise_and_the_count() -> None:
    """Figures that the question states are a premise; how many things it wants is its count."""
    assert asked("只有5个指标，对吗？").figures == ("5个",)
    assert asked("支持哪三个方向？").count == "三个"
    assert asked("说的是哪四样创新？").count == "四样"
    assert asked("三大主导产业是什么？").count == "三大" and asked("三大主导产业占多少？").count == ""


def test_the_document_that_is_meant() -> None:
    """A title in 《》, a document number and a looser name are told apart."""
    assert asked("《人才公寓管理办法》的文号是什么？").titles == ("人才公寓管理办法",)
    assert asked("国发〔2020〕7号是什么时候印发的？").numbers == ("国发〔2020〕7号",)
    assert asked("按国发〔2020〕7号和云高管〔2031〕2号，租金是多少？").numbers == ("国发〔2020〕7号", "云高管〔2031〕2号")
    assert "瞪羚计划" in asked("“瞪羚计划”支持多少家企业？").mentions[0]


@pytest.mark.parametrize(
    ("text", "long"), [("有哪些条件？", True), ("甲和乙哪个更多？", True), ("从2012年到2021年怎么变的？", True), ("共有多少家？", False)]
)
def test_what_may_take_a_longer_answer(text: str, long: bool) -> None:
    """Lists, comparisons and changes may be answered at length."""
    assert asked(text).long is long


@pytest.mark.parametrize("text", ["？", "!!!", "😀", "多少", "《》", "的" * 500, "\ud800", "a" * 300])
def test_strange_questions_are_understood_as_something(text: str) -> None:
    """Signs, emoji, broken characters and noise give a question, never an error."""
    assert asked(text).text == text


def test_what_stands_before_a_bare_asking_clause_is_asked_of() -> None:
    """Where only 针对的是什么 stands behind the comma, the 试点 before it is asked of; "那几年" is no duration, and "每年涨多少" is a growth."""
    part = understand("岚泓园区政策中的增值税减免试点，针对的是什么？", today="2036-01-01")
    assert {"增值税", "试点"} <= {t.text for t in part.terms if t.focus}
    assert understand("那几年园区收入每年涨多少？", today="2036-01-01").unit == "%"
    assert understand("园区实现了多少净利润？", today="2036-01-01").unit == MONEY
    assert understand("大赛优胜奖的奖金是多少？", today="2036-01-01").unit == MONEY
    assert not understand("搬迁最晚什么时候完成？", today="2036-01-01").compares


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("哪份文件提出了三项目标？", True),
        ("哪个办法规定了租金？", True),
        ("什么文件规定了租金？", True),
        ("欠租的可以采取什么办法？", False),
        ("入住要出具什么文件？", False),
    ],
)
def test_which_document_says_it(text: str, document: bool) -> None:
    """A paper to hand in and a way to proceed are no documents of the store."""
    assert asked(text).which_document is document
