"""Conflicts: two living texts that give different values for the same thing at the same time. Both are told, each with its date.

Strict on purpose: to call texts contradictory that are not is worse than to tell only the better one. Other words in the clause, another
scope, place, issuer or part of the year, a rounding, a bound or an approximation, or dates that explain the difference make no conflict.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.asking.kinds import Kind
from assistant.finding.model import Evidence, Finding
from assistant.reading.candidates import Candidate
from assistant.reading.matching import match
from assistant.reading.spans import Span, best_spans
from assistant.saying.clauses import shorten
from assistant.standing.living import Find
from assistant.standing.validity import Validity
from assistant.words.figures import same_measure
from assistant.words.places import places_in, zones_named
from assistant.words.values import differ, unit_of
from index.tokens import fold, words
from ingest.dates import find_dates, latest, show
from ingest.glue import GENRE

_CLAUSE = re.compile(r"[，、；：。,;:！？!?（）()]")
_LOOSE = re.compile(r"约|近|超|逾|[多余](?=[家个人项万亿元户%])|左右|上下|突破|不足|力争|目标|预计|计划|估算|将")
_BOUND = re.compile(r"不低于|不少于|不超过|不高于|最高|最低|以上|以下|以内|至少|至多|上限|下限")
_SCOPE = re.compile(
    r"其中|规模以上|限额以上|新增|净增|新认定|累计|人均|平均|户均|同比|环比|增长|增加|减少|下降|占|国家级|省级|市级|区级|县级|外资|民营|国有|在孵|毕业|"
    r"[一二三四]季度|[上下]半年|前[两三]季度|(?<!\d)\d{1,2}月|本科|硕士|博士|首次|再次|第[一二三四五\d]"
)
_GENERIC = frozenset(
    "实现 达到 达 完成 共有 共计 一共 总共 合计 总计 全年 全市 全区 全省 全县 当年 年度 本市 本区 本省 我市 我区 我省 给予 予以 一次性 标准 数量 总数 总量 总额".split()
)
_ONCE = re.compile(r"成立|设立|批准|获批|创建|揭牌|挂牌|颁布|出台|印发|施行|开工|建成|投产|开业|启用")
_CHANGES = re.compile(r"调整|修[订改正]|更正|变更|提高|降低|延长")  # a newer text of such a title explains the difference
_GENUS = re.compile(rf"{GENRE}|概况|简介|介绍|公报|报告|情况|简报|综述|动态|新闻|[\d年月日第期号]|\W")  # in titles: what kind of text it is
_TEMPLATE = 0.6  # titles this alike that differ in words belong to two things of one kind: 甲市孵化器办法, 乙市孵化器办法
HELD = 0.8  # of a word of the question that both sides must hold alike
_STATEMENT = 40  # characters of each side


def with_rival(finding: Finding, found: Sequence[Candidate], validity: Validity, find: Find) -> Finding | None:
    """The finding with both sides of a conflict, newest first, each worded with the date of its source; None where there is none. The
    other side must pass as an answer itself, read by `find` in the sentences of all other pieces, and both texts must be in force."""
    if len(finding.evidence) != 1 or finding.earlier or finding.missing:
        return None
    lead = finding.evidence[0]
    rivals = {c.key for c in _contradicting(lead, found) if validity.death(c.piece) is None}
    if not rivals or validity.death(lead.reading.candidate.piece):
        return None
    again = find(lead.part, [c for c in found if c.piece.id != lead.reading.candidate.piece.id])
    if not again.evidence or again.evidence[0].reading.candidate.key not in rivals:
        return None
    sides = sorted((lead, again.evidence[0]), key=lambda e: str(latest(e.reading.candidate.piece.date or "0001")), reverse=True)
    return replace(finding, evidence=tuple(replace(e, statement=_said(e)) for e in sides))


def _contradicting(evidence: Evidence, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of other pieces that give another value for what the evidence gives, at the same time and of the same scope."""
    part, lead = evidence.part, evidence.reading.candidate
    if (
        part.kind not in (Kind.FIGURE, Kind.DATE)
        or part.compares
        or re.search("分别|各[是有为]", part.text)
        or len(evidence.spans) != 1
        or evidence.statement
        or evidence.items
    ):
        return []
    span = evidence.spans[0]
    needed = [t for t in part.terms if t.focus and t.text not in _GENERIC and match(t, _around(lead)) >= HELD]
    return [
        c
        for c in found
        if c.piece.id != lead.piece.id
        and all(match(t, _around(c)) >= HELD for t in needed)
        and (spans := best_spans(part, c, evidence.weights))
        and _conflict(part.text, (lead, span), (c, spans[0]), dates=part.kind is Kind.DATE)
    ]


def _around(c: Candidate) -> str:
    return c.heading + c.before + c.folded


