"""Rules of `assistant.finding.members`: members that are asked for are told one by one."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.members import members_fault
from assistant.reading.candidates import Candidate

Make = Callable[..., list[Candidate]]


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("“三个飞跃”具体是哪三个？", ["园区最终实现“三个飞跃”。"]),
        ("园区说的三个飞跃，具体是哪三个？", ["园区最终实现“三个飞跃”。"]),
        ("“三新两优”战略分别是哪些内容？", ["园区以“三新两优”为抓手，推进建设。"]),
        ("“黄金五条”政策，具体是哪五条？", ["园区先后出台“黄金五条”、“白银六条”、“青铜七条”等措施。"]),
        ("“2+5”体系代表什么？", ["“1+3”体系代表一个平台和三类服务。"]),
        ("园区的12个分园都叫什么名字？", ["园区包括12个分园。"]),
        ("园区的12个分园都叫什么名字？", ["园区在甲、乙、丙三地试点。"]),
        ("和岚泓一起入选的另外18家是哪些？", ["19家单位入选，岚泓名列其中。"]),
        ("入选的8家企业，除了岚泓还有哪几家？", ["岚泓等8家企业入选。"]),
    ],
)
def test_members_that_are_only_named_or_counted_are_missing(in_one_chunk: Make, question: str, sentences: list[str]) -> None:
    """A formula without its members, and a number without the names, do not answer which they are."""
    assert members_fault(understand(question, today="2036-01-01"), in_one_chunk(*sentences)[0])


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("“三个飞跃”具体是哪三个？", ["园区要实现“三个飞跃”，即速度、质量、效益的飞跃。"]),
        ("“三个飞跃”具体是哪三个？", ["园区要实现“三个飞跃”。", "一是速度的飞跃，二是质量的飞跃。"]),
        ("“三个确保”具体是指什么？", ["推出三个确保：确保供应、确保质量、确保价格。"]),
        ("“新四军”是指哪四类人？", ["支持以学生、高管、归国人员为代表的创业“新四军”。"]),
        ("“一轴”指的是什么？", ["“一轴”为沿江的风景带。"]),
        ("延迟退休的，另外提供什么材料？", ["延迟退休的，须提供协议。"]),
        ("园区的12个分园都叫什么名字？", ["12个分园为甲园、乙园、丙园等。"]),
        ("“九五”规划提出哪四个字的原则？", ["规划按照稳中求进的原则。"]),
    ],
)
def test_members_that_are_told_pass(in_one_chunk: Make, question: str, sentences: list[str]) -> None:
    """Told behind the formula, before it, in the next sentence or with its own word; and a quoted name whose members nobody asks for."""
    assert members_fault(understand(question, today="2036-01-01"), in_one_chunk(*sentences)[0]) is None
