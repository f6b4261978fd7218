"""The nouns of finding: a Hit is a chunk with its rank, its score and the piece it comes from."""

from dataclasses import dataclass
from typing import Any

from ingest.model import Chunk, Piece


@dataclass(frozen=True, slots=True)
class Hit:
    """`rank` is 1..k without gaps; hits are ordered by falling `score` (0 to 1, comparable within one search only), ties by chunk id."""

    rank: int
    score: float
    chunk: Chunk
    piece: Piece
    source_file: str
    source_id: str | None

    def to_dict(self) -> dict[str, Any]:
        """The fields of a hit in `search --json` and in an answer's `nearest`."""
        return {
            "rank": self.rank,
            "document_id": self.chunk.document_id,
            "piece_id": self.piece.id,
            "source_id": self.source_id,
            "source_file": self.source_file,
            "title": self.piece.title,
            "section": list(self.chunk.section),
            "date": self.piece.date,
            "score": round(self.score, 4),
            "text": self.chunk.text,
        }
