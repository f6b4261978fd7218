"""Text made comparable: what every metric looks at instead of the raw string."""

import re
import unicodedata
from pathlib import PurePath
from typing import Any

CHINESE_NUMERALS = "零〇一二三四五六七八九十百千两"

_MARKER = re.compile(r"[\[【]\s*\d{1,3}\s*[\]】]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_CIRCLED = re.compile(r"[①-⑳]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NUMBERED_FILE = re.compile(r"(\d{3})_")


def norm(text: str | None) -> str:
    """NFKC without white space and thousands separators: `" １，２３４ 家"` → `"1234家"`."""
    packed = "".join(unicodedata.normalize("NFKC", text or "").split())
    return _THOUSANDS.sub("", packed)


def has(text: str, wanted: str) -> bool:
    """Whether a normalised text holds `wanted` without cutting a number: 6家 is not in 36家, 三家 not in 二十三家.

    Chinese numerals are guarded on the left of short wordings only (under four characters): in 百强企业 they count nothing.
    """
    wanted = norm(wanted)
    if not wanted:
        return False
    before = after = ""
    if wanted[0].isdigit():
        before = r"(?<!\d)(?<!\d\.)"
    elif wanted[0] in CHINESE_NUMERALS and len(wanted) < 4:
        before = f"(?<![{CHINESE_NUMERALS}])"
    if wanted[-1].isdigit():
        after = r"(?!\d)(?!\.\d)"
    return re.search(before + re.escape(wanted) + after, text) is not None


def without_markers(text: str | None) -> str:
    """The text without its citation markers: `"共5家[1]。"` → `"共5家。"`."""
    return _MARKER.sub("", text or "")


def body(answer: dict[str, Any]) -> str:
    """The normalised text of an answer, without its citation markers."""
    return norm(without_markers(answer.get("text")))


def grams(text: str, n: int = 4) -> set[str]:
    """All runs of n characters; empty for a shorter text."""
    return {text[i : i + n] for i in range(len(text) - n + 1)}


def figures(text: str | None) -> list[str]:
    """The numbers of a text in order, without leading zeros; ISO dates fall into year, month, day; ①–⑳ are no numbers."""
    spaced = _CIRCLED.sub(" ", text or "")
    split = _ISO.sub(lambda m: "|".join(str(int(part)) for part in m.groups() if part), spaced)
    return [str(int(number)) if number.isdigit() else number for number in _FIGURE.findall(norm(split))]


def source_key(name: str | None) -> str:
    """How a dataset names a source: the leading number of the file, else its name: `"003_ab12.txt"` → `"003"`."""
    base = PurePath(name or "").name
    numbered = _NUMBERED_FILE.match(base)
    return numbered.group(1) if numbered else base


def share(flags: list[bool]) -> float | None:
    """The share of true ones, to four digits; None for an empty list."""
    return round(sum(flags) / len(flags), 4) if flags else None
