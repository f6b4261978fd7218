"""Retrieval for a question: the whole, each of its parts, and each event that it relates, searched on their own and merged."""

from collections.abc import Sequence

from assistant.events import read_events
from assistant.question import Kind, Question
from assistant.series import asks_total
from index.model import Hit
from index.search import Searcher, Window

MAX_QUERIES = 8  # of one question: the whole, its parts or events


def retrieve(question: Question, parts: Sequence[Question], searcher: Searcher, *, k: int, window: Window, per_piece: int) -> list[Hit]:
    """At most k hits for each query, each chunk once with its best score, best first, ties by chunk id; ranks count anew."""
    found: dict[str, Hit] = {}
    for query, years in _queries(question, parts)[:MAX_QUERIES]:
        for hit in searcher.search(query, k=k, window=window, years=years, per_piece=per_piece):
            if hit.chunk.id not in found or found[hit.chunk.id].score < hit.score:
                found[hit.chunk.id] = hit
    ordered = sorted(found.values(), key=lambda h: (-h.score, h.chunk.id))
    return [Hit(rank, h.score, h.chunk, h.piece, h.source_file, h.source_id) for rank, h in enumerate(ordered, 1)]


def _queries(question: Question, parts: Sequence[Question]) -> list[tuple[str, set[int]]]:
    """What to search for, with the years that the query is about."""
    events = read_events(question.text)
    named = [e for split in events.splits[:2] for e in split] if events else []
    asked = [(_query(part), {y for p in part.periods for y in p.years}) for part in dict.fromkeys([question, *parts])]
    return [*asked, *((event, set[int]()) for event in dict.fromkeys(named))]


def _query(part: Question) -> str:
    """The part's text, with years written out (九一年 → 1991年), the first other name of what it names (国家自创区 → 国家自主创新示范区), and
    what is counted as texts put it ("多少家国家高新区" → 家国家高新区, which in "146家国家高新区" is rarer than its words)."""
    if asks_total(part):
        return " ".join(f"{part.unit}{name} {name}总数达" for name in (part.terms[0].text, *part.terms[0].others))
    years = {f"{p.years[0]}年" for p in part.periods if len(p.years) == 1}
    others = (t.others[0] for t in part.terms if t.others)
    counted = [part.unit + t.text for t in part.terms if t.focus][:2] if part.kind is Kind.FIGURE and len(part.unit) == 1 else []
    return " ".join([part.text, *sorted(y for y in years if y not in part.text), *others, *counted])
