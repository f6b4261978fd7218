"""From evidence to text: short Chinese statements, each with its marker, and the citations behind them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.model import Evidence, Finding, Route
from assistant.finding.premise import judge
from assistant.finding.years import year_of
from assistant.model import Citation, Computed, Moment
from assistant.reading.candidates import Candidate
from assistant.reading.closer import asked_head
from assistant.reading.lists import item_text
from assistant.reading.runs import aligned
from assistant.reading.runs import shown as as_written
from assistant.reading.spans import Span
from assistant.saying.arithmetic import higher, worked_out
from assistant.saying.clauses import shorten
from assistant.saying.leaning import UPHELD, leans, upheld
from assistant.saying.parallels import without_parallels
from assistant.saying.quote import MAX_QUOTE, cite
from assistant.saying.telling import grouped, told_of
from index.tokens import fold
from ingest.dates import find_dates, show

_DATED = 20  # characters of an answer over time that go to the date of the source
# Characters of the answer to a simple question, to one that asks several things, and of a list or comparison.
SHORT, SEVERAL, LONG = 98, 112, 270
LEAST = 24  # characters of a statement, however many there are
FRAME = 0.3  # of a word outside the asking clause, when clauses are chosen: the frame is known, the answer is wanted
QUOTED = 0.1  # chance that the answer stands with what the question puts in quotation marks
HEAD = 3.0  # of the noun asked for (怎样的管理体系)
SourceText = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is verified."""

    text: str
    short_answer: str | None
    citations: tuple[Citation, ...]
    computed: tuple[Computed, ...] = ()
    timeline: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence to say, the candidate whose quote bears it, and which part of the question it answers ("2016年版：")."""

    text: str
    candidate: Candidate
    label: str = ""


def compose(question: Question, finding: Finding, source: SourceText, *, reserve: int = 0) -> Draft:
    """One statement a piece of evidence, in the order of the parts; evidence from one sentence is told once, a list item by item, and
    earlier values of what changes over time come last, each with its date. `reserve` characters are left for what is said besides."""
    evidence = finding.evidence
    groups = grouped(evidence)
    if finding.earlier or (question.as_of and [e.route for e in evidence] == [Route.SERIES]):
        return _over_time(finding, source)
    room = _room(question, groups) - reserve
    said = _said(groups, room)
    if (over := sum(len(s.label) + len(s.text) + 1 for s in said) - room) > 0:  # of labels, which are known only then
        said = _said(groups, room - over)
    verdict = _verdict(question, evidence, said)
    citations = [cite(s.candidate, source(s.candidate.chunk.document_id), marker=n, statement=s.text) for n, s in enumerate(said, start=1)]
    text = "；".join(f"{s.label}{s.text}[{n}]" for n, s in enumerate(said, start=1)) + "。"
    opening = {True: "是的，", False: "不是。", None: ""}[verdict]
    short = {True: "是", False: "不是", None: None}[verdict]
    if result := worked_out(question, evidence):
        told, computed = result
        return Draft(f"{text}{told}（据上述数据计算）。", told.lstrip("相差前后增幅为"), tuple(citations), (computed,))
    if first := higher(question, evidence):
        return Draft(f"{first}：{text}", first, tuple(citations))
    return Draft(opening + text, short or _short_answer(evidence), tuple(citations))


def _verdict(question: Question, evidence: Sequence[Evidence], said: Sequence[_Statement]) -> bool | None:
    """Whether what is said bears out what a yes/no question claims; None if that is not plain, or it is no such question."""
    if question.kind is not Kind.YESNO:
        return None
    looked_up = next((e.bears for e in evidence if e.bears is not None), None)
    return judge(question, fold(" ".join(s.candidate.sentence.text for s in said))) if looked_up is None else looked_up


def _room(question: Question, groups: Sequence[Sequence[Evidence]]) -> int:
    """Characters that the answer may fill. One sentence answers briefly whatever is asked, unless what answers in it is longer."""
    if len(groups) > 1:
        return LONG if question.long or len(groups) > 2 or any(e.part.of_document for group in groups for e in group) else SEVERAL
    first = groups[0][0]
    if len(first.items) > 1 or (question.long and question.kind is not Kind.LIST):
        return LONG
    if len(groups[0]) > 1:
        return SEVERAL
    return LONG if question.kind is Kind.LIST and any(s.end - s.start > 0.8 * SHORT for s in first.likely[:1]) else SHORT


def _said(groups: Sequence[Sequence[Evidence]], room: int) -> list[_Statement]:
    """The statements of all groups within the room: each gets an equal share, and what short ones leave goes to the others."""
    said: dict[int, list[_Statement]] = {}
    by_need = sorted(range(len(groups)), key=lambda n: _need(groups[n]))
    for place, n in enumerate(by_need):
        share = max(room // (len(groups) - place), LEAST)
        said[n] = _labelled(groups[n], _statements(groups[n], share), len(groups))
        room -= sum(len(s.label) + len(s.text) + 1 for s in said[n])
    return [s for n in sorted(said) for s in said[n]]


def _need(group: Sequence[Evidence]) -> int:
    """Characters that a group would fill if it might."""
    return sum(len(c.sentence.text) for c in group[0].items or (group[0].reading.candidate,))


def _over_time(finding: Finding, source: SourceText) -> Draft:
    """The newest value in its sentence, then the earlier ones with the dates of their sources."""
    values = [finding.evidence[0], *finding.earlier]
    newest = _shortened(values[:1], SHORT // 2 if finding.earlier else SHORT - _DATED)
    said = [_Statement(f"{_shown_date(values[0])}：{_in_its_year(values[0], newest)}", values[0].reading.candidate)]
    said += [_Statement(f"{_shown_year(e)}为{e.spans[0].text}", e.reading.candidate) for e in values[1:]]
    citations = [cite(s.candidate, source(s.candidate.chunk.document_id), marker=n, statement=s.text) for n, s in enumerate(said, start=1)]
    earlier = "、".join(f"{s.text}[{n}]" for n, s in enumerate(said[1:], start=2))
    timeline = [Moment(e.spans[0].text, e.reading.candidate.piece.date, n) for n, e in enumerate(values, start=1)]
    before = f"此前：{earlier}。" if earlier else ""
    return Draft(f"{said[0].text}[1]。{before}", values[0].spans[0].text, tuple(citations), timeline=tuple(timeline))


def _in_its_year(e: Evidence, text: str) -> str:
    """What is told of a value with the year that it holds for, where shortening has cut that off."""
    c = e.reading.candidate
    year = year_of(c, e.spans[0])
    quoted_whole = c.sentence.end - c.sentence.start <= MAX_QUOTE
    return f"{year}年，{text}" if year and quoted_whole and str(year) not in text else text


def _shown_year(e: Evidence) -> str:
    """The year that a value holds for, where its sentence names one; else its source."""
    year = year_of(e.reading.candidate, e.spans[0])
    return f"{year}年" if year else _shown_date(e)


def _shown_date(e: Evidence) -> str:
    date = e.reading.candidate.piece.date
    return f"{show(date)}的资料" if date else "未注明日期的资料"


def _labelled(group: Sequence[Evidence], said: Sequence[_Statement], parts: int) -> list[_Statement]:
    """The statements, the first of them told of the part that they answer where they do not say it themselves."""
    return [replace(said[0], label=told_of(group, said[0].text, parts)), *said[1:]]


def _statements(group: Sequence[Evidence], limit: int) -> list[_Statement]:
    """What one sentence says: itself, shortened; or, where it is part of a list, the items of the list, each shortened to its head."""
    first = group[0]
    if len(first.items) > 1:
        each = max(limit // len(first.items) - 1, LEAST // 2)
        return [_Statement(_head(c.sentence.text, each), c) for c in first.items]
    if first.statement:
        return [_Statement(first.statement, first.reading.candidate)]
    text = _shortened(group, limit)
    title = first.reading.candidate.piece.title
    if title and any(e.part.which_document for e in group) and title not in text:
        left = max(min(60, limit - len(title)), LEAST)
        return [_Statement(f"《{title}》提出：{shorten(text, first.weights, limit=left)}", first.reading.candidate)]
    if leans(text) and len(text) > limit - UPHELD >= LEAST:
        text = _shortened(group, limit - UPHELD)
    return [_Statement(*upheld(first.reading.candidate, text, first.weights, room=limit))]


def _head(text: str, limit: int) -> str:
    """The leading clauses of a list item, as many as the limit holds: "一是率先成为创新高地。不断集聚…" → "一是率先成为创新高地". What a colon
    follows is the name of the item, and stands for it where there is no room for more."""
    no_terms: dict[Term, float] = {}
    first = re.split(r"[。；;！？]", item_text(text))[0]
    first = first if len(first) <= limit else first.split("：")[0]
    return _bare(first if len(first) <= limit else shorten(first, no_terms, limit=limit, likely=[(0, 1, 1.0)]))


def _shortened(group: Sequence[Evidence], limit: int) -> str:
    """The run of the sentence's clauses that says what was asked, without the list marker before it."""
    candidate = group[0].reading.candidate
    heads = [asked_head(e.part.text) for e in group]
    weights = {t: _worth(t, heads) * w for e in group for t, w in e.weights.items()}
    keep = [(s.start, s.end) for e in group for s in e.spans]
    text = candidate.sentence.text
    if not aligned(candidate):  # spans of the folded text do not fit
        text = candidate.folded
    text, moved = without_parallels(text, group, weights)
    lead = _lead(text, [(s - moved, e - moved) for s, e in keep])
    moved += lead
    likely = [(s.start - moved, s.end - moved, s.score) for e in group for s in e.likely]
    likely += [(start - moved, end - moved, QUOTED) for e in group for start, end in _quoted(e.part.text, candidate)]
    return _bare(shorten(text[lead:], weights, limit=limit, keep=[(s - moved, e - moved) for s, e in keep], likely=likely))


