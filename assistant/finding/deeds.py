"""What yes/no questions take for granted, looked up as if it were asked: the date of the deed ("2009年才建立的吧？"), the amount that is claimed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asking.kinds import Kind
from assistant.asking.question import Question, understand
from assistant.asking.terms import Term
from assistant.finding.asked import GENERIC, OVER
from assistant.finding.claimed import holds
from assistant.finding.documents import Library, about_document
from assistant.finding.model import Evidence
from assistant.finding.premise import DEEDS, same_time
from assistant.finding.series import totals
from assistant.reading.candidates import Candidate
from assistant.reading.heading import is_heading
from assistant.reading.matching import match
from assistant.reading.reader import Reading
from assistant.words.figures import Figure, find_figures
from assistant.words.places import places_in, zones_named
from index.tokens import fold
from ingest.dates import DateMention, find_dates

_TAG = re.compile(
    r"^(?:听说|据说|都说|有人说|请问)[，,]?|[，,]?(?:是这样|对不对?|是不是|属实|正确|真的|有这回事|没错|[对是])?[吗吧]?[？?。]*$"
)
_SHARE = 0.5  # of the claim's other words that the sentence and what stands around it must hold
_LOOKED_AT = 60  # readings


def claimed_otherwise(
    part: Question, found: Sequence[Candidate], ranked: Sequence[Reading], weights: dict[Term, float], library: Library
) -> Evidence | None:
    """The evidence that settles the one date or amount that a yes/no question claims; None where it claims none, or the texts tell none."""
    if part.kind is not Kind.YESNO:
        return None
    return _amount(part, found, weights) or _deed(part, ranked, weights, library)


def without_claim(part: Question) -> Question:
    """The yes/no question as one for the amount that it claims, to be read with: the claimed amount stands where it is told of something else,
    the true one where the rest of the question's words stand. The question itself where it claims no amount, or several, or only names what
    is exceeded."""
    text, claimed = _claim(part)
    if part.kind is not Kind.YESNO or claimed is None or re.search(OVER, text[: claimed.start]):
        return part
    return _for_amount(part, text, claimed)


def _claim(part: Question) -> tuple[str, Figure | None]:
    """The folded question without what only asks whether it is so, and the one amount that it claims; None where it claims none or several."""
    text = _TAG.sub("", fold(part.text))
    claimed = [f for f in find_figures(text) if f.text in part.figures and f.unit]
    return text, claimed[0] if len(claimed) == 1 else None


def _for_amount(part: Question, text: str, f: Figure) -> Question:
    return replace(understand(f"{text[: f.start]}多少{f.unit}{text[f.end :]}？", today="2000-01-01"), periods=part.periods)


def _amount(part: Question, found: Sequence[Candidate], weights: dict[Term, float]) -> Evidence | None:
    """The amount of what the question claims one of, in the year that it names: that claimed where a text gives it, else the newest."""
    text, f = _claim(part)
    if f is None or f.unit == "%":
        return None
    asked = _for_amount(part, text, f)
    told = [(e, _bears(text, f, e)) for e in totals(asked, found, weights)]
    evidence, bears = next((t for t in told if t[1]), told[0] if told else (None, None))
    return replace(evidence, part=part, spans=(), bears=bears) if evidence else None


def _bears(text: str, claimed: Figure, told: Evidence) -> bool:
    c, span = told.reading.candidate, told.spans[0]
    return any(holds(text, claimed, c.folded, f) for f in c.figures if f.start == span.start)


def _deed(part: Question, ranked: Sequence[Reading], weights: dict[Term, float], library: Library) -> Evidence | None:
    """The sentence that dates the deed for which the question names a date."""
    text = fold(re.sub(r"《[^《》]*》", "", part.text))
    deeds, claimed = [d for d in DEEDS if d.search(text)], find_dates(text)
    if len(claimed) != 1 or len(deeds) != 1 or part.figures:
        return None
    stated = about_document(replace(part, kind=Kind.DATE, periods=()), [r.candidate for r in ranked], weights, library)
    if stated and stated.spans and (dates := find_dates(stated.spans[0].text)):
        return replace(stated, part=part, bears=same_time(claimed[0], dates[0]))
    for r in ranked[:_LOOKED_AT]:
        dates = [] if is_heading(r.candidate) else _dated(deeds[0], part, r.candidate)
        if dates:
            return Evidence(part, r, (), weights, bears=any(same_time(claimed[0], d) for d in dates))
    return None


def _dated(deed: re.Pattern[str], part: Question, c: Candidate) -> list[DateMention]:
    """The dates that a sentence gives the deed in one clause; none if it is not the deed of what the question names."""
    clauses = re.split(r"[；;。]|[，,](?=[^，,]*\d{4}年)", c.folded)
    dates = next((found for clause in clauses if deed.search(clause) and (found := find_dates(clause))), [])
    return dates if dates and _of_the_same(deed, part, c) else []


def _of_the_same(deed: re.Pattern[str], part: Question, c: Candidate) -> bool:
    """Whether the sentence and what stands around it name the places, zones and most other words of the question."""
    around = c.heading + c.before + c.folded
    text = fold(part.text)
    if any(not any(name in around for name in group) for group in part.places) or any(z not in around for z in zones_named(text)):
        return False
    if not part.places and places_in(c.folded[: c.folded.find(_first(deed, c.folded))]):
        return False  # of some place, where the question names none
    others = [t for t in part.terms if len(t.text) > 1 and t.text not in GENERIC and not any(x.search(t.text) for x in DEEDS)]
    return sum(match(t, around) >= 0.5 for t in others) >= _SHARE * len(others)


def _first(deed: re.Pattern[str], text: str) -> str:
    found = deed.search(text)
    return found[0] if found else ""
