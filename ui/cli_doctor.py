"""`policyqa doctor`: prints what `checks` finds."""

import click

from ui.group import MUST_ACT, ChineseHelp
from ui.session import Session


@click.command(cls=ChineseHelp, help="检查安装、内置模型、资料库和大模型设置；不联网。有要处理的，以 1 退出。")
@click.pass_obj
def doctor(session: Session) -> int:
    """One line a check."""
    from ui.checks import all_checks

    found = list(all_checks(session))
    for check in found:
        click.echo(f"{'✓' if check.ok else '✗'} {check.name}：{check.detail}")
    return MUST_ACT if any(not check.ok for check in found) else 0
