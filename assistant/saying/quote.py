"""Quotes: the place in the source that a statement rests on, always sliced from the source itself."""

from assistant.model import Citation
from assistant.reading.candidates import Candidate
from index.tokens import fold

MAX_QUOTE = 300


def cite(candidate: Candidate, source: str, *, marker: int, statement: str) -> Citation:
    """The citation of a candidate's sentence: all of it, or, where the source spreads it over more than 300 characters, the part
    that the statement repeats."""
    sentence, piece = candidate.sentence, candidate.piece
    start, end = sentence.start, sentence.end
    if end - start > MAX_QUOTE:
        start, end = locate(source, start, end, statement)
    return Citation(
        marker=marker,
        document_id=candidate.chunk.document_id,
        piece_id=piece.id,
        source_id=candidate.source_id,
        source_file=candidate.source_file,
        title=piece.title,
        issuer=piece.issuer,
        doc_number=piece.doc_number,
        section=candidate.chunk.section,
        date=piece.date,
        date_kind=piece.date_kind,
        quote=source[start:end],
        start=start,
        end=end,
        verified=False,
    )


def locate(source: str, start: int, end: int, part: str) -> tuple[int, int]:
    """The span of `source[start:end]` that reads as `part` when white space and character width are passed over;
    the first 300 characters of the span if it holds no such part."""
    places = [i for i in range(start, end) if not source[i].isspace()]
    plain = "".join(fold(source[i])[:1] or " " for i in places)
    wanted = "".join(fold(part).split())
    at = plain.find(wanted)
    if at < 0 or not wanted:
        return start, min(end, start + MAX_QUOTE)
    first, last = places[at], places[at + len(wanted) - 1] + 1
    return first, min(last, first + MAX_QUOTE)
