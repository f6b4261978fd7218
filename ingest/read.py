"""Files → Source: finds what to read and hands each file to its format. Above it: `ingest.document`; below: `ingest.formats`."""

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.errors import UnreadableDocument, UnsupportedFormat
from ingest.formats.limits import MB, Limits
from ingest.model import Source

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".jsonl.gz")
_CONVERT = {
    **dict.fromkeys((".doc", ".wps", ".dot", ".docm", ".odt", ".rtf"), "请用 Word 或 WPS 另存为 .docx 再导入"),
    **dict.fromkeys((".ofd", ".caj"), "请用阅读器另存为 PDF 再导入"),
    **dict.fromkeys((".xls", ".xlsx", ".et", ".csv", ".ppt", ".pptx"), "请另存为 .docx、.pdf 或 .txt 再导入"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), "图片需要先做 OCR，另存为带文字的 PDF 再导入"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), "请先解压再导入"),
}
_DEFAULT = Limits()
_UNSHOWN = ("Cc", "Cs", "Zl", "Zp")  # controls, undecodable bytes, line and paragraph separators
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # would show `fdp.exe` as `exe.pdf`


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files to read: those named as they are, folders with everything readable below them, sorted; each once.

    Inside folders hidden files, Office lock files (`~$`), symbolic links and unread suffixes are skipped; a subfolder that
    cannot be listed comes back itself, so that reading it names it while the other files go on. Raises UnreadableDocument
    for a path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise UnreadableDocument(f"{shown_name(path, whole=True)}：文件或文件夹不存在，请检查路径")
        for file in _inside(path) if path.is_dir() else [path]:
            found.setdefault(file)
    return list(found)


def read_sources(path: Path, *, limits: Limits = _DEFAULT, faults: list[str] | None = None) -> Iterator[Source]:
    """One Source for a document, one for each line of a .jsonl or .jsonl.gz file (lazily: a bad line comes after good ones). Bad lines are
    left out and named in `faults`; without such a list the first one raises.

    Raises UnsupportedFormat for a suffix that is not read, UnreadableDocument for all else; both in one Chinese line that
    begins with the file's name.
    """
    name = shown_name(path)
    suffix = _suffix(path)
    try:
        _check_file(path, name, suffix=suffix, limits=limits)
        if suffix in (".jsonl", ".jsonl.gz"):
            # Imported where needed, as all formats are: `ask` must start without their parsers.
            from ingest.formats.jsonl import jsonl_sources

            yield from jsonl_sources(path, name, limits=limits, faults=faults)
            return
        source = _document(path, name, suffix=suffix, limits=limits)
    except OSError as exc:
        raise UnreadableDocument(f"{name}：{_os_reason(exc)}") from exc
    if not any(c.isprintable() and not c.isspace() for c in source.text):
        raise UnreadableDocument(f"{name}：文件没有文字，请确认文件没有选错")
    if len(source.text) > limits.text_chars:
        raise UnreadableDocument(f"{name}：文字超过上限 {limits.text_chars} 字，请拆分后再导入")
    yield source


def shown_name(path: Path, *, whole: bool = False) -> str:
    """The file's name (or `whole` path) fit for a line of text: controls, undecodable bytes and changes of direction become `?`."""
    name = str(path) if whole else path.name or str(path)
    return "".join("?" if unicodedata.category(c) in _UNSHOWN or c in _TURNING else c for c in name)


def _document(path: Path, name: str, *, suffix: str, limits: Limits) -> Source:
    """The Source of a file that is one document. The formats' parsers load only when such a file comes."""
    if suffix == ".pdf":
        from ingest.formats.pdf import pdf_source

        with path.open("rb") as file:
            head = file.read(1024)
        return pdf_source(path, name, head=head, limits=limits)
    data = _bytes(path, name, limits)
    if suffix == ".docx":
        from ingest.formats.docx import docx_source

        return docx_source(data, name, limits=limits)
    if suffix in (".html", ".htm"):
        from ingest.formats.html import html_source

        return html_source(data, name)
    from ingest.decode import decode

    return Source(name=name, text=decode(data, name).text)


def _check_file(path: Path, name: str, *, suffix: str, limits: Limits) -> None:
    """Raises unless `path` is a regular file of a read suffix, with content, and not over the size limit."""
    info = path.stat()
    if stat.S_ISDIR(info.st_mode):
        raise UnreadableDocument(f"{name}：文件夹无法打开，请检查访问权限")
    if not stat.S_ISREG(info.st_mode):
        raise UnreadableDocument(f"{name}：不是普通文件（管道或设备），请改为导入文件")
    if suffix not in SUFFIXES:
        advice = _CONVERT.get(suffix, f"可以导入的有 {' '.join(SUFFIXES)}")
        raise UnsupportedFormat(f"{name}：不支持{suffix or '没有扩展名'}的文件，{advice}")
    if info.st_size == 0:
        raise UnreadableDocument(f"{name}：文件没有文字（0 字节），请确认文件没有选错")
    limit = {".jsonl": limits.unpacked_bytes, ".html": limits.html_bytes, ".htm": limits.html_bytes}.get(suffix, limits.file_bytes)
    if info.st_size > limit:
        raise UnreadableDocument(f"{name}：文件有 {info.st_size / MB:.1f} MB，超过上限 {limit / MB:g} MB，请拆分后再导入")


def _bytes(path: Path, name: str, limits: Limits) -> bytes:
    """The whole file; one that grew past the limit since it was checked is refused."""
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise UnreadableDocument(f"{name}：文件超过上限 {limits.file_bytes / MB:g} MB，请拆分后再导入")
    return data


def _inside(folder: Path) -> list[Path]:
    """The readable files below a folder in the order of their paths, and the subfolders that cannot be listed."""
    unlisted: list[Path] = []
    files: list[Path] = []

    def refuse(error: OSError) -> None:
        unlisted.append(Path(error.filename))

    for root, folders, names in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        files += [Path(root, name) for name in names if not name.startswith((".", "~$")) and _suffix(Path(name)) in SUFFIXES]
    return sorted([*unlisted, *(file for file in files if not file.is_symlink())])


def _suffix(path: Path) -> str:
    """The suffix in lower case, `.jsonl.gz` as one."""
    name = path.name.lower()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else path.suffix.lower()


def _os_reason(exc: OSError) -> str:
    """What the operating system refused, in words."""
    if isinstance(exc, FileNotFoundError):
        return "文件不存在，请检查路径"
    if isinstance(exc, PermissionError):
        return "没有读取权限，请修改权限后再导入"
    return f"读取失败（{exc.strerror or type(exc).__name__}），请检查磁盘或重新获取文件"
