"""Rules of `assistant.finding.checks`: soft checks give way where the reader is sure, hard ones never."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.asking.question import understand
from assistant.finding.asked import other_fault
from assistant.finding.checks import MIN_CONFIDENCE, OF_THE_DAY, SURE, fault_of, hard_fault
from assistant.finding.model import Evidence
from assistant.reading.candidates import Candidate
from assistant.reading.features import FEATURES
from assistant.reading.reader import Reading
from assistant.reading.spans import best_spans, chosen_spans
from ingest.model import Chunk, Piece

Make = Callable[..., list[Candidate]]


class Shelf:
    """A library of the candidates' own pieces."""

    def __init__(self, *candidates: Candidate) -> None:
        self._candidates = candidates

    def chunks_of_piece(self, piece_id: str) -> list[Chunk]:
        """The chunks of a piece, each once."""
        return list({c.chunk.id: c.chunk for c in self._candidates if c.piece.id == piece_id}.values())

    def pieces_of_document(self, document_id: str) -> list[Piece]:
        """The pieces of a document, each once."""
        return list({c.piece.id: c.piece for c in self._candidates if c.piece.document_id == document_id}.values())


def fault(question: str, candidate: Candidate, confidence: float) -> str | None:
    """Why the candidate cannot be the answer, were the reader as sure as that."""
    part = understand(question, today="2036-01-01")
    spans = chosen_spans(part, best_spans(part, candidate, dict.fromkeys(part.terms, 1.0)))
    reading = Reading(candidate, 1.0, confidence=confidence)
    return fault_of(Evidence(part, reading, spans, {}), Shelf(candidate))


SOFT = [
    ("岚泓园区的会议在哪天举行？", "岚泓园区的会议于中秋节举行。", "资料中没有所问的日期"),
    ("岚泓园区有多少家企业？", "岚泓园区的企业有数百之多。", "资料中没有所问的数据"),
    ("岚泓园区怎样减免关税？", "岚泓园区对进口设备免予征收费用。", "资料中没有“关税”的这项内容"),
    ("岚泓园区为什么引进祁澜银行？", "岚泓园区2031年引进祁澜银行。", "资料中没有说明原因"),
]

HARD = [
    ("汀砚高新区有多少家企业？", "岚泓高新区有企业36家。", "汀砚"),
    ("2029年岚泓园区有多少家企业？", "2031年岚泓园区有企业36家。", "2029年"),
    ("苏州有多少家企业？", "岚泓园区有企业36家。", "苏州"),
    ("岚高管〔2031〕7号对企业奖励多少万元？", "对企业奖励50万元。", "岚高管〔2031〕7号"),
    ("对市级孵化器奖励多少万元？", "对省级孵化器奖励80万元。", "市级"),
    ("岚泓园区是哪年哪月扩区的？", "截至2031年10月,岚泓园区扩区达到17平方公里。", "没有所问的日期"),
    ("岚泓园区的出口额是多少亿元？", "岚泓园区的营业收入是53亿元。", "出口额"),
    ("收入超过2000亿元的企业有几家？", "收入超过1000亿元的企业有7家。", "2000亿元"),
    ("新办企业第七年减免多少房租？", "新办企业第一年到第三年减免房租50%。", "第七年"),
    ("岚泓园区“十四五”规划的目标是多少家企业？", "“十三五”规划的目标是企业36家。", "十四五"),
    ("营业税减按多少征收？", "所得税减按15%征收。", "营业税"),
    ("2031年收入突破万亿元的园区有几家？", "2031年收入超过1000亿元的园区有6家。", "万亿"),
    ("第七批基地有多少家？", "第八批基地有19家。", "第七批"),
    ("第二批基地有多少家？", "首批基地有19家。", "第二批"),
    ("岚泓园区的专项资金规模有多大？", "1.岚泓园区设立专项资金支持863计划。", "没有所问的数据"),
    ("“2+5”体系代表什么？", "“1+3”体系代表一个平台和三类服务。", "没有说明"),
    ("岚泓园区由谁管理？", "岚泓园区的管理", "没有相关内容"),
    ("岚泓园区有多少家瞪羚企业？", "岚泓园区有高新技术企业36家。", "瞪羚"),
    ("岚泓园区员工里博士占百分之几？", "岚泓园区员工里大专以上学历的占62%。", "博士"),
    ("由国防科工委审定的园区有多少家？", "由国家科委审定的园区有21家。", "国防科工委"),
    ("岚泓园区有多少家企业？", "岚泓园区给企业的租金补贴是每平方米8元。", "没有所问的数据"),
    ("2031年4月9日岚泓园区举行了什么会议？", "2031年4月21日,岚泓园区举行招商会议。", "2031年4月9日"),
    ("岚泓园区的产值占全市几成？", "岚泓园区产值53亿元,较上年增长45%。", "占比"),
    ("岚泓园区的产值在全省排第几？", "岚泓园区的产值为53亿元。", "没有说明排名"),
    ("岚泓园区的免租政策从哪天起施行？", "2031年5月8日,岚泓园区宣布免租政策。", "没有说明施行的时间"),
    ("岚泓园区每人最低补贴多少元？", "岚泓园区每人最高补贴53元。", "最低"),
    ("2031年7月岚泓园区的产量是多少吨？", "2031年上半年,岚泓园区的产量达53吨。", "2031年7月"),
    ("2031年7月岚泓园区的产量是多少吨？", "2031年6月,岚泓园区的产量达53吨。", "2031年7月"),
    ("岚泓园区分别设在哪些地方的中转站？", "岚泓园区周边有5个中转站。", "没有逐一列出"),
    ("岚泓园区引进的10家代表企业都有谁？", "岚泓园区计划引进10家代表企业,推动出口。", "没有逐一列出"),
    ("岚泓园区的展览开到哪天？", "岚泓园区启动展览,欢迎参观。", "没有所问的日期"),
    ("岚泓园区获得授权的专利有多少件？", "岚泓园区专利申请量为36件。", "授权"),
    ("岚泓园区的专利申请了多少件？", "岚泓园区专利授权量为36件。", "申请"),
    ("岚泓园区的单位产值水耗，2031年实际是多少？", "2031年岚泓园区产值53亿元。", "水耗"),
]


