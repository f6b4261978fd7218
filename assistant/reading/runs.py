"""How much to quote: the sentence that answers, with the neighbours that the answer runs into or may as well stand in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.candidates import Candidate
from assistant.reading.heading import is_heading
from assistant.reading.passages import Passage
from assistant.reading.reader import Reading
from assistant.reading.span_reader import Spotted
from assistant.reading.spans import Span
from index.tokens import fold

MAX_SOURCE = 300  # characters of the source, as a quote may hold
_CLOSED = re.compile(r"[。；;！!？?…：:，,、][”’」』）)》\"]*\s*$")
COST = 0.003  # of a character more, against 1 for certainly holding the answer


def widened(reading: Reading, *, limit: int) -> tuple[Reading, tuple[Span, ...]]:
    """The reading with as many neighbouring sentences as make it likelier to hold the answer for their length, and the answers spotted
    in it as spans of its folded text, likeliest first; the reading as it is, without spans, where no answer begins in it."""
    if not reading.spotted:
        return reading, ()
    passage = reading.spotted[0].passage
    here = [s for s in reading.spotted if s.passage is passage]
    own = passage.at(here[0].start)
    first, last = _run(passage, own, passage.at(here[0].end - 1), reading.all_spotted, limit)
    candidate = passage.merged(first, last)
    text = passage.text[passage.starts[first] : _end(passage, last)]
    if candidate.folded != text or candidate.sentence.end - candidate.sentence.start > MAX_SOURCE:
        candidate, first, last = reading.candidate, own, own
    shift, end = passage.starts[first], _end(passage, last)
    spans = tuple(
        Span(s.start - shift, s.end - shift, s.text, s.probability)
        for s in reading.all_spotted
        if s.passage is passage and shift <= s.start and s.end <= end
    )
    return replace(reading, candidate=candidate), spans


def spotted_here(reading: Reading) -> list[Span]:
    """What was spotted inside the reading's own sentence, as spans of its folded text."""
    found = []
    for s in reading.all_spotted:
        n = s.passage.at(s.start)
        shift = s.passage.starts[n]
        if s.passage.sentences[n].key == reading.candidate.key and s.end - shift <= len(reading.candidate.folded):
            found.append(Span(s.start - shift, s.end - shift, s.text, s.probability))
    return found


def _run(passage: Passage, own: int, least: int, spotted: Sequence[Spotted], limit: int) -> tuple[int, int]:
    """First and last sentence of the best run that holds those from `own` to `least`: its chance to hold the answer less what its
    length costs. A heading or field beside them is not taken in: it would run into the text, and citations name headings anyway."""
    headings = [n for n, c in enumerate(passage.sentences) if is_heading(c)]
    open_ended = [n for n, c in enumerate(passage.sentences) if not _CLOSED.search(c.folded)]
    least = own if own in open_ended else least
    best, best_value = (own, least), float("-inf")
    lowest = max((n + 1 for n in (*headings, *open_ended) if n < own), default=0)
    highest = min((*(n for n in headings if n > least), *(n + 1 for n in open_ended if n >= least)), default=len(passage.sentences))
    for first in range(own, lowest - 1, -1):
        for last in range(least, highest):
            start, end = passage.starts[first], _end(passage, last)
            if end - start > limit and (first, last) != (own, least):
                continue
            inside = sum(s.probability for s in spotted if s.passage is passage and start <= s.start and s.end <= end)
            value = inside - COST * (end - start)
            if value > best_value:
                best, best_value = (first, last), value
    return best


def _end(passage: Passage, last: int) -> int:
    return passage.starts[last] + len(passage.sentences[last].folded)


def shown(candidate: Candidate, span: Span) -> str:
    """The span in the text's own letters, where folding kept every character in its place; else folded."""
    return candidate.sentence.text[span.start : span.end] if aligned(candidate) else span.text


def aligned(candidate: Candidate) -> bool:
    """Whether folding kept every character in its place. Equal lengths do not tell: "1,200㎡" and "1200m2" have the same."""
    text, folded = candidate.sentence.text, candidate.folded
    return len(text) == len(folded) and all(a == b or fold(a) == b for a, b in zip(text, folded, strict=True))
