"""Whether a sentence stands in, or names, the document that the question speaks of."""

import re
from collections.abc import Sequence

from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from assistant.words.glossary import canonical
from index.tokens import words

NAMED = 0.75  # share of a mention's characters that a title must hold to be the document meant


def known_mentions(question: Question, found: Sequence[Candidate]) -> tuple[str, ...]:
    """The names of documents in the question that fit one of the documents at hand; others may not be names of documents at all."""
    headings = {c.heading for c in found}
    return tuple(m for m in (*question.titles, *question.mentions, *question.numbers) if any(document_share(m, h) for h in headings))


def mention_match(mentions: Sequence[str], c: Candidate) -> float:
    """1 if the sentence stands in, or names, a document that the question speaks of; 0.5 if the question speaks of none; else 0."""
    if not mentions:
        return 0.5
    return max(max(document_share(m, c.heading), 0.9 * document_share(m, c.folded)) for m in mentions)


_EMPTY_WORDS = frozenset("的 关于 印发 和 与 个 家 年 版 新版 最新 现行 这份 那份 该".split())


def document_share(mention: str, text: str) -> float:
    """How well a mention fits a title, 0..1: the share of its words' characters that the title holds; below 0.75 it does not fit (0)."""
    parts = [w for w in words(canonical(mention)) if re.search(r"[^\W\d]", w) and w not in _EMPTY_WORDS]
    total, plain = sum(map(len, parts)), canonical(text)
    share = sum(len(w) for w in parts if w in plain) / total if total else 0.0
    return share if share >= NAMED else 0.0
