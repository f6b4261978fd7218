"""Training data of the reader: questions of the allowed sets, candidate sentences found for them, features, and which sentence answers."""

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.asking.question import Question, understand
from assistant.reading.candidates import Candidate, candidates
from assistant.reading.reader import Reader
from index.build import ingest_files
from index.embed import open_embedder
from index.search import Searcher
from index.store import Store

# Sets that may be trained on, with how many of their questions are used (data README: none that is marked "measure only").
SETS = (("cmrc2018", "train", 6000), ("drcd", "dev", 3600), ("cjrc", "dev", 2500), ("ncp_policies", "train", 800))
HITS = 6
PARAPHRASED = 0.5  # of the training questions come a second time with strange words in them
TODAY = "2020-06-30"


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question: features (n, f), which of them answer (n,) bool, and which come from the passage that does."""

    id: str
    features: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    gold: npt.NDArray[np.bool_]
    held_out: bool


def held_out(passage: str) -> bool:
    """Whether questions on this passage are kept for measuring: one passage in five, by hash."""
    return hashlib.sha256(passage.encode()).digest()[0] < 51


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def make_store(data: Path, folder: Path, names: Sequence[str] = tuple(name for name, _, _ in SETS)) -> Searcher:
    """A store of all passages of the named sets, ingested as any user's would be."""
    store, embedder = Store.open(folder, create=True), open_embedder(None)
    for result in ingest_files(store, embedder, [data / name / "passages.jsonl.gz" for name in names]):
        print(result.file, result.status, len(result.document_ids), result.error or "", flush=True)
    return Searcher(store, embedder)


def examples(data: Path, searcher: Searcher, reader: Reader, *, seed: int = 0) -> Iterator[Example]:
    """One example a question; questions whose answer is in none of the candidates are left out of training but kept when held out."""
    rng = random.Random(seed)
    for name, split, limit in SETS:
        questions = list(read_lines(data / name / f"questions.{split}.jsonl.gz"))
        rng.shuffle(questions)
        for q in [q for q in questions if q.get("answer_start")][:limit]:
            example = _example(q, understand(str(q["question"]), today=TODAY), searcher, reader)
            if example is not None:
                yield example
            if rng.random() < PARAPHRASED and not held_out(str(q["passage_ids"][0])):  # type: ignore[index]
                other = understand(str(rng.choice(questions)["question"]), today=TODAY)
                example = _example(q, paraphrased(understand(str(q["question"]), today=TODAY), other, rng), searcher, reader)
                if example is not None:
                    yield example


def paraphrased(question: Question, other: Question, rng: random.Random) -> Question:
    """The question with one to three of its words replaced by words of another: as a question looks that says things in words the text
    does not use."""
    if len(question.terms) < 2 or not other.terms:
        return question
    terms, text = list(question.terms), question.text
    for i in rng.sample(range(len(terms)), min(rng.randint(1, 3), len(terms) - 1)):
        strange = rng.choice(other.terms).text
        text = text.replace(terms[i].text, strange)
        terms[i] = replace(terms[i], text=strange, others=())
    return replace(question, terms=tuple(dict.fromkeys(terms)), text=text)


def _example(q: dict[str, object], question: Question, searcher: Searcher, reader: Reader) -> Example | None:
    found = candidates(searcher.search(str(q["question"]), k=HITS))
    if not found:
        return None
    starts = list(zip(q["answer_start"], q["answers"], strict=False))  # type: ignore[call-overload]
    gold = np.array([c.source_id in q["passage_ids"] for c in found])  # type: ignore[operator]
    right = gold & np.array([any(holds(c, s, len(a)) for s, a in starts) for c in found])
    kept = held_out(str(q["passage_ids"][0]))  # type: ignore[index]
    return Example(str(q["id"]), reader.features(question, found, idf=searcher.idf), right, gold, kept)


def holds(c: Candidate, start: int, length: int) -> bool:
    """Whether the sentence holds the answer's beginning, or all of the sentence lies inside a long answer."""
    return c.sentence.start <= start < c.sentence.end or start <= c.sentence.start < c.sentence.end <= start + length
