"""One stage of one cell in a process of its own, so that memory and first start are its own: `python -m eval.bench.child STAGE ...`."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.bench.model import RECALL_AT, TOP, Query
from eval.bench.pool import read_queries
from eval.bench.systems import system, versions

WARM_UP = 5  # questions before the clock runs: dictionaries and pages are in memory then


def main(arguments: Sequence[str]) -> None:
    """STAGE SYSTEM STORE POOL OUT SECONDS; what was measured is written to OUT as JSON."""
    stage, name, store, pool, out, seconds = arguments
    result = STAGES[stage](name, Path(store), Path(pool), float(seconds))
    Path(out).write_text(json.dumps({**result, "rss_mb": peak_rss()}), encoding="utf-8")


def peak_rss() -> float:
    """The most memory that this process held, in 10^6 bytes: VmHWM, since ru_maxrss on Linux begins with that of the parent."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next((x for x in status.read_text(encoding="ascii").splitlines() if x.startswith("VmHWM")), "")
        if line:
            return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def recall(found: Sequence[str], relevant: Sequence[str]) -> float:
    """Share of the relevant documents, of at most five, among the first five different documents found."""
    first = list(dict.fromkeys(found))[:RECALL_AT]
    return len(set(first) & set(relevant)) / min(RECALL_AT, len(set(relevant)))


def timed(call: Callable[[Query], object], queries: Sequence[Query], seconds: float) -> tuple[dict[str, list[float]], list[Any]]:
    """Milliseconds by the clock (`times`) and of the processor (`cpu`), and results, question by question, until all are done or the time
    is up. The processor's time says what the clock does not on a machine that others use too."""
    for query in queries[:WARM_UP]:
        call(query)
    end = time.perf_counter() + seconds
    times: dict[str, list[float]] = {"times": [], "cpu": []}
    results: list[Any] = []
    for query in queries:
        begun, used = time.perf_counter(), time.process_time()
        results.append(call(query))
        times["times"].append((time.perf_counter() - begun) * 1000)
        times["cpu"].append((time.process_time() - used) * 1000)
        if begun > end:
            break
    return times, results


def _ingest(name: str, store: Path, pool: Path, _: float) -> dict[str, Any]:
    here = system(name)
    found = versions(here.packages)
    begun, used = time.perf_counter(), time.process_time()
    chunks = here.ingest(pool / "documents.jsonl", store)
    spent = {"seconds": time.perf_counter() - begun, "cpu_s": time.process_time() - used}
    return {**spent, "chunks": chunks, "note": here.note(), "versions": found}


def _first(name: str, store: Path, pool: Path, _: float) -> dict[str, Any]:
    opened = system(name).open(store)
    found = opened.search(next(iter(read_queries(pool / "queries.jsonl"))).question, TOP)
    return {"hits": len(found)}


def _search(name: str, store: Path, pool: Path, seconds: float) -> dict[str, Any]:
    opened = system(name).open(store)
    queries = list(read_queries(pool / "queries.jsonl"))
    times, found = timed(lambda q: opened.search(q.question, TOP), queries, seconds)
    return {**times, "recall": [recall(f, q.relevant) for f, q in zip(found, queries, strict=False)]}


def _ask(name: str, store: Path, pool: Path, seconds: float) -> dict[str, Any]:
    opened: Any = system(name).open(store)
    queries = list(read_queries(pool / "queries.jsonl"))
    times, statuses = timed(lambda q: opened.ask(q.question, q.day), queries, seconds)
    return {**times, "answered": sum(s not in {"not_in_corpus", "expired_only", "out_of_range", "unclear"} for s in statuses)}


STAGES: dict[str, Callable[[str, Path, Path, float], dict[str, Any]]] = {
    "ingest": _ingest,
    "first": _first,
    "search": _search,
    "ask": _ask,
}

if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # what a library does at exit is no part of a first start
