"""What the span reader sees of a question and a passage: units (the built-in model's tokens, and each character between them) with features."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.reading.passages import Passage
from assistant.words.figures import find_figures, same_measure
from index.embed import StaticModel
from index.tokens import fold
from ingest.dates import find_dates

Floats = npt.NDArray[np.float32]
QUESTION_UNITS, PASSAGE_UNITS = 48, 200  # what is longer is read up to here
KINDS = tuple(Kind)
MARKS = ("，；：,;:", "。！？!?\n", "、", "《“‘「(（〔[", "》”’」)）〕]")
FEATURES = (
    "asked", "nearest", "characters", "focus", "synonym", "digit", "date", "figure", "fits", "clause", "full_stop", "enumerated", "opens", "closes",
    "in_quotes", "in_brackets", "ranked", "sentence", "since_asked", "until_asked", "length", "known", "weight",
)  # fmt: skip
_NEAR = 10  # units to the nearest asked unit, beyond which the distance tells nothing more


@dataclass(frozen=True, slots=True)
class Units:
    """A text in units: `ids` rows of the model's table (−1: none), `starts` and `ends` their places in the text."""

    text: str
    ids: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    def words(self) -> list[str]:
        """The units as strings."""
        return [self.text[s:e] for s, e in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]


def units_of(model: StaticModel, texts: Sequence[str], *, most: int) -> list[Units]:
    """Each text in at most `most` units; white space is none."""
    return [_units(text, tokens, most) for text, tokens in zip(texts, model.token_spans(texts), strict=True)]


def _units(text: str, tokens: Iterable[tuple[int, int, int]], most: int) -> Units:
    found: list[tuple[int, int, int]] = []
    at = 0
    for id_, start, end in [*tokens, (-1, len(text), len(text))]:
        found += [(-1, i, i + 1) for i in range(at, start) if not text[i].isspace()]
        if end > max(at, start):  # of a character that makes several tokens ("½" is 1, ⁄ and 2) the first stands for all
            found.append((id_, max(at, start), end))
        at = max(at, end)
    rows = np.array(found[:most], np.int64).reshape(-1, 3)
    return Units(text, rows[:, 0], rows[:, 1], rows[:, 2])


def unit_vectors(model: StaticModel, units: Units) -> Floats:
    """Float32 (n, dim): the model's vectors, zeros for characters that it does not know."""
    vectors = model.vectors_of(np.maximum(units.ids, 0))
    return vectors * (units.ids >= 0)[:, None]


def question_features(question: Question, units: Units) -> Floats:
    """Float32 (n, len(KINDS) + 3): the kind of the question on every unit; whether the unit is in a focus term, in any term, a digit."""
    kind = np.zeros(len(KINDS), np.float32)
    kind[KINDS.index(question.kind)] = 1
    focus = " ".join(t.text for t in question.terms if t.focus)
    other = " ".join(t.text for t in question.terms if not t.focus)
    own = [[float(w in focus), float(w in focus or w in other), float(w[0].isdigit())] for w in units.words()]
    return np.concatenate([np.tile(kind, (len(own), 1)), np.array(own, np.float32).reshape(-1, 3)], axis=1)


def passage_features(question: Question, asked: Units, passage: Passage, units: Units, nearest: Floats, weights: Floats) -> Floats:
    """Float32 (n, len(FEATURES)). `nearest` (n,) is each unit's cosine with the nearest unit of the question, `weights` (n,) the lengths of
    their vectors, which training made grow with what a unit tells."""
    words = units.words()
    plain = fold(question.text)
    heard = {w for w in asked.words() if len(w) > 1 or not re.match(r"[的了是在有和与为被\W]", w)}
    focus = " ".join(t.text for t in question.terms if t.focus)
    others = " ".join(o for t in question.terms for o in t.others)
    hit = np.array([w in heard for w in words], bool)
    sentence = _sentence_of(passage, units)
    columns = [
        hit,
        nearest,
        [sum(ch in plain for ch in w) / len(w) for w in words],
        [len(w) > 1 and w in focus for w in words],
        [len(w) > 1 and w in others for w in words],
        [w[0].isdigit() for w in words],
        *_typed(question, units),
        *([w in marks for w in words] for marks in MARKS),
        _inside(units, r"《[^《》]*》|“[^“”]*”|「[^「」]*」"),
        _inside(units, r"（[^（）]*）|\([^()]*\)"),
        sentence == passage.centre,
        _shares(passage, asked, weights_of=dict(zip(words, weights.tolist(), strict=True)))[sentence],
        *_distances(hit),
        np.minimum(units.ends - units.starts, 6) / 6,
        units.ids >= 0,
        weights / 5,
    ]
    return np.stack([np.asarray(c, np.float32) for c in columns], axis=1)


def _sentence_of(passage: Passage, units: Units) -> npt.NDArray[np.int64]:
    return np.maximum(np.searchsorted(passage.starts, units.starts, side="right") - 1, 0)


def _shares(passage: Passage, asked: Units, weights_of: dict[str, float]) -> Floats:
    """For each sentence the share of the question's units that it holds, weighted by what they tell."""
    wanted = {w: weights_of.get(w, 2.0) for w in asked.words() if re.match(r"\w", w)}
    total = sum(wanted.values()) or 1.0
    return np.array([sum(v for w, v in wanted.items() if w in c.folded) / total for c in passage.sentences], np.float32)


def _typed(question: Question, units: Units) -> list[npt.NDArray[np.bool_]]:
    """Which units lie in a date, in a figure, and in a figure of the asked measure."""
    figures = [f for f in find_figures(units.text) if f.unit not in ("年", "月", "日")]
    fitting = [f for f in figures if question.unit and same_measure(f.unit, question.unit)]
    return [_covered(units, [(x.start, x.end) for x in spans]) for spans in (find_dates(units.text), figures, fitting)]


def _inside(units: Units, pattern: str) -> npt.NDArray[np.bool_]:
    return _covered(units, [m.span() for m in re.finditer(pattern, units.text)])


def _covered(units: Units, spans: Iterable[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    inside = np.zeros(len(units.ids), bool)
    for start, end in spans:
        inside |= (units.starts >= start) & (units.starts < end)
    return inside


def _distances(hit: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """How near, 0..1, the last asked unit before and the next asked unit after each unit are: 1 is the unit itself."""
    return _since(hit), _since(hit[::-1])[::-1]


def _since(hit: npt.NDArray[np.bool_]) -> Floats:
    places = np.arange(len(hit))
    last = np.maximum.accumulate(np.where(hit, places, -_NEAR)) if len(hit) else places
    return (1 - np.minimum(places - last, _NEAR) / _NEAR).astype(np.float32)
