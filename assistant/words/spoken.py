"""A spoken question as one would write it: years in full (04年 → 2004年), everyday asking words in one form (啥 → 什么), nothing that only
addresses the one who is asked."""

import re

from ingest.dates import chinese_int

_WORDS = (
    (re.compile(r"啥(?:时候|时间|时)|几时|多会儿|多咱"), "什么时候"),
    (re.compile(r"啥子?|甚么"), "什么"),
    (re.compile(r"咋个?"), "怎么"),
    (re.compile(r"哪儿"), "哪里"),
    (re.compile(r"拢共|总共|统共"), "一共"),
    (re.compile(r"里头"), "里"),
    (re.compile(r"(?<![\u4e00-\u9fff])头一(?=[个家份批次部项])|(?<=[的了是有])头一(?=[个家份批次部项])"), "第一"),
)
_ADDRESS = re.compile(
    r"^(?:[^，,：:。]{0,6}?(?:问一[句下]|请教|打听|想问|想知道|请问|求问|麻烦|劳驾|您好|你好)(?:一下|个事)?|帮(?:我|忙|咱)?们?[^，,：:。]{0,2}(?:查|看|找|问)(?:一下|一查|看|下)?|我?(?:查|核对)一下)[，,：:]\s*"
)
_TWO = r"(?P<two>\d\d)"
# Two digits with 年 are a year where a year can be meant: 0x, 8x and 9x unless a stretch of time follows, 1x and 2x unless one is spoken of.
_NO_FIGURE_BEFORE = r"(?<![\d.,:：/〔\[(（—~～\-第])"
_STRETCH_AFTER = r"(?![来间代]|多(?!多?少)|以[内上下]|之[间久])"
_PLAIN_YEAR = re.compile(rf"{_NO_FIGURE_BEFORE}(?P<two>[089]\d)年{_STRETCH_AFTER}")
_STRETCH_BEFORE = r"(?<![近过满整历经用花约共每前后头仅只短长隔逾超这几了达届为])(?<!过去|连续|持续|最近|未来|今后|成立|发展|奋斗|工作|从业|至少|最多|最长|不到|不满|不足|高到|长到|期限|效期|任期|短到|缩至)"
_LIKELY_YEAR = re.compile(
    rf"{_NO_FIGURE_BEFORE}{_STRETCH_BEFORE}(?P<two>[12]\d)年{_STRETCH_AFTER}"
    r"(?![前后内里]|以来|期限?(?!间)|左右|上下|之[前后内]|有余|余|时间|历程|历史|经验|工龄|发展(?:历程|成就)|如一|磨|不变|老)"
)
_OF_A_TERM = re.compile(
    r"期限|[租任工效]期|年限|工龄|年龄|司龄|租约|免租|免税|减免|寿命|保修|保存|学制|折旧"
)  # such questions speak of stretches
_VERSION = re.compile(rf"{_NO_FIGURE_BEFORE}(?P<two>[0189]\d|2\d)(?=版)")
_SPELLED = re.compile(r"(?<![零〇一二三四五六七八九十])(?P<two>[零〇八九一二][零〇一二三四五六七八九])年(?![前来间以内多代])")
# Of two years side by side the first, or both, may do without 年: 03和15年, 2012跟2021.
_BEFORE_A_YEAR = re.compile(rf"{_NO_FIGURE_BEFORE}(?P<two>[0189]\d|2\d)(?P<join>[和跟与、及]|[到至—~-])(?=(?:19|20)\d\d年)")
_BARE_FIRST = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?=[和跟与及、](?:19|20)\d\d(?:年|[各分又两谁哪是有，,。？?]|$))")
_BARE_SECOND = re.compile(r"(?<=年[和跟与及、])((?:19|20)\d\d)(?=[各分又两谁哪是有，,。？?]|$)")


def plain(text: str) -> str:
    """The question written out; one that is written so already comes back unchanged, and so does what stands in 《》 or quotation marks."""
    pieces = re.split(r"(《[^《》]*》|“[^“”]*”)", _ADDRESS.sub("", text))
    return "".join(piece if n % 2 else _written(piece) for n, piece in enumerate(pieces))


def _written(text: str) -> str:
    for pattern, instead in _WORDS:
        text = pattern.sub(instead, text)
    for pattern in (_PLAIN_YEAR, _SPELLED, *(() if _OF_A_TERM.search(text) else (_LIKELY_YEAR,))):
        text = pattern.sub(lambda m: f"{_year(m['two'])}年", text)
    text = _VERSION.sub(lambda m: str(_year(m["two"])), text)
    text = _BEFORE_A_YEAR.sub(lambda m: f"{_year(m['two'])}{'年' if m['join'] in '和跟与、及' else ''}{m['join']}", text)
    return _BARE_SECOND.sub(r"\1年", _BARE_FIRST.sub(r"\1年", text))


def _year(two: str) -> int:
    """The year that two digits stand for in speech: "九一" → 1991, "08" → 2008; from 80 on it is the last century."""
    value = int(two) if two.isdigit() else int("".join(str(chinese_int(c)) for c in two))
    return value + (1900 if value >= 80 else 2000)
