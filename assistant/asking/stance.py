"""The day from which a question looks ("站在2001年底看", "假设现在是2018年底", "以2016年底能看到的材料为准"): what was not yet written then is not
asked for, and the thing itself may be older."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.words.periods import Period

_END = r"(?:年?[底末初])?(?:的时候|时|那会儿|那时候?)?"
_MATTER = r"(?:资料|材料|数据|信息|文件|情况|口径|消息)"
_KNOWN = r"(?:(?:所|已经?|还|就)?(?:能够?|可以?)?(?:看得?到|见得?到|查得?到|拿得?到|掌握|获知|知道|知|公开|公布|发布|有)|手[头上里边]|现[有存]|当时|那时|眼前)"
_COUNTS = r"(?:为准|为依据|为基准|为限|作?为?时点|作?为?时间点|为界|来?[看算说讲](?:的话)?|来说|来讲|而言|判断)"
_IF = r"(?:假如|假设|假定|假使|如果|倘若|若是?|要是|设想)"
# What stands before the time, and what must follow it; the two together are the stance, and no part of what is asked.
_SHAPES = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after))
    for before, after in (
        (rf"{_IF}?(?:我们|咱们|你)?(?:现在|今天|眼下|当下|此刻)(?:还|仍)?(?:是|为|是在|停在|回到)", _END),
        (rf"{_IF}(?:我们|咱们|你|时间|日历)?(?:停|回|是|处|身处|退)?(?:在|到|是)|回到", rf"{_END}(?=[，,])"),
        (r"站在", rf"{_END}(?:的?这个?|这一)?(?:的?(?:角度|视角|立场|时点|时间点|节点|时候))?上?(?:{_COUNTS}|回看|回望|往回看)?"),
        (r"(?:^|[，,。])只?以", rf"{_END}(?:这个?|那个?|这一)?(?:{_COUNTS}|的?时点|的?{_KNOWN}{{0,3}}的?{_MATTER}{_COUNTS}?)"),
        (r"(?:^|[，,。])(?:只?[以按照依据凭就看]|按照|根据|依据|拿|截[至止]到?|到)", rf"{_END}(?:为止)?[，,]?{_KNOWN}{{1,3}}的?{_MATTER}(?:里|中)?{_COUNTS}?"),
        (r"(?:^|[，,到至止])", r"年?[底末]?(?:时)?为止"),
        (r"(?:^|[，,。])[在到从]?", rf"{_END}(?:的?(?:角度|时点|时间点))?(?:回头|往回|来)?看(?=[，,])|{_END}[，,](?:[按以据就凭照]|按照|根据|依据)?{_KNOWN}{{1,3}}的?{_MATTER}?{_COUNTS}?(?=[，,])"),
    )
)  # fmt: skip
_UP_TO = re.compile(r"截[至止]到?$")
_NEWEST_TEXT = re.compile(
    rf"{_END}(?=[^。？?]{{0,12}}(?:最新|最近|最后|最晚|现行|有效)[^，,。？?]{{0,24}}(?:文件|规划|意见|通知|办法|方案|条例|纲要|决定|政策|哪一?[份个部项]))"
)


@dataclass(frozen=True, slots=True)
class Stance:
    """The period that says from when to look, the last day then known (ISO), and where the words that say so stand in the question."""

    period: Period
    day: str
    start: int
    end: int


def stance_in(text: str, periods: Sequence[Period]) -> Stance | None:
    """The stance of a folded question; None if it looks from today, also where it only asks what held at a time ("2013年底有多少家")."""
    for p in periods:
        at = text.find(p.text)
        before, after = text[:at], text[at + len(p.text) :]
        shapes = (*_SHAPES, (_UP_TO, _NEWEST_TEXT))
        for opening, closing in shapes:
            begins, ends = opening.search(before), closing.match(after)
            if begins and ends:
                return _at(p, text, begins.start(), at + len(p.text) + ends.end())
    return None


def _at(period: Period, text: str, start: int, end: int) -> Stance:
    """The stance without the mark before it, with the one after it."""
    start += len(text[start:end]) - len(text[start:end].lstrip("，,。"))
    begins = text[text.find(period.text) :].startswith((f"{period.text}初", f"{period.text}年初"))
    return Stance(period, period.start if begins else period.end, start, end + (text[end : end + 1] in ("，", ",")))
