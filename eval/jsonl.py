"""Files of one JSON object a line, plain or .gz: read with line numbers, appended to, mended after a kill."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from eval.errors import BadDataset, BadRun
from eval.model import Row


def read_text(path: Path) -> str:
    """The decoded content of a file, unpacked if its name ends in .gz; raises BadDataset if that fails."""
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except FileNotFoundError as exc:
        raise BadDataset(f"{path}：找不到这个文件，请检查路径") from exc
    except (OSError, EOFError) as exc:
        raise BadDataset(f"{path}：读不出来（{exc}），请检查文件是否完整") from exc
    except UnicodeDecodeError as exc:
        raise BadDataset(f"{path}：不是 UTF-8 文本，请另存为 UTF-8") from exc


def read_objects(path: Path) -> Iterator[tuple[int, Row]]:
    """(line number from 1, object) of every line that is not blank; raises BadDataset on the first one that is no JSON object."""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as exc:
            raise BadDataset.at(path, number, None, f"不是合法的 JSON（{exc.msg}，第{exc.colno}列），请改正这一行") from exc
        if not isinstance(row, dict):
            raise BadDataset.at(path, number, None, "应为一个 JSON 对象")
        yield number, row


def sha256(path: Path) -> str:
    """The hash of a file, or of all files of a folder with their names."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    digest = hashlib.sha256()
    for file in files:
        digest.update(b"" if file == path else file.relative_to(path).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()


def append(path: Path, row: Row) -> None:
    """Adds one line and hands it to the operating system at once: a killed process loses at most the line being written."""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write(path: Path, rows: list[Row]) -> None:
    """Writes all lines anew."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n")


def read_rows(path: Path) -> dict[str, Row]:
    """The lines of a run's file by id, a later one replacing an earlier; empty where there is no file.

    Cuts off a last line that a kill left unfinished, on disk too, so that the next one starts on a line of its own.
    Raises BadRun for any other line that is no JSON object with an id.
    """
    if not path.exists():
        return {}
    lines = path.read_bytes().split(b"\n")
    if lines.pop():
        path.write_bytes(b"".join(line + b"\n" for line in lines))
    rows: dict[str, Row] = {}
    for number, line in enumerate(lines, 1):
        row = _row(line)
        if row is None:
            raise BadRun(f"{path} 第{number}行：不是带 id 的 JSON 对象，请删去这一行或换一个 --out 文件夹")
        rows[row["id"]] = row
    return rows


def _row(line: bytes) -> Row | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) and isinstance(row.get("id"), str) else None
