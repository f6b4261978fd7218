"""PDF → Source through a killable child process: PDF parsers are where crafted files do harm. Neighbour: `pdf_worker`."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from ingest.errors import UnreadableDocument
from ingest.formats.limits import Limits
from ingest.formats.magic import real_kind
from ingest.model import Source

_WORKER = Path(__file__).with_name("pdf_worker.py")
_log = logging.getLogger(__name__)
# pdfium ends lines with CRLF and writes U+0002 or U+FFFE for a hyphen at the end of a line.
_TIDY = {0x0D: None, 0xFFFE: "-", 0x02: "-", 0x00: None}
# A font without a ToUnicode table gives private-use or control characters; above this share nothing could be found in them.
_MAX_GARBAGE = 0.3


def pdf_source(path: Path, name: str, *, head: bytes, limits: Limits) -> Source:
    """The text of all pages, joined by form feeds so that later steps know the page breaks; lines end in LF.

    `head` is the file's first kilobyte. Raises UnreadableDocument: not a PDF, encrypted, damaged, scanned without a text
    layer, garbled text layer, too long, or not done within the limits. Pages without text among others are logged.
    """
    if b"%PDF-" not in head:
        raise UnreadableDocument(f"{name}：不是 PDF 文件{_seen_as(head)}，请确认文件完整且扩展名正确")
    result = _run_worker(path, name, limits)
    if "error" in result:
        raise UnreadableDocument(f"{name}：{_reason(result['error'], result['value'], limits)}")
    pages: list[str] = [page.translate(_TIDY) for page in result["pages"]]
    scanned: list[int] = result["scanned"]
    text = "\f".join(pages)
    if not text.strip():
        raise UnreadableDocument(f"{name}：" + ("扫描件没有文字层，需要先做 OCR 再导入" if scanned else "文件没有文字"))
    if _garbage_share(text) > _MAX_GARBAGE:
        raise UnreadableDocument(f"{name}：文字层是乱码（字体没有编码表），需要先做 OCR 再导入")
    if scanned:
        shown = "、".join(map(str, scanned[:10])) + ("等" if len(scanned) > 10 else "")
        _log.warning("%s：第 %s 页是没有文字层的图片（共 %d 页），这些页没有读入，需要先做 OCR", name, shown, len(scanned))
    return Source(name=name, text=text)


def _run_worker(path: Path, name: str, limits: Limits) -> dict[str, Any]:
    """What the worker printed. A kill at the limit and a crash become UnreadableDocument."""
    numbers = (limits.pdf_pages, limits.text_chars, limits.pdf_memory_bytes, int(limits.pdf_seconds) + 1)
    # -P keeps this folder, with its html.py and docx.py, off the worker's import path.
    command = [sys.executable, "-P", str(_WORKER), str(path.absolute()), *map(str, numbers)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.pdf_seconds,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        result: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as exc:
        raise UnreadableDocument(f"{name}：解析超过 {limits.pdf_seconds:g} 秒，已停止，请拆分文件或另存为新的 PDF 再导入") from exc
    except (subprocess.CalledProcessError, ValueError) as exc:
        raise UnreadableDocument(f"{name}：解析时中途退出（文件损坏，或展开后太大），请用阅读器另存为新的 PDF 再导入") from exc
    except OSError as exc:
        raise UnreadableDocument(f"{name}：无法启动 PDF 解析进程（{exc.strerror}），请检查系统资源后重试") from exc
    return result


def _reason(code: str, value: int, limits: Limits) -> str:
    """The worker's error code in words."""
    return {
        "encrypted": "文件已加密，请先解除密码再导入",
        "damaged": "PDF 已损坏，无法打开，请重新获取文件",
        "page": f"第 {value} 页已损坏，请重新获取文件",
        "pages": f"共 {value} 页，超过上限 {limits.pdf_pages} 页，请拆分后再导入",
        "chars": f"文字超过上限 {limits.text_chars} 字，请拆分后再导入",
    }[code]


def _seen_as(head: bytes) -> str:
    """`，内容其实是PNG 图片`, or nothing where the bytes say nothing."""
    kind = real_kind(head)
    return f"，内容其实是{kind}" if kind else ""


def _garbage_share(text: str) -> float:
    """The share of private-use, control and replacement characters among those that are not white space."""
    marks = [c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in text if not c.isspace()]
    return sum(marks) / len(marks)
