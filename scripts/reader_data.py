"""Training data of the reader: questions of the allowed sets, candidate sentences found for them, features, and which sentence answers."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from written import held_out, read_lines, write_passages, written

from assistant.asking.question import Question, understand
from assistant.reading.candidates import Candidate, candidates
from assistant.reading.reader import Reader
from index.build import ingest_files
from index.embed import open_embedder
from index.search import Searcher
from index.store import Store

WRITTEN = "written"
# Sets that may be trained on, with how many of their questions are used (data README: none that is marked "measure only").
SETS = (("cmrc2018", "train", 6000), ("drcd", "dev", 3600), ("cjrc", "dev", 2500), ("ncp_policies", "train", 800), (WRITTEN, "", 10_000))
HITS = 6
PARAPHRASED = 0.5  # of the training questions come a second time with strange words in them
TODAY = "2020-06-30"


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question: features (n, f), which of them answer (n,) bool, which come from the passage that does, and of
    which set, or kind of written question, it is."""

    id: str
    features: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    gold: npt.NDArray[np.bool_]
    held_out: bool
    group: str


def questions_of(data: Path, name: str, split: str) -> list[dict[str, Any]]:
    """The questions of a set whose answer is known."""
    found = written(data) if name == WRITTEN else read_lines(data / name / f"questions.{split}.jsonl.gz")
    return [q for q in found if q.get("answer_start")]


def make_store(data: Path, folder: Path, names: Sequence[str] = tuple(name for name, _, _ in SETS)) -> Searcher:
    """A store of all passages of the named sets, ingested as any user's would be."""
    store, embedder = Store.open(folder, create=True), open_embedder(None)
    files = [data / name / "passages.jsonl.gz" for name in names if name != WRITTEN]
    files += write_passages(data, folder, without=names) if WRITTEN in names else []
    for result in ingest_files(store, embedder, files):
        print(result.file, result.status, len(result.document_ids), result.error or "", flush=True)
    return Searcher(store, embedder)


def examples(
    data: Path, searcher: Searcher, reader: Reader, *, sets: Sequence[tuple[str, str, int]] = SETS, seed: int = 0
) -> Iterator[Example]:
    """One example a question; questions whose answer is in none of the candidates are left out of training but kept when held out."""
    for name, split, limit in sets:
        rng = random.Random(f"{seed} {name}")
        questions = questions_of(data, name, split)
        rng.shuffle(questions)
        for q in questions[:limit]:
            yield from _example(name, q, understand(str(q["question"]), today=TODAY), searcher, reader)
            if name != WRITTEN and rng.random() < PARAPHRASED and not held_out(str(q["passage_ids"][0])):
                other = understand(str(rng.choice(questions)["question"]), today=TODAY)
                yield from _example(name, q, paraphrased(understand(str(q["question"]), today=TODAY), other, rng), searcher, reader)


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


def _example(name: str, q: dict[str, Any], question: Question, searcher: Searcher, reader: Reader) -> Iterator[Example]:
    """One or none. A sentence that says the same as the right one, in another passage, is right as well."""
    found = candidates(searcher.search(str(q["question"]), k=HITS))
    if not found:
        return
    starts = list(zip(q["answer_start"], q["answers"], strict=False))
    gold = np.array([c.source_id in q["passage_ids"] for c in found])
    right = gold & np.array([any(holds(c, s, len(a)) for s, a in starts) for c in found])
    same = {c.folded for c, r in zip(found, right, strict=True) if r}
    right = np.array([c.folded in same for c in found])
    features = reader.features(question, found, idf=searcher.idf)
    yield Example(str(q["id"]), features, right, gold, held_out(str(q["passage_ids"][0])), str(q.get("kind", name)))


def holds(c: Candidate, start: int, length: int) -> bool:
    """Whether the sentence holds the answer's beginning, or all of the sentence lies inside a long answer."""
    return c.sentence.start <= start < c.sentence.end or start <= c.sentence.start < c.sentence.end <= start + length
