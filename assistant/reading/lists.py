"""Lists that run over several sentences (一是…。二是…。): all items, complete and in order."""

import re
from collections.abc import Sequence

from assistant.asking.question import Question
from index.tokens import fold
from ingest.dates import chinese_int
from ingest.model import Sentence

_NUMERALS = "一二三四五六七八九十"
_FAMILIES = (
    re.compile(rf"(?P<n>[{_NUMERALS}]{{1,2}})(?:是|要|为)"),
    re.compile(rf"第(?P<n>[{_NUMERALS}]{{1,2}})[，,、：]"),
    re.compile(rf"[（(](?P<n>[{_NUMERALS}]{{1,2}})[）)]"),
    re.compile(rf"(?P<n>[{_NUMERALS}]{{1,2}})、"),
    re.compile(r"(?P<n>\d{1,2})[.．、](?!\d)"),
    re.compile(r"[（(](?P<n>\d{1,2})[）)]"),
    re.compile(r"(?P<n>[①-⑩])"),
    re.compile(r"(?P<n>——|●|■|◆)"),
)
_LISTS_ONLY = (0, 1, 6)  # 一是, 第一, ①: never headings
MAX_ITEMS = 10
_ANNOUNCED = re.compile(
    r"(?<![第\d一二三四五六七八九十两.])(?<!上述)(?<!前述)(?<!以上)([一二三四五六七八九十两]{1,2}|\d{1,2})(?:个方面|方面|[个大项点条类种步级](?=[\u4e00-\u9fff]))"
)


def item_number(text: str) -> tuple[int, int] | None:
    """Family and number of the list item that a sentence begins, None for other sentences: "二是…" → (0, 2). Dashes count as 0."""
    for family, pattern in enumerate(_FAMILIES):
        m = pattern.match(item_text(text))
        if m:
            return family, _number(m["n"])
    return None


def item_text(text: str) -> str:
    """The sentence without what leads in to the list that begins in it: "工作有三项：一是加强保障。" → "一是加强保障。"."""
    m = re.match(r"[^：:]{2,80}[：:](?=(?:一是|一要|第一[，,、]|[（(]一[）)]|①))", text)
    return text[m.end() :] if m else text


def _number(mark: str) -> int:
    if mark.isascii() and mark.isdigit():
        return int(mark)
    if "①" <= mark <= "⑩":
        return ord(mark) - ord("①") + 1
    if mark in _NUMERALS:
        return _NUMERALS.index(mark) + 1
    return 10 + _NUMERALS.index(mark[1]) + 1 if len(mark) == 2 and mark[0] == "十" else 0


def whole_list(sentences: Sequence[Sentence], at: int, *, count: str = "") -> list[Sentence]:
    """The items of the list that the sentence at `at` belongs to or leads in to, in order; empty if there is no list of two or more.

    Items are counted on from the first: a number that does not follow ends the list. Sentences between items belong to the item before.
    Numbers that also mark headings ((一), 1., ——) make a list only where the question asks for as many as there are (`count`, "五个"),
    or where a colon leads in to them ("应当具备下列条件：").
    """
    announced = bool(count) and announces(count, sentences[at].text)  # "二、五项任务": of what follows, not of the headings of its own rank
    if announced and (named := _quoted_heads(sentences, at, number_in(count) or 0)):
        return named
    items = _soon_after(sentences, at, soon=_SOON * bool(_BELOW.search(sentences[at].text))) if announced else []
    items = items or _list_at(sentences, at)
    if not items:
        return []
    family = item_number(items[0].text)
    asked = number_in(count)
    if asked is not None and asked != len(items):
        return []
    first = next(i for i, s in enumerate(sentences) if s is items[0])
    led_in = item_text(items[0].text) != items[0].text or (first > 0 and sentences[first - 1].text.rstrip().endswith(("：", ":")))
    return items if asked is not None or led_in or (family and family[0] in _LISTS_ONLY) else []


_QUOTED_HEAD = re.compile(r"[^“”，。；,;]{0,8}“([^“”]{2,20})”")


