"""Figures that a yes/no question claims, held against those that the text tells of the same thing: amounts, shares, terms of years, bounds."""

import re
from collections.abc import Sequence

from assistant.words.figures import Figure, amount, find_figures, same_measure
from assistant.words.places import places_in
from ingest.dates import chinese_int

_MORE = re.compile(r"(?:超过|超|突破|高于|多于|大于|不少于|不低于|不得低于|不得少于|至少|最低|起码)了?$")
_LESS = re.compile(r"(?:不到|不足|低于|少于|小于|不超过|不高于|不得超过|不得高于|至多|最多|最高|控制在)$")
_ABOUT = re.compile(r"(?:大?约|近|接近|将近|大概|差不多)(?:有|是|为|达)?$")
_NEAR = 0.05  # share of itself by which a rounded figure (左右, 约) may be off
_SPAN = re.compile(r"(?:头|前|首|近|满|每|连续|累计|第)$")  # says which years are counted, as a noun would
_BETWEEN = (  # what stands between a noun and its figure
    r"(?:总数|总额|总量|大?约|达到|达|为|是|有|要|共|占到?|只有|实现|给予|仍|还|了|超过|超|[不未][低少高多大小]于|[低少高多大小]于|不[超到足得]过?|至少|最[多少高低]|"
    r"(?:拉长|延长|缩短|增加|提高|扩大|减少|下降|降低|降)[到至]|(?:同比|[比较][上去]年|年均|每年|平均)?(?:增长|增加|提高|上升|下降|减少|降低)|左右)*"
)
_ALSO_ENDS = 2  # characters that two nouns must share at their end


def plain_shares(text: str) -> str:
    """The text with spoken shares as percentages: 一半 → 50%, 八成 → 80%, 四分之一 → 25%; those that no round figure is stay."""
    text = re.sub(r"一半|半数", "50%", text)
    text = re.sub(r"([一二三四五六七八九])成(?![为立本就果员长功熟效交绩分份])", lambda m: f"{chinese_int(m[1])}0%", text)
    return re.sub(r"([二四五十])分之([一二三四七九])", lambda m: _share(m[2], m[1]) or m[0], text)


def _share(part: str, of: str) -> str | None:
    a, b = chinese_int(part), chinese_int(of)
    return f"{100 * a // b}%" if a and b and a < b and 100 * a % b == 0 else None


def figures_agree(asked: str, evidence: str) -> bool | None:
    """Whether every figure of the question that the text tells of the same thing holds there; None if it tells none of them."""
    verdict: bool | None = None
    there = find_figures(evidence)
    for figure in find_figures(asked):
        if _dates(asked, figure):
            continue
        alike = [f for f in there if same_measure(f.unit or figure.unit, figure.unit or f.unit) and not _dates(evidence, f)]
        same = _of_the_same(asked, figure, evidence, alike) or _of_the_same_place(asked, figure, evidence, alike)
        if same:
            if not any(holds(asked, figure, evidence, f) for f in same):
                return False
            verdict = True
    return verdict


def _dates(text: str, figure: Figure) -> bool:
    """Whether a figure belongs to a date: 2015年, 5月底; 三年 and 6个月 are terms."""
    if figure.unit not in ("年", "月", "日"):
        return False
    value = amount(figure)
    return figure.unit != "年" or value is None or value > 99 or text[figure.end : figure.end + 1] in ("底", "末", "初", "版")


def holds(asked: str, claimed: Figure, evidence: str, told: Figure) -> bool:
    """Whether the told figure bears the claimed one: the same amount, or one within the bound that the question names and the text does not."""
    a, b = amount(claimed), amount(told)
    if a is None or b is None:
        return (claimed.number, claimed.scale) == (told.number, told.scale)
    if a == b:
        return True
    more, less = _bound(asked, claimed), _bound(evidence, told)
    if more and not less:
        return b > a if more > 0 else b < a
    return _rounded(asked, claimed) and abs(a - b) <= _NEAR * max(a, b)


def _bound(text: str, figure: Figure) -> int:
    """1 if the text says more than the figure, -1 if less, 0 if it gives it as it is."""
    before, after = text[: figure.start], text[figure.end :]
    if _MORE.search(before) or re.match(r"以上|及以上", after) or re.search(r"[多余]", figure.text):
        return 1
    return -1 if _LESS.search(before) or re.match(r"以[下内]|之内", after) else 0


def _rounded(text: str, figure: Figure) -> bool:
    return bool(_ABOUT.search(text[: figure.start]) or re.match(r"左右|上下", text[figure.end :]))


def _of_the_same(asked: str, figure: Figure, evidence: str, there: Sequence[Figure]) -> list[Figure]:
    """Those of the figures there that count most plainly what a figure of the question counts; none if no two nouns end alike."""
    nouns = _nouns(asked, figure)
    shared = [(max(_same_end(a, b) for a in nouns for b in _nouns(evidence, f)), f) for f in there]
    most = max((n for n, _ in shared), default=0)
    if most >= _ALSO_ENDS:
        return [f for n, f in shared if n == most]
    span = _SPAN.search(asked[: figure.start])
    return [f for f in there if span and evidence[: f.start].endswith(span[0])]


def _of_the_same_place(asked: str, figure: Figure, evidence: str, there: Sequence[Figure]) -> list[Figure]:
    """Those of the figures there that stand right after the last place named before the question's figure ("张江35%，天津30%")."""
    mine = places_in(asked[: figure.start])
    if not mine or len(places_in(evidence)) < 2:
        return []
    found = [(places_in(re.split(r"[，、；。,]", evidence[: f.start])[-1]), f) for f in there]
    return [f for named, f in found if named and set(named[-1]) & set(mine[-1])]


def _nouns(text: str, figure: Figure) -> tuple[str, str]:
    """What a figure may count: the words before it up to a mark ("共有企业" → "企业"), and those after it ("844家石墨企业")."""
    before = re.search(rf"([\u4e00-\u9fff]{{2,12}}?){_BETWEEN}$", text[: figure.start])
    after = re.match(r"(?:以[上下])?(?:的)?([\u4e00-\u9fff]{2,12})", text[figure.end :])
    return (before[1] if before else "", re.sub(r"[和与及占的]+$", "", after[1]) if after else "")


def _same_end(a: str, b: str) -> int:
    """How many characters two nouns share at their end, where their head stands: "上市企业", "企业" → 2."""
    return next((n for n, (x, y) in enumerate(zip(reversed(a), reversed(b), strict=False)) if x != y), min(len(a), len(b)))
