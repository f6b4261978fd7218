"""Passages: neighbouring sentences that are read together, since an answer may need, or run over, more than the sentence ranked first."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.reading.candidates import Candidate

PASSAGES = 3  # read for one question: a fourth answered nothing more on any set
REACH = 200  # characters of a passage, unless its one sentence is longer


@dataclass(frozen=True)
class Passage:
    """Consecutive sentences of one chunk, `sentences[centre]` the one that was ranked, with the ranking's `score`."""

    sentences: tuple[Candidate, ...]
    centre: int
    score: float

    @cached_property
    def text(self) -> str:
        """The folded sentences, joined."""
        return "".join(c.folded for c in self.sentences)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each sentence begins in `text`."""
        starts, at = [], 0
        for c in self.sentences:
            starts.append(at)
            at += len(c.folded)
        return tuple(starts)

    @property
    def candidate(self) -> Candidate:
        """The sentence that was ranked."""
        return self.sentences[self.centre]

    def at(self, place: int) -> int:
        """The number of the sentence that holds a place of `text`."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def merged(self, first: int, last: int) -> Candidate:
        """The sentences `first` to `last` as one candidate, whose source runs from the beginning of one to the end of the other."""
        if first == last:
            return self.sentences[first]
        run = [c.sentence for c in self.sentences[first : last + 1]]
        whole = replace(run[0], end=run[-1].end, text="".join(s.text for s in run))
        return replace(self.sentences[first], sentence=whole)


def passages_of(ranked: Iterable[tuple[Candidate, float]], *, most: int = PASSAGES) -> list[Passage]:
    """The passages around the best of candidates with their scores, best first; a sentence that an earlier passage holds opens none."""
    found: list[Passage] = []
    held: set[tuple[str, int]] = set()
    for candidate, score in ranked:
        if len(found) == most:
            break
        if candidate.key not in held:
            found.append(passage_around(candidate, score))
            held.update(c.key for c in found[-1].sentences)
    return found


def passage_around(candidate: Candidate, score: float) -> Passage:
    """The sentence with those after and before it in its chunk, taken in turns, as long as all fit into REACH."""
    sentences = candidate.chunk.sentences
    first = last = candidate.place
    room = REACH - len(sentences[first].text)
    ahead = True
    while True:
        after = last + 1 if last + 1 < len(sentences) and len(sentences[last + 1].text) <= room else None
        before = first - 1 if first > 0 and len(sentences[first - 1].text) <= room else None
        if after is None and before is None:
            break
        if after is not None and (ahead or before is None):
            last, room = after, room - len(sentences[after].text)
        elif before is not None:
            first, room = before, room - len(sentences[before].text)
        ahead = not ahead
    around = tuple(
        candidate if n == candidate.place else replace(candidate, sentence=sentences[n], place=n) for n in range(first, last + 1)
    )
    return Passage(around, candidate.place - first, score)
