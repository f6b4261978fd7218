"""The times a question is about, as spans of days: 2013年, 2012年到2021年, 十二五期间, 去年, 五年前的12月."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.dates import chinese_int, earliest, find_dates, iso, latest

_PLANS = {"六": 1981, "七": 1986, "八": 1991, "九": 1996, "十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_PLAN = re.compile(r"[“\"]?(?P<n>十?[一二三四五六七八九]|十)[·]?五[”\"]?(?=期间|时期|末|初|以来|期末|收官|结束)")
_RELATIVE = re.compile(
    r"(?P<word>今年(?![刚已才满]*\d{1,3}(?:周?岁|[，,]))|本年度?|(?<![比较])(?:去年|上一?年)|前年|明年|本月|这个月|上个?月|今天|今日|昨天|昨日|前天|(?:上|本|这)(?:个)?(?:周|星期)(?P<weekday>[一二三四五六日天])?)|(?<![比较])(?<![\d一二三四五六七八九十两])(?P<n>\d{1,3}|[一二三四五六七八九十两]{1,3})年(?P<half>半)?(?:之)?前|(?P<days>\d{1,3}|[一二三四五六七八九十两]{1,3})(?P<of>天|周|个?星期)(?:之)?前|(?P<m>\d{1,3}|[一二三四五六七八九十两]{1,3})个月前"
)
_MONTH_AFTER = re.compile(r"(?:的)?(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<d>3[01]|[12]\d|0?[1-9])[日号])?")


_UP_TO = re.compile(r"截[至止]到?$")
_TODAY_THEN = re.compile(r"(?:的)?(?:今天|今日|同一天|同日)")
_NEAR_THEN = re.compile(r"(?:的)?(?P<word>(?:上个?|本|这个?)(?:周|星期|月))(?!末)")
_THIRD = re.compile(r"(?:的)?(?P<part>[上中下])旬")
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end` (ISO, inclusive); `text` is how the question says it, `until` whether it says 截至 or 底."""

    text: str
    start: str
    end: str
    until: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that the period touches."""
        return tuple(range(int(self.start[:4]), int(self.end[:4]) + 1))


def periods_in(text: str, *, today: str) -> tuple[Period, ...]:
    """All periods named in the text, in order; a range "2009到2011年" is one, "2012年到2021年" two times that are compared.
    Names of documents do not count: the 2020 in “到2020年” does, the number in 〔2020〕7号 does not."""
    bare = re.sub(r"[〔\[（(]\s*(?:19|20)\d{2}\s*[〕\]）)]\s*第?\d+号", lambda m: "　" * len(m[0]), text)
    found: list[tuple[int, Period]] = []
    for m in re.finditer(r"(?<!\d)((?:19|20)\d{2})\s*年?\s*[-—~～至到]\s*((?:19|20)\d{2})\s*年(?!\d)", bare):
        if "年" not in m[0][:-1]:
            found.append((m.start(), Period(m[0], f"{m[1]}-01-01", f"{m[2]}-12-31")))
            bare = bare[: m.start()] + "　" * len(m[0]) + bare[m.end() :]
    for d in find_dates(bare):
        until = bool(re.match(r"年?底|年?末", bare[d.end :]) or _UP_TO.search(bare[: d.start]))
        start, end, third = _in_third(bare, d.end, str(earliest(d.iso)), str(latest(d.iso)))
        found.append((d.start, Period(bare[d.start : d.end] + third, start, end, until)))
    for m in _PLAN.finditer(bare):
        first = _PLANS.get(m["n"])
        if first:
            last = bool(re.match(r"期?末|收官|结束", bare[m.end() :]))  # “十二五”末 is 2015
            found.append((m.start(), Period(m[0], f"{first + 4 * last}-01-01", f"{first + 4}-12-31", last)))
    found += _relative(bare, date.fromisoformat(today))
    return tuple(p for _, p in sorted(found, key=lambda x: x[0]))


def _relative(text: str, today: date) -> list[tuple[int, Period]]:
    """Periods counted from today: "五年前的12月" → December of the year five years before."""
    found = []
    done = 0
    for m in _RELATIVE.finditer(text):
        if m.start() < done:
            continue
        span = _span(m, today)
        if not span:
            continue
        start, end = span
        after = _TODAY_THEN.match(text, m.end()) if start.endswith("01-01") else None
        if after:
            start = end = _same_day(int(start[:4]), today)
            found.append((m.start(), Period(m[0] + after[0], start, end)))
            done = after.end()
            continue
        if (near := _NEAR_THEN.match(text, m.end())) and start.endswith("01-01"):
            start, end = _near_day(near["word"], _same_day(int(start[:4]), today)) or (start, end)
            found.append((m.start(), Period(m[0] + near[0], start, end)))
            done = near.end()
            continue
        after = _MONTH_AFTER.match(text, m.end())
        if after and start[:4] == end[:4] and start.endswith("01-01"):
            value = iso(int(start[:4]), chinese_int(after["m"]), int(after["d"]) if after["d"] else None)
            if value:
                start, end = str(earliest(value)), str(latest(value))
        until = bool(_UP_TO.search(text[: m.start()]))
        start, end, third = _in_third(text, after.end() if after else m.end(), start, end)
        found.append((m.start(), Period(m[0] + (after[0] if after else "") + third, start, end, until)))
    return found


def _in_third(text: str, at: int, start: str, end: str) -> tuple[str, str, str]:
    """The days of the third of the month that the text names next, and the words for it; unchanged where it names none."""
    m = _THIRD.match(text, at)
    if not m or start[:7] != end[:7] or start == end:
        return start, end, ""
    first, last = _THIRDS[m["part"]]
    return f"{start[:7]}-{first:02d}", min(f"{start[:7]}-{last:02d}", end), m[0]


def _near_day(word: str, day: str) -> tuple[str, str] | None:
    """The week or month that the word would mean on that day: "一年前的这个星期"."""
    return _of_word(word.replace("个", "").replace("星期", "周").replace("这周", "本周"), date.fromisoformat(day))


def _span(m: re.Match[str], today: date) -> tuple[str, str] | None:
    if m["weekday"]:
        monday = today - timedelta(days=today.weekday() + (7 if m["word"].startswith("上") else 0))
        day = str(monday + timedelta(days="一二三四五六日".index(m["weekday"].replace("天", "日"))))
        return day, day
    if m["word"]:
        return _near_day(m["word"], str(today))
    if m["days"]:
        return _days_before(m["days"], m["of"], today)
    if m["half"]:
        today = _half_a_year_before(today)
    return _before(m["n"], m["m"], today)


def _half_a_year_before(today: date) -> date:
    return (
        today.replace(day=1, month=today.month - 6) if today.month > 6 else today.replace(day=1, month=today.month + 6, year=today.year - 1)
    )


def _days_before(count: str, of: str, today: date) -> tuple[str, str] | None:
    """The day so many days before, or the week (Monday to Sunday) so many weeks before."""
    number = chinese_int(count.replace("两", "二"))
    if number is None:
        return None
    if of == "天":
        day = str(today - timedelta(days=number))
        return day, day
    monday = today - timedelta(days=today.weekday() + 7 * number)
    return str(monday), str(monday + timedelta(days=6))


def _same_day(year: int, today: date) -> str:
    """The day of a year on which today's month and day fall; the day before for a 29 February that the year lacks."""
    return iso(year, today.month, today.day) or f"{year}-02-28"


