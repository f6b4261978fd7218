"""Rules of `assistant.words.periods`: the times that a question names, as days, counted from the day on which it is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.words.periods import periods_in

TODAY = "2026-11-20"


def spans(text: str, today: str = TODAY) -> list[tuple[str, str]]:
    """First and last day of every period."""
    return [(p.start, p.end) for p in periods_in(text, today=today)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2013年的收入", ("2013-01-01", "2013-12-31")),
        ("2014年3月", ("2014-03-01", "2014-03-31")),
        ("2014年3月17日", ("2014-03-17", "2014-03-17")),
        ("二〇〇五年十一月", ("2005-11-01", "2005-11-30")),
        ("2009到2011年批了几个", ("2009-01-01", "2011-12-31")),
        ("2020-2022年", ("2020-01-01", "2022-12-31")),
        ("十二五期间", ("2011-01-01", "2015-12-31")),
        ("“十三五”时期", ("2016-01-01", "2020-12-31")),
        ("十二五收官时", ("2015-01-01", "2015-12-31")),
        ("今年", ("2026-01-01", "2026-12-31")),
        ("去年3月", ("2025-03-01", "2025-03-31")),
        ("去年的12月5日", ("2025-12-05", "2025-12-05")),
        ("前年", ("2024-01-01", "2024-12-31")),
        ("两年前", ("2024-01-01", "2024-12-31")),
        ("五年前的12月", ("2021-12-01", "2021-12-31")),
        ("本月", ("2026-11-01", "2026-11-30")),
        ("上个月", ("2026-10-01", "2026-10-31")),
        ("三个月前", ("2026-08-01", "2026-08-31")),
        ("上周", ("2026-11-09", "2026-11-15")),
        ("昨天", ("2026-11-19", "2026-11-19")),
        ("两天前", ("2026-11-18", "2026-11-18")),
        ("三周前", ("2026-10-26", "2026-11-01")),
        ("两个星期前", ("2026-11-02", "2026-11-08")),
        ("本周三", ("2026-11-18", "2026-11-18")),
        ("上周五", ("2026-11-13", "2026-11-13")),
        ("五年前的今天", ("2021-11-20", "2021-11-20")),
        ("去年今天", ("2025-11-20", "2025-11-20")),
        ("三年半前", ("2023-01-01", "2023-12-31")),
        ("一年前的这个星期", ("2025-11-17", "2025-11-23")),
        ("去年的上个月", ("2025-10-01", "2025-10-31")),
        ("2024年2月下旬", ("2024-02-21", "2024-02-29")),
        ("今年3月中旬", ("2026-03-11", "2026-03-20")),
    ],
)
def test_a_time_is_a_span_of_days(text: str, days: tuple[str, str]) -> None:
    """Years, months, days, plans and words counted from today give exactly one span."""
    assert spans(text) == [days]


@pytest.mark.parametrize(
    ("text", "until"), [("截至昨天", True), ("截止2013年", True), ("2013年底", True), ("昨天", False), ("2013年", False)]
)
def test_a_time_up_to_which_something_holds(text: str, until: bool) -> None:
    """截至 says so of any time, and 底 of a year."""
    assert [p.until for p in periods_in(text, today=TODAY)] == [until]


def test_two_times_that_are_compared_stay_two() -> None:
    """从2012年到2021年 asks for two values, not for one period of ten years."""
    assert spans("从2012年到2021年怎么变的") == [("2012-01-01", "2012-12-31"), ("2021-01-01", "2021-12-31")]


@pytest.mark.parametrize(
    "text",
    [
        "国发〔2020〕7号",
        "国办发[2017]7号",
        "云高管（2019）12号",
        "共2013家",
        "5年内",
        "二十年来",
        "比十年前多了多少",
        "较8年前增长",
        "我今年62岁",
        "我妈今年62，",
    ],
)
def test_what_is_no_time(text: str) -> None:
    """The year in a document's number, a count, a duration and somebody's age are no periods."""
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "until"), [("截至2015年", True), ("2013年底", True), ("2008年底", True), ("2013年", False), ("到2020年", False)]
)
def test_as_it_stood_at_the_end(text: str, until: bool) -> None:
    """截至 and 年底 ask how things stood at the end; a plain year does not."""
    assert [p.until for p in periods_in(text, today=TODAY)] == [until]


@pytest.mark.parametrize(("today", "month"), [("2026-01-31", "2025-12"), ("2024-03-31", "2024-02"), ("2026-11-01", "2026-10")])
def test_last_month_from_any_day(today: str, month: str) -> None:
    """上个月 is the calendar month before, over the turn of the year and from the 31st."""
    ((start, end),) = spans("上个月", today)
    assert start == f"{month}-01" and end.startswith(month)


@pytest.mark.parametrize(("today", "then"), [("2024-02-29", "2023-02-28"), ("2024-03-01", "2023-03-01")])
def test_today_a_year_ago(today: str, then: str) -> None:
    """去年今天 is the same day of the year before, on a 29 February the day before."""
    assert spans("去年今天", today) == [(then, then)]


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(1, 40))
def test_months_before_keep_their_order(today: date, months: int) -> None:
    """However many months back, the span is one whole month that ends before today's begins."""
    ((start, end),) = spans(f"{months}个月前", today.isoformat())
    back = today.year * 12 + today.month - 1 - months
    assert start == f"{back // 12}-{back % 12 + 1:02d}-01" and start < end < today.replace(day=1).isoformat()
