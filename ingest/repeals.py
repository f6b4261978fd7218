"""What a text repeals: the documents that it says are 废止, 失效 or 停止执行 as a whole, by name or in a list, and from which day.

Only a document named whole counts: 《甲办法》第三条同时废止, 《甲办法》中有关…的规定 and 修改《甲办法》 leave it in force. So do a
title that only speaks of a repeal (《关于废止〈甲〉的决定》) and a repeal that is planned, asked for or denied.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.dates import find_dates
from ingest.glue import GENRE, NUMBER, ORDER
from ingest.lines import Line
from ingest.model import Piece, Repeal
from ingest.names import number_of

_NAME = re.compile(r"《(?:[^《》]|《[^《》]*》)+》")
_PAREN = re.compile(r"[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]")
_FROM = re.compile(r"(?:自|从|于)(?P<day>[^，。；自从于]{4,14}?)(?:之日)?(?:起|(?=同时|即行|予以|废止|失效|停止))")
_ADVERBS = r"(?:同时|即行|即|一并|相应|均|全部|全文|也|亦|已经|已|随之|现|予以|正式|自然|宣布|自行|原|并|都|被)*"
_WHEN = r"[，,]?(?:将?(?:自|从|于)[^，。；]{2,16}?起?)?[，,]?"
_VERB = r"(?:废止|失效|作废|停止执行|停止施行|停止使用|终止执行|不再执行|不再施行)"
_MANY = rf"(?:等[^，。；《》]{{0,14}}?(?:文件|法规|规章|{GENRE}))?"
_POSTPOSED = re.compile(rf"^{_MANY}{_WHEN}{_ADVERBS}{_VERB}(?:或者?失效|执行)?(?=[。；;，,！”）)\s]|$)")
_PREPOSED = re.compile(
    rf"(?:^|[，,：:]|决定|现|宣布|同时|予以|即日起|起|[一二三四五六七八九十\d][、.．)）]|并)\s*{_ADVERBS}(?:废止|停止执行|终止执行)\s*(?=[^，。；]{{0,80}}《)"
)
_END = re.compile(rf"^{_MANY}[。；;，,]?$")
_TITLE_VERB = re.compile(r"关于(?:宣布)?(?:废止|停止执行|终止执行)")
_TITLE_END = re.compile(rf"^{_MANY}的?(?:决定|通知|公告|通告|命令|函)?$")
# Before a name: it is spoken of, not repealed. After the verb: part of it lives on.
_OTHER_ROLE = re.compile(r"根据|依据|按照|依照|贯彻|落实|执行|替代|代替|结合|参照|适用|纳入|除|修改|转发|对照|详见|关于|附件|中的?$")
_BY_WHOM = re.compile(r"(?:通过|批准|批转|发布|公布|颁布|印发|制定|修改|修正|修订|施行|实施)的$")
_EXCEPT = re.compile(r"除[^。]{1,60}外|[但其][^。]{0,40}(?:继续|仍)(?:然)?(?:有效|执行|适用|施行)")
_ORDER_NUMBER = rf"{NUMBER}|{ORDER}|[\u4e00-\u9fff]{{2,24}}?第\s*\d{{1,4}}\s*号令"
_BARE = re.compile(rf"(?P<number>{_ORDER_NUMBER})(?:文件|文)?(?={_WHEN}{_ADVERBS}{_VERB}(?:[。；，]|$))")

_OPENS_LIST = re.compile(
    rf"{_VERB}[^，。；]{{0,6}}(?:下列|以下)[^。；]{{0,40}}[：:。]?$|(?:下列|以下)[^。；]{{0,60}}{_VERB}[：:。]?$|"
    rf"^[^，。；]{{0,24}}{_VERB}的?[^，。；]{{0,14}}(?:文件|法规|规章|目录|清单|名单)(?:目录|清单|名单)?(?:[（(][^（）()]*[）)])?[：:]?$"
)
_OTHER_LIST = re.compile(r"修改|保留|继续有效|修订|关于.{0,40}(?:决定|通知|公告)$")
_ITEM = re.compile(r"(?:[（(]?[一二三四五六七八九十百]{1,4}[）)、.．]|[（(]?\d{1,3}[）)、.．]?\s*(?=\D)|[①-⑳]|[-•●])?\s*(?P<body>.+)")
_TABLE_HEAD = re.compile(r"(?:序号|文件名称|文件标题|标题|名称|文号|发文字号|备注|附件\d*|[：:\s\d|（）()])+")


class _Named(NamedTuple):
    """A document as a text names it; `stated` is the latest date given for it."""

    title: str | None
    number: str | None
    stated: str | None


def find_repeals(piece: Piece, lines: Sequence[Line], origin: Sequence[int]) -> tuple[Repeal, ...]:
    """What a piece repeals, in order, each document once; where the text names no day, it is that of the piece's entry into force,
    else its date. `origin` tells the places of the lines' characters in the source. "《甲办法》（甲发〔2008〕2号）同时废止" → 甲办法, 甲发〔2008〕2号."""
    day = piece.effective or (None if _amended(lines) else piece.date)
    repeals = dict.fromkeys(_titled(piece.title or ""), (day, piece.start))
    in_list, since = False, day
    for text, place in _sentences(lines):
        named = _named(text)
        item = _item(text) if in_list and not named else None
        repeals |= dict.fromkeys(named, (_day(text) or day, origin[place])) | dict.fromkeys(item or (), (since, origin[place]))
        if _opens_list(text):
            in_list, since = True, _day(text) or day
        elif item is None and not named and not _TABLE_HEAD.fullmatch(text):
            in_list = False
    return tuple(Repeal(piece.id, n.title, n.number, since, n.stated, at) for n, (since, at) in repeals.items())


