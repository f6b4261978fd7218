"""Things that a question names side by side (2017年的规划和2020年的意见; 甲市高新区与乙市高新区) and asks the same of: for each its own question."""

import re
from dataclasses import dataclass

from assistant.asking.splits import joins
from assistant.words.places import places_in
from index.tokens import fold
from ingest.glue import GENRE

_YEAR = r"(?:19|20)\d{2}年?|(?<!\d)\d{2}年?(?=版)|[一二三四五六七八九零〇]{2,4}年"
_VERSION = rf"(?:{_YEAR})(?:修订|修正)?版|[新旧老]版"
_DOCUMENT = rf"(?:《[^《》]+》|{_VERSION}|{GENRE}|报告|动态|综述|简报|通讯|号)"
_ENDS_WITH_DOCUMENT = re.compile(rf"{_DOCUMENT}$")
_FIRST_DOCUMENT = re.compile(rf"{_DOCUMENT}(?:的(?:{GENRE}))?(?!{GENRE})")
_TELLS_APART = re.compile(rf"{_YEAR}|《|“|国务院|国办|[部委厅局省市区县办]|[新旧老]")
_NOT_IN_NAME = re.compile(r"[，,。；;？?：:]|多少|什么|几|哪|谁|分别|各[是有为占自多]")
_ENDS_NAME = re.compile(r"[，,。；;？?：:的]|多少|什么|几|哪|谁|分别|各[是有为占自多]|[都在是有]")
_EACH = re.compile(
    r"分别|各[是有为占自多设定要规几]|谁|哪[一]?[个家种类份边方](?![年月])|相比|比较|不同|不一样|区别|差[别异在]|差多少|相差|两者|二者|两[份个]"
)
_MORE = r"(?:更|最|比较)?[多大高早快晚少低小长短](?:一些|一点)?(?=[，,。？?]|$)"
_WHICH = re.compile(rf"(?:谁|哪[一]?[个家种类份边方](?![年月]))(?P<of>[^，,。？?]{{0,10}}?){_MORE}")
_WORDS_OF_TWO = (
    (re.compile(r"(?:之间)?(?:有|存在)?(?:什么|哪些|何|多大|啥)?(?:的)?(?:不同|不一样|区别|差别|差异)(?:在哪里?|之处|的地方)?|差在(?:哪里?|什么地方)"), "是什么"),
    (re.compile(r"(?:相?差|多|少|高|低|大|小)出?(?:了)?多少"), "是多少"),
    (re.compile(r"分别|两者|二者|(?:这|那)?两[份个版](?:文件)?的?|相比(?:较)?|各(?=[是有为占自多设定要规几])"), ""),
)  # fmt: skip
# What two do with each other is one thing, whoever is named first.
_TOGETHER = re.compile(r"[^，,。？?]{0,16}?(?:结对|(?:合作|共同)(?![区社体])|共建|联合(?!会)|联手|携手|签[署约订]|一[起道同])")
_BRACKETS = re.compile(r"(?:[两二三四]|几)[份个部项版家](?P<kind>[\u4e00-\u9fff]{1,12})[（(](?P<names>[^（）()]+)[）)]")


@dataclass(frozen=True, slots=True)
class Conjunct:
    """One of the things named side by side: how the question calls it, whether that is a document, and the question asked of it alone."""

    label: str
    document: bool
    text: str


def conjuncts(text: str) -> list[Conjunct]:
    """The things that a question names side by side and asks the same of, in its order; empty if it asks of one thing only."""
    if not _EACH.search(text):
        return []
    if bracketed := _in_brackets(text):
        return bracketed
    for start, end in joins(text):
        clause = max((m.end() for m in re.finditer(r"[，,。；;：:？?]", text[:start])), default=0)
        left, rest = text[clause:start], text[end:]
        for shape in (_versions, _documents, _alike, _placed, _nouns, _kinds):
            if (found := shape(left, rest)) is not None:
                begin, length = found
                if _TOGETHER.match(rest):
                    return []
                names = (left[begin:], rest[:length])
                return [
                    Conjunct(name, shape in (_versions, _documents), _alone(text[:clause] + left[:begin] + name + rest[length:]))
                    for name in names
                ]
    return []


def _versions(left: str, rest: str) -> tuple[int, int] | None:
    """Where the first name begins and how long the second is: "甲办法2008年版" and "2016年版的期限" → 2008年版, 2016年版."""
    first, second = re.search(rf"(?:{_VERSION})$", left), re.match(_VERSION, rest)
    return (first.start(), second.end()) if first and second else None


