"""Rules of `assistant.saying.compose`: however long the sentences are, an answer stays within what is read at a glance."""

import re
from collections.abc import Callable, Iterator

import pytest

from assistant import PolicyAssistant
from assistant.asking.parts import parts_of
from assistant.asking.question import understand
from assistant.finding.model import Evidence, Finding
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.saying.compose import compose

NOTICE = """岚泓高新区人才公寓实施方案

2031年3月5日，岚泓高新区管委会印发《岚泓高新区人才公寓实施方案》，围绕新城片区总体布局并结合各有关单位报送的年度用地计划统筹推进人才公寓建设和配套设施完善以及周边交通组织优化等各项工作，要求以片区为单位分批组织实施并按季度通报进展情况，对人才公寓的选址、设计、建设和运营等方面作出部署，并明确由建设局牵头负责人才公寓的验收工作，力争到2033年底建成人才公寓4200套。

园区计划在三年之内分批次组织专家走访辖区内的全部工厂和实验室，摸清家底，建立台账，搭起“种子企业—雏鹰企业—瞪羚企业—领军企业”四级培育链条，对每一级分别安排厂房、人手和贷款贴息，并在每个季度末把进展、困难和下一步打算写成简报送交管委会主任办公会讨论，年底再请第三方逐家回访，据实调整下一年的名单和预算。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """A store with one notice of very long sentences."""
    folder = tmp_path_factory.mktemp("length")
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as opened:
        opened.ingest([folder / "notice.txt"])
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("岚泓高新区的企业培育链条由哪几级企业构成？", ("种子企业", "雏鹰企业", "瞪羚企业", "领军企业")),
        ("岚泓高新区到2033年底要建成多少套人才公寓？", ("4200套",)),
        ("人才公寓由哪个单位牵头验收，到2033年底要建成多少套人才公寓？", ("建设局", "4200套")),
    ],
)
def test_what_is_asked_is_said_within_the_limit(assistant: PolicyAssistant, question: str, said: tuple[str, ...]) -> None:
    """Of one very long sentence the clauses that answer are said, also where they stand late, and of two parts both."""
    answer = assistant.ask(question, question_date="2036-01-01")
    assert all(x in answer.text for x in said)
    assert len(re.sub(r"\[\d+\]", "", answer.text)) <= 120


def test_a_part_of_a_document_is_not_its_date(assistant: PolicyAssistant) -> None:
    """实施方案 is a kind of document and says nothing of being in force: what it deals with is asked, not which is the newest."""
    answer = assistant.ask("人才公寓实施方案里的部署，具体是哪几方面？", question_date="2036-01-01")
    assert "日期是" not in answer.text and "选址" in answer.text


def test_the_clause_with_the_noun_asked_for_is_kept(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """Other clauses of a long sentence share more words with the question; 怎样的照护体系 is told by the one that says 照护体系."""
    text = (
        "汀砚区推进养老服务改革的打算是，在三年之内先形成适应老龄社会要求和家庭服务需要并与周边区县衔接的养老服务制度和养老服务标准，养老服务改革"
        "由民政局统筹，搭起“便捷、普惠、安全”的照护体系和邻里参与的志愿体系，以及鼓励邻里互助、规范机构收费的配套政策"
    )
    asked = understand("汀砚区推进养老服务改革，适应老龄社会要求，要形成怎样的照护体系？", today="2036-01-01")
    evidence = Evidence(asked, Reading(in_one_chunk(text)[0], 9.0), (), dict.fromkeys(asked.terms, 1.0))
    assert "便捷、普惠、安全" in compose(asked, Finding((evidence,)), lambda _: text).text


def test_the_number_of_an_article_is_left_out(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """It is read nowhere else in the answer, and the quote holds it."""
    text = "第十二条人才公寓的租金按季度缴纳。"
    asked = understand("人才公寓的租金怎么缴纳？", today="2036-01-01")
    evidence = Evidence(asked, Reading(in_one_chunk(text)[0], 9.0), (), dict.fromkeys(asked.terms, 1.0))
    draft = compose(asked, Finding((evidence,)), lambda _: text)
    assert draft.text == "人才公寓的租金按季度缴纳[1]。" and draft.citations[0].quote == text


def test_two_things_of_one_sentence_are_told_briefly(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """分别 of two things that one sentence tells makes no list, which might be long."""
    text = (
        "汀砚区的打算是，在三年之内先形成适应老龄社会要求和家庭服务需要并与周边区县衔接的各项制度，搭起“便捷、普惠、安全”的照护体系和邻里"
        "参与的志愿体系，以及鼓励邻里互助、规范机构收费、约束虚假宣传并且定期向居民公布结果的一整套配套政策、监督办法和考核细则"
    )
    asked = understand("汀砚区对照护体系和志愿体系分别提出了怎样的要求？", today="2036-01-01")
    parts = parts_of(asked, today="2036-01-01")
    (candidate,) = in_one_chunk(text)
    evidence = tuple(Evidence(p, Reading(candidate, 9.0), (), dict.fromkeys(p.terms, 1.0)) for p in parts)
    assert asked.long and len(evidence) == 2
    told = compose(asked, Finding(evidence), lambda _: text).text
    assert "便捷、普惠、安全" in told and len(told) < 120 < len(text)


def test_what_the_question_quotes_stays(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """Of alike clauses that do not all fit in, the one that holds what the question puts in quotation marks answers."""
    text = (
        "新版汀砚评价体系设置了五个一级指标，内容与五项汀砚发展理念一一对应，如“活力指标”对应“创新理念”，“结构指标”对应“协调理念”，“底色指标”对应"
        "“绿色理念”，“视野指标”对应“开放理念”，“成效指标”对应“共享理念”，此外还附有对部分指标怎样计算和怎样采集数据的详细说明"
    )
    asked = understand("新版汀砚评价体系设置的一级指标里，与“共享理念”对应的是哪个一级指标？", today="2036-01-01")
    evidence = Evidence(asked, Reading(in_one_chunk(text)[0], 9.0), (), dict.fromkeys(asked.terms, 1.0))
    assert "“成效指标”对应“共享理念”" in compose(asked, Finding((evidence,)), lambda _: text).text
