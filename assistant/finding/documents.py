"""Questions about a document itself: its number, its dates, who issued it, which of several is the newest."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.model import Evidence, Route
from assistant.reading.candidates import Candidate
from assistant.reading.matching import covered
from assistant.reading.mentions import NAMED, document_share
from assistant.reading.reader import Reading
from assistant.reading.spans import Span
from assistant.words.glossary import phrases_in
from assistant.words.places import zones_named
from index.search import Window
from index.tokens import fold
from ingest.dates import show
from ingest.glue import GENRE
from ingest.model import Chunk, Piece

_OF_ISSUE = re.compile(r"印发|发布|发出|发的|出台|制定|落款|成文|颁布|公布|下发|发文|签发|公开|出来|通过")
_ASKS_ISSUER = re.compile(
    r"(?:谁|哪一?[个些几]?(?:部门|单位|机构|机关|部委|家))[^，。？?]{0,4}?(?:印发|发布|发出|发的|出台|制定|颁布|公布|下发|发文|签发)|(?:发文|发布|制定|印发)(?:机关|机构|单位|部门)"
)
_NAMES = ("doc_number", "issuer", "title")  # what is shown as it stands; all else is a date
_ASKS_NEWEST = frozenset("最近 最新 最晚 最后 最早 一次 日期 哪份 哪一份 发出 出 出台 印发 发布 下发 制定 文件 政策 历年 方面".split())
_PASSED = re.compile(r"会议[^，。？?《]{0,10}通过")  # the day of the meeting, and not the one that the document bears
_LISTS = 4  # documents whose pieces may be the newest
_WHOLE_TITLE = 8  # characters from which a title in the question is no coincidence
_WHICH_DATE = (
    (r"施行|生效|实施|执行", "effective", "施行日期"),
    (r"失效|到期|有效期", "expires", "有效期截止日期"),
    (r"公布|发布|公开", "published", "发布日期"),
)
_ASKS_TITLE = re.compile(
    r"(?:号|文件|通知|批复)(?:的?(?:全称|名称|标题))?(?:是|叫)(?:什么|哪)[一份个]*(?:文件|通知|意见|名称|标题)?(?:[？?]|$)|(?:名称|标题)是什么"
)


class Library(Protocol):
    """What is read of a store beyond the hits: all of a piece, and the other pieces of its document."""

    def chunks_of_piece(self, piece_id: str) -> list[Chunk]:
        """The chunks of a piece in reading order."""

    def pieces_of_document(self, document_id: str) -> list[Piece]:
        """The pieces of a document in reading order."""


def about_document(question: Question, found: Sequence[Candidate], weights: dict[Term, float], library: Library) -> Evidence | None:
    """Evidence from the metadata of the document that the question names; None if it asks for something else or names no such document.

    The quote is the line of the text that states it: the number under the title, the signature with its date.
    """
    asked = _asked_of_document(question)
    if asked is None:
        return None
    wanted, label = asked
    chosen = _best_named(question, found, wanted)
    if chosen is None:
        return None
    value = str(getattr(chosen.piece, wanted) or chosen.piece.date)
    sentences = sentences_of(chosen, library)
    stating = [c for c in sentences if _states(c, value, wanted)]
    if not stating and wanted == "expires":  # "有效期3年": the day itself stands nowhere, the sentence that settles it does
        settling = [c for c in sentences if "有效期" in c.folded]
        return Evidence(question, Reading(settling[-1], 1.0), (), weights, route=Route.METADATA) if settling else None
    if not stating and not _in_full(question, chosen.piece):
        return None
    best = (
        max(stating, key=lambda c: covered(weights, c.folded)) if stating else sentences[0]
    )  # stated beside the text, in a field of the file
    shown = f"《{value}》" if wanted == "title" else value if wanted in _NAMES else show(value)
    says_all = wanted not in _NAMES and bool(stating) and covered(weights, best.folded) > 0.6
    about = best.piece.doc_number if wanted == "title" else f"《{best.piece.title}》"
    text = "" if says_all else f"{about}的{label}是{shown}"
    span = next((Span(d.start, d.end, shown, 1.0) for d in best.dates if d.iso == value), Span(0, 0, shown, 1.0))
    return Evidence(question, Reading(best, 1.0), (span,), weights, statement=text, route=Route.METADATA)


def _asked_of_document(question: Question) -> tuple[str, str] | None:
    """The field of a piece that the question asks for and its name in Chinese; None if it asks for something else."""
    if question.kind is Kind.NUMBER:
        return "doc_number", "文号"
    if _ASKS_ISSUER.search(re.sub(r"《[^《》]*》", "", question.text)):
        return "issuer", "发文机关"
    if (
        question.kind is Kind.DATE
        and not _PASSED.search(question.text)
        and (_OF_ISSUE.search(question.text) or re.search(r"施行|生效|失效|到期|有效期", question.text))
    ):
        return _which_date(question.text)
    if question.numbers and _ASKS_TITLE.search(question.text):
        return "title", "标题"
    return None


def _best_named(question: Question, found: Sequence[Candidate], wanted: str) -> Candidate | None:
    """A candidate of the piece that the question names by title, and if need be by issuer; None if no piece with such a title has the value."""
    scored = []
    for c in {c.piece.id: c for c in reversed(found)}.values():
        title = named_title(question, c.piece)
        if title >= NAMED and _same_zone(question, c.piece) and (getattr(c.piece, wanted) or (wanted == "published" and c.piece.date)):
            years = {y for p in question.periods for y in p.years}
            if wanted == "doc_number" and _of_another_year(question, c.piece):
                continue
            dated = float(bool(c.piece.date) and int((c.piece.date or "0")[:4]) in years)
            scored.append(
                (
                    2 * _in_full(question, c.piece)
                    + dated
                    + title
                    + _issuer_named(question, c.piece)
                    + 0.5 * _exactly(question, c.piece)
                    - 0.5 * _forwards_instead(question, c.piece),
                    c,
                )
            )
    return max(scored, key=lambda x: (x[0], x[1].score))[1] if scored else None


def _of_another_year(question: Question, piece: Piece) -> bool:
    """Whether the question dates the document ("1999年的批复") and none of the piece's dates, nor its title, is of such a year. A year
    that it looks ahead to ("到2020年的目标") dates nothing."""
    text = fold(question.text)
    dating = [p for p in question.periods if not re.search(r"[到至向]$", text[: text.find(p.text)])]
    stated = " ".join(filter(None, (piece.date, piece.published, piece.effective, piece.doc_number, piece.title)))
    return bool(dating) and not any(str(y) in stated for p in dating for y in p.years)


def sentences_of(like: Candidate, library: Library) -> list[Candidate]:
    """All sentences of the candidate's piece as candidates."""
    return [replace(like, chunk=k, place=n, sentence=s) for k in library.chunks_of_piece(like.piece.id) for n, s in enumerate(k.sentences)]


