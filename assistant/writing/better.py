"""Whether a chat model's verified answer may take the place of the extractive one: only where nothing is lost by it."""

import re
from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.premise import judge
from assistant.model import Answer
from assistant.reading.candidates import Candidate
from assistant.reading.spans import years_in
from assistant.saying.verify import figures_of
from assistant.words.figures import find_figures
from assistant.writing.agree import TIME_UNITS, context_years
from assistant.writing.draft import ChatDraft
from index.tokens import fold
from ingest.dates import find_dates
from ingest.glue import NUMBER

VERDICTS = {"是": True, "不是": False}


def why_not(extractive: Answer, draft: ChatDraft, question: Question, *, gap: bool) -> str | None:
    """Why the extractive answer stays, in Chinese; None where the draft is better. `gap`: the model says that something is missing."""
    if not draft.text:
        return "没有一句能在资料中得到印证" if draft.dropped else "没有给出注明出处的内容"
    if fault := _off_topic(question, draft.candidates, gap=gap) or _not_asked(question, draft):
        return fault
    if not extractive.citations:
        return None
    return _loses(extractive, draft, gap=gap)


def _off_topic(question: Question, cited: Sequence[Candidate], *, gap: bool) -> str | None:
    """Why the sentences cited are about another time, place or document than asked."""
    around = [c.heading + "\n" + c.before + c.folded for c in cited]
    for place in question.places:
        if not any(name in text for name in place for text in around):
            return f"所引资料没有提到“{place[0]}”"
    for number in question.numbers:
        if not any(number in text for text in around):
            return f"所引资料没有提到{number}"
    met = [any(p.text in text or set(p.years) & _years(c) for c, text in zip(cited, around, strict=True)) for p in question.periods]
    if met and not (any(met) if gap else all(met)):
        return "所引资料不是所问的时间"
    return None


def _years(c: Candidate) -> set[int]:
    """The years that a sentence is about: those it names, else those around it."""
    return years_in(c.folded) or context_years(c)


def _not_asked(question: Question, draft: ChatDraft) -> str | None:
    """Why the draft cannot answer: it lacks what is asked for, or its verdict is not the one that its quotes give."""
    text = fold(draft.text)
    new = figures_of(text) - figures_of(question.text)
    lacking = {
        Kind.FIGURE: not find_figures(text) or (question.unit not in TIME_UNITS and not new),
        Kind.DATE: not find_dates(text) and "月" not in text,
        Kind.NUMBER: not re.search(NUMBER, text),
    }
    if lacking.get(question.kind):
        return "没有给出所问的内容"
    if question.kind is Kind.YESNO and draft.verdict is not None:
        judged = judge(question, fold(" ".join(c.sentence.text for c in draft.candidates)))
        if judged is not None and judged != draft.verdict:
            return "结论与所引原文不符"
    return None


def _loses(extractive: Answer, draft: ChatDraft, *, gap: bool) -> str | None:
    """What the extractive answer has, verified, and the draft has not."""
    if gap and extractive.status == "answered":
        return "称资料中没有，而原文中有"
    if draft.verdict is not None and VERDICTS.get(extractive.short_answer or "", draft.verdict) != draft.verdict:
        return "结论与原文句子的结论相反"
    if extractive.timeline or any(c.value not in draft.text for c in extractive.computed):
        return "缺少时间线或算出的数值"
    if extractive.status in ("partial", "conflict") and len(draft.citations) <= len(extractive.citations):
        return "没有比原文句子给出更多内容"
    short = extractive.short_answer
    if draft.dropped and not (short and all(part in draft.text for part in short.split("、"))):
        return "有的句子未能核对"
    return None
