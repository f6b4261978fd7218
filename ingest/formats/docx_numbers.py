"""Automatic paragraph numbers of a Word file ("第一条", "（二）", "3."), which stand in no text node but are read and cited."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting".split()  # 一, not 壹
)
_ENCLOSED = {  # the sign for 1
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedCircleChinese": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written, the pattern (`第%1条`) around it, and where it starts.

    `legal` writes the numbers of all levels in digits (1.1 under 第一章).
    """

    format: str
    pattern: str
    start: int
    legal: bool


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted. Paragraphs must be asked in document order.

    `restarts` holds the places at which a list begins anew, until it has.
    """

    levels: dict[tuple[str, int], Level]
    lists: dict[str, str]
    restarts: dict[tuple[str, int], int]
    styles: dict[str, tuple[str, int]]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: "Document") -> "Numbering":
        """The document's list definitions; one without a numbering part has none. Levels overridden for one list only are not read."""
        relations = [r for r in document.part.rels.values() if r.reltype.endswith("/numbering") and not r.is_external]
        root = getattr(relations[0].target_part, "element", None) if relations else None  # none if its content type is wrong
        levels: dict[tuple[str, int], Level] = {}
        lists: dict[str, str] = {}
        restarts: dict[tuple[str, int], int] = {}
        for abstract in root.iterfind(f"{_W}abstractNum") if root is not None else ():
            for level in abstract.iterfind(f"{_W}lvl"):
                key = (abstract.get(f"{_W}abstractNumId", ""), _number(level.get(f"{_W}ilvl"), 0))
                start = _number(_value(level, "start"), 1)
                levels[key] = Level(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    start,
                    level.find(f"{_W}isLgl") is not None,
                )
        for concrete in root.iterfind(f"{_W}num") if root is not None else ():
            list_id = concrete.get(f"{_W}numId", "")
            lists[list_id] = _value(concrete, "abstractNumId") or ""
            for override in concrete.iterfind(f"{_W}lvlOverride"):
                if (again := _value(override, "startOverride")) is not None:
                    restarts[list_id, _number(override.get(f"{_W}ilvl"), 0)] = _number(again, 1)
        return cls(levels, lists, restarts, _numbered_styles(document))

    def label(self, paragraph: Any) -> str:
        """The number that Word shows before this paragraph, or "" where there is none or it is a bullet; counts it."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        list_id, depth = self._place(properties)
        abstract = self.lists.get(list_id, "")
        level = self.levels.get((abstract, depth))
        if level is None:
            return ""
        before = self.counts.get((abstract, depth), level.start - 1)
        again = self.restarts.pop((list_id, depth), None)
        self.counts[abstract, depth] = (before if again is None else again - 1) + 1
        for key in [key for key in self.counts if key[0] == abstract and key[1] > depth]:
            del self.counts[key]
        if level.format in ("bullet", "none"):
            return ""
        written = self._written(abstract, depth, level)
        # Word sets a gap after the number; where the number closes with its own sign ("一、", "（二）") none is needed.
        return written + " " if written[-1:].isalnum() else written

    def _place(self, properties: Any) -> tuple[str, int]:
        """The list and the level a paragraph is in, by itself or by its style; list "0" takes it out of the style's list."""
        by_style = self.styles.get(_value(properties, "pStyle") or "", ("", 0))
        own = properties.find(f"{_W}numPr")
        if own is None:
            return by_style
        return _value(own, "numId") or by_style[0], _number(_value(own, "ilvl"), by_style[1])

    def _written(self, abstract: str, depth: int, level: Level) -> str:
        """`第%1条` with the counts of this level and those above it filled in."""
        pattern = level.pattern
        for i in range(depth + 1):
            above = self.levels.get((abstract, i))
            if above is not None:
                count = self.counts.get((abstract, i), above.start)
                pattern = pattern.replace(f"%{i + 1}", numeral(count, "decimal" if level.legal else above.format))
        return pattern


def numeral(value: int, number_format: str) -> str:
    """A count in Word's number format: (12, "chineseCounting") → "十二"; a format not known here is written in digits."""
    if number_format in _CHINESE:
        return _chinese(value)
    if number_format in _ENCLOSED and 1 <= value <= 20:
        return chr(_ENCLOSED[number_format] + value - 1)
    if number_format in ("upperLetter", "lowerLetter") and value >= 1:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if number_format == "upperLetter" else letter.lower()
    if number_format in ("upperRoman", "lowerRoman") and 1 <= value < 40:
        roman = "X" * (value // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[value % 10]
        return roman if number_format == "upperRoman" else roman.lower()
    return f"{value:02d}" if number_format == "decimalZero" else str(value)


def _chinese(value: int) -> str:
    """1 to 9999 in Chinese numerals: 110 → "一百一十", 10 → "十"; others in digits."""
    if not 1 <= value <= 9999:
        return str(value)
    text = ""
    for digit, unit in zip(f"{value:04d}", ("千", "百", "十", ""), strict=True):
        text += "零一二三四五六七八九"[int(digit)] + (unit if digit != "0" else "")
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.strip("零")
    return text[1:] if text.startswith("一十") else text


def _numbered_styles(document: "Document") -> dict[str, tuple[str, int]]:
    """Which list and level each paragraph style puts its paragraphs in, also by inheritance."""
    own: dict[str, tuple[str, int]] = {}
    parents: dict[str, str] = {}
    for style in document.styles.element.iterfind(f"{_W}style"):
        style_id = style.get(f"{_W}styleId", "")
        parents[style_id] = _value(style, "basedOn") or ""
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        if numbered is not None:
            own[style_id] = (_value(numbered, "numId") or "", _number(_value(numbered, "ilvl"), 0))
    return {style_id: found for style_id in parents if (found := _inherited(style_id, own, parents))}


def _inherited(style_id: str, own: dict[str, tuple[str, int]], parents: dict[str, str]) -> tuple[str, int] | None:
    """The style's own list or that of the nearest style it is based on; a circle of styles ends the search."""
    seen: set[str] = set()
    while style_id and style_id not in seen:
        if style_id in own:
            return own[style_id]
        seen.add(style_id)
        style_id = parents.get(style_id, "")
    return None


def _value(element: Any, name: str) -> str | None:
    """The w:val of a child element."""
    child = element.find(_W + name)
    value = child.get(f"{_W}val") if child is not None else None
    return str(value) if value is not None else None


def _number(text: str | None, default: int) -> int:
    """A whole number from an attribute; what is not one counts as `default`."""
    return int(text) if text is not None and text.isascii() and text.isdigit() else default
