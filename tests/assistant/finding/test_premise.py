"""Rules of `assistant.finding.premise`: what a yes/no question takes for granted is confirmed or contradicted only where the text says so plainly."""

import pytest

from assistant.asking.question import understand
from assistant.finding.premise import judge

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
        ("评审在线下举行，对不？", "评审通过线上方式举行。"),
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


@pytest.mark.parametrize(
    ("question", "evidence", "expected"),
    [
        ("听说新办企业头五年都不用交租金，真的吗？", "新办企业自入园之日起，头三年免缴租金。", False),
        ("听说新办企业头三年不用交租金，真的吗？", "新办企业自入园之日起，头三年免缴租金。", True),
        ("资格证书的有效期是五年吗？", "通过认定的企业，资格证书的有效期为三年。", False),
        ("资格证书的有效期是3年吗？", "通过认定的企业，资格证书的有效期为三年。", True),
        ("张江的芯片占了全省的一半，对吗？", "在全省的规模占比：武汉东湖光电50%，上海张江集成电路35%，天津风电30%。", False),
        ("东湖的光电占了全省的一半，对吗？", "在全省的规模占比：武汉东湖光电50%，上海张江集成电路35%，天津风电30%。", True),
        ("研发投入超过100亿元，是吗？", "园区研发投入为126亿元。", True),
        ("研发投入不到100亿元，是吗？", "园区研发投入为126亿元。", False),
        ("研发投入100亿元左右，是吗？", "园区研发投入为98亿元。", True),
        ("研发费用占比不低于10%，对吗？", "研发费用占比不低于5%。", False),
        ("研发费用占比要达到5%，对吗？", "研发费用占比不低于5%。", True),
        ("省级开发区也要国务院批准，是不是？", "国家级开发区由国务院批准；省级开发区由省级人民政府批准，并报国务院有关部门备案。", False),
        ("国家级开发区由国务院批准吗？", "国家级开发区的设立、扩区和升级由国务院批准；省级开发区由省级人民政府批准。", True),
        ("办法是科技局编制的吗？", "现将科技局编制的《汀砚办法》印发给你们。", True),
        ("办法是财政局编制的吗？", "现将科技局编制的《汀砚办法》印发给你们。", False),
        ("新办法要求科技人员必须有大专以上学历，对吗？", "从事研发的科技人员占职工总数的比例不低于10%，不再设学历要求。", False),
        ("企业可以转租厂房吗？", "入驻企业不得转租厂房。", False),
        ("不符合条件的企业也能认定吗？", "不符合条件的企业，不予认定。", False),
        ("符合条件的企业能认定吗？", "不符合条件的企业，不予认定。", None),
        ("收入增长了12%，对吗？", "收入比上年增长12%，能耗下降3%。", True),
        ("能耗增长了吗？", "收入比上年增长12%，能耗下降3%。", False),
        ("收入下降了吗？", "收入比上年增长12%，能耗下降3%。", False),
        ("收入增长了吗？", "收入比上年增长12%，能耗下降3%。", None),
        ("办法是2033年5月印发的吗？", "2033年5月8日，管委会印发办法。", True),
        ("办法2033年6月印发的吗？", "2033年5月8日，管委会印发办法。", False),
        ("既然岚泓是第一个试点园区，汀砚是第二个吗？", "汀砚是全省首个试点园区。", False),
        ("既然全区有807家芯片企业，面积有12平方公里吗？", "全区共有芯片企业807家。", None),
        ("国家高新区四分之一在东部，对吗？", "位于东部的国家高新区占25%。", True),
        ("园区要建成二十家孵化器，是吗？", "到2030年，园区要建成孵化器20家。", True),
        ("园区要建成三十家孵化器，是吗？", "到2030年，园区要建成孵化器20家。", False),
        ("申请时企业要成立满两年吗？", "申请时企业须成立满一年以上。", False),
        ("申请时企业要成立满一年吗？", "申请时企业须成立满一年以上。", True),
        ("公示期是15天吗？", "公示10个工作日。", None),
        ("园区容积率全省最高，是吗？", "园区容积率1.2，在全省各园区中垫底。", False),
        ("管委会必须设分园吗？", "管委会可以根据需要设分园。", False),
        ("评价结果还和奖励挂钩吗？", "评价结果与奖励挂钩。", None),
        ("小企业的奖励取消了吗？", "保留小企业的奖励。", False),
        ("外国专家不能申请公寓，对吗？", "外国专家可以申请公寓。", False),
        ("2030年底共有企业3.2万家，对吗？", "截至2030年底，共有企业32000家。", True),
        ("高新区财政局负责审批租金减免吗？", "租金减免由管委会审批。", False),
        ("十五个工作日内要答复，对吗？", "应在15个工作日内答复。", True),
    ],
)
def test_a_claim_is_held_against_what_the_text_says_of_the_same(question: str, evidence: str, expected: bool | None) -> None:
    """Terms of years, shares, bounds, places, negations, bodies and dates: a plain contradiction, a plain confirmation, or no verdict."""
    assert verdict(question, evidence) is expected
