"""Whether a sentence says something, or is a heading or a line of metadata."""

import re

from assistant.reading.candidates import Candidate
from ingest.glue import NUMBER
from ingest.headings import marker_of

_STATED = re.compile(
    r"[（(]?(?:发布|成文|印发|施行|公布)?(?:日期|时间)[：:].*|(?:发文|制定|发布)?(?:机关|机构|单位|字号|文号)[：:].*|[（(]?(?:来源|供稿)[：:].*"
)

_NUMBER = re.compile(NUMBER)
_SENTENCE_END = re.compile(r"[。;；!?！？…：:]")
_FIELD = re.compile(r"[^，。：:]{1,10}[：:]\S")


def is_heading(c: Candidate) -> bool:
    """Whether the sentence is a heading, or a line of metadata (a number, a date, a source), rather than something that the text says."""
    text = c.folded.strip()
    if _STATED.fullmatch(text) or _NUMBER.fullmatch(text) or (c.dates and len(text) - (c.dates[0].end - c.dates[0].start) < 4):
        return True
    if _SENTENCE_END.search(c.sentence.text[-2:]):
        return (
            bool(marker_of(text)) and not text.startswith("第") and len(text) < 22 and not c.figures and "，" not in text
        )  # 第六条 says something
    if _FIELD.match(text) and not c.heading.startswith(text):  # "甲园区：…" may be the title
        return False  # a field with its value ("地址：…")
    return len(text) < 40 and not any(f.unit and f.unit not in ("年", "月", "日") and f.number[0].isdigit() for f in c.figures)
