"""The command `policyqa`: which commands there are. Each is imported when it is run, so that `--help` and `ask` start fast."""

from importlib import metadata
from pathlib import Path

import click

from ui.group import Lazy, LazyGroup
from ui.session import Session

COMMANDS = {
    "ingest": Lazy("ui.cli_store:ingest", "导入或更新文件和文件夹"),
    "docs": Lazy("ui.cli_store:docs", "列出资料库中的文档及其日期、文号"),
    "remove": Lazy("ui.cli_store:remove", "从资料库中删除文档"),
    "search": Lazy("ui.cli_ask:search", "只检索，不作答"),
    "ask": Lazy("ui.cli_ask:ask", "提问，得到注明出处和日期的回答"),
    "replay": Lazy("ui.cli_replay:replay_command", "把记录下来的回答逐题重问，逐字节比对"),
    "eval": Lazy("ui.cli_eval:eval_group", "评测回答质量"),
    "ui": Lazy("ui.cli_ui:ui", "打开聊天页面"),
    "doctor": Lazy("ui.cli_doctor:doctor", "检查安装与资料库"),
}


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    """Prints the version of what is installed and ends."""
    if value:
        try:
            click.echo(metadata.version("policyqa"))
        except metadata.PackageNotFoundError:
            click.echo("未安装，从源码运行")
        ctx.exit()


@click.group(
    "policyqa",
    cls=LazyGroup,
    lazy=COMMANDS,
    help="高新区政策问答：用资料库里的原文回答问题，每句话注明出处和日期。",
    context_settings={"max_content_width": 100},
)
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR", help="资料库文件夹，也可写在命令之后。")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="显示版本号。")
@click.pass_context
def main(ctx: click.Context, store: Path | None) -> None:
    """Gives every command its session."""
    ctx.obj = Session(chosen_store=store)
    ctx.call_on_close(ctx.obj.close)


if __name__ == "__main__":
    main()
