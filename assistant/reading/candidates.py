"""Hits → candidate sentences: each sentence with what a reader needs around it, its headings, its piece and its neighbours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.words.figures import Figure, find_figures
from index.model import Hit
from index.tokens import fold
from ingest.dates import DateMention, find_dates
from ingest.model import Chunk, Piece, Sentence


@dataclass(frozen=True)
class Candidate:
    """One sentence that may answer. `place` is its number in the chunk, `score` its chunk's retrieval score (0..1)."""

    sentence: Sentence
    chunk: Chunk
    piece: Piece
    source_file: str
    source_id: str | None
    place: int
    score: float

    @cached_property
    def folded(self) -> str:
        """The sentence in the form that is compared."""
        return _folded(self.sentence.text)

    @cached_property
    def before(self) -> str:
        """The text of the chunk before the sentence, folded: it names the subject that the sentence leaves out."""
        return "".join(_folded(s.text) for s in self.chunk.sentences[: self.place])

    @cached_property
    def heading(self) -> str:
        """Title, issuer, number and headings above the sentence, folded."""
        parts = (self.piece.title, self.piece.issuer, self.piece.doc_number, *self.chunk.section)
        return _folded(" ".join(p for p in parts if p))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in the folded sentence."""
        return _figures(self.folded)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates in the folded sentence."""
        return _dates(self.folded)

    @cached_property
    def key(self) -> tuple[str, int]:
        """What tells this sentence from all others."""
        return self.chunk.document_id, self.sentence.start


# A sentence is a candidate of several parts and events, stands before others of its chunk, and comes up for more than one question.
_KEPT = 1 << 14  # sentences of which this is remembered, some 10 MB


@lru_cache(maxsize=_KEPT)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=_KEPT)
def _figures(folded: str) -> tuple[Figure, ...]:
    return tuple(find_figures(folded))


@lru_cache(maxsize=_KEPT)
def _dates(folded: str) -> tuple[DateMention, ...]:
    return tuple(find_dates(folded))


WHOLE_HITS = 3  # of these all sentences are read. Reading a fourth whole, or 12, answered nothing more on any set


def candidates(hits: Iterable[Hit], asked: Sequence[str] = ()) -> list[Candidate]:
    """The sentences of the hits, in the order of the hits, each once: all of the first hits, and of those further down the ones that
    hold one of the `asked` words, since a sentence without any is seldom the answer there."""
    found: dict[tuple[str, int], Candidate] = {}
    for rank, hit in enumerate(hits):
        for place, sentence in enumerate(hit.chunk.sentences):
            if not asked or rank < WHOLE_HITS or any(word in _folded(sentence.text) for word in asked):
                candidate = Candidate(sentence, hit.chunk, hit.piece, hit.source_file, hit.source_id, place, hit.score)
                found.setdefault(candidate.key, candidate)
    return list(found.values())
