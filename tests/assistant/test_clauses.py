"""Rules of `assistant.clauses`: a sentence is shortened by whole clauses, and what answers stays."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.clauses import shorten
from assistant.question import Term

CLAUSES = st.lists(st.text("企业共有孵化器收入增长", min_size=1, max_size=25), min_size=1, max_size=8)


def test_a_short_sentence_stays() -> None:
    """Within the limit nothing is touched."""
    assert shorten("共有企业36家，其中高企6家。", {}, limit=20) == "共有企业36家，其中高企6家。"


def test_the_clause_with_the_asked_words_stays() -> None:
    """The run of clauses that holds most of the asked words is kept."""
    text = "园区建设稳步推进，孵化器共有12个，各项服务不断完善，人才政策陆续出台。"
    assert shorten(text, {Term("孵化器"): 3.0}, limit=12) == "孵化器共有12个"


def test_what_must_stay_outweighs_words() -> None:
    """A kept span stays, whatever the other clauses hold."""
    text = "孵化器的孵化器仍是孵化器，共有12个，其余从略。"
    at = text.index("12个")
    assert "12个" in shorten(text, {Term("孵化器"): 3.0}, limit=8, keep=[(at, at + 3)])


def test_a_bracket_is_not_cut() -> None:
    """A comma inside brackets ends no clause."""
    text = "前面的话说了很多很多，研发经费（R&D，含折旧，不含税）占比6.5%，后面的话也说了很多。"
    assert shorten(text, {Term("占比"): 1.0}, limit=30) == "研发经费（R&D，含折旧，不含税）占比6.5%"


@given(CLAUSES, st.integers(5, 60), st.data())
def test_only_whole_clauses_and_always_the_kept_one(clauses: list[str], limit: int, data: st.DataObject) -> None:
    """For any sentence: the result is a run of its whole clauses that holds the kept span; longer than the limit only as one clause that cannot
    be parted, or the whole."""
    text = "，".join(clauses)
    which = data.draw(st.integers(0, len(clauses) - 1))
    start = sum(len(c) + 1 for c in clauses[:which])
    short = shorten(text, {Term("孵化器"): 2.0, Term("收入"): 1.0}, limit=limit, keep=[(start, start + len(clauses[which]))])
    assert re.search(rf"(?:^|，){re.escape(short)}(?:，|$)", text)
    assert clauses[which] in short
    assert len(short) <= limit or "，" not in short or short == text
