"""Training pairs in everyday words, made from `assistant/words/everyday.txt`: sentences with official words said as people say them, and
the words themselves. They teach the embedding model what no set does, since questions of the sets are asked in their texts' words."""

import random
from collections.abc import Iterator, Sequence

from assistant.words.glossary import everyday_groups

REPLACED, WORDS = 20_000, 10_000
SHORTEST, LONGEST = 12, 90  # characters of a sentence
LONGEST_WORD = 8  # characters
LEAST = 2  # words of a sentence that must be said otherwise
SAID_OTHERWISE = 0.8  # of the official words


def spoken_forms() -> dict[str, list[str]]:
    """For each official word the everyday ones."""
    forms: dict[str, list[str]] = {}
    for everyday, official in everyday_groups():
        for word in official:
            forms.setdefault(word, []).append(everyday)
    return forms


def word_pairs(forms: dict[str, list[str]]) -> list[tuple[str, str]]:
    """WORDS pairs of an everyday and an official word, drawn at random."""
    pairs = [(everyday, word) for word, spoken in forms.items() for everyday in spoken]
    return random.Random(6).sample(pairs, min(WORDS, len(pairs)))


def spoken_sentences(texts: Sequence[tuple[str, Sequence[str]]], forms: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """REPLACED times, from texts drawn at random that come as a key with sentences: the key, a sentence in everyday words, and the sentence
    as it stands among its neighbours."""
    rng = random.Random(5)
    made = 0
    while made < REPLACED:
        key, sentences = rng.choice(texts)
        place = rng.randrange(len(sentences))
        said, changed = _said(sentences[place], forms, rng)
        if changed >= LEAST and SHORTEST <= len(sentences[place]) <= LONGEST:
            made += 1
            yield key, said, "".join(sentences[max(0, place - 1) : place + 3])[:300]


def _said(sentence: str, forms: dict[str, list[str]], rng: random.Random) -> tuple[str, int]:
    """The sentence with most official words, the longest at each place, in an everyday form, and how many were changed."""
    said, at, changed = "", 0, 0
    while at < len(sentence):
        ends = (end for end in range(min(len(sentence), at + LONGEST_WORD), at + 1, -1) if sentence[at:end] in forms)
        end = next(ends, at + 1)
        if end > at + 1 and rng.random() < SAID_OTHERWISE:
            said, changed = said + rng.choice(forms[sentence[at:end]]), changed + 1
        else:
            said += sentence[at:end]
        at = end
    return said, changed
