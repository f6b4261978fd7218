"""The questions that we wrote to train on, with the passages that they are asked of: real policies, laws and news of the allowed sets.

The sets' own questions are asked in their passages' words, and mostly of encyclopedias. These are asked as people ask: one in three in the
text's words ("plain"), more than half in quite other ones ("free" with an answer, "sentence" with the sentence alone), the rest where another
sentence shares more words with the question than the one that answers ("hard"). What to refuse is learned from near misses: questions that
their passage does not answer ("missing"), most of them with a question like them that it does ("twin"). The file holds questions and places,
no text of a set.
"""

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

QUESTIONS = Path(__file__).parent / "written_questions.jsonl"
SENTENCE = "sentence"  # the kind of question whose answer is a whole sentence
MISSING, TWIN = (
    "missing",
    "twin",
)  # the kinds of question that its passage does not answer, though it tells of the very topic, and that it does
OTHERS = 32  # of 256: share of the passages nobody asked about that stand among the others, as what must not be found


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def held_out(passage: str) -> bool:
    """Whether questions on this passage are kept for measuring: one passage in five, by hash."""
    return hashlib.sha256(passage.encode()).digest()[0] < 51


def written(data: Path) -> list[dict[str, Any]]:
    """The questions in the fields of the sets' own ("id", "question", "answers", "passage_ids", "answer_start"), with the passage's
    "text" and a "kind"; of kind SENTENCE the answer is the whole sentence."""
    return [q for q in _questions(data) if q["kind"] not in (MISSING, TWIN)]


def near_misses(data: Path) -> list[dict[str, Any]]:
    """The questions that their passage, the nearest there is, does not answer, and their twins, in the same fields; the "answers" of the first
    are empty."""
    return [q for q in _questions(data) if q["kind"] in (MISSING, TWIN)]


@cache
def _questions(data: Path) -> list[dict[str, Any]]:
    lines = _lines()
    asked: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        asked[line["set"]].add(line["passage"])
    texts = {(name, p["id"]): str(p["text"]) for name, ids in asked.items() for p in read_lines(_passages(data, name)) if p["id"] in ids}
    return [_question(n, line, texts[line["set"], line["passage"]]) for n, line in enumerate(lines)]


def _lines() -> list[dict[str, Any]]:
    """What the file holds: set, passage, spans (start and length), kind, question."""
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def _question(number: int, line: dict[str, Any], text: str) -> dict[str, Any]:
    starts = [start for start, _ in line["spans"]]
    answers = [text[start : start + length] for start, length in line["spans"]]
    return {
        "id": f"w{number}",
        "question": line["question"],
        "answers": answers,
        "passage_ids": [line["passage"]],
        "answer_start": starts,
        "kind": line["kind"],
        "text": text,
    }


def write_passages(data: Path, folder: Path, *, without: Collection[str]) -> list[Path]:
    """Files with the passages of the written questions' sets, but for those sets that are at hand in full, that are asked about, and one in
    eight of the others."""
    asked = {(line["set"], line["passage"]) for line in _lines()}
    paths = []
    for name in sorted({name for name, _ in asked} - set(without)):
        paths.append(folder / f"{name}.jsonl.gz")
        with gzip.open(paths[-1], "wt", encoding="utf-8") as lines:
            for p in read_lines(_passages(data, name)):
                if (name, p["id"]) in asked or hashlib.sha256(str(p["id"]).encode()).digest()[1] < OTHERS:
                    lines.write(json.dumps(p, ensure_ascii=False) + "\n")
    return paths


def _passages(data: Path, name: str) -> Path:
    return data / name / "passages.jsonl.gz"
