"""Finding when an event happened: the sentences of the texts that tell of it, each with its date."""

import re
from dataclasses import dataclass, field, replace

from assistant.asking.kinds import Kind
from assistant.asking.question import understand
from assistant.reading.candidates import Candidate, candidates
from assistant.reading.matching import term_weights
from assistant.reading.reader import Reader, Reading
from assistant.relating.dating import nearest_date, within
from assistant.words.places import zones_named
from index.search import Searcher, Window
from index.tokens import fold
from ingest.dates import earliest

EVENT_HITS = 8
MIN_FIT = 0.45  # of the event's words that the sentence and what stands around it must hold
RIVAL = 3.0  # log odds below the best reading within which another tells of the event as well
_ORDINAL = re.compile(r"第?(?P<n>\d+|[一二三四五六七八九十百]+)(?P<unit>届|次|轮|季度|场|批)")


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with the sentence that tells of it and the date that it gives (ISO, "--07-02" without a year); `fit` is the share of the
    event's words that the sentence and its surroundings hold, `weight` how much these words tell."""

    event: str
    candidate: Candidate
    date: str
    fit: float
    weight: float


@dataclass(slots=True)
class Finder:
    """Finds events in a store; nothing that is dated after `today`."""

    searcher: Searcher
    reader: Reader
    today: str
    window: Window
    _known: dict[str, tuple[Dated, ...]] = field(default_factory=dict)

    def find(self, event: str, frame: str = "") -> tuple[Dated, ...]:
        """Dated sentences that tell of the event (of the time `frame`), the likeliest first; empty if none does."""
        if event not in self._known:
            self._known[event] = self._find(event, frame)
        return self._known[event]

    def _find(self, event: str, frame: str) -> tuple[Dated, ...]:
        asked = replace(understand(frame + event, today=self.today), kind=Kind.DATE)
        hits = self.searcher.search(frame + event, k=EVENT_HITS, window=self.window, years={y for p in asked.periods for y in p.years})
        weights = term_weights(asked, self.searcher.idf)
        named = next((p.start for p in asked.periods if p.start == p.end), None)
        found: list[tuple[float, Dated]] = []
        for reading in self.reader.read(asked, candidates(hits), idf=self.searcher.idf)[:6]:
            date = named or nearest_date(asked, reading.candidate, weights)
            fit = reading.feature("covered_around")
            if date and fit >= MIN_FIT and self._can_be(event, reading, date):
                found.append((reading.score, Dated(event, reading.candidate, date, fit, sum(weights.values()))))
        found.sort(key=lambda x: not (within(x[1].date, asked.periods) if x[1].date[0] != "-" else True) if asked.periods else False)
        return tuple(d for score, d in found if score >= found[0][0] - RIVAL and d.fit >= found[0][1].fit - 0.1)

    def _can_be(self, event: str, reading: Reading, date: str) -> bool:
        """Not if the day was still to come, if a zone that the event names is not named there, or if the texts count another of its kind
        (第五届 for 第二届)."""
        if not date.startswith("-") and str(earliest(date)) > self.today:
            return False
        c = reading.candidate
        around = c.heading + fold(c.chunk.text)
        if not all(zone in around for zone in zones_named(fold(event))):
            return False
        here = {m["n"] + m["unit"] for m in _ORDINAL.finditer(c.heading + c.before + c.folded)}
        return all(m["n"] + m["unit"] in here for m in _ORDINAL.finditer(fold(event)))
