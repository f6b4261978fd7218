"""Rules of `assistant.reading.fitting`: an amount that the question states of its case chooses the bracket, and a claim to be first the clause on it."""

from collections.abc import Callable, Iterator

import pytest

from assistant import PolicyAssistant
from assistant.asking.question import understand
from assistant.reading.candidates import Candidate
from assistant.reading.fitting import claim_free, fitting_first
from assistant.reading.reader import Reading

RULE = """汀砚高新区研发补贴办法
汀高新〔2031〕6号

一、补贴比例

按企业上一年度销售收入分三档给予研发补贴：
1. 销售收入不到3000万元的，补贴比例为12%；
2. 销售收入3000万元至1亿元（含）的，补贴比例为8%；
3. 销售收入1亿元以上的，补贴比例为5%。
补贴资金占年度财政预算的比例不高于2%。

二、试点

2030年，国务院决定支持苏州建设数据试验区，这也是全国首个数据试验区。武汉在2032年获准建设数据试验区。

汀砚高新区管委会
2031年3月4日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over one rule with a scale."""
    source = tmp_path_factory.mktemp("rule") / "rule.txt"
    source.write_text(RULE, encoding="utf-8")
    with PolicyAssistant.open(tmp_path_factory.mktemp("store")) as qa:
        qa.ingest([str(source)])
        yield qa


@pytest.mark.parametrize(
    ("case", "rate"),
    [("两千万元", "12%"), ("3000万元", "8%"), ("0.8亿元", "8%"), ("五亿元", "5%"), ("3000万元以下", "12%"), ("1亿元以上", "5%")],
)
def test_the_bracket_of_the_stated_amount(assistant: PolicyAssistant, case: str, rate: str) -> None:
    """The amount falls into one bracket, in whatever scale or numerals it is stated."""
    answer = assistant.ask(f"汀砚高新区对销售收入{case}的企业，研发补贴比例是多少？")
    assert answer.short_answer == rate


def test_another_was_first(assistant: PolicyAssistant) -> None:
    """The sentence on who was first settles the claim, though it does not name the place that the question does."""
    answer = assistant.ask("武汉是全国首个数据试验区吗？")
    assert answer.text.startswith("不是。") and "苏州" in answer.text


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("什么是数据试验区？", True),
        ("“数据试验区”是什么意思？", True),
        ("汀砚的数据试验区指的是什么？", True),
        ("数据试验区办成了什么？", False),
        ("“数据试验区”具体指哪几个？", True),
    ],
)
def test_asked_for_a_meaning_the_sentence_that_gives_it_goes_first(
    in_one_chunk: Callable[..., list[Candidate]], question: str, meant: bool
) -> None:
    """However close the words of the others come."""
    ranked = [
        Reading(c, s) for c, s in zip(in_one_chunk("数据试验区办得好。", "所称数据试验区，是指先行的园区。"), (19.0, 2.0), strict=True)
    ]
    first = fitting_first(understand(question, today="2036-01-01"), ranked)[0]
    assert ("是指" in first.candidate.sentence.text) is meant


def test_only_a_claim_to_be_first_lets_the_place_go() -> None:
    """Any other question keeps its place."""
    first, other = (understand(q, today="2036-01-01") for q in ("武汉是首个试验区吗？", "武汉有试验区吗？"))
    assert claim_free(first).places == () and claim_free(other) is other


def test_who_does_it_is_told_by_the_sentence_that_names_the_agent(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """Asked 由谁, a sentence near the best that says by whom goes first; one far behind stays where it is."""
    found = in_one_chunk("评估分两次进行，结果公示。", "评估由区民政局负责。", "停车由物业负责。")
    plain, agent, far = (Reading(c, score) for c, score in zip(found, (9.0, 7.0, 1.0), strict=True))
    by_whom, how_often = (understand(q, today="2036-01-01") for q in ("评估由谁来做？", "评估分几次？"))
    assert list(fitting_first(by_whom, [plain, agent, far])) == [agent, plain, far]
    assert list(fitting_first(how_often, [plain, agent])) == [plain, agent]


def test_what_is_called_so_together_is_the_meaning(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """What it means stands before "（以下统称…）"."""
    texts = ("“三项制度”办得好。", "实行甲制度、乙制度、丙制度（以下统称“三项制度”）。")
    ranked = [Reading(c, s) for c, s in zip(in_one_chunk(*texts), (19.0, 2.0), strict=True)]
    first = fitting_first(understand("“三项制度”是指哪三项？", today="2036-01-01"), ranked)[0]
    assert "统称" in first.candidate.sentence.text


@pytest.mark.parametrize(
    "question",
    ["汀砚盘点的那些平台里，设在园区内部的有几家？", "汀砚盘点的平台有多少家是落在园区里的？", "汀砚的平台，建在园区里面的一共有多少家？"],
)
def test_how_many_stand_in_a_place_is_told_of_that_place(in_one_chunk: Callable[..., list[Candidate]], question: str) -> None:
    """Not by how many there are in all, however many of the asked words that sentence holds; one far behind stays where it is."""
    found = in_one_chunk("汀砚盘点的平台共有489家。", "这些平台有281家在园区内。", "在园区内的食堂有3家。")
    whole, inside, far = (Reading(c, score) for c, score in zip(found, (9.0, 5.0, 1.0), strict=True))
    assert list(fitting_first(understand(question, today="2036-01-01"), [whole, inside, far])) == [inside, whole, far]
    other = understand("汀砚盘点的平台有多少家？", today="2036-01-01")
    assert list(fitting_first(other, [whole, inside])) == [whole, inside]
