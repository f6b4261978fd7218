"""Whether the figures of an answer come from its quotes, or were worked out from them rightly."""

from collections.abc import Callable, Sequence

from eval.model import Case, Row
from eval.normal import figures, norm, share, without_markers

COUNTED = ("count", "days", "months", "years")

_ARITHMETIC: dict[str, Callable[[Sequence[float]], float]] = {
    "difference": lambda xs: abs(xs[0] - xs[1]),
    "sum": lambda xs: sum(xs),
    "ratio": lambda xs: xs[0] / xs[1],
    "growth": lambda xs: (xs[1] - xs[0]) / xs[0] * 100,
}


def figures_backed(case: Case, answer: Row) -> float | None:
    """The share of figures in the text that stand in a quote, in a citation's date, number or title, or in the question,
    or that were worked out rightly from such; 0 to 1, None for a text without figures.
    """
    said = figures(without_markers(answer.get("text")))
    backed = _backing(case, answer.get("citations") or [])
    worked = {str(entry.get("value")) for entry in answer.get("computed") or [] if computed_right(entry, backed)}
    return share([figure in backed or figure in worked for figure in said])


def _backing(case: Case, citations: list[Row]) -> set[str]:
    asked = " ".join(f"{turn.q} {turn.a}" for turn in case.history)
    quotes = " ".join(norm(citation.get("quote")) for citation in citations)
    backed = set(figures(f"{quotes} {case.question} {asked}"))
    for citation in citations:
        for field in ("date", "doc_number", "title"):
            backed |= set(figures(citation.get(field)))
    return backed


def computed_right(entry: Row, backed: set[str]) -> bool:
    """Whether the arithmetic of one `computed` entry holds to the digits shown, its operands being backed.

    Counts and spans of time are taken as they are: what they count is not in figures.
    """
    try:
        operands = [float(x) for x in entry["from"]]
        value = float(entry["value"])
        wanted = value if entry["op"] in COUNTED else _ARITHMETIC[entry["op"]](operands)
    except (KeyError, ValueError, TypeError, ZeroDivisionError, IndexError):
        return False
    decimals = len(str(entry["value"]).partition(".")[2])
    close = abs(abs(value) - abs(wanted)) <= 0.51 * 10**-decimals
    return close and all(str(x) in backed for x in entry["from"])