def test_the_year_from_which_a_text_holds_is_its_year(in_one_chunk: Make) -> None:
    """It is asked for by that year as well as by the one of its date."""
    (c,) = in_one_chunk("岚泓园区有企业36家。", date="2030-12-20")
    since = replace(c, piece=replace(c.piece, effective="2031-01-01"))
    assert "2031年" in (fault("2031年起岚泓园区有多少家企业？", c, 1.0) or "")
    assert fault("2031年起岚泓园区有多少家企业？", since, 1.0) is None


def test_what_is_reported_in_a_month_may_be_of_the_year_before(in_one_chunk: Make) -> None:
    """The month dates the report, and not what it tells."""
    (c,) = in_one_chunk("2033年岚泓园区的员工共有360人。", date="2034-04-04")
    assert fault("按晚报2034年4月报道的数，岚泓园区的员工有多少人？", c, 1.0) is None
    assert fault("2034年4月岚泓园区的员工有多少人？", c, 1.0) is not None


def test_numbers_in_names_count_nothing(in_one_chunk: Make) -> None:
    """However sure the reader is; a ratio may be a figure in another form."""
    (name,) = in_one_chunk("岚泓园区发生了“12·30”事故。")
    (ratio,) = in_one_chunk("岚泓园区事故与人员之比为1:7。")
    assert fault("岚泓园区事故中有多少人？", name, 1.0) == "资料中没有所问的数据"
    assert fault("岚泓园区事故中有多少人？", ratio, 1.0) is None


def test_the_figure_that_the_question_states_is_not_its_answer(in_one_chunk: Make) -> None:
    """However sure the reader is: it is the whole of which a part is asked for."""
    (candidate,) = in_one_chunk("岚泓赛区入围企业共53家，涉及储能等领域。")
    assert fault("岚泓赛区的53家入围企业里储能领域有多少家？", candidate, 1.0) is not None
    assert fault("岚泓赛区的入围企业有多少家？", candidate, 1.0) is None


def test_what_is_asked_of_a_thing_need_not_be_named(in_one_chunk: Make) -> None:
    """A result or a birthplace is told by telling it; an adjective may stand between the asking word and the kind of thing."""
    (candidate,) = in_one_chunk("岚泓园区的祁沅生于汀砚镇，2031年测出了新矿脉。")
    assert fault("岚泓园区的祁沅取得了什么重要成果？", candidate, MIN_CONFIDENCE) is None
    assert fault("岚泓园区的祁沅研究成果是什么？", candidate, MIN_CONFIDENCE) is None


def test_how_long_may_be_told_by_another_term(in_one_chunk: Make) -> None:
    """A span counted from something else is a time too."""
    (c,) = in_one_chunk("转租期限不能超过承租人剩余租赁期限。")
    assert fault("转租最久可以到什么时候？", c, MIN_CONFIDENCE) is None


