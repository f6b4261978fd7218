"""Cloze questions from unlabelled news: what two sentences of one text both say is asked of one and answered by the other."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import jieba.posseg

from assistant.reading.candidates import Candidate
from assistant.reading.passages import Passage, passage_around
from assistant.words.figures import find_figures
from ingest.dates import find_dates

MOST_SENTENCES = 24  # of a text that are compared with each other
EDGES = "的了在和与及是为对于从到将被把也都又再等其该这那个并就而以由向让使"
_ANSWER = 14  # characters of the longest answer


def clozes(sentences: Sequence[Candidate], rng: random.Random) -> Iterator[tuple[str, list[Passage], list[tuple[tuple[int, int], ...]]]]:
    """Questions, the passages to read (the first holds the answer) and the answer's places in each."""
    sentences = [c for c in sentences if not re.search(r"相关阅读|声明[：:]|责任编辑", c.sentence.text)][:MOST_SENTENCES]
    words = [
        set(re.findall(r"[\u4e00-\u9fff]{2}|\d+", c.folded)) | {c.folded[i : i + 2] for i in range(len(c.folded) - 1)} for c in sentences
    ]
    for i, asked in enumerate(sentences):
        others = [j for j in range(len(sentences)) if j != i and len(words[i] & words[j]) >= 8 and sentences[j].folded != asked.folded]
        if not others:
            continue
        j = rng.choice(others)
        made = _question(asked.folded, sentences[j].folded, rng)
        if made is None:
            continue
        question, answer = made
        holder = _without(passage_around(sentences[j], 0.0), asked)
        far = [c for k, c in enumerate(sentences) if k not in (i, j) and answer not in c.folded and abs(k - j) > 3]
        if not holder.sentences:
            continue
        passages = [holder, *(_without(passage_around(c, -1.0), asked) for c in rng.sample(far, min(2, len(far))))]
        passages = [p for p in passages if p.sentences]
        yield question, passages, [tuple(m.span() for m in re.finditer(re.escape(answer), p.text)) for p in passages]


def _without(passage: Passage, asked: Candidate) -> Passage:
    """The passage without the sentence that the question was made from, and what lies beyond it."""
    at = next((n for n, c in enumerate(passage.sentences) if c.key == asked.key), None)
    if at is None:
        return passage
    if at < passage.centre:
        return replace(passage, sentences=passage.sentences[at + 1 :], centre=passage.centre - at - 1)
    return replace(passage, sentences=passage.sentences[:at])


def _question(asked: str, other: str, rng: random.Random) -> tuple[str, str] | None:
    """A question made from one sentence, and its answer, which both hold; None where they share too little beside it."""
    blocks = [asked[b.a : b.a + b.size] for b in SequenceMatcher(None, asked, other, autojunk=False).get_matching_blocks() if b.size >= 2]
    shared = [part.strip(EDGES) for block in blocks for part in re.split(r"[，。、；：,;:!?！？“”《》（）()\s]", block)]
    shared = [s for s in dict.fromkeys(shared) if len(s) >= 2]
    answers = [a for a in (_whole(s, asked, other) for s in shared) if a and len(a) <= _ANSWER]
    rng.shuffle(answers)
    for answer in answers:
        clause = _clause(asked, answer)
        beside = [s for s in shared if s != answer and s not in answer and answer not in s and s in clause]
        wh = _asking(answer)
        if wh and sum(map(len, beside)) >= 4 and clause.count(answer) == 1 and len(clause) < 60:
            return _worded(clause, answer, wh, rng), answer
    return None


def _whole(part: str, asked: str, other: str) -> str | None:
    """The shared part if it is made of whole words in both, or the figure or date that it lies in."""
    for text in (asked, other):
        start = text.find(part)
        end = start + len(part)
        for span in (*find_dates(text), *find_figures(text)):
            if start < span.end and span.start < end:
                found = text[span.start : span.end]
                return found if part in found and found in asked and found in other else None
    words = [w.word for w in jieba.posseg.cut(other)]
    starts, at = set(), 0
    for word in words:
        starts.add(at)
        at += len(word)
    place = other.find(part)
    return part if place in starts and place + len(part) in starts | {at} else None


def _asking(answer: str) -> str | None:
    """The asking word for an answer by its kind; None where it is no name, figure, date or thing."""
    dates, figures = find_dates(answer), find_figures(answer)
    if dates and dates[0].end - dates[0].start == len(answer):
        return "什么时候"
    if figures and figures[0].text == answer:
        return "多少" + figures[0].unit
    flags = [w.flag for w in jieba.posseg.cut(answer)]
    if not flags or not flags[-1].startswith(("n", "l", "i", "j", "vn", "eng")):
        return None
    if flags == ["nr"]:
        return "谁"
    if flags[-1] == "ns":
        return "哪里"
    return "什么" if len(answer) > 2 else None


def _clause(text: str, answer: str) -> str:
    """The clause that holds the answer, with the one before it where both are short."""
    clauses = re.split(r"(?<=[，；：。,;:])", text)
    at = next((i for i, c in enumerate(clauses) if answer in c), 0)
    before = clauses[at - 1] if at and len(clauses[at - 1]) + len(clauses[at]) <= 45 else ""
    return (before + clauses[at]).strip("，。；：,;:")


def _worded(clause: str, answer: str, wh: str, rng: random.Random) -> str:
    """The clause asked: with the asking word in the answer's place, or behind."""
    if rng.random() < 0.6:
        return clause.replace(answer, wh) + "？"
    return clause.replace(answer, "") + ("是" if wh != "什么时候" else "是在") + wh + "？"
