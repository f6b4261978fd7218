"""Words of the field that stand for the same thing: official abbreviations, and everyday words for what official texts call otherwise."""

import re
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import accumulate, chain

from index.tokens import words

# Abbreviations that the texts themselves introduce ("以下简称…") or that every reader in the field uses.
_ABBREVIATIONS = (
    "国家高新技术产业开发区 国家高新区",
    "高新技术产业开发区 高新区",
    "国家自主创新示范区 国家自创区",
    "自主创新示范区 自创区",
    "经济技术开发区 经开区",
    "高新技术企业 高企",
    "国务院办公厅 国办",
    "科学技术部 科技部",
    "国家发展和改革委员会 国家发展改革委 国家发改委 发改委",
    "工业和信息化部 工信部",
    "人力资源和社会保障部 人社部",
    "研究与试验发展 研究开发 研发 r&d",
    "国内生产总值 地区生产总值 生产总值 gdp",
    "管理委员会 管委会",
    "上缴税额 上缴税费 实缴税费 实缴税金 税收 缴税 纳税 上交税额",
    "从业人员 从业者 员工 职工",
    "出口创汇 出口总额 出口额",
    "众创空间",
    "销售收入 销售额",
    "营业总收入 营业收入 总收入",
    "海外高层次人才引进计划 千人计划",
    "公共租赁住房 公租房",
    "失业保险金 失业金",
    "最低生活保障 低保",
    "社会保险 社保",
    "医疗保险 医保",
    "养老保险金 基本养老金 养老金",
    "住房公积金 公积金",
    "个人所得税 个税",
    "增长率 增速 增幅 涨幅 增长",
)
# How people ask, and how official texts put it: an everyday word, then the official ones, a group a line.
_EVERYDAY = resources.files("assistant.words").joinpath("everyday.txt").read_text(encoding="utf-8").splitlines()


def everyday_groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each everyday word of the glossary with the official ones for it."""
    for everyday, *official in map(str.split, _EVERYDAY):
        yield everyday, tuple(official)


def _together(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word with the words of its line."""
    for group in map(str.split, lines):
        yield from ((word, tuple(group)) for word in group)


def _both_ways() -> Iterator[tuple[str, tuple[str, ...]]]:
    """An everyday word with its official ones, and each of these with the everyday word."""
    for everyday, official in everyday_groups():
        yield everyday, official
        yield from ((word, (everyday,)) for word in official)


def _joined(groups: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """For each word the words of all its groups, in order, each once."""
    found: dict[str, dict[str, None]] = {}
    for word, group in groups:
        found.setdefault(word, {}).update(dict.fromkeys(group))
    return {word: tuple(group) for word, group in found.items()}


def _with_letters(words: Iterable[str]) -> Iterator[str]:
    """The words, those with 研发 also as texts abbreviate it (研发投入: r&d投入)."""
    for word in words:
        yield word
        if "研发" in word:
            yield word.replace("研发", "r&d")


_PHRASES = _joined(chain(_together(_ABBREVIATIONS), ((word, (word, *_with_letters(official))) for word, official in everyday_groups())))
_RELATED = _joined(chain(_together(_ABBREVIATIONS), _both_ways()))
_OFFICIAL = frozenset(chain.from_iterable(map(str.split, _ABBREVIATIONS)))
_LONGEST = max(map(len, _PHRASES))


_ROUND = {"十": "10", "百": "100", "千": "1000"}


def same_as(word: str) -> tuple[str, ...]:
    """Other words for a whole word, one-character ones too, which `phrases_in` must not find inside others (管 in 管理); a round amount
    in digits: 千亿元 → 1000亿."""
    if amount := re.fullmatch(r"([十百千])([万亿])元?", word):
        return (_ROUND[amount[1]] + amount[2],)
    return tuple(x for x in _PHRASES.get(word, ()) if x != word)


def official_name(word: str) -> bool:
    """Whether the word is an official name or the abbreviation of one, of which all other names are known."""
    return word in _OFFICIAL


def related(word: str) -> tuple[str, ...]:
    """All words that stand beside the word in a group, in either direction: a text may put plainly what the question puts officially."""
    return tuple(x for x in _RELATED.get(word, ()) if x != word and len(x) > 1)


def phrases_in(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The known phrases in a folded text, the longest at each place: start, end and the words that say the same, the phrase itself first among
    equals. What only looks like a phrase across the end of a word, or begins inside one and runs on (增值税收入: 税收; 减免关税: 免关税) is none."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    edges: set[int] = set()
    at = 0
    while at < len(text):
        ends = [e for e in range(min(len(text), at + _LONGEST), at + 1, -1) if text[at:e] in _PHRASES]
        edges = edges or ({0, *accumulate(map(len, words(text)))} if ends else set())
        end = next((e for e in ends if e in edges and (at in edges or edges.isdisjoint(range(at + 1, e)))), at + 1)
        if end > at + 1:
            found.append((at, end, _PHRASES[text[at:end]]))
        at = end
    return found


def in_digits(text: str) -> str:
    """The text with round amounts in digits: 千亿元 → 1000亿元, 突破万亿元 → 突破1万亿元."""
    text = re.sub(r"(?<![\d零一二三四五六七八九十百千几数])([十百千])(?=[万亿])", lambda m: _ROUND[m[1]], text)
    return re.sub(r"(?:(?<=[过破到超达于])|(?<=[过破到超达于]了))(?=(?:万亿|亿|万)(?:美?元|[家人个户件项名吨的，。]|$))", "1", text)


_ONE_FORM = tuple(
    (name, short) for line in _ABBREVIATIONS[:9] for *others, short in [sorted(line.split(), key=len, reverse=True)] for name in others
)


def canonical(text: str) -> str:
    """The text with official names in one form, so that "国家高新技术产业开发区" and "国家高新区" compare equal."""
    for name, short in _ONE_FORM:
        text = text.replace(name, short)
    return text.replace("人民政府", "政府")