def _of_word(word: str, today: date) -> tuple[str, str] | None:
    years = {"今": 0, "本年": 0, "去": -1, "上年": -1, "上一": -1, "前年": -2, "明": 1}
    for key, shift in years.items():
        if word.startswith(key) and word.endswith(("年", "年度")):
            return f"{today.year + shift}-01-01", f"{today.year + shift}-12-31"
    if word in ("本月", "这月"):
        return str(today.replace(day=1)), str(latest(f"{today.year}-{today.month:02d}"))
    if word.startswith("上") and word.endswith("月"):
        last = today.replace(day=1) - timedelta(days=1)
        return str(last.replace(day=1)), str(last)
    days = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
    if word in days:
        day = str(today - timedelta(days=days[word]))
        return day, day
    monday = today - timedelta(days=today.weekday() + (7 if word == "上周" else 0))
    return str(monday), str(monday + timedelta(days=6))


def _before(years: str | None, months: str | None, today: date) -> tuple[str, str] | None:
    count = chinese_int((years or months or "").replace("两", "二"))
    if count is None:
        return None
    if years:
        return f"{today.year - count}-01-01", f"{today.year - count}-12-31"
    total = today.year * 12 + today.month - 1 - count
    value = f"{total // 12}-{total % 12 + 1:02d}"
    return str(earliest(value)), str(latest(value))
