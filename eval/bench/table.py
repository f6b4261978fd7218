"""The cells as a table: absolute figures, each with its ratio to ours at the same size, and the recall of both beside it."""

from collections.abc import Iterable, Sequence
from typing import Any

from eval.bench.model import OURS, RECALL_AT, Cell, Machine, as_row

Row = dict[str, Any]

# name, heading, unit's decimals
FIGURES = (
    ("pool_mb", "文本 MB", 1),
    ("chunks", "段落数", 0),
    ("mb_per_s", "导入 MB/s", 2),
    ("chunks_per_s", "导入 段/s", 0),
    ("ingest_cpu_s", "导入 处理器时间 s", 1),
    ("store_mb", "磁盘 MB", 1),
    ("ingest_rss_mb", "导入内存峰值 MB", 0),
    ("search_rss_mb", "检索内存峰值 MB", 0),
    ("first_hit_s", "冷启动到首条命中 s", 2),
    ("first_ask_s", "policyqa ask 冷启动 s", 2),
    ("search_p50_ms", "检索 p50 ms", 2),
    ("search_p95_ms", "检索 p95 ms", 2),
    ("search_cpu_ms", "检索 处理器时间 p50 ms", 2),
    ("ask_p50_ms", "作答 p50 ms", 1),
    ("ask_p95_ms", "作答 p95 ms", 1),
    ("ask_cpu_ms", "作答 处理器时间 p50 ms", 1),
)


def rows(cells: Sequence[Cell]) -> list[Row]:
    """One row a cell: system, size, `figures`, `ratios` (its figure divided by ours at the same size, None where either is missing),
    `recall` over its questions, `recall_ours` over the same ones, `questions`, `skipped`."""
    ours = {c.size: c for c in cells if c.system == OURS and not c.skipped}
    return [_row(cell, ours.get(cell.size)) for cell in cells]


def _row(cell: Cell, ours: Cell | None) -> Row:
    asked = len(cell.recall)
    return {
        "system": cell.system,
        "size": cell.size,
        "skipped": cell.skipped,
        "figures": {name: cell.figures.get(name) for name, _, _ in FIGURES},
        "ratios": {name: ratio(cell.figures.get(name), ours.figures.get(name) if ours else None) for name, _, _ in FIGURES},
        "recall": _mean(cell.recall),
        "recall_ours": _mean(ours.recall[:asked]) if ours and len(ours.recall) >= asked else None,
        "questions": asked,
        "load": cell.figures.get("load", 0.0),
        "notes": cell.notes,
        "versions": cell.versions,
    }


def ratio(theirs: float | None, ours: float | None) -> float | None:
    """Their figure divided by ours; None where one is missing or ours is 0."""
    return None if theirs is None or not ours else theirs / ours


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def markdown(table: Sequence[Row], machine: Machine, *, day: str) -> str:
    """The report: machine, one table a size, what was skipped, the settings of every system."""
    parts = ["# policyqa 与常见做法的速度、内存与召回", "", f"{day} 测于 {machine_line(machine)}；每个进程只用一个线程。", ""]
    load = max((row["load"] for row in table), default=0.0)
    if load > 0.3 * machine.cores:
        parts += [f"测量时机器上还有别的任务（各格开始时的负载最高 {load:.1f}）：以处理器时间为准，按钟点的数偏大。", ""]
    parts.append(
        "每格是绝对值，括号内是该系统的数值 ÷ policyqa 的数值（同一次运行、同样的文本与问题）。“段”是 policyqa 的段落数；同样的文本，各系统切出的段落数不同。"
    )
    for size in sorted({row["size"] for row in table}):
        parts += ["", f"## 约 {size} 段", "", *_size_table([r for r in table if r["size"] == size and not r["skipped"]])]
        parts += [f"- {r['system']}：跳过。{r['skipped']}" for r in table if r["size"] == size and r["skipped"]]
    parts += ["", "## 设置", "", *dict.fromkeys(f"- {r['system']}：{note}" for r in table for note in r["notes"])]
    parts += dict.fromkeys(f"- {r['system']}：" + "、".join(f"{n} {v}" for n, v in r["versions"].items()) for r in table if r["versions"])
    return "\n".join(parts) + "\n"


def machine_line(machine: Machine) -> str:
    """The machine in one line."""
    return f"{machine.cpu}（{machine.cores} 核，{machine.ram_gib:g} GiB），{machine.platform}，Python {machine.python}"


def _size_table(table: Sequence[Row]) -> Iterable[str]:
    if not table:
        return
    yield "| |" + "".join(f" {row['system']} |" for row in table)
    yield "|---|" + "---:|" * len(table)
    for name, heading, decimals in FIGURES:
        if any(row["figures"][name] is not None for row in table):
            yield f"| {heading} |" + "".join(f" {_shown(row, name, decimals)} |" for row in table)
    yield f"| recall@{RECALL_AT}（问题数） |" + "".join(f" {row['recall']:.3f}（{row['questions']}） |" for row in table)
    yield f"| policyqa 在同样问题上的 recall@{RECALL_AT} |" + "".join(f" {_or_dash(row['recall_ours'], 3)} |" for row in table)
    yield ""


def _shown(row: Row, name: str, decimals: int) -> str:
    value, times = row["figures"][name], row["ratios"][name]
    return _or_dash(value, decimals) + (f"（×{times:.3g}）" if times is not None and row["system"] != OURS else "")


def _or_dash(value: float | None, decimals: int) -> str:
    return "—" if value is None else f"{value:,.{decimals}f}"


def as_json(table: Sequence[Row], machine: Machine, *, day: str) -> Row:
    """The same for programs."""
    return {"day": day, "machine": as_row(machine), "rows": list(table)}
