"""Questions that ask several things: their parts, each of which is answered from its own best sentence."""

import re
from dataclasses import replace

from assistant.question import Kind, Question, understand

_ASKS = re.compile(
    r"多少|几|哪|什么|谁|何时|何地|如何|怎么|怎样|是否|吗|各占|各是|分别"
)


def parts_of(question: Question, *, today: str) -> list[Question]:
    """The parts of a question, at least one; each keeps the subject, places and documents of the whole.

    Split where two clauses each ask something ("是哪天制定的，里面要求培育多少个集群？"), or where one thing is asked for two times
    ("2016年10月时是多少，2022年底又是多少", "从2003年到2015年怎么变的").
    """
    asking = [s for s in re.split(r"[，,；;？?。！!]", question.text) if s.strip()]
    segments = [s for s in asking if _ASKS.search(s)]
    separate = [s for s in asking if not _ASKS.search(s)]
    if len(question.periods) >= 2 and (question.changes or question.compares or question.kind in (Kind.FIGURE, Kind.LIST, Kind.TEXT)):
        if _one_thing(question, segments):
            terms = tuple(replace(t, focus=True) for t in question.terms)  # what is asked stands before the times, not beside the asking word
            return [replace(question, periods=(p,), terms=terms) for p in question.periods]
    if len(segments) < 2:
        return [question]
    return [_part(question, "，".join([*separate, s]), s, today) for s in segments]


def _one_thing(question: Question, segments: list[str]) -> bool:
    """Whether the periods are the times of one asked thing, not the frame of a plan or of the document asked about."""
    return len({p.text for p in question.periods}) >= 2 and (len(segments) < 2 or all(any(p.text in s for p in question.periods) for s in segments))


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
