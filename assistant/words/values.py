"""Figures as values: whether two can be the same one, told in another scale or rounded."""

import re
from decimal import Decimal

from assistant.words.figures import Figure, find_figures
from ingest.dates import chinese_int

_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
_ROUND = Decimal("0.02")  # share of itself by which a number that ends in zeros may be rounded: 2000 for 2003


def unit_of(text: str) -> str:
    """The unit of the figure that a text is: "20.3万亿元" → 元."""
    figures = find_figures(text)
    return figures[0].unit if figures else ""


def differ(a: str, b: str) -> bool:
    """Whether two figures of one unit are surely different values: 20.3万亿元 and 203300亿元 are not, nor are 20.3 and 20.33; false where one
    is no plain number (a range, "十几家")."""
    one, other = _value(a), _value(b)
    if one is None or other is None:
        return False
    (x, step_x), (y, step_y) = one, other
    return x != y and abs(x - y) >= max(step_x, step_y) and not _rounded(x, y) and not _rounded(y, x)


def _value(text: str) -> tuple[Decimal, Decimal] | None:
    """The value, and that of one more in its last digit."""
    figures: list[Figure] = find_figures(text)
    if len(figures) != 1 or figures[0].scale not in _SCALES or re.search(r"[余多几约近]", text):
        return None
    number = figures[0].number
    if not number.replace(".", "", 1).isdigit() or not number.isascii():
        whole = chinese_int(number)
        if whole is None:
            return None
        number = str(whole)
    scale = Decimal(10) ** _SCALES[figures[0].scale]
    return Decimal(number) * scale, scale.scaleb(-len(number.partition(".")[2]))


def _rounded(x: Decimal, y: Decimal) -> bool:
    """Whether x is y rounded to the zeros that x ends in, and near it."""
    digits = str(int(x)) if x == int(x) else ""
    zeros = len(digits) - len(digits.rstrip("0"))
    return zeros > 0 and abs(x - y) < Decimal(10) ** zeros and abs(x - y) <= _ROUND * max(x, y)
