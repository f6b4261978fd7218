"""What a piece says about itself: title, issuer, document number and its dates. What it does not say stays None."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from ingest.dates import DateMention, chinese_int, earliest, find_dates, iso
from ingest.glue import GENRE, ISSUER_END, ISSUERS, NUMBER, ORDER
from ingest.headings import marker_of
from ingest.lines import Kind, Line, title_text
from ingest.pieces import leading_title

_PUBLISHED = ("发布日期", "发布时间", "公布日期")
_ISSUED = ("成文日期", "印发日期")
_EFFECTIVE = ("施行日期", "实施日期", "生效日期")
_EXPIRES = ("有效期至", "失效日期")
_ISSUERS = ("发文机关", "发文机构", "发文单位", "发布机构", "制定机关")
_TITLE_ISSUER = re.compile(rf"(?P<issuer>[\u4e00-\u9fff、]{{2,40}}?(?:{ISSUER_END}|人大|国务院|国办))\s*(?=关于|印发|转发|令|公告)")
_ENTRY_ISSUER = re.compile(
    rf"(?:^|[日月年][，,]?)(?P<issuer>[\u4e00-\u9fff、]{{2,30}}?(?:{ISSUER_END}))(?:联合)?(?:制定|修订)?(?:印发|发布|下发|制定|出台|公布|批准|修订|同意)"
)
_OWN_NUMBER = re.compile(rf"(?P<title>.+[》\u4e00-\u9fff])\s*[（(](?P<number>{NUMBER})[）)]$")
_HEADLINE = 50  # characters
_PASSED = re.compile(r"通过|修正|修订|公布|发布|批准")
_ITSELF = rf"[本该][\u4e00-\u9fff]{{0,6}}?(?:{GENRE}|法|修正案)"
_INTO_FORCE = r"起(?:施行|实施|执行|生效|试行)"
_EFFECT = re.compile(rf"(?P<self>自(?:发布|公布|印发|下发)之日{_INTO_FORCE})|自(?P<date>[^，。；]{{4,14}}?){_INTO_FORCE}")
_ABOUT_ITSELF = re.compile(rf"{_ITSELF}|现予|予以(?:公布|发布)|^\s*(?:第[^条]{{1,8}}条|[一二三四五六七八九十]+、|[（(]?\d+[.、）)])?\s*$")
_TERM = re.compile(
    rf"(?:{_INTO_FORCE}[，,。；]?\s*(?:{_ITSELF})?|{_ITSELF})[\u4e00-\u9fff]{{0,4}}?有效期(?:限)?(?:延长)?"
    r"(?:(?:至|到|截至|自[^，。；]{4,14}至)(?P<until>[^，。；]{4,14})|为?(?P<years>[一二两三四五六七八九十]|\d{1,2})年)"
    rf"|{_ITSELF}[^，。；]{{0,4}}执行(?:期限(?:为|自)?[^，。；至]{{4,14}})?至(?P<last>[^，。；]{{4,14}})"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Dates are ISO to the precision that the text has."""

    title: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    date: str | None = None
    date_kind: str | None = None
    published: str | None = None
    effective: str | None = None
    expires: str | None = None


def read_metadata(piece: list[Line], *, contents: str = "", masthead_date: str | None = None) -> Metadata:
    """The metadata of one piece. `contents` is the text of a newsletter's front matter, `masthead_date` the date of its issue."""
    signed = _signed(piece)
    issued = signed or _passed(piece)
    sources = [line.date for line in piece if line.kind is Kind.SOURCE]
    reported = next((d for d in sources if d), None)
    dated = _meta_date(piece, ("日期",))
    if sources and dated and (not reported or dated.startswith(reported)):  # a periodical's issue names its year only
        reported, dated = dated, None
    published = _meta_date(piece, _PUBLISHED)
    effective, expires = _validity(piece, signed or published)  # the day a law was passed is not the one it was made public
    date, kind = next(
        (
            (d, k)
            for d, k in ((issued, "issued"), (reported, "reported"), (published or dated, "published"), (masthead_date, "published"))
            if d
        ),
        (None, None),
    )
    if date is None and effective:
        date, kind = effective, "effective"
    return Metadata(
        title=_title(piece, contents),
        issuer=_issuer(piece),
        doc_number=_doc_number(piece),
        date=date,
        date_kind=kind,
        published=published,
        effective=effective,
        expires=expires,
    )


