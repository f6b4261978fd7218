"""Questions that ask several things: their parts, each of which is answered from its own best sentence."""

import re
from dataclasses import replace

from assistant.question import Question, understand

_ASKS = re.compile(r"多少|多大|多高|多长|多久|几|哪|什么|谁|何时|何地|如何|怎么|怎样|是否|吗|各占|各是|分别")


def parts_of(question: Question, *, today: str) -> list[Question]:
    """The parts of a question, at least one; each keeps the subject, places and documents of the whole.

    Split where two clauses each ask something ("哪天印发，要求培育多少个集群？"), or where one thing is asked for two times ("1998年是多少，2005年又是多少",
    "从1998年到2005年怎么变").
    """
    asking = [s for s in re.split(r"[，,；;？?。！!]", question.text) if s.strip()]
    segments = [s for s in asking if _ASKS.search(s)]
    separate = [s for s in asking if not _ASKS.search(s)]
    if len(question.periods) >= 2 and _one_thing(question, segments, today):
        return [_at_time(question, n) for n in range(len(question.periods))]
    if len(segments) < 2:
        return [question]
    return [_part(question, "，".join([*separate, s]), s, today) for s in segments]


def _one_thing(question: Question, segments: list[str], today: str) -> bool:
    """Whether the periods are times at which one thing is asked for: they stand side by side (和, 到, 比, ，), and the clauses that ask
    after the first say nothing new ("2022年底又是多少"). In "2017年的规划对2020年的目标" one of them only frames the other."""
    first, last = question.text.find(question.periods[0].text), question.text.rfind(question.periods[-1].text)
    between = question.text[first:last]
    if len({p.text for p in question.periods}) < 2 or not re.search(r"[和与跟及、，,到至比较]", between):
        return False
    return all(any(p.text in s for p in question.periods) and len(understand(s, today=today).terms) <= 1 for s in segments[1:])


def _at_time(question: Question, n: int) -> Question:
    """The question for one of its periods: the others are left out of its text, and every term counts in full, since what is asked
    stands before the times and not beside the asking word."""
    text = question.text
    for p in question.periods[:n] + question.periods[n + 1 :]:
        text = text.replace(p.text, "", 1)
    return replace(question, text=text, periods=(question.periods[n],), terms=tuple(replace(t, focus=True) for t in question.terms))


def _part(whole: Question, text: str, segment: str, today: str) -> Question:
    """One part: what its own clause asks, about the whole's subject."""
    own = understand(segment, today=today)
    mine = {t.text for t in own.terms}
    terms = own.terms + tuple(replace(t, focus=False) for t in whole.terms if t.text not in mine)
    return replace(
        own,
        text=text,
        terms=terms,
        periods=own.periods or whole.periods,
        places=own.places or whole.places,
        titles=own.titles or whole.titles,
        mentions=own.mentions or whole.mentions,
        as_of=whole.as_of,
        compares=whole.compares,
        changes=whole.changes,
    )
