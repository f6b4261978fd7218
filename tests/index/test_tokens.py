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


def test_words_and_bigrams_stand_side_by_side() -> None:
    """A run of Chinese gives jieba's words of two and more characters and all its bigrams; numbers and Latin words are whole."""
    assert Counter(terms("高新区2013年GDP增长3.5%")) == Counter(
        ["高新", "新区", "高新区", "高新", "新区", "2013", "年", "gdp", "增长", "增长", "3.5"]
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