def named_title(question: Question, piece: Piece) -> float:
    """How well the piece fits what the question calls the document, 0..1: by number, by a title in 《》 word for word, or by the words of a
    looser mention in its title and issuer; 0 if it does not fit or the question names none."""
    if piece.doc_number and fold(piece.doc_number) in map(fold, question.numbers):
        return 1.0
    title = fold(piece.title or "")
    if _in_full(question, piece):
        return 1.0
    if any(fold(t) in title or (title and title in fold(t)) for t in question.titles):
        return 1.0
    if question.titles:
        return 0.0
    names = title + " ".join(_names_of(piece.issuer))
    return max((document_share(m, names) for m in question.mentions), default=0.0)


def _in_full(question: Question, piece: Piece) -> bool:
    """Whether the question holds the piece's whole title, set off or not."""
    title = fold(piece.title or "")
    return len(title) >= _WHOLE_TITLE and title in fold(question.text)


def _same_zone(question: Question, piece: Piece) -> bool:
    """Whether every zone that the question names stands in the piece's title, issuer or number: 汀砚高新区's rules are not 岚泓高新区's."""
    names = " ".join(filter(None, (piece.title, piece.issuer, piece.doc_number)))
    return all(zone in names for zone in zones_named(fold(question.text)))


def _which_date(text: str) -> tuple[str, str]:
    for pattern, field, label in _WHICH_DATE:
        if re.search(pattern, text) and not re.search(r"印发|制定|落款|成文|颁布", text):
            return field, label
    return "date", "落款日期" if "落款" in text else "日期"


def _states(c: Candidate, value: str, wanted: str) -> bool:
    """Whether the sentence holds the value."""
    if wanted in _NAMES:
        return all(fold(part) in c.folded for part in value.split("、"))
    return any(d.iso == value for d in c.dates)


