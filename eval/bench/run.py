"""The cells one after the other: each in processes of its own, kept when done, skipped with the reason when there is no time."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.bench.model import OURS, BadBench, Cell, as_row
from eval.bench.pool import Pool, build_pool
from eval.folder import save_json

STARTS = 3  # first starts measured; their median counts
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
QUIET = {"TOKENIZERS_PARALLELISM": "false", "LANGSMITH_TRACING": "false", "HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "ignore"}
SEARCH_SHARE = 0.3  # of a cell's time that its questions may take
Say = Callable[[str], None]


class OutOfTime(Exception):
    """A cell that its time does not hold."""


def run_cells(data: Path, out: Path, systems: Sequence[str], sizes: Sequence[int], *, budget: float, say: Say) -> Iterator[Cell]:
    """Every system at every size; what `out` holds already is taken from there. `budget` is in seconds a cell."""
    for size in sorted(sizes):
        pool: Pool | None = None
        for name in systems:
            done = _saved(out, name, size)
            if done is None:
                pool = pool or build_pool(data, out / "work" / f"pool-{size}", size)
                say(f"{name} · {size} 段：{pool.megabytes:.1f} MB，{len(pool.queries)} 个问题")
                done = _measured(out, name, pool, budget)
                save_json(_path(out, name, size), as_row(done))
                say(f"{name} · {size} 段：{done.skipped or '完成'}")
            yield done


def _path(out: Path, name: str, size: int) -> Path:
    return out / "cells" / f"{name}-{size}.json"


def _saved(out: Path, name: str, size: int) -> Cell | None:
    """The finished cell on disk; one that was skipped is tried again."""
    path = _path(out, name, size)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        return None
    try:
        cell = Cell(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as exc:
        raise BadBench(f"{path}：读不出来（{exc}），请删去它再运行") from exc
    return None if cell.skipped else cell


def _measured(out: Path, name: str, pool: Pool, budget: float) -> Cell:
    """The cell, or one that says why not."""
    cell = Cell(name, pool.size)
    expected = _expected(out, name, pool.size)
    if expected > budget:
        cell.skipped = f"按上一档推算需 {expected:.0f} 秒，超过每格 {budget:.0f} 秒（--budget）"
        return cell
    store = out / "work" / f"store-{name}-{pool.size}"
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir(parents=True)
    begun = time.monotonic()
    try:
        _fill(cell, _Stages(name, store, pool, begun + budget), budget)
    except OutOfTime as exc:
        cell.skipped = f"{exc}：超过每格 {budget:.0f} 秒（--budget）"
    except BadBench as exc:
        cell.skipped = str(exc)
    cell.figures["total_s"] = time.monotonic() - begun
    shutil.rmtree(store, ignore_errors=True)
    return cell


def _expected(out: Path, name: str, size: int) -> float:
    """Seconds that the size should take, in proportion to the next smaller one measured; its questions do not grow."""
    sizes = [int(path.stem.rpartition("-")[2]) for path in (out / "cells").glob(f"{name}-*.json")]
    smaller = (cell for other in sorted(sizes, reverse=True) if other < size and (cell := _saved(out, name, other)))
    last = next(smaller, None)
    return last.figures["ingest_s"] * size / last.size if last else 0.0


class _Stages:
    """Runs the stages of one cell."""

    def __init__(self, name: str, store: Path, pool: Pool, end: float) -> None:
        self.name, self.store, self.pool, self._end = name, store, pool, end

    def stage(self, stage: str, seconds: float = 0.0) -> tuple[dict[str, Any], float]:
        """What a stage measured in its process, and the seconds from the process's start to its end."""
        out = self.store.with_suffix(".json")
        arguments = [stage, self.name, str(self.store), str(self.pool.documents.parent), str(out), str(seconds)]
        took = self.command([sys.executable, "-m", "eval.bench.child", *arguments], stage)
        result: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        out.unlink()
        return result, took

    def command(self, command: list[str], stage: str) -> float:
        """Seconds that the process took; raises OutOfTime, or BadBench with its last line if it failed."""
        begun = time.perf_counter()
        environment = {**os.environ, **ONE_THREAD, **QUIET}
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, timeout=max(1.0, self._end - time.monotonic()), check=False
            )
        except subprocess.TimeoutExpired as exc:
            raise OutOfTime(stage) from exc
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["没有说明"]
            raise BadBench(f"{stage} 失败：{lines[-1].removeprefix('eval.bench.model.BadBench: ')[:300]}")
        return time.perf_counter() - begun


def _fill(cell: Cell, stages: _Stages, budget: float) -> None:
    """All figures of the cell, stage after stage."""
    pool, figures = stages.pool, cell.figures
    figures["load"] = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    ingest, _ = stages.stage("ingest")
    seconds = ingest["seconds"]
    figures["ingest_cpu_s"] = ingest["cpu_s"]
    figures.update(
        ingest_s=seconds, mb_per_s=pool.megabytes / seconds, chunks_per_s=ingest["chunks"] / seconds, ingest_rss_mb=ingest["rss_mb"]
    )
    figures.update(chunks=ingest["chunks"], pool_mb=pool.megabytes, store_mb=_bytes(stages.store) / 1e6)
    cell.notes.append(ingest["note"])
    cell.versions = ingest["versions"]
    figures["first_hit_s"] = statistics.median(stages.stage("first")[1] for _ in range(STARTS))
    search, _ = stages.stage("search", SEARCH_SHARE * budget)
    cell.recall = search["recall"]
    figures.update(_percentiles("search", search), search_rss_mb=search["rss_mb"], questions=len(search["times"]))
    if len(search["times"]) < len(pool.queries):
        cell.notes.append(f"{cell.size} 段时只在时限内问了 {len(search['times'])} / {len(pool.queries)} 个问题")
    if cell.system == OURS:
        _fill_ask(cell, stages, budget)


def _fill_ask(cell: Cell, stages: _Stages, budget: float) -> None:
    """What only we do without a language model: answering, warm and from a first start of the command."""
    ask, _ = stages.stage("ask", SEARCH_SHARE * budget)
    cell.figures.update(_percentiles("ask", ask), ask_rss_mb=ask["rss_mb"], answered=ask["answered"] / len(ask["times"]))
    command = [sys.executable, "-m", "ui.cli", "ask", stages.pool.queries[0].question, "--store", str(stages.store), "--json"]
    cell.figures["first_ask_s"] = statistics.median(stages.command(command, "policyqa ask") for _ in range(STARTS))


def _percentiles(name: str, measured: dict[str, Any]) -> dict[str, float]:
    p50, p95 = np.percentile(measured["times"], [50, 95])
    return {f"{name}_p50_ms": float(p50), f"{name}_p95_ms": float(p95), f"{name}_cpu_ms": float(np.median(measured["cpu"]))}


def _bytes(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