def _documents(left: str, rest: str) -> tuple[int, int] | None:
    """Two documents; each must have something that tells it from others of its kind: a year, a title, an issuer."""
    stop = _NOT_IN_NAME.search(rest)
    second = _FIRST_DOCUMENT.search(rest, 0, stop.start() if stop else len(rest))
    if not _ENDS_WITH_DOCUMENT.search(left) or not second:
        return None
    return (0, second.end()) if _TELLS_APART.search(left) and _TELLS_APART.search(rest[: second.end()]) else None


def _placed(left: str, rest: str) -> tuple[int, int] | None:
    """Two things of two places: "武汉东湖光电子" and "上海张江集成电路"."""
    stop = _ENDS_NAME.search(rest)
    name = rest[: stop.start()] if stop else ""
    first, second = places_in(fold(left)), places_in(fold(name))
    if not first or not second or len(first) > 1 or len(second) > 1 or set(first[0]) & set(second[0]):
        return None
    begin = min(left.find(p) for p in first[0])
    return (begin, len(name)) if begin >= 0 and re.match("|".join(second[0]), name) else None


def _alike(left: str, rest: str) -> tuple[int, int] | None:
    """Two things of one name, each with a year of its own: "甲市1988年的门槛" and "1991年国家规定的门槛"."""
    name = re.search(r"的([\u4e00-\u9fff]{2,8})$", left)
    stop = _NOT_IN_NAME.search(rest)
    end = rest.find(name[0], 0, stop.start() if stop else len(rest)) if name else -1
    if name is None or end < 0 or not re.search(_YEAR, left) or not re.search(_YEAR, rest[:end]):
        return None
    return 0, end + len(name[0])


_NOUN = r"(?:(?![的里中内])[\u4e00-\u9fff]){2,12}"


def _nouns(left: str, rest: str) -> tuple[int, int] | None:
    """Two things without a mark of their own, right before what asks of each: "园区的孵化器" and "众创空间哪个多"."""
    first = re.search(rf"(?:^|[的里中内，])({_NOUN})$", left)
    second = re.match(rf"({_NOUN}?)[，,]?(?:{_WHICH.pattern}|分别|各[是有为占自多设]|相差)", rest)
    return (first.start(1), second.end(1)) if first and second else None


_KIND = 2  # characters that two kinds of one thing share at their end


def _kinds(left: str, rest: str) -> tuple[int, int] | None:
    """Two kinds of one thing, whose names end alike, before what they differ in: "对东部地区" and "中西部地区的要求有什么不同"."""
    first = re.search(r"(?:^|[对在里内，])((?:(?![对在里内])[\u4e00-\u9fff“”]){3,16})$", left)
    if first is None or not re.search(r"不同|不一样|区别|差别|差异|差在|分别|各", rest):
        return None
    name = first[1]
    stop = re.search(r"[，,。；;：:？?]|什么|哪|分别", rest)
    end = rest.find(name[-_KIND:], 1, stop.start() if stop else len(rest))
    return (first.start(1), end + _KIND) if end > 0 and rest[end + _KIND :].startswith(("的", "，", ",", "有", "分别", "各")) else None


def _in_brackets(text: str) -> list[Conjunct]:
    """Things that stand in brackets after their number: "两份意见（2017年国办、2020年国务院）"."""
    m = _BRACKETS.search(text)
    names = re.split(r"[、，,和与]", m["names"]) if m else []
    if m is None or len(names) < 2:
        return []
    called = [name if name.endswith(m["kind"]) else name + m["kind"] for name in names]
    document = bool(_ENDS_WITH_DOCUMENT.search(m["kind"]))
    return [Conjunct(name, document, _alone(text[: m.start()] + name + text[m.end() :])) for name in called]


def _measured(which: str) -> str:
    return "是什么时候" if re.search(r"[早晚]", which) else "是多少"


def _alone(text: str) -> str:
    """The question without the words that only two things can have (分别, 有什么不同, 哪个更高)."""
    which = _WHICH.search(text)
    if which:
        left, right = text[: which.start()], text[which.end() :]
        text = (
            left + which["of"] + ("" if re.search(r"多少|几[个家项所座人件条]|哪[天年月日]", left + right) else _measured(which[0])) + right
        )
    for pattern, instead in _WORDS_OF_TWO:
        text = pattern.sub(instead, text)
    return re.sub(r"[，,？?](?=[，,。；？?])|^[，,]", "", text)
