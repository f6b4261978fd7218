"""`policyqa eval …`: parse, call, print. Results go to stdout, progress to stderr; the main command line gives the store."""

from pathlib import Path
from typing import Protocol

import click

from eval import labels
from eval.check import check
from eval.compare import Comparison, FigureChange, diff
from eval.dataset import find
from eval.errors import BadDataset
from eval.folder import HTML, load_run
from eval.formats import NAMES, load, passages
from eval.gate import check_gates
from eval.jsonl import write
from eval.model import Assistant, Gates, Row
from eval.report import headline_rows
from eval.run import RunOptions, run
from ingest.dates import parse_date


class Session(Protocol):
    """What the main command line hands down as `ctx.obj`: the store that `--store` names."""

    @property
    def model(self) -> str:
        """The model that answers: extractive, or the name given by --llm."""

    def open_assistant(self) -> Assistant:
        """The assistant over the store; raises a PolicyQAError for an empty or damaged one."""


FORMAT = click.option("--format", "format_", type=click.Choice(NAMES), default="policy", show_default=True, help="数据集的格式。")


@click.group("eval", help="评测：跑题、比较两次结果、把关、检查数据集。")
def eval_group() -> None:
    """The group; its commands below."""


@eval_group.command("run", help="用 DATASET（文件，或自带评测集的名字）评测，结果写入 --out 文件夹；中断后再次运行会接着做。")
@click.argument("dataset")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="本次评测的文件夹。")
@FORMAT
@click.option(
    "--hits", type=click.IntRange(0, 100), default=10, show_default=True, help="每题留下多少条检索结果，用于检索指标与基线；0 为不留。"
)
@click.option("--today", default=None, help="“今天”的日期，默认取系统时钟，续做时取首次的日期。")
@click.option("--limit", type=click.IntRange(1), default=None, help="只做前若干题。")
@click.option("--compare", "earlier", type=click.Path(path_type=Path), default=None, help="与此前一次评测的文件夹比较，写进报告。")
@click.pass_obj
def run_command(
    session: Session, dataset: str, out: Path, format_: str, hits: int, today: str | None, limit: int | None, earlier: Path | None
) -> None:
    """Runs and prints the headline figures."""
    loaded = load(find(dataset), format_)
    day = parse_date(today, name="--today") if today else None
    options = RunOptions(hits=hits, question_date=day, limit=limit, model=session.model)
    metrics = run(loaded, out, session.open_assistant(), options=options, earlier=earlier)
    print_figures(metrics)
    click.echo(f"报告：{out / HTML}")


@eval_group.command("diff", help="比较两次评测：哪些题变好、变差，各指标的变化与 95% 区间。")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
def diff_command(before: Path, after: Path) -> None:
    """Prints the comparison."""
    print_comparison(diff(load_run(before), load_run(after)))


@eval_group.command("gate", help="检查一次评测是否达标；不写 --min、--max 时用数据集旁 NAME.gates.json 里的要求。")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--min", "least", multiple=True, metavar="指标=数", help="指标不得低于，可多次给出，如 --min right=0.85。")
@click.option("--max", "most", multiple=True, metavar="指标=数", help="指标不得高于，如 --max errors=0。")
def gate_command(folder: Path, least: tuple[str, ...], most: tuple[str, ...]) -> None:
    """Exit 1 with the figures that fall short."""
    finished = load_run(folder)
    gates = Gates(parse_limits(least, "--min", finished.metrics), parse_limits(most, "--max", finished.metrics))
    if not least and not most:
        gates = Gates(finished.info.gates.get("min", {}), finished.info.gates.get("max", {}))
    if not gates.least and not gates.most:
        raise click.UsageError("没有要求可检查：请给出 --min 指标=数，或在数据集旁放 NAME.gates.json")
    check_gates(finished.metrics, gates)
    click.echo(f"达标：{len(gates.least) + len(gates.most)} 项要求全部满足")


@eval_group.command("check", help="对照库中文件检查数据集：证据是否原文、日期、重复与近似的题，逐条指出行与字段。")
@click.argument("dataset")
@click.option("--against", multiple=True, type=click.Path(path_type=Path), help="另一份数据集，题目不应与之近似，可多次给出。")
@click.pass_obj
def check_command(session: Session, dataset: str, against: tuple[Path, ...]) -> None:
    """Prints the problems; exit 1 where there are any."""
    path = find(dataset)
    assistant = session.open_assistant()
    texts = {row["source_id"] or row["source_file"]: assistant.document_text(row["document_id"]) for row in assistant.documents()}
    problems = check(path, texts, others=against)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise BadDataset(f"{path}：有 {len(problems)} 处需要改正")
    click.echo(f"{path}：没有发现问题")


@eval_group.command("passages", help="把公开数据集里的段落导出成可以 policyqa ingest 的 .jsonl。")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(NAMES[1:]), required=True, help="数据集的格式。")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="写入的 .jsonl 文件。")
def passages_command(dataset: Path, format_: str, out: Path) -> None:
    """Writes the passages of a public dataset."""
    rows = list(passages(dataset, format_))
    write(out, rows)
    click.echo(f"{out}：{len(rows)} 段")


def parse_limits(pairs: tuple[str, ...], option: str, metrics: Row) -> dict[str, float]:
    """`("right=0.85",)` → `{"right": 0.85}`; raises UsageError for another form, or a figure that the run does not have."""
    known = [name for name, value in metrics.items() if isinstance(value, int | float)]
    limits = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        if name.strip() not in known:
            raise click.UsageError(f"{option} {pair}：没有指标“{name}”；有 {'、'.join(known)}")
        try:
            limits[name.strip()] = float(number)
        except ValueError as exc:
            raise click.UsageError(f"{option} {pair}：应写成 指标=数，例如 right=0.85") from exc
    return limits


def print_figures(metrics: Row) -> None:
    """The headline figures, one a line, with the baseline's beside them."""
    click.echo(f"{metrics['questions']} 题")
    for row in headline_rows(metrics):
        beside = "" if row["baseline"] == "—" else f"\t（最佳BM25句 {row['baseline']}）"
        click.echo(f"{row['name']}\t{row['value']}\t{row['label']}{beside}")


def print_comparison(found: Comparison) -> None:
    """The figures that both runs have, then the cases by what became of them."""
    if not found.same_dataset:
        click.echo("注意：两次所用数据集的内容不同，只比较相同编号的题", err=True)
    for change in found.figures:
        click.echo(_figure_line(change))
    for name, cases in (("变好", found.better), ("变差", found.worse), ("仅答案不同", found.changed)):
        click.echo(f"{name} {len(cases)} 题")
        for case in cases:
            click.echo(
                f"  {case.id} {labels.shown_slice('type', case.type)} {case.question}\n    此前 {case.before}\n    本次 {case.after}"
            )
    if found.unpaired:
        click.echo(f"只在一边的题 {len(found.unpaired)}：{'、'.join(found.unpaired[:20])}")


def _figure_line(change: FigureChange) -> str:
    shown = f"{change.name}\t{labels.shown(change.name, change.before)} → {labels.shown(change.name, change.after)}"
    difference = labels.shown_difference(change.name, change.difference)
    if change.low is None or change.high is None:
        return f"{shown}\t{difference}"
    low, high = (labels.shown_difference(change.name, x) for x in (change.low, change.high))
    return f"{shown}\t{difference}\t95% 区间 {low} … {high}{' *' if change.sure else ''}"
