"""Training and held-out texts of the built-in embedding model, read from the sets whose licence allows weights that ship."""

import random
import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from everyday_pairs import spoken_forms, spoken_sentences, word_pairs
from written import held_out, read_lines, written

HELD_OUT = 5  # one document in five of NCP and STARD is kept for measuring
LAW_ARTICLES = 60_000  # of 147,288: local regulations repeat each other almost word for word
OPENING, AROUND = 60, 160  # characters of a passage beside a written question
WRITTEN_TIMES = 3  # how often a written question counts: they alone are asked in other words than the text's
CHUNK = 250  # characters of a measured NCP chunk
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇]+条")


@dataclass(frozen=True, slots=True)
class Text:
    """Unlabelled training text; `title` may be empty."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the passage that answers it; pairs of one `key` are never each other's negatives."""

    key: str
    question: str
    passage: str


@dataclass(slots=True)
class HeldOut:
    """A pool of passages and questions whose right passages are `gold` (positions in the pool)."""

    name: str
    pool: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    gold: list[set[int]] = field(default_factory=list)


@dataclass(slots=True)
class Data:
    """Everything that one training run sees, and what it is measured on."""

    texts: list[Text] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    held_out: list[HeldOut] = field(default_factory=list)


def load(data: Path) -> Data:
    """Reads every allowed set under `data`. Raises FileNotFoundError naming what is missing."""
    out = Data()
    _cmrc(data, out)
    _drcd_and_cjrc(data, out)
    _ncp(data, out)
    held_articles = _stard(data, out)
    _written(data, out, held_articles)
    for name in ("crud_docs", "gd_matters", "tax_policy"):
        out.texts += [Text(r["id"], r["title"], r["text"]) for r in rows(data / name / "passages.jsonl.gz")]
    out.texts += _laws(data / "laws" / "laws_md.tar.gz")
    _everyday(out)
    return out


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a .jsonl.gz file."""
    return list(read_lines(path))


def sentences(text: str) -> list[str]:
    """`"一、总则。二、附则"` → `["一、总则。", "二、附则"]`; blank ones are dropped."""
    return [s for s in _SENTENCE.findall(text) if s.strip()]


def chunks(text: str, size: int = CHUNK) -> Iterator[tuple[int, int]]:
    """Spans of whole sentences that reach `size` characters; they cover the text without gaps."""
    start = end = 0
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if end - start >= size:
            yield start, end
            start = end
    if end > start:
        yield start, end


def is_held_out(document: str) -> bool:
    """One document in HELD_OUT, by a hash of its id: the same ones on every machine."""
    return zlib.crc32(document.encode()) % HELD_OUT == 0


def _cmrc(data: Path, out: Data) -> None:
    passages = rows(data / "cmrc2018" / "passages.jsonl.gz")
    trial = rows(data / "cmrc2018" / "questions.trial.jsonl.gz")
    kept = {p for q in trial for p in q["passage_ids"]}
    place = {p["id"]: i for i, p in enumerate(passages)}
    held = HeldOut("CMRC trial", [p["text"] for p in passages])
    _questions(held, trial, place)
    out.held_out.append(held)
    _labelled(out, passages, rows(data / "cmrc2018" / "questions.train.jsonl.gz"), kept)


def _drcd_and_cjrc(data: Path, out: Data) -> None:
    for name in ("drcd", "cjrc"):
        _labelled(out, rows(data / name / "passages.jsonl.gz"), rows(data / name / "questions.dev.jsonl.gz"), set())


def _ncp(data: Path, out: Data) -> None:
    documents = {d["id"]: d for d in rows(data / "ncp_policies" / "passages.jsonl.gz")}
    held, spans = HeldOut("NCP"), {}
    for key, document in documents.items():
        for start, end in chunks(document["text"]):
            spans[key, start, end] = len(held.pool)
            held.pool.append(document["text"][start:end])
    for question in rows(data / "ncp_policies" / "questions.train.jsonl.gz"):
        key = question["passage_ids"][0]
        gold = {i for (k, s, e), i in spans.items() if k == key and any(s <= a < e for a in question["answer_start"])}
        if is_held_out(key):
            held.questions.append(question["question"])
            held.gold.append(gold)
        else:
            out.pairs += [Pair(key, question["question"], held.pool[i]) for i in gold]
    out.held_out.append(held)
    out.texts += [Text(k, d["title"], d["text"]) for k, d in documents.items() if not is_held_out(k)]
    snippets = {p["id"]: p for p in rows(data / "ncp_pairs" / "passages.jsonl.gz")}
    for question in rows(data / "ncp_pairs" / "questions.train.jsonl.gz"):
        if not is_held_out(question["docid"]):
            out.pairs.append(Pair(question["docid"], question["question"], snippets[question["passage_ids"][0]]["text"]))


def _stard(data: Path, out: Data) -> set[str]:
    """Adds the set; gives the articles that are kept for measuring."""
    articles = rows(data / "stard" / "passages.jsonl.gz")
    questions = rows(data / "stard" / "questions.train.jsonl.gz")
    asked = [q for q in questions if is_held_out(q["passage_ids"][0])]
    kept = {p for q in asked for p in q["passage_ids"]}
    held = HeldOut("STARD", [f"{a['title']} {a['text']}" for a in articles])
    _questions(held, asked, {a["id"]: i for i, a in enumerate(articles)})
    out.held_out.append(held)
    text = {a["id"]: f"{a['title']} {a['text']}" for a in articles}
    for question in questions:
        if not kept.intersection(question["passage_ids"]):
            out.pairs += [Pair(p, question["question"], text[p]) for p in question["passage_ids"][:3]]
    out.texts += [Text(a["id"], a["title"], a["text"]) for a in articles if a["id"] not in kept]
    return kept


def _written(data: Path, out: Data, held_articles: set[str]) -> None:
    """Adds what people ask in words of their own, each question with its passage's opening and what stands around the answer."""
    for question in written(data):
        passage, text = question["passage_ids"][0], question["text"]
        if not (held_out(passage) or is_held_out(passage) or passage in held_articles):
            start = question["answer_start"][0]
            near = text[:OPENING] + text[max(OPENING, start - AROUND) : start + AROUND]
            out.pairs += [Pair(passage, question["question"], near)] * WRITTEN_TIMES


