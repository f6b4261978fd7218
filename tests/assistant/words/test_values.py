"""Figures as values: equal ones never differ, however they are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.words.values import differ

SCALES = {"": 0, "万": 4, "亿": 8, "万亿": 12}


@given(st.integers(1, 99999), st.integers(0, 3), st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(SCALES)))
def test_one_value_in_two_scales_never_differs(digits: int, places: int, one: str, other: str) -> None:
    """20.3万亿元 is 203000亿元."""
    value = Decimal(digits).scaleb(SCALES[one] - places)
    texts = [f"{(value / 10 ** SCALES[scale]):f}{scale}元" for scale in (one, other)]
    assert not differ(*texts)


@given(st.integers(1000, 999999), st.integers(1, 3))
def test_rounding_is_no_difference(digits: int, dropped: int) -> None:
    """20.33 told as 20.3, or cut short."""
    exact = Decimal(digits).scaleb(-3)
    assert not differ(f"{exact}亿元", f"{round(exact, 3 - dropped)}亿元")


@pytest.mark.parametrize(
    ("a", "b"), [("114家", "115家"), ("20.3万亿元", "20.4万亿元"), ("100亿元", "120亿元"), ("20.3万亿元", "20.3亿元"), ("5%", "6%")]
)
def test_other_values_differ(a: str, b: str) -> None:
    """A step in the last digit is a difference."""
    assert differ(a, b)
    assert differ(b, a)


@pytest.mark.parametrize(("a", "b"), [("2000家", "2003家"), ("3-5家", "4家"), ("三家", "3家"), ("十余家", "15家")])
def test_round_numbers_and_ranges_are_no_difference(a: str, b: str) -> None:
    """Nothing is made of what may be the same."""
    assert not differ(a, b)
