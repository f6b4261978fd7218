"""Rules for questions that come near what a text says and miss it: another level, a time or place of something the text never names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant

NOTICE = """关于印发《云岭高新区孵化器管理办法》的通知
云高新发〔2024〕17号

各有关单位：
现将《云岭高新区孵化器管理办法》印发给你们，请遵照执行。
一、支持标准
对新认定的国家级孵化器，一次性奖励230万元；对省级孵化器，一次性奖励80万元。
二、路演
孵化器路演大会每年9月8日在云岭会展中心举行。
三、期限
本办法自2024年5月1日起施行，有效期3年。

云岭高新区管委会
2024年4月12日
"""


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over one notice."""
    folder = tmp_path_factory.mktemp("near")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest([Path(folder / "notice.txt")])
        yield assistant


def test_another_level_is_no_answer(qa: PolicyAssistant) -> None:
    """What holds for 国家级 and 省级 says nothing of 市级, while each of them is answered."""
    assert qa.ask("云岭高新区对市级孵化器一次性奖励多少万元？").status == "not_in_corpus"
    assert qa.ask("云岭高新区对省级孵化器一次性奖励多少万元？").short_answer == "80万元"


def test_time_of_what_the_text_never_names_is_refused(qa: PolicyAssistant) -> None:
    """The day of the 路演大会 is known; a 颁奖典礼 is named nowhere, so its day and place are not."""
    assert "9月8日" in qa.ask("云岭高新区孵化器路演大会哪天举行？").text
    assert qa.ask("云岭高新区孵化器颁奖典礼在哪天举行？").status == "not_in_corpus"


def test_a_term_of_years_settles_the_expiry(qa: PolicyAssistant) -> None:
    """Where only a term of years is stated, the sentence that states it answers when the document expires, and nothing is made up."""
    answer = qa.ask("《云岭高新区孵化器管理办法》什么时候到期？")
    assert answer.status == "answered" and "有效期3年" in answer.text and all(c.verified for c in answer.citations)
