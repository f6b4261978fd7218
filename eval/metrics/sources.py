"""Whether citations name the right source, bear its true date, hold what is said, and are verbatim."""

from collections.abc import Mapping

from eval.model import Facts, Row
from eval.normal import grams, has, norm, share, source_key

MAX_QUOTE = 300


def source_of(citation: Row) -> str:
    """The source that a citation names, as datasets write it."""
    return source_key(citation.get("source_file"))


def supports(citation: Row, gold: Facts) -> bool:
    """Whether a quote of at most 300 characters from a right source holds a key fact (of 3 characters or more) or gold evidence.

    Evidence is held when it stands there whole, or at least half of its runs of four characters do.
    """
    quote = norm(citation.get("quote"))
    if not quote or len(quote) > MAX_QUOTE or source_of(citation) not in gold.docs:
        return False
    if any(len(norm(wording)) > 2 and has(quote, wording) for group in gold.must for wording in group):
        return True
    held = grams(quote)
    return any(_holds(quote, held, norm(evidence)) for evidence in gold.evidence)


def _holds(quote: str, held: set[str], evidence: str) -> bool:
    wanted = grams(evidence)
    return evidence in quote or len(held & wanted) >= 0.5 * max(1, len(wanted))


def source_right(gold: Facts, supporting: list[Row]) -> bool:
    """Source right, 0 or 1: supporting citations name every source of `docs` (mode all) or one of them (any)."""
    named = {source_of(citation) for citation in supporting}
    return set(gold.docs) <= named if gold.docs_mode == "all" else bool(named)


def date_right(gold: Facts, supporting: list[Row]) -> bool:
    """Date right, 0 or 1: the supporting citations show gold dates only, all of them (mode all) or at least one (any).

    Where the piece bears no date, none may be shown. No other system of this kind measures it.
    """
    shown = {citation.get("date") for citation in supporting}
    wanted = set(gold.dates)
    if not wanted:
        return shown == {None}
    if shown - wanted - {None}:
        return False
    return wanted <= shown if gold.docs_mode == "all" else bool(wanted & shown)


def citation_precision(citations: list[Row], supporting: list[Row]) -> float | None:
    """The share of an answer's citations that support it, 0 to 1; None without citations (ALCE, Gao et al. 2023, without its model)."""
    return len(supporting) / len(citations) if citations else None


def quotes_verbatim(citations: list[Row], texts: Mapping[str, str]) -> float | None:
    """The share of quotes that stand in the text they cite, white space and width aside, 0 to 1; None without citations.

    `texts` holds normalised texts by document id or by source (see `source_of`); a text that is not there holds no quote.
    """
    return share(
        [_stands_in(norm(c.get("quote")), texts.get(c.get("document_id") or "") or texts.get(source_of(c), "")) for c in citations]
    )


def _stands_in(quote: str, text: str) -> bool:
    return bool(quote) and quote in text
