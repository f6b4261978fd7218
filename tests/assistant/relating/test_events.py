"""Rules of questions that relate events in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.relating.events import Beside, Relation, beside, read_events

NEWS = [
    "2021年3月5日，云岭高新区孵化器大厦正式启用，首批入驻企业四十二家。",
    "2021年3月19日，青河高新区与海关签署通关便利协议。",
    "2022年8月1日，石泉高新区获批建设国家知识产权示范园区。",
    "2022年5月6日，岚州市气象台发布暴雨预警。防汛指挥部连夜会商。6月2日，岚州市气象台再次发布暴雨预警。",
    "9月14日，柏乡高新区与临港大学共建的中试基地揭牌。",
    "2023年4月10日，沅江省科技厅发布《种子基金管理办法》，自2023年7月1日起实施。",
    "2020年6月9日，澜溪高新区第二届创客大赛开幕。",
    "2021年10月8日，澜溪高新区第三届创客大赛开幕。",
    "2019年5月10日，溆阳市公布人才新政。首批人才补贴名单于6月3日公示。",
    "2021年3月5日，霍山高新区新增注册企业十九家。",
    "2018年4月2日，汾源高新区与六所大学共建的先进陶瓷材料概念验证中心暨成果转化基地正式揭牌。",
    "2018年9月3日，汾源高新区首期规模十亿元的科技成果转化引导基金完成工商登记并向园区内一家传感器企业投出第一个项目。",
    "2021年3月6日，霍山高新区新增注册企业七家。",
    "2031年5月10日，溆嵘高新区与临港大学共建的先进陶瓷材料概念验证中心暨成果转化基地正式揭牌，首批六个项目当场签约入驻，涉及航空、汽车、医疗、"
    "能源、电子信息和高端装备制造等方面，总投资三亿元。",
    "2021年，鹭洲高新区建成人才驿站。",
]


@pytest.mark.parametrize(
    ("text", "relation", "events"),
    [
        ("甲园区启用和乙协议签署哪个更早发生？", Relation.FIRST, ("甲园区启用", "乙协议签署")),
        ("甲园区启用与乙协议签署是在同一个月吗？", Relation.SAME, ("甲园区启用", "乙协议签署")),
        ("从甲园区启用到乙协议签署相隔几个月？", Relation.BETWEEN, ("甲园区启用", "乙协议签署")),
        ("以下事件中，哪个发生最晚：甲园区启用、乙协议签署、丙获批？", Relation.LAST, ("甲园区启用", "乙协议签署", "丙获批")),
        ("在以下事件中，最早发生的是哪个？甲园区启用，乙协议签署，或丙获批。", Relation.FIRST, ("甲园区启用", "乙协议签署", "丙获批")),
        ("甲园区启用、乙协议签署及丙获批这三个事件中，哪个最早发生？", Relation.FIRST, ("甲园区启用", "乙协议签署", "丙获批")),
        ("甲园区启用、乙协议签署和丙获批，是否都发生在同一个月？", Relation.SAME, ("甲园区启用", "乙协议签署", "丙获批")),
        ("甲园区启用，乙协议签署哪一个计划或活动发布得更早？", Relation.FIRST, ("甲园区启用", "乙协议签署")),
        ("甲园区启用和乙协议签署分别是在什么时候？", Relation.WHEN, ("甲园区启用", "乙协议签署")),
        ("甲园区启用和乙协议签署是同年同月发生的吗？", Relation.SAME, ("甲园区启用", "乙协议签署")),
        ("甲园区启用与乙协议签署相比，哪个事件更早？", Relation.FIRST, ("甲园区启用", "乙协议签署")),
        ("甲园区启用和乙协议签署，哪个发生在前？", Relation.FIRST, ("甲园区启用", "乙协议签署")),
        ("甲园区启用，乙协议签署和丙获批这三个事件中，哪个最晚？", Relation.LAST, ("甲园区启用", "乙协议签署", "丙获批")),
        ("甲部长和乙省长是在同一个月来访的吗？", Relation.SAME, ("甲部长来访", "乙省长来访")),
        ("甲园区启用与乙与丙冲突哪个更晚？", Relation.LAST, ("甲园区启用", "乙与丙冲突")),
        ("甲园区启用和乙协议签署以及丙获批，这些事件中最早发生的是哪个？", Relation.FIRST, ("甲园区启用", "乙协议签署", "丙获批")),
        ("甲园区和乙大学，谁先拿到建站批复？各在什么时候？", Relation.FIRST, ("甲园区拿到建站批复", "乙大学拿到建站批复")),
    ],
)
def test_events_are_read_from_the_question(text: str, relation: Relation, events: tuple[str, ...]) -> None:
    """What relates the events and the events themselves are told apart from the words of asking."""
    found = read_events(text)
    assert found is not None and found.relation is relation and events in found.splits


@pytest.mark.parametrize(
    "text",
    [
        "2013年营业总收入是多少？",
        "和谐园区的主任是谁？",
        "高新区与大学怎样合作？",
        "甲园区有多少企业和乙园区分别在什么时候建成？",
        "通知里说云岭高新区，青河高新区在哪个领域先行先试？",
        "甲粉、乙液以及哪种材料混合后成为丙？",
    ],
)
def test_other_questions_relate_nothing(text: str) -> None:
    """A question that compares no times is left to the ordinary path."""
    assert read_events(text) is None


def test_a_setting_named_once_holds_for_all_events() -> None:
    """The year before the comma is no event of its own, and is not lost."""
    for text in ("2021年，甲园区启用和乙协议签署哪个更早？", "甲园区启用和乙协议签署，哪个事件在2021年发生得最早？"):
        found = read_events(text)
        assert found is not None and found.frame == "2021年" and found.splits == (("甲园区启用", "乙协议签署"),)


def test_the_number_of_events_that_is_said_counts() -> None:
    """这两个事件 leaves only the ways to cut the text into two."""
    found = read_events("甲与乙共建基地揭牌和丙获批这两个事件哪个先发生？")
    assert found is not None and {len(s) for s in found.splits} == {2} and ("甲与乙共建基地揭牌", "丙获批") in found.splits


def test_joining_words_inside_names_do_not_cut() -> None:
    """The 同 of 同意 joins nothing, and neither does what stands in quotation marks or 《》."""
    found = read_events("董事会同意增资与《科技和产业融合办法》发布是同一天吗？")
    assert found is not None and found.splits == (("董事会同意增资", "《科技和产业融合办法》发布"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("孵化器大厦启用当天，入驻了多少家企业？", Beside("孵化器大厦启用", "入驻了多少家企业？")),
        ("孵化器大厦启用的次日，谁来考察？", Beside("孵化器大厦启用", "谁来考察？", 10, 1)),
        ("孵化器大厦启用当月，谁来考察？", Beside("孵化器大厦启用", "谁来考察？", 7, 0)),
        ("孵化器大厦启用同年，谁来考察？", Beside("孵化器大厦启用", "谁来考察？", 4, 0)),
        ("2013年营业总收入是多少？", None),
    ],
)
def test_a_question_about_the_time_of_an_event_has_two_halves(text: str, expected: Beside | None) -> None:
    """Such a question, "甲当天，乙？", asks 乙 of the time at which 甲 was."""
    assert beside(text) == expected


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over dated news items."""
    folder = tmp_path_factory.mktemp("news")
    for n, text in enumerate(NEWS):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest(sorted(Path(folder).glob("*.txt")))
        yield assistant


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("云岭高新区孵化器大厦启用和青河高新区与海关签署协议是同一个月发生的吗？", "是"),
        ("云岭高新区孵化器大厦启用和石泉高新区获批知识产权示范园区是同一年发生的吗？", "不是"),
        ("石泉高新区获批知识产权示范园区和云岭高新区孵化器大厦启用哪个更早？", "云岭高新区孵化器大厦启用"),
    ],
)
def test_events_are_compared_by_their_own_cited_dates(qa: PolicyAssistant, question: str, short: str) -> None:
    """Each event is found and cited on its own; the verdict follows from the two dates."""
    answer = qa.ask(question)
    assert answer.short_answer == short
    assert len({c.source_file for c in answer.citations}) == 2 and all(c.verified for c in answer.citations)


