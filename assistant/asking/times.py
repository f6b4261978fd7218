"""One thing asked for several times ("从2003年到2013年", "1998年是多少，2005年又是多少"): for each time its own question."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.words.periods import Period
from index.tokens import fold
from ingest.glue import GENRE

_AFTER = r"(?:年?[底末初])?(?:时|期间|年度)?(?:的?(?:统计|数据)(?=[，,时]))?"
_JOIN = r"(?:[、，,]|和|与|跟|及|以及|[再又]?[到至]|比|较|相比)+"
_KNOWN = r"的\d[\d.]*[万亿]*[家个项件人元%]?"  # what the question knows of a time: 2015年的146家
_DOCUMENT = rf"的?[^，,。？?：、和与跟比是的]{{0,14}}(?:{GENRE}|报告)"  # the document of a time: 2025年的方案
_ASKING_TAIL = re.compile(r"(?:要求的?|统计|实际)?(?:又|则)?(?:是|有|为|达到?|要?到|占)?了?(?:多少|几|什么|怎么)[^，,。？?]*$")
_OF_SEVERAL = (
    (re.compile(r"(?:谁|哪[一]?[个年])(?:更|最|比较)?[多大高少低小长短](?:一些|一点)?(?=[，,。？?]|$)"), "是多少"),
    (re.compile(r"(?:是?怎么|如何|怎样)变化?(?:的|到)?|变(?:化)?了(?:多少|什么)|有(?:什么|何|哪些)变化"), "是多少"),
    (re.compile(r"(?:增长|增加|提高|上升|下降|减少|降低|扩大|相差|[多少高低差])[出了]*(?:多少|几)(?=[家个项件人元%吨？?]|$)"), "是多少"),
    (re.compile(r"分别|(?:[两二三四五六]|几)[版份](?=[\u4e00-\u9fff])|各(?=[是有为占自多])|又(?=[是有])|(?:(?<=，)|^)从(?=[\d“])"), ""),
)  # fmt: skip


def at_each(text: str, periods: Sequence[Period]) -> list[str]:
    """The question for each of its periods alone, in their order."""
    places = _places(text, periods)
    if not places:
        return [text] * len(periods)
    joined = all(re.fullmatch(f"{_AFTER}(?:{_KNOWN})?{_JOIN}", text[a[1] : b[0]]) for a, b in pairwise(places))
    told = _of_run(text, places) if joined else _of_clauses(text, places)
    return [_single(t) for t in told]


def _places(text: str, periods: Sequence[Period]) -> list[tuple[int, int]]:
    """Where the periods stand, in order; empty if one is not found as it is written."""
    found, at = [], 0
    folded = fold(text)
    for p in periods:
        start = folded.find(p.text, at)
        if start < 0 or len(folded) != len(text):
            return []
        at = start + len(p.text)
        found.append((start, at))
    return found


def _of_run(text: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """Times side by side: the run of them gives way to each of them, with what says the end of it ("2015年底")."""
    ends = [m.end() if (m := re.compile(_AFTER).match(text, end)) else end for _, end in places]
    last = ends[-1]
    own = re.compile(rf"{_DOCUMENT}(?=[里中上])").match(text, last)  # "2022年研究报告里": of this time only
    begin = places[0][0] - (text[: places[0][0]].endswith("从"))
    told = []
    for n, ((start, _), end) in enumerate(zip(places, ends, strict=True)):
        rest = text[own.end() + 1 if own and n < len(places) - 1 else last :]
        told.append(text[:begin] + text[start:end] + rest)
    return told


def _of_clauses(text: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """Times in clauses of their own: the first clause lends the others what it asks about, without its time and what that dates."""
    cuts = [max((m.end() for m in re.finditer(r"[，,；;。？?]", text[:start])), default=0) for start, _ in places]
    if len(set(cuts)) < len(cuts):  # what belongs to which cannot be told: the other times are left out, no more
        return [_without(text, [p for p in places if p != mine]) for mine in places]
    shared, clauses = text[: cuts[0]], [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    start, end = places[0][0] - cuts[0], places[0][1] - cuts[0]
    dated = re.compile(f"(?:{_DOCUMENT})?{_AFTER}").match(clauses[0], end)
    rest = clauses[0][dated.end() if dated else end :].rstrip("，,；;。？?")
    head = clauses[0][:start] + re.sub(r"^(?:要求|规定|提出|统计|时|的)+", "", _ASKING_TAIL.sub("", rest))
    head = f"{head}，" if head and start == 0 else head
    return [shared + clauses[0], *(shared + head + clause for clause in clauses[1:])]


def _without(text: str, places: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(places):
        text = text[:start] + text[end:]
    return text


def _single(text: str) -> str:
    """The question without the words that only several times can have (分别, 怎么变)."""
    for pattern, instead in _OF_SEVERAL:
        text = pattern.sub(instead, text)
    return re.sub(r"[，,](?=是多少)", "", re.sub(r"[，,；;。]+$", "？", text))
