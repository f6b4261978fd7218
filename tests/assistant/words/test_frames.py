"""Rules of `assistant.words.frames`: which words of a question are its content."""

import pytest

from assistant.words.frames import STOP, content_words


def kept(text: str) -> list[str]:
    """The content words of a folded question."""
    return [w for w in content_words(text) if w not in STOP and w.strip(",?")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("展会是哪天开的", ["展会", "开"]),
        ("企业共建了几个中心", ["企业", "共建", "中心"]),
        ("这次展会由哪几家承办", ["展会", "承办"]),
        ("用多长时间完成", ["完成"]),
        ("开头说园区如何发展", ["园区", "发展"]),
        ("展会派谁出席", ["展会", "出席"]),
        ("利润涨了百分之几", ["利润", "涨"]),
        ("全年的利润是多少", ["利润"]),
        ("多长时间内向专员报告", ["专员", "报告"]),
        ("一次性能拿多少", ["拿"]),
        ("是从几号放到几号", ["放"]),
        ("利润比六年前涨了多少", ["利润", "涨"]),
    ],
)
def test_what_asks_points_or_reports_is_no_content(text: str, words: list[str]) -> None:
    """Such words are blanked before the rest is cut, so that nothing of them sticks to a neighbour."""
    assert kept(text) == words


def test_neighbours_of_one_character_are_one_word() -> None:
    """A name that no dictionary has is not taken apart; together the words keep their places."""
    assert "汀砚" in kept("汀砚有多少家企业") and sum(map(len, content_words("汀砚有多少家企业"))) == 8
