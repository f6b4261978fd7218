"""Training data of the span reader: questions of the allowed sets with the passages that reading finds for them, and cloze questions made
from unlabelled news. Everything comes as numbers: units, features and where the answer lies."""

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from cloze import clozes
from reader_data import TODAY, WRITTEN, paraphrased, questions_of
from written import SENTENCE, held_out, read_lines

from assistant.asking.question import Question, understand
from assistant.reading.candidates import Candidate, candidates
from assistant.reading.passages import PASSAGES, Passage, passage_around, passages_of
from assistant.reading.reader import Reader
from assistant.reading.span_features import (
    PASSAGE_UNITS,
    QUESTION_UNITS,
    Units,
    passage_features,
    question_features,
    unit_vectors,
    units_of,
)
from assistant.reading.span_reader import nearness
from index.embed import StaticModel
from index.search import Searcher
from index.store import Store
from index.tokens import fold

HITS, FAR_HITS = 6, 24
PARAPHRASED = 0.3


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage as numbers: unit ids (n,), features (n, f) float16, its ranking score relative to the best, the gold spans in it (first and
    last unit), and whether the answer is known to stand in it, though not where."""

    ids: npt.NDArray[np.int32]
    features: npt.NDArray[np.float16]
    score: float
    gold: tuple[tuple[int, int], ...]
    somewhere: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A question as numbers, with its passages. What measuring needs is kept where it is held out: the gold `answers`, and each passage's
    text with its units' places."""

    set_name: str
    ids: npt.NDArray[np.int32]
    features: npt.NDArray[np.float16]
    passages: tuple[Encoded, ...]
    held_out: bool
    answers: tuple[str, ...] = ()
    texts: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()


def labelled(data: Path, sets: Sequence[tuple[str, str, int]], searcher: Searcher, reader: Reader, model: StaticModel) -> Iterator[Example]:
    """One example a question of the sets, and for some of those trained on a second one with strange words in the question."""
    for name, split, limit in sets:
        rng = random.Random(f"1 {name}")
        questions = [q for q in questions_of(data, name, split) if q.get("kind") != SENTENCE]
        rng.shuffle(questions)
        for q in questions[:limit]:
            question = understand(str(q["question"]), today=TODAY)
            yield from _labelled(name, q, question, searcher, reader, model)
            if name != WRITTEN and rng.random() < PARAPHRASED and not held_out(str(q["passage_ids"][0])):
                other = understand(str(rng.choice(questions)["question"]), today=TODAY)
                yield from _labelled(name, q, paraphrased(question, other, rng), searcher, reader, model)


def _labelled(
    name: str, q: dict[str, Any], question: Question, searcher: Searcher, reader: Reader, model: StaticModel
) -> Iterator[Example]:
    starts = list(zip(q["answer_start"], q["answers"], strict=False))
    ranked = reader.read(question, candidates(searcher.search(q["question"], k=HITS)), idf=searcher.idf)
    passages = passages_of((r.candidate, r.score) for r in ranked)
    gold_of = [_gold(p, starts) if p.candidate.source_id in q["passage_ids"] else () for p in passages]
    kept = held_out(q["passage_ids"][0])
    if not any(gold_of) and not kept:
        holders = [r for r in ranked if r.candidate.source_id in q["passage_ids"] and _holds(r.candidate, starts)]
        if not holders:
            return
        passages = [*passages[: PASSAGES - 1], passage_around(holders[0].candidate, holders[0].score)]
        gold_of = [*gold_of[: PASSAGES - 1], _gold(passages[-1], starts)]
    if passages:
        yield encode(name, question, passages, gold_of, model, held=kept, answers=tuple(q["answers"]))


