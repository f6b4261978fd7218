"""Rules of `ingest.read` and its formats, on real files made where the test runs; .docx and .pdf: `test_read_office`."""

import gzip
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import PolicyQAError, UnreadableDocument, UnsupportedFormat
from ingest.formats.html import site_free_title
from ingest.formats.limits import Limits
from ingest.model import Source
from ingest.read import find_files, read_sources, shown_name

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


# Finding files


def test_folder_in_order(tmp_path: Path) -> None:
    """A folder gives its readable files sorted by path; hidden files, lock files and other suffixes are left out."""
    kept = ["a.txt", "b/c.PDF", "b/d.jsonl.gz", "e.htm"]
    for name in [*kept, ".hidden.txt", ".git/x.md", "~$a.docx", "f.xlsx", "g.txt.gz", "h"]:
        write(tmp_path / name, "x")
    assert find_files([tmp_path]) == [tmp_path / name for name in kept]


def test_named_files(tmp_path: Path) -> None:
    """Files named one by one come in the order given, each once, whatever their suffix."""
    a, b = write(tmp_path / "a.txt", "x"), write(tmp_path / "b.xlsx", "x")
    assert find_files([b, a, tmp_path, a]) == [b, a]


def test_missing_path(tmp_path: Path) -> None:
    """A path that does not exist is an error that shows the whole path in one line."""
    with pytest.raises(UnreadableDocument, match=r"没有\?这个.txt：文件或文件夹不存在"):
        find_files([tmp_path / "没有\n这个.txt"])


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")
def test_symbolic_links(tmp_path: Path) -> None:
    """Inside a folder no symbolic link is followed, not even a loop; named itself, a link to a file is read."""
    inside = tmp_path / "in"
    target = write(tmp_path / "secret.txt", "机密")
    own = write(inside / "a.txt", "公开")
    (inside / "link.txt").symlink_to(target)
    (inside / "loop").symlink_to(inside)
    assert find_files([inside]) == [own]
    assert read(inside / "link.txt").text == "机密"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe(tmp_path: Path) -> None:
    """A named pipe is refused at once instead of being waited for."""
    os.mkfifo(tmp_path / "a.txt")
    refused(tmp_path / "a.txt", "不是普通文件")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """A file and a folder without permission are named when read, and the files beside them are found."""
    locked, folder = write(tmp_path / "a.txt", "x"), tmp_path / "b"
    folder.mkdir()
    locked.chmod(0)
    folder.chmod(0)
    try:
        assert find_files([tmp_path]) == [locked, folder]
        refused(locked, "没有读取权限")
        refused(folder, "文件夹无法打开")
    finally:
        folder.chmod(0o700)


def test_folder_read_as_file(tmp_path: Path) -> None:
    """A folder handed to read_sources is refused."""
    refused(tmp_path, "文件夹无法打开")


def test_shown_name() -> None:
    """A name cannot break a line of output or show itself turned round; Chinese spaces stay."""
    assert shown_name(Path("a\n\x1b[31m\u202efdp\udcff　通知.txt")) == "a??[31m?fdp?　通知.txt"


# Text files


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_text_is_unchanged(tmp_path: Path, suffix: str) -> None:
    """A text file's text is its decoded bytes, with line ends, form feeds and blanks as they are; only the BOM goes."""
    text = "  标题\r\n\n\f　正文\u200b１２\t3\n"
    assert read(write(tmp_path / f"a{suffix}", "\ufeff" + text)) == Source(name=f"a{suffix}", text=text)


@pytest.mark.parametrize("content", [b"", b" \r\n\t\xe3\x80\x80", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\ufeff".encode()])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_no_text(tmp_path: Path, suffix: str, content: bytes) -> None:
    """An empty file, or one of white space, invisible characters or a BOM only, is refused."""
    refused(write(tmp_path / f"a{suffix}", content), "文件没有文字")


def test_size_limits(tmp_path: Path) -> None:
    """A file too large on disk is refused before it is read, and one with too much text after."""
    path = write(tmp_path / "a.txt", "字" * 1000)
    refused(path, "超过上限 0.00195312 MB", limits=Limits(file_bytes=2048))
    refused(path, "文字超过上限 999 字", limits=Limits(text_chars=999))


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", "另存为 .docx"),
        ("a.ofd", "另存为 PDF"),
        ("a.png", "OCR"),
        ("a.gz", "先解压"),
        ("a", "可以导入的有"),
    ],
)
def test_unread_suffix(tmp_path: Path, name: str, advice: str) -> None:
    """A named file of a kind that is not read is refused with what to turn it into."""
    refused(write(tmp_path / name, "x"), advice, kind=UnsupportedFormat)


# JSON lines


