"""Lines of .jsonl and .jsonl.gz → one Source each. Called by `ingest.read`."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from ingest.errors import UnreadableDocument
from ingest.formats.limits import Limits
from ingest.model import Source

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?(?:[T ]\d.*)?|月)?|年)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def jsonl_sources(path: Path, name: str, *, limits: Limits, faults: list[str] | None = None) -> Iterator[Source]:
    """One Source a line, in order; blank lines are skipped, keys outside the contract ignored.

    A bad line is named in `faults` (number, field, value, what to do; without the file's name) and left out; without such a list the first
    one raises UnreadableDocument, after those before it have been yielded. Raised in any case for a file without any line, for a damaged
    .gz, and for an unpacked size over the limits.
    """
    empty = True
    try:
        with _open(path) as lines:
            for number, line in _lines(lines, name, limits):
                empty = False
                try:
                    source = _source(line, name, f"第 {number} 行", limits)
                except UnreadableDocument as exc:
                    if faults is None:
                        raise UnreadableDocument(f"{name}：{exc}") from exc
                    faults.append(str(exc))
                else:
                    yield source
    except (EOFError, zlib.error, gzip.BadGzipFile) as exc:
        raise UnreadableDocument(f"{name}：gzip 压缩数据已损坏或不完整，请重新获取文件") from exc
    if empty:
        raise UnreadableDocument(f"{name}：文件没有文字")


def _open(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where its name ends in .gz."""
    return cast(BinaryIO, gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _lines(stream: BinaryIO, name: str, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Line numbers from 1 and the lines that are not blank, never holding more than one line; of one over the limit its beginning, which is
    over it too."""
    total = 0
    number = 0
    longest = _longest(limits)
    beginning = True
    while line := stream.readline(longest + 1):
        total += len(line)
        if total > limits.unpacked_bytes:
            raise UnreadableDocument(f"{name}：解压后超过上限 {limits.unpacked_bytes} 字节，请拆分后再导入")
        if beginning:
            number += 1
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.strip():
                yield number, line
        beginning = line.endswith(b"\n")


def _longest(limits: Limits) -> int:
    """The most bytes of a line."""
    return 4 * limits.text_chars


def _source(line: bytes, name: str, where: str, limits: Limits) -> Source:
    """One line's Source; every fault in it raises UnreadableDocument, which begins with `where`."""
    if len(line) > _longest(limits):
        raise UnreadableDocument(f"{where}超过上限 {limits.text_chars} 字，请拆分后再导入")
    record = _record(line, where)
    source_id = record.get("id")
    if isinstance(source_id, int) and not isinstance(source_id, bool):
        source_id = str(source_id)
    if not isinstance(source_id, str) or not source_id.strip():
        raise UnreadableDocument(f'{where}缺少 "id"{_found(source_id)}，请给每一行一个不重复的编号')
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise UnreadableDocument(f'{where}的 "text" 没有文字{_found(text)}，请补上正文或删去这一行')
    strings = {key: _string(record, key, where) for key in ("title", "issuer", "doc_number", "url")}
    dates = {key: _date(record, key, where) for key in ("date", "published")}
    for value in (source_id, text, *strings.values()):
        _check_characters(value, where)
    return Source(name=name, text=text, source_id=source_id, **strings, **dates)


def _record(line: bytes, where: str) -> dict[str, Any]:
    """The line's JSON object."""
    try:
        record = json.loads(line.decode("utf-8").rstrip())
    except UnicodeDecodeError as exc:
        raise UnreadableDocument(f"{where}第 {exc.start + 1} 个字节不是 UTF-8 编码，请把文件另存为 UTF-8") from exc
    except json.JSONDecodeError as exc:
        raise UnreadableDocument(f"{where}不是有效的 JSON，从第 {exc.pos + 1} 个字符起读不下去，请改正这一行") from exc
    except (ValueError, RecursionError) as exc:
        raise UnreadableDocument(f"{where}不是有效的 JSON，请改正这一行") from exc
    if not isinstance(record, dict):
        raise UnreadableDocument(f"{where}不是 JSON 对象{_found(record)}，请写成一行一个 {{…}}")
    return record


def _string(record: dict[str, Any], key: str, where: str) -> str | None:
    """The value of an optional key; absent, null and blank are None."""
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableDocument(f'{where}的 "{key}" 不是字符串{_found(value)}，请加上引号')
    return value.strip() or None


def _date(record: dict[str, Any], key: str, where: str) -> str | None:
    """An ISO date to the precision given; absent, null and blank are None. `"2014年4月" -> "2014-04"`"""
    value = record.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    found = isinstance(value, str) and (_COMPACT_DATE.fullmatch(value.strip()) or _DATE.fullmatch(value.strip()))
    if not found:
        raise UnreadableDocument(f'{where}的 "{key}" 不是日期：{_shown(value)}，请写成 2014-04-04、2014-04 或 2014')
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError as exc:
        raise UnreadableDocument(f'{where}的 "{key}" 是不存在的日期：{_shown(value)}，请改正') from exc
    parts = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]
    return "-".join(parts)


def _found(value: object) -> str:
    """What stands in the place of what is missing, to be shown behind it; nothing for what is absent."""
    return "" if value is None else f"：{_shown(value)}"


def _shown(value: object) -> str:
    """A value for a one-line message: escaped, and at most 40 characters of it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:40] + "…"


def _check_characters(value: str | None, where: str) -> None:
    """Raises for NUL and lone surrogates: JSON can write them, but no store can hold them as text."""
    if value is not None and ("\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise UnreadableDocument(f"{where}含有无效字符（NUL 或半个代理对），请改正这一行")
