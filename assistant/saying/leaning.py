"""Statements that lean on what stands before them (其…, 该…, 这也是…, 包括…): said with the sentence or the title that names what they mean."""

import re
from dataclasses import replace

from assistant.asking.terms import Term
from assistant.reading.candidates import Candidate
from assistant.reading.heading import is_heading
from assistant.saying.clauses import LEANS, shorten
from assistant.saying.quote import MAX_QUOTE

_THIS = re.compile(r"这(?:也|就|不仅|既)?[是为]|这[一些个项](?!年)")
UPHELD = 34  # characters of a statement's room for what it leans on
LEAST_ROOM = 20  # characters that a sentence before it needs to be worth saying
LONGEST_TITLE = 40


def leans(text: str) -> bool:
    """Whether a statement begins with a word that stands for something said before it."""
    return bool(LEANS.match(text) or _THIS.match(text))


def upheld(candidate: Candidate, text: str, weights: dict[Term, float], *, room: int) -> tuple[str, Candidate]:
    """The statement with what it leans on, within `room` characters, and the candidate whose source bears both: the end of the sentence
    before it, where one quote can hold both, or else the title of the piece; as it is where it stands on its own."""
    if not leans(text):
        return text, candidate
    before = candidate.chunk.sentences[candidate.place - 1] if candidate.place else None
    left = room - len(text) - 1
    if before is not None and left >= LEAST_ROOM and candidate.sentence.end - before.start <= MAX_QUOTE:
        prior = replace(candidate, sentence=before, place=candidate.place - 1)
        if text in candidate.sentence.text[: len(text) + 1] and not leans(before.text) and not is_heading(prior):
            whole = replace(before, end=candidate.sentence.end, text=before.text + candidate.sentence.text)
            said = shorten(before.text.rstrip("。；; "), weights, limit=left, likely=[(0, 1, 1.0)])  # its subject
            return f"{said}。{text}", replace(prior, sentence=whole)
    title = candidate.piece.title or ""
    if title and len(title) <= min(LONGEST_TITLE, left) and title not in text:
        return f"《{title}》：{text}", candidate
    return text, candidate