def record(**fields: object) -> str:
    """A good line, changed by `fields`."""
    return json.dumps({"id": "d1", "title": TITLE, "text": "正文。"} | fields, ensure_ascii=False)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_source_a_line(tmp_path: Path, name: str) -> None:
    """Each line is one Source with the keys of the contract; others are ignored, blank lines skipped, null is absent."""
    full = {
        "issuer": "示范区管委会",
        "doc_number": "示管发〔2031〕12号",
        "date": "2031-05",
        "published": "2031-05-06",
        "url": "https://x.test/1",
    }
    lines = "\ufeff" + record(**full, score=3) + "\r\n\n" + record(id=2, title=None, date="") + "\n"
    path = write(tmp_path / name, gzip.compress(lines.encode()) if name.endswith(".gz") else lines)
    assert list(read_sources(path)) == [
        Source(name=name, text="正文。", source_id="d1", title=TITLE, **full),
        Source(name=name, text="正文。", source_id="2"),
    ]


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2014", "2014"),
        (2014, "2014"),
        ("2014-4", "2014-04"),
        ("2014/4/4", "2014-04-04"),
        ("2014年4月4日", "2014-04-04"),
        ("2014年", "2014"),
        ("2014年4月", "2014-04"),
        ("20140404", "2014-04-04"),
        ("2014-04-04T08:00:00+08:00", "2014-04-04"),
        ("2012-02-29 00:00", "2012-02-29"),
    ],
)
def test_dates_keep_their_precision(tmp_path: Path, given: object, iso: str) -> None:
    """A date comes back in ISO form, as precise as it was given."""
    assert read(write(tmp_path / "a.jsonl", record(date=given))).date == iso


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "不是有效的 JSON"),
        ("[" * 100_000, "不是有效的 JSON"),
        ("[1]", "不是 JSON 对象"),
        (record(text="  "), '"text" 没有文字'),
        (record(text=None), '"text" 没有文字'),
        ('{"id": "x"}', '"text" 没有文字'),
        (record(id=""), '缺少 "id"'),
        (record(id=True), '缺少 "id"'),
        (record(title=["a"]), '"title" 不是字符串'),
        (record(date="2031-02-29"), '"date" 是不存在的日期："2031-02-29"'),
        (record(date="0000"), '"date" 是不存在的日期'),
        (record(published="去年\n" * 50), '"published" 不是日期'),
        (record(date=3.5), '"date" 不是日期：3.5'),
        ('{"id": "x", "text": "\\ud800"}', "含有无效字符"),
        ('{"id": "x", "text": "a\\u0000"}', "含有无效字符"),
        ("关于".encode("gb18030"), "第 1 个字节不是 UTF-8"),
    ],
)
def test_bad_line(tmp_path: Path, line: str | bytes, reason: str) -> None:
    """A bad line is named by its number, and the lines before it have been handed on."""
    path = write(tmp_path / "a.jsonl", record().encode() + b"\n\n" + (line if isinstance(line, bytes) else line.encode()) + b"\n")
    refused(path, rf"第 3 行.*{reason}")
    assert next(read_sources(path)).source_id == "d1"


def test_bad_lines_are_named_and_left_out(tmp_path: Path) -> None:
    """With a list for them bad lines are named by number, field, value and remedy, also one over the limit, and all others are read."""
    bad = ['{"id": "n1", ', record(date="2031-13-40"), record(text="长" * 5000), record(id=None), record(title=["甲"])]
    lines = "\n".join([record(id="n0"), *(x for n, line in enumerate(bad) for x in (line, record(id=f"m{n}")))])
    faults: list[str] = []
    found = list(read_sources(write(tmp_path / "a.jsonl", lines), limits=Limits(text_chars=1000), faults=faults))
    assert [s.source_id for s in found] == ["n0", "m0", "m1", "m2", "m3", "m4"]
    assert faults == [
        "第 2 行不是有效的 JSON，从第 13 个字符起读不下去，请改正这一行",
        '第 4 行的 "date" 是不存在的日期："2031-13-40"，请改正',
        "第 6 行超过上限 1000 字，请拆分后再导入",
        '第 8 行缺少 "id"，请给每一行一个不重复的编号',
        '第 10 行的 "title" 不是字符串：["甲"]，请加上引号',
    ]


def test_bad_jsonl_file(tmp_path: Path) -> None:
    """A damaged .gz, one without lines, and one that unpacks to more than the limit are refused."""
    packed = gzip.compress((record(text="长" * 5000) + "\n").encode() * 50)
    refused(write(tmp_path / "a.jsonl.gz", packed[:-20]), "gzip 压缩数据已损坏")
    refused(write(tmp_path / "b.jsonl.gz", packed[:60] + b"\x00\xff\x00" + packed[63:]), "gzip 压缩数据已损坏")
    refused(write(tmp_path / "c.jsonl.gz", record()), "gzip 压缩数据已损坏")
    refused(write(tmp_path / "d.jsonl", "\n \n"), "文件没有文字")
    refused(write(tmp_path / "e.jsonl.gz", packed), "解压后超过上限 100000 字节", limits=Limits(unpacked_bytes=100_000))
    refused(write(tmp_path / "f.jsonl.gz", packed), "第 1 行超过上限 1000 字", limits=Limits(text_chars=1000))


# Web pages


