"""Dates in Chinese text: finding them, normalising them to ISO with their precision, and comparing them as intervals."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ingest.errors import BadUsage

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2}
_CN = "零〇○Ｏ一二三四五六七八九十"
_YEAR = r"(?P<y>(?:1[89]|20)\d{2}|[一二][零〇○ＯO一二三四五六七八九]{3})"
_MONTH = rf"(?P<m>1[0-2]|0?[1-9]|[{_CN}]{{1,3}})"
_DAY = rf"(?P<d>3[01]|[12]\d|0?[1-9]|[{_CN}]{{1,3}})"
_FULL = re.compile(
    rf"(?<!\d){_YEAR}\s*(?:年(?:度)?|(?=赛季|财年|学年))(?:\s*(?:的)?\s*{_MONTH}\s*月(?:份)?(?:\s*{_DAY}\s*[日号])?)?"
    r"|(?<![\d.])(?P<y2>(?:19|20)\d{2})(?:(?P<sep>[-/.])(?P<m2>1[0-2]|0?[1-9])(?P=sep)(?P<d2>3[01]|[12]\d|0?[1-9])|[-/](?P<m3>1[0-2]|0?[1-9]))(?!\d)"
)
_IN_DATES = "年季-/."  # one of them is in every date
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class DateMention:
    """`text[start:end]` names the date `iso`, which is as precise as the text is (`2014`, `2014-04`, `2014-04-04`)."""

    start: int
    end: int
    iso: str


def chinese_int(text: str) -> int | None:
    """The number that digits or Chinese numerals below 100 stand for: "十一" → 11, "二十" → 20, "07" → 7; None for anything else."""
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        if all(c in _DIGIT for c in tens + ones) and len(tens) < 2 and len(ones) < 2:
            return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)
        return None
    if text and all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    return None


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO text to the precision given; None when no such day exists (2013-02-30)."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def find_dates(text: str) -> list[DateMention]:
    """All dates with a year in the text, in order: "二〇〇五年十一月七日" → 2005-11-07, "2014年3月" → 2014-03, "2009-09-15"."""
    found: list[DateMention] = []
    if not any(mark in text for mark in _IN_DATES):  # four in ten sentences, and looking for dates takes long
        return found
    for m in _FULL.finditer(text):
        year, month, day = (m["y"], m["m"], m["d"]) if m["y"] else (m["y2"], m["m2"] or m["m3"], m["d2"])
        numbers = [chinese_int(x) if x else None for x in (year, month, day)]
        if numbers[0] is None:
            continue
        value = iso(numbers[0], numbers[1], numbers[2])
        if value:
            found.append(DateMention(m.start(), m.end(), value))
    return found


def earliest(value: str) -> date:
    """The first day that an ISO date of any precision can mean: `2014` → 2014-01-01."""
    parts = [int(x) for x in value.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def latest(value: str) -> date:
    """The last day that an ISO date of any precision can mean: `2014-02` → 2014-02-28."""
    parts = [int(x) for x in value.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


def parse_date(text: str, *, name: str) -> str:
    """The ISO date, to its precision, that a user typed ("2014", "2014-4", "2014年4月4日"); raises BadUsage naming the option `name`."""
    stripped = text.strip()
    mentions = find_dates(stripped.replace(".", "-")) or find_dates(stripped + "年")
    if len(mentions) == 1 and mentions[0].start == 0 and mentions[0].end >= len(stripped):
        return mentions[0].iso
    raise BadUsage(f"{name}：“{text[:40]}”不是有效的日期，请写成 2014、2014-04 或 2014-04-04")


def is_iso(value: str) -> bool:
    """Whether the value is an ISO date of year, month or day precision that exists."""
    if not _ISO.fullmatch(value):
        return False
    parts = [int(x) for x in value.split("-")]
    return iso(*parts) == value


def show(value: str) -> str:
    """The date in Chinese: `2014-04-04` → "2014年4月4日"."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(value.split("-"), "年月日", strict=False))
