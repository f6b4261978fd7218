"""Values worked out from two cited figures: how much more, how many times, by how many percent."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.model import Evidence, same_figure
from assistant.model import Computed
from assistant.words.figures import Figure, amount, find_figures, same_measure

_DIFFERENCE = re.compile(r"(?:多|少|增加|增长|减少|提高|下降|上升|降低|扩大|差|相差|高|低|高出)(?:出|了)?(?:了)?(?:多少|几)(?!倍|%)")
_OF_EACH = re.compile(
    r"(?:各|分别)(?:是|为|又)?(?:多|少|增加|增长|减少|提高|下降|上升|降低|扩大)"
)  # two figures, and not what lies between them
_RATIO = re.compile(r"(?:多少|几)倍")
_GROWTH = re.compile(
    r"(?:增长|增加|提高|上升|增幅|涨)(?:率|幅|了)?(?:是|为|达)?(?:百分之(?:多少|几))|增幅(?:是|为)?多少|增长率(?:是|为)?多少"
)


def worked_out(question: Question, evidence: Sequence[Evidence]) -> tuple[str, Computed] | None:
    """The sentence and the value that a question asks to be worked out from the figures of its two parts; None if it asks for none, or
    the two figures do not count the asked measure in the same scale."""
    told = [(e, f) for e in evidence if e.part.kind is Kind.FIGURE and e.spans for f in find_figures(e.spans[0].text)[:1]]
    figures = [f for _, f in told]
    if (
        len(figures) != 2
        or same_figure(told[0][0], told[1][0])
        or not figures[0].unit
        or not same_measure(figures[0].unit, figures[1].unit)
        or figures[0].scale != figures[1].scale
    ):
        return None
    try:
        first, second = (Decimal(f.number) for f in figures)
    except ArithmeticError:  # a range, or Chinese numerals
        return None
    operands = (figures[0].number, figures[1].number)
    if _GROWTH.search(question.text) and first:
        value = _rounded((second - first) / first * 100, 1)
        return f"增幅为{value}%", Computed(value, "growth", operands)
    if _RATIO.search(question.text) and min(first, second):
        value = _rounded(max(first, second) / min(first, second), 1)
        return f"前后相差{value}倍", Computed(value, "ratio", tuple(sorted(operands, key=Decimal, reverse=True)))
    if _DIFFERENCE.search(question.text) and not _OF_EACH.search(question.text):
        value = str(abs(second - first))
        return f"相差{value}{_measure(figures[0])}", Computed(value, "difference", operands)
    return None


_WHICH = re.compile(
    r"(?:谁|哪[一]?[个家种类份年边方])[^，,。？?]{0,10}?(?P<more>更|最|比较)?(?P<how>多|大|高|长|快|少|低|小|短|慢)(?:一些|一点)?(?=[，,。？?]|$)"
)


def higher(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """What a question that asks which of several is more (or less) is told, by the figures of its parts: "加速器更多"; None if it does not ask
    that, or the figures are equal or of several measures."""
    asked = _WHICH.search(question.text)
    found = {e.part.label: f for e in evidence if e.part.label and e.spans for f in find_figures(e.spans[0].text)[:1]}
    values = {label: amount(f) for label, f in found.items()}
    known = {label: v for label, v in values.items() if v is not None}
    if not asked or len(known) < 2 or len(known) < len({e.part.label for e in evidence}) or len(set(known.values())) < len(known):
        return None
    if any(not same_measure(f.unit, next(iter(found.values())).unit) for f in found.values()):
        return None
    first = (min if asked["how"] in "少低小短慢" else max)(known, key=lambda label: known[label])
    return f"{first}{'更' if len(known) == 2 else '最'}{asked['how']}"


def _rounded(value: Decimal, digits: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _measure(figure: Figure) -> str:
    """The unit of a difference: percentages differ by points."""
    return "个百分点" if figure.unit == "%" else figure.scale + figure.unit
