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
