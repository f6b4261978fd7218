"""Rules of `assistant.premise`: what a yes/no question takes for granted is confirmed or contradicted only where the text says so plainly."""

import pytest

from assistant.premise import judge
from assistant.question import understand

REPORT = "截至2031年底，汀砚高新区共有芯片企业807家，比上年增加374家，其中规模以上企业23家。"


def verdict(question: str, evidence: str) -> bool | None:
    """What is made of the question over the evidence."""
    return judge(understand(question, today="2036-01-01"), evidence)


@pytest.mark.parametrize(
    ("question", "evidence", "expected"),
    [
        ("2031年底汀砚高新区有807家芯片企业，对吗？", REPORT, True),
        ("2031年底汀砚高新区有844家芯片企业，是吗？", REPORT, False),
        ("规模以上企业有23家，对吗？", REPORT, True),
        ("规模以上企业有807家，对吗？", REPORT, False),
        ("全区有36家高新技术企业，对吗？", "全区共有企业36家，其中高新技术企业6家。", False),
        ("只有5个定量指标、41个定性指标，对吗？", "共设46个二级指标，其中41个定量指标和5个定性指标。", False),
        ("奖励126万元，对吗？", "对首次获批的企业，给予一次性奖励88万元。", False),
        ("奖励88万元，对吗？", "对首次获批的企业，给予一次性奖励88万元。", True),
        ("面积达到12平方公里，是吗？", "共有企业12家。", None),
    ],
)
def test_a_figure_is_held_against_the_one_of_the_same_noun(question: str, evidence: str, expected: bool | None) -> None:
    """The figure of the same noun and measure decides; another noun's figure says nothing, also where the number is equal."""
    assert verdict(question, evidence) is expected


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("容积率在各类开发区里垫底，是这样吗？", "综合容积率在各类开发区中最高。"),
        ("企业可以转租场地吗？", "入驻企业不得转租场地。"),
        ("收入比上年增长了吗？", "收入比上年下降。"),
        ("既然是财政金融局制定的，别处适用吗？", "本办法由汀砚高新区管委会制定。"),
    ],
)
def test_the_opposite_word_or_another_body_contradicts(question: str, evidence: str) -> None:
    """最高 against 垫底, 不得 against 可以, and what another body did, are contradictions."""
    assert verdict(question, evidence) is False


@pytest.mark.parametrize(
    ("question", "evidence", "twin"),
    [
        ("新办法仍要求企业提交审计报告，是吗？", "企业不再提交审计报告。", "企业应当提交审计报告。"),
        ("每个园区都要建成孵化器，对吗？", "支持部分园区建成孵化器。", "每个园区都建成孵化器。"),
        ("岚泓是第一个试点园区，对吗？", "汀砚是首个试点园区。", "岚泓是首个试点园区。"),
        ("办法是2033年5月印发的吗？", "2032年3月1日，管委会印发办法。", "2033年5月8日，管委会印发办法。"),
        ("国家高新区共有52个，对吗？", "全国共有国家高新技术产业开发区26个。", "全国共有国家高新技术产业开发区52个。"),
    ],
)
def test_what_ended_holds_for_some_or_came_otherwise_contradicts(question: str, evidence: str, twin: str) -> None:
    """不再 against 仍, 部分 against 每个, another first, another date, another number under the long name; the twin does not contradict."""
    assert verdict(question, evidence) is False
    assert verdict(question, twin) is not False


def test_silence_is_no_verdict() -> None:
    """A text that says neither gives neither yes nor no."""
    assert verdict("园区设有托儿所吗？", "园区设有食堂。") is None
