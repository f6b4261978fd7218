"""Questions and answers in the texts themselves (问答, 解读): where a text asks what is asked here, what stands right behind answers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asking.question import Question, Term, kind_of
from assistant.reading.candidates import Candidate
from assistant.reading.features import covered
from assistant.reading.reader import Reading
from assistant.words.frames import STOP, content_words
from index.tokens import fold

ALIKE = 0.75  # of the asked words, by weight, that the text's own question holds
_ASKS = re.compile(r"[?？]\s*$|(?:什么|哪些|哪[个里]|如何|怎[么样]|多少|几|是否|吗|谁|何时)[^，。；]{0,10}$")


def answering_first(part: Question, ranked: Sequence[Reading], weights: dict[Term, float]) -> Sequence[Reading]:
    """The readings with the one first that stands behind a question of the text which is most like the asked one, as sure as the reader was
    of the best; unchanged where the texts ask nothing like it."""
    asked = [(_alike(part, question_before(r.candidate), weights), r) for r in ranked]
    best, first = max(asked, key=lambda x: x[0], default=(0.0, None))
    if first is None or not best:
        return ranked
    sure = max(r.confidence for r in ranked)
    return [replace(first, confidence=sure), *(r for r in ranked if r is not first)]


def _alike(part: Question, asked: str, weights: dict[Term, float]) -> float:
    """How much of the question the text's own one holds, 0..1; 0 where that is too little, where it asks for another kind of thing, or says
    more that is not asked here than it shares."""
    share = covered(weights, asked) if asked else 0.0
    if share < ALIKE or kind_of(asked) is not part.kind:
        return 0.0
    words = [w for w in content_words(asked) if w not in STOP and re.search(r"\w{2}", w)]
    here = fold(part.text) + "".join(x for t in weights for x in t.others)
    return share if 2 * sum(w in here for w in words) >= len(words) else 0.0


def question_before(c: Candidate) -> str:
    """The question that stands right before the sentence, as a sentence or as the heading, folded; empty if none does."""
    before = c.chunk.sentences[c.place - 1].text if c.place else (c.chunk.section[-1] if c.chunk.section else "")
    return fold(before) if _ASKS.search(before) else ""
