"""Questions that ask several things: their parts, each of which is answered from its own best sentence."""

import re
from dataclasses import replace

from assistant.asking.coordinate import Conjunct, conjuncts
from assistant.asking.question import Question, understand
from assistant.asking.times import at_each
from index.tokens import fold

_ASKS = re.compile(r"多少|多大|多高|多长|多久|(?<![这那近前后])几(?!乎)|哪|什么(?!都)|谁|何时|何地|如何|怎么|怎样|是否|吗|各占|各是|分别")
_CHANGES = re.compile(r"(?:有|发生)了?(?:什么|哪些|怎样的|多大)(?:变化|调整|变动)$")
# Clauses end at stops; also at 、 before a predicate that asks anew (是哪天开的、叫什么).
_CUT = re.compile(
    r"[，,；;？?。！!]|(?<=[户家人个项元名所座条款次%])、(?=[^，、。]{1,12}(?:多少|几))|(?<=[的了过])、(?=(?:又|还|再)?(?:叫|是|有|在|由|归|属|占|得|要|谁|多少|几|什么时候|怎么|为什么|何时))"
)
_SENTENCE = re.compile(r"[？?。！!]")
_WORDING = re.compile(
    r"^[^，]{0,8}?(?:怎么[说讲写提]|列出|列举|说说|举出|列一?下|给[出个]|(?:是|持)?(?:什么|何种)(?:口径|说法|态度|讲法)$)"
)  # how it is put: asks nothing beside another question


def parts_of(question: Question, *, today: str) -> list[Question]:
    """The parts of a question, at least one; each keeps the subject, places and documents of the whole.

    Split where the same is asked of things side by side ("2017年的规划和2020年的意见"), where two clauses each ask something ("哪天印发，要求培育
    多少个集群？"), or where one thing is asked for two times ("1998年是多少，2005年又是多少", "从1998年到2005年怎么变").
    """
    found = conjuncts(question.text)
    return [part for c in found for part in _of_conjunct(question, c, today)] or _clause_parts(question, today)


def _of_conjunct(whole: Question, conjunct: Conjunct, today: str) -> list[Question]:
    """The parts of the question that is asked of one conjunct alone."""
    own = replace(understand(conjunct.text, today=today), as_of=whole.as_of, compares=whole.compares, changes=whole.changes)
    return [replace(p, label=conjunct.label, of_document=conjunct.document) for p in _clause_parts(own, today)]


def _clause_parts(question: Question, today: str) -> list[Question]:
    asking = [s for s in _CUT.split(question.text) if s.strip()]
    segments = [s for s in asking if _ASKS.search(s) and not _WORDING.search(s)]
    segments = [s for s in segments if not _CHANGES.search(s)] or segments  # "有什么变化，从多少到多少" asks one thing
    separate = [s for s in asking if s not in segments]
    if len(question.periods) >= 2 and _one_thing(question, segments, today):
        return [_at_time(question, n, text, today) for n, text in enumerate(at_each(question.text, question.periods))]
    if len(segments) < 2:
        return [_without_wording(question, segments, separate, today)]
    return _of_sentences(question, segments, today)


def _of_sentences(question: Question, segments: list[str], today: str) -> list[Question]:
    """A part for each asking clause, with what its own and earlier sentences say without asking. A later sentence that leads in to its own
    question borrows nothing of the first one's, and where it names no time it may not be of the first one's."""
    parts: list[Question] = []
    said: list[str] = []
    for sentence in _SENTENCE.split(question.text):
        clauses = [s for s in _CUT.split(sentence) if s.strip()]
        leads = [s for s in clauses if s not in segments]
        later, said = bool(parts), [*said, *leads]
        for clause in (s for s in clauses if s in segments):
            lent = [] if later and leads else _lent(segments[0], clause, today)
            part = _part(question, "，".join([*said, *lent, clause]), clause, today)
            of_other = later and bool(part.periods) and not any(p.text in clause for p in question.periods)
            parts.append(replace(part, time_lent=of_other))
    return parts


def _lent(first: str, segment: str, today: str) -> list[str]:
    """What the first asking clause lends a later one that names no place or document of its own: what stands before its asking word."""
    own = understand(segment, today=today)
    if segment == first or own.places or own.titles or own.mentions or own.numbers:
        return []
    about = re.sub(
        r"(?:一共|分别|各)*(?:是|有|在|由|为|从|达到?|以|按|的|[：:，,])*$",
        "",
        first[: found.start()] if (found := _ASKS.search(first)) else "",
    )
    return [about] if len(about) > 1 else []


def _without_wording(question: Question, segments: list[str], separate: list[str], today: str) -> Question:
    """The question without a clause that only says how to put the answer ("列出几种方式"), where another clause asks."""
    rest = [s for s in separate if not _WORDING.search(s)]
    if not segments or len(rest) == len(separate):
        return question
    return _part(question, "，".join([*rest, *segments]), segments[0], today)


def _one_thing(question: Question, segments: list[str], today: str) -> bool:
    """Whether the periods are times at which one thing is asked for: they stand side by side (和, 到, 比, ，), and the clauses that ask
    after the first say nothing new ("2022年底又是多少"). In "2017年的规划对2020年的目标" one of them only frames the other."""
    first, last = question.text.find(question.periods[0].text), question.text.rfind(question.periods[-1].text)
    between = re.sub(r"(?<=[，,])到$", "", question.text[first:last])
    if len({p.text for p in question.periods}) < 2 or not re.search(r"[和与跟及、，,到至比较]", between):
        return False
    if not re.search(r"[和与跟及、到至比较]", between) and not any(question.periods[0].text in s for s in segments):
        return False  # a clause that does not ask only frames ("2030年的意见提出，到2035年…")
    return all(any(p.text in s for p in question.periods) and len(understand(s, today=today).terms) <= 1 for s in segments[1:])


def _at_time(question: Question, n: int, text: str, today: str) -> Question:
    """The question for one of its periods. Every term counts in full, since what is asked stands before the times and not beside the
    asking word; a figure that the question knows of this very time ("2015年的146家") is no premise but what is asked for."""
    asked, mine = understand(text, today=today), question.periods[n]
    at = question.text.find(mine.text) + len(mine.text)
    given = [f for f in question.figures if question.text.find(f, at, at + len(f) + 3) >= 0]
    return replace(
        question,
        text=text,
        periods=(mine,),
        terms=tuple(replace(t, focus=True) for t in question.terms if t.text in fold(text)),
        mentions=asked.mentions,
        figures=tuple(f for f in question.figures if f not in given),
        label=mine.text,
    )


def _part(whole: Question, text: str, segment: str, today: str) -> Question:
    """One part: what its own clause asks, about the whole's subject."""
    own = understand(segment, today=today)
    elsewhere = bool(own.periods) and set(own.periods) != set(whole.periods)  # of another time: not of the document dated otherwise
    mine = {t.text for t in own.terms}
    terms = own.terms + tuple(replace(t, focus=False) for t in whole.terms if t.text not in mine)
    return replace(
        own,
        text=text if any(len(t.text) > 1 for t in own.terms) else whole.text,
        terms=terms,
        periods=own.periods or whole.periods,
        places=own.places or whole.places,
        titles=own.titles or whole.titles,
        mentions=own.mentions or (() if elsewhere else whole.mentions),
        as_of=whole.as_of,
        compares=whole.compares,
        changes=whole.changes,
    )
