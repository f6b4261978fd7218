"""Whether a piece is still in force on a day, and what follows for answering: who may lead, and what a dead piece is labelled with.

A piece is dead when another one repeals it as a whole, when the day on which it expires has passed, or when it is marked as dead
itself. A piece that is merely old is not. A dead piece still tells what held while it lived, and facts that it reports stay true;
what ends is its rule. So what only dead pieces say is an answer, labelled, if the question asks for it:
- it names that document by title or number (and no living one bears the name as well), or asks about the document itself;
- it asks about a time before the death (2012年的补贴标准), or says that it means the past (原来, 废止前);
- the sentence reports a dated fact of its past (2010年营业收入…), not a rule or a plan.
Any other question is one about what holds now, and dead pieces do not answer it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.asking.kinds import Kind
from assistant.finding.documents import named_title
from assistant.finding.model import Evidence
from assistant.reading.candidates import Candidate
from assistant.reading.mentions import NAMED
from assistant.reading.spans import years_in
from assistant.words.places import places_in, zones_named
from index.store import Store
from index.tokens import fold
from ingest.dates import earliest, latest, show
from ingest.model import Piece, Repeal
from ingest.names import issuer_in, marked_dead, number_key, number_year, title_keys

_PAST = re.compile(r"原来|原先|以前|过去|曾经|当时|历史上|旧版|旧的|旧办法|老办法|此前|废止|失效|作废")
_RULE = re.compile(
    r"应当?|不得|必须|须|可以?[享按申在获]|给予|予以|补[贴助]|奖励|资助|扶持|申请|申报|条件|符合|优惠|[免减]征|减[免按]|有效期|施行|期限|限额|标准|"
    r"不[超低高少][过于]|负责|力争|目标|预计|计划|规划|将"
)
_STATUS_LINE = re.compile(
    r"(?!.{0,2}$)[（(【\[]?(?:(?:本|该)?(?:文件|文|办法|通知|规定)?(?:有效性|时效性|时效|效力状态|文件状态|状态|效力)?[：:]?)?(?:已经?|全文)?(?:废止|失效|作废)[）)】\]。]?"
)

_NOTE = re.compile(r"(?:注释|备注|编者按|效力)\s*[：:]\s*(?:本文|全文)?已?(?:失效或废止|失效|废止)(?![^。；\n]{0,4}条)")


@dataclass(frozen=True, slots=True)
class Death:
    """Why a piece is no longer in force: `since` is the day (ISO, None if unknown), `by` the piece that repeals it and `at` a place inside the
    sentence of its document that does; with no `by` and `expired` unset the piece is only marked as dead."""

    since: str | None = None
    by: Piece | None = None
    at: int = 0
    expired: bool = False

    @property
    def label(self) -> str:
        """What stands behind a statement from the piece: "该文件已于2020年1月1日废止"."""
        if self.expired and self.since:
            return f"有效期至{show(self.since)}，已届满"
        if self.by:
            return f"该文件已于{show(self.since)}废止" if self.since else "该文件已废止"
        return "该文件已标明失效"

    @property
    def told(self) -> str:
        """The label, with the document that repeals."""
        number = f"（{self.by.doc_number}）" if self.by and self.by.doc_number else ""
        if self.by and (self.by.title or number):
            title = f"《{self.by.title}》" if self.by.title else ""
            return re.sub("废止$", f"被{title}{number}废止", self.label)
        return self.label


class Validity:
    """What is in force on a day (ISO, any precision), so far as was known then; each piece is looked up once. `looks_back` says that the
    day was asked for: whether a piece that is only marked as dead was so then, nobody knows."""

    def __init__(self, store: Store, day: str, *, looks_back: bool = False) -> None:
        self._store = store
        self.looks_back = looks_back
        self._day = latest(day)
        self._known: dict[str, Death | None] = {}

    def death(self, piece: Piece) -> Death | None:
        """How the piece had died by the day, None if it was in force."""
        if piece.id not in self._known:
            self._known[piece.id] = self._find(piece)
        return self._known[piece.id]

    def deaths(self, piece_ids: Sequence[str]) -> dict[str, Death]:
        """How those of the pieces had died that were no longer in force, by their ids."""
        return {i: death for i, (piece, *_) in self._store.pieces(piece_ids).items() if (death := self.death(piece))}

    def _find(self, piece: Piece) -> Death | None:
        ends = [Death(piece.expires, expired=True)] if piece.expires and latest(piece.expires) < self._day else []
        for repeal, by in self._store.repeals_of(piece):
            if repeals(repeal, by, piece) and all(earliest(d) <= self._day for d in (by.date, repeal.since) if d):
                ends.append(Death(repeal.since, by, repeal.at))
        dated = [d for d in ends if d.since]
        if dated:
            return min(dated, key=lambda d: earliest(d.since or ""))
        return ends[0] if ends else Death() if self._marked(piece) else None

    def _marked(self, piece: Piece) -> bool:
        """Whether the piece says of itself, in its title, in a line of its own at its head or in a note, that it is dead."""
        if marked_dead(piece.title):
            return True
        text = self._store.document_text(piece.document_id)[piece.start : piece.end]
        head = text[:600].split("\n")
        return any(_STATUS_LINE.fullmatch("".join(line.split())) for line in head) or bool(_NOTE.search(text))


def repeals(repeal: Repeal, by: Piece, piece: Piece) -> bool:
    """Whether a repeal means this piece, which bears its number or title: the number decides where both have one; by the title alone it
    must be older than what repeals it, of no other place or issuer, and not younger than what is said of it."""
    if by.id == piece.id or _surely_older(by, piece):
        return False
    if repeal.number and piece.doc_number:
        return number_key(repeal.number) == number_key(piece.doc_number) != number_key(by.doc_number or "") and (
            number_year(repeal.number) is not None or bool(set(title_keys(repeal.title)) & set(title_keys(piece.title)))
        )
    if not set(title_keys(repeal.title)) & set(title_keys(piece.title)) or not _same_hand(repeal, by, piece):
        return False
    if piece.date is None:
        return by.document_id != piece.document_id and not set(title_keys(by.title)) & set(title_keys(piece.title))
    year = number_year(repeal.number)
    limit = repeal.stated or repeal.since or by.date
    return (
        (year is None or int(piece.date[:4]) - year in (0, 1))
        and (limit is None or earliest(piece.date) <= latest(limit))
        and (by.date is None or latest(piece.date) < latest(by.date))
    )


def _surely_older(by: Piece, piece: Piece) -> bool:
    return bool(by.date and piece.date) and latest(by.date or "") < earliest(piece.date or "")


def _same_hand(repeal: Repeal, by: Piece, piece: Piece) -> bool:
    """Whether nothing speaks against both being of one place and the issuer named: a title like 创新扶持办法 is used by many."""
    named = issuer_in(repeal.title)
    if named and piece.issuer and not any(x in named or named in x for x in re.split(r"[、\s]", piece.issuer)):
        return False
    here, there = (fold(" ".join(filter(None, (p.title, p.issuer, p.doc_number)))) for p in (by, piece))
    for names in (zones_named, _place_names):
        a, b = set(names(here)), set(names(there))
        if a and b and not a & b:
            return False
    return True


def _place_names(text: str) -> tuple[str, ...]:
    return tuple(name for group in places_in(text) for name in group)


_OF_ITSELF = re.compile(
    r"(?:执行|实施|施行|生效|失效|废止|有效期)(?:期限)?[到至从自是为在]*(?:哪|什么时候|何时|几)|(?:哪|什么时候|何时|几)[^，。？?]{0,4}(?:施行|生效|失效|废止)"
)  # the time of a document, which its death does not change


def asked_for(evidence: Evidence, death: Death, living: Sequence[Piece]) -> bool:
    """Whether the question asks for what a dead piece says, so that it may be answered from it; `living` are pieces in force that were
    found beside it. The rule stands at the head of this module."""
    part, c = evidence.part, evidence.reading.candidate
    if evidence.statement or not evidence.reading.features:  # the document's own number or date; a count with those of other years
        return True
    if any(death.since is None or p.start < str(earliest(death.since)) for p in part.periods) or _PAST.search(part.text):
        return True
    if part.kind is Kind.DATE and _OF_ITSELF.search(part.text):
        return True
    if c.piece.doc_number and fold(c.piece.doc_number) in map(fold, part.numbers):
        return True
    name = named_title(part, c.piece)
    if name >= NAMED and all(named_title(part, p) < name for p in living):
        return True
    return _reports(c)


def _reports(c: Candidate) -> bool:
    """Whether the sentence tells a fact of a year that had passed, or was passing, when it was written."""
    years = years_in(c.folded)
    written = int(c.piece.date[:4]) if c.piece.date else max(years, default=0)
    return bool(years) and max(years) <= written and not _RULE.search(c.folded)
