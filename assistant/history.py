"""Follow-ups: a question that leans on the one before is completed from the conversation."""

import re
from collections.abc import Sequence

from assistant.question import understand

_LEANS = re.compile(r"^(?:那|它|其|他|她|这|该|此|上述|前述|同样|还有|另外|呢)|它|它们|这[个些几份项次场家]|该[^\u4e00-\u9fff]?|其中|上述|前者|后者|呢[？?]?$")
_PRONOUN = re.compile(r"^(?:那么|那|请问)?[，,]?(?:它们|它|其|这[几些]?[个份项次场家]?(?:文件|产业|政策|规划|会议|地方|高新区)?|该(?:文件|纲要|规划|意见|办法|高新区|会议)?|上述(?:文件|产业)?)的?")


def resolve(question: str, history: Sequence[dict[str, str]], *, today: str) -> str:
    """The question made to stand alone: "它的文号是什么？" after "…转发的是什么文件？" names the document. Unchanged where it already does.

    `history` is the turns so far, oldest first, each with `q` and `a`.
    """
    if not history:
        return question
    asked = understand(question, today=today)
    if asked.places or asked.titles or (len(asked.terms) >= 5 and not _LEANS.search(question)):
        return question
    last = history[-1]
    topic = _topic(last.get("q", ""), last.get("a", ""), today=today)
    if not topic:
        return question
    return f"{topic}：{question}"


def _topic(question: str, answer: str, *, today: str) -> str:
    """What the last turn was about: a title that its answer or question names, and the question without its asking words."""
    about = re.sub(r"是?(?:什么时候|哪一?[天年月日]|哪[些个几位家里]|多少|什么|谁|几).*$", "", question).strip("，。？?的是 ")
    titles = re.findall(r"《[^《》]+》", answer)
    if titles and titles[0] not in about:
        return titles[0] if len(about) < 4 or re.search(r"转发|印发|文件", question) else f"{about}{titles[0]}"
    answered = re.sub(r"\[\d+\]|[。！]", "", answer)
    if 2 <= len(answered) <= 40 and not understand(answered, today=today).periods:
        return f"{about}（{answered}）" if about else answered
    return about
