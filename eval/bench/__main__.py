"""`python -m eval.bench`: what `make bench` runs."""

import os
from datetime import date
from pathlib import Path

import click

from eval.bench.machine import this_machine
from eval.bench.model import BadBench
from eval.bench.plot import save_plot
from eval.bench.run import run_cells
from eval.bench.systems import SYSTEMS
from eval.bench.table import as_json, markdown, rows
from eval.folder import save_json
from ingest.errors import PolicyQAError

SIZES = "1000,10000,100000"


@click.command(help="速度与内存：policyqa 与 LangChain、llama-index 的默认做法同机对比。可随时中断，再运行同一命令接着做。")
@click.option(
    "--data", type=click.Path(path_type=Path), help="数据文件夹（含 laws、crud_docs 等）；默认 POLICYQA_SHARED/data，否则 ../shared/data。"
)
@click.option("--sizes", default=SIZES, show_default=True, help="段落数，逗号分隔。")
@click.option("--systems", default=",".join(SYSTEMS), show_default=True, help="系统，逗号分隔。")
@click.option("--out", type=click.Path(path_type=Path), help="结果文件夹；默认 runs/bench-日期。")
@click.option("--budget", type=click.FloatRange(min=1), default=900.0, show_default=True, help="每个系统每一档至多几秒，超过就跳过并说明。")
def main(data: Path | None, sizes: str, systems: str, out: Path | None, budget: float) -> None:
    """Writes bench.md, bench.json and bench.svg; prints the table."""
    day = str(date.today())
    out = out or Path("runs") / f"bench-{day}"
    data = data or Path(os.environ.get("POLICYQA_SHARED") or "../shared") / "data"
    try:
        cells = list(run_cells(data, out, _systems(systems), _sizes(sizes), budget=budget, say=_say))
    except PolicyQAError as exc:
        raise click.ClickException(str(exc)) from exc
    machine, table = this_machine(), rows(cells)
    text = markdown(table, machine, day=day)
    (out / "bench.md").write_text(text, encoding="utf-8", newline="\n")
    save_json(out / "bench.json", as_json(table, machine, day=day))
    try:
        save_plot(
            table, out / "bench.svg", title=f"{day}, {machine.cpu}, {machine.cores} cores, {machine.ram_gib:g} GiB, one thread a process"
        )
    except ImportError:
        _say("没有画图：未安装 matplotlib（pip install --group bench）")
    click.echo(text)


def _say(line: str) -> None:
    click.echo(line, err=True)


def _sizes(text: str) -> list[int]:
    parts = [p.strip() for p in text.split(",") if p.strip()]
    if not parts or not all(p.isdigit() and int(p) >= 50 for p in parts):
        raise BadBench(f"--sizes {text}：应为不小于 50 的整数，以逗号分隔")
    return sorted({int(p) for p in parts})


def _systems(text: str) -> list[str]:
    names = [p.strip() for p in text.split(",") if p.strip()]
    unknown = [n for n in names if n not in SYSTEMS]
    if unknown or not names:
        raise BadBench(f"--systems {text}：不认识 {'、'.join(unknown) or '空名'}，可用 {'、'.join(SYSTEMS)}")
    return names


if __name__ == "__main__":
    main()
