"""Retrieval for a question: the whole, each of its parts, and each event that it relates, searched on their own and merged."""

from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.series import asks_total
from assistant.relating.dating import opening_date
from assistant.relating.events import beside, read_events
from assistant.words.periods import Period
from index.model import Hit
from index.search import Searcher, Window
from ingest.dates import earliest, latest

MAX_QUERIES = 8  # of one question: the whole, its parts or events
DATED_HITS = 24  # hits among which those of an asked day or month are brought forward
OF_DAY, OF_MONTH = 0.25, 0.1  # what that adds to a score, 0..1
WITHIN = 4  # chunks of a long piece looked at for each part besides
TO_COME = 0.3  # what a text from after the day of asking loses


def retrieve(
    question: Question, parts: Sequence[Question], searcher: Searcher, *, k: int, window: Window, per_piece: int, today: str
) -> list[Hit]:
    """At most k hits for each query, each chunk once, ranks counted anew, ties by chunk id. The best of all come first by score; where
    the question relates events, the best for each event in turn, so that none crowds out another."""
    related = _events(question)
    near = tuple(p for p in question.periods if p.start[:7] == p.end[:7])
    rows: list[list[Hit]] = []
    for query, years in _queries(question, parts, related)[:MAX_QUERIES]:
        found = searcher.search(query, k=max(k, DATED_HITS) if near else k, window=window, years=years, per_piece=per_piece)
        rows.append(sorted((_weighed(h, near, today) for h in found), key=lambda h: (-h.score, h.chunk.id))[:k])
    first: dict[str, tuple[int, Hit]] = {}
    for row in rows:
        for place, hit in enumerate(row):
            known = first.get(hit.chunk.id)
            best = hit if known is None or known[1].score < hit.score else known[1]
            first[hit.chunk.id] = (min(place, known[0]) if known else place, best)
    ordered = [h for _, h in sorted(first.values(), key=lambda x: (x[0] if related else 0, -x[1].score, x[1].chunk.id))]
    if not related and ordered:
        ordered += _in_long_piece(parts, ordered, searcher, most=per_piece)
    return [Hit(rank, h.score, h.chunk, h.piece, h.source_file, h.source_id) for rank, h in enumerate(ordered, 1)]


def _in_long_piece(parts: Sequence[Question], found: Sequence[Hit], searcher: Searcher, *, most: int) -> list[Hit]:
    """Where one piece has as many hits as it may: its chunks besides that hold the asked words, with the score of its last hit."""
    piece = found[0].piece.id
    of_piece = [h for h in found if h.piece.id == piece]
    if len(of_piece) < most:
        return []
    known = {h.chunk.id for h in found}
    more: dict[str, Hit] = {}
    for part in parts:
        asked = " ".join(t.text for t in part.terms if t.focus)
        for hit in searcher.within(piece, asked, k=WITHIN):
            if hit.chunk.id not in known:
                more[hit.chunk.id] = Hit(0, of_piece[-1].score, hit.chunk, hit.piece, hit.source_file, hit.source_id)
    return list(more.values())


def _weighed(hit: Hit, near: Sequence[Period], today: str) -> Hit:
    """The hit with a better score if its text is of the day or month asked about, and a worse one if it is from after `today`."""
    date = opening_date(hit)
    if date is None:
        return hit
    score = hit.score - (TO_COME if str(earliest(date)) > today else 0)
    for p in near:
        if p.start <= str(earliest(date)) and str(latest(date)) <= p.end:
            score += OF_DAY if p.start == p.end else OF_MONTH
            break
    return Hit(hit.rank, score, hit.chunk, hit.piece, hit.source_file, hit.source_id) if score != hit.score else hit


def _events(question: Question) -> list[str]:
    """The events that the question relates, or the event beside which it asks for something and that which it asks."""
    events = read_events(question.text)
    if events:
        return list(dict.fromkeys(events.frame + e for split in events.splits[:2] for e in split))
    near = beside(question.text)
    return [near.asked, near.event] if near else []


def _queries(question: Question, parts: Sequence[Question], related: Sequence[str]) -> list[tuple[str, set[int]]]:
    """What to search for, with the years that the query is about."""
    asked = [(_query(part), {y for p in part.periods for y in p.years}) for part in dict.fromkeys([question, *parts])]
    return [*(() if related else asked), *((event, set[int]()) for event in related)]


def _query(part: Question) -> str:
    """The part's text, with years written out (九一年 → 1991年), the first other name of what it names (国家自创区 → 国家自主创新示范区), and
    what is counted as texts put it ("多少家国家高新区" → 家国家高新区, which in "146家国家高新区" is rarer than its words)."""
    if asks_total(part):
        return " ".join(f"{part.unit}{name} {name}总数达" for name in (part.terms[0].text, *part.terms[0].others))
    years = {f"{p.years[0]}年" for p in part.periods if len(p.years) == 1}
    others = (t.others[0] for t in part.terms if t.others)
    counted = [part.unit + t.text for t in part.terms if t.focus][:2] if part.kind is Kind.FIGURE and len(part.unit) == 1 else []
    return " ".join([part.text, *sorted(y for y in years if y not in part.text), *others, *counted])
