"""Rules of `assistant.finding.heads`: what a figure is asked of is told, by its name."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.heads import head_fault
from assistant.reading.candidates import Candidate

Make = Callable[..., list[Candidate]]


def fault(question: str, *candidates: Candidate) -> str | None:
    """What the last of the candidates does not tell of; the candidates are the whole piece."""
    part = understand(question, today="2036-01-01")
    return head_fault(part, candidates[-1], lambda: "".join(c.folded for c in candidates))


@pytest.mark.parametrize(
    ("near_miss", "missing", "twin", "sentence"),
    [
        ("岚泓园区有多少位院士？", "院士", "岚泓园区有多少个实验室？", "岚泓园区有3个实验室。"),
        ("员工里有多少人具有高级职称？", "高级职称", "员工里有多少人具有硕士学位？", "员工里有53人取得硕士学位。"),
        ("决出的项目有几个进了总决赛？", "总决赛", "决出的项目有几个得了奖？", "34个项目得了奖。"),
        ("各级指标的权重是多少？", "权重", "一级指标有多少个？", "一级指标有5个。"),
        ("华南的园区一共有几家？", "华南", "全国的园区一共有几家？", "全国的园区一共有53家。"),
        ("园区里有几家瞪羚企业？", "瞪羚企业", "园区里有几家科技企业？", "园区里有53家科技企业。"),
        ("2031年研发投入占生产总值多少？", "研发投入", "2031年产值占生产总值多少？", "2031年产值占生产总值的55%。"),
        ("园区的平均水耗是多少？", "水耗", "园区的平均能耗是多少？", "园区的平均能耗为3吨。"),
        ("员工里有多少农民工？", "农民工", "员工里有多少研发人员？", "员工里研发人员有563人。"),
        ("园区设多少个工位？", "工位", "园区设多少个凉亭？", "园区设凉亭30个。"),
        (
            "到2035年国家自主创新示范区要建到多少家？",
            "国家自主创新示范区",
            "到2035年国家高新区要建到多少家？",
            "到2035年国家高新区达到53家。",
        ),
        (
            "人才公寓的物业管理费是每平方米多少元？",
            "物业管理费",
            "人才公寓的租金是每平方米多少元？",
            "人才公寓租金每平方米18元，不含物业管理费。",
        ),
        ("园区的税收目标是多少？", "税收", "园区的利润目标是多少？", "园区的利润达到3亿元。"),
        ("岚泓园区的产值比上年增长多少个院士？", "院士", "岚泓园区的产值比上年增长几个点？", "岚泓园区的产值同比增长12.9%。"),
        ("前后各有多少院士？", "院士", "前后各有多少人？", "前年有3人,今年有5人。"),
        ("2031年完成多少固定资产投资？", "固定资产", "2031年完成多少财政收入？", "2031年财政收入3亿元。"),
    ],
)
def test_the_noun_that_a_figure_is_asked_of_must_be_told(
    in_one_chunk: Make, near_miss: str, missing: str, twin: str, sentence: str
) -> None:
    """A noun of the asking clause, the counted noun, a region or a measure that the piece never names is missing; the told one passes."""
    candidates = in_one_chunk(sentence)
    assert missing in (fault(near_miss, *candidates) or "")
    assert fault(twin, *candidates) is None


def test_what_is_counted_may_be_asked_before_the_asking_word(in_one_chunk: Make) -> None:
    """That the piece speaks of 独角兽 elsewhere does not make the firms of the sentence any."""
    sentence, later = in_one_chunk("岚泓园区的注册企业达19家。", "岚泓园区培育独角兽企业。")
    part = understand("岚泓园区的独角兽企业达到多少家？", today="2036-01-01")
    assert "独角兽企业" in (head_fault(part, sentence, lambda: sentence.folded + later.folded) or "")
    assert fault("岚泓园区的注册企业达到多少家？", sentence) is None


def test_a_counted_noun_of_another_paragraph_tells_nothing_of_the_figure(in_one_chunk: Make) -> None:
    """That the piece speaks of the counted thing behind the sentence does not make the sentence's figure its number."""
    sentence, later = in_one_chunk("岚泓园区有院士工作站6家。", "岚泓园区加快培育高新技术企业。")
    part = understand("岚泓园区有几家高新技术企业？", today="2036-01-01")
    assert "高新技术企业" in (head_fault(part, sentence, lambda: sentence.folded + later.folded) or "")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("园区里的小公司有多少家？", "园区里有小微企业53家。"),
        ("园区占地面积多大？", "园区占地53平方公里。"),
        ("到规划收官时园区扩到多少家？", "2031年园区达到53家。"),
        ("园区给了多少钱款？", "园区发放300元。"),
        ("园区一年能烧掉多少吨标煤？", "园区一年用0.3吨标准煤。"),
        ("园区的院士是谁？", "园区主任祁沅。"),
        ("我国有多少例确诊病例？", "31个省区市有确诊病例7例。"),
        ("节日预计客流量是多少人次？", "节日将有3亿人次客流。"),
        ("园区的产值预计是多少？", "园区产值将达3亿元。"),
        ("园区审批花费多少小时？", "园区审批只要3小时。"),
    ],
)
def test_what_a_text_may_say_otherwise_or_leave_out_is_not_missed(in_one_chunk: Make, question: str, sentence: str) -> None:
    """Other words of the glossary, a part of the compound, the time until when, money, the unit, and what is no figure."""
    assert fault(question, *in_one_chunk(sentence)) is None


def test_what_is_asked_behind_another_figure_is_no_noun(in_one_chunk: Make) -> None:
    """Two things are asked there, and neither of them of "涉及居民多少人"."""
    (c,) = in_one_chunk("受灾的76户，涉及居民305名。")
    assert fault("受灾的有多少户、涉及居民多少人？", c) is None
