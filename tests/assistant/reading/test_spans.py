"""Rules of `assistant.reading.spans`: of all figures and dates in a sentence, the one that was asked for."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span, best_spans, named_first, weighed
from ingest.model import Document

Read = Callable[..., Document]


def spans(read: Read, sentence: str, question: str) -> list[str]:
    """The spans of a sentence that can answer, best first, every term of the question weighing the same."""
    document = read(f"园区情况\n\n{sentence}\n")
    found = [
        Candidate(s, c, document.pieces[0], "a.txt", None, i, 1.0)
        for c in document.chunks
        for i, s in enumerate(c.sentences)
        if s.text in sentence
    ]
    asked = understand(question, today="2036-01-01")
    return [s.text for s in best_spans(asked, found[0], dict.fromkeys(asked.terms, 1.0))]


def test_a_year_is_no_day(read: Read) -> None:
    """Asked for the day, the year in a sentence does not answer; asked when, it may."""
    told = "2032年园区招租计划已经公布，5月7日开始登记。"
    assert spans(read, told, "园区招租登记从哪天开始？") == ["5月7日"]
    assert "2032年" in spans(read, told, "园区招租登记什么时候开始？")


COUNTS = "全区共有企业36家，其中高新技术企业6家，孵化器12个，从业人员3500人，营业收入53.2亿元，出口1.5亿美元。"


def test_a_day_of_the_month_is_no_number_of_days(read: Read) -> None:
    """Asked for how many days, what dates the span does not answer."""
    assert spans(read, "灯会2月4日至10日举办，共7天。", "灯会举办几天？") == ["7天"]


def test_the_month_of_a_date_is_no_term(read: Read) -> None:
    """Asked for years, 5月 of 2031年5月 is none."""
    assert spans(read, "园区在2031年5月违规放贷，主管被判刑八年。", "主管被判刑多少年？") == ["八年"]


def test_asked_for_days_months_do_not_answer(read: Read) -> None:
    """Asked how long, they do."""
    assert spans(read, "怀孕满4个月的，假期为42天。", "假期按多少天计？") == ["42天"]
    assert "4个月" in spans(read, "怀孕满4个月的，假期为42天。", "假期多久？")


def test_a_number_that_the_question_states_draws_no_figure(read: Read) -> None:
    """36家 tells of whom the profit is asked, and the turnover stands nearer to it."""
    assert spans(read, "全区36家实现营业收入53.2亿元、年利润7亿元。", "全区36家的年利润是多少？")[0] == "7亿元"


def test_an_amount_that_sets_apart_does(read: Read) -> None:
    """Of firms above two limits those above the asked one are counted."""
    assert spans(read, "全区企业按收入看，逾900亿元的有4家，逾300亿元的有17家。", "收入在300亿元以上的企业有多少家？")[0] == "17家"


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("高新技术企业有多少家？", "6家"),
        ("孵化器有多少个？", "12个"),
        ("从业人员有多少人？", "3500人"),
        ("营业收入是多少亿元？", "53.2亿元"),
        ("出口多少美元？", "1.5亿美元"),
    ],
)
def test_the_figure_beside_the_asked_noun(read: Read, question: str, span: str) -> None:
    """In an enumeration the figure beside the asked noun and of the asked measure comes first, whole: 6家 is not 36家."""
    assert spans(read, COUNTS, question)[0] == span


def test_another_measure_is_no_answer(read: Read) -> None:
    """Where no figure is of the asked measure there is no span; 美元 does not answer 元."""
    assert spans(read, "出口1.5亿美元。", "出口多少亿元？") == []
    assert spans(read, "共有企业36家。", "占多大比例？") == []


@pytest.mark.parametrize(("year", "span"), [(2031, "448.4亿元"), (2030, "62.3亿元")])
def test_the_figure_of_the_asked_year(read: Read, year: int, span: str) -> None:
    """Of two figures of one noun, the one under the asked year."""
    assert spans(read, "2031年，全区营业收入448.4亿元，2030年为62.3亿元。", f"{year}年营业收入是多少亿元？")[0] == span


def test_a_figure_of_the_question_is_not_its_answer(read: Read) -> None:
    """What the question states itself is no answer to it."""
    assert spans(read, "收入2000亿元以上的园区有18家。", "收入2000亿元以上的园区有多少家？") == ["18家"]


def test_dates_and_document_numbers(read: Read) -> None:
    """Asked when, dates with and without a year are spans; asked for a 文号, numbers of documents."""
    assert spans(read, "峰会于2031年5月6日开幕，5月8日闭幕。", "峰会什么时候开幕？") == ["2031年5月6日", "5月8日"]
    assert spans(read, "转发《管理办法》（汀高管〔2031〕7号），请遵照执行。", "《管理办法》的文号是什么？") == ["汀高管〔2031〕7号"]


def test_what_was_spotted_weighs_with_what_is_near() -> None:
    """Between two figures that stand as near to the asked words the spotted one is first; a faint one does not outweigh the words."""
    near, far = Span(4, 7, "12家", 2.0), Span(20, 23, "60家", 1.5)
    assert weighed([near, far], []) == [near, far]
    assert weighed([near, far], [Span(20, 23, "60家", 0.9)]) == [far, near]
    assert weighed([near, far], [Span(20, 23, "60家", 0.2)]) == [near, far]
    assert weighed([near, far], [Span(10, 40, "其中新增的企业共有60家，为历年最多", 0.9)]) == [near, far]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("谁主持会议？", "沅汀"),
        ("会议由什么人主持？", "沅汀"),
        ("如何主持会议？", "沅汀主持会议并作出部署"),
    ],
)
def test_names_are_short(question: str, first: str) -> None:
    """Where a name is asked the shorter span goes first, though the longer one is somewhat likelier; a manner wants the clause."""
    long, short = Span(0, 11, "沅汀主持会议并作出部署", 0.3), Span(0, 2, "沅汀", 0.25)
    assert named_first(understand(question, today="2036-01-01"), [long, short])[0].text == first


def test_a_part_is_counted_behind_its_whole(read: Read) -> None:
    """Asked for a part of a count, the figure behind 其中 is the answer; asked for the whole, the one before it."""
    text = "全区共有柔性显示企业807家，比上年增加374家，其中规模以上企业95家。"
    assert spans(read, text, "柔性显示企业中规模以上的有多少家？")[0] == "95家"
    assert spans(read, text, "柔性显示企业有多少家？")[0] == "807家"


def test_an_amount_that_sets_apart_what_is_counted_is_no_amount_of_it(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """营业收入超过500亿元的有6家 tells how many, not how much; and a year is no duration."""
    asked = understand("营业收入是多少亿元？", today="2036-01-01")
    found = best_spans(asked, in_one_chunk("营业收入860亿元，其中营业收入超过500亿元的园区有6家。")[0], {})
    assert [s.text for s in found] == ["860亿元"]
    asked = understand("投入强度的目标是多少？", today="2036-01-01")
    assert best_spans(asked, in_one_chunk("打造一批投入强度高的企业。")[0], {}) == []  # 一批 is an article
    asked = understand("办理执照要多久？", today="2036-01-01")
    assert best_spans(asked, in_one_chunk("2021年，办理执照的窗口共有8个。")[0], {}) == []


def test_a_field_that_counts_has_a_bare_number(read: Read) -> None:
    """到现场次数：0 tells how many times; a bare number elsewhere has no measure."""
    assert spans(read, "到现场次数：0", "要到现场几次？") == ["0"]
    assert spans(read, "办件编号：30", "要到现场几次？") == []
