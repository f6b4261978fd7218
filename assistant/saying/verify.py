"""The last look before an answer leaves: every quote verbatim in its place, every figure of a statement inside its quote."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.model import Citation
from index.tokens import fold
from ingest.dates import find_dates

_MARKER = re.compile(r"\[(\d{1,2})\]")  # 国办发[2017]7号 holds no marker
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def verify(
    text: str, citations: Sequence[Citation], source: Callable[[str], str], *, allowed: str = ""
) -> tuple[tuple[Citation, ...], list[str]]:
    """The citations with `verified` set by what was checked, and the faults found, in Chinese; none for a sound answer.

    A quote must be the slice of the source that it claims to be. Every figure of a statement must stand in one of the quotes that
    the statement is marked with, in that piece's date, number or title, or in `allowed` (the question, values that were computed).
    """
    by_marker = {c.marker: c for c in citations}
    faults: dict[int, str] = {}
    for c in citations:
        if not c.quote or source(c.document_id)[c.start : c.end] != c.quote:
            faults[c.marker] = "引文与原文不符"
    for statement, markers in statements_of(text):
        backing = " ".join(_backing(by_marker[m]) for m in markers if m in by_marker) + " " + allowed
        strange = figures_of(statement) - figures_of(backing)
        for m in markers:
            if m not in by_marker:
                faults[m] = "引用编号不存在"
            elif strange:
                faults[m] = f"数字{'、'.join(sorted(strange))}不在引文中"
    checked = tuple(replace(c, verified=c.marker not in faults) for c in citations)
    return checked, list(faults.values())


def statements_of(text: str) -> list[tuple[str, list[int]]]:
    """The statements of an answer with the markers that follow each: "甲[1][2]；乙[3]。" → ("甲", [1, 2]), ("乙", [3])."""
    found, start = [], 0
    for m in re.finditer(r"(?:\[\d{1,2}\])+", text):
        found.append((text[start : m.start()].strip("；。 "), [int(n) for n in _MARKER.findall(m[0])]))
        start = m.end()
    return found


def figures_of(text: str) -> set[str]:
    """The numbers of a text, those of dates included, without leading zeros; Chinese numerals of dates count as digits."""
    folded = fold(text)
    numbers = {n.lstrip("0") or "0" for n in _NUMBER.findall(folded)}
    for date in find_dates(folded):
        numbers |= {part.lstrip("0") for part in date.iso.split("-")}
    return numbers


def _backing(c: Citation) -> str:
    return " ".join(x for x in (c.quote, c.date, c.doc_number, c.title) if x)
