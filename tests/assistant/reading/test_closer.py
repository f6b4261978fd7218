"""Rules of `assistant.reading.closer`: of readings about as good, the one that tells what is asked goes first."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.reading.candidates import Candidate
from assistant.reading.closer import asked_head, closer_first
from assistant.reading.reader import Reading

InOneChunk = Callable[..., list[Candidate]]


def first(question: str, found: list[Candidate], scores: tuple[float, ...]) -> Reading:
    """The first reading of sentences scored in their order; the first of them was read with a confidence of 0.2."""
    part = understand(question, today="2036-01-01")
    ranked = [Reading(c, score, confidence=0.2 if n == 0 else 0.01) for n, (c, score) in enumerate(zip(found, scores, strict=True))]
    return closer_first(part, ranked, dict.fromkeys(part.terms, 1.0))[0]


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("汀砚区要搭建怎样的服务网络？", "建成十五分钟可达的服务网络。", "汀砚区重视服务，完善各级网点。"),
        ("养老方面给民政部、省厅、县政府各派了什么任务？", "民政部定标准，省级部门督查，所在县人民政府落实。", "推动省厅向县政府放权。"),
        ("汀砚区留学人员办了多少家企业？", "留学人员到汀砚区后办企业40家。", "汀砚区企业多，设留学人员之家3家。"),
    ],
)
def test_of_close_readings_the_one_that_tells_goes_first(in_one_chunk: InOneChunk, question: str, better: str, worse: str) -> None:
    """It takes over how sure the reader was; one that lies far behind stays where it is."""
    found = in_one_chunk(worse, better)
    reading = first(question, found, (9.0, 7.5))
    assert reading.candidate is found[1] and reading.confidence == 0.2
    assert first(question, found, (9.0, 1.0)).candidate is found[0]


def test_the_noun_that_is_asked_for() -> None:
    """It ends before a verb or the end of the clause."""
    assert asked_head("要建立怎样的服务网络？") == "服务网络"
    assert asked_head("哪种贴息券会先发给小店？") == "贴息券"
    assert not asked_head("要满足什么条件？") and not asked_head("有多少家？")  # 条件 is said of no condition
