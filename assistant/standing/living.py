"""Living texts before dead ones: what only a dead text says gives way to what a living one says, or is refused as expired and told as such.
The rule of what is dead, and when it may be cited all the same, stands in `validity`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.asking.question import Question
from assistant.finding.model import Evidence, Finding
from assistant.reading.candidates import Candidate
from assistant.reading.spans import years_in
from assistant.saying.compose import Draft
from assistant.standing.validity import Death, Validity, asked_for
from index.model import Hit
from ingest.dates import earliest, latest, show
from ingest.model import Piece

Find = Callable[[Question, Sequence[Candidate]], Finding]  # reads the sentences for the answer to one part
ONLY_EXPIRED = (
    "所问的其他内容只有已经失效的文件说过"  # why a part has no answer while others have one; without a title, which would need a citation
)
AS_SURE = 0.5  # a living reading must be at least this part as sure as the dead one it replaces: the new rule says it in similar words
SURE = 0.2  # of a reading that is carried over to a year which its text does not name


@dataclass(frozen=True, slots=True)
class Expired:
    """What only a text that is no longer in force says."""

    evidence: Evidence
    death: Death


def settle(
    finding: Finding, parts: Sequence[Question], found: Sequence[Candidate], validity: Validity, find: Find
) -> tuple[Finding, tuple[Expired, ...]]:
    """The finding without evidence that rests on dead texts and was not asked for: in its place what `find` reads in the sentences of
    living ones, or nothing, and then it comes back as expired. Where there is nothing at all, what held at the asked time."""
    kept: list[Evidence] = []
    expired: list[Expired] = []
    for e in finding.evidence:
        death = validity.death(e.reading.candidate.piece)
        living = [c for c in found if validity.death(c.piece) is None] if death else []
        if (
            death is None
            or (death == Death() and validity.looks_back)
            or asked_for(e, death, list({c.piece.id: c.piece for c in living}.values()))
        ):
            kept.append(e)
        elif other := _as_sure(find(e.part, living), e):
            kept.append(other)
        else:
            expired.append(Expired(e, death))
    if len(parts) == 1 and not finding.evidence and (then := _in_its_time(parts[0], found, validity, find)):
        return replace(finding, evidence=(then,), missing=()), ()
    return replace(finding, evidence=tuple(kept)), tuple(expired)


def _in_its_time(part: Question, found: Sequence[Candidate], validity: Validity, find: Find) -> Evidence | None:
    """What a dead text said of a time that it names nowhere but was in force at: asked for the rate of 2015, the rule of 2012 to 2020 holds it.
    A sentence with a year of its own speaks of that year only."""
    if not part.periods:
        return None
    start, end = min(p.start for p in part.periods), max(p.end for p in part.periods)
    then = find(replace(part, periods=()), [c for c in found if _in_force(c.piece, validity, start, end)])
    fitting = (e for e in then.evidence if e.reading.features and e.reading.confidence >= SURE and not years_in(e.reading.candidate.folded))
    return next((replace(e, part=part) for e in fitting), None)


def _in_force(piece: Piece, validity: Validity, start: str, end: str) -> bool:
    """Whether a piece whose beginning and end are both known was in force within the days."""
    death, began = validity.death(piece), piece.effective or piece.date
    if death is None or death.since is None or began is None:
        return False
    return str(earliest(began)) <= end and str(latest(death.since)) > start


def _as_sure(found: Finding, dead: Evidence) -> Evidence | None:
    return next((e for e in found.evidence if e.reading.confidence >= AS_SURE * dead.reading.confidence), None)


def expired_refusal(expired: Sequence[Expired], held: str, hits: Sequence[Hit]) -> tuple[str, list[dict[str, object]]]:
    """The text of a refusal because only dead texts say it, with what they `held`, and their hits."""
    first = expired[0]
    piece = first.evidence.reading.candidate.piece
    ids = {e.evidence.reading.candidate.chunk.id for e in expired}
    name = f"《{piece.title}》" if piece.title else first.evidence.reading.candidate.source_file
    date = f"（{show(piece.date)}）" if piece.date else "（未注明日期）"
    text = f"无法回答：现行有效的资料中没有所问的内容。只有已失效的{name}{date}说过：{held}（{first.death.told}）。"
    return text, [h.to_dict() for h in hits if h.chunk.id in ids]


def bare_statements(draft: Draft) -> str:
    """What a draft says, without markers and closing stop."""
    return re.sub(r"\[\d{1,2}\]", "", draft.text).rstrip("。")
