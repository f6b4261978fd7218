"""Rules of questions that relate events in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.events import Relation, read_events, same_day

NEWS = [
    "2021年3月5日，云岭高新区孵化器大厦正式启用，首批入驻企业四十二家。",
    "2021年3月19日，青河高新区与海关签署通关便利协议。",
    "2022年8月1日，石泉高新区获批建设国家知识产权示范园区。",
]


@pytest.mark.parametrize(
    ("text", "relation", "events"),
    [
        ("甲园区启用和乙协议签署哪个更早发生？", Relation.FIRST, ("甲园区启用", "乙协议签署")),
        ("甲园区启用与乙协议签署是在同一个月吗？", Relation.SAME, ("甲园区启用", "乙协议签署")),
        ("从甲园区启用到乙协议签署相隔几个月？", Relation.BETWEEN, ("甲园区启用", "乙协议签署")),
        ("以下事件中，哪个发生最晚：甲园区启用、乙协议签署、丙获批？", Relation.LAST, ("甲园区启用", "乙协议签署", "丙获批")),
    ],
)
def test_events_are_read_from_the_question(text: str, relation: Relation, events: tuple[str, ...]) -> None:
    """What relates the events and the events themselves are told apart from the words of asking."""
    found = read_events(text)
    assert found is not None and found.relation is relation and events in found.splits


@pytest.mark.parametrize("text", ["2013年营业总收入是多少？", "和谐园区的主任是谁？", "高新区与大学怎样合作？"])
def test_other_questions_relate_nothing(text: str) -> None:
    """A question that compares no times is left to the ordinary path."""
    assert read_events(text) is None


def test_a_question_about_the_day_of_an_event_has_two_halves() -> None:
    """Such a question, "甲当天，乙？", asks 乙 of the day on which 甲 was."""
    assert same_day("孵化器大厦启用当天，入驻了多少家企业？") == ("孵化器大厦启用", "入驻了多少家企业？")
    assert same_day("2013年营业总收入是多少？") is None


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over three dated news items."""
    folder = tmp_path_factory.mktemp("news")
    for n, text in enumerate(NEWS):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest(sorted(Path(folder).glob("*.txt")))
        yield assistant


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("云岭高新区孵化器大厦启用和青河高新区与海关签署协议是同一个月发生的吗？", "是"),
        ("云岭高新区孵化器大厦启用和石泉高新区获批知识产权示范园区是同一年发生的吗？", "不是"),
        ("石泉高新区获批知识产权示范园区和云岭高新区孵化器大厦启用哪个更早？", "云岭高新区孵化器大厦启用"),
    ],
)
def test_events_are_compared_by_their_own_cited_dates(qa: PolicyAssistant, question: str, short: str) -> None:
    """Each event is found and cited on its own; the verdict follows from the two dates."""
    answer = qa.ask(question)
    assert answer.short_answer == short
    assert len({c.source_file for c in answer.citations}) == 2 and all(c.verified for c in answer.citations)


def test_days_between_are_computed(qa: PolicyAssistant) -> None:
    """The days between two dated events are worked out and listed as computed."""
    answer = qa.ask("从云岭高新区孵化器大厦启用到青河高新区与海关签署协议相隔多少天？")
    assert answer.short_answer == "14天" and [(c.value, c.op) for c in answer.computed] == [("14", "days")]
