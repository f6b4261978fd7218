"""Enumerations inside a sentence (甲、乙和丙；甲—乙—丙；甲+乙+丙): which of them is the list that is asked for."""

import re
from dataclasses import dataclass

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.reading.lists import number_in
from assistant.reading.matching import match
from index.tokens import fold

_BRACKET = r"[（(][^（）()]*[）)]"
_ITEM = rf"(?:{_BRACKET}|“[^“”]*”|《[^《》]*》|[^，；。：！？,;:!?、+—（）()])+"
_CHAIN = re.compile(rf"{_ITEM}(?:(?:、|\+|—+){_ITEM})+")
_PAIR = re.compile(
    r"(?P<first>[^，；。：！？,;:!?、（）()和与及]{2,16}(?P<kind>..))(?:和|与|以及|及)(?P<second>[^，；。：！？,;:!?、（）()和与及]{1,16}?(?P=kind))"
)
_THING = re.compile(
    r"哪[几一二两三四五六七八九十\d]*(?:个|大|类|种|项|条|座|家|方面|点|些)*的?[“\"]?([\u4e00-\u9fff]{1,6}?)[”\"]?(?:[？?，,的]|$|[由构组是有])"
)
_ALL_OF = re.compile(r"(?:列[出举]|写出|说出|举出|给出)[^，。？?]*?(?:全部|所有|各[个项类])的?([\u4e00-\u9fff]{1,6})[。？?]*$")
_OPENING = re.compile(
    r"^.*(?:包括|包含|涵盖|分为|分别是|即是|就是|例如|比如|成为|作为|建设成|建成|分别|由|为|是|如|即|对|以|在|按|按照|从|将|把|向|有|等的?)(?=[^、+—]{2})"
)
_QUOTED = re.compile(r"(?:“[^“”]+”){3,}")  # “甲”“乙”“丙”, without anything between them
_TAIL = 8  # characters of an enumeration, and behind it, in which it may say how many it has listed
_CALLED = re.compile(r"[（(](?:以下)?(?:统|合|并)称")  # ends what it calls so: "甲制度、乙制度（以下统称“两项制度”）"
_SEPARATOR = re.compile(r"、|\+|—+")
_LAST = re.compile(r"以及|和|及|与")
_END = re.compile(r"等(?!级|同|待)")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """`text[start:end]` lists things; `counts` how many there may be, as 和 may part two things or belong to one."""

    start: int
    end: int
    counts: frozenset[int]


def enumerations(text: str) -> list[Enumeration]:
    """The enumerations of a text: "设甲、乙和丙三区" → one, of two or three things. Two things that only 和 joins are one where they end
    alike ("初级人才和高级人才")."""
    called = [(m, _CALLED.search(text, m.start(), m.end())) for m in _CHAIN.finditer(text)]
    chains = [_trimmed(text, m.start(), end.start() if end else m.end()) for m, end in called]
    chains += [Enumeration(m.start(), m.end(), frozenset({m[0].count("“")})) for m in _QUOTED.finditer(text)]
    pairs = (Enumeration(m.start("first"), m.end("second"), frozenset({2})) for m in _PAIR.finditer(text))
    return [*chains, *(p for p in pairs if all(p.end <= e.start or e.end <= p.start for e in chains))]


def _trimmed(text: str, start: int, end: int) -> Enumeration:
    """The enumeration without what leads in to its first item and what follows its last one, as far as that can be told."""
    masked = re.sub(_BRACKET, lambda m: "＿" * len(m[0]), text[start:end])
    for quoted in re.finditer(r"“[^“”]*”", masked):
        if _SEPARATOR.search(quoted[0]) and not _SEPARATOR.search(masked[: quoted.start()] + masked[quoted.end() :]):
            masked, start, end = quoted[0][1:-1], start + quoted.start() + 1, start + quoted.end() - 1  # “甲—乙—丙”
            break
    first, *_, last = items = _SEPARATOR.split(masked)
    if ended := _END.search(last):
        end -= len(last) - ended.start()
    elif len({x[-1:] for x in items[:-1]}) == 1 and (at := last.rfind(first[-1:])) >= 0 and not _LAST.match(last, at + 1):
        end -= len(last) - at - 1  # what all items end with ends the last one: 甲委、乙委联合印发
    if opened := _OPENING.match(first):
        start += opened.end()
    elif len({x[:2] for x in items[1:]}) == 1 and len(items) > 2 and (at := first.rfind(items[1][:2])) > 0:
        start += at
    either = sum("或者" in x for x in items)
    return Enumeration(start, end, frozenset({len(items), len(items) + bool(_LAST.search(last)), len(items) + either}))


