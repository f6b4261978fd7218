"""The words of a text as a set, for comparing what is said with what is written. Apart from the search terms, which are tuned for finding."""

import re
from functools import lru_cache

from index.tokens import fold, words

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z]+")


@lru_cache(maxsize=1024)
def content(text: str) -> frozenset[str]:
    """Words of two and more characters and the character bigrams, without figures, which are compared on their own: "营收53.2亿元" → 营收, 亿元."""
    runs = _RUN.findall(fold(text))
    bigrams = {run[i : i + 2] for run in runs if not run.isascii() for i in range(len(run) - 1)}
    return frozenset(bigrams | {w for w in words(text) if len(w) > 1 and _RUN.fullmatch(w)} | {run for run in runs if run.isascii()})
