"""Portions: how many of a counted whole are of some kind ("50家企业中，外资的有几家"), which only a sentence on that kind tells.

The whole and its other portions are counted all around it, in the very words of the question.
"""

import re
from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.heads import tells
from assistant.reading.candidates import Candidate
from assistant.reading.matching import match
from assistant.reading.spans import Span
from assistant.words.figures import find_figures
from index.tokens import fold

_ASKED = re.compile(
    r"(?P<whole>[^，,。？?、]{0,12})(?:当中|之中|中|里面?)[，,]?(?P<kind>[^，,。？?]{2,24}?)(?:一共|总共|大约|占了?|有|共有|为|是|达到?)*(?:多少|几)(?P<unit>[家个项名位件所座种条])(?![\u4e00-\u9fff])"
)
_AGAIN = 2  # characters at its end by which a counted thing is known again in another kind of it (二级指标, 一级指标)


def portion_fault(part: Question, c: Candidate, spans: Sequence[Span]) -> str | None:
    """The kind of which the sentence does not say how many there are among the counted whole, in Chinese; None if it may say so, or the
    question asks for no such portion."""
    asked = _ASKED.search(fold(part.text)) if part.kind is Kind.FIGURE else None
    counted = [f for f in find_figures(asked["whole"]) if f.unit in "家个项名位件所座种条"] if asked else []
    if not asked or not counted or not spans:
        return None
    member = asked["kind"].startswith("属于")  # whatever the kind is called, a sentence on it says so
    of_kind = [t for t in part.terms if t.text in asked["kind"] and t.text != "属于" and (member or tells(t))]
    if missing := next((t for t in of_kind if match(t, c.folded) < 0.5), None):
        return f"资料中没有“{missing.text}”的这项内容"
    thing = asked["whole"][counted[-1].end :]
    behind = c.folded[spans[0].end : spans[0].end + len(thing)]
    return f"资料中没有“{thing}”的这项内容" if len(thing) > _AGAIN and behind != thing and behind[-_AGAIN:] == thing[-_AGAIN:] else None
