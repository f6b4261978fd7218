"""Click's usage errors in Chinese, and the type of options that take a date."""

import click

from ingest.dates import parse_date


class IsoDate(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.5
    """A date as a user types it, normalised to ISO at its precision: "2014年4月" → 2014-04."""

    name = "日期"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises BadUsage naming the option."""
        return parse_date(value, name=param.opts[0] if param else "日期")


def usage_fault(error: click.UsageError) -> str:
    """What is wrong with the command line, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}" + _near(error.possibilities)
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}：{_bad_value(error)}"
    if type(error).__name__ == "NoSuchCommand":  # a class of its own only since click 8.4
        name = getattr(error, "command_name", "")
        return f"没有命令 {name}" + _near(getattr(error, "possibilities", None))
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的用法不对，可能缺少它的值"
    if error.message.startswith("Got unexpected extra argument"):
        return f"有多余的内容{error.message.partition('argument')[2].lstrip('s')}，带空格的问题请加引号"
    if error.message.startswith("Missing command"):
        return "缺少命令"
    return error.message


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return "/".join(error.param.opts)
    return error.param.make_metavar(error.ctx or click.get_current_context())


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.IntRange):
        least = "" if kind.min is None else f"，最小 {kind.min}"
        return f"应为整数{least}" + ("" if kind.max is None else f"，最大 {kind.max}")
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一"
    return error.message


def _near(possibilities: list[str] | None) -> str:
    return f"，是否指 {'、'.join(possibilities)}" if possibilities else ""


def os_fault(error: OSError) -> str:
    """What the operating system refused, in Chinese where it is common."""
    known = {FileNotFoundError: "没有这个文件或文件夹", PermissionError: "没有权限", IsADirectoryError: "这是文件夹"}
    return known.get(type(error), error.strerror or type(error).__name__)
