"""Rules of reading .docx and .pdf, on real files made where the test runs. Neighbour: `test_read`."""

import logging
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import PolicyQAError, UnreadableDocument, UnsupportedFormat
from ingest.formats.docx_numbers import numeral
from ingest.formats.limits import Limits
from ingest.model import Source
from ingest.read import read_sources

TITLE = "示范区关于支持企业研发的若干措施"
LINES = (TITLE, "示管发〔2031〕12号", "第一条　对首次认定的企业奖励30万元。", "2031年5月6日")


def read(path: Path, limits: Limits | None = None) -> Source:
    """The one Source of a document."""
    (source,) = read_sources(path, limits=limits or Limits())
    return source


def refused(path: Path, reason: str, *, kind: type[PolicyQAError] = UnreadableDocument, limits: Limits | None = None) -> str:
    """The message with which a file is refused: of the right class, one line, beginning with the file's name."""
    with pytest.raises(kind, match=rf"^{path.name}：.*{reason}") as caught:
        list(read_sources(path, limits=limits or Limits()))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def write(path: Path, content: bytes | str) -> Path:
    """The path, written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# Word files


def word(path: Path, build: Callable[[docx.document.Document], object]) -> Path:
    """A .docx made by `build`."""
    document = docx.Document()
    build(document)
    document.save(str(path))
    return path


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The .docx with `change(entry name, content)` in place of each entry."""
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, change(name, content))
    return path


def test_word_in_document_order(tmp_path: Path) -> None:
    """Paragraphs, tables and text boxes come in the order of the document; a one-cell frame gives its paragraphs."""

    def build(document: docx.document.Document) -> None:
        document.add_paragraph(LINES[0])
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(table._cells, ["指标", "2030年", "2031年", "收入", "1.2", "1.5"], strict=True):
            cell.text = text
        document.add_paragraph("第一行\n第二行")
        frame = document.add_table(rows=1, cols=1).cell(0, 0)
        frame.text = "框内甲"
        frame.add_paragraph("框内乙")
        box = f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict>"
        document.add_paragraph("锚").add_run()._r.append(parse_xml(box))

    expected = [LINES[0], "指标 | 2030年 | 2031年", "收入 | 1.2 | 1.5", "第一行", "第二行", "框内甲", "框内乙", "锚", "文本框"]
    assert read(word(tmp_path / "a.docx", build)).text.split("\n") == expected


def test_word_shows_the_final_text(tmp_path: Path) -> None:
    """Tracked insertions and content controls are read; deletions, hidden runs and field codes are not."""
    runs = "<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    runs += "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>完</w:t></w:r>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{runs}</w:p></w:sdtContent></w:sdt>"
    assert read(word(tmp_path / "a.docx", lambda d: d.element.body.insert(0, parse_xml(control)))).text == "增完"


def test_word_numbers_are_written_out(tmp_path: Path) -> None:
    """Automatic numbers, which stand in no text, are part of what is read: 第一条, （一）, counted anew under each parent."""

    def build(document: docx.document.Document) -> None:
        levels = [('chineseCounting"/>', "第%1条"), ('chineseCounting"/>', "（%2）"), ('decimal"/><w:isLgl/>', "%1.%3")]
        xml = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{f}<w:lvlText w:val="{t}"/></w:lvl>'
            for i, (f, t) in enumerate(levels)
        )
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{xml}</w:abstractNum>'))
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        for list_id, override in ((91, ""), (92, again)):
            root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{list_id}"><w:abstractNumId w:val="90"/>{override}</w:num>'))
        paragraphs = [
            (91, 0, "总则"),
            (91, 1, "甲"),
            (91, 1, "乙"),
            (91, 0, "奖励"),
            (91, 1, "丙"),
            (91, 2, "丁"),
            (92, 0, "附则"),
            (92, 0, "解释"),
        ]
        for list_id, depth, text in paragraphs:
            own = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            own.get_or_add_numId().val, own.get_or_add_ilvl().val = list_id, depth
        document.add_paragraph("戊", style="List Number")
        document.add_paragraph("己", style="List Bullet")

    expected = ["第一条 总则", "（一）甲", "（二）乙", "第二条 奖励", "（一）丙", "2.1 丁", "第一条 附则", "第二条 解释", "1.戊", "己"]
    assert read(word(tmp_path / "a.docx", build)).text.split("\n") == expected


