"""Names of documents in one form each, so that what one text calls another can be found: titles and numbers as keys."""

import re
import unicodedata

from ingest.glue import ISSUERS
from ingest.model import Piece, Repeal

_STATE = r"(?:中华人民共和国|原)"
_MARK = re.compile(r"[（(\[【〔]\s*(?:已废止|已失效|已作废|废止|失效|全文废止|全文失效|已停止执行)\s*[）)\]】〕]")
_INNER = re.compile(
    r"(?:印发|发布|公布|颁布)[《〈<](?P<inner>[^《》]+)[》〉>]的?(?:通知|公告|通告|决定|命令|令)?(?:[（(][^（）()]*[）)])?$"
)
_BRACKETED = re.compile(
    r"(?P<who>[\u4e00-\u9fffA-Za-z]{1,14}?)\s*[〔\[［（(【]\s*(?P<year>\d{4})\s*[〕\]］）)】]\s*第?\s*(?P<n>\d{1,5})\s*号"
)
_ORDER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,24}?)(?P<kind>令|公告|通告)?\s*(?:(?P<year>\d{4})\s*年)?\s*第\s*(?P<n>\d{1,4})\s*号(?P<late>令)?"
)
_LED_IN = re.compile(r"^(?:和|与|及|以及|按照|根据|废止|停止执行|原|对|将)+")


def piece_keys(piece: Piece) -> tuple[str, ...]:
    """What a piece can be called: its number and the forms of its title."""
    return _keys(piece.title, piece.doc_number)


def repeal_keys(repeal: Repeal) -> tuple[str, ...]:
    """What the repealed document is called: its number and the forms of its title."""
    return _keys(repeal.title, repeal.number)


def _keys(title: str | None, number: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*([number_key(number)] if number else []), *title_keys(title)]))


def title_keys(title: str | None) -> tuple[str, ...]:
    """The forms under which a title is looked up, the full one first: without its issuer, 中华人民共和国 and all punctuation, and that of
    the document which it only issues. "关于印发〈甲办法〉的通知" → 关于印发甲办法的通知, 甲办法; empty for no title."""
    bare = _MARK.sub("", unicodedata.normalize("NFKC", title or ""))
    inner = _INNER.search(bare.replace("〈", "《").replace("〉", "》").replace("<", "《").replace(">", "》"))
    return tuple(dict.fromkeys(k for k in (_plain(bare), _plain(inner["inner"]) if inner else "") if len(k) >= 4))


def _plain(title: str) -> str:
    """The letters of a title that tell it from others."""
    led = re.match(rf"{ISSUERS}[\s、]*(?=关于)", title)
    return re.sub(r"\W|中华人民共和国", "", title[led.end() if led else 0 :])


def issuer_in(title: str | None) -> str:
    """The issuer that stands before 关于 in a title, empty if none does."""
    led = re.match(rf"{ISSUERS}(?=[\s、]*关于)", title or "")
    return led[0] if led else ""


def marked_dead(title: str | None) -> bool:
    """Whether a title says of its own document that it is dead: "甲办法（已废止）"."""
    return bool(_MARK.search(title or ""))


def number_of(text: str) -> str:
    """A number as it was found, without the words that led to it: "和财税〔2009〕69号" → 财税〔2009〕69号."""
    return _LED_IN.sub("", re.sub(r"\s", "", text))


def number_key(number: str) -> str:
    """A number in one form: 财税（2009）069号 and 财税〔2009〕69号 → "财税2009#69", 公安部第69号令 → "公安部令#69"."""
    plain = number_of(number)
    m = _BRACKETED.search(plain)
    if m:
        return f"{m['who']}{m['year']}#{int(m['n'])}"
    m = _ORDER.search(plain)
    if m:
        who = re.sub(_STATE, "", m["who"]) or m["who"]
        return f"{who}{m['kind'] or m['late'] or ''}{m['year'] or ''}#{int(m['n'])}"
    return plain


def number_year(number: str | None) -> int | None:
    """The year in a number: 财税〔2009〕69号 → 2009; None for an order that is counted on through the years."""
    m = _BRACKETED.search(number or "") or _ORDER.search(number or "")
    return int(m["year"]) if m and m["year"] else None
