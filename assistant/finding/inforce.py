"""The document in force: which rule or plan is the present one (现行的, 正在执行的, 当时有效的), at the day from which the question looks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.documents import Library, about_document, sentences_of
from assistant.finding.model import Evidence, Route
from assistant.reading.candidates import Candidate
from assistant.reading.matching import covered
from assistant.reading.mentions import document_share
from assistant.reading.reader import Reading
from assistant.reading.spans import Span
from index.tokens import fold
from ingest.dates import show
from ingest.glue import GENRE

WORKS = r"(?:执行|施行|实施|生效|有效|适用|管用)"  # alone it is part of a name: 实施办法, 实施方案
_NOW = r"(?:目前|现在|当时|那时|如今|眼下)"
_PRESENT = rf"(?:现行(?:有效)?的?|{_NOW}(?:正在|在)?{WORKS}着?的?|(?:正在|在){WORKS}着?的?|{WORKS}着?的|(?:现在|目前)用的?)"
_ASKED = re.compile(rf"(?P<of>[^，,。？?：:]{{0,20}}?)(?:是|按)?{_PRESENT}(?P<what>[^，,。？?：:]{{0,24}}?(?:{GENRE})(?:纲要)?)")
_WHICH = re.compile(r"是?(?:哪|什么|叫什么)|文号|名称|标题|版本|多会儿|何时")
_FIVE_YEARS = re.compile(r"五年")
_PLAN_TITLE = re.compile(r"十[一二三四五六]?[·]?五|第?十[一二三四五六]?个?五年")


def document_in_force(question: Question, found: Sequence[Candidate], weights: dict[Term, float], library: Library) -> Evidence | None:
    """Evidence from the newest of the documents that the question may mean by the present one; None if it asks for no such document. The
    sentences found are those of the asked time: what came later is not among them."""
    text = fold(question.text)
    asked = _ASKED.search(text)
    if not asked or question.titles or question.numbers or not _WHICH.search(text, asked.end()):
        return None
    called = asked["of"] + asked["what"]
    fitting = {c.piece.id: c for c in reversed(found) if c.piece.date and c.piece.date_kind == "issued" and _fits(called, c.piece.title)}
    if not fitting:
        return None
    newest = max(fitting.values(), key=lambda c: c.piece.date or "")
    if question.kind in (Kind.NUMBER, Kind.DATE):
        return about_document(_named(question, newest), [newest], weights, library)
    title, date = newest.piece.title or "", newest.piece.date or ""
    naming = [c for c in sentences_of(newest, library) if fold(title) in c.folded or any(d.iso == date for d in c.dates)]
    if not naming:
        return None
    quoted = max(naming, key=lambda c: (fold(title) in c.folded, covered(weights, c.folded)))
    told = f"《{title}》，日期是{show(date)}"
    return Evidence(question, Reading(quoted, 1.0), (Span(0, 0, f"《{title}》", 1.0),), weights, statement=told, route=Route.NEWEST)


def _fits(called: str, title: str | None) -> bool:
    """Whether a title holds what the question calls the document; a five-year plan names its five years."""
    plan = bool(_FIVE_YEARS.search(called))
    if not title or (plan and not _PLAN_TITLE.search(title)):
        return False
    return document_share(_FIVE_YEARS.sub("", called), fold(title)) > 0


def _named(question: Question, c: Candidate) -> Question:
    """The question with the document's title in the place of its description."""
    return replace(question, titles=(c.piece.title or "",), periods=())
