"""Each measure against values worked out by hand."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.backing import computed_right, figures_backed
from eval.metrics.confidence import Point, area, calibration, calibration_error, risk_coverage
from eval.metrics.facts import declined, key_facts_right, too_long
from eval.metrics.ranking import evidence_found, ranked_sources, ranking
from eval.metrics.sources import citation_precision, date_right, quotes_verbatim, source_right, supports
from eval.metrics.spans import char_f1, cmrc_f1, core, exact_match, polarity, right_within_100
from eval.model import Case, Facts, Spans, Turn
from eval.normal import figures, has, norm, source_key

GOLD = Facts(
    must=(("6家", "六家"),), must_not=("36家",), docs=("001", "002"), docs_mode="any", dates=("2022-03-05",), evidence=("高新技术企业6家",)
)


def quote(text: str, *, file: str = "001_zone.txt", date: str | None = "2022-03-05") -> dict[str, Any]:
    """A citation with the fields that the metrics read."""
    return {"source_file": file, "quote": text, "date": date}


@pytest.mark.parametrize(
    ("text", "wanted", "held"),
    [
        ("共6家", "6家", True),
        ("共36家", "6家", False),
        ("共2290项", "229", False),
        ("增长1.6倍", "6倍", False),
        ("为229", "229", True),
        ("229.5亿", "229", False),
        ("二十三家", "三家", False),
        ("有三家", "三家", True),
        ("共１，２３４ 家", "1234家", True),
        ("无", " ", False),
    ],
)
def test_figures_are_strict(text: str, wanted: str, held: bool) -> None:
    """A wanted figure is not found inside a longer one, whatever its width, separators or numerals."""
    assert has(norm(text), wanted) is held


@given(st.text(alphabet="新区家1２,. 　\n〇三", max_size=30))
def test_normalising_twice_changes_nothing(text: str) -> None:
    """`norm` is idempotent and leaves no white space."""
    assert norm(norm(text)) == norm(text)
    assert not any(char.isspace() for char in norm(text))


@given(st.integers(0, 10**6), st.integers(0, 9))
def test_a_neighbouring_digit_never_passes(number: int, digit: int) -> None:
    """A number is found by itself and never inside the number that one more digit makes."""
    assert has(f"共{number}家", f"{number}家")
    assert not has(f"共{digit}{number}家", f"{number}家")
    assert not has(f"{number}{digit}", str(number))


def test_figures_of_a_text() -> None:
    """Dates fall into their parts without leading zeros, ordinals in circles are none, separators vanish."""
    assert figures("①2014-04-05发布，1,234家，占 20.30%") == ["2014", "4", "5", "1234", "20.30"]


def test_a_source_goes_by_its_number_or_name() -> None:
    """A leading three-digit number names the source, else the whole file name does."""
    assert [source_key(n) for n in ("a/003_ab.txt", "brief.md", None)] == ["003", "brief.md", ""]


def test_key_facts() -> None:
    """One wording of every group is enough; a forbidden one spoils it."""
    assert key_facts_right(GOLD, "共六家")
    assert not key_facts_right(GOLD, "共5家")
    assert not key_facts_right(GOLD, "共6家，不是36家")


def test_length_limits_depend_on_the_type() -> None:
    """121 characters are too long for a fact, not for a list; markers are not counted; 6 citations are too many for a fact."""
    fact, listing = (Case("x", "问", kind, GOLD) for kind in ("fact", "list"))
    text = {"text": "字" * 120 + "[1]"}
    assert not too_long(fact, text)
    assert too_long(fact, {"text": "字" * 121})
    assert not too_long(listing, {"text": "字" * 300})
    assert too_long(fact, text | {"citations": [{}] * 6})


def test_a_refusal_with_citations_is_none() -> None:
    """Declining is right only with a refusal's status and without citations."""
    assert declined({"status": "out_of_range"})
    assert not declined({"status": "out_of_range", "citations": [{}]})
    assert not declined({"status": "error"})


def test_a_quote_supports_by_key_fact_or_evidence() -> None:
    """Key facts of three characters and more count, evidence by half of its 4-grams; not from another source, not over 300 characters."""
    long_gold = Facts((("甲乙丙",),), (), ("001",), "any", (), ("一二三四五六七八九十",))
    assert supports(quote("……甲乙丙……"), long_gold)
    assert supports(quote("一二三四五六七"), long_gold)  # 4 of 7 runs
    assert not supports(quote("一二三四五六"), long_gold)  # 3 of 7 runs
    assert not supports(quote("共6家"), GOLD)  # 6家 is too short a fact, and is no evidence
    assert not supports(quote("甲乙丙", file="009_x.txt"), long_gold)
    assert not supports(quote("甲乙丙" + "字" * 298), long_gold)


