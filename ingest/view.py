"""A clean view over a source text: lines joined, furniture dropped, width normalised, and every character traceable to its place."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.dates import find_dates
from ingest.glue import GENRE, ISSUERS, NUMBER, glued_parts, signature_cuts
from ingest.headings import marker_of

_CJK = r"\u3400-\u9fff\uf900-\ufaff"
# Invisible and direction-changing characters carry nothing to read and can hide text from a reader (OWASP LLM01).
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad\U000e0000-\U000e007f]")
_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,]?\s*(?:共\s*)?\d{1,4}\s*页)?[-—–·\s]*")
_RULE = re.compile(r"[━─═_=*＊~～-]{4,}|—{3,}|<!--.*?-->")  # and comments of HTML and Markdown, which nobody sees
_DOTTED_RULE = re.compile(r"(?:[-—–·•*_=~━─.]\s*){4,}")
_SIGNATURE_LINE = re.compile(rf"\s*{ISSUERS}\s*(?:\d{{4}}\s*年.{{2,9}}|[一二].{{3}}年.{{2,9}})?\s*")
_SENTENCE_END = re.compile(r"[。！？!?；;：:…][”’」』）)》]*$")
_CANNOT_END = re.compile(r"(?:[、，,（(“《〈—/和与及或的]|关于|印发|转发|发布)$")
_META_LINE = re.compile(
    r"^[（(]?\s*(?:来源|供稿|稿源|作者|发布日期|发布时间|发文机关|发文机构|发文字号|成文日期|文号|索引号|标题|主题词|责任编辑|附件)\s*[：:]"
)
_FIELD = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:[（(][^（）()]{1,10}[）)])?\s*[：:]"
)  # "咨询电话：…" below "办理地点：…": a table, line by line
_RUN_TOGETHER = 120  # shorter lines are written as lines; only longer ones can have been run together from several
_FULL_LINE = 22  # display width (in Chinese characters) from which a line without closing punctuation counts as broken by layout


@dataclass(frozen=True, slots=True)
class View:
    """`text` is what a reader would read, one paragraph a line; `origin[i]` is the place of `text[i]` in the source."""

    text: str
    origin: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source, end-exclusive, that `text[start:end]` comes from; the part must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1


def _normal(char: str) -> str:
    """Full-width letters, digits and signs to their plain form; Chinese punctuation stays: "３％" → "3%"."""
    if "！" <= char <= "～" and char not in "，：；！？（）":
        return unicodedata.normalize("NFKC", char)
    return " " if char in "\u00a0\u3000\t\u2002\u2003" else char


def _clean_line(line: str, offset: int) -> list[tuple[str, int]]:
    """The characters of one line that are read, with their places: no invisible ones, no spaces that split words."""
    chars = [(_normal(c), offset + i) for i, c in enumerate(line) if not _INVISIBLE.match(c)]
    text = "".join(c for c, _ in chars)
    spaced = bool(re.search(r"[^\s\d]\s+[^\s\d]", text)) and bool(_SIGNATURE_LINE.fullmatch(text))  # "财政部 税务总局": two issuers
    kept: list[tuple[str, int]] = []
    for m in re.finditer(r"\s+|\S+", text):
        part = chars[m.start() : m.end()]
        if not m[0].isspace():
            kept += part
        elif kept and m.end() < len(text):
            heading = all(c == "#" for c, _ in kept)
            if heading or _space_matters(kept[-1][0], text[m.end()], len(m[0]) + spaced):
                kept.append((" ", part[0][1]))
    return kept


def _space_matters(before: str, after: str, width: int) -> bool:
    """Whether a gap separates things: between Latin words or numbers always, beside a Chinese character only if wide."""
    if re.match(rf"[{_CJK}，。、；：“”（）《》〔〕%]", before) or re.match(rf"[{_CJK}，。、；：“”（）《》〔〕%]", after):
        return width > 1 and bool(re.match(rf"[{_CJK}]", before) and re.match(rf"[{_CJK}]", after))
    return True


def display_width(text: str) -> float:
    """Width of a line in Chinese characters: Latin letters and digits take half."""
    return sum(0.5 if ord(c) < 0x2E80 else 1.0 for c in text)


def _is_furniture(line: str, repeats: Counter[str]) -> bool:
    """Page numbers, rules, and short lines without closing punctuation that come back on page after page."""
    if _PAGE_NUMBER.fullmatch(line) or _RULE.fullmatch(line) or _DOTTED_RULE.fullmatch(line):
        return True
    return repeats[line] >= 3 and len(line) <= 30 and not _SENTENCE_END.search(line) and line[-1] not in ")）》" and not marker_of(line)


def _goes_on(line: str, following: str, *, wrapped: bool) -> bool:
    """Whether a line break after `line` is one of layout only, so that `following` continues it."""
    if re.fullmatch(NUMBER, line) or re.fullmatch(NUMBER, following):
        return False
    if _META_LINE.match(following) or _META_LINE.match(line) or marker_of(following) or re.match(r"#{1,6} ", line):
        return False
    if _FIELD.match(line) and _FIELD.match(following):
        return False
    if line.count("《") > line.count("》") or line.count("“") > line.count("”"):
        return True
    if _CANNOT_END.search(line) and not (line.endswith("布") and find_dates(following[:12])):  # "1992年12月19日…发布" / "1993年1月1日施行"
        return True
    if _SENTENCE_END.search(line) or line[-1] in "》）)”" or _is_day(following):
        return False
    if marker_of(line) and not re.search(r"[，。；]", line):
        return wrapped and display_width(line) >= _FULL_LINE
    return bool(re.search(r"[，。；,;]", line)) or (wrapped and display_width(line) >= _FULL_LINE)


def _is_day(line: str) -> bool:
    """Whether a line is a date alone, as below a signature."""
    dates = find_dates(line) if len(line) <= 14 else []
    return len(dates) == 1 and len(dates[0].iso) == 10 and dates[0].start == 0 and dates[0].end == len(line)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the text is broken into lines by layout: many lines of some length end without any punctuation, or all at one width."""
    long = [x for x in lines if display_width(x) >= _FULL_LINE]
    broken = [x for x in long if not _SENTENCE_END.search(x) and not re.search(r"[，,、）)》]$", x)]
    if len(long) >= 4 and len(broken) >= 0.35 * len(long):
        return True
    widths = [display_width(x) for x in broken if not re.search(rf"{GENRE}$", x)]
    return len(widths) >= 2 and max(map(display_width, long)) - min(widths) <= 1.5


