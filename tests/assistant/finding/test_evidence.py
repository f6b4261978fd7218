"""Rules of `assistant.finding.evidence`: which of the read sentences is taken."""

from collections.abc import Callable

from assistant import PolicyAssistant

BASES = "低空物流基地、海洋传感基地、卫星测绘基地、柔性显示基地和细胞制备基地"
PLAN = (
    "汀砚高新区基地建设方案",
    "2031-05-06",
    "汀砚高新区要在三年内建成五种基地，汀砚高新区的基地由管委会统一规划。基地的建设经费由市区两级分担，汀砚高新区每年考核基地。"
    f"场所安排上，依次是{BASES}。",
)


def test_as_many_things_as_asked_for_all_called_so_are_the_list(opened_over: Callable[..., PolicyAssistant]) -> None:
    """The sentence that names the five shares less with the question than the one that only counts them."""
    answer = opened_over(PLAN).ask("汀砚高新区建哪五种基地？", question_date="2036-01-01")
    assert BASES in answer.text


RULES = (
    "汀砚高新区人才公寓办法",
    "2031-05-06",
    "第三条 不符合人才公寓申请条件的，汀砚高新区退回人才公寓申请，并书面告知人才公寓申请人不符合的条件。\n"
    "第四条 申请人才公寓应当符合下列条件：\n（一）在区内上班；\n（二）没有住房。\n第五条 人才公寓按月收租。",
)


def test_a_line_that_leads_in_to_what_is_asked_answers_by_its_list(opened_over: Callable[..., PolicyAssistant]) -> None:
    """The line itself says nothing of what is asked, and other sentences share as many words; below it stands the answer."""
    answer = opened_over(RULES).ask("申请人才公寓要符合什么条件？", question_date="2036-01-01")
    assert answer.text == "（一）在区内上班[1]；（二）没有住房[2]。"


NEWSLETTER = (
    "溆嵘高新区：三大支柱产业壮大",
    "2032-02-03",
    "溆嵘高新区：三大支柱产业壮大\n溆嵘高新区近年发展很快，群众都说好。2031年，三大支柱产业产值占一半。",
)


def test_the_title_itself_is_no_answer(opened_over: Callable[..., PolicyAssistant]) -> None:
    """A title that a colon parts looks like a field with its value, and shares most words with the question."""
    answer = opened_over(NEWSLETTER).ask("溆嵘高新区的三大支柱产业是什么？", question_date="2036-01-01")
    assert "壮大" not in answer.text or answer.status == "not_in_corpus"


GRANTED = (
    "汀砚高新区统计公报",
    "2032-01-09",
    "2031年，汀砚高新区企业总收入增幅为44%。全区专利授权量为6662件，同比增长31%。全区有企业300家。",
)


def test_two_things_told_in_one_sentence_are_read_there(opened_over: Callable[..., PolicyAssistant]) -> None:
    """Alone, the growth would be read from the sentence with more of the words; what is granted has its own."""
    answer = opened_over(GRANTED).ask("汀砚高新区2031年获得授权的专利是多少件，较上年增幅多大？", question_date="2036-01-01")
    assert answer.status == "answered" and answer.short_answer == "6662件、31%"


RELIEF = ("汀砚市救助标准", "2031-01-05", "2031年汀砚市低保标准为每人每月1309元。")
MOVING = ("汀砚市搬家补助办法", "2029-03-02", "搬家遇到困难的，补助最多不超过2个月低保标准。")


def test_a_time_of_another_sentence_is_let_go(opened_over: Callable[..., PolicyAssistant]) -> None:
    """The second question names no year: a rule of 2029 answers it."""
    answer = opened_over(RELIEF, MOVING).ask(
        "2031年汀砚市低保标准是每人每月多少元？搬家遇到困难的，补助最多不超过几个月低保标准？", question_date="2036-01-01"
    )
    assert answer.status == "answered" and {"1309元", "2个月"} <= set((answer.short_answer or "").split("、"))


def test_a_sure_enumeration_goes_before_a_list_further_on(opened_over: Callable[..., PolicyAssistant]) -> None:
    """The list below the line that leads in to it is of the money, not of the ways that are asked for."""
    rules = (
        "汀砚市人才公寓办法",
        "2031-05-06",
        "第三条 人才公寓通过新建、改建、购买、租赁等方式筹集。\n第四条 人才公寓资金的筹集方式包括：\n（一）财政拨款；\n（二）银行贷款。",
    )
    answer = opened_over(rules).ask("人才公寓可以通过哪些方式筹集？", question_date="2036-01-01")
    assert "新建、改建、购买、租赁" in answer.text and "拨款" not in answer.text
