"""The words of a text as a set, for comparing what is said with what is written."""

from functools import lru_cache

from index.tokens import terms


@lru_cache(maxsize=1024)
def content(text: str) -> frozenset[str]:
    """Words and bigrams without figures, which are compared on their own."""
    return frozenset(t for t in terms(text) if not t[0].isdigit())
