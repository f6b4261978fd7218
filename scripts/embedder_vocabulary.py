"""Word-like tokens for Chinese without a segmenter at run time: jieba's words become the pieces of a Unigram model."""

import math
from collections import Counter
from collections.abc import Iterable

import jieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
_LONGEST = 8  # characters of a token; longer names are better seen as their parts
_SEEN = 3  # a single character must occur this often


def count_words(texts: Iterable[str], normalizer: normalizers.Normalizer) -> Counter[str]:
    """How often each jieba word occurs in the normalised texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(w for w in jieba.cut(normalizer.normalize_str(text)) if w.isalnum() and len(w) <= _LONGEST)
    return counts


def make_normalizer() -> normalizers.Normalizer:
    """全角 and case folded; white space between Chinese characters (line breaks, letter-spaced headings) removed."""
    return normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"(?<=\p{Han})\s+(?=\p{Han})"), ""),
        ]
    )


def make_tokenizer(counts: Counter[str], size: int) -> Tokenizer:
    """A Unigram tokenizer of `size` pieces: every character seen often enough, then the most frequent words.
    Unknown characters become UNKNOWN (id 0), whose vector is zero."""
    characters: Counter[str] = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    pieces = {c: max(counts[c], 1) for c, n in characters.most_common() if n >= _SEEN}
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(pieces) >= size - 1:
            break
        pieces.setdefault(word, count)
    total = sum(pieces.values())
    vocabulary = [(UNKNOWN, -30.0)] + [(w, round(math.log(n / total), 2)) for w, n in sorted(pieces.items(), key=lambda i: (-i[1], i[0]))]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0))
    tokenizer.normalizer = make_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed")
    return tokenizer
