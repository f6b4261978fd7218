"""Questions that relate events in time: which came first, were they in one month, how many days lie between, when was each."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.asking.splits import framed, ways_to_cut

_SAME = re.compile(r"(?:是不是|是否|是|都是)?(?:都|全都|均)?(?:是)?(?:发生)?在?(?:同一个?|同)(?P<unit>年同月|天|日|月|年)")
_WAY = r"(?P<way>最早|更早|较早|最先|在先|在前|先(?![行试进])|最晚|更晚|较晚|最后|在后|(?<=[个件项场次谁是])后)"
_WHICH = re.compile(
    r"[，,]?(?:这[些两几三四五][个件项]?(?:事件|事情)?(?:中|里|，)?)?"
    rf"(?:哪[一]?[个件项场次]?|谁)(?:事件?|发生)?(?P<framed>[^，。？?]{{0,12}}?){_WAY}(?P<tail>[^，。？?]{{0,30}})$"
)
_WHICH_AT_END = re.compile(
    r"[，,](?:在)?(?:这[些两几三四五][个件项]?|上述|其中)(?:事件|事情)?(?:中|里|之中)?(?P<way>最早|最先|最晚|最后)(?:发生|出现|进行|完成)?的(?:是|为)?(?:哪[一]?[个件项场次]|谁)(?:事件|事情)?$"
)
_DAYS = re.compile(r"(?:之间)?(?:相隔|间隔|相差|隔了?|差了?)(?:了)?(?:多少|几)(?P<unit>天|个月|年)")
_LIST_FIRST = re.compile(rf"^在?(?:以下|下列|下面)[^：:]{{0,24}}?{_WAY}[^：:？?]{{0,10}}[：:？?](?P<events>.+)$")
_WHEN = re.compile(
    r"分别(?:都)?(?:是|发生)?在?(?:什么时候|何时|什么时间|哪一?[天日年月]|几[月号][几日号]*|几月几[日号])(?P<tail>[^，。？?]{0,8})$"
)
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:\d{1,2}月)?")
_EACH_WHEN = re.compile(
    r"(?<=.)[，,？?](?:各自?|分别)(?:都?是|发生)?在?(?:什么时候|何时|什么时间|哪一?[天日年月])$"
)  # told with which came first
_ASKED_BEFORE = re.compile(r"多少|几|哪|什么|谁|何|如何|怎么")


class Relation(StrEnum):
    """What is asked about the events."""

    SAME = "same"
    FIRST = "first"
    LAST = "last"
    BETWEEN = "between"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Events:
    """What relates which events; `unit` is 天, 月 or 年 for SAME and BETWEEN, `word` how the question compares (更早). `splits` are the
    ways to read the text as two or more events, `frame` the time or setting that is named for all of them, `tail` what is said of
    each of them behind the asking words, with which each split's events end."""

    relation: Relation
    unit: str
    splits: tuple[tuple[str, ...], ...]
    word: str = ""
    frame: str = ""
    tail: str = ""


def read_events(text: str) -> Events | None:
    """The events that a question relates in time; None for other questions: "甲和乙哪个更早发生？" → FIRST of (甲, 乙)."""
    bare = _EACH_WHEN.sub("", re.sub(r"[？?。吗呢]+$", "", text.strip()))
    if m := _LIST_FIRST.match(bare):
        return _events(_way(m["way"]), "天", m["events"], word=m["way"], listed=True)
    if m := _SAME.search(bare):
        found = _events(Relation.SAME, "月" if "月" in m["unit"] else m["unit"].replace("日", "天"), bare[: m.start()])
        return _each(found, _HAPPENED.sub("", bare[m.end() :])) if found else None
    if m := _DAYS.search(bare):
        return _events(Relation.BETWEEN, m["unit"].removeprefix("个"), _apart(bare[: m.start()]))
    if m := _WHICH_AT_END.search(bare) or _WHICH.search(bare):
        time = _YEAR.search(m.groupdict().get("framed") or "")  # "哪个在2024年举行得更早"
        found = _events(_way(m["way"]), "天", f"{time[0]}，{bare[: m.start()]}" if time else bare[: m.start()], word=m["way"])
        return _each(found, _HAPPENED.sub("", m.groupdict().get("tail") or "")) if found else None
    if (m := _WHEN.search(bare)) and not _ASKED_BEFORE.search(bare[: m.start()]):
        return _events(Relation.WHEN, "天", bare[: m.start()])
    return None


_HAPPENED = re.compile(r"^(?:份|内|里|中)?(?:发生|出现|进行)?(?:过|了|的)*|(?:过|了|的|对吗?|吧)+$")


def _each(events: Events, tail: str) -> Events:
    """The events, what is said of all of them behind the asking words with each: "甲和乙是在同一个月访华的" → 甲访华, 乙访华."""
    return replace(events, splits=tuple(tuple(event + tail for event in cut) for cut in events.splits), tail=tail)


def _apart(text: str) -> str:
    """Two events named by their ends, as two named side by side: "从甲到乙" → "甲和乙"."""
    m = re.match(r"从(.+?)到(.+)$", text)
    return f"{m[1]}和{m[2]}" if m else text


def _way(word: str) -> Relation:
    return Relation.LAST if "晚" in word or word.endswith("后") else Relation.FIRST


def _events(relation: Relation, unit: str, text: str, *, word: str = "", listed: bool = False) -> Events | None:
    frame, rest = framed(text)
    splits = ways_to_cut(rest, listed=listed)
    return Events(relation, unit, splits, word, frame) if splits else None


_NEAR_DAYS = {
    "当天": 0,
    "当日": 0,
    "同一天": 0,
    "同日": 0,
    "那天": 0,
    "那一天": 0,
    "前一天": -1,
    "前一日": -1,
    "次日": 1,
    "第二天": 1,
    "翌日": 1,
}
_SPANS = {"当月": 7, "同月": 7, "那个月": 7, "当年": 4, "同年": 4, "那一年": 4}


@dataclass(frozen=True, slots=True)
class Beside:
    """A question about the time of an event: `event`, what is asked of that time, and which time is meant: `precision` characters of the
    event's ISO date (10 day, 7 month, 4 year), `days` after it."""

    event: str
    asked: str
    precision: int = 10
    days: int = 0


def beside(text: str) -> Beside | None:
    """The event and what is asked of its time: "甲当天，上证指数是多少？" → event 甲, asked "上证指数是多少？"; None for other questions."""
    word = "|".join([*_NEAR_DAYS, *_SPANS])
    m = re.match(rf"(?P<event>.{{4,60}}?)的?(?P<word>{word})[，,](?P<asked>.{{3,}})$", text.strip()) or re.match(
        r"(?P<event>.{4,60}?)的?(?P<word>当天|当日|那天|那一天)(?P<asked>.{3,})$", text.strip()
    )
    return Beside(m["event"], m["asked"], _SPANS.get(m["word"], 10), _NEAR_DAYS.get(m["word"], 0)) if m else None
