"""Which sentences of the texts bear a statement of a chat model: found by program, whatever the model claims. `agree` then compares them."""

import re
from collections.abc import Sequence

from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from assistant.saying.verify import figures_of
from assistant.writing.agree import agrees, context_years
from assistant.writing.content import content

MAX_SENTENCES = 4  # that one statement may rest on
WORTH_ADDING = 0.2  # share of a statement's terms for which a further sentence is added
SAID_THERE = 0.4  # share of those not given by headings and the text before that the sentences themselves must hold
EXPLAINED = 0.6  # share that sentences, headings, the text before them and the question must hold together
IN_EACH_CLAUSE = 0.5  # the same for every clause
_REPORTED = re.compile(
    r"的?(?:报告|文件|资料|通知|规划|意见|文章|报道|数据|统计)?(?:显示|指出|表明|提出|规定|明确|提到)(?=[，,：:])"
)  # says nothing itself
_CUT = re.compile(r"[，、；：。,;:！？!?（）()]")


def support(statement: str, sentences: Sequence[Candidate], question: Question, *, today: str) -> tuple[Candidate, ...]:
    """The few sentences that together bear the statement, the best first; empty if they do not."""
    chosen = _covering(statement, sentences)
    borne = bool(chosen) and _explained(statement, chosen, question) and agrees(statement, chosen, question, today=today)
    return tuple(chosen) if borne else ()


def _covering(statement: str, sentences: Sequence[Candidate]) -> list[Candidate]:
    """The sentence with most of the statement's terms and figures, then those that add enough to it."""
    wanted = content(statement)
    left, strange = set(wanted), figures_of(statement)
    chosen: list[Candidate] = []
    while len(chosen) < MAX_SENTENCES:
        rest = [c for c in sentences if c not in chosen]
        gain, best = max(((_gain(c, left, strange, len(wanted)), -i) for i, c in enumerate(rest)), default=(0.0, 0))
        if gain < (WORTH_ADDING if chosen else 0.01):
            break
        candidate = rest[-best]
        chosen.append(candidate)
        # What its headings and the text before it say needs no quote of its own: "云岭高新区2021年年报" above the figure.
        left -= content(candidate.folded) | content(candidate.heading + candidate.before)
        strange -= figures_of(candidate.folded) | {str(y) for y in context_years(candidate)}
    return chosen


def _gain(c: Candidate, left: set[str], strange: set[str], total: int) -> float:
    """The share of all terms that the sentence adds; a figure that no other sentence has given yet counts a quarter."""
    return len(left & content(c.folded)) / max(total, 1) + 0.25 * len(strange & figures_of(c.folded))


def _explained(statement: str, chosen: Sequence[Candidate], question: Question) -> bool:
    """Whether the statement's words are the texts' or the question's, on the whole and in every clause: "，居全国第一" must not ride along."""
    statement = _REPORTED.sub("", statement)
    wanted = content(statement)
    said = frozenset().union(*(content(c.folded) for c in chosen))
    around = frozenset().union(*(content(c.heading + c.before) for c in chosen))
    known = said | around | content(question.text)
    if len(wanted & said) < max(SAID_THERE * len(wanted - around), 1) or len(wanted & known) < EXPLAINED * len(wanted):
        return False
    clauses = (content(clause) for clause in _CUT.split(statement))
    return all(len(words & known) >= IN_EACH_CLAUSE * len(words) for words in clauses if len(words) > 2)
