"""Follow-ups: a question that leans on the one before is completed from the conversation; one that stands alone is left as it is."""

import re
from collections.abc import Sequence

from assistant.asking.question import Question, understand

_LEANS = re.compile(
    r"^(?:那|同年|同期|当年|它|其(?!他)|他|她|这|该|此|上述|前述|同样|还有|另外)|它们?|这[个些几份项次场家]|(?<![\u4e00-\u9fff])该|上述|前者|后者|呢[？?]?$"
)
_ASKING = re.compile(r"多少|几|哪|什么|谁|何时|何地|如何|怎么|怎样|是否|有没有|是不是")
# What happened, or which of several, and not to what.
_CHANGES = frozenset("增长 增加 提高 上升 提升 下降 减少 降低 扩大 缩小 变化 最后 最终 结果 后来 另外 其余".split())
_TAIL = re.compile(r"是?(?:什么时候|哪一?[天年月日]|哪[些个几位家里]|多少|什么|谁|几|怎么|如何|是否).*$")


def resolve(question: str, history: Sequence[dict[str, str]], *, today: str) -> str:
    """The question made to stand alone: "它的文号是什么？" after "…转发的是什么文件？" names the document. Unchanged where it already does.

    `history` is the turns so far, oldest first, each with `q` and `a`.
    """
    if not history or not leans(question, today=today):
        return question
    topic = _topic(history[-1].get("q", ""), history[-1].get("a", ""), today=today)
    return f"{topic}：{question}" if topic else question


def leans(question: str, *, today: str) -> bool:
    """Whether a question needs the turn before: it points back (它, 这几个, 呢), or it asks without saying of what ("在哪个城市开的？")."""
    asked = understand(question, today=today)
    if asked.titles or asked.numbers:
        return False
    if _LEANS.search(question):
        return True
    return not asked.places and not _subject(question, asked)


def _subject(question: str, asked: Question) -> bool:
    """Whether the question names what it is about: a content word before its asking word, or enough of them after."""
    first = _ASKING.search(question)
    before = question[: first.start()] if first else question
    return any(t.text in before for t in asked.terms if len(t.text) > 1 and t.text not in _CHANGES) or len(asked.terms) >= 6


def _topic(question: str, answer: str, *, today: str) -> str:
    """What the last turn was about: a title that its answer or question names, and the question without its asking words."""
    about = _TAIL.sub("", question).strip("，。？?的是 ")
    titles = re.findall(r"《[^《》]+》", answer)
    if titles and titles[0] in about:
        return about
    if titles:
        return titles[0] if len(about) < 4 or re.search(r"转发|印发|文件", question) else f"{about}{titles[0]}"
    answered = re.sub(r"\[\d+\]|[。！]", "", answer)
    if 2 <= len(answered) <= 40 and not understand(answered, today=today).periods:
        return f"{about}（{answered}）" if about else answered
    return about