def with_stated(found: Metadata, stated: dict[str, Any]) -> Metadata:
    """What the container itself states (the keys of a .jsonl line) goes before what the text shows."""
    known = {k: v for k, v in stated.items() if v}
    if "published" in known and "date" not in known and found.date is None:
        known["date"] = known["published"]
    if "date" in known and known["date"] != found.date:
        known["date_kind"] = "published" if known["date"] == known.get("published") else ("issued" if known.get("doc_number") else None)
    return replace(found, **known)


def _meta_value(piece: list[Line], keys: tuple[str, ...]) -> str | None:
    return next((line.value for line in piece if line.kind is Kind.META and line.key in keys), None)


def _meta_date(piece: list[Line], keys: tuple[str, ...]) -> str | None:
    return next((line.date for line in piece if line.kind is Kind.META and line.key in keys and line.date), None)


def _title(piece: list[Line], contents: str) -> str | None:
    stated = _meta_value(piece, ("标题", "名称"))
    if stated:
        return title_text(stated)
    if piece[0].kind is Kind.ENTRY_DATE and len(piece) > 1:
        return _unnumbered(title_text(piece[1].text))
    head = leading_title(piece, contents)
    numbered = any(line.kind is Kind.NUMBER for line in piece[:14])
    if head and (not numbered or re.search(rf"{GENRE}(?:[（(][^（）()]*[）)])?$", head)):
        return _unnumbered(head)
    # A page whose header was run into one line names its title again above the addressees.
    named = [title_text(x.text) for x in piece[:14] if x.kind is Kind.TITLE and re.search(rf"{GENRE}$", x.text)]
    return named[0] if named else head or _headline(piece)


def _headline(piece: list[Line]) -> str | None:
    """The first line where it asks or exclaims, as headlines of guides do: "电子证件怎么领？一文说清"."""
    text = piece[0].text
    asks = re.search(r"[？！?!]", text) and not re.search(r"[。；;]|[：:，,]$", text)
    return title_text(text) if asks and len(piece) > 2 and len(text) <= _HEADLINE and not marker_of(text) else None


def _unnumbered(title: str) -> str:
    """The title without its own number behind it: "《关于…的批复》（国函〔1992〕169号）" → "关于…的批复"."""
    m = _OWN_NUMBER.fullmatch(title)
    return title_text(m["title"]) if m else title


def _doc_number(piece: list[Line]) -> str | None:
    stated = _meta_value(piece, ("发文字号", "文号"))
    if stated:
        m = re.search(f"{NUMBER}|{ORDER}", stated)
        return re.sub(r"\s", "", m[0]) if m else None
    line = next((line.value for line in piece[:12] if line.kind is Kind.NUMBER), None)
    titled = next((m["number"] for x in piece[:3] if x.kind is Kind.TITLE and (m := _OWN_NUMBER.fullmatch(x.text))), None)
    return line or (titled and re.sub(r"\s", "", titled))


def _issuer(piece: list[Line]) -> str | None:
    stated = _meta_value(piece, _ISSUERS)
    if stated:
        return stated
    signature = _signature(piece)
    if signature is not None:
        return _listed(piece[signature].value or "、".join(x.text for x in _signing(piece, signature)))
    source = next((line.value for line in piece if line.kind is Kind.SOURCE and line.value), None)
    if source:
        return source
    if piece[0].kind is Kind.ENTRY_DATE:
        m = next((m for line in piece[2:4] if (m := _ENTRY_ISSUER.search(line.text))), None)
        if m:
            return _listed(m["issuer"])
    title = "".join(title_text(line.text) for line in piece[:3] if line.kind is Kind.TITLE)
    m = _TITLE_ISSUER.match(title)
    return m["issuer"] if m else None


