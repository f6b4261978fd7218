"""Rules of `assistant.asking.stance`: words that say from which day to look are no part of what is asked."""

import pytest

from assistant.asking.question import understand
from assistant.words.periods import Period


def asked(text: str) -> tuple[str | None, str, tuple[Period, ...]]:
    """The day from which a question looks, what is left of its text, and the times that it asks about."""
    question = understand(text, today="2041-03-03")
    return question.as_of, question.text, question.periods


@pytest.mark.parametrize(
    "opening",
    [
        "假设现在是2033年底，",
        "如果今天是2033年12月31日，",
        "站在2033年底，",
        "站在2033年末的时点上看，",
        "要是停在2033年底，",
        "以2033年底能看到的材料为准，",
        "以2033年末手头的资料算，",
        "按2033年底已公开的文件，",
        "就2033年底所掌握的情况而言，",
        "截至2033年底手头的资料里，",
        "2033年底时，按当时掌握的数据，",
        "从2033年底来看，",
        "到2033年底为止，",
    ],
)
def test_a_stance_gives_the_day_and_leaves_the_question(opening: str) -> None:
    """However it is put, the day is kept, and neither a word nor a period of it remains."""
    assert asked(f"{opening}汀砚高新区有多少家药企？") == ("2033-12-31", "汀砚高新区有多少家药企？", ())


@pytest.mark.parametrize(
    "text",
    [
        "截至2033年底，汀砚高新区有多少家药企？",
        "按照2033年的数据，汀砚高新区有多少家药企？",
        "如果是2033年注册的药企，能享受补贴吗？",
        "如果2033年成立的药企要申请，怎么办？",
    ],
)
def test_a_time_of_the_fact_is_no_stance(text: str) -> None:
    """What held at a time, or a case that lies in it, is asked of that time."""
    day, _, periods = asked(text)
    assert day is None and len(periods) == 1


def test_the_beginning_of_a_year_is_its_first_day() -> None:
    """年初 knows nothing of the year."""
    assert asked("站在2033年初看，汀砚高新区有多少家药企？")[0] == "2033-01-01"


def test_the_newest_document_up_to_a_day_is_asked_as_of_it() -> None:
    """截至 with a newest document looks from that day; with a count it asks for that day's."""
    assert asked("截至2034年6月底，汀砚高新区最近一份办法是哪份？")[0] == "2034-06-30"