def test_what_a_text_of_the_asked_time_tells_may_be_of_another(in_one_chunk: Make) -> None:
    """A day or month may date the text; figures of several months are those of the month only where the question says that they were published then."""
    (day,) = in_one_chunk("2031年4月21日，岚泓园区举行招商会议。", date="2031-04-28")
    assert fault("2031年4月28日岚泓园区举行了什么会议？", day, MIN_CONFIDENCE) is None
    assert fault("2031年5月28日岚泓园区举行了什么会议？", day, MIN_CONFIDENCE) is not None
    (half,) = in_one_chunk("2031年上半年，岚泓园区的产量达53吨。", date="2031-07-20")
    assert fault("2031年7月公布的岚泓园区产量是多少吨？", half, MIN_CONFIDENCE) is None
    assert fault("2031年7月岚泓园区的产量是多少吨？", half, MIN_CONFIDENCE) is not None


def test_another_of_a_series_is_told_by_its_own_sentence(in_one_chunk: Make) -> None:
    """The price of the second lot is none of the first, though the text names that too."""
    second, _ = in_one_chunk("第二批猪肉每公斤53元。", "第一批猪肉已经卖完。")
    assert "第一批" in (fault("第一批猪肉每公斤多少元？", second, 1.0) or "")
    assert fault("第二批猪肉每公斤多少元？", second, MIN_CONFIDENCE) is None


def test_what_is_done_may_be_said_otherwise(in_one_chunk: Make) -> None:
    """A noun of official texts that the question uses as its verb, right after 怎样, need not be named; its object must."""
    (candidate,) = in_one_chunk("岚泓园区的北面做研发，南面做制造。")
    assert fault("岚泓园区是怎样分区布局的？", candidate, MIN_CONFIDENCE) is None


@pytest.mark.parametrize(("question", "sentence", "reason"), SOFT)
def test_soft_checks_give_way_where_the_reader_is_sure(in_one_chunk: Make, question: str, sentence: str, reason: str) -> None:
    """What the text does not say in the question's words may still be its answer: below SURE it is refused, from there on taken."""
    (candidate,) = in_one_chunk(sentence)
    assert fault(question, candidate, MIN_CONFIDENCE) == reason
    assert fault(question, candidate, SURE - 0.01) == reason
    assert fault(question, candidate, SURE) is None
    assert fault(question, candidate, 1.0) is None


