"""Texts that contradict each other: both are told; what only looks like a contradiction is not."""

from pathlib import Path

import pytest

from assistant import Answer, PolicyAssistant

REPORT = "汀砚高新区2019年统计公报\n2019年，汀砚高新区实现营业收入{}，同比增长5%。年末孵化器共有35家。\n汀砚高新区管委会\n2020年3月1日\n"
NEWS = (
    "汀砚交出亮眼成绩单\n（来源：汀砚日报，2020年5月6日）\n面对复杂形势，2019年汀砚高新区营业收入达到{}。截至2019年末，全区孵化器40家。\n"
)
INCOME = "2019年汀砚高新区营业收入是多少？"


def ask(folder: Path, question: str, *texts: str) -> Answer:
    """The answer from these texts."""
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest([folder / f"{n}.txt" for n in range(len(texts))])
        return assistant.ask(question, question_date="2026-11-20")


@pytest.mark.parametrize(
    ("question", "values"), [(INCOME, ("120亿元", "100亿元")), ("2019年末汀砚高新区共有多少家孵化器？", ("40家", "35家"))]
)
def test_two_values_for_one_time_are_both_told(tmp_path: Path, question: str, values: tuple[str, str]) -> None:
    """Newest first, each with its date and citation, within the room of a short answer."""
    answer = ask(tmp_path, question, REPORT.format("100亿元"), NEWS.format("120亿元"))
    assert answer.status == "conflict"
    assert answer.short_answer == "、".join(values)
    assert [c.date for c in answer.citations] == ["2020-05-06", "2020-03-01"]
    assert all(c.verified and v in c.quote for c, v in zip(answer.citations, values, strict=True))
    assert all(day in answer.text for day in ("2020年5月6日", "2020年3月1日"))
    assert len(answer.text) <= 120


def test_two_days_for_one_event_are_both_told(tmp_path: Path) -> None:
    """What happened once happened on one day."""
    text = "汀砚高新区{}\n汀砚高新区于{}经批准设立，规划面积18平方公里。\n汀砚高新区管委会\n2020年{}月1日\n"
    texts = [text.format("概况", "1992年11月9日", 3), text.format("简介", "1992年12月9日", 5)]
    assert ask(tmp_path, "汀砚高新区是什么时候批准设立的？", *texts).status == "conflict"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (REPORT.format("100亿元"), NEWS.format("0.01万亿元")),
        (REPORT.format("100.3亿元"), NEWS.format("100亿元")),
        (REPORT.format("100亿元"), NEWS.format("约120亿元")),
        (REPORT.format("100亿元"), NEWS.format("超过110亿元")),
        (REPORT.format("100亿元"), NEWS.replace("2019", "2018").format("120亿元")),
        (REPORT.format("100亿元"), NEWS.replace("营业收入", "规模以上工业营业收入").format("80亿元")),
        (REPORT.format("100亿元"), NEWS.replace("2019年汀", "2019年上半年汀").format("48亿元")),
        (REPORT.format("100亿元"), NEWS.replace("汀砚", "岚泓").format("120亿元")),
        (REPORT.format("100亿元"), NEWS.format("16亿美元")),
    ],
    ids=["scale", "rounded", "about", "over", "year", "scope", "half-year", "zone", "currency"],
)
def test_other_scopes_times_and_roundings_are_no_conflict(tmp_path: Path, one: str, other: str) -> None:
    """Nothing is called a contradiction that need not be one."""
    assert ask(tmp_path, INCOME, one, other).status == "answered"


def test_a_rule_that_changed_is_no_conflict(tmp_path: Path) -> None:
    """Another year, or a title that says so, explains the difference."""
    text = "关于{}孵化器补贴标准的通知\n汀科发〔{}〕3号\n各单位：\n一、对新认定的孵化器给予一次性补贴{}。\n汀砚市科学技术局\n{}年{}月8日\n"
    old = text.format("明确", 2021, "20万元", 2021, 2)
    for n, newer in enumerate((text.format("明确", 2023, "50万元", 2023, 2), text.format("调整", 2021, "50万元", 2021, 9))):
        folder = tmp_path / str(n)
        folder.mkdir()
        assert ask(folder, "对新认定的孵化器给予一次性补贴多少万元？", old, newer).status == "answered"


def test_a_dead_text_contradicts_nobody(tmp_path: Path) -> None:
    """Only texts in force can differ."""
    report = REPORT.format("100亿元").replace("同比增长5%。", "同比增长5%。本通报有效期至2020年12月31日。")
    assert ask(tmp_path, INCOME, report, NEWS.format("120亿元")).status == "answered"
