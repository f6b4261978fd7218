"""Cutting a text that names several events into the events: at 、 and joining words, in every way that may be meant."""

import re

from index.tokens import fold, words

_JOINS = frozenset("和 与 跟 同 及 以及 还有 并且 或 或者 、".split())
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_NAMED_COUNT = re.compile(
    r"[，,]?(?:在)?这?(?P<n>[两二三四五])(?:个|件|项|场)(?:事件|事情|活动|比赛|会议|事|时间点?)?(?:中|里|之中|当中)?$"
)
_FRAME = re.compile(
    r"(?:[，,]?(?:这些|这几[个件项场]|上述)[^，。]{0,4}(?:中|里)?|事件(?:中|里|之中)|(?:的)?(?:发生)?时间|的?日期|发生的?|两者|二者|相比(?:较|起来|之下)?|都?是|是否都?|都|[，,](?:今年|去年|前年)?)+$"
)
_MOST = 4  # ways that are tried


_TIME = re.compile(
    r"^在?(?P<frame>(?:(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|今年|去年|前年)(?:的?[^，、和与及]{0,8}(?=中))?)(?:这[几些两三][个件]?[^，]{0,4})?(?:中|里|内|期间)?[，,]"
)


def framed(text: str) -> tuple[str, str]:
    """The time or setting that opens a text and holds for all of its events, and the rest: "2023年，甲和乙" → ("2023年", "甲和乙")."""
    m = _TIME.match(text.strip())
    return (m["frame"], text.strip()[m.end() :]) if m else ("", text)


def ways_to_cut(text: str, *, listed: bool = False) -> tuple[tuple[str, ...], ...]:
    """The ways to read the text as two or more events, likelier ones first: "甲、乙和丙" → (甲, 乙, 丙), …; where it says how many there are
    (这两个事件) only the ways into as many. `listed` texts are nothing but the events."""
    text, count = _bare(text)
    text = re.sub(r"^[：:在]+", "", text)
    found = [cut for cut in _ways(text, listed, counted=count is not None) if count is None or len(cut) == count]
    told = [cut for cut in found if all(len(words(event)) > 1 for event in cut)]  # one word (甲与乙冲突: 甲) is seldom an event
    return tuple(dict.fromkeys(told or found))[:_MOST]


def _bare(text: str) -> tuple[str, int | None]:
    """The text without the words that only frame the events, and how many it says there are."""
    text, count = text.strip("，,。：: "), None
    while True:
        m = _NAMED_COUNT.search(text)
        shorter = text[: m.start()] if m else _FRAME.sub("", text)
        count = _COUNT[m["n"]] if m and m["n"] in _COUNT else count
        shorter = shorter.strip("，,。：: ")
        if shorter == text and words(text)[-1:] == ("中",):
            shorter = text[:-1]
        if shorter == text or len(shorter) < 4:
            return text, count
        text = shorter


def _ways(text: str, listed: bool, *, counted: bool) -> list[tuple[str, ...]]:
    places = joins(text)
    marks = [j for j in places if text[j[0] : j[1]] == "、"]
    commas = [m.span() for m in re.finditer(r"[，,；;]", _shaded(text))]
    ways: list[list[tuple[int, int]]] = []
    if marks:
        last = [j for j in places if j[0] > marks[-1][1]]
        ways += [[*marks, j] for j in reversed(last)] or [marks]
        if last:
            ways.append(marks)
        ways += [[j] for j in places if j not in marks]
    else:
        ways += [places] * (len(places) > 1 and not commas) + [[j] for j in places]
    if commas and not marks:
        ways.insert(0, commas)
        if counted:  # else a 和 after the comma may stand inside an event
            ways += [[*commas, j] for j in reversed(places) if j[0] > commas[-1][1]]
    elif len(commas) == 1 and not listed:
        ways.append(commas)
    cuts = (_cut(text, way) for way in ways)
    return [cut for cut in cuts if len(cut) > 1 and all(len(e) >= 2 for e in cut)]


def joins(text: str) -> list[tuple[int, int]]:
    """Where the joining words stand, as words of their own (the 同 of 同意 is none), outside quotation marks and titles."""
    shaded, found, at = _shaded(text), [], 0
    for word in words(shaded):
        if word in _JOINS:
            found.append((at, at + len(word)))
        at += len(word)
    return found


def _shaded(text: str) -> str:
    """The text with everything inside quotation marks, brackets and titles made opaque, place for place, and nothing that folding would
    lengthen or shorten."""
    text = re.sub(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’|（[^（）]*）|\([^()]*\)", lambda m: "＿" * len(m[0]), text.replace(",", "，"))
    return "".join(c if len(fold(c)) == 1 and c.strip() else "＿" for c in text)


def _cut(text: str, at: list[tuple[int, int]]) -> tuple[str, ...]:
    parts, start = [], 0
    for s, e in [*sorted(at), (len(text), len(text))]:
        parts.append(re.sub(r"^(?:以及|还有|和|与|或者?|及)(?=.{3})", "", text[start:s].strip("，,。；; ")))
        start = e
    return tuple(p for p in parts if p)
