"""Whether an answer says what it must, and no more than a reader wants."""

from assistant.model import GIVEN, REFUSED
from eval.model import Case, Facts, Row
from eval.normal import body, has, norm

LONG_TYPES = frozenset({"list", "compare", "temporal", "multi_doc"})
MAX_CHARS, MAX_CHARS_LONG = 120, 300
MAX_CITATIONS, MAX_CITATIONS_LONG = 5, 10


def given(answer: Row) -> bool:
    """Whether the question was answered at all (answered, partial, conflict)."""
    return answer.get("status") in GIVEN


def refused(answer: Row) -> bool:
    """Whether the assistant declined, in one of the contract's four ways."""
    return answer.get("status") in REFUSED


def failed(answer: Row) -> bool:
    """Whether there is no usable answer: status error, an unknown status, or no line at all."""
    return not given(answer) and not refused(answer)


def key_facts_right(gold: Facts, text: str) -> bool:
    """Key facts right, 0 or 1: every group of `must` has one alternative in the normalised text, nothing of `must_not` is in it.

    Figures are strict (see `normal.has`). Source: the project's referee; the idea is that of nuggets in TREC QA (Voorhees 2003).
    """
    holds_all = all(any(has(text, wording) for wording in group) for group in gold.must)
    return holds_all and not any(has(text, wording) for wording in gold.must_not)


def too_long(case: Case, answer: Row) -> bool:
    """Poured out instead of answered: over 120 characters or 5 citations (300 and 10 for lists, comparisons, several documents)."""
    long = case.type in LONG_TYPES
    over_text = len(body(answer)) > (MAX_CHARS_LONG if long else MAX_CHARS)
    return over_text or len(answer.get("citations") or []) > (MAX_CITATIONS_LONG if long else MAX_CITATIONS)


def declined(answer: Row) -> bool:
    """Right for an unanswerable question, 0 or 1: a refusal that cites nothing."""
    return refused(answer) and not answer.get("citations")


def short_answer_right(gold: Facts, answer: Row) -> bool:
    """Whether `short_answer` alone holds the key facts, 0 or 1; measured on numbers and dates, where one span is the answer."""
    short = norm(answer.get("short_answer"))
    return all(any(has(short, wording) for wording in group) for group in gold.must)
