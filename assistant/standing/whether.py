"""Whether a document is in force (还有效吗, 废止了吗): answered by what is known of its life, not by what reads most like the question."""

import re
from collections.abc import Sequence

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.documents import Library, named_title, sentences_of
from assistant.finding.inforce import WORKS
from assistant.finding.model import Evidence, Route
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.standing.validity import Validity
from index.tokens import fold
from ingest.glue import GENRE

_ENDED = r"(?:失效|废止|作废|过期|停止执行)"
# Of the document itself: right behind its name stands only whether, and whether still. "《办法》对外企是否适用" asks what it says.
_ASKED = re.compile(
    rf"(?:》|[”\"）)]|号|文件|政策|规划|纲要|{GENRE})(?:它|这份文件|[，,]|现在|目前|如今|现行|到底|在|还|仍然?|依然|继续|已经?|被|全文|(?P<open>是否|是不是|有没有))*"
    rf"(?:(?P<works>{WORKS})|(?P<ended>{_ENDED}))[了着的]?(?P<closing>吗|么|没有?|不)?[？?]*$"
)
_BY_IT = re.compile(r"[按照依据][^，。；？?]*$")  # "能按这个办法执行吗" asks whom it holds for
_IN_FORCE_FROM = re.compile(r"自[^，。；]{2,20}起(?:施行|实施|执行|生效|试行)|[本该][\u4e00-\u9fff]{2,6}有效期")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百\d]{1,5}条\s*|^[一二三四五六七八九十]{1,3}、")
NO_END = "资料中没有它失效或废止的记载"


def whether_in_force(part: Question, found: Sequence[Candidate], validity: Validity, library: Library) -> Evidence | None:
    """Evidence on the life of the document that a question asks of: that it is dead, which the label then tells more of, or from when it
    holds, if it says so, and that nothing in the store ends it, which is all that can be known; None for other questions, and where no document found bears the name."""
    asked = _ASKED.search(text := fold(part.text))
    if asked and _BY_IT.search(text[: asked.start()]):
        return None
    c = _named(part, found) if asked and (asked["open"] or asked["closing"]) else None
    if asked is None or c is None:
        return None
    ended = bool(asked["ended"])
    sentences = sentences_of(c, library)
    title = fold(c.piece.title or "")
    naming = next((s for s in sentences if title in s.folded), sentences[0])
    called = f"《{c.piece.title}》" if title in naming.folded else "这份文件"
    if validity.death(c.piece):
        return _evidence(part, naming, f"{called}已不再有效", bears=ended)
    effect = [s for s in sentences if _IN_FORCE_FROM.search(s.folded)]
    if not effect:
        return _evidence(part, naming, f"{called}：{NO_END}", bears=None)  # a plan whose years are over is not dead, nor surely alive
    return _evidence(part, effect[-1], f"{_ARTICLE.sub('', effect[-1].sentence.text).rstrip('。；')}，{NO_END}", bears=not ended)


def _named(part: Question, found: Sequence[Candidate]) -> Candidate | None:
    """A sentence of the piece that fits best what the question calls the document, one of an asked year before the others."""
    years = {y for p in part.periods for y in p.years}
    fits = {c.piece.id: (named_title(part, c.piece), c) for c in found}
    named = [(fit, bool(c.piece.date and int(c.piece.date[:4]) in years), c) for fit, c in fits.values() if fit]
    return max(named, key=lambda x: (x[1], x[0]))[2] if named else None


def _evidence(part: Question, c: Candidate, told: str, *, bears: bool | None) -> Evidence:
    weights: dict[Term, float] = {}
    return Evidence(part, Reading(c, 1.0), (), weights, statement=told, route=Route.METADATA, bears=bears)
