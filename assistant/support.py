"""Which sentences of the texts bear a statement of a chat model: found and checked by program, whatever the model claims."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.candidates import Candidate
from assistant.figures import Figure, find_figures, same_measure
from assistant.premise import judge
from assistant.question import Question, understand
from assistant.spans import years_in
from assistant.verify import figures_of
from index.tokens import fold, terms
from ingest.dates import find_dates

MAX_SENTENCES = 4  # that one statement may rest on
SAID_THERE = 0.4  # share of a statement's terms that the sentences themselves must hold
EXPLAINED = 0.6  # share that sentences, headings, the text before them and the question must hold together
EACH_CLAUSE = 0.5  # the same for every clause
WORTH_ADDING = 0.2  # share of the terms for which a further sentence is added
_CUT = re.compile(r"[，、；：。,;:！？!?（）()]")
_CLAUSE = re.compile(r"[，；。,;：:\n]")
_YEARLESS = re.compile(r"(?<![年\d])(1[0-2]|0?[1-9])月(?:(\d{1,2})日)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NEGATION = re.compile(r"不(?!断|仅|但|同|少于|超过|低于|高于|足)|未|没有|禁止|无(?!偿|线|形)")
TIME_UNITS = ("年", "月", "日")


def support(statement: str, sentences: Sequence[Candidate], question: Question, *, today: str) -> tuple[Candidate, ...]:
    """The few sentences that together bear the statement, the best first; empty if they do not.

    They must hold its words, its figures with their scales, its dates and its negations, must not contradict it, and
    a figure must stand beside the words that it stands beside in the statement.
    """
    chosen = _covering(statement, sentences)
    if not chosen or not _explained(statement, chosen, question):
        return ()
    text = "\n".join(c.folded for c in chosen)
    if not (_figures_held(statement, text) and _dates_held(statement, chosen) and _figures_in_place(statement, text)):
        return ()
    return () if not _negations_agree(statement, text) or judge(understand(statement, today=today), text) is False else tuple(chosen)


def context_years(candidate: Candidate) -> set[int]:
    """The years that a sentence may be about without naming them: those of its headings, of the text before it and of its piece's date,
    and the year before that where it says 去年."""
    years = years_in(candidate.heading) | years_in(candidate.before)
    if candidate.piece.date:
        dated = int(candidate.piece.date[:4])
        years |= {dated} | ({dated - 1} if re.search(r"去年|上年|上一年", candidate.folded) else set())
    return years


def _covering(statement: str, sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentence with most of the statement's terms and figures, then those that add enough to it."""
    wanted, numbers = _terms(statement), figures_of(statement)
    chosen: list[Candidate] = []
    left, strange = set(wanted), set(numbers)
    while len(chosen) < MAX_SENTENCES:
        rest = [c for c in sentences if c not in chosen]
        gain, best = max(((_gain(c, left, strange, len(wanted)), -i) for i, c in enumerate(rest)), default=(0.0, 0))
        if gain < (WORTH_ADDING if chosen else 0.01):
            break
        candidate = rest[-best]
        chosen.append(candidate)
        # What its headings and the text before it say needs no quote of its own: "云岭高新区2021年年报" above the figure.
        around = candidate.heading + candidate.before
        left -= _terms(candidate.folded) | _terms(around)
        strange -= figures_of(candidate.folded) | {str(y) for y in context_years(candidate)}
    return chosen


def _gain(c: Candidate, left: set[str], strange: set[str], total: int) -> float:
    """The share of all terms that the sentence adds; a figure that no other sentence has given yet counts a quarter."""
    return len(left & _terms(c.folded)) / max(total, 1) + 0.25 * len(strange & figures_of(c.folded))


def _explained(statement: str, chosen: Sequence[Candidate], question: Question) -> bool:
    """Whether the statement's words are the texts' or the question's, on the whole and in every clause: "，居全国第一" must not ride along."""
    wanted = _terms(statement)
    said = frozenset().union(*(_terms(c.folded) for c in chosen))
    known = said | _terms(fold(question.text)) | frozenset().union(*(_terms(c.heading + c.before) for c in chosen))
    if not wanted or len(wanted & said) < SAID_THERE * len(wanted) or len(wanted & known) < EXPLAINED * len(wanted):
        return False
    clauses = (_terms(clause) for clause in _CUT.split(fold(statement)))
    return all(len(words & known) >= EACH_CLAUSE * len(words) for words in clauses if len(words) > 2)