def answered_somewhere(data: Path, name: str, searcher: Searcher, reader: Reader, model: StaticModel) -> Iterator[Example]:
    """Examples of a set that tells only which passage answers: laypeople's questions and the articles of law for them, policy questions
    and the snippets that answer them. They teach which passage is meant where question and text share few words."""
    for q in read_lines(data / name / "questions.train.jsonl.gz"):
        question, right = understand(str(q["question"]), today=TODAY), set(q["passage_ids"])
        found = candidates(searcher.search(str(q["question"]), k=FAR_HITS, per_piece=1))
        ranked = [(r.candidate, r.score) for r in reader.read(question, found, idf=searcher.idf)]
        passages = passages_of(ranked)
        if not any(p.candidate.source_id in right for p in passages):
            holders = [passage_around(c, score) for c, score in ranked if c.source_id in right]
            passages = [*passages[: PASSAGES - 1], *holders[:1]]
        somewhere = [n for n, p in enumerate(passages) if p.candidate.source_id in right]
        if somewhere and not held_out(str(q["passage_ids"][0])):
            yield encode(name, question, passages, [()] * len(passages), model, held=False, somewhere=somewhere)


def _holds(c: Candidate, starts: Sequence[tuple[int, str]]) -> bool:
    return any(c.sentence.start <= s < c.sentence.end for s, _ in starts)


def _gold(passage: Passage, starts: Sequence[tuple[int, str]]) -> tuple[tuple[int, int], ...]:
    """The answer's places in the passage's text; one that begins in it and runs beyond ends with it."""
    found = []
    for start, answer in dict.fromkeys(starts):
        wanted = re.sub(r"\s", "", fold(answer)).rstrip("。")
        for c, at in zip(passage.sentences, passage.starts, strict=True):
            if c.sentence.start <= start < c.sentence.end and wanted:
                guess = at + min(start - c.sentence.start, len(c.folded) - 1)
                near = [m.start() for m in re.finditer(re.escape(wanted[:40]), passage.text)]
                place = min(near, key=lambda x: abs(x - guess), default=None)
                if place is not None:
                    found.append((place, min(place + len(wanted), len(passage.text))))
    return tuple(dict.fromkeys(found))


def encode(
    set_name: str,
    question: Question,
    passages: Sequence[Passage],
    gold_of: Sequence[Sequence[tuple[int, int]]],
    model: StaticModel,
    *,
    held: bool,
    answers: tuple[str, ...] = (),
    somewhere: Collection[int] = (),
) -> Example:
    """The question and its passages as numbers; gold spans are places in the passages' texts, `somewhere` the numbers of passages that
    answer, though it is not known where."""
    asked = units_of(model, [fold(question.text)], most=QUESTION_UNITS)[0]
    vectors = unit_vectors(model, asked)
    best = passages[0].score
    encoded, texts = [], []
    read = units_of(model, [p.text for p in passages], most=PASSAGE_UNITS)
    for n, (passage, gold, units) in enumerate(zip(passages, gold_of, read, strict=True)):
        nearest, weights = nearness(vectors, unit_vectors(model, units))
        features = passage_features(question, asked, passage, units, nearest, weights)
        spans = tuple(span for s, e in gold if (span := _unit_span(units, s, e)))
        encoded.append(Encoded(units.ids.astype(np.int32), features.astype(np.float16), passage.score - best, spans, n in somewhere))
        texts.append((passage.text, tuple(zip(units.starts.tolist(), units.ends.tolist(), strict=True))))
    features = question_features(question, asked).astype(np.float16)
    return Example(set_name, asked.ids.astype(np.int32), features, tuple(encoded), held, answers, tuple(texts) if held else ())


def unlabelled(store: Store, model: StaticModel) -> Iterator[Example]:
    """Cloze questions on the documents of a store, as examples."""
    rng = random.Random(3)
    for _, group in groupby((chunk for _, chunk in store.all_chunks()), key=lambda chunk: chunk.document_id):
        chunks = list(group)
        piece, source_file, source_id = store.pieces([chunks[0].piece_id])[chunks[0].piece_id]
        found = [Candidate(s, chunk, piece, source_file, source_id, n, 0.5) for chunk in chunks for n, s in enumerate(chunk.sentences)]
        for question, passages, gold_of in clozes(found, rng):
            yield encode("cloze", understand(question, today=TODAY), passages, gold_of, model, held=False)


def _unit_span(units: Units, start: int, end: int) -> tuple[int, int] | None:
    inside = np.flatnonzero((units.ends > start) & (units.starts < end))
    return (int(inside[0]), int(inside[-1])) if len(inside) else None
