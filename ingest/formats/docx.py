"""Word file → Source: body text in reading order with tables, text boxes and notes. Neighbour: `docx_text` walks the XML."""

import io
import zipfile
from typing import TYPE_CHECKING, Any

from ingest.errors import UnreadableDocument, UnsupportedFormat
from ingest.formats.limits import MB, Limits
from ingest.formats.magic import DAMAGED_ZIP, is_encrypted_office, is_ole, real_kind
from ingest.model import Source

if TYPE_CHECKING:
    from docx.document import Document

_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def docx_source(data: bytes, name: str, *, limits: Limits) -> Source:
    """The text of a .docx: a paragraph a line, a table row a line (`cell | cell`), footnotes last, automatic numbers written out.

    Raises UnreadableDocument: encrypted, not a Word file, damaged, unpacking to more than the limits, with a DTD, or without
    text; UnsupportedFormat for a legacy .doc or .wps under this suffix. Sizes are checked before anything is unpacked.
    """
    if is_encrypted_office(data):
        raise UnreadableDocument(f"{name}：文件已加密，请先解除密码再导入")
    if is_ole(data):
        raise UnsupportedFormat(f"{name}：内容其实是旧版 Office 文件（.doc/.wps），请用 Word 或 WPS 另存为 .docx 再导入")
    kind = real_kind(data)
    if kind is None or kind == DAMAGED_ZIP:
        raise UnreadableDocument(f"{name}：不是完整的 Word 文件，可能已损坏或下载不全，请重新获取文件")
    if not kind.startswith("Word"):
        raise UnreadableDocument(f"{name}：内容其实是{kind}，与扩展名不符，请另存为 .docx 再导入")
    _check_sizes(data, name, limits)
    text = _text(_open(data, name), name)
    if not text.strip():
        raise UnreadableDocument(f"{name}：文件没有文字（可能只有图片，需要先做 OCR）")
    return Source(name=name, text=text)


def _check_sizes(data: bytes, name: str, limits: Limits) -> None:
    """Refuses a zip bomb by what its directory declares; zipfile itself never unpacks more of an entry than that."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    if len(entries) > limits.docx_entries:
        raise UnreadableDocument(f"{name}：压缩包里有 {len(entries)} 个条目，超过上限 {limits.docx_entries}，请另存后再导入")
    total = sum(entry.file_size for entry in entries)
    if total > limits.docx_bytes:
        raise UnreadableDocument(f"{name}：展开后有 {total / MB:.1f} MB，超过上限 {limits.docx_bytes / MB:g} MB，请删去图片或拆分后再导入")


def _open(data: bytes, name: str) -> "Document":
    """The opened document. A DTD is refused: Word never writes one, and python-docx drops the text of its entities in silence."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as exc:  # damaged packages raise KeyError, ValueError, XMLSyntaxError, BadZipFile and more, none documented
        raise UnreadableDocument(f"{name}：Word 文件已损坏，无法打开，请用 Word 或 WPS 另存为新的 .docx 再导入") from exc
    if document.element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(f"{name}：文件内含外部实体定义（DTD），不予读取，请用 Word 或 WPS 另存为新的 .docx 再导入")
    return document


def _text(document: "Document", name: str) -> str:
    """Body and footnotes as lines."""
    from docx.oxml import parse_xml

    from ingest.formats.docx_numbers import Numbering
    from ingest.formats.docx_text import block_lines

    numbering = Numbering.of(document)
    lines = block_lines(document.element.body, numbering)
    for relation in document.part.rels.values():
        if relation.reltype == _NOTES and not relation.is_external:
            try:
                notes: Any = parse_xml(relation.target_part.blob)
            except SyntaxError as exc:  # what lxml's XMLSyntaxError derives from
                raise UnreadableDocument(f"{name}：脚注已损坏，请用 Word 或 WPS 另存为新的 .docx 再导入") from exc
            for note in notes:
                lines += block_lines(note, numbering)
    return "\n".join(lines)
