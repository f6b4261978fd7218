"""Refusals: why there is no answer, in Chinese, and what the texts do hold nearby."""

from collections.abc import Sequence
from typing import Any

from assistant.asking.question import Question
from assistant.finding.model import Finding
from assistant.finding.nearby import told
from index.model import Hit
from ingest.dates import show

NEAREST = 3
UNCLEAR = "没有看出要问什么：请写明要问的事项，以及所说的文件、园区或年份。"
_FIELDS = frozenset("文号 日期 时间 地点 名称 标题 数字 数据 结果 答案 问题".split())


def nothing_asked(question: Question) -> bool:
    """Whether a question names nothing to look for ("它是多少？" with no conversation before it): any sentence would be a guess."""
    named = question.titles or question.numbers or question.mentions or question.places
    subject = "".join(t.text for t in question.terms if t.text not in _FIELDS)
    return not named and len(subject) < 2


def refusal(finding: Finding, hits: Sequence[Hit]) -> tuple[str, list[dict[str, Any]]]:
    """The text of a refusal and the nearest hits, as dictionaries; what answers for another time or place is told, its hit first."""
    reason = finding.missing[0] if finding.missing else "资料中没有相关内容"
    if finding.near:
        near, asked = finding.near[0]
        chunk = near.reading.candidate.chunk.id
        first = sorted(hits, key=lambda h: h.chunk.id != chunk)
        return f"无法回答：{reason}；{told(near, asked)}。", [h.to_dict() for h in first[:NEAREST]]
    if not hits:
        return f"无法回答：{reason}。", []
    return f"无法回答：{reason}。最相近的资料：{_name(hits[0])}。", [h.to_dict() for h in hits[:NEAREST]]


def outside_dates(hits: Sequence[Hit]) -> tuple[str, list[dict[str, Any]]]:
    """The text of a refusal because all that answers lies outside the asked dates, and those hits."""
    return f"无法回答：限定的日期内没有所问的内容。限定之外有：{_name(hits[0])}。", [h.to_dict() for h in hits[:NEAREST]]


def _name(hit: Hit) -> str:
    date = f"（{show(hit.piece.date)}）" if hit.piece.date else "（未注明日期）"
    return f"《{hit.piece.title}》{date}" if hit.piece.title else f"{hit.source_file}{date}"
