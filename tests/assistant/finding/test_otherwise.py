"""Rules of `assistant.finding.otherwise`: near misses refused, and their twins on the very thing that the text tells passed."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.finding.otherwise import otherwise_fault
from assistant.reading.candidates import Candidate

Make = Callable[..., list[Candidate]]

PAIRS = [
    # near miss, twin, sentence
    ("岚泓创投大会由哪家单位协办？", "岚泓创投大会由哪家单位承办？", "岚泓创投大会由投资促进局主办、人才服务中心承办。"),
    ("入园申请由谁审批？", "入园评审由哪个部门组织评审？", "入园申请由专家评审后公示。"),
    ("岚泓园区的主任是谁？", "岚泓园区的书记是谁？", "岚泓园区书记祁沅出席了会议。"),
    ("2031年租金为什么上涨？", "2031年租金上涨了多少？", "2031年租金上涨8%。"),
    ("两园结对什么时候结束？", "两园结对什么时候启动？", "2031年5月,两园启动结对。"),
    ("新厂房什么时候投产？", "新厂房什么时候开工？", "新厂房2031年5月开工。"),
    ("园区评价里垫底的是哪个园区？", "园区评价里排第一的是哪个园区？", "岚泓园区在园区评价中排名第一。"),
    ("规模全球第一的是哪个园区？", "规模全球第二的是哪个园区？", "岚泓园区的规模居全球第二。"),
    ("产量全球最大的是哪个园区？", "产量国内最大的是哪个园区？", "岚泓园区是国内最大的石墨基地。"),
    ("园区招中专毕业生有什么补助？", "园区招大专毕业生有什么补助？", "园区招聘大专毕业生的,发放补助。"),
    ("指标体系有多少个三级指标？", "指标体系有多少个二级指标？", "指标体系有5个一级指标、46个二级指标。"),
    ("岚泓园区的副主任都有谁？", "岚泓园区的主任是谁？", "岚泓园区主任祁沅出席了会议。"),
    ("岚泓园区的主任是谁？", "岚泓园区的副主任是谁？", "岚泓园区副主任祁沅出席了会议。"),
    ("收入最低的是哪个园区？", "收入超过千亿的园区有几个？", "收入超过千亿的园区有6个,过百亿的31个,过十亿的55个。"),
    ("岚泓园区因何更名？", "岚泓园区什么时候更名？", "2031年5月,岚泓园区更名。"),
    ("收到异议后多少天内要答复？", "收到名单后多少天内要公示？", "收到名单后公示10天,没有异议的颁发证书。"),
    ("擅自扩大用地的园区受到什么处罚？", "用地集约的园区给什么激励？", "对用地集约的园区给予激励。"),
    ("2031年越秀区入园的企业有多少家？", "2031年天河区入园的企业有多少家？", "天河区2031年入园的企业有19家。"),
    ("最后选定的试点城市是哪些城市？", "试点城市的方案有哪些内容？", "试点城市的方案有任务、分工和进度。"),
    ("园区的日常巡查归谁负责？", "园区的业务指导归谁负责？", "坚持市政府引领方向、省级主管部门业务指导。"),
    ("建成绿色车间给多少奖励？", "建成绿色车间后能耗降到多少？", "绿色车间的能耗降到0.4吨以下。"),
]


def fault(question: str, *candidates: Candidate) -> str | None:
    """What the last of the candidates tells otherwise; the candidates are the whole piece."""
    part = understand(question, today="2036-01-01")
    return otherwise_fault(part, candidates[-1], lambda: "".join(c.folded for c in candidates))


@pytest.mark.parametrize(("near_miss", "twin", "sentence"), PAIRS)
def test_what_is_told_otherwise_is_refused_and_its_twin_is_not(in_one_chunk: Make, near_miss: str, twin: str, sentence: str) -> None:
    """Another deed, office, phase, rank, scope, kind or action than asked is named as missing; the told one passes."""
    candidates = in_one_chunk(sentence)
    assert (fault(near_miss, *candidates) or "").startswith("资料中")
    assert fault(twin, *candidates) is None


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("管理办法由哪个部门批准？", ["管理办法经投资促进局批复同意。"]),
        ("2031年租金为什么上涨？", ["受原料涨价影响,成本增加。", "2031年租金上涨8%。"]),
        ("两园结对什么时候结束？", ["两园结对自2031年5月至2033年5月。"]),
        ("收入最低的是哪个园区？", ["园区收入分别为:岚泓53亿元,汀砚61亿元,柏榕72亿元。"]),
        ("岚泓园区未来几年内展开建设？", ["岚泓园区用五到十年转入新阶段。"]),
        ("虚报数据的企业怎么处罚？", ["企业应如实申报。", "虚报数据的,三年内不得再次申报。"]),
        ("对哪些企业采取了处罚措施？", ["对三家企业从严管理。"]),
        ("督查由哪个部门牵头？", ["督查由办公厅负责组织协调。"]),
        ("收到异议后几天内要答复？", ["收到异议后7天内作出批复。"]),
        ("初审通过以后几天内要把纸质表交过去？", ["初审通过的,请于5天内递交材料。"]),
        ("没有专利的股东最多占多大比例？", ["未曾拥有专利的股东,占两成以内。"]),
    ],
)
def test_other_words_for_the_asked_thing_pass(in_one_chunk: Make, question: str, sentences: list[str]) -> None:
    """A synonym, a reason beside the sentence, the end of a span, or figures that a rank can be worked out from tell the asked thing."""
    assert fault(question, *in_one_chunk(*sentences)) is None
