"""From evidence to text: short Chinese statements, each with its marker, and the citations behind them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.clauses import shorten
from assistant.evidence import Evidence
from assistant.model import Citation, Computed
from assistant.question import Kind, Question
from assistant.quote import cite
from assistant.spans import Span
from ingest.dates import find_dates, show

SHORT, LONG = 105, 270  # characters of an answer to a simple question, and to one that asks for a list or a comparison
SourceText = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is verified."""

    text: str
    short_answer: str | None
    citations: tuple[Citation, ...]
    computed: tuple[Computed, ...] = ()


def compose(question: Question, evidence: Sequence[Evidence], source: SourceText) -> Draft:
    """One statement a piece of evidence, in the order of the parts; evidence from one sentence is told once."""
    groups: dict[tuple[str, int], list[Evidence]] = {}
    for e in evidence:
        groups.setdefault(e.reading.candidate.key, []).append(e)
    limit = (LONG if question.long or len(groups) > 1 else SHORT) // len(groups)
    statements, citations = [], []
    for marker, group in enumerate(groups.values(), start=1):
        candidate = group[0].reading.candidate
        statement = _statement(group, max(limit, 40))
        statements.append(f"{statement}[{marker}]")
        citations.append(cite(candidate, source(candidate.chunk.document_id), marker=marker, statement=statement))
    return Draft("；".join(statements) + "。", _short_answer(question, evidence), tuple(citations))


def _statement(group: Sequence[Evidence], limit: int) -> str:
    """The sentence, or the run of its clauses that says what was asked, with the year added where the text leaves it to its date."""
    candidate = group[0].reading.candidate
    weights = {t: w for e in group for t, w in e.weights.items()}
    keep = [(e.span.start, e.span.end) for e in group if e.span]
    text = candidate.sentence.text
    if len(candidate.folded) != len(text):  # folding changed the length: spans of the folded text do not fit
        text = candidate.folded
    return _bare(shorten(_without_marker(text, keep), weights, limit=limit, keep=_shifted(text, keep)))


def _without_marker(text: str, keep: Sequence[tuple[int, int]]) -> str:
    return text[_lead(text, keep) :]


def _lead(text: str, keep: Sequence[tuple[int, int]]) -> int:
    """Length of a list marker before the statement ("——", "● ", "1."), 0 if what must be kept stands in it."""
    m = re.match(r"(?:——|[●■◆▲○□◇·•]\s*|[#>\-*]+\s+|\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)])", text)
    return m.end() if m and all(s >= m.end() for s, _ in keep) else 0


def _shifted(text: str, keep: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    lead = _lead(text, keep)
    return [(s - lead, e - lead) for s, e in keep]


def _bare(text: str) -> str:
    """Without closing punctuation and without quotation marks or brackets that have lost their partner."""
    text = text.strip().rstrip("。；;，,！!：:、 ")
    for left, right in ("“”", "（）", "()", "《》"):
        if text.count(left) != text.count(right):
            text = text.strip(left + right)
            if text.count(left) != text.count(right) and left != "《":
                text = text.replace(left, "").replace(right, "")
    return text


def _short_answer(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """The shortest spans that answer, joined by 、; None where no part asks for a figure, date or number."""
    spans = []
    for e in evidence:
        if e.span and (text := _span_text(e.span, e)) not in spans:
            spans.append(text)
    return "、".join(spans) or None


def _span_text(span: Span, e: Evidence) -> str:
    """The span as shown: dates in full, with the year of the piece where the text names only month and day."""
    if e.part.kind is not Kind.DATE:
        return span.text
    dates = find_dates(span.text)
    if dates:
        return show(dates[0].iso)
    date = e.reading.candidate.piece.date
    return f"{date[:4]}年{span.text}" if date else span.text
