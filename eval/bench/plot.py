"""The plot beside the table: time, memory and recall over the size, one line a system. matplotlib is in the bench group."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

PANELS = (
    ("search_p50_ms", "search p50 (ms)"),
    ("first_hit_s", "process start to first hit (s)"),
    ("mb_per_s", "ingest (MB/s)"),
    ("search_rss_mb", "peak memory, search (MB)"),
    ("store_mb", "on disk (MB)"),
    ("recall", "recall@5"),
)
COLOURS = {"policyqa": "#b3261e", "langchain": "#1f6feb", "llamaindex": "#6f42c1"}


def save_plot(table: Sequence[dict[str, Any]], path: Path, *, title: str) -> None:
    """Writes the SVG, over the size of the text, since each system cuts it into another number of chunks.

    Its words are English, for matplotlib's own font holds no Chinese. Raises ImportError without matplotlib.
    """
    matplotlib = import_module("matplotlib")
    matplotlib.use("Agg")
    pyplot = import_module("matplotlib.pyplot")
    figure, axes = pyplot.subplots(2, 3, figsize=(11, 6), layout="constrained")
    for axis, (name, label) in zip(axes.flat, PANELS, strict=True):
        for system in dict.fromkeys(row["system"] for row in table):
            points = [(r["figures"]["pool_mb"], _value(r, name)) for r in table if r["system"] == system and not r["skipped"]]
            axis.plot([x for x, _ in points], [y for _, y in points], "o-", label=system, color=COLOURS.get(system))
        axis.set(xscale="log", yscale="linear" if name == "recall" else "log", xlabel="text (MB)", title=label)
        if name == "recall":
            axis.set_ylim(0, 1.03)
        axis.grid(visible=True, which="major", alpha=0.3)
    axes.flat[0].legend()
    figure.suptitle(title, fontsize=9)
    figure.savefig(path)
    pyplot.close(figure)


def _value(row: dict[str, Any], name: str) -> float | None:
    value: float | None = row["recall"] if name == "recall" else row["figures"][name]
    return value
