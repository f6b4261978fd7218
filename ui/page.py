"""Rows → HTML for the chat page. Everything from a document or a question is escaped here: it can be read, never acted upon.

HTML and not Markdown, because Markdown changes what it shows: it links bare addresses, and turns `--` and `:red[…]` into something else.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ui.desk import Outcome, Turn
from ui.understanding import HEADING, understanding_rows, weighed_rows
from ui.view import (
    SourceRow,
    answer_parts,
    computed_lines,
    date_label,
    dates_range,
    nearest_rows,
    printable,
    source_rows,
    status_label,
    timeline_rows,
    title_label,
    window_label,
)

if TYPE_CHECKING:
    from assistant.explain import Explanation
    from assistant.model import Answer

LISTED = 200  # documents in the sidebar: a page with thousands is slow and nobody reads it
_TAGS = {"text": "{}", "key": "<strong>{}</strong>", "mark": "<sup>{}</sup>"}
_TONE = {"answered": "good", "partial": "some", "conflict": "some"}
EMPTY_HTML = (
    '<div class="pq-notice"><b>资料库里还没有文件。</b>请在侧栏添加文件（窄屏点左上角打开侧栏），'
    "或在终端运行 <code>policyqa ingest 文件夹</code>；也可以先用内置的示例资料试一试。</div>"
)
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def header_html(documents: Sequence[Mapping[str, Any]], as_of: str | None) -> str:
    """The page's head: what this is, on what it rests, and up to which day."""
    window = window_label(as_of) or "截至日期：不限"
    basis = library_label(documents)
    return (
        '<header class="pq-head"><h1>高新区政策问答</h1><p>依据资料库中的原文作答，每句话注明出处和日期；资料中没有的，直说没有。</p>'
        f'<p class="pq-basis"><span>{_text(basis)}</span><span class="{"pq-limited" if as_of else ""}">{_text(window)}</span></p></header>'
    )


def library_label(documents: Sequence[Mapping[str, Any]]) -> str:
    """What the corpus holds, such as 13 个文档 · 27 篇 · 1988年—2022年."""
    if not documents:
        return "资料库是空的"
    pieces = sum(len(d["pieces"]) for d in documents)
    return " · ".join(filter(None, [f"{len(documents)} 个文档", f"{pieces} 篇", dates_range(documents)]))


def question_html(question: str) -> str:
    """The question as it was asked."""
    return f'<div class="pq-question">{_text(question)}</div>'


def turn_html(turn: Turn) -> str:
    """The answer, or the line that says why there is none."""
    if turn.answer is None:
        return f'<div class="pq-answer"><span class="pq-badge pq-bad">{status_label("error")}</span><p>{_text(turn.error or "")}</p></div>'
    return answer_html(turn.answer) + (explanation_html(turn.explanation) if turn.explanation else "")


def answer_html(answer: "Answer") -> str:
    """Status, text, values over time, what was worked out, and then the sources with their dates in sight."""
    window = window_label(answer.as_of, answer.since, answer.until)
    badge = f'<span class="pq-badge pq-{_TONE.get(answer.status, "none")}">{_text(status_label(answer.status))}</span>'
    model = "" if answer.model == "extractive" else f"由模型 {answer.model} 依据原文作答"
    notes = "".join(f'<span class="pq-note">{_text(n)}</span>' for n in (window, model) if n)
    text = "".join(_TAGS[p.kind].format(_text(p.text)) for p in answer_parts(answer))
    rows = [_source_html(row) for row in source_rows(answer)]
    near = [_source_html(row) for row in nearest_rows(answer.nearest)]
    return (
        f'<div class="pq-answer"><div class="pq-meta">{badge}{notes}</div><p class="pq-text">{text}</p>'
        f"{_timeline_html(answer)}{_computed_html(answer)}{_list_html('来源', rows)}{_list_html('最相近的资料', near)}</div>"
    )


def explanation_html(explanation: "Explanation") -> str:
    """How the question was understood and which sentences were weighed, folded away until it is wanted."""
    told = explanation.to_dict()
    rows = "".join(f"<dt>{_text(a)}</dt><dd>{_text(b)}</dd>" for a, b in understanding_rows(told, explanation.answer.question))
    weighed = "".join(
        f'<li class="{"pq-used" if used else "pq-left"}">{_text(sentence)}<div class="pq-under">{_text(about)}</div></li>'
        for part in told["parts"]
        for used, sentence, about in weighed_rows(part)
    )
    compared = f"<h4>比较过的原句</h4><ul>{weighed}</ul>" if weighed else ""
    return f'<details class="pq-why"><summary>{HEADING}</summary><dl>{rows}</dl>{compared}</details>'


def _source_html(row: SourceRow) -> str:
    """Title and date on the first line, then who, number, file; the words themselves fold out."""
    number = f'<span class="pq-n">[{row.marker}]</span>' if row.marker is not None else ""
    fields = [row.issuer, row.doc_number, row.source_file, row.section]
    under = "".join(f"<span>{_text(f)}</span>" for f in fields if f)
    checked = '<span class="pq-checked">引文与原文一字不差</span>' if row.verified else ""
    return (
        f'<li>{number}<span class="pq-title">{_text(row.title)}</span><span class="pq-date">{_text(row.date)}</span>'
        f'<div class="pq-under">{under}{checked}</div>'
        f"<details><summary>看原文</summary><blockquote>{_text(row.quote)}</blockquote></details></li>"
    )


def _list_html(heading: str, rows: Sequence[str]) -> str:
    return f'<section class="pq-sources"><h4>{heading}</h4><ul>{"".join(rows)}</ul></section>' if rows else ""


def _timeline_html(answer: "Answer") -> str:
    rows = "".join(f"<tr><td>{_text(d)}</td><td>{_text(v)}<sup>[{n}]</sup></td></tr>" for d, v, n in timeline_rows(answer))
    return f'<table class="pq-timeline"><tr><th>日期</th><th>数值</th></tr>{rows}</table>' if rows else ""


def _computed_html(answer: "Answer") -> str:
    return "".join(f'<p class="pq-computed">计算：{_text(line)}</p>' for line in computed_lines(answer))


def outcomes_html(outcomes: Sequence[Outcome]) -> str:
    """A line for each file that was taken in or refused."""
    lines = "".join(f'<li class="{"pq-ok" if o.ok else "pq-failed"}">{_text(o.line)}</li>' for o in outcomes)
    return f'<ul class="pq-outcomes">{lines}</ul>'


def documents_html(documents: Sequence[Mapping[str, Any]]) -> str:
    """The documents with their pieces and dates; of very many the first ones, and how many more there are."""
    items = []
    for document in documents[:LISTED]:
        pieces = "".join(
            f"<li>{_text(title_label(p['title'], '（无标题）'))}<span>{_text(date_label(p['date'], p['date_kind']))}</span></li>"
            for p in document["pieces"]
        )
        items.append(f"<li><b>{_text(document['source_file'])}</b><ul>{pieces}</ul></li>")
    if len(documents) > LISTED:
        items.append(f"<li>另有 {len(documents) - LISTED} 个文档，见 policyqa docs</li>")
    return f'<ul class="pq-documents">{"".join(items)}</ul>'


def label(text: str) -> str:
    """The text for the label of a Streamlit widget, which is Markdown: every sign that could mean something is escaped."""
    return _MARKDOWN.sub(r"\\\1", " ".join(printable(text).split()))


def _text(text: str) -> str:
    return escape(printable(text))