def _figures_held(statement: str, text: str) -> bool:
    """Whether the text has every figure with its scale and a fitting unit: 20.3亿元 is not in 20.3万亿元."""
    there = find_figures(text)
    return all(
        any(f.number == g.number and f.scale == g.scale and _same_unit(f.unit, g.unit) for g in there)
        for f in find_figures(fold(statement))
        if f.unit not in TIME_UNITS
    )


def _same_unit(a: str, b: str) -> bool:
    """Whether a figure may be told with the other unit: 36家 for 36个, but not 3个百分点 for 3%."""
    if "%" in (a, b) or "‰" in (a, b):
        return a == b
    return same_measure(a, b) or not (a and b)


def _dates_held(statement: str, chosen: Sequence[Candidate]) -> bool:
    """Whether every date is given by a sentence, in full or with its year from around it, or is the date of its piece; and whether
    the year is that of the sentence: what a sentence says of 2012 was not so in 2014 because its piece is dated 2014."""
    own = {y for c in chosen for y in years_in(c.folded)}
    years = own | {y for c in chosen for y in context_years(c)}
    full = {d.iso for c in chosen for d in c.dates} | {c.piece.date for c in chosen if c.piece.date}
    days = {(int(m), int(d or 0)) for c in chosen for m, d in _YEARLESS.findall(c.folded)}
    dates = find_dates(fold(statement))
    for date in dates:
        year, month, day = ([int(x) for x in date.iso.split("-")] + [0, 0])[:3]
        given = not month or any(iso.startswith(date.iso) for iso in full) or (month, day) in days
        if year not in years or not given:
            return False
    named = {int(d.iso[:4]) for d in dates}
    return not named or not own or bool(named & own)


def _figures_in_place(statement: str, text: str) -> bool:
    """Whether each figure stands in the clause of the text that has most words of the figure's clause in the statement:
    净利润15.1万亿元 is not borne by "总产值15.1万亿元、净利润1.2万亿元"."""
    there = [(figures, _terms(clause)) for clause in _CUT.split(text) if (figures := _counts(clause))]
    for clause in _CUT.split(fold(statement)):
        words = _terms(clause)
        for figure in _counts(clause):
            rivals = [(len(words & w), f) for f, w in there if any(same_measure(figure.unit, g.unit) for g in f)]
            most = max((n for n, _ in rivals), default=0)
            if most and not any(n == most and any(g.number == figure.number for g in f) for n, f in rivals):
                return False
        if not _same_order(clause, text):
            return False
    return True


def _same_order(clause: str, text: str) -> bool:
    """Whether the numbers of a clause come in their order in a clause of the text, if one has them all: 从30.3%增长至40.9% is not 从40.9%增长至30.3%."""
    numbers = _NUMBER.findall(clause)
    having = [found for c in _CUT.split(text) if set(numbers) <= set(found := _NUMBER.findall(c))]
    return len(numbers) < 2 or not having or any([n for n in found if n in numbers] == numbers for found in having)


def _counts(clause: str) -> list[Figure]:
    return [f for f in find_figures(clause) if f.unit not in TIME_UNITS]


def _negations_agree(statement: str, text: str) -> bool:
    """Whether each clause says 不, 未 or 禁止 where the clause of the text that is most like it does, and only there."""
    there = [(c, _terms(c)) for c in _CLAUSE.split(text) if c]
    for clause in _CLAUSE.split(fold(statement)):
        words = _terms(clause)
        most = max((len(words & w) for _, w in there), default=0)
        like = [_negations(c) for c, w in there if len(words & w) == most]
        if 2 * most >= len(words) > 1 and _negations(clause) not in like:
            return False
    return _negations(fold(statement)) <= _negations(text)


def _negations(text: str) -> set[str]:
    return set(_NEGATION.findall(text))


@lru_cache(maxsize=512)
def _terms(text: str) -> frozenset[str]:
    """Words and bigrams without figures, which are compared on their own."""
    return frozenset(t for t in terms(text) if not t[0].isdigit())
