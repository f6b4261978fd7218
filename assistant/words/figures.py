"""Figures in text: numbers with their unit, in digits or Chinese numerals, as spans."""

import re
from dataclasses import dataclass

from ingest.dates import chinese_int

_MEASURES = (
    "个百分点|百分点|平方公里|平方千米|平方米|公顷|公里|万亩|亩|吨标准煤/万元|吨标准煤|吨|千瓦时|千瓦|美元|美金|人民币|欧元|港元|元/公顷|元|人次|人|名|位|家|户|个|项|件|所|次|条|款|章|"
    "倍|种|类|座|处|期|届|批|例|辆|台|套|篇|部|份|门|枚|艘|架|宗|棵|箱|瓶|床|课时|学时|车次|只|支|张|头|株|周岁|岁|分钟|个小时|小时|个星期|星期|个工作日|工作日|个月|周年|年|月|天|日|周|分|秒|级|层|间|股|笔|场|起|字|页|度|米|厘米|克|千克|公斤|升"
)
_MEASURES = "|".join(sorted(_MEASURES.split("|"), key=len, reverse=True))  # 个工作日 before 个
_SCALE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_CN = "零〇一二三四五六七八九十百千万亿两"
_FIGURE = re.compile(
    rf"(?P<digits>(?<![\d.A-Za-z第])\d+(?:,\d{{3}})*(?:\.\d+)?(?:[-—~～至到]\d+(?:\.\d+)?)?)(?P<more>[多余]?)(?P<scale>{_SCALE})?(?P<more2>[多余]?)"
    rf"(?:(?P<unit>%|‰|个百分点|{_MEASURES})|[（(](?P<bracketed>{_MEASURES})[)）])?"
    rf"|(?P<cn>百分之[{_CN}点]+|[二三四五六七八九十]分之[一二三四五六七八九]|(?<![{_CN}第])(?!一批)(?=[万亿千百]*[零〇一二三四五六七八九十两])[{_CN}]{{1,9}}(?=[多余]?(?:{_MEASURES})))(?P<more3>[多余]?)(?P<unit2>{_MEASURES})?"
)


_SAME_UNIT = {"人民币": "元", "美金": "美元"}


@dataclass(frozen=True, slots=True)
class Figure:
    """`text[start:end]` is the figure with its scale and unit ("20.3万亿元"); `number` its digits ("20.3"), `unit` the measure ("元")."""

    start: int
    end: int
    text: str
    number: str
    scale: str
    unit: str


def find_figures(text: str) -> list[Figure]:
    """All figures, in order: "114家…20.3万亿元" → 114 家, 20.3 万亿 元; 人民币 counts as 元. Years and days are dates and come back with units 年, 月, 日; 一批
    (a number of) counts nothing; a unit may stand in brackets ("13(工作日)")."""
    found = []
    for m in _FIGURE.finditer(text):
        if m["digits"]:
            number, scale, unit = m["digits"], m["scale"] or "", m["unit"] or m["bracketed"] or ""
        else:
            number, scale, unit = m["cn"], "", m["unit2"] or ("%" if "分之" in m["cn"] else "")
        found.append(Figure(m.start(), m.end(), m[0], number.replace(",", ""), scale, _SAME_UNIT.get(unit, unit)))
    return found


_POWER = {
    "": 1,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}


def amount(figure: Figure) -> float | None:
    """The number with its scale, so that 2万 and 20000 compare equal: "20.3万亿元" → 2.03e13; None for ranges and numerals that are not read."""
    if re.fullmatch(r"[\d.]+", figure.number):
        return round(float(figure.number) * _POWER[figure.scale], 4) if figure.number.count(".") < 2 else None
    written = re.fullmatch(rf"(?P<n>[一二三四五六七八九十两]{{1,3}})(?P<scale>{_SCALE})?", re.sub(rf"(?:{_MEASURES})$", "", figure.number))
    value = chinese_int(written["n"].replace("两", "二")) if written else None
    return float(value * _POWER[written["scale"] or ""]) if written and value is not None else None


MONEY = "钱"  # a question's unit when it asks for an amount of money without naming a currency
_FAMILIES = (
    {"家", "户", "个", "所", "处", "座"},
    {"人", "名", "位", "人次", "个"},
    {"项", "件", "个", "条", "种", "类"},
    {"%", "‰", "个百分点", "百分点"},
    {"次", "届", "期", "场", "批"},
    {"岁", "周岁"},
    {"年", "周年", "个月", "月", "天", "日", "工作日", "个工作日", "个星期", "星期", "个小时", "小时", "分钟"},
    {"平方公里", "平方千米", "平方米", "公顷", "亩", "万亩"},
    {"倍"},
    {"吨", "吨标准煤", "吨标准煤/万元"},
    *({MONEY, currency} for currency in ("元", "美元", "欧元", "港元")),
)


def same_measure(a: str, b: str) -> bool:
    """Whether two units can measure the same thing (家 and 个 can; 家 and 元, 元 and 美元 cannot)."""
    return a == b or any(a in f and b in f for f in _FAMILIES)