def test_source_and_date_modes() -> None:
    """Mode any wants one source and one gold date, mode all every one; a false date spoils both; undated pieces must show none."""
    both = Facts(GOLD.must, (), ("001", "002"), "all", ("2022-03-05", "2023-01-01"), ())
    one, two = quote("x"), quote("x", file="002_plan.txt", date="2023-01-01")
    assert source_right(GOLD, [one])
    assert not source_right(both, [one])
    assert source_right(both, [one, two])
    assert date_right(both, [one, two])
    assert not date_right(both, [one])
    assert not date_right(GOLD, [one, two])
    undated = Facts(GOLD.must, (), ("001",), "any", (), ())
    assert date_right(undated, [quote("x", date=None)])
    assert not date_right(undated, [one])
    assert not date_right(undated, [])


def test_precision_and_verbatim_are_shares() -> None:
    """One of two citations supports: 0.5; one of three quotes stands in its text, white space aside: 0.3333; no citations: no share."""
    citations = [quote("高新 技术\n企业"), quote("企业7家"), quote("")]
    assert citation_precision(citations[:2], citations[:1]) == 0.5
    assert citation_precision([], []) is None
    assert quotes_verbatim(citations, {"001": norm("有高新技术企业6家")}) == 0.3333
    assert quotes_verbatim([], {}) is None


def test_a_quote_is_checked_in_its_own_document() -> None:
    """A text known by document id is preferred to one known by source."""
    cited = quote("甲") | {"document_id": "d1"}
    assert quotes_verbatim([cited], {"d1": "甲", "001": "乙"}) == 1
    assert quotes_verbatim([cited], {"d1": "乙", "001": "甲"}) == 0


def test_figures_need_backing() -> None:
    """Figures of the quote, the question, its history, the citation's date and right arithmetic are backed: 4 of 5 here, 9 is not."""
    case = Case("x", "2021年的营收？", "number", GOLD, history=(Turn("第3期呢", "有"),))
    entry = {"value": "32.9", "op": "difference", "from": ["53.2", "20.3"]}
    answer = {"text": "2021年53.2亿，第3期，增加32.9亿[1]，另9亿[2]。", "citations": [quote("由20.3亿增至53.2亿")], "computed": [entry]}
    assert figures_backed(case, answer) == 0.8
    assert figures_backed(case, {"text": "没有数字[1]"}) is None


@pytest.mark.parametrize(
    ("value", "op", "operands", "right"),
    [
        ("32.9", "difference", ["53.2", "20.3"], True),
        ("33", "difference", ["53.2", "20.3"], True),
        ("32", "difference", ["53.2", "20.3"], False),
        ("73.5", "sum", ["53.2", "20.3"], True),
        ("2.62", "ratio", ["53.2", "20.3"], True),
        ("162.1", "growth", ["20.3", "53.2"], True),
        ("2", "count", [], True),
        ("9", "sum", ["9"], False),
        ("1", "ratio", ["53.2", "0"], False),
        ("1", "guess", [], False),
    ],
)
def test_arithmetic_is_done_again(value: str, op: str, operands: list[str], right: bool) -> None:
    """A computed value must follow from backed operands to the digits shown."""
    assert computed_right({"value": value, "op": op, "from": operands}, {"53.2", "20.3", "0"}) is right


def test_cmrc_spans() -> None:
    """EM passes over punctuation and case; F1 takes the longest common run: 创业 of 创业园 and 创业基金 is 2·2/(3+4)."""
    assert exact_match(("《创业计划》",), "创业计划。") == 1
    assert exact_match(("创业计划",), "创业规划") == 0
    assert cmrc_f1(("创业园",), "创业基金") == pytest.approx(4 / 7)
    assert cmrc_f1(("AI 园区", "别的"), "ai园区") == 1
    assert cmrc_f1(("甲乙丙丁",), "甲丙") == pytest.approx(2 / 6)
    assert cmrc_f1((), "甲") == 0


def test_char_f1_is_a_bag() -> None:
    """甲乙丙 and 丙甲 share two characters in any order: 2·2/(3+2)."""
    assert char_f1("甲、乙丙", "丙甲") == pytest.approx(0.8)
    assert char_f1("", "甲") == 0
    assert char_f1("。", "，") == 1


@given(st.text(alphabet="甲乙丙1a，", max_size=12), st.text(alphabet="甲乙丙1a，", max_size=12))
def test_span_measures_keep_their_range(predicted: str, gold: str) -> None:
    """Both F1 lie in 0 to 1, and an exact match with content has F1 1."""
    assert 0 <= cmrc_f1((gold,), predicted) <= 1
    assert 0 <= char_f1(predicted, gold) <= 1
    if exact_match((gold,), predicted) and set(gold) & set("甲乙丙"):
        assert cmrc_f1((gold,), predicted) == 1


def test_core_and_polarity() -> None:
    """Brackets and the closing mark go; yes and no are read from the start."""
    assert core("示范事件（2021年）。") == "示范事件"
    assert [polarity(t) for t in ("是的，同一年", "不是", "并非如此", "甲")] == [True, False, False, None]