def test_what_is_asked_of_both_is_said_once(qa: PolicyAssistant) -> None:
    """Both events are told by what sets them apart."""
    answer = qa.ask("汾源高新区和溆嵘高新区，谁先揭牌先进陶瓷材料概念验证中心？各在什么时候？", question_date="2036-01-01")
    assert answer.text == "汾源高新区更早：汾源高新区为2018年4月2日[1]，溆嵘高新区为2031年5月10日[2]。"


def test_an_event_that_no_text_dates_is_named_as_missing(qa: PolicyAssistant) -> None:
    """What cannot be compared is said, beside the day of the event that is known; nothing is decided."""
    answer = qa.ask("云岭高新区孵化器大厦启用和鹤鸣书院古戏台修缮竣工哪个更早？")
    assert answer.status == "partial" and answer.short_answer is None
    assert answer.text == "云岭高新区孵化器大厦启用为2021年3月5日[1]。另外，资料中没有载明“鹤鸣书院古戏台修缮竣工”的日期。"


def test_days_between_are_computed(qa: PolicyAssistant) -> None:
    """The days between two dated events are worked out and listed as computed."""
    answer = qa.ask("从云岭高新区孵化器大厦启用到青河高新区与海关签署协议相隔多少天？")
    assert answer.short_answer == "14天" and [(c.value, c.op) for c in answer.computed] == [("14", "days")]


