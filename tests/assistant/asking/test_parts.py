"""Rules of `assistant.asking.parts`: what asks several things is taken apart, and each part keeps the whole's subject."""

from assistant.asking.kinds import Kind
from assistant.asking.parts import parts_of
from assistant.asking.question import Question, understand

TODAY = "2026-11-20"


def parts(text: str) -> list[Question]:
    """The parts of a question."""
    return parts_of(understand(text, today=TODAY), today=TODAY)


def test_one_thing_is_one_part() -> None:
    """A question that asks one thing is its own only part; so is one whose second year only frames the first."""
    assert [p.text for p in parts("共有多少家企业？")] == ["共有多少家企业？"]
    assert len(parts("2017年的规划对2020年的目标是多少？")) == 1


def test_two_asking_clauses_are_two_parts() -> None:
    """Each clause that asks is a part with its own kind; the second keeps the subject that only the first names."""
    when, how_many = parts("《甲管理办法》是哪天制定的，里面要求培育多少个集群？")
    assert (when.kind, how_many.kind) == (Kind.DATE, Kind.FIGURE)
    assert how_many.titles == ("甲管理办法",) and "集群" in {t.text for t in how_many.terms}


def test_two_times_are_two_parts() -> None:
    """One thing asked for two times is asked once for each."""
    for text in (
        "孵化器数量1998年6月是多少，2005年底又是多少？",
        "孵化器数量从1998年到2005年怎么变的？",
        "孵化器1998年底和2005年底各是多少家？",
    ):
        first, second = parts(text)
        assert [p.periods[0].start[:4] for p in (first, second)] == ["1998", "2005"]
        assert all(len(p.periods) == 1 and "孵化器" in {t.text for t in p.terms} for p in (first, second))


def test_a_part_keeps_place_and_stance() -> None:
    """What is said once holds for every part: the place, and the day from which to look."""
    whole = parts("站在2015年底看，苏州有多少家企业，园区面积是多少？")
    assert len(whole) == 2 and all(p.places == (("苏州",),) and p.as_of == "2015-12-31" for p in whole)


def test_a_later_clause_borrows_what_the_first_asks_of() -> None:
    """A clause without a place or document of its own is asked of what stands before the first asking word."""
    _, growth = parts("2031年汀砚科技城实现利润多少亿元，同比增长多少？")
    assert growth.text == "2031年汀砚科技城实现利润，同比增长多少" and growth.unit == "%"
    _, other = parts("武汉有多少家企业，苏州有多少家？")
    assert other.text == "苏州有多少家"


def test_two_predicates_beside_one_mark_are_two_parts() -> None:
    """、 parts what asks anew; between nouns it parts nothing."""
    assert [p.kind for p in parts("人才公寓是哪天建成的、叫什么名字？")] == [Kind.DATE, Kind.TEXT]
    assert len(parts("租房、购房的补贴是多少？")) == 1
    assert [p.unit for p in parts("受灾的有多少户、涉及居民多少人？")] == ["户", "人"]


def test_what_changed_and_from_how_much_to_how_much_is_one_thing() -> None:
    """It is asked for both times, and not once more for the change."""
    assert [p.label for p in parts("租金2031年比2030年有什么变化，从多少调到多少？")] == ["2031年", "2030年"]


def test_a_clause_that_only_frames_is_no_part() -> None:
    """The year of the document that says it, before the year that is asked about, makes no second question; nor does the manner of putting it."""
    (only,) = parts("2030年市政府意见提出，到2035年园区的主要产业要处在什么位置？")
    assert [p.start[:4] for p in only.periods] == ["2030", "2035"]
    assert [p.text for p in parts("租客能转租吗，办法什么口径，有什么前提？")] == [
        "办法什么口径，租客能转租吗",
        "办法什么口径，租客能转租，有什么前提",
    ]


def test_a_second_sentence_has_its_own_lead_in() -> None:
    """What leads in to the second question says nothing of the first, and the time of the first may not be that of the second."""
    rent, help_ = parts("2031年公寓的租金是多少元？搬家遇到困难的，最多按几个月补助？")
    assert "搬家" not in rent.text and "租金" not in help_.text
    assert [p.time_lent for p in (rent, help_)] == [False, True] and [t.text for t in help_.periods] == ["2031年"]


def test_words_that_ask_make_no_others() -> None:
    """Behind 多长时间 the 内 of 内向 is no part of a word."""
    (part,) = parts("换了住所，要在多长时间内向管委会报告？")
    assert {"内向", "多长时间"}.isdisjoint({t.text for t in part.terms}) and part.unit == "年"
