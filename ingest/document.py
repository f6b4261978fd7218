"""Source → Document: the one path from decoded text to pieces and chunks."""

import hashlib
import json
from dataclasses import asdict

from ingest.chunk import pack
from ingest.dates import find_dates
from ingest.errors import UnreadableDocument
from ingest.lines import Line, read_lines
from ingest.metadata import Metadata, read_metadata, with_stated
from ingest.model import Chunk, Document, Piece, Repeal, Sentence, Source
from ingest.pieces import split_pieces
from ingest.repeals import find_repeals
from ingest.sentences import Span, section_paths, split_sentences
from ingest.shuffled import tidy
from ingest.view import View, read_view


def read_document(source: Source) -> Document:
    """The document of a source, with its pieces and chunks; raises UnreadableDocument if there is no text to read."""
    view = read_view(source.text)
    lines = read_lines(view)
    if not lines:
        raise UnreadableDocument(f"{source.name}：文件没有文字，请检查文件内容")
    document_id = source_id(source)
    parts = split_pieces(lines)
    metadata = _metadata(source, parts)
    sentences = tidy([[s for line in part for s in split_sentences(line)] for part in parts])
    pieces, chunks = [], []
    repeals: list[Repeal] = []
    for i, (part, found, spans) in enumerate(zip(parts, metadata, sentences, strict=True)):
        piece = _piece(view, document_id, i, part, found)
        pieces.append(piece)
        chunks += _chunks(view, piece, spans)
        repeals += find_repeals(piece, part, view.origin)
    return Document(document_id, source.source_id, source.name, source.url, source.text, tuple(pieces), tuple(chunks), tuple(repeals))


def source_id(source: Source) -> str:
    """The document id of a source: a hash of all that was read, so that equal input gives an equal id."""
    canonical = json.dumps(asdict(source), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _metadata(source: Source, parts: list[list[Line]]) -> list[Metadata]:
    """The metadata of each piece. The first piece of several without body text is a newsletter's front matter: its date holds for all."""
    front = parts[0] if len(parts) > 2 and not any(line.kind.name == "BODY" for line in parts[0]) else []
    contents = "\n".join(line.text for line in front)
    masthead = _masthead_date(front)
    found = [read_metadata(part, contents=contents if part is not front else "", masthead_date=masthead) for part in parts]
    stated = {k: getattr(source, k) for k in ("title", "issuer", "doc_number", "date", "published")}
    dates = {k: stated[k] for k in ("date", "published")}
    return [with_stated(found[0], stated), *(f if f.date else with_stated(f, dates) for f in found[1:])]


def _masthead_date(front: list[Line]) -> str | None:
    """The day of issue in a newsletter's masthead; None if it names none or several."""
    days = {d.iso for line in front for d in find_dates(line.text) if len(d.iso) == 10}
    return days.pop() if len(days) == 1 else None


def _piece(view: View, document_id: str, number: int, part: list[Line], found: Metadata) -> Piece:
    start, end = view.source_span(part[0].start, part[-1].end)
    return Piece(
        id=f"{document_id}-{number}",
        document_id=document_id,
        title=found.title,
        issuer=found.issuer,
        doc_number=found.doc_number,
        date=found.date,
        date_kind=found.date_kind if found.date else None,
        published=found.published,
        effective=found.effective,
        expires=found.expires,
        start=start,
        end=end,
    )


def _chunks(view: View, piece: Piece, spans: list[Span]) -> list[Chunk]:
    lines = list({s.line.start: s.line for s in spans}.values())
    paths = section_paths(lines, title=piece.title)
    return [
        Chunk(
            id=f"{piece.id}-{n}",
            document_id=piece.document_id,
            piece_id=piece.id,
            section=path,
            sentences=tuple(Sentence(*view.source_span(s.start, s.end), s.text) for s in group),
        )
        for n, (path, group) in enumerate(pack(spans, paths))
    ]
