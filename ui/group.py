"""The command line's frame: commands loaded when needed, Chinese help, and errors as one line with the contract's exit code."""

import os
import re
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ingest.errors import BadUsage, PolicyQAError
from ui.session import Session
from ui.wording import usage_fault

DONE, MUST_ACT, BAD_USAGE = 0, 1, 2


class ChineseHelp(click.Command):
    """A command whose help has Chinese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options."""
        records = [p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option)]
        with formatter.section("选项"):
            formatter.write_dl([r for r in records if r])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command by its place (`module:name`), with the line that the list of commands shows."""

    target: str
    help: str


class LazyGroup(ChineseHelp, click.Group):
    """A group that imports a command when it is called, and turns errors into one line and an exit code."""

    def __init__(self, *args: Any, lazy: Mapping[str, Lazy], **options: Any) -> None:
        super().__init__(*args, **options)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the registry."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; every one takes --store."""
        if cmd_name not in self._lazy:
            return None
        module, _, name = self._lazy[cmd_name].target.partition(":")
        command: click.Command = getattr(import_module(module), name)
        add_option(command, store_option)
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options and then the commands, without importing them."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, entry.help) for name, entry in self._lazy.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs the command and leaves the process with the contract's exit code; an exception that is our bug is not caught."""
        use_utf8()

        def call() -> Any:
            return super(LazyGroup, self).main(args, prog_name or "policyqa", complete_var, standalone_mode=False, **extra)

        if not standalone_mode:
            return call()
        sys.exit(_exit_code(call))


def _exit_code(call: Callable[[], Any]) -> int:
    """What the call returns as an exit code; an error of the user's is told in one line on stderr."""
    try:
        result = call()
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as exc:
        exc.show()
        return BAD_USAGE
    except BrokenPipeError:
        # What reads our output has gone; without this the interpreter complains once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MUST_ACT
    except Exception as exc:
        told = _told(exc)
        if told is None:
            raise
        return _fail(*told)
    return result if isinstance(result, int) else DONE


def _told(error: Exception) -> tuple[str, int] | None:
    """The line and the exit code for an error that the user can mend; None for a bug of ours."""
    if isinstance(error, click.UsageError):
        return usage_fault(error) + (f"；用法见 {error.ctx.command_path} --help" if error.ctx else ""), BAD_USAGE
    if isinstance(error, BadUsage):
        return str(error), BAD_USAGE
    if isinstance(error, PolicyQAError | click.ClickException):
        return str(error), MUST_ACT
    if isinstance(error, click.Abort):
        return "已中断；已完成的部分已保存，可以再次运行", MUST_ACT
    if type(error) in (sqlite3.OperationalError, sqlite3.DatabaseError):  # the other kinds are misuse of the library
        return f"资料库读取失败或已损坏（{error}），请用 policyqa doctor 检查，或换一个 --store 重新导入", MUST_ACT
    return None


def _fail(message: str, code: int) -> int:
    click.echo(f"错误：{one_line(message)}", err=True)
    return code


def one_line(message: str) -> str:
    """The message without line breaks and controls, however the file or value is named that it names."""
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in message)).strip()


def use_utf8() -> None:
    """Makes the streams UTF-8 on every platform; what UTF-8 cannot hold is escaped, and in JSON that stays valid."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def add_option(command: click.Command, make: Callable[[], click.Option]) -> None:
    """Adds the option that `make()` gives to the command, or to all commands of a group, where it is not there yet."""
    if isinstance(command, click.Group):
        for child in command.commands.values():
            add_option(child, make)
        return
    option = make()
    if all(p.name != option.name for p in command.params):
        command.params.append(option)


def _choose_store(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).chosen_store = value


def store_option() -> click.Option:
    """--store: the folder of the store."""
    return click.Option(
        ["--store"],
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=_choose_store,
        help="资料库文件夹；默认取环境变量 POLICYQA_STORE，否则在用户数据目录中。",
    )


def _choose_llm(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).chosen_llm = value


def llm_option() -> click.Option:
    """--llm: the chat model."""
    return click.Option(
        ["--llm"],
        metavar="NAME",
        expose_value=False,
        callback=_choose_llm,
        help="用哪个大模型作答（服务地址见 POLICYQA_LLM_BASE_URL）；默认取 POLICYQA_LLM_MODEL；none 为只用原文句子作答。",
    )
