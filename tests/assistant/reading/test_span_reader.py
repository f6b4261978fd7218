"""Rules of `assistant.reading.span_reader`: spans lie inside their passages, their chances are shares of one whole, and plain questions are read right."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.asking.question import understand
from assistant.reading.candidates import Candidate
from assistant.reading.passages import Passage, passage_around
from assistant.reading.span_features import PASSAGE_UNITS
from assistant.reading.span_network import SpanNetwork
from assistant.reading.span_reader import KEPT, SpanReader, Spotted
from index.embed import StaticModel

Make = Callable[..., list[Candidate]]

ODD = st.text("园区企业共有１２.5％，。、：；《》（）ＡＢab½㎡…鿿\u200b 　😀👨‍👩‍👧", max_size=40)
SENTENCES = st.lists(st.one_of(ODD, st.text(max_size=30), st.just("，。！？"), st.just("园" * 700)), min_size=1, max_size=4)

# A sentence that answers among others of its text, the question and the answer; and below, what another text says beside it.
PLAIN = [
    (["岚泓园区的首任主任是林致远。", "园区位于城北。"], "岚泓园区的首任主任是谁？", "林致远"),
    (["2014年，园区由陈若溪牵头编制了总体规划。"], "园区的总体规划由谁牵头编制？", "陈若溪"),
    (["申报材料由科技创新局受理。", "逾期不予受理。"], "申报材料由哪个部门受理？", "科技创新局"),
    (["岚泓园区于2016年5月8日正式开园。", "当天签约项目九个。"], "岚泓园区什么时候正式开园？", "2016年5月8日"),
    (["该基金设立于2011年。", "基金规模十亿元。"], "该基金设立于哪一年？", "2011年"),
    (["第三届创客大赛在泓桥会展中心举行。", "共有二十支队伍参赛。"], "第三届创客大赛在哪里举行？", "泓桥会展中心"),
    (["企业总部设在榕渚市。", "它生产传感器。"], "企业总部设在哪个城市？", "榕渚市"),
    (["获得一等奖的项目是“海洋传感网”。", "评审历时两个月。"], "获得一等奖的是哪个项目？", "海洋传感网"),
    (["园区现有企业362家，从业人员1.5万人。"], "园区现有多少家企业？", "362家"),
    (["人才公寓共有420套。", "每套面积六十平方米。"], "人才公寓共有多少套？", "420套"),
    (["对首次获批的企业给予一次性奖励50万元。"], "对首次获批的企业奖励多少钱？", "50万元"),
    (["园区以新材料为主导产业。", "全年产值稳步增长。"], "园区的主导产业是什么？", "新材料"),
]
BESIDE = ("会议强调，要进一步加强组织领导。", "各单位应当认真贯彻落实。")


@pytest.fixture(scope="module")
def reader(model: StaticModel) -> SpanReader:
    """The reader that ships."""
    return SpanReader(model, SpanNetwork.load())


def spotted(reader: SpanReader, question: str, passages: list[Passage]) -> list[Spotted]:
    """What is spotted, having the rules that hold for any text hold."""
    found = reader.spot(understand(question, today="2036-01-01"), passages)
    assert len(found) <= KEPT
    assert all(0 < s.probability <= 1 + 1e-5 for s in found)
    assert sum(s.probability for s in found) <= 1 + 1e-5
    assert [s.probability for s in found] == sorted((s.probability for s in found), reverse=True)
    for s in found:
        assert any(s.passage is p for p in passages)
        assert 0 <= s.start < s.end <= len(s.passage.text)
        assert s.text == s.passage.text[s.start : s.end] and s.text.strip()
    assert len({(id(s.passage), s.start, s.end) for s in found}) == len(found)
    return found


@given(st.lists(SENTENCES, min_size=1, max_size=3), st.one_of(ODD, st.just("园区有多少家企业？")), st.lists(st.floats(-30, 30), min_size=3))
@settings(max_examples=60, deadline=None)
def test_spans_lie_inside_and_share_one_whole(
    reader: SpanReader, in_one_chunk: Make, chunks: list[list[str]], question: str, scores: list[float]
) -> None:
    """For any passages, questions and ranking scores: chances in 0..1 that sum to at most 1, best first, no span twice or empty."""
    passages = [passage_around(in_one_chunk(*texts)[0], score) for texts, score in zip(chunks, scores, strict=False)]
    spotted(reader, question, passages)


@pytest.mark.parametrize("text", ["。", "好。", "😀", "，。！？", "二〇三一年"])
def test_a_short_passage_has_few_spans(reader: SpanReader, in_one_chunk: Make, text: str) -> None:
    """There are no more spans than pairs of a beginning and an end not before it."""
    found = spotted(reader, "园区有多少家企业？", [passage_around(in_one_chunk(text)[0], 0.0)])
    assert 1 <= len(found) <= len(text) * (len(text) + 1) // 2


def test_no_passage_no_spans(reader: SpanReader, in_one_chunk: Make) -> None:
    """Where there is nothing to read, or nothing is asked, nothing is spotted."""
    assert spotted(reader, "园区有多少家企业？", []) == []
    assert spotted(reader, " 　\n", [passage_around(in_one_chunk("园区有企业。")[0], 0.0)]) == []


def test_blank_passages_are_passed_over(reader: SpanReader, in_one_chunk: Make) -> None:
    """A passage of white space keeps no other from being read."""
    blank, full = (passage_around(in_one_chunk(text, document=text)[0], 0.0) for text in ("　 \n", "园区有企业36家。"))
    found = spotted(reader, "园区有多少家企业？", [blank, full])
    assert found and {id(s.passage) for s in found} == {id(full)}


def test_a_very_long_sentence_is_read_to_a_limit(reader: SpanReader, in_one_chunk: Make) -> None:
    """Of a sentence beyond PASSAGE_UNITS the beginning is read."""
    passage = passage_around(in_one_chunk("，" * PASSAGE_UNITS * 3)[0], 0.0)
    assert max(s.end for s in spotted(reader, "园区有多少家企业？", [passage])) <= PASSAGE_UNITS


def test_the_question_decides(reader: SpanReader, in_one_chunk: Make) -> None:
    """Of one passage, who and when find different spans."""
    passage = passage_around(in_one_chunk("2016年5月8日，林致远就任岚泓园区主任。")[0], 0.0)
    who, when = (spotted(reader, q, [passage])[0].text for q in ("谁就任岚泓园区主任？", "林致远什么时候就任岚泓园区主任？"))
    assert "林致远" in who and "2016" not in who
    assert "2016年" in when and "林致远" not in when


def test_plain_questions_get_their_span(reader: SpanReader, in_one_chunk: Make) -> None:
    """Asked who, when, where, which, how many and what of plain sentences, most first spans are the answer and hardly more."""
    got = []
    for texts, question, answer in PLAIN:
        passages = [passage_around(in_one_chunk(*texts)[0], 0.0), passage_around(in_one_chunk(*BESIDE, document="e")[0], -2.0)]
        got.append((answer, spotted(reader, question, passages)[0].text))
    right = [answer in text and len(text) <= len(answer) + 3 for answer, text in got]
    assert sum(right) >= 8, got
