"""Replies taken apart: markers in every form that models write, and nothing that could act on a page."""

import pytest

from assistant.writing.reply import Statement, cleaned, parse
from prompts import ABSTAIN


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("甲句[1]。乙句[2][3]。", [("甲句", (1,)), ("乙句", (2, 3))]),
        ("甲句。[1]乙句【2，3】", [("甲句", (1,)), ("乙句", (2, 3))]),
        ("甲句[资料1]；乙句[^2]。", [("甲句", (1,)), ("乙句", (2,))]),
        ("1. 甲句[1]\n2、乙句[2]\n- 丙句[3]", [("甲句", (1,)), ("乙句", (2,)), ("丙句", (3,))]),
        ("甲句。乙句[1]", [("甲句", (1,)), ("乙句", (1,))]),
        ("增长1.5倍[1]", [("增长1.5倍", (1,))]),
        ("国科发[2005]16号[1]", [("国科发〔2005〕16号", (1,))]),
        ("根据资料，**甲句**[1]", [("甲句", (1,))]),
        ("甲句[1](http://x.example)。乙[句[2]", [("甲句", (1,)), ("乙句", (2,))]),
        ("没有标记的话。", []),
    ],
)
def test_statements_and_their_markers(reply: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    """Each marked sentence is a statement with the numbers that follow it; unmarked ones before a marker share it, those after are dropped."""
    assert [(s.text, s.cited) for s in parse(reply, ended=True).statements] == found


@pytest.mark.parametrize(
    ("reply", "verdict", "gap"),
    [
        ("是的，甲[1]。", True, False),
        ("不是。甲[1]。", False, False),
        ("是否可行由乙定[1]。", None, False),
        (f"甲[1]。{ABSTAIN}。", None, True),
        (f"{ABSTAIN}。", None, True),
    ],
)
def test_verdict_and_gap(reply: str, verdict: bool | None, gap: bool) -> None:
    """是的 and 不是 at the beginning are the verdict; the phrase for "not in the texts" is a gap, never a statement."""
    parsed = parse(reply, ended=True)
    assert (parsed.verdict, parsed.gap) == (verdict, gap)
    assert all(ABSTAIN not in s.text for s in parsed.statements)


def test_a_growing_reply_keeps_its_statements() -> None:
    """While a reply grows, statements already found do not change, and one is complete only when something follows its markers."""
    whole = "是的，甲句[1][2]。乙句[3](http://x.example)。丙句【4，5】完"
    seen: list[Statement] = []
    for end in range(len(whole) + 1):
        found = list(parse(whole[:end], ended=False).statements)
        assert found[: len(seen)] == seen
        seen = found
    assert seen == list(parse(whole, ended=True).statements)
    assert seen[0].cited == (1, 2)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("![图](http://a.b/c?d=e)甲", "甲"),
        ("[甲](http://a.b)", "甲"),
        ("见https://a.b/c?d=甲", "见甲"),
        ("甲<script>alert(1)</script>乙<5%", "甲alert(1)乙<5%"),
        ("<think>秘密</think>甲", "甲"),
        ("秘密</think>甲", "甲"),
        ("<think>没有完", ""),
        ("甲\u200b\u202e乙\U000e0041", "甲乙"),
        ("`甲`", "甲"),
    ],
)
def test_cleaning(reply: str, words: str) -> None:
    """Thoughts, images, links, addresses, tags, code marks and invisible characters go; the words stay."""
    assert cleaned(reply) == words