@pytest.mark.parametrize("confidence", [MIN_CONFIDENCE, SURE, 1.0])
@pytest.mark.parametrize(("question", "sentence", "reason"), HARD)
def test_hard_checks_hold_however_sure_the_reader_is(
    in_one_chunk: Make, question: str, sentence: str, reason: str, confidence: float
) -> None:
    """Another zone, year, place, number, level, subject, limit, tax or scheme, or a heading alone, reads like the answer and is none."""
    (candidate,) = in_one_chunk(sentence)
    found = fault(question, candidate, confidence)
    assert found is not None and reason in found


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("岚泓高新区有多少家企业？", "岚泓高新区有企业36家。"),
        ("岚泓园区的企业，2031年统计是多少家？", "2031年岚泓园区有企业36家。"),
        ("2031年岚泓园区有多少家企业？", "2031年岚泓园区有企业36家。"),
        ("对省级孵化器奖励多少万元？", "对省级孵化器奖励80万元。"),
        ("收入超过1000亿元的企业有几家？", "收入超过1000亿元的企业有7家。"),
        ("新办企业第二年减免多少房租？", "新办企业第一年到第三年减免房租50%。"),
        ("“1+3”体系代表什么？", "“1+3”体系代表一个平台和三类服务。"),
        ("租金变动要在几个月内报告？", "租金变动的，应在三个月内告知物业。"),
        ("2031年那会儿园区有多少家企业？", "2031年园区有企业36家。"),
        ("2033年园区有研发人员多少人？", "2033年园区情况：研发人员有360人，为2030年的2.4倍。"),
        ("免租期从什么时候算起？", "免租期自入驻年度起算两年。"),
        ("最迟什么时候续租？", "承租企业应在租约期满前两个月内续租。"),
        ("对管理者有什么奖励？", "对管理人员给予奖励。"),
        ("岚泓园区出口占全省的份额从多少升到多少？", "岚泓园区出口占全省的比重从12%上升至31%。"),
        ("岚泓园区何时升为省级？", "2031年8月，设在县级市的岚泓园区升级为全省重点园区。"),
        ("亩均税收是多少？", "岚泓园区亩均税收为36.2万元/公顷。"),
        ("2031年头四个月岚泓园区收入多少亿元？", "2031年1-4月，岚泓园区收入58亿元。"),
        ("2031年4月9日岚泓园区举行了什么会议？", "2031年4月10日,岚泓园区通报招商会议。"),
        ("截至2031年4月9日岚泓园区有多少家企业？", "2031年2月1日,岚泓园区有企业36家。"),
        ("截至昨天，岚泓园区改革分了多少个阶段？", "岚泓园区改革自2031年以来分三个阶段。"),
        ("岚泓园区的覆盖率要达到多少？", "岚泓园区的覆盖率要达到95%。"),
        ("岚泓园区的产值占全市几成？", "岚泓园区产值增长45%,占全市的12%。"),
        ("岚泓园区获得授权的专利有多少件？", "岚泓园区申请专利53件,授权36件。"),
        ("岚泓园区每人最多补贴多少元？", "岚泓园区每人补贴不超过53元。"),
        ("岚泓园区的产值在全省排第几？", "岚泓园区的产值居全省第三位。"),
        ("岚泓园区的免租政策从哪天起施行？", "岚泓园区的免租政策自2031年5月8日起施行。"),
        ("岚泓园区为什么引进祁澜银行？", "为加快转型,岚泓园区引进祁澜银行。"),
        ("岚泓园区贴息的贷款最低多少元？", "岚泓园区对贷款达到53元的贴息,最高贴息3元。"),
        ("岚泓园区计划在2031年9月做什么？", "2031年8月,岚泓园区计划裁减岗位。"),
        ("2031年7月岚泓园区的产量是多少吨？", "2031年上半年40吨,7月岚泓园区的产量达53吨。"),
        ("岚泓园区引进的3家代表企业都有谁？", "岚泓园区计划引进3家代表企业:甲厂、乙厂和丙厂。"),
        ("岚泓园区有博士学位的多少人？", "岚泓园区有博士36人。"),
        ("岚泓园区的调研是现场还是视频？", "岚泓园区的调研在现场进行。"),
        ("岚泓园区留给工厂的土地最少占多大比例？", "岚泓园区工厂用地不低于总面积的36%。"),
    ],
)
def test_what_is_asked_and_said_has_no_fault(in_one_chunk: Make, question: str, sentence: str) -> None:
    """The sentence on the very thing passes all checks, with little confidence too."""
    (candidate,) = in_one_chunk(sentence)
    assert fault(question, candidate, MIN_CONFIDENCE) is None


def test_too_little_confidence_is_a_fault_of_its_own(in_one_chunk: Make) -> None:
    """Below the operating point nothing is answered, though no rule speaks against it."""
    (candidate,) = in_one_chunk("岚泓园区有企业36家。")
    assert fault("岚泓园区有多少家企业？", candidate, MIN_CONFIDENCE) is None
    assert fault("岚泓园区有多少家企业？", candidate, MIN_CONFIDENCE - 0.001) == "资料中没有与问题相符的内容"


def test_nothing_of_the_question_in_or_around_the_sentence_is_a_fault(in_one_chunk: Make) -> None:
    """The asked day alone does not make an answer: one word of the question must stand in the sentence or around it."""
    (candidate,) = in_one_chunk("2031年5月8日，林业站公布了护林员名单。")
    part = understand("2031年5月8日岚泓园区举行了什么仪式？", today="2036-01-01")
    row = dict.fromkeys(FEATURES, 0.0)
    assert hard_fault(part, Reading(candidate, 1.0, tuple(row.values())), ()) is not None
    row["covered_around"] = 0.1
    assert hard_fault(part, Reading(candidate, 1.0, tuple(row.values())), ()) is None


def test_a_sentence_of_the_asked_day_needs_less(in_one_chunk: Make) -> None:
    """A sentence that tells of the very day that is asked about is taken with a fifth of the confidence."""
    (candidate,) = in_one_chunk("2031年5月8日，岚泓园区举行了开园仪式。")
    part = understand("2031年5月8日岚泓园区举行了什么？", today="2036-01-01")
    assert hard_fault(part, Reading(candidate, 1.0, confidence=MIN_CONFIDENCE * OF_THE_DAY), ()) is None
    assert hard_fault(part, Reading(candidate, 1.0, confidence=MIN_CONFIDENCE / 6), ()) is not None
    other = understand("2031年5月岚泓园区举行了什么？", today="2036-01-01")
    assert hard_fault(other, Reading(candidate, 1.0, confidence=MIN_CONFIDENCE / 5), ()) is not None


