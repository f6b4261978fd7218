"""Searching one published state of a store: words and vectors, fused, filtered by date, as hits."""

from collections.abc import Callable, Collection, Iterable, Sequence
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
DENSE_WEIGHT = 0.2
YEAR_BONUS = 0.12
PER_PIECE = 2  # hits of one piece in a result: a long text must not fill the page
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
        self.version = store.meta("version") or ""
        self._indexes = Generation.load(folder_of(store.folder, self.generation))
        self._dates: _Dates | None = None

    @property
    def size(self) -> int:
        """How many chunks can be found."""
        return len(self._indexes.lexical)

    def idf(self, term: str) -> float:
        """The weight of a term in this store."""
        return self._indexes.lexical.idf(term)

    def search(
        self, query: str, *, k: int, window: Window | None = None, years: Collection[int] = (), per_piece: int = PER_PIECE
    ) -> list[Hit]:
        """At most k hits, best first, ties by chunk id. Pieces dated in one of `years` come a little earlier (a soft signal: what a text
        says of a year is often published in the next)."""
        if not self.size:
            return []
        rows = self._indexes.lexical.rows
        allowed = self._allowed(window) if window and not window.open else None
        asked = terms(query)
        lexical = self._indexes.lexical.scores(asked)
        if allowed is not None:
            lexical = np.where(allowed, lexical, np.float32(0))
        dense = self._dense(query, rows, allowed)
        scores = fuse(self._indexes.lexical.sharpened(asked, lexical), dense, weight=DENSE_WEIGHT)
        if years:
            scores = scores + np.float32(YEAR_BONUS) * self._dated_in(years) * (scores > 0)
        return self._hits(rows, scores, k, per_piece)

    def within(self, piece_id: str, query: str, *, k: int) -> list[Hit]:
        """At most k chunks of a piece, best first, by words alone and by what they tell within that piece: in a long text the words of its
        subject stand in every chunk, and outweigh the one that is asked for."""
        rows = self._indexes.lexical.rows
        mine = np.isin(rows, self._store.rows_of_piece(piece_id), assume_unique=True)
        scores = self._indexes.lexical.among(terms(query), mine)
        best = sorted(np.flatnonzero(scores > 0), key=lambda i: (-scores[i], i))[:k]
        return self._as_hits({int(rows[i]): float(scores[i]) for i in best})

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
            self._dates = _Dates.of(self._indexes.lexical.rows, self._store.piece_dates())
        return self._dates.judged(verdict)

    def _hits(self, rows: npt.NDArray[np.int64], scores: Floats, k: int, per_piece: int) -> list[Hit]:
        """The k best by score, ties by chunk id, at most `per_piece` of a piece; looks further down as long as a long piece fills the page."""
        found = np.flatnonzero(scores > 0)
        count = max(4 * k, 50)
        while True:
            best = self._best_rows(rows, scores, _top(found, scores[found], count), k, per_piece)
            if len(best) >= k or count >= len(found):
                return self._as_hits(best)
            count *= 4

    def _best_rows(
        self, rows: npt.NDArray[np.int64], scores: Floats, top: npt.NDArray[np.int64], k: int, per_piece: int
    ) -> dict[int, float]:
        """Row and score of the k best among the places `top`, at most `per_piece` of a piece."""
        by_row = {int(rows[i]): float(scores[i]) for i in top}
        heads = self._store.chunk_heads(list(by_row))
        taken: dict[str, int] = {}
        best: dict[int, float] = {}
        for row in sorted(heads, key=lambda row: (-by_row[row], heads[row][0])):
            piece_id = heads[row][1]
            taken[piece_id] = taken.get(piece_id, 0) + 1
            if taken[piece_id] <= per_piece and len(best) < k:
                best[row] = by_row[row]
        return best

    def _as_hits(self, best: dict[int, float]) -> list[Hit]:
        """Rows and scores, best first, as hits."""
        chunks = self._store.chunks(list(best))
        pieces = self._store.pieces([c.piece_id for c in chunks.values()])
        there = [row for row in best if row in chunks and chunks[row].piece_id in pieces]  # another process may have removed some
        return [Hit(rank, best[row], chunks[row], *pieces[chunks[row].piece_id]) for rank, row in enumerate(there, 1)]


@dataclass(frozen=True, slots=True)
class _Dates:
    """The date of every chunk's piece: `values[codes[i]]` is that of the i-th chunk, None where it has none."""

    values: tuple[str | None, ...]
    codes: npt.NDArray[np.int32]

    @classmethod
    def of(cls, rows: npt.NDArray[np.int64], dated: Iterable[tuple[int, str]]) -> "_Dates":
        """From the index's rows, ascending, and (row, date) of the dated ones in any order."""
        code_of: dict[str | None, int] = {None: 0}
        pairs = np.array([(row, code_of.setdefault(date, len(code_of))) for row, date in dated], np.int64).reshape(-1, 2)
        pairs = pairs[np.isin(pairs[:, 0], rows)]
        codes = np.zeros(len(rows), np.int32)
        codes[np.searchsorted(rows, pairs[:, 0])] = pairs[:, 1]
        return cls(tuple(code_of), codes)

    def judged(self, verdict: Callable[[str | None], bool]) -> npt.NDArray[np.bool_]:
        """The verdict on each chunk's date; asked once for each date that occurs."""
        return np.array([verdict(value) for value in self.values], bool)[self.codes]


def _top(places: npt.NDArray[np.int64], scores: Floats, count: int) -> npt.NDArray[np.int64]:
    """The places of the `count` best scores, and of those that tie with the last of them."""
    if count >= len(scores):
        return places
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    best: npt.NDArray[np.int64] = places[scores >= least]
    return best


def search_text(title: str | None, section: Sequence[str], text: str) -> str:
    """What is embedded and indexed for a chunk: its title and headings, then its text."""
    return "\n".join([*([title] if title else []), " ".join(section), text])