def fits(question: Question, text: str, weights: dict[Term, float]) -> list[tuple[Enumeration, float]]:
    """The enumerations of a text with how well each fits the question, 0..1: the share of the asked words of the text that its own
    statement holds, and whether its items end in the thing asked for (哪几个区: 甲区、乙区); those of another number are left out."""
    wanted = number_in(question.count)
    thing = _thing(question)
    here = {t: w * match(t, text) for t, w in weights.items()}
    found = [e for e in enumerations(text) if wanted in e.counts or (wanted is None and max(e.counts) > 2)]
    return [(e, _fit(e, text, here, thing)) for e in found]


def _thing(question: Question) -> str:
    """The name of the things asked for (哪几个区 → 区, 三大产业是什么 → 产业), folded; empty where none is named."""
    text = fold(question.text)
    m = _THING.search(text) or _ALL_OF.search(text)
    counted = (
        re.search(rf"{question.count}([\u4e00-\u9fff]{{1,6}}?)(?:分别|各|都|具体)?(?:是|有|指|包括)", text) if question.count else None
    )
    return m[1] if m else counted[1] if counted else ""


def _fit(e: Enumeration, text: str, weights: dict[Term, float], thing: str) -> float:
    before = re.split(r"[；。;！？]", text[: e.start])[-1]
    near = re.split(r"[，,：:]", before)
    after = re.split(r"[，；。,;：:]", text[e.end :])[0]
    led_in = bool(re.fullmatch(r"(?:例?如|包括|即|为|是|有|分别是?|)", near[-1])) and not before.endswith(("，", ","))
    lead = "，".join(near[-2:]) if led_in else near[-1]  # "…专业孵化器，如": what is listed stands in the clause before
    total = sum(weights.values()) or 1.0
    close = sum(w * match(t, lead + text[e.start : e.end] + after) for t, w in weights.items()) / total
    far = sum(w * match(t, before) for t, w in weights.items()) / total
    alike = bool(thing) and text[: e.end].rstrip('”"').endswith(thing[-2:])
    return 0.6 * max(close, 0.6 * far) + 0.4 * alike


def names_asked(question: Question, text: str, e: Enumeration) -> bool:
    """Whether the enumeration ends in how many there are of the thing asked for: "甲、乙和丙3个城市" where cities are asked for."""
    thing = _thing(question)
    counted = rf"[\d一二三四五六七八九十]+[个家类种项大]?(?:{re.escape(thing)}|{re.escape(thing[-2:])})"
    return bool(thing and re.search(counted, text[max(e.start, e.end - _TAIL) : e.end + _TAIL]))


def all_of_thing(question: Question, text: str) -> bool:
    """Whether the text enumerates exactly as many things as are asked for, three or more, and calls them so: each of them (哪三个区: 甲区、乙区和丙区), or all together."""
    wanted, thing = number_in(question.count), _thing(question)
    if wanted is None or wanted < 3 or not thing:
        return False
    return any(wanted in e.counts and (_each_ends(e, text, thing[-2:]) or _told_as(e, text, thing)) for e in enumerations(text))


def _each_ends(e: Enumeration, text: str, name: str) -> bool:
    items = _SEPARATOR.split(text[e.start : e.end])
    return len(items) > 2 and all(x.rstrip("”）)").endswith(name) for x in items)


def _told_as(e: Enumeration, text: str, thing: str) -> bool:
    """Whether the clause says of what it lists that it is the thing, in other order: "以甲、乙、丙为主导的产业" of 主导产业."""
    clause = re.split(r"[，；。,;]", text[: e.start])[-1] + text[e.start : e.end] + re.split(r"[，；。,;]", text[e.end :])[0]
    return len(thing) == 4 and thing[:2] in clause and thing[2:] in clause


def counts_right(question: Question, text: str) -> bool:
    """Whether the text holds an enumeration of exactly as many things as are asked for."""
    wanted = number_in(question.count)
    return wanted is not None and any(wanted in e.counts for e in enumerations(text))
