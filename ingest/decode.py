"""Bytes of a text file → text and the name of its encoding. Neighbours: `ingest.read` and the HTML reader call it."""

import codecs
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ingest.errors import UnreadableDocument
from ingest.formats.magic import real_kind

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SAMPLE = 20_000
# Below this share of everyday characters a decoding is taken for mojibake: real texts in simplified or traditional
# Chinese have 0.95 and more, Big5 or UTF-8 bytes read as GB18030 between 0.2 and 0.65.
_READABLE = 0.8
_CERTAIN = 0.95  # below it other encodings are compared: UTF-16 of a dozen characters may pass as GB18030 with 0.9


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark, otherwise unchanged, and the Python codec that gave it."""

    text: str
    encoding: str


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """The text of `data`: by its BOM, as UTF-8, as UTF-16 without BOM, as GB18030, else by what reads best.

    `name` is the file's name for messages; `declared` a codec that the text itself claims, tried only where the bytes
    allow it. Raises UnreadableDocument for binary content, for text damaged at some byte (the message says which), and
    where no encoding gives readable text: never mojibake.
    """
    kind = real_kind(data)
    if kind is not None:
        raise UnreadableDocument(f"{name}：内容其实是{kind}，与扩展名不符，请改正扩展名或另存为文本文件再导入")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_after_bom(data[len(mark) :], name, encoding), encoding)
    if b"\x00" in data:
        return _with_nuls(data, name)
    text = _strict(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8")
    return _without_bom(data, name, declared)


def readable_share(text: str) -> float:
    """The share of everyday characters among those that are not white space, in [0, 1]; 0 for no characters.

    Looks at the beginning, the middle and the end of a long text. `"关于印发规划的通知" -> 1.0`, `"鐨勪腑鍥" -> 0.0`
    """
    middle = len(text) // 2
    sample = text if len(text) <= 3 * _SAMPLE else text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
    marks = [_is_everyday(c) for c in sample if not c.isspace()]
    return sum(marks) / len(marks) if marks else 0.0


def _without_bom(data: bytes, name: str, declared: str | None) -> Decoded:
    """GB18030 where it reads well; else the best reading among the other encodings seen in Chinese files."""
    if _looks_like_damaged_utf8(data):
        raise UnreadableDocument(_damaged(name, data, "utf-8"))
    text = _strict(data, "gb18030")
    if text is not None and readable_share(text) >= _CERTAIN:
        return Decoded(text, "gb18030")
    found = _best(data, ["gb18030", declared, "utf-16-le", "utf-16-be", "big5hkscs"]) or _best(data, [_guess(data)])
    if found is not None:
        return found
    if text is None and readable_share(data[: 4 * _SAMPLE].decode("gb18030", "ignore")) >= _READABLE:
        raise UnreadableDocument(_damaged(name, data, "gb18030"))
    raise UnreadableDocument(f"{name}：认不出文字编码，请用文本编辑器另存为 UTF-8 再导入")


def _with_nuls(data: bytes, name: str) -> Decoded:
    """UTF-16 without BOM, whose ASCII characters have a NUL in every second byte; anything else with a NUL is binary."""
    found = _best(data, ["utf-16-le", "utf-16-be"])
    if found is None or "\x00" in found.text:
        raise UnreadableDocument(f"{name}：内容是二进制数据，不是文字，请确认文件没有选错")
    return found


def _after_bom(body: bytes, name: str, encoding: str) -> str:
    """The text after a byte order mark, which leaves no choice of encoding."""
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as exc:
        raise UnreadableDocument(_damaged(name, body, encoding)) from exc
    if "\x00" in text:
        raise UnreadableDocument(f"{name}：内容是二进制数据，不是文字，请确认文件没有选错")
    return text


def _best(data: bytes, encodings: list[str | None]) -> Decoded | None:
    """The strict decoding that reads best, the first of equals; None where none reads well."""
    found: Decoded | None = None
    best = 0.0
    for encoding in encodings:
        text = _strict(data, encoding) if encoding else None
        share = readable_share(text) if text else 0.0
        if encoding and text and share >= _READABLE and share > best:
            found, best = Decoded(text, encoding), share
    return found


def _strict(data: bytes, encoding: str) -> str | None:
    """The decoded text, or None where the bytes do not fit or Python has no such text codec."""
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None  # one candidate of several: the caller raises when all fail


def _guess(data: bytes) -> str | None:
    """charset-normalizer's opinion on a sample; imported here because it is rarely needed and slow to load."""
    from charset_normalizer import from_bytes

    match = from_bytes(data[: 4 * _SAMPLE]).best()
    return match.encoding if match is not None else None


def _looks_like_damaged_utf8(data: bytes) -> bool:
    """Whether most multi-byte characters are valid UTF-8 and a few are not; such bytes may pass as GB18030 mojibake."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good > 4 * bad


def _damaged(name: str, data: bytes, encoding: str) -> str:
    """The message that says at which byte (from 1, after a BOM) the text stops being valid."""
    try:
        data.decode(encoding)
        position = len(data)
    except UnicodeDecodeError as exc:
        position = exc.start + 1
    return f"{name}：第 {position} 个字节起不是有效的 {encoding.upper()} 文字，文件可能被截断或混用了编码，请重新获取或另存为 UTF-8"


def _is_everyday(char: str) -> bool:
    """Whether a character is one that Chinese policy texts are made of: ASCII, punctuation, digits, common Han."""
    if char <= "\x7f":
        return char.isprintable()
    if char >= "\U00020000":
        return char < "\U00040000"  # rare Han of names and places: no wrong decoding happens upon their long byte sequences
    return char in _everyday_letters() or unicodedata.category(char)[0] in "PSN"


@lru_cache(maxsize=1)
def _everyday_letters() -> frozenset[str]:
    """GB2312 without its second level, and Big5's first level: the common characters, about 7,000, and kana, Greek, Cyrillic."""
    gb = bytes(b for row in [*range(0xA1, 0xAA), *range(0xB0, 0xD8)] for col in range(0xA1, 0xFF) for b in (row, col))
    big5 = bytes(b for row in range(0xA4, 0xC7) for col in [*range(0x40, 0x7F), *range(0xA1, 0xFF)] for b in (row, col))
    return frozenset(gb.decode("gb2312", "ignore") + big5.decode("big5", "ignore"))
