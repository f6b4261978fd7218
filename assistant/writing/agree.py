"""Whether a statement says what sentences say: figures with scale, unit and place, dates, bodies, negations, bounds.

Strict on purpose: a true statement that is turned away costs nothing, the answer is then the texts' own sentence.
"""

import re
from collections.abc import Sequence

from assistant.asking.question import Question, understand
from assistant.finding.premise import judge
from assistant.reading.candidates import Candidate
from assistant.reading.spans import years_in
from assistant.words.figures import Figure, find_figures, same_measure
from assistant.writing.content import content
from index.tokens import fold
from ingest.dates import find_dates

TIME_UNITS = ("年", "月", "日")
_CUT = re.compile(r"[，、；：。,;:！？!?（）()]")
_CLAUSE = re.compile(r"[，；。,;：:\n]")
_YEARLESS = re.compile(r"(?<![年\d])(1[0-2]|0?[1-9])月(?:(\d{1,2})日)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BOUND = re.compile(r"不低于|不少于|不超过|不高于|低于|高于|超过|少于|以上|以下|以内|至少|至多")
_BODY = re.compile(
    r"国务院|[省市区县]人?民?政府|管委会|火炬中心|科技部|科学技术部|财政部|商务部|教育部|发展改革委|发改委|工业和信息化部|工信部|国土资源部|"
    r"自然资源部|人力资源社会保障部|住房城乡建设部|生态环境部|税务总局|海关总署|人民银行|国资委|知识产权局|证监会"
)
_NEGATION = re.compile(r"不(?!断|仅|但|同|少于|超过|低于|高于|足)|未|没有|禁止|无(?!偿|线|形)")


def agrees(statement: str, chosen: Sequence[Candidate], question: Question, *, today: str) -> bool:
    """Whether nothing in the statement is other than in the sentences chosen for it."""
    said, text = fold(statement), "\n".join(c.folded for c in chosen)
    return (
        _figures_held(said, text)
        and _figures_in_place(said, text)
        and _dates_held(said, chosen)
        and _years_beside(said, text)
        and _negations_agree(said, text)
        and all(body in text or any(body in c.heading + c.before for c in chosen) for body in _BODY.findall(said))
        and (question.compares or set(_BOUND.findall(said)) <= set(_BOUND.findall(text)))
        and judge(understand(statement, today=today), text) is not False
    )


def context_years(candidate: Candidate) -> set[int]:
    """The years that a sentence may be about without naming them: those of its headings, of the text before it and of its piece's date,
    and the year before that where it says 去年."""
    years = years_in(candidate.heading) | years_in(candidate.before)
    if candidate.piece.date:
        dated = int(candidate.piece.date[:4])
        years |= {dated} | ({dated - 1} if re.search(r"去年|上年|上一年", candidate.folded) else set())
    return years


def _figures_held(said: str, text: str) -> bool:
    """Whether the text has every figure with its scale and a fitting unit: 20.3亿元 is not in 20.3万亿元."""
    there = find_figures(text)
    return all(any(f.number == g.number and f.scale == g.scale and _same_unit(f.unit, g.unit) for g in there) for f in _counts(said))


def _same_unit(a: str, b: str) -> bool:
    """Whether a figure may be told with the other unit: 36家 for 36个, but not 3个百分点 for 3%."""
    if "%" in (a, b) or "‰" in (a, b):
        return a == b
    return same_measure(a, b) or not (a and b)


def _figures_in_place(said: str, text: str) -> bool:
    """Whether each figure stands in the clause of the text that has most words of the figure's clause in the statement:
    净利润15.1万亿元 is not borne by "总产值15.1万亿元、净利润1.2万亿元"."""
    there = [(figures, content(clause)) for clause in _CUT.split(text) if (figures := _counts(clause))]
    for clause in _CUT.split(said):
        words = content(clause)
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


def _dates_held(said: str, chosen: Sequence[Candidate]) -> bool:
    """Whether every date is given by a sentence, in full or with its year from around it, or is the date of its piece; and whether
    the year is that of the sentence: what a sentence says of 2012 was not so in 2014 because its piece is dated 2014."""
    own = {y for c in chosen for y in years_in(c.folded)}
    years = own | {y for c in chosen for y in context_years(c)}
    full = {d.iso for c in chosen for d in c.dates} | {c.piece.date for c in chosen if c.piece.date}
    days = {(int(m), int(d or 0)) for c in chosen for m, d in _YEARLESS.findall(c.folded)}
    dates = find_dates(said)
    for date in dates:
        year, month, day = ([int(x) for x in date.iso.split("-")] + [0, 0])[:3]
        given = not month or any(iso.startswith(date.iso) for iso in full) or (month, day) in days
        if year not in years or not given:
            return False
    named = {int(d.iso[:4]) for d in dates}
    return not named or not own or bool(named & own)


def _years_beside(said: str, text: str) -> bool:
    """Whether each figure has the year before it that it has in the text: 2012年80.0万人 is not in "从2012年的47.2万人到2021年的80.0万人"."""
    there = _dated(text)
    return all(None in years or None in there.get(key, {None}) or years & there[key] for key, years in _dated(said).items())


def _dated(text: str) -> dict[tuple[str, str], set[int | None]]:
    """The figures of a text, each with the years that stand nearest before it in its sentence; None where there is none."""
    found: dict[tuple[str, str], set[int | None]] = {}
    for sentence in re.split(r"[\n。]", re.sub(r"《[^《》]*》|[（(][^（）()]*[）)]", lambda m: " " * len(m[0]), text)):
        dates = find_dates(sentence)
        for figure in _counts(sentence):
            before = [int(d.iso[:4]) for d in dates if d.start < figure.start]
            found.setdefault((figure.number, figure.scale), set()).add(before[-1] if before else None)
    return found


def _negations_agree(said: str, text: str) -> bool:
    """Whether each clause says 不, 未 or 禁止 where the clause of the text that is most like it does, and only there."""
    there = [(c, content(c)) for c in _CLAUSE.split(text) if c]
    for clause in _CLAUSE.split(said):
        words = content(clause)
        most = max((len(words & w) for _, w in there), default=0)
        like = [_negations(c) for c, w in there if len(words & w) == most]
        if 2 * most >= len(words) > 1 and _negations(clause) not in like:
            return False
    return _negations(said) <= _negations(text)


def _negations(text: str) -> set[str]:
    return set(_NEGATION.findall(text))


def _counts(clause: str) -> list[Figure]:
    return [f for f in find_figures(clause) if f.unit not in TIME_UNITS]