def _quoted(asked: str, candidate: Candidate) -> list[tuple[int, int]]:
    """Where the sentence says what the question puts in quotation marks."""
    names = dict.fromkeys(re.findall(r"“([^“”]{2,})”", asked))
    return [(at, at + len(name)) for name in names if (at := candidate.sentence.text.find(name)) >= 0]


def _worth(term: Term, heads: Sequence[str]) -> float:
    """What a word counts when clauses are chosen: most where it is the noun asked for, which the clause that answers holds."""
    return HEAD if any(term.text in head for head in heads) else 1.0 if term.focus else FRAME


def _lead(text: str, keep: Sequence[tuple[int, int]]) -> int:
    """Length of a list marker or article number before the statement ("——", "● ", "1.", "第五条"), 0 if what must be kept stands in it."""
    m = re.match(
        r"(?:——|[●■◆▲○□◇·•]\s*|[#>\-*]+\s+|\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百\d]{1,5}条(?:之[一二三])?\s*(?![的规第至和、，])|答[：:])",
        text,
    )
    return m.end() if m and all(s >= m.end() for s, _ in keep) else 0


def _bare(text: str) -> str:
    """Without a list number before, closing punctuation, footnote marks, which would read as markers of ours, and quotation marks or
    brackets that have lost their partner."""
    text = re.sub(r"\[\d{1,2}\]|^\s*\d{1,2}[.．、](?!\d)", "", text).strip().rstrip("。；;，,！!：:、 ")
    for left, right in ("“”", "（）", "()", "《》"):
        if text.count(left) != text.count(right):
            text = text.strip(left + right)
            if text.count(left) != text.count(right) and left != "《":
                text = text.replace(left, "").replace(right, "")
    return text


def _short_answer(evidence: Sequence[Evidence]) -> str | None:
    """The shortest spans that answer, joined by 、; None where no part asks for a figure, date or number."""
    spans: list[str] = []
    for e in evidence:
        spans += [text for s in e.spans or e.likely[:1] if (text := _span_text(s, e)) not in spans]
    return "、".join(spans) or None


def _span_text(span: Span, e: Evidence) -> str:
    """The span as shown: dates in full, with the year of the piece where the text names only month and day."""
    if e.part.kind is not Kind.DATE:
        return as_written(e.reading.candidate, span) if span in e.likely else span.text
    dates = find_dates(span.text)
    if dates:
        return show(dates[0].iso)
    date = e.reading.candidate.piece.date
    yearly = e.reading.candidate.folded[: span.start].endswith("每年")
    return f"{date[:4]}年{span.text}" if date and not yearly else span.text
