"""A finished run → report.html (one file, no network) and report.md for pull requests."""

from collections.abc import Callable
from importlib import resources
from itertools import pairwise
from typing import Any

from eval import labels
from eval.compare import Comparison, diff
from eval.folder import HTML, MARKDOWN, FinishedRun
from eval.model import Case, Dataset, Facts, Row, Score, Spans
from eval.normal import norm
from eval.score import HEADLINES, LOWER_IS_BETTER
from eval.svg import bar_chart, line_chart, nice_top

MOST_CASES = 300
CONTEXT = 60
SLICE_FIGURES = ("right", "right_with_source_and_date", "cited_source", "cited_date", "false_declines", "f1", "recall@10", "ndcg@10")
BOUNDS_MS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

TextOf = Callable[[str], str | None]
"""The decoded text of a document by its id, None where the store does not hold it."""


def write_reports(dataset: Dataset, run: FinishedRun, *, text_of: TextOf, earlier: FinishedRun | None = None) -> None:
    """Writes both reports into the run's folder; with `earlier` they compare."""
    comparison = diff(earlier, run) if earlier else None
    page = view(dataset, run, text_of=text_of, comparison=comparison)
    (run.folder / HTML).write_text(_html(page), encoding="utf-8", newline="\n")
    (run.folder / MARKDOWN).write_text(markdown(page), encoding="utf-8", newline="\n")


def view(dataset: Dataset, run: FinishedRun, *, text_of: TextOf, comparison: Comparison | None) -> Row:
    """Everything that a report shows, as plain rows of text."""
    flawed = [score for score in run.scores if score.flawed]
    cases = {case.id: case for case in dataset.cases}
    return {
        "info": run.info,
        "questions": run.metrics["questions"],
        "headline": headline_rows(run.metrics, comparison),
        "has_baseline": bool(run.metrics.get("baseline")),
        "slices": _slice_tables(run.metrics["slices"]),
        "risk_chart": _risk_chart(run.metrics),
        "calibration_chart": _calibration_chart(run.metrics),
        "latency": run.metrics.get("latency_ms"),
        "latency_chart": _latency_chart([float(a["elapsed_ms"]) for a in run.answers.values() if "elapsed_ms" in a]),
        "flawed": [_case_view(cases[s.id], s, run.answers.get(s.id, {}), text_of) for s in flawed[:MOST_CASES] if s.id in cases],
        "flawed_count": len(flawed),
        "comparison": comparison,
        "changes": []
        if comparison is None
        else [("变好", comparison.better), ("变差", comparison.worse), ("仅答案文字不同", comparison.changed)],
        "label": labels.shown_slice,
    }


def headline_rows(metrics: Row, comparison: Comparison | None = None) -> list[Row]:
    """One row a figure: name, label, value, the baseline's value, and how it changed (good, bad, unsure)."""
    baseline = metrics.get("baseline") or {}
    changes = {change.name: change for change in comparison.figures} if comparison else {}
    rows = []
    for name in (*HEADLINES, "risk_area", "calibration_error"):
        if metrics.get(name) is None:
            continue
        row = {
            "name": name,
            "label": labels.FIGURES[name],
            "value": labels.shown(name, metrics[name]),
            "baseline": labels.shown(name, baseline.get(name)),
        }
        if name in changes:
            row |= _changed(name, changes[name].before, changes[name])
        rows.append(row)
    return rows


def _changed(name: str, before: float, change: Any) -> Row:
    gain = -change.difference if name in LOWER_IS_BETTER else change.difference
    low, high = (None if x is None else labels.shown_difference(name, x) for x in (change.low, change.high))
    return {
        "before": labels.shown(name, before),
        "difference": labels.shown_difference(name, change.difference),
        "interval": f"{low} … {high}" if low is not None else "",
        "verdict": ("good" if gain > 0 else "bad") if change.sure and gain else "unsure",
    }


def _slice_tables(sliced: Row) -> list[Row]:
    tables = []
    for name, parts in sliced.items():
        parts = {v: parts[v] for v in sorted(parts, key=lambda v: _place(name, v))}
        columns = [c for c in SLICE_FIGURES if any(part.get(c) is not None for part in parts.values())]
        rows = [
            {
                "label": labels.shown_slice(name, value),
                "n": part["n"],
                "cells": [(labels.shown(c, part.get(c)), part.get(c)) for c in columns],
            }
            for value, part in parts.items()
        ]
        tables.append({"label": labels.SLICES.get(name, name), "columns": [labels.FIGURES[c] for c in columns], "rows": rows})
    return tables


def _place(name: str, value: str) -> tuple[int, str]:
    """Types and statuses stand in the order of their table, other values in their own."""
    known = list({"type": labels.TYPES, "status": labels.STATUSES}.get(name, {}))
    return (known.index(value) if value in known else len(known), value)


def _risk_chart(metrics: Row) -> str | None:
    curve = metrics.get("risk_coverage")
    if not curve or not curve["points"]:
        return None
    points = [(c, r) for c, r in curve["points"]]
    share = curve["answered"] / metrics["questions"]
    dot = min(points, key=lambda p: abs(p[0] - share)) if curve["answered"] else None
    return line_chart(
        [("curve", points)], x="覆盖率（给出答案的题）", y="风险（其中答错）", dot=dot, top=nice_top(max(r for _, r in points))
    )


