"""Explanation → rows for display: how a question was understood and which sentences were weighed. Pure; `plain` and `page` show it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ui.view import date_label, printable, title_label

HEADING = "这个问题是怎样理解的"
MONEY = "钱"  # as the unit of a question: an amount of money in whatever currency
Row = tuple[str, str]


def understanding_rows(explanation: Mapping[str, Any], question: str) -> list[Row]:
    """Label and text of each thing understood, what is asked first; only what the question has."""
    whole, parts = explanation["understood"], explanation["parts"]
    resolved = explanation["resolved_question"]
    rows = [("补全为", resolved if resolved != question else ""), *_rows(whole), ("事件", _events(explanation["events"]))]
    for number, part in enumerate(parts, 1):
        name = f"第{number}问" if len(parts) > 1 else ""
        rows.append((name, part["understood"]["text"] if name else ""))
        rows.append(("作答方式" if part["route"] else "未作答", part["route"]["label"] if part["route"] else part["reason"] or ""))
    return [(label, printable(text)) for label, text in rows if text]


def weighed_rows(part: Mapping[str, Any]) -> list[tuple[bool, str, str]]:
    """For each sentence that was weighed for a part: whether the answer rests on it, the sentence, and its source, how sure the reader was,
    and why it was left."""
    return [(w["used"], printable(w["text"]), printable(_about(w))) for w in part["weighed"]]


def _about(weighed: Mapping[str, Any]) -> str:
    words = [title_label(weighed["title"], weighed["source_file"]), date_label(weighed["date"], weighed["date_kind"])]
    if weighed["confidence"] is not None:
        words.append(f"把握{weighed['confidence']:.0%}")
    words.append("用于作答" if weighed["used"] else f"未用：{weighed['fault'] or '与问题不如别的相符'}")
    return "，".join(words)


def _rows(asked: Mapping[str, Any]) -> Iterator[Row]:
    unit = "金额" if asked["unit"] == MONEY else f"单位{asked['unit']}" if asked["unit"] else ""
    details = [unit, f"要{asked['count']}" if asked["count"] else "", *(a["label"] for a in asked["also"])]
    shown = "，".join(d for d in details if d)
    yield "问的是", asked["asked"]["label"] + (f"（{shown}）" if shown else "")
    yield "要点", _terms(asked["terms"], focus=True)
    yield "背景", _terms(asked["terms"], focus=False)
    yield "时间", "；".join(f"{p['text']}（{date_label(p['start'])}至{date_label(p['end'])}）" for p in asked["periods"])
    places = ["或".join(group) for group in asked["places"]]
    yield "地区园区", "、".join([*places, *(z for z in asked["zones"] if z not in "".join(places))])
    documents = asked["documents"]
    yield "文件", "、".join([*(f"《{t}》" for t in documents["titles"]), *documents["mentions"], *documents["numbers"]])
    if asked["premise"]:
        claim, figures = asked["premise"]["claim"], asked["premise"]["figures"]
        yield "要核对的说法" if claim else "问题自带的数", claim or "、".join(figures)


def _terms(terms: Sequence[Mapping[str, Any]], *, focus: bool) -> str:
    chosen = [t for t in terms if t["focus"] is focus]
    return "、".join(t["text"] + (f"（也作{'、'.join(t['synonyms'])}）" if t["synonyms"] else "") for t in chosen)


def _events(events: Mapping[str, Any] | None) -> str:
    return f"{events['label']}：{'；'.join(events['named'])}" if events else ""