def _listed(issuers: str) -> str:
    """Several issuers with 、 between them, whatever stood there: "财政部 税务总局", "国家科委与国家体改委"."""
    return re.sub(rf"(?<=[\u4e00-\u9fff）)])\s+|(?<=[部委厅局署院会办府心])[与和](?=[\u4e00-\u9fff]+{ISSUER_END}$)", "、", issuers)


def _signing(piece: list[Line], date: int) -> list[Line]:
    """The lines of issuers directly above the date at `date`, in order."""
    first = date
    while first > 0 and date - first < 8 and re.fullmatch(ISSUERS, piece[first - 1].text):
        first -= 1
    return piece[first:date]


def _signature(piece: list[Line]) -> int | None:
    """The place of the dated signature: the first that names its issuer."""
    return next((i for i, line in enumerate(piece) if line.kind is Kind.SIGNATURE and (line.value or _signing(piece, i))), None)


def _signed(piece: list[Line]) -> str | None:
    """The date of issue: stated, of a dated entry, or of the signature."""
    stated = _meta_date(piece, _ISSUED) or (piece[0].date if piece[0].kind is Kind.ENTRY_DATE else None)
    if stated:
        return stated
    signature = _signature(piece)
    if signature is not None:
        return piece[signature].date
    body = next((i for i, line in enumerate(piece) if line.kind is Kind.BODY), 0)
    bare = [line.date for line in (*piece[body:], *piece[:body]) if line.kind is Kind.SIGNATURE]  # below the text before above it
    return bare[0] if bare else None


def _passed(piece: list[Line]) -> str | None:
    """The day of the last session that passed or amended a law."""
    passed = [d.iso for line in piece[1:14] if line.kind is not Kind.SOURCE and len(line.text) < 200 for d in _passed_dates(line.text)]
    return max(passed, default=None)


def _passed_dates(text: str) -> list[DateMention]:
    """The dates in a line such as "（2011年11月17日…会议通过 2020年5月14日…修正）" above a law's first chapter."""
    if not re.match(r"[（(]?\s*\d{4}年", text) or not _PASSED.search(text) or re.search(r"[。；]", text):
        return []
    return [d for d in find_dates(text) if len(d.iso) == 10]


def _validity(piece: list[Line], base: str | None) -> tuple[str | None, str | None]:
    """The day from which the text itself holds and the last day on which it does, if it says so. What it says about other things
    (a certificate that is valid for three years, a policy in force since 2013) does not count.
    """
    effective, expires = _meta_date(piece, _EFFECTIVE), _meta_date(piece, _EXPIRES)
    closing = "\n".join(line.text for line in piece if re.search(rf"有效期|执行|{_INTO_FORCE}", line.text))
    own = [m for m in _EFFECT.finditer(closing) if _ABOUT_ITSELF.search(_clause_before(closing, m.start()))]
    if own and not effective:
        effective = base if own[-1]["self"] else _first_date(own[-1]["date"])
    term = next((m for m in _TERM.finditer(closing) if _ABOUT_ITSELF.search(_clause_before(closing, m.end()).split("自")[0])), None)
    start = effective or base
    if term and not expires:
        last = term["until"] or term["last"]
        expires = _first_date(last) if last else (_years_later(start, term["years"]) if start else None)
    return effective, expires


def _clause_before(text: str, end: int) -> str:
    """What stands between the last full stop, semicolon or line break and `end`, one full stop before 有效期 aside."""
    return re.split(r"[。；\n](?!有效期|本[^。]{2,8}有效期)", text[:end])[-1]


def _first_date(text: str) -> str | None:
    return next((d.iso for d in find_dates(text)), None)


def _years_later(start: str, years: str) -> str | None:
    """The last day of the `years` (digits or a Chinese numeral) that begin on `start`, to the same precision: 2024-04-01, 5 → 2029-03-31."""
    count = chinese_int(years) or 0
    parts = [int(x) for x in start.split("-")]
    if len(parts) < 3:
        return iso(parts[0] + count, *parts[1:])
    return (earliest(iso(parts[0] + count, parts[1], 1) or start) + timedelta(days=parts[2] - 2)).isoformat()