def test_reading_right() -> None:
    """Yes/no by the short answer, choices by the short answer, spans inside a text of 100 characters, several parts for figures."""
    assert right_within_100("是同一年吗？", Spans(("是的",), ()), {"text": "x", "short_answer": "是"})
    assert not right_within_100("是同一年吗？", Spans(("是的",), ()), {"text": "是的", "short_answer": None})
    choice = Spans(("甲方大会",), ())
    assert right_within_100("甲方大会和乙市展会哪个早？", choice, {"text": "x", "short_answer": "甲方大会"})
    assert not right_within_100("甲方大会和乙市展会哪个早？", choice, {"text": "甲方大会", "short_answer": "乙市展会"})
    assert not right_within_100("哪里？", Spans(("江边",), ()), {"text": "江边" + "字" * 99})
    parts = Spans(("5家和6家",), (), (("answer_type", "numerical"),))
    assert right_within_100("几家？", parts, {"text": "甲有6家，乙有5家"})
    assert not right_within_100("几家？", Spans(("5家和6家",), ()), {"text": "甲有6家，乙有5家"})


def test_risk_coverage_by_hand() -> None:
    """Sure and right, then two tied of which one is wrong: risks 0, ½/2, 1/3; their mean is the area."""
    points = risk_coverage([(0.5, True), (0.9, False), (0.5, False)])
    assert points == [Point(1 / 3, 0), Point(2 / 3, 0.25), Point(1, pytest.approx(1 / 3))]
    assert area(points) == pytest.approx((0 + 0.25 + 1 / 3) / 3)
    assert area([]) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_full_coverage_has_the_plain_error_rate(outcomes: list[tuple[float, bool]]) -> None:
    """Whatever the confidences, at full coverage the risk is the share of wrong answers, and risks stay in 0 to 1."""
    points = risk_coverage(outcomes)
    assert math.isclose(points[-1].risk, sum(w for _, w in outcomes) / len(outcomes), abs_tol=1e-9)
    assert all(-1e-9 <= p.risk <= 1 + 1e-9 for p in points)
    assert len(points) == len(outcomes)


def test_calibration_by_hand() -> None:
    """Two answers at 0.95 of which one is right, two at 0.25 both wrong: ECE = ½·0.45 + ½·0.25."""
    bins = calibration([(0.95, True), (0.95, False), (0.25, False), (0.25, False)])
    assert [(b.count, b.right) for b in bins] == [(2, 0), (2, 0.5)]
    assert calibration_error(bins) == pytest.approx(0.35)
    assert calibration([(1.0, True)])[0].count == 1
    assert calibration_error([]) is None


def test_ranking_by_hand() -> None:
    """Relevant a, b; ranked x, a, a, b: recall@1 0, recall@5 1, mrr ½, nDCG (1/log3 + 1/log4)/(1 + 1/log3); no hits: zeros."""
    ranked = {"q": ranked_sources([{"source_id": "x"}, {"source_id": "a"}, {"document_id": "a"}, {"source_id": None, "document_id": "b"}])}
    found = ranking({"q": {"a": 1, "b": 1, "c": 0}, "r": {"z": 1}, "none": {"y": 0}}, ranked)
    gain3, gain4 = 1 / math.log2(3), 1 / math.log2(4)
    assert ranked["q"] == ["x", "a", "b"]
    assert found["q"] == {
        "recall@1": 0,
        "recall@5": 1,
        "recall@10": 1,
        "mrr@10": 0.5,
        "ndcg@10": pytest.approx((gain3 + gain4) / (1 + gain3)),
    }
    assert set(found["r"].values()) == {0}
    assert "none" not in found


def test_recall_can_reach_one() -> None:
    """With three relevant documents, one in first place is all that recall@1 can ask for."""
    assert ranking({"q": {"a": 1, "b": 1, "c": 1}}, {"q": ["a"]})["q"]["recall@1"] == 1


def test_graded_gain() -> None:
    """nDCG weighs a grade of 2 twice: the lesser document first gives (1 + 2/log3)/(2 + 1/log3)."""
    found = ranking({"q": {"a": 2, "b": 1}}, {"q": ["b", "a"]})
    gain3 = 1 / math.log2(3)
    assert found["q"]["ndcg@10"] == pytest.approx((1 + 2 * gain3) / (2 + gain3))


def test_evidence_in_hits() -> None:
    """One of two pieces stands in the first hit, the other in the sixth: 0.5, 0.5, 1."""
    hits = [{"text": "甲 乙"}, *[{"text": ""}] * 4, {"text": "丙丁"}]
    assert evidence_found(["甲乙", "丙丁"], hits) == {"evidence@1": 0.5, "evidence@5": 0.5, "evidence@10": 1}
    assert evidence_found([], hits) == {}
