"""The moment asked for: a text tells the day of one deed or phase, and not of the others."""

import re
from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from assistant.reading.spans import Span

_WHEN = re.compile(
    r"(?:具体)?(?:是|在|于|会|将|定)*(?:哪一?[年天日月](?:哪一?[月日天])?|什么时[候间]|何时|几时|几[月号]|啥时候?|什么日[子期])"
)


def only_as_of(part: Question, c: Candidate, spans: Sequence[Span]) -> str | None:
    """That the day is only the one up to which the sentence counts ("截至10月"), where the day of a deed is asked."""
    if part.kind is not Kind.DATE or not spans or re.search("截[至止]", part.text):
        return None
    counted = re.search(r"截[至止]到?(?:目前)?[，,]?$", c.folded[: spans[0].start])
    return "资料中没有所问的日期" if counted else None


# The phases of an undertaking: what the question may call each, and what tells it.
_PHASES = (
    (
        r"结束|截止|终止|到期|期满|闭幕|落幕|收官|收尾|退出|停止",
        r"结束|截止|截至|终止|到期|期满|闭幕|落幕|收官|收尾|退出|停止|止|[至到—\-~]\s*\d|[月日年底]前|为期|期限|有效期|完成|撤销|废止|解散|关闭",
    ),
    (
        r"完成|竣工|完工|建成|投产|投用|投入使用|投入运营",
        r"完成|竣工|完工|建成|投产|投用|投入|运营|启用|落成|开业|使用|交付|[月日年底]前|[实达]现|达到",
    ),
    (
        r"开始|启动|开启|开工|动工|奠基|开建|开幕|起步",
        r"开始|启动|开启|开工|动工|奠基|开建|开幕|起步|首|自|从|起|以来|成立|设立|创[立建]|建[立设]|揭牌|举[行办]|召开|印发|发布|批准|实施|施行|试",
    ),
)


_IN_FORCE = re.compile(r"施行|生效|实施|执行")


def phase_fault(asked: str, told: str) -> str | None:
    """The phase whose time is asked ("什么时候结束"), where the text tells of another phase and not of this one."""
    named = [
        n
        for n, (deeds, _) in enumerate(_PHASES)
        if re.search(
            rf"(?:{deeds})(?:的|了|呢|是|在|于)*(?:什么时候|何时|哪|几|具体|时间|日期|[？?]|$)|(?:{_WHEN.pattern})(?:{deeds})", asked
        )
    ]
    if re.search(rf"(?:{_WHEN.pattern})(?:起|开始)?(?:{_IN_FORCE.pattern})", asked) and not re.search(
        rf"{_IN_FORCE.pattern}|起|之日|开始", told
    ):
        return "资料中没有说明施行的时间"
    if len(named) != 1 or re.search(_PHASES[named[0]][1], told):
        return None
    other = any(re.search(deeds, told) for n, (deeds, _) in enumerate(_PHASES) if n != named[0])
    m = re.search(_PHASES[named[0]][0], asked)
    return f"资料中没有说明{m[0]}的时间" if other and m else None