def _said(e: Evidence) -> str:
    c = e.reading.candidate
    source = f"{show(c.piece.date)}的资料" if c.piece.date else "未注明日期的资料"
    keep = [(s.start, s.end) for s in e.spans]
    text = c.sentence.text if len(c.sentence.text) == len(c.folded) else c.folded
    return f"{source}：{shorten(text, e.weights, limit=_STATEMENT, keep=keep).rstrip('。；')}"


def _conflict(question: str, one: tuple[Candidate, Span], other: tuple[Candidate, Span], *, dates: bool) -> bool:
    """Whether two spans are different values of the same thing."""
    (a, s), (b, t) = one, other
    return (
        (_other_day(s.text, t.text, a.folded + b.folded) if dates else _other_figure(s.text, t.text) and _same_time(a, s, b, t))
        and _same_bounds(a.folded, s, b.folded, t)
        and set(_SCOPE.findall(a.folded[: s.start])) == set(_SCOPE.findall(b.folded[: t.start]))
        and _same_words(question, a, s, b)
        and _same_words(question, b, t, a)
        and _same_hand(a, b)
    )


def _other_figure(a: str, b: str) -> bool:
    return same_measure(unit_of(a), unit_of(b)) and differ(a, b)


def _other_day(a: str, b: str, text: str) -> bool:
    """Whether two dates cannot be one; in different years only for what happens once."""
    days = [find_dates(x) for x in (a, b)]
    if not all(days):
        return False
    x, y = (d[0].iso for d in days)
    return not (x.startswith(y) or y.startswith(x)) and (x[:4] == y[:4] or bool(_ONCE.search(text)))


def _same_time(a: Candidate, s: Span, b: Candidate, t: Span) -> bool:
    """Whether both sentences name the same time for their value; or neither names one and both pieces are of the same year."""
    here, there = _time(a, s), _time(b, t)
    if here or there:
        return here == there
    if not (a.piece.date and b.piece.date) or a.piece.date[:4] != b.piece.date[:4] or _relative(a, b):
        return False
    newer = max(a.piece, b.piece, key=lambda p: latest(p.date or "0001"))
    return not _CHANGES.search(newer.title or "")


def _time(c: Candidate, span: Span) -> str | None:
    """The date, as precise as it stands, nearest before the value, else the first behind it, else the last before the sentence or in its
    headings."""
    before = [d.iso for d in c.dates if d.start < span.start]
    around = [d.iso for d in find_dates(f"{c.heading}\n{c.before}")]
    return before[-1] if before else next((d.iso for d in c.dates), around[-1] if around else None)


def _relative(a: Candidate, b: Candidate) -> bool:
    return bool(re.search("去年|上年", a.folded)) != bool(re.search("去年|上年", b.folded))


def _same_bounds(a: str, s: Span, b: str, t: Span) -> bool:
    """Whether neither value is approximate and both are bounds of the same kind, or none."""
    near = [text[max(x.start - 6, 0) : x.end + 3] for text, x in ((a, s), (b, t))]
    return not any(map(_LOOSE.search, near)) and set(_BOUND.findall(near[0])) == set(_BOUND.findall(near[1]))


def _same_words(question: str, c: Candidate, span: Span, other: Candidate) -> bool:
    """Whether the clause of a value says something asked for, and no word that neither the question nor the other sentence and its
    surroundings hold."""
    cuts = [m.start() for m in _CLAUSE.finditer(c.folded)]
    start = max((x + 1 for x in cuts if x < span.start), default=0)
    end = min((x for x in cuts if x >= span.end), default=len(c.folded))
    clause = words(c.folded[start : span.start] + "，" + c.folded[span.end : end])
    telling = [w for w in clause if len(w) > 1 and re.fullmatch(r"[\u4e00-\u9fffa-z]+", w) and w not in _GENERIC]
    asked = fold(question)
    return any(w in asked for w in telling) and all(w in asked or w in _around(other) for w in telling)


def _same_hand(a: Candidate, b: Candidate) -> bool:
    """Whether nothing says that the pieces are about two things of one kind: other zones or places, titles or issuers of one pattern."""
    for names in (zones_named, _place_names):
        here, there = set(names(a.heading + a.folded)), set(names(b.heading + b.folded))
        if here and there and here != there:
            return False
    pairs = ((a.piece.title, b.piece.title), (a.piece.issuer, b.piece.issuer))
    return not any(x and y and _one_pattern(x, y) for x, y in pairs)


def _one_pattern(a: str, b: str) -> bool:
    x, y = (_GENUS.sub("", fold(text)) for text in (a, b))
    return x != y and x not in y and y not in x and SequenceMatcher(None, x, y, autojunk=False).ratio() >= _TEMPLATE


def _place_names(text: str) -> tuple[str, ...]:
    return tuple(name for group in places_in(text) for name in group)
