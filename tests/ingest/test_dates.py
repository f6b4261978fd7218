"""Rules of `ingest.dates`: a date is found as precisely as the text has it, never more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import chinese_int, earliest, find_dates, is_iso, iso, latest, parse_date, show
from ingest.errors import BadUsage

CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def chinese(number: int) -> str:
    """A number below 100 as official texts write it: 21 → "二十一"."""
    tens, ones = divmod(number, 10)
    digits = ["", *"一二三四五六七八九"]
    return (f"{digits[tens] if tens > 1 else ''}十" if tens else "") + digits[ones]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("二〇一九年十一月七日", ["2019-11-07"]),
        ("二○○六年九月二十一日", ["2006-09-21"]),
        ("一九九六年十月三十日", ["1996-10-30"]),
        ("2031年4月", ["2031-04"]),
        ("2031年度收入", ["2031"]),
        ("2031 年 4 月 9 日", ["2031-04-09"]),
        ("发布日期:2021-09-15粤府", ["2021-09-15"]),
        ("2021/9/5、2021.09.06", ["2021-09-05", "2021-09-06"]),
        ("2021-09", ["2021-09"]),
        ("2009-2011年", ["2011"]),
        ("2031赛季、2031学年", ["2031", "2031"]),
        ("从2012年到2015年5月", ["2012", "2015-05"]),
        ("3月5日", []),
        ("", []),
    ],
)
def test_dates_are_found_to_their_precision(text: str, found: list[str]) -> None:
    """Each way of writing a date gives ISO text that is as precise as it was written; without a year there is no date."""
    assert [d.iso for d in find_dates(text)] == found


@pytest.mark.parametrize("text", ["收入2014.5亿元", "第12014-05号", "占2013.12%", "2014-051", "12014年"])
def test_numbers_are_not_dates(text: str) -> None:
    """A decimal or a longer number is never taken for a date."""
    assert find_dates(text) == []


@pytest.mark.parametrize("text", ["2013年2月30日", "2013-13-01", "2013年十三月"])
def test_impossible_dates_are_not_made_up(text: str) -> None:
    """A day that does not exist is not moved to one that does."""
    assert not any(len(d.iso) == 10 for d in find_dates(text))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_way_of_writing_gives_the_same_day(day: date) -> None:
    """Digits, Chinese numerals and ISO text name the same day, and the mention's span is exactly what was written."""
    numerals = f"{str(day.year).translate(CHINESE_DIGITS)}年{chinese(day.month)}月{chinese(day.day)}日"
    for written in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", numerals, f"{day.year}/{day.month}/{day.day}"):
        text = f"于{written}起"
        assert [(d.iso, text[d.start : d.end]) for d in find_dates(text)] == [(day.isoformat(), written)]


@given(st.integers(1, 99))
def test_chinese_numerals_below_a_hundred(number: int) -> None:
    """Digits and Chinese numerals of one number give that number."""
    assert chinese_int(chinese(number)) == chinese_int(str(number)) == number


@pytest.mark.parametrize("text", ["", "十十", "甲", "三十百"])
def test_other_text_is_no_number(text: str) -> None:
    """What is no number below a hundred gives None."""
    assert chinese_int(text) is None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [("2014", "2014-01-01", "2014-12-31"), ("2016-02", "2016-02-01", "2016-02-29"), ("2014-04-04", "2014-04-04", "2014-04-04")],
)
def test_an_imprecise_date_is_an_interval(value: str, first: str, last: str) -> None:
    """A year or a month stands for all its days."""
    assert (earliest(value).isoformat(), latest(value).isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2014", "2014"),
        ("2014-4", "2014-04"),
        ("2014.4.9", "2014-04-09"),
        ("2014.4", "2014-04"),
        (" 2014年4月4日 ", "2014-04-04"),
        ("2014年", "2014"),
    ],
)
def test_dates_that_users_type(typed: str, value: str) -> None:
    """A user may type a date in any usual form and precision."""
    assert parse_date(typed, name="--as-of") == value


@pytest.mark.parametrize("typed", ["", "2013-02-30", "去年", "2014-04-04以前", "2014 2015", "99999", "2014-13"])
def test_what_is_no_date_is_refused_by_option(typed: str) -> None:
    """An impossible date is refused with the option's name and the forms that are read."""
    with pytest.raises(BadUsage, match=r"^--as-of：“.*”不是有效的日期，请写成 2014、2014-04 或 2014-04-04$"):
        parse_date(typed, name="--as-of")


def test_iso_text_exists_or_is_none() -> None:
    """ISO text is written only for days that exist, and `is_iso` accepts only such text."""
    assert iso(2015, 2, 29) is None and iso(2015, 13) is None
    assert iso(2016, 2, 29) == "2016-02-29" and iso(2016, 2) == "2016-02" and iso(2016) == "2016"
    assert [is_iso(x) for x in ("2016-02-29", "2015-02-29", "2016-2", "2016", "x")] == [True, False, False, True, False]


def test_dates_are_shown_in_chinese() -> None:
    """A date is shown to the precision that it has."""
    assert [show(x) for x in ("2014", "2014-04", "2014-04-09")] == ["2014年", "2014年4月", "2014年4月9日"]