def _calibration_chart(metrics: Row) -> str | None:
    bins = metrics.get("calibration")
    if not bins:
        return None
    return line_chart([("ideal", [(0, 0), (1, 1)]), ("curve", [(b["confidence"], b["right"]) for b in bins])], x="置信度", y="实际答对")


def _latency_chart(times: list[float]) -> str | None:
    if not times:
        return None
    edges = [0.0, *map(float, BOUNDS_MS), float("inf")]
    names = [f"≤{b}" if b < 1000 else f"≤{b // 1000}秒" for b in BOUNDS_MS] + [">5秒"]
    counts = [sum(low < max(t, 0.001) <= high for t in times) for low, high in pairwise(edges)]
    return bar_chart(list(zip(names, counts, strict=True)), x="每题用时（毫秒）", y="题数")


def _case_view(case: Case, score: Score, answer: Row, text_of: TextOf) -> Row:
    return {
        "case": case,
        "type": labels.shown_slice("type", case.type),
        "faults": labels.faults(score),
        "status": labels.STATUSES.get(score.status, score.status),
        "text": answer.get("text") or answer.get("error") or "",
        "short_answer": answer.get("short_answer"),
        "gold": _gold(case),
        "quotes": [_quote_view(c, text_of) for c in answer.get("citations") or []],
    }


def _gold(case: Case) -> list[tuple[str, str]]:
    """(label, text) of what was wanted."""
    gold = case.gold
    if isinstance(gold, Spans):
        return [("标准答案", " / ".join(gold.written) or "（文中没有答案，应拒答）")]
    if not case.answerable:
        return [("应当", "拒答")]
    return [pair for pair in _fact_gold(gold) if pair[1]]


def _fact_gold(gold: Facts) -> list[tuple[str, str]]:
    joint = " 和 " if gold.docs_mode == "all" else " 或 "
    return [
        ("须含", "；".join(" / ".join(group[:3]) + (" …" if len(group) > 3 else "") for group in gold.must)),
        ("不得含", "、".join(gold.must_not)),
        ("来源", joint.join(gold.docs)),
        ("日期", joint.join(gold.dates) or "原文未注日期"),
        ("证据", " ｜ ".join(gold.evidence)),
    ]


def _quote_view(citation: Row, text_of: TextOf) -> Row:
    """A quote with what stands before and after it in its text; `found` is false where it does not stand there."""
    quote = citation.get("quote") or ""
    text = text_of(str(citation.get("document_id"))) or ""
    start = citation.get("start")
    if not isinstance(start, int) or text[start : start + len(quote)] != quote:
        start = text.find(quote) if quote else -1
    found = start >= 0 and bool(text)
    return {
        "marker": citation.get("marker"),
        "title": citation.get("title") or citation.get("source_file") or "",
        "source": citation.get("source_file") or "",
        "date": citation.get("date") or "未注日期",
        "before": " ".join(text[max(0, start - CONTEXT) : start].split()) if found else "",
        "quote": quote,
        "after": " ".join(text[start + len(quote) : start + len(quote) + CONTEXT].split()) if found else "",
        "found": found or bool(quote and norm(quote) in norm(text)),
    }


def _html(page: Row) -> str:
    import jinja2  # lazily: only a report needs it

    template = (resources.files("eval") / "report.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["moment"] = moment
    return environment.from_string(template).render(page)


def moment(stamp: str) -> str:
    """A UTC time stamp for reading: `2026-11-21T01:24:28+00:00` → `2026-11-21 01:24 UTC`."""
    return stamp[:16].replace("T", " ") + " UTC"


def markdown(page: Row) -> str:
    """The figures, slices by type and flawed cases as Markdown; short enough for a pull request."""
    info, compared = page["info"], page["comparison"] is not None
    heads = ["指标", "本次", *(["最佳BM25句"] if page["has_baseline"] else []), *(["此前", "变化", "95% 区间"] if compared else [])]
    lines = [
        f"## 评测：{info.dataset['name']}（{page['questions']} 题）",
        "",
        f"{moment(info.started)}，模型 {info.model}，库 {info.store_version}",
        "",
    ]
    lines += _table(heads, [_markdown_row(row, page["has_baseline"], compared) for row in page["headline"]])
    for table in page["slices"][:1]:
        rows = [[row["label"], str(row["n"]), *(cell for cell, _ in row["cells"])] for row in table["rows"]]
        lines += ["", f"### 按{table['label']}", "", *_table([table["label"], "题数", *table["columns"]], rows)]
    for name, changes in page["changes"]:
        lines += ["", f"### {name}（{len(changes)}）", "", *(f"- `{c.id}` {_cell(c.question)}" for c in changes[:50])]
    lines += ["", f"### 有问题的题（{page['flawed_count']}）", ""]
    lines += [f"- `{f['case'].id}` {f['type']}｜{'、'.join(f['faults'])}｜{_cell(f['case'].question)}" for f in page["flawed"][:50]]
    return "\n".join(lines) + "\n"


def _markdown_row(row: Row, baseline: bool, compared: bool) -> list[str]:
    cells = [f"{row['label']} `{row['name']}`", row["value"]]
    cells += [row["baseline"]] if baseline else []
    return cells + ([row.get(key, "—") for key in ("before", "difference", "interval")] if compared else [])


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(map(_cell, cells)) + " |" for cells in (heads, ["---"] * len(heads), *rows)]


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