def _sentences(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """The sentences and items with the places of their first characters in the view."""
    for line in lines:
        for m in re.finditer(r"[^。；;]+[。；;]?", line.text):
            if text := m[0].strip():
                yield text, line.start + m.start() + len(m[0]) - len(m[0].lstrip())


def _amended(lines: Sequence[Line]) -> bool:
    """Whether the piece is a later version of itself, so that its date is not the day from which its closing article holds."""
    return any(re.search(r"修[正订改]", line.text) and find_dates(line.text) for line in lines[1:14] if len(line.text) < 200)


def _opens_list(text: str) -> bool:
    """Whether what follows are repealed documents: "下列文件自2020年1月1日起停止执行：", "废止的文件目录"; not "修改的文件目录"."""
    return bool(_OPENS_LIST.search(text)) and not _OTHER_LIST.search(_NAME.sub("", text))


def _titled(title: str) -> list[_Named]:
    """What a title repeals: "关于废止《甲办法》的通知"."""
    m = _TITLE_VERB.search(title)
    return _whole(title[m.end() :], _TITLE_END) if m else []


def _named(sentence: str) -> list[_Named]:
    """What one sentence repeals by name or number."""
    if not re.search(_VERB, sentence) or _EXCEPT.search(sentence):
        return []
    before = _PREPOSED.search(sentence)
    if before:
        return _whole(sentence[before.end() :], _END)
    bare = [_Named(None, number_of(m["number"]), None) for m in _BARE.finditer(_NAME.sub("", sentence))]
    return _whole(sentence, _POSTPOSED) + bare


def _whole(text: str, ending: re.Pattern[str]) -> list[_Named]:
    """The names of a list that are named whole; `ending` must follow the last of them, else nothing is repealed."""
    names = list(_NAME.finditer(text))
    ends = [i for i, m in enumerate(names) if ending.search(_PAREN.sub("", text[m.end() :]).lstrip())]
    last = ends[0] if ends else _last_partial(text, names, ending)
    found, before = [], 0
    for i, m in enumerate(names[: last + 1]):
        gap = text[m.end() : names[i + 1].start() if i + 1 < len(names) else len(text)]
        after = re.split(r"[、，,]|和|及|与|或", _PAREN.sub("", gap), maxsplit=1)[0].strip()
        prefix = re.split(r"[，,、；]", text[before : m.start()])[-1]
        whole = i in ends if i == last else not re.sub(_MANY, "", after)
        if whole and (_BY_WHOM.search(prefix) or not _OTHER_ROLE.search(prefix)):
            found.append(_as_named(m[0][1:-1], prefix, "".join(_PAREN.findall(gap))))
        before = m.end()
    return found


def _as_named(title: str, before: str, after: str) -> _Named:
    """A title with the number behind it and the dates around it: "1990年5月1日发布的", "（甲发〔1990〕3号）"."""
    numbers = [number_of(m[0]) for m in re.finditer(_ORDER_NUMBER, after)]
    dates = [d.iso for d in find_dates(re.sub(_ORDER_NUMBER, "", before + after))]
    return _Named(title, numbers[0] if numbers else None, max(dates, default=None))


def _last_partial(text: str, names: list[re.Match[str]], ending: re.Pattern[str]) -> int:
    """The place of the last name where what is repealed of it is a part ("《甲》和《乙》第三条同时废止"): those before it may be whole; -1 if
    the text does not go on like that."""
    for i, m in enumerate(names):
        tail = re.sub(r"^(?:中的?)?(?:第[^，。；《》]{1,60}?[条款项章节]|附件\d*|[、，和及])+", "", _PAREN.sub("", text[m.end() :]))
        if i > 0 and tail != text[m.end() :] and ending.search(tail):
            return i
    return -1


def _day(text: str) -> str | None:
    """The day from which a sentence says that it holds: "自2020年1月1日起停止执行" → 2020-01-01."""
    days = [d.iso for m in _FROM.finditer(_NAME.sub("", text)) for d in find_dates(m["day"])]
    return days[-1] if days else None


def _item(text: str) -> list[_Named] | None:
    """What an item of a list of repealed documents names: nothing ([]) where it names only a part of one, None if it is no item."""
    m = _ITEM.fullmatch(text)
    body = m["body"].strip("。；;，, ") if m else ""
    if not body or re.match(r"本|此|特此|各", body):
        return None
    name = _NAME.search(body)
    if name:
        rest = re.sub(rf"{_ORDER_NUMBER}|[\s\d年月日.\-|，、]", "", _PAREN.sub("", body[name.end() :]))
        return [] if rest else [_as_named(name[0][1:-1], body[: name.start()], body[name.end() :])]
    title = re.split(rf"[（(\s]*(?:{_ORDER_NUMBER})", body)[0].strip()
    if "关于" in title and len(title) < 90 and re.search(rf"{GENRE}(?:[（(][^（）()]*[）)])?$", title):
        return [_as_named(title, "", body[len(title) :])]
    return [] if re.fullmatch(_ORDER_NUMBER, body) else None
