"""`policyqa ui`: starts the Streamlit chat on this computer only."""

import os
import socket
import sys
from pathlib import Path

import click

from ingest.errors import BadUsage
from ui.group import ChineseHelp
from ui.session import MODEL_VARIABLE, STORE_VARIABLE, Session

FIRST_PORT, LAST_PORT = 8501, 8520
UPLOAD_MB = 200  # what ingest reads of one file
THEME = {
    "base": "light",
    "primaryColor": "#a3262a",
    "backgroundColor": "#fbfaf7",
    "secondaryBackgroundColor": "#f2efe8",
    "textColor": "#22201c",
    "borderColor": "#ddd6c8",
    "baseRadius": "0.4rem",
}


@click.command(cls=ChineseHelp, help="在浏览器中打开聊天页面：提问、看出处、导入文件。")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help=f"端口；默认从 {FIRST_PORT} 起找一个空闲的。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；默认只有本机能打开。页面没有登录，请勿对外开放。")
@click.pass_obj
def ui(session: Session, port: int | None, host: str) -> None:
    """Runs until it is interrupted."""
    chosen = _free_port(host, port)
    os.environ[STORE_VARIABLE] = str(session.store.resolve())
    os.environ[MODEL_VARIABLE] = session.llm or "none"
    from streamlit.web.cli import main as streamlit

    click.echo(f"聊天页面：http://{host}:{chosen}  资料库：{session.store}  按 Ctrl+C 结束")
    streamlit(["run", str(Path(__file__).with_name("app.py")), *options(host, chosen)], standalone_mode=False)


def options(host: str, port: int) -> list[str]:
    """Streamlit's options: nothing sent home, no error details on the page, no prompt for an e-mail address."""
    values = {
        "server.address": host,
        "server.port": port,
        "server.headless": str(not _has_display()).lower(),
        "server.showEmailPrompt": "false",
        "server.maxUploadSize": UPLOAD_MB,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "logger.level": "warning",
        **{f"theme.{name}": value for name, value in THEME.items()},
    }
    return [f"--{name}={value}" for name, value in values.items()]


def _free_port(host: str, wanted: int | None) -> int:
    for port in [wanted] if wanted else range(FIRST_PORT, LAST_PORT + 1):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except socket.gaierror as exc:
                raise BadUsage(f"--host {host}：不是本机的地址，请用 127.0.0.1") from exc
            except OSError:
                continue
            return port
    busy = f"--port {wanted}" if wanted else f"端口 {FIRST_PORT}—{LAST_PORT}"
    raise click.ClickException(f"{busy}：在 {host} 上无法使用（已被占用或没有权限），请用 --port 换一个端口")


def _has_display() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
