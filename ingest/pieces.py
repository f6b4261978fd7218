"""Where one piece of a document ends and the next begins: news items, dated entries of a list, forwarded notices."""

import re
from itertools import pairwise

from ingest.glue import GENRE, ISSUERS
from ingest.headings import BULLET_LEVEL, marker_of
from ingest.lines import Kind, Line, has_words, title_text

_ANNEX = re.compile(r"附(?:件|录)?[\d一二三四五六七八九十]*\s*[：:]")
_MASTHEAD = re.compile(r"第\d+期|总第|目录|本期|导读|要目")
_BUNDLE = re.compile(r"(?:摘编|汇编|选编|动态|简报|周报|月报|要闻|快讯|专刊|专报|参考|摘要)$")
_NOT_A_TITLE = re.compile(r"首页|当前(?:所在)?(?:的)?位置|[【\[]?字体|打印|关闭窗口|关注\s*[·•]|.*>.*>")
_ITEM_LEVEL = marker_of("一、总").level  # type: ignore[union-attr]


def split_pieces(lines: list[Line]) -> list[list[Line]]:
    """The lines of each piece, in order; together they are all lines. A plain document comes back as one piece."""
    starts = (
        {0} | _after_sources(lines) | _dated_entries(lines) | _bulleted_items(lines) | _inner_headers(lines) | _after_front_matter(lines)
    )
    cuts = sorted(s for s in starts if s < len(lines))
    return [lines[a:b] for a, b in pairwise([*cuts, len(lines)])]


def _after_sources(lines: list[Line]) -> set[int]:
    """A source line ("（来源：…）") closes its item; the next line opens another, if any body text follows."""
    return {
        i + 1 for i, line in enumerate(lines) if line.kind is Kind.SOURCE and i > 0 and _has_body(lines[:i]) and _has_body(lines[i + 1 :])
    }


def _has_body(lines: list[Line]) -> bool:
    return any(line.kind is Kind.BODY and has_words(line.text) for line in lines)


def _dated_entries(lines: list[Line]) -> set[int]:
    """In a list of policies each entry begins with its bulleted date, with the title on the next line."""
    entries = {i for i, line in enumerate(lines[:-1]) if line.kind is Kind.ENTRY_DATE and lines[i + 1].kind is Kind.TITLE}
    return entries if len(entries) >= 2 else set()


def _bulleted_items(lines: list[Line]) -> set[int]:
    """In a bundle of items a bulleted title opens one ("· 上海：…介绍"): it stands after a source line, or others like it do."""
    bulleted = [i for i, line in enumerate(lines) if line.kind is Kind.TITLE and _is_bulleted(line) and i + 1 < len(lines)]
    opened = [i for i in bulleted if i > 0 and lines[i - 1].kind is Kind.SOURCE and lines[i + 1].kind is Kind.BODY]
    glyphs = {lines[i].text[0] for i in opened}
    return {i for i in bulleted if lines[i].text[0] in glyphs and lines[i + 1].kind is Kind.BODY}


def _is_bulleted(line: Line) -> bool:
    marker = marker_of(line.text)
    return marker is not None and marker.level == BULLET_LEVEL


def _inner_headers(lines: list[Line]) -> set[int]:
    """A notice inside another begins at its title, where a document number other than the first stands below or above it."""
    found: set[int] = set()
    known: set[str] = set()
    for i, line in enumerate(lines):
        if line.kind is not Kind.NUMBER and not (line.kind is Kind.META and line.key in ("发文字号", "文号")):
            continue
        start = _header_start(lines, i)
        titled = start < i or (i + 1 < len(lines) and lines[i + 1].kind is Kind.TITLE)
        if known and line.value not in known and titled and _has_body(lines[:start]):
            found.add(start)
        known.add(line.value)
    return found


def _header_start(lines: list[Line], number: int) -> int:
    """The first line of the header that the number at `number` belongs to: its title, with the lines of metadata between."""
    start = number
    for i in range(number - 1, max(-1, number - 6), -1):
        if lines[i].kind is Kind.TITLE and (re.search(rf"{GENRE}》?$", lines[i].text) or (start < number and _ANNEX.match(lines[i].text))):
            start = i
        elif lines[i].kind not in (Kind.META, Kind.TITLE):
            break
    if start == number and number > 0 and lines[number - 1].kind is Kind.TITLE:
        start = number - 1
    return start


def _after_front_matter(lines: list[Line]) -> set[int]:
    """A newsletter opens with its masthead and contents; the items begin where a line of the contents comes back."""
    seen = ""
    for i, line in enumerate(lines):
        marker = marker_of(line.text)
        if line.kind is Kind.BODY or (marker and marker.level < _ITEM_LEVEL):  # a law's contents list its chapters
            return set()
        plain = _folded(line.text)
        if i >= 4 and len(plain) >= 4 and plain in seen:
            return {i} if _MASTHEAD.search(seen) else set()
        seen += "\n" + plain
    return set()


def _folded(text: str) -> str:
    return re.sub(r"\s", "", text).replace(":", "：").replace(",", "，")


def leading_title(piece: list[Line], contents: str) -> str | None:
    """The title among the first lines of an item: the last of them, joined with those before it if the contents list them as one."""
    leading: list[str] = []
    for line in piece:
        if line.kind not in (Kind.TITLE, Kind.NUMBER, Kind.META):
            break
        if line.kind is Kind.TITLE:
            leading.append(title_text(line.text))
    leading = _without_frame(leading, bundled=any(line.kind is Kind.SOURCE for line in piece))
    if not leading:
        return None
    listed = [_folded(x) for x in contents.split("\n")]
    for first in range(len(leading) - 1):
        joined = _folded("".join(leading[first:]))
        if any(joined in x for x in listed):
            return " ".join(leading[first:])
    numbered = len(leading) <= 4 and any(line.kind is Kind.NUMBER for line in piece[: len(leading) + 1])
    return leading[-1] if contents else _joined_title(leading, whole=numbered)


def _without_frame(leading: list[str], *, bundled: bool) -> list[str]:
    """The title lines without what only frames the title: a page's navigation, the issuer alone, "附：…", the name of the bundle."""
    kept = [x for x in leading if not _NOT_A_TITLE.match(x)]
    while len(kept) > 1 and (_is_issuer_alone(*kept[:2]) or _ANNEX.match(kept[0]) or (bundled and _BUNDLE.search(kept[0]))):
        kept = kept[1:]
    return kept


def _is_issuer_alone(line: str, following: str) -> bool:
    """Whether the line names only an office, and is not the beginning of a title ("国务院办公厅" / "关于…的通知")."""
    return bool(re.fullmatch(ISSUERS, line)) and not re.match(r"关于|印发|转发|批转|发布|对|同意", following)


def _joined_title(leading: list[str], *, whole: bool) -> str:
    """A title broken over two or three lines, joined up to the word that ends such titles (通知, 意见, 办法).

    `whole`: a document number stands below these lines, so that together they are the title whatever they end in.
    """
    for count in range(1, min(3, len(leading)) + 1):
        joined = "".join(leading[:count])
        if re.search(rf"{GENRE}(?:（[^）]*）|\([^)]*\))?$", joined):
            return joined
    return "".join(leading) if whole else leading[0]