def _split_source(text: str) -> Iterable[tuple[str, int, bool]]:
    """Lines of the source with their offsets, and whether the line must not continue the one before.

    A rule drawn inside a line ends the line, and so do parts of a notice that a web page ran together.
    """
    signatures = sorted(signature_cuts(text))
    offset = 0
    for line in re.split(r"(?<=[\n\f\r\v])", text):
        start = 0
        for rule in _RULE.finditer(line):
            yield from _unglued(line[start : rule.start()], offset + start, signatures, glued=len(line) >= _RUN_TOGETHER, hard=start > 0)
            start = rule.end()
        yield from _unglued(line[start:], offset + start, signatures, glued=len(line) >= _RUN_TOGETHER, hard=start > 0)
        offset += len(line)


def _unglued(line: str, offset: int, signatures: Sequence[int], *, glued: bool, hard: bool) -> Iterable[tuple[str, int, bool]]:
    """The parts of a line in which title, number, signature and headings stand without a break between them."""
    signed = signatures[bisect_right(signatures, offset) : bisect_left(signatures, offset + len(line))]
    cuts = sorted({0, *(glued_parts(line) if glued else ()), *(place - offset for place in signed), len(line)})
    for i, (start, end) in enumerate(pairwise(cuts)):
        yield line[start:end], offset + start, hard or i > 0


def read_view(text: str) -> View:
    """The clean view of a source text: "新动\\n\\n能，３家" → "新动能，3家"."""
    parts = [(chars, hard) for line, offset, hard in _split_source(text) if (chars := _clean_line(line, offset))]
    lines = [chars for chars, _ in parts]
    plain = ["".join(c for c, _ in chars) for chars in lines]
    repeats = Counter(plain)
    first = {line: i for i, line in reversed(list(enumerate(plain)))}  # a running header is first of all the title
    kept = [i for i, line in enumerate(plain) if not _is_furniture(line, repeats) or (first[line] == i and repeats[line] > 1)]
    if len(plain) == 1 and plain[0].isdigit():  # the whole text of a line of .jsonl ("195") is no page number
        kept = [0]
    wrapped = _is_wrapped([plain[i] for i in kept])
    out: list[tuple[str, int]] = []
    current = ""
    for i in kept:
        if current and not parts[i][1] and _goes_on(current, plain[i], wrapped=wrapped):
            if re.match(r"[A-Za-z]", plain[i]) and re.search(r"[A-Za-z,.]$", current):
                out.append((" ", lines[i][0][1]))
            current += plain[i]
        else:
            if out:
                out.append(("\n", lines[i][0][1]))
            current = plain[i]
        out += lines[i]
    return View("".join(c for c, _ in out), tuple(o for _, o in out))
