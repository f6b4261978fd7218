"""Imprint lines: what a source says of itself field by field (责任编辑：…, 邮编：…, 总第…期), looked up by the name of the field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.documents import Library, sentences_of
from assistant.finding.model import Evidence, Lack, Route
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.reading.spans import Span
from index.tokens import fold

DOCUMENTS = 8  # looked through
_FIELDS = "责任编辑|执行主编|副主编|总编辑|主编|编辑部地址|本期编辑|责编|美术编辑|校对|审稿|印数|刊号|邮政编码|邮编|发行单位|印刷单位|出版单位|主管单位|编辑部电话"
_ASKED = re.compile(rf"(?P<field>{_FIELDS})(?:们|人)?(?:都|各|分别)?(?:是|为|有|叫)?(?:谁|哪|什么|多少|几)|总(?:第|期)")
_TOTAL = re.compile(r"(总第\s*\d+\s*期)")
_SOURCE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:动态|简报|通讯|快报|专报|日报|周刊|月刊|导报|期刊|杂志|参考)")


def imprint(question: Question, found: Sequence[Candidate], weights: dict[Term, float], library: Library) -> Evidence | Lack | None:
    """Evidence from the imprint line of the periodical that the question names, or what is missing where it prints no such field; None if no
    field of an imprint is asked for, or no periodical named that was found."""
    text = fold(question.text)
    asked, source = _ASKED.search(text), _SOURCE.search(text)
    if asked is None or source is None:
        return None
    field, lack = asked["field"] or "总期数", None
    issue = re.search(r"第?\d+期", text)
    for lines in _documents(found, library):
        whole = "".join(c.folded for c in lines)
        if source[0] not in whole:
            continue
        if issue and issue[0].lstrip("第") not in whole:
            lack = lack or Lack(f"资料中没有{source[0]}的{issue[0]}")
            continue
        if stated := _stated(field, lines, after="编辑部" if "编辑部" in text else ""):
            c, start, end = stated
            span = Span(start, end, c.folded[start:end], 1.0)
            told = f"《{source[0]}》的{field}是{span.text}"
            return Evidence(question, Reading(c, 1.0), (span,), weights, statement=told, route=Route.METADATA)
        lack = lack or Lack(f"资料中没有“{field}”的这项内容")
    return lack


def _stated(field: str, lines: Sequence[Candidate], *, after: str) -> tuple[Candidate, int, int] | None:
    """The line that states a field, with the place of its value: the first of them, or the first after a line that names the office asked
    about."""
    pattern = _TOTAL if field == "总期数" else re.compile(rf"(?:^|[\s；;]){field}[：:]\s*([^；;。]+)")
    found = [(n, c, m) for n, c in enumerate(lines) if (m := pattern.search(c.folded))]
    office = next((n for n, c in enumerate(lines) if after and re.match(rf"{after}[^，。]{{0,4}}[：:]", c.folded)), 0)
    chosen = next((x for x in found if x[0] >= office), None) or next(iter(found), None)
    return (chosen[1], chosen[2].start(1), chosen[2].end(1)) if chosen else None


def _documents(found: Sequence[Candidate], library: Library) -> Iterator[list[Candidate]]:
    """All sentences of each document that was found, best first."""
    firsts = {c.chunk.document_id: c for c in reversed(found)}
    for first in sorted(firsts.values(), key=lambda c: -c.score)[:DOCUMENTS]:
        pieces = library.pieces_of_document(first.chunk.document_id)
        yield [c for p in pieces for c in sentences_of(replace(first, piece=p), library)]