@pytest.mark.parametrize(
    ("value", "number_format", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (21, "chineseCounting", "二十一"),
        (110, "chineseCounting", "一百一十"),
        (1005, "japaneseCounting", "一千零五"),
        (20000, "chineseCounting", "20000"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (28, "upperLetter", "BB"),
        (14, "lowerRoman", "xiv"),
        (7, "decimalZero", "07"),
        (7, "decimal", "7"),
        (7, "anything", "7"),
    ],
)
def test_numerals(value: int, number_format: str, written: str) -> None:
    """Counts are written as Word writes them; formats unknown here in digits."""
    assert numeral(value, number_format) == written


def test_refused_word_files(tmp_path: Path) -> None:
    """An encrypted, legacy, damaged, foreign or empty file named .docx is refused for what it is."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
    good = word(tmp_path / "good.docx", lambda d: d.add_paragraph("正文")).read_bytes()
    refused(write(tmp_path / "a.docx", ole + "EncryptedPackage".encode("utf-16-le")), "文件已加密，请先解除密码")
    refused(write(tmp_path / "b.docx", ole), "其实是旧版 Office 文件.*另存为 .docx", kind=UnsupportedFormat)
    refused(write(tmp_path / "c.docx", good[: len(good) // 2]), "不是完整的 Word 文件")
    refused(write(tmp_path / "d.docx", "正文"), "不是完整的 Word 文件")
    refused(write(tmp_path / "e.docx", b"%PDF-1.4"), "其实是PDF 文件")
    with zipfile.ZipFile(tmp_path / "h.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    refused(tmp_path / "h.docx", "其实是Excel 文件")
    refused(word(tmp_path / "f.docx", lambda _: None), "文件没有文字")
    broken = repacked(write(tmp_path / "g.docx", good), lambda name, old: old[:-9] if name == "word/document.xml" else old)
    refused(broken, "Word 文件已损坏")


def test_word_bomb(tmp_path: Path) -> None:
    """What a package declares to unpack to, and its number of entries, are limited before anything is unpacked."""
    path = word(tmp_path / "a.docx", lambda d: d.add_paragraph("正文"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", bytes(3_000_000))
    refused(path, "展开后有 .* MB，超过上限 2 MB", limits=Limits(docx_bytes=2 * 1024 * 1024))
    refused(path, "个条目，超过上限 5", limits=Limits(docx_entries=5))
    assert read(path).text == "正文"


def test_word_with_entities(tmp_path: Path) -> None:
    """A DTD, by which a file could pull in others or expand without end, is refused, not silently read as empty."""
    secret = write(tmp_path / "secret.txt", "机密")
    for declared in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', '<!ENTITY x "内">'):

        def change(name: str, old: bytes, declared: str = declared) -> bytes:
            if name != "word/document.xml":
                return old
            return old.replace(b"<w:document", f"<!DOCTYPE w:document [{declared}]><w:document".encode(), 1).replace(
                "正文".encode(), b"&x;"
            )

        path = repacked(word(tmp_path / "a.docx", lambda d: d.add_paragraph("正文")), change)
        assert "机密" not in refused(path, "DTD")


# PDF


@pytest.fixture(scope="module", autouse=True)
def _font() -> Iterator[None]:
    """The Chinese font that every PDF reader has."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    yield


def pdf(path: Path, pages: list[tuple[str, ...] | None], encrypt: StandardEncryption | None = None) -> Path:
    """A PDF with the lines of each page; None makes a scanned page, a picture without text."""
    canvas = Canvas(str(path), encrypt=encrypt)
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(lines or ()):
            canvas.drawString(72, 760 - 20 * number, line)
        if lines is None:
            canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "grey")), 72, 500, 400, 300)
        canvas.showPage()
    canvas.save()
    return path


def stream_pdf(content: bytes) -> bytes:
    """A PDF of one page with this packed content stream."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(content), content),
    )
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % (i, x) for i, x in enumerate(objects, 1))
    return body + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"


def test_pdf_pages(tmp_path: Path) -> None:
    """Pages are joined by form feeds, lines end in a line feed, and an owner's password alone does not hinder reading."""
    expected = "\n".join(LINES) + "\f" + "第二页。"
    assert read(pdf(tmp_path / "a.pdf", [LINES, ("第二页。",)])).text == expected
    assert read(pdf(tmp_path / "中文 b.pdf", [LINES, ("第二页。",)], StandardEncryption("", ownerPassword="o"))).text == expected


def test_refused_pdfs(tmp_path: Path) -> None:
    """An encrypted, damaged, foreign or blank PDF is refused for what it is."""
    good = pdf(tmp_path / "good.pdf", [LINES]).read_bytes()
    refused(pdf(tmp_path / "a.pdf", [LINES], StandardEncryption("secret")), "文件已加密，请先解除密码再导入")
    refused(write(tmp_path / "b.pdf", good[:300]), "PDF 已损坏")
    refused(write(tmp_path / "c.pdf", b"\x89PNG\r\n\x1a\n"), "不是 PDF 文件，内容其实是PNG 图片")
    refused(write(tmp_path / "d.pdf", "正文"), "不是 PDF 文件，请确认")
    refused(pdf(tmp_path / "e.pdf", [()]), "文件没有文字")


def test_scanned_pdf(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A scan is refused with a word on OCR; single scanned pages among others are named in the log."""
    refused(pdf(tmp_path / "a.pdf", [None, None]), "扫描件没有文字层，需要先做 OCR")
    with caplog.at_level(logging.WARNING):
        assert read(pdf(tmp_path / "b.pdf", [LINES, None, ()])).text.count("\f") == 2
    assert [r.getMessage() for r in caplog.records] == ["b.pdf：第 2 页是没有文字层的图片（共 1 页），这些页没有读入，需要先做 OCR"]


def test_pdf_limits(tmp_path: Path) -> None:
    """Too many pages, too much text and too much time each end the reading with a message that gives the limit."""
    path = pdf(tmp_path / "a.pdf", [LINES, LINES])
    refused(path, "共 2 页，超过上限 1 页", limits=Limits(pdf_pages=1))
    refused(path, "文字超过上限 50 字", limits=Limits(text_chars=50))
    refused(path, "解析超过 0.01 秒，已停止", limits=Limits(pdf_seconds=0.01))


@pytest.mark.skipif(sys.platform != "linux", reason="memory limits of a process hold on Linux only")
def test_pdf_bomb(tmp_path: Path) -> None:
    """A page that unpacks to more than the worker's memory ends the worker, not this process."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b"q " * 5_000_000) for _ in range(5)) + packer.flush()
    refused(write(tmp_path / "a.pdf", stream_pdf(content)), "解析时中途退出", limits=Limits(pdf_memory_bytes=300 * 1024 * 1024))
    assert read(pdf(tmp_path / "b.pdf", [LINES]), Limits(pdf_memory_bytes=300 * 1024 * 1024)).text == "\n".join(LINES)
