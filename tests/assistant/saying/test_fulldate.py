"""Rules of `assistant.saying.fulldate`: the day asked for is said in full."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant

NEWS = """岚泓园区抢修通报

岚泓园区管委会
2031年4月29日

2031年4月29日，岚泓园区输水主管发生破裂。预计4月30日18时左右恢复供水。临时供水点的开放时间为4月29日至5月2日。管委会将于5月6日公布调查结果。
"""


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over one notice with days that leave out their year."""
    folder = tmp_path_factory.mktemp("days")
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest([Path(folder / "news.txt")])
        yield assistant


@pytest.mark.parametrize(
    ("question", "said", "short"),
    [
        ("岚泓园区预计什么时候恢复供水？", "（2031年4月30日18时）", "2031年4月30日"),
        ("岚泓园区临时供水点的开放时间是什么时候？", "（2031年4月29日至5月2日）", "2031年4月29日至5月2日"),
        ("岚泓园区管委会什么时候公布调查结果？", "（2031年5月6日）", "2031年5月6日"),
    ],
)
def test_the_year_the_hour_and_the_last_day_are_said(qa: PolicyAssistant, question: str, said: str, short: str) -> None:
    """What stands right behind the day belongs to it: an hour is said, and a last day is part of the short answer."""
    answer = qa.ask(question, question_date="2031-05-01")
    assert said in answer.text and answer.short_answer == short


def test_a_day_early_in_the_year_may_be_of_the_next(tmp_path: Path) -> None:
    """Of a notice of December the text does not say of which year its January is, so no year is said."""
    (tmp_path / "news.txt").write_text(NEWS.replace("4月29日", "12月29日").replace("5月6日", "1月6日"), encoding="utf-8")
    with PolicyAssistant.open(tmp_path / "store") as assistant:
        assistant.ingest([tmp_path / "news.txt"])
        assert "2031年1月" not in assistant.ask("岚泓园区管委会什么时候公布调查结果？", question_date="2032-05-01").text
