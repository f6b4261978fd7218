"""Short answers against gold spans: EM and F1 by CMRC 2018's convention, character F1, and the referee's reading measure."""

import re
from collections import Counter

from eval.model import Row, Spans
from eval.normal import body, has, norm

LIMIT = 100

# The table of the CMRC 2018 evaluation script (Cui et al. 2019); its two-character entry …… is one of single ….. there and never matched.
_PUNCTUATION = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
_HAN = re.compile(r"[\u4e00-\u9fa5]")
_WORD = re.compile(r"[a-z0-9]+(?:[.,'][a-z0-9]+)*|[^\sa-z0-9]")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_YES_NO = {"是", "是的", "不是", "否", "YES", "NO"}
_NO = re.compile(r"不是|否|不|没有|并非|错|NO")
_YES = re.compile(r"是|对|有|会|正确|同一|YES")


def span(answer: Row) -> str:
    """What is compared with gold spans: the short answer, else the text without its markers."""
    return answer.get("short_answer") or body(answer)


def exact_match(golds: tuple[str, ...], predicted: str) -> float:
    """EM by CMRC 2018, 0 or 1: equal to a gold answer in lower case without punctuation."""
    return float(any(_bare(gold) == _bare(predicted) for gold in golds))


def cmrc_f1(golds: tuple[str, ...], predicted: str) -> float:
    """F1 by CMRC 2018, 0 to 1, the best over the gold answers: from the longest common run of Chinese characters and other words.

    Words that are not Chinese are split by a pattern instead of NLTK's tokeniser, which differs on some English only.
    """
    return max((_run_f1(_segments(gold), _segments(predicted)) for gold in golds), default=0.0)


def char_f1(predicted: str, gold: str) -> float:
    """F1 over the bag of characters (letters, digits, Han), 0 to 1; the referee's figure for spans."""
    ours, theirs = (re.sub(r"[^\w]", "", norm(text)) for text in (predicted, gold))
    common = sum((Counter(ours) & Counter(theirs)).values())
    if not common:
        return float(ours == theirs)
    return 2 * common / (len(ours) + len(theirs))


def best_char_f1(golds: tuple[str, ...], predicted: str) -> float:
    """Character F1 against the gold answer that fits best, its brackets left out; 0 to 1."""
    return max((char_f1(predicted, core(gold)) for gold in golds), default=0.0)


def core(gold: str) -> str:
    """A gold answer without its brackets and closing mark: `"示范事件（2021年）。"` → `"示范事件"`."""
    plain = _BRACKETED.sub("", gold).strip()
    return re.sub(r"[。.!！]$", "", plain).strip() or gold


def polarity(text: str) -> bool | None:
    """True, False or None for yes, no, neither, read from the beginning of a short answer: `"不是同一年"` → False."""
    start = norm(text).upper()
    if _NO.match(start):
        return False
    return True if _YES.match(start) else None


def right_within_100(question: str, gold: Spans, answer: Row) -> bool:
    """Reading right, 0 or 1, the referee's measure: some gold answer is met by `_meets` in an answer of at most 100 characters."""
    return any(_meets(question, gold, wanted, answer) for wanted in gold.answers if norm(wanted))


def _meets(question: str, gold: Spans, wanted: str, answer: Row) -> bool:
    """Yes/no by polarity; a choice between things that the question names by the short answer; else all parts inside the text."""
    short = answer.get("short_answer") or ""
    if norm(wanted).upper() in _YES_NO:
        return polarity(short) is polarity(wanted)
    if len(norm(core(wanted))) > 3 and norm(core(wanted)) in norm(question):
        return char_f1(short, core(wanted)) >= 0.75
    text = body(answer)
    if len(text) > max(LIMIT, 1.5 * len(norm(wanted))):
        return False
    unbracketed = norm(_BRACKETED.sub("", text))
    whole = re.sub(r"[。.]$", "", wanted.strip())
    return has(text, whole) or all(has(unbracketed, part) for part in _parts(gold, wanted))


def _parts(gold: Spans, wanted: str) -> list[str]:
    if dict(gold.slices).get("answer_type") in {"time", "numerical"}:
        return [part for part in re.split(r"[和、，,；;]", core(wanted)) if part.strip()]
    return [core(wanted)]


def _bare(text: str) -> str:
    return "".join(char for char in text.lower().strip() if char not in _PUNCTUATION)


def _segments(text: str) -> list[str]:
    """Chinese characters one by one, other words whole: `"约3.5万元"` → `["约", "3.5", "万", "元"]`."""
    spaced = "".join(f" {char} " if _HAN.match(char) else char for char in text.lower().strip() if char not in _PUNCTUATION)
    return _WORD.findall(spaced)


def _run_f1(gold: list[str], predicted: list[str]) -> float:
    common = _longest_run(gold, predicted)
    return 2 * common / (len(gold) + len(predicted)) if common else 0.0


def _longest_run(a: list[str], b: list[str]) -> int:
    """Length of the longest run of segments that both hold."""
    longest, above = 0, [0] * (len(b) + 1)
    for mine in a:
        here = [0] * (len(b) + 1)
        for j, other in enumerate(b, 1):
            if mine == other:
                here[j] = above[j - 1] + 1
                longest = max(longest, here[j])
        above = here
    return longest
