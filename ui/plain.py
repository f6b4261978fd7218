"""Answers, hits and documents as text for a terminal."""

from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import TYPE_CHECKING, Any

from ui.understanding import HEADING, understanding_rows, weighed_rows
from ui.view import (
    SourceRow,
    computed_lines,
    date_label,
    nearest_rows,
    printable,
    source_rows,
    status_label,
    timeline_rows,
    title_label,
    window_label,
)

if TYPE_CHECKING:
    from assistant.model import Answer
    from index.model import Hit

_PAD = "    "
_SNIPPET = 160  # characters of a nearby piece: enough to see what it is about


def answer_text(answer: "Answer") -> str:
    """The answer, how it came about, and its sources with their dates and quotes; for a refusal what is near."""
    window = window_label(answer.as_of, answer.since, answer.until)
    notable = status_label(answer.status) if answer.status in ("partial", "conflict") else None  # a refusal's text says it itself
    head = [f"（{x}）" for x in (window, notable) if x]
    lines = ["".join(head), printable(answer.text)]
    lines += [f"{_PAD}{value}  {date} [{marker}]" for date, value, marker in timeline_rows(answer)]
    lines += [f"算出的数 {line}" for line in computed_lines(answer)]
    if answer.model != "extractive":
        lines.append(f"（由模型 {printable(answer.model)} 依据下列原文作答）")
    for heading, rows in (("来源", source_rows(answer)), ("最相近的资料", nearest_rows(answer.nearest))):
        if rows:
            lines += ["", heading, *map(source_text, rows)]
    return "\n".join(lines[0 if head else 1 :])


def explanation_text(explanation: Mapping[str, Any], question: str) -> str:
    """How the question was understood, and the sentences that were weighed, the used ones ticked."""
    lines = [HEADING, *(f"{_PAD}{label}：{text}" for label, text in understanding_rows(explanation, question)), "比较过的原句"]
    for used, sentence, about in (row for part in explanation["parts"] for row in weighed_rows(part)):
        lines += [f"{_PAD}{'✓' if used else '✗'} {shortened(sentence)}", f"{_PAD}  {about}"]
    return "\n".join(lines)


def source_text(row: SourceRow) -> str:
    """A line on the source, then its quote indented."""
    fields = [f"[{row.marker}]" if row.marker is not None else "-", row.title, row.issuer, row.doc_number, row.date, row.source_file]
    quote = row.quote if row.marker is not None else shortened(row.quote)
    return " ".join(f for f in fields if f) + "\n" + indent(f"“{' '.join(quote.split())}”", _PAD)


def hits_text(hits: "Sequence[Hit]") -> str:
    """Hits, best first, each with its score."""
    rows = zip(hits, nearest_rows([h.to_dict() | {"date_kind": h.piece.date_kind} for h in hits]), strict=True)
    blocks = [
        f"{hit.rank}. {' '.join(f for f in (row.title, row.date, row.source_file) if f)}  {hit.score:.3f}\n"
        + (f"{_PAD}{row.section}\n" if row.section else "")
        + indent(" ".join(row.quote.split()), _PAD)
        for hit, row in rows
    ]
    return "\n".join(blocks) or "没有找到相关内容。"


def document_text(document: Mapping[str, Any]) -> str:
    """A document and its pieces."""
    name = printable(document["source_file"]) + (f" #{printable(document['source_id'])}" if document["source_id"] else "")
    lines = [f"{document['document_id']}  {name}  {document['chunks']} 段"]
    for piece in document["pieces"]:
        title, date = title_label(piece["title"], "（无标题）"), date_label(piece["date"], piece["date_kind"])
        term = f"有效期至{date_label(piece['expires'])}" if piece["expires"] else None
        lines.append(_PAD + " ".join(printable(f) for f in (title, piece["issuer"], piece["doc_number"], date, term) if f))
    return "\n".join(lines)


def shortened(text: str) -> str:
    """The beginning of a longer text."""
    line = " ".join(text.split())
    return line if len(line) <= _SNIPPET else line[:_SNIPPET] + "…"
