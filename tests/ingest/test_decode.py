"""Rules of `ingest.decode`: the right text or a named refusal, never mojibake."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decode import decode, readable_share
from ingest.errors import UnreadableDocument

SENTENCES = (
    "示范区管理委员会关于印发《科技型企业培育办法（试行）》的通知",
    "示管发〔2031〕12号\r\n",
    "第三条　对首次认定的企业，一次性奖励30万元；",
    "到2035年，园区营业总收入达到1.2万亿元，年均增长8.5％。\n",
    "联系人：王女士，电话 010-12345678。",
    "由镕基大厦、喆鑫路与堃园共同承办，\t详见附件①—③",
)
TEXT = "".join(SENTENCES)
TRADITIONAL = "國務院關於加強園區建設的若干意見，對經認定的企業給予獎勵，自發布之日起施行。"
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map("".join)


@given(texts, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]))
def test_round_trip(text: str, encoding: str) -> None:
    """What was written in any encoding seen in Chinese files comes back unchanged, line ends included, without a BOM."""
    assert decode(text.encode(encoding), "a.txt").text == text


@given(texts)
def test_cut_in_a_character(text: str) -> None:
    """A text cut inside a character is refused or read right up to the cut, and never turns into other characters."""
    for encoding in ("utf-8", "gb18030"):
        data = (text + "的" * 4).encode(encoding)[:-1]
        with pytest.raises(UnreadableDocument, match=r"^a.txt：第 \d+ 个字节起不是有效的 (UTF-8|GB18030)"):
            decode(data, "a.txt")


@pytest.mark.parametrize("text", ["国务院", "关于印发规划的通知", TRADITIONAL, "𠮷林省𡊠县龘龗村民委员会通知如下", TEXT])
def test_short_gb18030(text: str) -> None:
    """A few characters are enough for GB18030, also traditional ones and those of four bytes."""
    found = decode(text.encode("gb18030"), "a.txt")
    assert (found.text, found.encoding) == (text, "gb18030")


def test_big5() -> None:
    """Big5, whose bytes mostly pass as GB18030, is told by how the text reads."""
    assert decode(TRADITIONAL.encode("big5"), "a.txt").text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_nul(encoding: str) -> None:
    """UTF-16 without BOM is found where no character is ASCII, so that no NUL gives it away."""
    text = "园区管理委员会关于印发办法的通知，各有关单位、企业请遵照执行。"
    data = text.encode(encoding)
    assert b"\x00" not in data
    assert decode(data, "a.txt").text == text


def test_bad_byte_is_counted() -> None:
    """The message names the byte, counted from 1, at which UTF-8 breaks, though the bytes would pass as GB18030."""
    data = "关于印发规划的通知\n".encode() + b"\xff" + "各有关单位：".encode()
    with pytest.raises(UnreadableDocument, match=r"^a.txt：第 29 个字节起不是有效的 UTF-8 文字"):
        decode(data, "a.txt")


def test_mixed_encodings() -> None:
    """Halves in different encodings are refused: no reading of the whole would be right."""
    with pytest.raises(UnreadableDocument, match=r"^a.txt：(认不出文字编码|第 .* 个字节起)"):
        decode(TEXT.encode() + TEXT.encode("gb18030"), "a.txt")


def test_declared_encoding_only_helps() -> None:
    """A declaration that the bytes contradict, or that names no codec, changes nothing."""
    for declared in ("big5", "shift_jis", "rot13", "没有"):
        assert decode(TEXT.encode("gb18030"), "a.html", declared=declared).text == TEXT
        assert decode(TEXT.encode(), "a.html", declared=declared).text == TEXT


def archive(entry: str) -> bytes:
    """A zip file with one entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(entry, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "其实是PNG 图片"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "其实是PDF 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "其实是旧版 Office 文件"),
        (archive("word/document.xml"), "其实是Word 文件"),
        (archive("xl/workbook.xml"), "其实是Excel 文件"),
        (archive("a.txt"), "其实是ZIP 压缩包"),
        (archive("a.txt")[:20], "其实是已损坏的 ZIP 压缩包"),
        (gzip.compress(b"text"), "其实是gzip 压缩文件"),
        (b"{\\rtf1\\ansi", "其实是RTF 文件"),
        (b"text\x00\x00\x00\x01\x02more bytes", "二进制数据"),
        (bytes(100), "二进制数据"),
        (b"\xef\xbb\xbfa\x00b", "二进制数据"),
        (bytes(range(128, 256)) * 3, "认不出文字编码"),
    ],
)
def test_not_text(data: bytes, kind: str) -> None:
    """Binary content under a text suffix is named for what it is."""
    with pytest.raises(UnreadableDocument, match=rf"^a.txt：.*{kind}"):
        decode(data, "a.txt")


def test_readable_share_separates_text_from_mojibake() -> None:
    """Real text is far above the limit and the classic mojibake far below it."""
    assert readable_share(TEXT) > 0.95
    assert readable_share(TRADITIONAL) > 0.95
    assert readable_share(TEXT.encode().decode("gb18030", "ignore")) < 0.7
    assert readable_share(" \n") == 0.0
