"""What a file really is, told from its first bytes; its name may say something else. Neighbour: every format module."""

import io
import zipfile

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF87a", "GIF 图片"),
    (b"GIF89a", "GIF 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"%PDF-", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件（.doc/.wps/.xls）"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x1f\x8b", "gzip 压缩文件"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"SQLite format 3\x00", "SQLite 数据库"),
    (b"\x7fELF", "可执行程序"),
)
DAMAGED_ZIP = "已损坏的 ZIP 压缩包"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Stream names in an OLE container are UTF-16; Office keeps an encrypted .docx in one called EncryptedPackage.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ZIP_KINDS: tuple[tuple[str, str], ...] = (
    ("word/", "Word 文件（.docx）"),
    ("xl/", "Excel 文件（.xlsx）"),
    ("ppt/", "PowerPoint 文件（.pptx）"),
    ("OFD.xml", "OFD 文件"),
    ("META-INF/manifest.xml", "OpenDocument 文件（.odt/.ods）"),
)


def real_kind(data: bytes) -> str | None:
    """The Chinese name of the binary format that `data` begins like, or None where it may be text.

    `b"%PDF-1.7..." -> "PDF 文件"`
    """
    if data.startswith(_ZIP):
        return _zip_kind(data)
    return next((kind for magic, kind in _SIGNATURES if data.startswith(magic)), None)


def is_ole(data: bytes) -> bool:
    """Whether `data` is an OLE container: a legacy Office file, or an encrypted new one."""
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def is_encrypted_office(data: bytes) -> bool:
    """Whether `data` is the OLE container in which Office keeps a password-protected .docx."""
    return is_ole(data) and _ENCRYPTED_STREAM in data


def _zip_kind(data: bytes) -> str:
    """Which document a zip file holds, by its entry names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return DAMAGED_ZIP  # a finding, not a failure: every caller refuses it by this name
    for prefix, kind in _ZIP_KINDS:
        if any(name.startswith(prefix) for name in names):
            return kind
    return "ZIP 压缩包"
