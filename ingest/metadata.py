"""What a piece says about itself: title, issuer, document number and its dates. What it does not say stays None."""

import re
from dataclasses import dataclass, replace
from typing import Any

from ingest.dates import DateMention, find_dates, iso
from ingest.glue import GENRE, ISSUER_END, NUMBER
from ingest.lines import Kind, Line, title_text
from ingest.pieces import leading_title

_PUBLISHED = ("发布日期", "发布时间", "公布日期")
_ISSUED = ("成文日期", "印发日期")
_EFFECTIVE = ("施行日期", "实施日期", "生效日期")
_EXPIRES = ("有效期至", "失效日期")
_ISSUERS = ("发文机关", "发文机构", "发文单位", "发布机构", "制定机关")
_TITLE_ISSUER = re.compile(rf"(?P<issuer>[\u4e00-\u9fff、]{{2,40}}?(?:{ISSUER_END}|人大|国务院|国办))\s*(?=关于|印发|转发|令|公告)")
_ENTRY_ISSUER = re.compile(rf"[日月年][，,]?(?P<issuer>[\u4e00-\u9fff、]{{2,30}}?{ISSUER_END})(?:联合)?(?:修订)?(?:印发|发布|下发|制定|出台|公布|批准)")
_PASSED = re.compile(r"通过|修正|修订|公布|发布|批准")
_EFFECT = re.compile(r"自(?P<date>[^，。；]{4,14}?)(?:起)(?:施行|实施|执行|生效)|(?P<self>自(?:发布|公布|印发)之日起(?:施行|实施|执行|生效))")
_VALID_UNTIL = re.compile(r"有效期(?:限)?(?:延长)?(?:至|到|截至)(?P<date>[^，。；]{4,14})")
_VALID_YEARS = re.compile(r"有效期(?:限)?(?:为)?(?P<years>[一二三四五六七八九十]|\d{1,2})年")


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
    issued = _issued(piece)
    reported = next((line.date for line in piece if line.kind is Kind.SOURCE and line.date), None)
    published = _meta_date(piece, _PUBLISHED)
    effective, expires = _validity(piece, issued or published)
    date, kind = next(
        ((d, k) for d, k in ((issued, "issued"), (reported, "reported"), (published, "published"), (masthead_date, "published")) if d),
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
        return title_text(piece[1].text)
    head = leading_title(piece, contents)
    if head:
        return head
    # A page whose header was run into one line names its title again above the addressees.
    named = [title_text(x.text) for x in piece[:8] if x.kind is Kind.TITLE and re.search(rf"{GENRE}$", x.text)]
    return named[0] if named else None


def _doc_number(piece: list[Line]) -> str | None:
    stated = _meta_value(piece, ("发文字号", "文号"))
    if stated:
        m = re.search(NUMBER, stated)
        return re.sub(r"\s", "", m[0]) if m else None
    return next((line.value for line in piece[:12] if line.kind is Kind.NUMBER), None)


def _issuer(piece: list[Line]) -> str | None:
    stated = _meta_value(piece, _ISSUERS)
    if stated:
        return stated
    for i, line in enumerate(piece):
        if line.kind is Kind.SIGNATURE:
            if line.value:
                return line.value
            above = piece[i - 1].text if i else ""
            if re.fullmatch(rf"[\u4e00-\u9fff、（）()]{{1,40}}{ISSUER_END}", above):
                return above
    source = next((line.value for line in piece if line.kind is Kind.SOURCE and line.value), None)
    if source:
        return source
    if piece[0].kind is Kind.ENTRY_DATE:
        m = next((m for line in piece[1:3] if (m := _ENTRY_ISSUER.search(line.text))), None)
        if m:
            return m["issuer"]
    title = "".join(title_text(line.text) for line in piece[:3] if line.kind is Kind.TITLE)
    m = _TITLE_ISSUER.match(title)
    return m["issuer"] if m else None


def _issued(piece: list[Line]) -> str | None:
    """The date of issue: stated, of a dated entry, of the signature, or of the session that passed a law."""
    stated = _meta_date(piece, _ISSUED) or (piece[0].date if piece[0].kind is Kind.ENTRY_DATE else None)
    if stated:
        return stated
    signed = next((line.date for line in piece if line.kind is Kind.SIGNATURE), None)
    if signed:
        return signed
    passed = [d.iso for line in piece[1:14] if line.kind is not Kind.SOURCE and len(line.text) < 200 for d in _passed_dates(line.text)]
    return max(passed, default=None)


def _passed_dates(text: str) -> list[DateMention]:
    """The dates in a line such as "（2011年11月17日…会议通过 2020年5月14日…修正）" above a law's first chapter."""
    if not re.match(r"[（(]?\s*\d{4}年", text) or not _PASSED.search(text) or re.search(r"[。；]", text):
        return []
    return [d for d in find_dates(text) if len(d.iso) == 10]


def _validity(piece: list[Line], base: str | None) -> tuple[str | None, str | None]:
    """The day from which the text holds and the last day on which it does, if it says so."""
    effective, expires = _meta_date(piece, _EFFECTIVE), _meta_date(piece, _EXPIRES)
    closing = "".join(line.text for line in piece if "有效期" in line.text or "起施行" in line.text or re.search(r"起(?:实施|执行|生效)", line.text))
    effect = list(_EFFECT.finditer(closing))
    if effect and not effective:
        last = effect[-1]
        dates = find_dates(last["date"]) if last["date"] else []
        effective = dates[0].iso if dates else (base if last["self"] else None)
    if until := _VALID_UNTIL.search(closing):
        dates = find_dates(until["date"])
        expires = expires or (dates[0].iso if dates else None)
    years = _VALID_YEARS.search(closing)
    start = effective or base
    if years and not expires and start:
        expires = _years_later(start, years["years"])
    return effective, expires


def _years_later(start: str, years: str) -> str | None:
    """The ISO date, of the same precision, that lies `years` (digits or a Chinese numeral) after `start`."""
    count = int(years) if years.isdigit() else "一二三四五六七八九十".index(years) + 1
    parts = [int(x) for x in start.split("-")]
    return iso(parts[0] + count, *parts[1:]) or iso(parts[0] + count, parts[1], parts[2] - 1)