def page(body: str, head: str = "") -> str:
    """An HTML page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_visible_text_only(tmp_path: Path) -> None:
    """Scripts, styles, comments, navigation, page footers and hidden elements are not read; what is shown is, in order."""
    hidden = '<p style="display : none">甲</p><div hidden>乙</div><script>丙</script><style>丁</style><!-- 戊 --><nav>己</nav>'
    hidden += '<noscript>庚</noscript><span style="FONT-SIZE:0px">辛</span><select><option>壬</option></select>'
    hidden += "<footer>癸</footer><template>子</template>"
    body = (
        f"<h1>{TITLE}</h1>{hidden}<p>第一条&nbsp;对<b>首次</b>认定\n  的企业<br>奖励<span style='font-size:0.9em'>30万元</span>。</p>落款"
    )
    assert read(write(tmp_path / "a.html", page(body))).text == f"{TITLE}\n第一条 对首次认定的企业\n奖励30万元。\n落款"


def test_tables(tmp_path: Path) -> None:
    """A data table gives a line a row; a table that lays out the page gives the lines inside it."""
    data = "<table><tr><th>年份</th><th>收入\n（亿元）</th></tr><tr><td><p>2030</p></td><td></td></tr><tr><td></td><td></td></tr></table>"
    body = f"<table><tr><td>导读</td><td><h2>{TITLE}</h2><p>正文。</p>{data}</td></tr></table>"
    assert read(write(tmp_path / "a.htm", page(body))).text.split("\n") == ["导读", TITLE, "正文。", "年份 | 收入（亿元）", "2030 |"]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5", "iso-8859-1", "unknown-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_bytes_win_over_meta(tmp_path: Path, encoding: str, charset: str) -> None:
    """The text comes out right whatever encoding the page declares."""
    content = "<?xml version='1.0' encoding='big5'?>" + page(f"<p>{'、'.join(LINES)}</p>", f'<meta charset="{charset}">')
    assert read(write(tmp_path / "a.html", content.encode(encoding))).text == "、".join(LINES)


def test_stated_title_and_day(tmp_path: Path) -> None:
    """What a government page states in its meta tags goes before all else."""
    head = f'<title>首页_某网</title><meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2031-05-06 10:00">'
    source = read(
        write(tmp_path / "a.html", page("<h1>某市政府网</h1><p>正文。</p>", head + '<meta name="Url" content="https://x.test/1">'))
    )
    assert (source.title, source.published, source.url) == (TITLE, "2031-05-06", "https://x.test/1")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (f"<title>{TITLE}_示范区管委会</title>", "<p>正文。</p>", TITLE),
        (f"<title>{TITLE} - 示范区管委会</title>", f"<h1>示范区管委会</h1><p>{TITLE}</p>", TITLE),
        (f"<title>{TITLE}（2031年）</title>", f"<h1>示范区</h1><h1>{TITLE}</h1>", TITLE),
        ("<title>政务公开</title>", f"<h1>{TITLE}</h1><p>首页 政务公开</p>", TITLE),
        ("", f"<h1>{TITLE[:6]} {TITLE[6:]}</h1>", f"{TITLE[:6]} {TITLE[6:]}"),
        ("", "<p>正文。</p>", None),
    ],
)
def test_page_title(tmp_path: Path, head: str, body: str, title: str | None) -> None:
    """A page's title is the heading that its <title> repeats, else the <title> without the site's name, never a banner."""
    assert read(write(tmp_path / "a.html", page(body, head))).title == title


@pytest.mark.parametrize(
    "suffix", ["_政策_中国政府网", " - 科学技术部", "|示范区管委会", "-某市科技局", "", " _ 通知公告 _ 某省人民政府门户网站"]
)
def test_site_names_leave_the_title(suffix: str) -> None:
    """Names of site and column after a title go; a hyphen or a dash of the title itself stays."""
    for title in (TITLE, "园区2031-2035年规划——面向未来"):
        assert site_free_title(title + suffix) == title


def test_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a page opens no connection, whatever it links to."""
    monkeypatch.setattr(socket, "socket", lambda *_args, **_kwargs: pytest.fail("a socket was opened"))
    head = '<base href="http://x.test/"><link rel="stylesheet" href="http://x.test/a.css"><script src="http://x.test/a.js"></script>'
    body = '<iframe src="http://x.test/"></iframe><img src="http://x.test/a.png" alt="图"><object data="http://x.test/b"></object>正文'
    assert read(write(tmp_path / "a.html", page(body, head))).text == "正文"


def test_deep_nesting(tmp_path: Path) -> None:
    """Elements nested 20,000 deep do not exhaust the stack."""
    assert read(write(tmp_path / "a.html", page("<div><b>" * 10_000 + "正文"))).text == "正文"


# Starting up


def test_reading_loads_no_parser_before_it_is_needed(tmp_path: Path) -> None:
    """Reading text imports none of the parsers, which would slow every start of the program."""
    path = write(tmp_path / "a.txt", "正文")
    code = "import sys, pathlib, ingest.read as r; list(r.read_sources(pathlib.Path(sys.argv[1])))"
    code += "; print([m for m in ('bs4', 'lxml', 'docx', 'pypdfium2', 'charset_normalizer') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"
