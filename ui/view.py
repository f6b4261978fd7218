"""Answer → plain rows for display: what a terminal and a page both show. Pure; below it are `plain` and `page`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.dates import show

if TYPE_CHECKING:  # importing it would cost every command half a second
    from assistant.model import Answer

UNDATED = "未注明日期"
DATE_KINDS = {"issued": "成文", "published": "发布", "reported": "报道", "effective": "施行"}
STATUS = {
    "answered": "已回答",
    "partial": "部分回答",
    "conflict": "来源不一致",
    "not_in_corpus": "资料中没有",
    "expired_only": "只有已失效的资料",
    "out_of_range": "所选日期内没有",
    "unclear": "问题不明确",
    "error": "出错",
}
OPERATIONS = {
    "difference": "相减",
    "sum": "相加",
    "ratio": "相除",
    "growth": "算增长率",
    "percent": "算占比",
    "count": "计数",
    "days": "算天数",
    "months": "算月数",
    "years": "算年数",
}
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source as it is shown; `marker` is its n of `[n]`, None for a nearby piece of a refusal. `date` is a label, never empty.

    `source_file` is None where the file's name already stands for the missing title.
    """

    marker: int | None
    title: str
    date: str
    issuer: str | None
    doc_number: str | None
    source_file: str | None
    section: str
    quote: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an answer's text: `kind` is text, key (what answers the question) or mark (`[n]` of a citation)."""

    kind: str
    text: str


def printable(text: str) -> str:
    """The text without what a terminal or page would act on instead of show: control characters, changes of direction."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def date_label(date: str | None, kind: str | None = None) -> str:
    """`2014-04-04`, `reported` → "2014年4月4日（报道）"; None → "未注明日期"."""
    if not date:
        return UNDATED
    return show(date) + (f"（{DATE_KINDS[kind]}）" if kind in DATE_KINDS else "")


def title_label(title: str | None, source_file: str) -> str:
    """The title in 《》, unless it has its own; the file's name where the piece has no title."""
    name = printable(title or "").strip()
    if not name:
        return printable(source_file)
    return name if "《" in name else f"《{name}》"


def status_label(status: str) -> str:
    """The status in Chinese; a status of a later version is shown as it is."""
    return STATUS.get(status, status)


def source_rows(answer: "Answer") -> list[SourceRow]:
    """The sources of an answer by their markers."""
    return [
        SourceRow(
            marker=c.marker,
            title=title_label(c.title, c.source_file),
            date=date_label(c.date, c.date_kind),
            issuer=_shown(c.issuer),
            doc_number=_shown(c.doc_number),
            source_file=printable(c.source_file) if c.title else None,
            section=" › ".join(map(printable, c.section)),
            quote=printable(c.quote),
            verified=c.verified,
        )
        for c in sorted(answer.citations, key=lambda c: c.marker)
    ]


def nearest_rows(hits: Iterable[Mapping[str, Any]]) -> list[SourceRow]:
    """What the texts hold near a question that they do not answer."""
    return [
        SourceRow(
            marker=None,
            title=title_label(h.get("title"), h["source_file"]),
            date=date_label(h.get("date"), h.get("date_kind")),
            issuer=None,
            doc_number=None,
            source_file=printable(h["source_file"]) if h.get("title") else None,
            section=" › ".join(map(printable, h.get("section") or ())),
            quote=printable(h.get("text") or ""),
            verified=False,
        )
        for h in hits
    ]


def answer_parts(answer: "Answer") -> list[Part]:
    """The answer's text cut into what is shown differently; joined they are the text.

    "收入20.3万亿元[1]。" with the short answer 20.3万亿元 → text 收入, key 20.3万亿元, mark [1], text 。
    """
    marks = {f"[{c.marker}]" for c in answer.citations}
    parts: list[Part] = []
    key = printable(answer.short_answer or "")
    for piece in re.split(r"(\[\d+\])", printable(answer.text)):
        if piece in marks:
            parts.append(Part("mark", piece))
            continue
        before, found, after = piece.partition(key) if key else (piece, "", "")
        parts += [Part("text", before), Part("key", found), Part("text", after)]
        key = "" if found else key  # the first time it is said is enough
    return [p for p in parts if p.text]


def timeline_rows(answer: "Answer") -> list[tuple[str, str, int]]:
    """Date label, value and marker of each value over time, as the answer orders them."""
    return [(date_label(m.date), printable(m.value), m.marker) for m in answer.timeline]


def computed_lines(answer: "Answer") -> list[str]:
    """How each value was worked out: "32.9：由 53.2、20.3 相减得出"."""
    lines = []
    for c in answer.computed:
        how = f"：由 {'、'.join(map(printable, c.operands))} {OPERATIONS.get(c.op, c.op)}得出" if c.operands else ""
        lines.append(printable(c.value) + how)
    return lines


def window_label(as_of: str | None, since: str | None = None, until: str | None = None) -> str | None:
    """The dates that an answer keeps to: "截至2014年4月4日"; None without any."""
    labels = [f"截至{show(as_of)}" if as_of else "", f"{show(since)}起" if since else "", f"至{show(until)}" if until else ""]
    return "，".join(x for x in labels if x) or None


def dates_range(documents: Sequence[Mapping[str, Any]]) -> str | None:
    """The years from the oldest to the newest dated piece: "1988年—2022年"; None where nothing is dated."""
    years = sorted({p["date"][:4] for d in documents for p in d["pieces"] if p["date"]})
    if not years:
        return None
    return f"{int(years[0])}年" if len(years) == 1 else f"{int(years[0])}年—{int(years[-1])}年"


def _shown(value: str | None) -> str | None:
    return printable(value) if value else None
