"""The members of what is named by a formula ("四个转变") or only counted ("16个园区"): asked for, they must be told one by one."""

import re

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from index.tokens import fold

_AFTER = 2  # sentences behind the candidate in which its members may stand


def members_fault(part: Question, c: Candidate) -> str | None:
    """That the text at the sentence names or counts what the question asks the members of, and tells none; None if it tells them."""
    text, told = fold(part.text), c.folded + fold("".join(s.text for s in c.chunk.sentences[c.place + 1 : c.place + 1 + _AFTER]))
    if _undefined(text, c.folded, told):
        return "资料中没有说明它指什么"
    unlisted = (part.kind is Kind.LIST or "都叫" in text) and _unlisted(text, c.folded, told)
    return "资料中没有逐一列出" if unlisted or _only_counted(text, c.folded, told) else None


_NUMBER = "[一二两三四五六七八九十\\d]"
_QUOTED = r"[“\"](?P<name>[^“”\"]{1,14})[”\"]"
_STANDS_FOR = re.compile(
    rf"{_QUOTED}.*?(?:代表(?:着)?什么|指的?是?什么|什么意思|(?:什么)?含义|什么叫|怎么定义|如何定义)|{_QUOTED.replace('name', 'which')}(?:到底|具体|分别)*(?:是|指)(?:的是)?哪[一二两三四五六七八九十几\d]"
)
_MEMBERS = rf"(?:战略|工作|发展|使命|体系|模式|布局|政策|措施|行动|计划|工程|制度|[，,、的])*(?:具体|分别|各|都)*(?:是|指|有|包括)+(?:的是)?(?:哪{_NUMBER}|哪些|什么|从什么)"
_ITEMS = re.compile(r"一是|第一[，,、是]|[（(]一[）)]|(?<!\d)1[.、．]")


def _undefined(text: str, here: str, told: str) -> bool:
    """Whether the question asks what something in quotation marks stands for, and the sentence does not say it of that; or the members of a
    formula that it or the text so marks, and the text does not."""
    m = _STANDS_FOR.search(text)
    quoted = re.findall(_QUOTED, text) if m else []
    formulas = [
        n for n in re.findall(_QUOTED, text + told) if re.search(_NUMBER, n) and re.search(rf"{re.escape(n)}[”\"]?{_MEMBERS}", text)
    ]
    alone = bool(m and m["name"])  # "代表什么": the sentence itself says it
    names, told = (quoted, here if alone else told) if quoted else (formulas, told)
    if not names or _repeated(names, told):
        return False
    name = "|".join(map(re.escape, names))
    behind = rf"(?:{name})[”\"]?(?:[^。，,]{{0,12}}?(?:是|指|即|代表|包括|[:：(（]|——)|[，,](?:指|即|包括))|(?<!以[“\"])(?:{name})[”\"]为"
    before = rf"(?:以|由|如|即|包括|[”\"、])[^。]{{2,80}}?(?:为代表|构成|组成|等|为内容)的?[^。，,]{{0,6}}?[“\"]?(?:{name})"
    return not re.search(f"{behind}|{before}", told) and (alone or not _ITEMS.search(told))


def _repeated(names: list[str], told: str) -> bool:
    """Whether the text spells the members with the formula's word: "三个确保": "确保供应、确保质量、确保价格"."""
    return any(len(word) > 1 and told.count(word) > 2 for word in (re.sub(rf"{_NUMBER}|[个大项]", "", name) for name in names))


_REST = re.compile(
    r"(?:另外(?=的|还有|那|[\d一二三四五六七八九十几两]+[个家项所位名])|其余|剩下|除了?[^，。？]{2,20}(?:以外|之外|外)?[，,]?(?:还有|另外))[^，。？]{0,10}(?:哪|谁|什么)"
)
_NAMES = re.compile(r"(?P<n>\d+|[四五六七八九十]+)[个家所位项座][^，。？]{0,8}?(?:(?:都|分别|各)*叫(?:什么|啥)|的?名[称字单])")


_EACH = re.compile(
    r"(?:都|分别|各自?|具体|一共|究竟)(?:有|是|叫|为)?(?:谁|哪[些几]|什么名)|(?:都|分别|各自?)[设在位于落]+(?:哪|什么地方)|[选定列有][了出]?哪[几些]?[个家省市县所位]|停哪几"
)
_COUNTED = re.compile(
    r"[^，；。,;]*?(?:\d+|[两二三四五六七八九十]+)余?多?(?:[个家所位项座名种类批]|部委|部门|省|市|县)(?P<thing>[\u4e00-\u9fff]{0,12})[^，；。,;]*"
)
_TOLD_EACH = re.compile(r"[、：:“(（]|以及|[\u4e00-\u9fff]和[\u4e00-\u9fff]|分别|包括")


def _only_counted(text: str, here: str, told: str) -> bool:
    """Whether the question asks for each of several things that a clause of the sentence counts, and nothing is enumerated there or behind."""
    if not _EACH.search(text) or _ITEMS.search(told):
        return False
    for m in _COUNTED.finditer(here):
        named = any(m["thing"][at : at + 2] in text for at in range(len(m["thing"]) - 1))
        if named:
            return not _TOLD_EACH.search(here[m.start() :])
    return False


def _unlisted(text: str, here: str, told: str) -> bool:
    """Whether the names of so many things, or of the rest of them, are asked for where nothing is enumerated, or not of so many."""
    names = _NAMES.search(text)
    if not names and not _REST.search(text):
        return False
    return (here.count("、") < 2 and not _ITEMS.search(told)) or (names is not None and names["n"] not in told)
