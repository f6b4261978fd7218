"""A question as understood, as plain JSON: names for programs beside Chinese labels for readers."""

from dataclasses import asdict
from typing import Any

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.words.places import zones_named
from index.tokens import fold

KINDS = {
    Kind.FIGURE: "数值",
    Kind.DATE: "日期",
    Kind.NUMBER: "文号",
    Kind.PERSON: "人物或机构",
    Kind.PLACE: "地点",
    Kind.LIST: "列举",
    Kind.YESNO: "是否属实",
    Kind.TEXT: "内容",
}
ALSO = {"compares": "比较", "changes": "变化", "newest": "最新的", "oldest": "最早的", "which_document": "哪份文件"}


def understood(question: Question) -> dict[str, Any]:
    """What is asked, of what, of which time, place and document, and what it takes for granted; `premise` is None where it states nothing
    that could be checked, `as_of` the day from which the question itself asks to look."""
    return {
        "text": question.text,
        "asked": {"name": question.kind.value, "label": KINDS[question.kind]},
        "unit": question.unit or None,
        "count": question.count or None,
        "also": [{"name": name, "label": label} for name, label in ALSO.items() if getattr(question, name)],
        "terms": [_term(t) for t in question.terms],
        "periods": [asdict(p) for p in question.periods],
        "places": [list(group) for group in question.places],
        "zones": list(zones_named(fold(question.text))),
        "documents": {"titles": list(question.titles), "mentions": list(question.mentions), "numbers": list(question.numbers)},
        "premise": _premise(question),
        "as_of": question.as_of,
    }


def _term(term: Term) -> dict[str, Any]:
    return {"text": term.text, "focus": term.focus, "named": term.named, "synonyms": list(term.others)}


def _premise(question: Question) -> dict[str, Any] | None:
    """The statement that a yes/no question wants checked, and the figures that any question states itself."""
    claim = question.text if question.kind is Kind.YESNO else None
    return {"claim": claim, "figures": list(question.figures)} if claim or question.figures else None