def test_each_event_is_told_with_its_own_time(qa: PolicyAssistant) -> None:
    """分别在什么时候 gets every date, in the order of the question, each from its own source."""
    answer = qa.ask("石泉高新区获批知识产权示范园区和云岭高新区孵化器大厦启用分别是在什么时候？")
    assert answer.short_answer == "2022年8月1日、2021年3月5日" and [c.source_file for c in answer.citations] == ["2.txt", "0.txt"]


def test_what_happened_twice_fell_in_the_month_of_either(qa: PolicyAssistant) -> None:
    """Two warnings were issued, in May and in June: the question for June's month is answered by June's, cited with its year."""
    answer = qa.ask("岚州市气象台发布暴雨预警和石泉高新区获批知识产权示范园区是同一个月吗？")
    assert answer.short_answer == "不是"
    again = qa.ask("岚州市气象台再次发布暴雨预警和岚州市防汛指挥部连夜会商是同一年吗？")
    assert again.short_answer == "是" and all(c.verified for c in again.citations)


def test_the_quote_reaches_back_to_the_year(qa: PolicyAssistant) -> None:
    """A day whose year stands only sentences before is cited with that year inside the quote."""
    answer = qa.ask("岚州市气象台再次发布暴雨预警和石泉高新区获批知识产权示范园区哪个更晚？")
    assert answer.status == "answered" and all("2022年" in c.quote for c in answer.citations)


def test_of_two_days_in_a_sentence_the_one_beside_the_event_counts(qa: PolicyAssistant) -> None:
    """实施 is dated by the day from which the measure applies, not by the day on which it was published."""
    answer = qa.ask("《种子基金管理办法》实施和石泉高新区获批知识产权示范园区分别是在什么时候？")
    assert answer.short_answer == "2023年7月1日、2022年8月1日"


def test_another_of_its_kind_is_not_the_event(qa: PolicyAssistant) -> None:
    """The second contest is dated by its own opening, and a fourth that no text tells of by none."""
    assert (qa.ask("澜溪高新区第二届创客大赛开幕和云岭高新区孵化器大厦启用哪个更早？").short_answer or "").startswith("澜溪")
    answer = qa.ask("澜溪高新区第四届创客大赛开幕和云岭高新区孵化器大厦启用相隔多少天？")
    assert not answer.computed


def test_days_without_a_year_differ_in_month_or_settle_nothing(qa: PolicyAssistant) -> None:
    """September is not March whatever the year; but which of the two came first, no text says."""
    assert qa.ask("柏乡高新区中试基地揭牌和云岭高新区孵化器大厦启用是同一个月吗？").short_answer == "不是"
    assert not qa.ask("柏乡高新区中试基地揭牌和云岭高新区孵化器大厦启用相隔多少天？").computed


