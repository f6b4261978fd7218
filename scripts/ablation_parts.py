"""What `ablate.py` takes out: for each part, what is put in whose place at the module that uses it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np

from assistant.asking.question import Question
from assistant.reading.features import FEATURES, Floats, features
from assistant.reading.passages import Passage
from assistant.reading.ranker import Ranker
from assistant.reading.span_reader import SpanReader, Spotted

TIMES = [FEATURES.index(name) for name in ("year_here", "year_around", "year_wrong", "date_here")]


class Overlap(Ranker):
    """Ranks by word overlap alone."""

    def scores(self, matrix: Floats) -> Floats:
        """The share of the question's words in the sentence."""
        return matrix[:, FEATURES.index("covered")]


class Nowhere(SpanReader):
    """Spots no answer."""

    def spot(self, question: Question, passages: Sequence[Passage]) -> list[Spotted]:
        """Nothing."""
        return []


def timeless(*args: Any, **options: Any) -> Floats:
    """The features without those of years and dates."""
    matrix = features(*args, **options)
    matrix[:, TIMES] = 0
    return matrix


def vectors_only(lexical: Floats, dense: Floats, *, weight: float) -> Floats:
    """The vectors' scores, by their best."""
    best = dense.max(initial=0)
    return np.maximum(dense, 0) / best if best > 0 else np.zeros_like(lexical)


def gives(value: Any) -> Callable[..., Any]:
    """A function that gives the value whatever it is called with."""
    return lambda *_, **__: value


def unchecked(text: str, citations: Any, *_: Any, **__: Any) -> tuple[Any, list[str]]:
    """The citations as they are, and no fault."""
    return citations, []


def whole(question: Any, **_: Any) -> list[Any]:
    """The question as its only part."""
    return [question]


# A further part is a further line: the name where the part is used, and what stands there instead.
WITHOUT: dict[str, dict[str, Any]] = {
    "in full": {},
    "decomposition": {
        "assistant.chain.parts_of": whole, "assistant.build.parts_of": whole, "assistant.retrieve.read_events": gives(None),
        "assistant.chain.related_draft": gives(None), "assistant.chain.beside": gives(None),
    },
    "time": {
        "index.search.YEAR_BONUS": 0.0, "assistant.reading.reader.features": timeless, "assistant.reading.spans._of_year": gives(0.0),
        "assistant.finding.evidence.totals": gives([]), "assistant.retrieve.asks_total": gives(False),
    },
    "trained ranking (word overlap)": {"assistant.build.Ranker": Overlap},
    "span reader": {"assistant.build.SpanReader": Nowhere},
    "validity": {"assistant.chain.settle": lambda finding, *_: (finding, ()), "assistant.chain.with_rival": gives(None)},
    "vectors (words only)": {"index.search.DENSE_WEIGHT": 0.0},
    "words (vectors only)": {"index.search.fuse": vectors_only},
    "verification": {
        "assistant.finding.evidence.fault_of": gives(None), "assistant.finding.listed.fault_of": gives(None), "assistant.finding.listed.hard_fault": gives(None), "assistant.finding.evidence._other_time": gives(None),
        "assistant.chain.verify": unchecked,
    },
    "premises": {"assistant.saying.compose.judge": gives(None)},
    "metadata": {"assistant.finding.evidence.about_document": gives(None), "assistant.finding.evidence.newest_document": gives(None)},
    "synonyms": {"assistant.asking.terms.phrases_in": gives([]), "assistant.asking.terms.same_as": gives(())},
    "conversation": {"assistant.chain.resolve": lambda question, *_, **__: question},
}  # fmt: skip


@contextmanager
def without(part: str) -> Iterator[None]:
    """While it lasts a part is out of place. Raises AttributeError if something to be replaced is not there."""
    with ExitStack() as stack:
        for name, value in WITHOUT[part].items():
            stack.enter_context(patch(name, value))
        yield