def _quoted_heads(sentences: Sequence[Sentence], at: int, wanted: int) -> list[Sentence]:
    """The sentences right behind an announced number of things that are each about another of them, by its name in quotation marks ("建设两类
    园区。鼓励“甲园区”…。引导“乙园区”…。"), their names ending alike; empty unless there are just as many."""
    found: list[tuple[str, Sentence]] = []
    for sentence in sentences[at + 1 : at + 1 + wanted + 1]:
        m = _QUOTED_HEAD.match(sentence.text)
        if not m:
            break
        found.append((m[1], sentence))
    alike = len({name for name, _ in found}) == len(found) == wanted and len({name[-1] for name, _ in found}) == 1
    return [sentence for _, sentence in found] if alike and wanted > 1 else []


def number_in(count: str) -> int | None:
    """The number of a count: 三类 → 3; None where there is none."""
    return chinese_int(re.sub(r"[^一二三四五六七八九十两\d]", "", count))


def announces(count: str, text: str) -> bool:
    """Whether a text says that there are as many, in other digits or with another measure too: 四点 → "4个方面"."""
    wanted = number_in(count)
    back = re.search(rf"(?:上述|前述|以上){count}", text)
    return (count in text and not back) or any(number_in(m[1]) == wanted for m in _ANNOUNCED.finditer(text))


_ASKED_FOR = re.compile(
    r"(?:什么|哪些|哪[几一二三四五六七八九十两\d]+[个种项类条]?|何种)(?:样的|的)?(?P<thing>[\u4e00-\u9fff]{2,6}?)(?=[？?，,。]|$|[的才可能呢]|是什么)"
    r"|(?P<of>[\u4e00-\u9fff]{2})(?:都|分别|具体)?(?:是|有|包括)(?:什么|哪些|哪[几一二三四五六七八九十两\d]+[个项条点大类种])(?=[？?，,。]|$)"
)

# What one text calls so another calls otherwise.
_ALIKE = (("情况", "情形", "条件"), ("方式", "模式", "形式", "途径", "渠道"), ("材料", "资料", "证件", "文件"))
_BEGUN = re.compile(r"[:：](?=[(（]一[)）]|一是|1[.．、])")


def leads_in(question: Question, text: str) -> bool:
    """Whether a line says that the asked things follow, below it or in it: "应当符合下列条件：" where conditions are asked for."""
    m = _ASKED_FOR.search(fold(question.text))
    text = text[: begun.start() + 1] if (begun := _BEGUN.search(text)) else text
    if not m or not text.endswith((":", "：")):
        return False
    asked = (m["thing"] or m["of"])[-2:]
    thing = "|".join(next((alike for alike in _ALIKE if asked in alike), (asked,)))
    return bool(re.search(rf"(?:下列|以下|如下|下述)[^:：]{{0,8}}(?:{thing})|(?:{thing})[^:：]{{0,8}}(?:如下|包括|有|[:：])", text))


def _list_at(sentences: Sequence[Sentence], at: int) -> list[Sentence]:
    number = item_number(sentences[at].text)
    if number is None:
        return _led_in(sentences, at)
    if number[1] == 0:
        start = at
        while start > 0 and item_number(sentences[start - 1].text) == number:
            start -= 1
        return _items(sentences, start, number)
    opening = next((i for i in range(at, -1, -1) if item_number(sentences[i].text) == (number[0], 1)), None)
    return [] if opening is None else _items(sentences, opening, (number[0], 1))


def _led_in(sentences: Sequence[Sentence], at: int) -> list[Sentence]:
    """The list that begins right after a sentence."""
    following = item_number(sentences[at + 1].text) if at + 1 < len(sentences) else None
    if following is None or following[1] > 1 or following[0] == (item_number(sentences[at].text) or (-1, 0))[0]:
        return []
    return _items(sentences, at + 1, following)


_SOON, _BELOW = 2, re.compile("以下|下列|如下|下述")  # sentences that may stand between the line that says what follows below and the list


def _soon_after(sentences: Sequence[Sentence], at: int, *, soon: int) -> list[Sentence]:
    """The list that begins right after a sentence, or after up to `soon` more."""
    return next((items for n in range(at, min(at + 1 + soon, len(sentences))) if (items := _led_in(sentences, n))), [])


def _items(sentences: Sequence[Sentence], start: int, first: tuple[int, int]) -> list[Sentence]:
    family, wanted = first
    items = [sentences[start]]
    for sentence in sentences[start + 1 :]:
        mark = item_number(sentence.text)
        if mark is None or mark[0] > family:
            continue
        if mark[0] < family or (wanted and mark[1] != wanted + 1):
            break
        wanted += bool(wanted)
        items.append(sentence)
    return items[:MAX_ITEMS] if len(items) > 1 else []
