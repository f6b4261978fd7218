"""Saved web page → Source: what a reader would see of it, blocks as lines, tables as rows. Opens no address."""

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PreformattedString, Tag

from ingest.dates import find_dates
from ingest.decode import decode
from ingest.model import Source

_DROPPED = frozenset(
    "head script style noscript template nav iframe object embed svg math canvas audio video select button input textarea dialog".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
# UTF-8, UTF-16 and the GB family are told from the bytes; a declaration only helps to tell the others apart.
_DECLARABLE = frozenset("big5 big5-hkscs shift_jis euc-jp euc-kr iso-8859-1 windows-1252".split())
_SITE_PART = re.compile(
    r"(?:网|网站|门户|在线|平台|政府|委员会|管委会|部|厅|局|办公室|频道|栏目|首页|公报|政策|文件|通知公告|信息公开|政务公开|政策解读)$"
)
_CELL_LIMIT = 300  # a longer cell is a page laid out by a table, not data
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"


def html_source(data: bytes, name: str) -> Source:
    """The visible text, a block a line and a table row a line (`cell | cell`), with the title and the day that the page states.

    The encoding is told from the bytes, whatever the page declares. `title`, `published` and `url` come from the tags that
    Chinese government sites must carry (ArticleTitle, PubDate, Url), the title else from the one <h1> or from <title>
    without the names of site and column. Raises UnreadableDocument like `decode`; a page without text gives an empty text.
    """
    declared = _CHARSET.search(data[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    markup = decode(data, name, declared=encoding if encoding in _DECLARABLE else None).text
    with warnings.catch_warnings():
        # A file is read as the page its suffix says, even if it is XHTML or only a line: that is no news to the user.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(markup, "lxml")
    meta = _meta(soup)
    title = _clean(meta.get("articletitle", "")) or None
    published = next((d.iso for d in find_dates(meta.get("pubdate", ""))), None)
    _drop_hidden(soup)
    _join_rows(soup)
    text = _tidy("".join(_parts(soup)))
    return Source(name=name, text=text, title=title or _title(soup, text), published=published, url=meta.get("url") or None)


def site_free_title(title: str) -> str:
    """A page title without the names of site and column: "关于印发规划的通知_科技_中国政府网" → "关于印发规划的通知"."""
    parts = [_clean(part) for part in re.split(r"[_|｜»]|\s[-–—]{1,2}\s", title)]
    parts = [part for part in parts if part]
    named = [part for part in parts if not _SITE_PART.search(part) and len(part) > 4]
    best = max(named or parts, key=len, default="")
    head, hyphen, tail = best.rpartition("-")
    return head.strip() if hyphen and len(head) > 4 and _SITE_PART.search(tail.strip()) else best


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    """The page's <meta name= content=> pairs with their names in lower case, the first of each."""
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name, content = tag.get("name"), tag.get("content")
        if isinstance(name, str) and isinstance(content, str) and content.strip():
            found.setdefault(name.lower(), content.strip())
    return found


def _title(soup: BeautifulSoup, text: str) -> str | None:
    """The page's own title: the <h1> that <title> repeats, else what <title> says itself if the text has it, else the only <h1>.

    An <h1> that is only a part of the site's name in <title> is the banner of the site.
    """
    own = site_free_title(soup.title.get_text()) if soup.title else ""
    heads = [head for tag in soup.find_all("h1") if (head := _clean(tag.get_text(" ")))]
    bare = re.sub(r"\s", "", own)
    repeated = [head for head in heads if 2 * len(head) >= len(own) and re.sub(r"\s", "", head) in bare]
    if repeated:
        return max(repeated, key=len)
    if own and not _SITE_PART.search(own) and (not heads or own in text):
        return own
    return heads[0] if len(heads) == 1 else own or None


def _drop_hidden(soup: BeautifulSoup) -> None:
    """Takes out of the body what a browser does not show, and what belongs to the site rather than to the page."""
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed and tag.name != "head":
            tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    """Whether a browser shows nothing of this element, or it is navigation, a form control or a page footer.

    A page that hides its whole body until a script has run is not hidden.
    """
    if tag.name in ("html", "body"):
        return False
    if tag.name in _DROPPED or tag.has_attr("hidden") or _HIDDEN_STYLE.search(str(tag.get("style", ""))):
        return True
    return tag.name == "footer" and tag.find_parent(["article", "main"]) is None


def _join_rows(soup: BeautifulSoup) -> None:
    """Makes each row of a data table one line of text; a row that only lays out the page stays blocks."""
    for row in reversed(soup.find_all("tr")):  # inner tables before those around them
        cells = row.find_all(["td", "th"], recursive=False)
        if len(cells) < 2 or any(cell.find(["table", "h1", "h2"]) for cell in cells):
            continue
        texts = [_tidy("".join(_parts(cell))).replace("\n", " ") for cell in cells]
        if max(map(len, texts)) <= _CELL_LIMIT:
            row.clear()
            row.append(NavigableString(" | ".join(texts) if any(texts) else ""))


def _parts(root: Tag) -> Iterator[str]:
    """The text below an element in reading order, with a newline around every block. A stack, as pages may nest 10,000 deep."""
    stack: list[object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            yield node
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                yield _joined(str(node))
        elif isinstance(node, Tag) and node.name == "pre":
            yield "\n" + node.get_text() + "\n"
        elif isinstance(node, Tag) and node.name == "br":
            yield "\n"
        elif isinstance(node, Tag) and node.name != "head":
            edge = "\n" if node.name in _BLOCKS else ""
            yield edge
            stack.append(edge)
            stack.extend(reversed(node.contents))


def _joined(text: str) -> str:
    """A text node as a browser sets it: white space is one space, and none where a source line broke between Chinese characters."""
    text = re.sub(rf"(?<={_CJK})[ \t]*[\r\n]\s*(?={_CJK})", "", text)
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _tidy(text: str) -> str:
    """Lines without white space at their ends, and no blank ones."""
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _clean(text: str) -> str:
    """A title in one line."""
    return re.sub(r"\s+", " ", text).strip()
