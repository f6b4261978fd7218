"""Text → search terms: jieba's words and the character bigrams beside them. The only place that imports jieba."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import jieba

jieba.setLogLevel(logging.WARNING)
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z]+|\d+(?:\.\d+)?")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def fold(text: str) -> str:
    """The text in the form that is compared: NFKC, lower case, no thousands separators."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", folded)


def terms(text: str) -> list[str]:
    """The search terms of a text, repeated as often as they occur: words of two and more characters, bigrams, numbers, Latin words.

    "高新区2013年" → ["高新", "新区", "高新区", "高新", "新区", "2013", "年"]. Words and bigrams share one space: a bigram that is also a word
    counts twice, which was as good as keeping them apart on all sets measured.
    """
    return list(_terms(fold(text)))


def _terms(text: str) -> Iterator[str]:
    for m in _RUN.finditer(text):
        run = m[0]
        if not _CJK.match(run):
            yield run
            continue
        yield from (w for w in jieba.cut_for_search(run, HMM=False) if len(w) > 1)
        if len(run) == 1:
            yield run
        yield from (run[i : i + 2] for i in range(len(run) - 1))


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The text cut into jieba's words, punctuation included; together they are the folded text."""
    return tuple(jieba.cut(fold(text), HMM=False))
