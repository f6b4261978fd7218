"""Rules of `index.tokens`: words and bigrams, folded alike in texts and questions."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import fold, terms, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [("３．５％", "3.5%"), ("ＡＢC", "abc"), ("1,234,567元", "1234567元"), ("1,23", "1,23"), ("企业,1234家", "企业,1234家"), ("①", "1")],
)
def test_width_case_and_thousands_are_folded(text: str, folded: str) -> None:
    """Full width, upper case and thousands separators do not tell texts apart; other commas stay."""
    assert fold(text) == folded


def test_words_and_pairs_stand_side_by_side() -> None:
    """Jieba's words stand beside every pair of neighbouring characters, across digits too: 4月 and 2日 tell 4月2日 from 2月4日."""
    assert Counter(terms("高新区 4月2日")) == Counter(
        ["高新", "新区", "高新区", "4", "月", "2", "日", "高新", "新区", "区4", "4月", "月2", "2日"]
    )


@pytest.mark.parametrize("text", ["", " \n", "，。！", "😀"])
def test_signs_alone_give_no_term(text: str) -> None:
    """Without letters, digits or Chinese there is nothing to search."""
    assert terms(text) == []


@given(st.text(alphabet="高新区企业收入ＡBc３4.5，。 \n", max_size=40))
def test_a_text_and_its_folded_form_have_the_same_terms(text: str) -> None:
    """Folding twice changes nothing, and the terms are those of the folded text."""
    assert fold(fold(text)) == fold(text)
    assert terms(text) == terms(fold(text))


@given(st.text(alphabet="高新区企业 收入,3。", max_size=40))
def test_words_are_all_of_the_text(text: str) -> None:
    """The words together are the folded text."""
    assert "".join(words(text)) == fold(text)