def test_a_word_that_is_not_named_needs_less_on_the_asked_day(in_one_chunk: Make) -> None:
    """A soft check gives way to a fifth of the confidence where the sentence tells of the very day that is asked about."""
    (candidate,) = in_one_chunk("2031年5月8日，岚泓园区对进口设备免予征收费用。")
    assert fault("2031年5月8日岚泓园区怎样减免关税？", candidate, SURE * OF_THE_DAY) is None
    assert fault("2031年5月岚泓园区怎样减免关税？", candidate, SURE * OF_THE_DAY) is not None


def test_another_day_is_the_asked_one_where_the_text_says_so(in_one_chunk: Make) -> None:
    """What is decided on one day and holds from the asked day on is told of both; what stands behind another day is of that."""
    decided, _ = in_one_chunk("2031年3月1日，岚泓园区宣布对进口设备减税。", "新政策自4月9日起实施。")
    _, behind = in_one_chunk("2031年3月1日，岚泓园区开园。", "岚泓园区当天对进口设备减税。")
    assert fault("2031年4月9日岚泓园区对什么减税？", decided, MIN_CONFIDENCE) is None
    assert fault("2031年4月9日岚泓园区对什么减税？", behind, MIN_CONFIDENCE) is not None


def test_the_piece_may_name_the_zone_for_the_sentence(in_one_chunk: Make) -> None:
    """A zone or subject that another sentence of the piece names need not stand in the one that answers."""
    _, candidate = in_one_chunk("本报告由汀砚高新区编制，说明出口额等情况。", "全年为53亿元。")
    assert fault("汀砚高新区的出口额是多少亿元？", candidate, MIN_CONFIDENCE) is None


def test_the_piece_may_name_the_place_for_the_sentence(in_one_chunk: Make) -> None:
    """A place that the text names elsewhere is the sentence's too, unless what stands before it names another."""
    later, other = "办法适用于成都的园区。", "苏州的园区另有规定。"
    first = in_one_chunk("企业头三年免租。", later)[0]
    assert fault("成都的企业头几年免租？", first, MIN_CONFIDENCE) is None
    assert "成都" in (fault("成都的企业头几年免租？", in_one_chunk(other, "企业头三年免租。", later)[1], MIN_CONFIDENCE) or "")


def test_a_yes_no_question_may_name_what_is_wrong(in_one_chunk: Make) -> None:
    """A false premise is corrected by the sentence, not refused for naming another tax."""
    (candidate,) = in_one_chunk("所得税减按15%征收。")
    assert fault("营业税减按15%征收，对吗？", candidate, MIN_CONFIDENCE) is None


@pytest.mark.parametrize(
    ("question", "sentence", "refused"),
    [
        ("有多少家企业通过了ISO9001认证？", "园区有72家企业通过ISO14000认证。", True),
        ("有多少家企业通过了ISO14000认证？", "园区有72家企业通过ISO14000认证。", False),
        ("“新四条”到底是哪四条？", "园区先后出台“黄金十条”、“新四条”等政策措施。", True),
        ("“新四条”到底是哪四条？", "“新四条”包括减租、贴息、奖补、免税。", False),
    ],
)
def test_codes_and_names_in_quotation_marks(in_one_chunk: Make, question: str, sentence: str, refused: bool) -> None:
    """A code has no other words for it, and what a name stands for is told only where it is told of that name."""
    part, found = understand(question, today="2036-01-01"), in_one_chunk(sentence)[0]
    assert bool(other_fault(part, found, (), lambda: found.heading + found.folded)) is refused


def test_a_piece_may_call_its_place_otherwise(in_one_chunk: Make) -> None:
    """A place that the piece gives as another name of what it is about need not stand with a sentence that names a place; one that it merely
    names must."""
    candidate, _ = in_one_chunk("武汉园内有企业36家。", "园区后被誉为“云岭光谷”。")
    other, _ = in_one_chunk("武汉园内有企业36家。", "园区与光谷相隔两省。")
    assert fault("光谷园内有多少家企业？", candidate, MIN_CONFIDENCE) is None
    assert "光谷" in (fault("光谷园内有多少家企业？", other, MIN_CONFIDENCE) or "")


def test_the_year_of_a_document_is_none_of_what_it_says(in_one_chunk: Make) -> None:
    """2031年的办法 is the text of that year and kind, whatever years its sentences name; one of another kind is not."""
    for title, found in (("孵化器管理办法", True), ("孵化器发展规划", False)):
        (candidate,) = in_one_chunk("孵化器到2035年应达到40家。", title=title, date="2031-03-02")
        assert (fault("2031年的办法要求孵化器达到多少家？", candidate, MIN_CONFIDENCE) is None) is found