def _issuer_named(question: Question, piece: Piece) -> float:
    """1 if the question names the piece's issuer, in full or as it is usually shortened."""
    names = _names_of(piece.issuer)
    asked = fold(re.sub(r"《[^《》]*》", "", question.text))
    return float(any(name in asked for name in names))


def _issued_by_named(question: Question, piece: Piece) -> bool:
    """Whether a body that the question names issued the piece; 国务院办公厅 is not 国务院."""
    asked = fold(re.sub(r"《[^《》]*》", "", question.text))
    return any(re.search(rf"{re.escape(name)}(?!办)", asked) for name in _names_of(piece.issuer))


def _forwards_instead(question: Question, piece: Piece) -> bool:
    """Whether the piece only forwards a document, while the question is about the document."""
    return "转发" in (piece.title or "") and "转发" not in question.text


def _names_of(issuer: str | None) -> set[str]:
    """The issuer's name and the short forms in use for it: 中华人民共和国科学技术部 → 科技部."""
    full = fold(issuer or "")
    return {full, *(word for _, _, same in phrases_in(full) for word in same)} if full else set()


def _exactly(question: Question, piece: Piece) -> float:
    """1 if the title is, or itself sets off in 《》, the very title that the question sets off."""
    inner = re.findall(r"《([^《》]+)》", piece.title or "") or [piece.title or ""]
    return float(any(t in inner for t in question.titles))


_WITHIN = re.compile(rf"{GENRE}(?:之下|之中|[里中内下](?=[，,]))")  # what it says is asked, not which it is


def newest_document(
    question: Question, found: Sequence[Candidate], weights: dict[Term, float], library: Library, window: Window
) -> Evidence | None:
    """The newest (or oldest) of the dated documents that fit the question, from the sentence that names it with its date."""
    content = question.kind not in (Kind.NUMBER, Kind.DATE) and _WITHIN.search(question.text)
    if (
        content
        or not (question.newest or question.oldest)
        or not re.search(r"文件|政策|规划|意见|通知|办法|方案|条例|决定|哪一?份", question.text)
    ):
        return None
    fitting = dated_documents(question, found, weights, library, window)
    chosen = (max if question.newest else min)(fitting, key=lambda c: c.piece.date or "", default=None)
    return told_with_date(question, chosen, weights, library) if chosen else None


def dated_documents(
    question: Question, found: Sequence[Candidate], weights: dict[Term, float], library: Library, window: Window
) -> list[Candidate]:
    """One candidate of each dated document that fits the question: of the body that it names, where one of them is that body's."""
    listing = next(iter(found), None)
    if listing is None:
        return []
    weights = {t: w for t, w in weights.items() if t.text not in _ASKS_NEWEST}
    dated = {c.piece.id: c for c in reversed(found) if c.piece.date and c.piece.title and c.piece.date_kind == "issued"}
    relevance = {i: covered(weights, c.heading + " " + c.before + c.folded) for i, c in dated.items()}
    lists = list(dict.fromkeys(c.chunk.document_id for c in found))[:_LISTS]
    for piece in (p for d in lists for p in library.pieces_of_document(d)):  # a list of policies: its entries fit as its introduction does
        if piece.date and piece.title and piece.date_kind == "issued" and window.admits(piece.date) and piece.id not in dated:
            dated[piece.id] = replace(listing, piece=piece)
            relevance[piece.id] = covered(weights, listing.heading + " " + fold(piece.title))
    if issued := [i for i, c in dated.items() if _issued_by_named(question, c.piece)]:
        dated = {i: dated[i] for i in issued}
    best = max((relevance[i] for i in dated), default=0.0)
    return [c for i, c in dated.items() if relevance[i] >= 0.6 * best]


def told_with_date(question: Question, chosen: Candidate, weights: dict[Term, float], library: Library) -> Evidence | None:
    """A document's title and date, from the sentence of it that states the date; None if none does."""
    title, date = fold(chosen.piece.title or ""), chosen.piece.date or ""
    naming = [c for c in sentences_of(chosen, library) if any(d.iso == date for d in c.dates)]
    if not naming:
        return None
    quoted = max(naming, key=lambda c: (title in c.folded, covered(weights, c.folded)))
    span = show(date) if question.kind is Kind.DATE else f"《{chosen.piece.title}》"
    text = f"《{chosen.piece.title}》，日期是{show(date)}"
    return Evidence(question, Reading(quoted, 1.0), (Span(0, 0, span, 1.0),), weights, statement=text, route=Route.NEWEST)
