"""What kind of line each paragraph of a view is: a source line, a dated entry, a number, a signature, a title, or body text."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from ingest.dates import find_dates
from ingest.glue import GENRE, ISSUERS, NUMBER, ORDER
from ingest.headings import BULLET_LEVEL, marker_of
from ingest.view import View

_SOURCE = re.compile(r"[（(]?\s*(?:来源|供稿|稿源|摘自|转自|原载)\s*[：:]\s*(?P<what>.{2,80}?)[）)]?")
_META = re.compile(
    r"[（(【\[*\s]*(?P<key>发布日期|发布时间|公布日期|成文日期|印发日期|施行日期|实施日期|生效日期|有效期至|失效日期|发文机关|发文机构|发文单位|发布机构|制定机关|"
    r"发文字号|文号|标题|名称|日期)[】\]*]*\s*[：:]\s*(?P<value>.+?)[）)\]】*\s]*"
)
_NUMBER_LINE = re.compile(rf"[（(]?(?P<number>{NUMBER}|{ORDER})[）)]?")
_TITLE_END = re.compile(rf"{GENRE}(?:[（(][^（）()]{{1,16}}[）)])?[》）)]*$")
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,}\s+[A-Za-z]{2,}")
_BODY_MARKS = re.compile(r"[。；;！？]|[，,].*[，,]")


class Kind(Enum):
    """What a line is for."""

    SOURCE = auto()
    META = auto()
    ENTRY_DATE = auto()
    NUMBER = auto()
    SIGNATURE = auto()
    TITLE = auto()
    BODY = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: `view.text[start:end] == text`. `key`, `value` and `date` are what a line of its kind states."""

    start: int
    end: int
    text: str
    kind: Kind
    key: str = ""
    value: str = ""
    date: str | None = None


def read_lines(view: View) -> list[Line]:
    """The paragraphs of the view in order, each with its kind."""
    lines, start = [], 0
    for text in view.text.split("\n"):
        if text:
            lines.append(classify(text, start))
        start += len(text) + 1
    return lines


def classify(text: str, start: int = 0) -> Line:
    """One line with its kind: "（来源：科技日报，2014年3月17日）" → SOURCE, value "科技日报", date 2014-03-17."""
    end = start + len(text)
    dates = find_dates(text)
    if m := _SOURCE.fullmatch(text):
        date = next((d.iso for d in dates), None)
        value = re.split(r"[，,\s]", m["what"])[0] if not re.match(r"https?://|www\.", m["what"]) else ""
        return Line(start, end, text, Kind.SOURCE, value=value, date=date)
    if len(text) <= 120 and (m := _META.fullmatch(text)):
        return Line(start, end, text, Kind.META, key=m["key"], value=m["value"], date=next((d.iso for d in dates), None))
    if m := _NUMBER_LINE.fullmatch(text):
        return Line(start, end, text, Kind.NUMBER, value=re.sub(r"\s", "", m["number"]))
    if len(dates) == 1 and len(text) <= 100:
        dated = _dated_line(text, start)
        if dated:
            return dated
    return Line(start, end, text, Kind.TITLE if is_title(text) else Kind.BODY)


def _dated_line(text: str, start: int) -> Line | None:
    """A line that is a date alone ("● 1988年5月20日"), or an issuer with its date ("科技部2017年4月14日")."""
    date = find_dates(text)[0]
    marker = marker_of(text)
    head = text[marker.end if marker else 0 : date.start].strip()
    tail = text[date.end :].strip("　 。)）")
    if tail or (len(date.iso) < 10 and not marker):
        return None
    if not head:
        return Line(start, start + len(text), text, Kind.ENTRY_DATE if marker else Kind.SIGNATURE, date=date.iso)
    if re.fullmatch(ISSUERS, head):
        return Line(start, start + len(text), text, Kind.SIGNATURE, value=head, date=date.iso)
    return None


def is_title(text: str) -> bool:
    """Whether a line reads like a title: short, without the punctuation of sentences, not a numbered heading."""
    marker = marker_of(text)
    if text.startswith("#") and marker and len(text) <= 120:
        return True
    if marker and marker.level < BULLET_LEVEL and not text.startswith("——"):
        return False
    bare = re.sub(r"[《“][^《》“”]*[》”]", "", text)
    if _BODY_MARKS.search(bare) or len(text) > 90 or text.endswith(("：", ":", "，", ",")) or not has_words(text):
        return False
    return len(text) <= 40 or bool(_TITLE_END.search(text))


def has_words(text: str) -> bool:
    """Whether there is anything to read: "云岭", "open source", not "11440100MB2C/2023-00331"."""
    return bool(_WORDS.search(text))


def title_text(text: str) -> str:
    """The title that a line holds, without bullet, Markdown signs and enclosing 《》."""
    marker = marker_of(text)
    bare = text[marker.end if (marker and marker.level in (BULLET_LEVEL,)) or (text.startswith("#") and marker) else 0 :].strip(" *_　")
    m = re.fullmatch(r"《([^《》]+)》", bare)
    return m[1] if m else bare
