"""`policyqa ingest`, `docs`, `remove`: what goes into the store and out of it."""

import json
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import IndexMissing
from ingest.errors import UnreadableDocument
from ui.group import MUST_ACT, ChineseHelp, one_line
from ui.plain import document_text
from ui.session import Session

if TYPE_CHECKING:
    from index.build import FileResult, Progress

STATUS = {"added": "已添加", "updated": "已更新", "unchanged": "未变化", "failed": "失败"}


@click.command(
    cls=ChineseHelp,
    help="导入或更新文件和文件夹（.txt .md .html .htm .docx .pdf .jsonl .jsonl.gz）；有失败的文件或有错的行，其余照常导入。",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--embedder", metavar="NAME", help="向量模型的本地路径或名称，新建资料库时选定；默认用内置模型。")
@click.option("--json", "as_json", is_flag=True, help="每个文件输出一行 JSON。")
@click.pass_obj
def ingest(session: Session, paths: tuple[Path, ...], embedder: str | None, as_json: bool) -> int:
    """Prints one line a file as soon as it is safely stored."""
    counts: Counter[str] = Counter()
    faulty = False
    with ExitStack() as stack:
        assistant = session.assistant(create=True, embedder=embedder)
        for result in assistant.ingesting(paths, progress=_progress(stack)):
            counts[result.status] += 1
            faulty = faulty or result.error is not None
            _print_result(result, as_json)
    if not counts:
        raise UnreadableDocument(f"{'、'.join(map(str, paths))}：没有可以导入的文件，请检查文件夹，或直接写文件名")
    click.echo("共 " + "，".join(f"{STATUS[s]} {n}" for s, n in counts.items()), err=True)
    return MUST_ACT if faulty else 0


def _print_result(result: "FileResult", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False))
    elif result.status != "failed":
        several = f"（{len(result.document_ids)} 个文档）" if len(result.document_ids) > 1 else ""
        click.echo(f"{STATUS[result.status]}  {one_line(result.file)}{several}")
    if result.error:
        click.echo(f"错误：{one_line(result.error)}", err=True)


def _progress(stack: ExitStack) -> "Progress | None":
    """A bar on a terminal; nothing where stderr goes to a file."""
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    bar = stack.enter_context(tqdm(desc="导入", unit="个文件", file=sys.stderr, leave=False))

    def show(name: str, number: int, total: int) -> None:
        bar.total = total
        bar.set_postfix_str(one_line(name), refresh=False)
        bar.update(number + 1 - bar.n)

    return show


@click.command(cls=ChineseHelp, help="列出资料库中的文档：编号、文件、标题、发文机关、文号、日期。")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 列表。")
@click.pass_obj
def docs(session: Session, as_json: bool) -> None:
    """Prints the documents in the order in which they were first ingested."""
    documents = session.assistant().documents()
    if as_json:
        click.echo(json.dumps(documents, ensure_ascii=False))
    else:
        for document in documents:
            click.echo(document_text(document))
    if not documents:
        click.echo("资料库是空的，请用 policyqa ingest 导入文件", err=True)


@click.command(cls=ChineseHelp, help="按编号删除文档；编号见 policyqa docs。")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.pass_obj
def remove(session: Session, ids: tuple[str, ...]) -> int:
    """Removes the documents that there are in one step; the others are named, and make it exit 1."""
    assistant = session.assistant()
    known = {d["document_id"] for d in assistant.documents()}
    wanted = list(dict.fromkeys(ids))
    found = [i for i in wanted if i in known]
    if found:
        assistant.remove(found)
    for document_id in found:
        click.echo(f"已删除  {document_id}")
    if unknown := [i for i in wanted if i not in known]:
        raise IndexMissing(f"{'、'.join(unknown)}：资料库中没有这个文档，请用 policyqa docs 查看文档编号")
    return 0