def _everyday(out: Data) -> None:
    """Adds sentences of the texts, and words, as people say them."""
    forms = spoken_forms()
    texts = [(t.key, said) for t in out.texts if (said := sentences(t.body))]
    out.pairs += [Pair(key, said, near) for key, said, near in spoken_sentences(texts, forms)]
    out.pairs += [Pair(word, everyday, word) for everyday, word in word_pairs(forms)]


def _questions(held: HeldOut, questions: list[dict[str, Any]], place: dict[str, int]) -> None:
    held.questions += [q["question"] for q in questions]
    held.gold += [{place[p] for p in q["passage_ids"]} for q in questions]


def _labelled(out: Data, passages: list[dict[str, Any]], questions: list[dict[str, Any]], kept: set[str]) -> None:
    """Adds a set of passages with questions, without the passages kept for measuring."""
    text = {p["id"]: p for p in passages if p["id"] not in kept}
    out.texts += [Text(p["id"], p["title"], p["text"]) for p in text.values()]
    for question in questions:
        passage = text.get(question["passage_ids"][0]) if question["passage_ids"] else None
        if passage and question["answers"]:
            out.pairs.append(Pair(passage["id"], question["question"], passage["text"]))


def _laws(path: Path) -> list[Text]:
    """Articles of the laws: title with chapter → article; a seeded sample of LAW_ARTICLES."""
    found: list[Text] = []
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".md") else None
            if stream is not None:
                found += _articles(member.name, stream.read().decode("utf-8"))
    return random.Random(1).sample(found, min(LAW_ARTICLES, len(found)))


def _articles(name: str, markdown: str) -> Iterator[Text]:
    title = chapter = ""
    body: list[str] = []
    for line in [*markdown.splitlines(), "第一条"]:
        if _ARTICLE.match(line):
            if body:
                yield Text(f"{name}{len(title)}{body[0][:20]}", f"{title} {chapter}".strip(), "\n".join(body))
            body = [line]
        elif line.startswith("# "):
            title = line[2:].strip()
        elif line.startswith("#"):
            chapter = line.lstrip("# ").strip()
        elif body and line.strip():
            body.append(line.strip())
