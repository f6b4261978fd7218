"""Rules of `assistant.saying.clauses`: a sentence is shortened by whole clauses, and what answers stays."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.asking.terms import Term
from assistant.saying.clauses import shorten

CLAUSES = st.lists(st.text("企业共有孵化器收入增长", min_size=1, max_size=25), min_size=1, max_size=8)


def test_a_short_sentence_stays() -> None:
    """Within the limit nothing is touched."""
    assert shorten("共有企业36家，其中高企6家。", {}, limit=20) == "共有企业36家，其中高企6家。"


def test_the_clause_with_the_asked_words_stays() -> None:
    """The run of clauses that holds most of the asked words is kept."""
    text = "园区建设稳步推进，孵化器共有12个，各项服务不断完善，人才政策陆续出台。"
    assert shorten(text, {Term("孵化器"): 3.0}, limit=12) == "孵化器共有12个"


def test_a_run_does_not_end_with_the_time_of_what_is_left_out() -> None:
    """A bare "2031年初，" dates the clause behind it, and is told with it or not at all."""
    text = "2026年3月，汀砚园更名为大汀砚园。2031年初，市里正式批复大汀砚园创建示范区并扩区十二处。"
    assert "2031年" not in shorten(text, {Term("汀砚园"): 1.0}, limit=30, likely=[(0, 7, 0.9)])


def test_a_title_is_never_cut() -> None:
    """A mark inside a title parts no clauses."""
    text = "管委会印发《关于深化管理改革，推进园区发展的若干决定》，提出了十二项措施，并公布了分工。"
    assert "推进园区发展" not in shorten(text, {Term("措施"): 3.0}, limit=24) and "《" not in shorten(text, {Term("措施"): 3.0}, limit=24)
    assert shorten(text, {Term("决定"): 3.0}, limit=30) == "管委会印发《关于深化管理改革，推进园区发展的若干决定》"


def test_of_a_place_too_long_to_keep_whole_most_stays() -> None:
    """The run that holds more of it is the better one."""
    text = "这份方案的开头先说了制定它的背景和经过，能耗要降到三成以下，碳排放要降到二成以下，废水要降到一成以下。"
    assert shorten(text, {}, limit=24, likely=[(20, 50, 0.9)]) == "能耗要降到三成以下，碳排放要降到二成以下"


def test_a_run_does_not_begin_with_among_them() -> None:
    """其中 means what is left out."""
    text = "大汀砚园去年的总收入到了三百亿元上下，其中外销占一半多，利润另有三十亿元。"
    assert shorten(text, {Term("利润"): 1.0}, limit=24) == "利润另有三十亿元"


def test_what_must_stay_outweighs_words() -> None:
    """A kept span stays, whatever the other clauses hold."""
    text = "孵化器的孵化器仍是孵化器，共有12个，其余从略。"
    at = text.index("12个")
    assert "12个" in shorten(text, {Term("孵化器"): 3.0}, limit=8, keep=[(at, at + 3)])


def test_a_bracket_is_not_cut() -> None:
    """A comma inside brackets ends no clause."""
    text = "前面的话说了很多很多，研发经费（R&D，含折旧，不含税）占比6.5%，后面的话也说了很多。"
    assert shorten(text, {Term("占比"): 1.0}, limit=30) == "研发经费（R&D，含折旧，不含税）占比6.5%"


@settings(deadline=None)  # the first text reads the dictionary
@given(CLAUSES, st.integers(5, 60), st.data())
def test_only_whole_clauses_and_always_the_kept_one(clauses: list[str], limit: int, data: st.DataObject) -> None:
    """For any sentence: the result fits, and is a run of its whole clauses that holds the kept span, unless that one clause is longer than
    the limit."""
    text = "，".join(clauses)
    which = data.draw(st.integers(0, len(clauses) - 1))
    start = sum(len(c) + 1 for c in clauses[:which])
    short = shorten(text, {Term("孵化器"): 2.0, Term("收入"): 1.0}, limit=limit, keep=[(start, start + len(clauses[which]))])
    assert len(short) <= max(limit, len(text) if len(text) <= limit else 0)
    if len(clauses[which]) < limit:
        assert re.search(rf"(?:^|，){re.escape(short)}(?:，|$)", text)
        assert clauses[which] in short


def test_where_the_answer_is_likely_outweighs_asked_words() -> None:
    """Of two clauses the one that more likely holds the answer is kept, though the other holds the asked word."""
    text = "孵化器建设稳步推进一年，平台共有十二个并投入使用，其余各项工作从略。"
    words = {Term("孵化器"): 3.0}
    at = text.index("十二个")
    assert "孵化器" in shorten(text, words, limit=14)
    assert "十二个" in shorten(text, words, limit=14, likely=[(at, at + 3, 0.9)])
    assert "孵化器" in shorten(text, words, limit=14, likely=[(at, at + 3, 0.1)])


def test_likely_places_count_by_their_chance() -> None:
    """The likelier of two places is kept; several unlikely ones in one clause add up."""
    text = "甲区共有企业三十六家，乙区共有企业四十二家，丙区共有企业五十一家。"
    first, second = text.index("三十六家"), text.index("四十二家")
    assert "三十六" in shorten(text, {}, limit=11, likely=[(first, first + 4, 0.6), (second, second + 4, 0.3)])
    added = [(first, first + 4, 0.4), (second, second + 4, 0.3), (second - 2, second + 4, 0.3)]
    assert "四十二" in shorten(text, {}, limit=11, likely=added)


def test_a_long_clause_is_cut_at_its_items() -> None:
    """Of one clause longer than the limit whole items are left out, cut at 、 and nowhere else."""
    text = "重点支持新材料研发制造、生物医药临床试验、海洋传感设备生产、卫星测绘数据服务"
    kept = "海洋传感设备生产"
    at = text.index(kept)
    assert shorten(text, {}, limit=12, keep=[(at, at + len(kept))]) == kept
    assert shorten(text, {Term("生物"): 1.0}, limit=20) in (
        "生物医药临床试验、海洋传感设备生产",
        "重点支持新材料研发制造、生物医药临床试验",
    )


def test_an_item_in_brackets_is_not_cut() -> None:
    """A 、 inside brackets parts no items: a clause without others is cut between words, where what must stay stays."""
    text = "由园区管委会（科技创新局、经济发展局、财政金融局）共同负责组织实施和日常管理"
    at = text.index("共同负责")
    short = shorten(text, {}, limit=12, keep=[(at, at + 4)])
    assert "共同负责" in short and short in text and len(short) <= 12


@given(st.lists(st.text("企业共有孵化器收入增长", min_size=1, max_size=25), min_size=2, max_size=8), st.integers(5, 60), st.data())
def test_items_are_never_cut_inside(items: list[str], limit: int, data: st.DataObject) -> None:
    """For any enumeration: what stays is a run of whole items that holds the likeliest place, unless that one item is longer than the limit."""
    text = "、".join(items)
    which = data.draw(st.integers(0, len(items) - 1))
    start = sum(len(x) + 1 for x in items[:which])
    short = shorten(text, {Term("孵化器"): 0.5}, limit=limit, likely=[(start, start + len(items[which]), 1.0)])
    assert len(short) <= limit
    if len(items[which]) <= limit:
        assert f"、{short}、" in f"、{text}、" and items[which] in short


@given(st.text("企业共有孵化器收入增长，；、（）提出", min_size=1, max_size=200), st.integers(10, 60))
def test_nothing_longer_than_the_limit_comes_back(text: str, limit: int) -> None:
    """For any text and limit, whatever its marks: what comes back is a part of it and fits."""
    short = shorten(text, {Term("孵化器"): 1.0}, limit=limit)
    assert short in text and len(short) <= limit


def test_a_run_keeps_its_subject_where_there_is_room() -> None:
    """Of runs that say as much the one that begins with the sentence is kept, and none that begins with 其 while its own clause fits."""
    text = "岚泓园区设有三个片区，其服务中心共有十二个窗口，其余事项另行通知，有关安排由各单位自行确定并公布"
    at = text.index("十二个")
    assert shorten(text, {}, limit=30, keep=[(at, at + 3)]).startswith("岚泓园区")


@given(CLAUSES, st.integers(5, 60), st.sampled_from(["，", "；", "：", "、"]))
def test_something_always_stays(clauses: list[str], limit: int, end: str) -> None:
    """For any sentence, also one that ends in a mark, and a kept span that no run within the limit holds: never nothing."""
    text = "，".join(clauses) + end
    assert shorten(text, {}, limit=limit, keep=[(0, len(text) - 1)])


def test_an_enumeration_is_kept_from_its_first_item_on() -> None:
    """Where its clause is too long to keep, what leads in to it goes, and not its first item."""
    text = "《汀砚高新区中长期规划纲要》和《汀砚高新区创新发展若干意见》对全面推行公示制度、记录制度、审核制度作出了部署"
    start, end = text.index("公示"), text.index("作出")
    assert shorten(text, {}, limit=24, likely=[(start, end, 0.9)]).startswith("公示制度、记录制度、审核制度")
