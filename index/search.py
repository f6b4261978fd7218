"""Searching one published state of a store: words and vectors, fused, filtered by date, as hits."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.embed import Embedder
from index.fuse import fuse
from index.generation import Generation, folder_of
from index.model import Hit
from index.store import Store
from index.tokens import terms
from ingest.dates import earliest, latest

CANDIDATES = 200  # of each route
DENSE_WEIGHT = 0.15
YEAR_BONUS = 0.12
PER_PIECE = 4  # hits of one piece in a result: a long text must not fill the page
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Window:
    """Which pieces count, by their dates (ISO, any precision). A piece counts if its date could lie inside; undated pieces
    count under `as_of` (nothing says that they were not known) but not under `since` and `until`, which ask for a date.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None

    @property
    def open(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.since or self.until or self.as_of)

    def admits(self, date: str | None) -> bool:
        """Whether a piece of this date counts: asked until 2014-06, a piece of 2014 does."""
        if date is None:
            return not (self.since or self.until)
        if self.since and latest(date) < earliest(self.since):
            return False
        return all(earliest(date) <= latest(limit) for limit in (self.until, self.as_of) if limit)


class Searcher:
    """A snapshot: results do not change while it is held, whatever is ingested meanwhile."""

    def __init__(self, store: Store, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder
        self.generation = store.generation
        self._indexes = Generation.load(folder_of(store.folder, self.generation))
        self._dates: list[str | None] | None = None

    @property
    def size(self) -> int:
        """How many chunks can be found."""
        return len(self._indexes.lexical)

    def idf(self, term: str) -> float:
        """The weight of a term in this store."""
        return self._indexes.lexical.idf(term)

    def knows(self, term: str) -> bool:
        """Whether any chunk holds the term."""
        return self._indexes.lexical.document_frequency(term) > 0

    def search(self, query: str, *, k: int, window: Window | None = None, years: Collection[int] = ()) -> list[Hit]:
        """At most k hits, best first, ties by chunk id. Pieces dated in one of `years` come a little earlier (a soft signal: what a text
        says of a year is often published in the next)."""
        if not self.size:
            return []
        rows = self._indexes.lexical.rows
        allowed = self._allowed(window) if window and not window.open else None
        lexical = self._indexes.lexical.scores(terms(query))
        if allowed is not None:
            lexical = np.where(allowed, lexical, np.float32(0))
        dense = self._dense(query, rows, allowed)
        scores = fuse(lexical, dense, weight=DENSE_WEIGHT)
        if years:
            scores = scores + np.float32(YEAR_BONUS) * self._dated_in(years) * (scores > 0)
        return self._hits(rows, scores, k)

    def _dense(self, query: str, rows: npt.NDArray[np.int64], allowed: npt.NDArray[np.bool_] | None) -> Floats:
        """Cosines of the nearest chunks in the order of `rows`; 0 for all others."""
        vector = self._embedder.embed_query(query)
        found, cosines = self._indexes.vectors.search(vector, k=CANDIDATES, allowed=None if allowed is None else rows[allowed])
        dense = np.zeros(len(rows), np.float32)
        dense[np.searchsorted(rows, found)] = cosines
        return dense

    def _allowed(self, window: Window) -> npt.NDArray[np.bool_]:
        return self._by_date(window.admits)

    def _dated_in(self, years: Collection[int]) -> npt.NDArray[np.bool_]:
        return self._by_date(lambda date: date is not None and int(date[:4]) in years)

    def _by_date(self, verdict: Callable[[str | None], bool]) -> npt.NDArray[np.bool_]:
        """The verdict on each chunk's piece date, in the order of the index."""
        if self._dates is None:
            dates = dict(self._store.piece_dates())
            self._dates = [dates.get(int(row)) for row in self._indexes.lexical.rows]
        verdicts = {date: verdict(date) for date in set(self._dates)}
        return np.fromiter((verdicts[date] for date in self._dates), bool, len(self._dates))

    def _hits(self, rows: npt.NDArray[np.int64], scores: Floats, k: int) -> list[Hit]:
        """The k best by score, ties by chunk id, at most PER_PIECE of a piece; looks further down as long as a long piece fills the page."""
        found = int((scores > 0).sum())
        count = max(4 * k, 50)
        while True:
            hits = self._best_hits(rows, scores, min(count, found))
            if len(hits) >= k or count >= found:
                return hits[:k]
            count *= 4

    def _best_hits(self, rows: npt.NDArray[np.int64], scores: Floats, count: int) -> list[Hit]:
        """The hits among the `count` best chunks, and those that tie with the last of them."""
        least = np.partition(scores, len(scores) - count)[len(scores) - count] if count else np.inf
        top = np.flatnonzero((scores >= least) & (scores > 0))
        by_row = {int(rows[i]): float(scores[i]) for i in top}
        chunks = self._store.chunks(list(by_row))
        pieces = self._store.pieces([c.piece_id for c in chunks.values()])
        ordered = sorted(chunks, key=lambda row: (-by_row[row], chunks[row].id))
        taken: dict[str, int] = {}
        hits: list[Hit] = []
        for row in ordered:
            chunk = chunks[row]
            if taken.get(chunk.piece_id, 0) < PER_PIECE and chunk.piece_id in pieces:
                taken[chunk.piece_id] = taken.get(chunk.piece_id, 0) + 1
                piece, source_file, source_id = pieces[chunk.piece_id]
                hits.append(Hit(len(hits) + 1, by_row[row], chunk, piece, source_file, source_id))
        return hits


def search_text(title: str | None, section: Sequence[str], text: str) -> str:
    """What is embedded and indexed for a chunk: its title and headings, then its text."""
    return "\n".join([*([title] if title else []), " ".join(section), text])