def test_a_year_that_holds_the_other_day_settles_nothing(qa: PolicyAssistant) -> None:
    """Of a year and a day in it no text says which came first; of that year and a day of the next it does."""
    answer = qa.ask("鹭洲高新区建成人才驿站和青河高新区与海关签署通关便利协议哪个更早？")
    assert answer.text.startswith("所载日期分不出先后：") and not answer.short_answer and len(answer.citations) == 2
    assert (qa.ask("鹭洲高新区建成人才驿站和石泉高新区获批知识产权示范园区哪个更早？").short_answer or "").startswith("鹭洲")


def test_nothing_after_the_day_of_asking_has_happened(qa: PolicyAssistant) -> None:
    """Asked on a day of 2020, a contest of 2021 is no event that could be compared."""
    answer = qa.ask("澜溪高新区创客大赛开幕和溆阳市公布人才新政哪个更晚？", question_date="2020-12-31")
    assert {c.source_file for c in answer.citations} == {"6.txt", "8.txt"}


def test_what_is_asked_beside_an_event_is_asked_of_its_day(qa: PolicyAssistant) -> None:
    """The event's own day chooses between two reports of the same kind; for an event that no text dates, the answer says so."""
    answer = qa.ask("云岭高新区孵化器大厦启用的次日，霍山高新区新增注册企业多少家？")
    assert "七家" in answer.text and answer.status == "answered"
    unknown = qa.ask("渚南高新区灯会开幕当天，霍山高新区新增注册企业多少家？")
    assert unknown.status == "partial" and "没有载明该事件的日期" in unknown.text


def test_saying_that_an_event_has_no_date_takes_its_room(qa: PolicyAssistant) -> None:
    """A long statement is cut so that it and what is missing together stay within what is read at a glance."""
    answer = qa.ask("溆嵘高新区上市企业破百家的那一年，溆嵘高新区与临港大学共建的什么正式揭牌？", question_date="2036-01-01")
    assert answer.status == "partial" and "概念验证中心" in answer.text and len(answer.text) <= 100


def test_long_names_give_way_to_the_dates(qa: PolicyAssistant) -> None:
    """An answer that would grow long with the names of the events gives their dates in order."""
    a = "汾源高新区与六所大学共建的先进陶瓷材料概念验证中心暨成果转化基地正式揭牌"
    b = "汾源高新区首期规模十亿元的科技成果转化引导基金完成工商登记并向园区内一家传感器企业投出第一个项目"
    answer = qa.ask(f"{a}和{b}分别是在什么时候？")
    assert answer.text == "依次为2018年4月2日[1]、2018年9月3日[2]。"


def test_a_day_is_said_with_its_year(qa: PolicyAssistant) -> None:
    """A date whose year stands in an earlier sentence is said in full, with the year inside the quote."""
    answer = qa.ask("溆阳市首批人才补贴名单是哪天公示的？")
    assert answer.short_answer == "2019年6月3日" and "（2019年6月3日）" in answer.text and "2019年" in answer.citations[0].quote


def test_a_file_of_searches_counts_from_the_day_of_asking(qa: PolicyAssistant) -> None:
    """The text of the asked month comes first, counted from the question's own date; texts from after it come later."""
    first = qa.search("去年10月澜溪高新区创客大赛", k=3, question_date="2022-05-01")[0]
    earlier = qa.search("澜溪高新区创客大赛开幕", k=3, question_date="2020-12-31")[0]
    assert (first.source_file, earlier.source_file) == ("7.txt", "6.txt")


def test_every_event_has_its_text_among_the_first(qa: PolicyAssistant) -> None:
    """The hits for one event do not crowd out those for another."""
    hits = qa.search("澜溪高新区创客大赛开幕、霍山高新区新增注册企业和石泉高新区获批知识产权示范园区，哪个最早？", k=3)
    assert {h.source_file for h in hits} & {"6.txt", "7.txt"} and {h.source_file for h in hits} & {"9.txt", "12.txt"}
    assert "2.txt" in {h.source_file for h in hits}
