"""Questions that relate events in time: which came first, were they in one month, how many days lie between."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.candidates import Candidate
from assistant.model import Computed
from ingest.dates import earliest, show

_SAME = re.compile(r"(?:是不是|是否|是|都是)?(?:发生)?在?(?:同一个?|同)(?P<unit>天|日|月|年)")
_WHICH = re.compile(
    r"[，,]?(?:这[些两几三][个件]?(?:事件)?(?:中|里|，)?)?(?:哪[一]?[个件项场次]?|谁)(?:事件?|发生)?[^，。？?]{0,6}?(?P<way>最早|更早|较早|在先|先|最晚|更晚|较晚|在后|后)(?P<tail>[^，。？?]{0,8})$"
)
_DAYS = re.compile(r"(?:之间)?(?:相隔|间隔|相差|隔了?|差了?)(?:了)?(?:多少|几)(?P<unit>天|个月|年)")
_LIST_FIRST = re.compile(r"^(?:以下|下列|下面)[^：:]{0,24}(?P<way>最早|最晚|最先|更早|更晚|先|后)[^：:]{0,8}[：:](?P<events>.+)$")
_JOIN = re.compile(r"(?:、|，?(?:以及|还有|和|与|跟|同|及))")


class Relation(StrEnum):
    """What is asked about the events."""

    SAME = "same"
    FIRST = "first"
    LAST = "last"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Events:
    """What relates which events; `unit` is 天, 月 or 年 for SAME and BETWEEN. `splits` are the ways to read the text as two or more events."""

    relation: Relation
    unit: str
    splits: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with the sentence that tells of it and the date that it gives, ISO."""

    event: str
    candidate: Candidate
    date: str
    fit: float


def read_events(text: str) -> Events | None:
    """The events that a question relates in time; None for other questions: "甲和乙哪个更早发生？" → FIRST of (甲, 乙)."""
    bare = re.sub(r"[？?。吗呢]+$", "", text.strip())
    if m := _LIST_FIRST.match(bare):
        return Events(_way(m["way"]), "天", (tuple(e.strip() for e in re.split(r"[、；;，,]|和(?=[^和]*$)", m["events"]) if e.strip()),))
    if m := _SAME.search(bare):
        return _events(Relation.SAME, m["unit"].replace("日", "天"), bare[: m.start()])
    if m := _DAYS.search(bare):
        return _events(Relation.BETWEEN, m["unit"].removeprefix("个"), _apart(bare[: m.start()]))
    if m := _WHICH.search(bare):
        return _events(_way(m["way"]), "天", bare[: m.start()])
    return None


def _apart(text: str) -> str:
    """Two events named by their ends, as two named side by side: "从甲到乙" → "甲和乙"."""
    m = re.match(r"从(.+?)到(.+)$", text)
    return f"{m[1]}和{m[2]}" if m else text


def _way(word: str) -> Relation:
    return Relation.LAST if "晚" in word or word.endswith("后") else Relation.FIRST


def _events(relation: Relation, unit: str, text: str) -> Events | None:
    """The ways to cut the text into events: at every 、 and the last joining word, or at any one joining word."""
    text = re.sub(r"(?:这[两些几三][个件]?(?:事件?|时间点?)?|的?时间|发生的?|两者|二者|都?是|，)+$", "", text).strip("，,。 ")
    if "、" in text:
        parts = [p for p in re.split(r"、|，?(?:以及|还有)|(?<=[^、])和(?=[^、和]*$)", text) if p.strip()]
        splits = [tuple(p.strip("，, ") for p in parts)]
    else:
        splits = [(text[: m.start()].strip("，, "), text[m.end() :].strip("，, ")) for m in _JOIN.finditer(text)]
    splits = [s for s in splits if len(s) > 1 and all(len(e) >= 2 for e in s)]
    return Events(relation, unit, tuple(splits)) if splits else None


def date_events(events: Events, find: Callable[[str], Dated | None]) -> tuple[Dated, ...]:
    """The dated events of the reading that the texts support best; empty if some event of every reading has no date."""
    best: tuple[Dated, ...] = ()
    for split in events.splits:
        found = [find(event) for event in split]
        dated = tuple(d for d in found if d is not None)
        if len(dated) == len(split) and (not best or _fit(dated) > _fit(best)):
            best = dated
    return best


def _fit(dated: Sequence[Dated]) -> float:
    return sum(d.fit for d in dated) / len(dated)


def relate(events: Events, dated: Sequence[Dated]) -> tuple[str, str, tuple[Computed, ...]]:
    """Opening, short answer and computed values of the answer: ("不是同一个月：", "不是", ())."""
    if events.relation is Relation.SAME:
        width = {"年": 4, "月": 7, "天": 10}[events.unit]
        same = len({d.date[:width] for d in dated}) == 1
        return ("是同一" if same else "不是同一") + ("个月：" if events.unit == "月" else f"{events.unit}："), "是" if same else "不是", ()
    if events.relation is Relation.BETWEEN:
        return _between(events.unit, dated)
    chosen = (min if events.relation is Relation.FIRST else max)(dated, key=lambda d: earliest(d.date))
    return f"{chosen.event}{'较早' if events.relation is Relation.FIRST else '较晚'}：", chosen.event, ()


def _between(unit: str, dated: Sequence[Dated]) -> tuple[str, str, tuple[Computed, ...]]:
    a, b = sorted(earliest(d.date) for d in dated)[:: len(dated) - 1][:2]
    value = {"天": (b - a).days, "月": (b.year - a.year) * 12 + b.month - a.month, "年": b.year - a.year}[unit]
    op = {"天": "days", "月": "months", "年": "years"}[unit]
    shown = f"{value}{'个月' if unit == '月' else unit}"
    return f"相隔{shown}：", shown, (Computed(str(value), op, (str(a), str(b))),)


def told(d: Dated) -> str:
    """The event with its date, as the answer says it."""
    return f"{d.event}为{show(d.date)}"


def same_day(text: str) -> tuple[str, str] | None:
    """The event and the rest of a question about its day: "甲当天，上证指数是多少？" → ("甲", "上证指数是多少？"); None for other questions."""
    m = re.match(r"(?P<event>.{4,60}?)(?:的)?(?:当天|当日|同一天|那天|那一天)[，,]?(?P<rest>.{3,})$", text.strip())
    return (m["event"], m["rest"]) if m else None
