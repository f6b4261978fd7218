"""Rules of `assistant.reading.confidence`: how sure reading is, as a probability that grows with what speaks for the sentence."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import PolicyAssistant
from assistant.asking.question import understand
from assistant.reading.candidates import Candidate
from assistant.reading.confidence import MOST_LEAD, Confidence, judged
from assistant.reading.features import FEATURES
from assistant.reading.passages import passage_around
from assistant.reading.ranker import Ranker
from assistant.reading.reader import Reader, Reading, judged_reading
from assistant.reading.span_network import SpanNetwork
from assistant.reading.span_reader import SpanReader, Spotted
from index.embed import StaticModel

Make = Callable[..., list[Candidate]]

FEATURE_ROWS = st.lists(st.floats(0, 1, width=32), min_size=len(FEATURES), max_size=len(FEATURES))
CHANCES = st.floats(0, 1, width=32)


@pytest.fixture(scope="module")
def confidence() -> Confidence:
    """The weights that ship."""
    return Confidence.load()


@given(FEATURE_ROWS, st.floats(allow_nan=False), CHANCES, CHANCES)
def test_it_is_a_probability(confidence: Confidence, row: list[float], lead: float, likely: float, plainest: float) -> None:
    """For any features and any lead, also an endless one over no rival at all: 0..1."""
    assert 0.0 <= confidence.of(judged(row, lead=lead, likely=likely, plainest=plainest)) <= 1.0


@given(FEATURE_ROWS, st.floats(-9, 9), st.floats(-9, 9), CHANCES)
def test_a_larger_lead_never_lowers_it(confidence: Confidence, row: list[float], one: float, other: float, likely: float) -> None:
    """All else equal, who leads by more is no less sure."""
    low, high = (confidence.of(judged(row, lead=lead, likely=likely, plainest=likely)) for lead in sorted((one, other)))
    assert low <= high + 1e-6


@given(FEATURE_ROWS, st.floats(-9, 9), CHANCES, CHANCES)
def test_an_answer_likelier_in_the_sentence_never_lowers_it(
    confidence: Confidence, row: list[float], lead: float, a: float, b: float
) -> None:
    """All else equal, where the span reader puts more of its chances into the sentence and its best span alike, reading is no less sure."""
    low, high = (confidence.of(judged(row, lead=lead, likely=x, plainest=x)) for x in sorted((a, b)))
    assert low <= high + 1e-6


def test_leads_count_up_to_a_limit(confidence: Confidence) -> None:
    """Beyond MOST_LEAD a lead tells nothing more, on either side."""
    row = [0.5] * len(FEATURES)
    limits = [judged(row, lead=sign * MOST_LEAD, likely=0.5, plainest=0.5) for sign in (1, -1)]
    beyond = [judged(row, lead=sign * np.inf, likely=0.5, plainest=0.5) for sign in (1, -1)]
    np.testing.assert_array_equal(limits, beyond)
    assert confidence.of(limits[0]) > confidence.of(limits[1])


def test_the_formula_by_hand() -> None:
    """Logistic: bias alone gives 1/(1+e^-b); a weight of 2 on a lead of 1 adds 2 to the log odds; what is far off gives 0 or 1 quietly."""
    row = judged([0.0] * len(FEATURES), lead=1.0, likely=0.0, plainest=0.0)
    weights = np.zeros(len(row), np.float32)
    assert Confidence({"weights": weights, "bias": np.array([-1.0], np.float32)}).of(row) == pytest.approx(1 / (1 + np.e))
    weights[0] = 2.0
    assert Confidence({"weights": weights, "bias": np.array([-1.0], np.float32)}).of(row) == pytest.approx(1 / (1 + 1 / np.e))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [Confidence({"weights": weights, "bias": np.array([b], np.float32)}).of(row) for b in (-2000, 2000)] == [0.0, 1.0]


def test_a_reading_is_judged_by_what_was_spotted_in_it(in_one_chunk: Make) -> None:
    """Its chance is the sum over the spans that begin in it, its plainest span the first; a reading without any has neither."""
    passage = passage_around(in_one_chunk("园区有企业36家。")[0], 0.0)
    spotted = (Spotted(passage, 5, 8, 0.5), Spotted(passage, 3, 8, 0.25))
    features = tuple(float(n) for n in range(len(FEATURES)))
    seen = judged_reading(Reading(passage.candidate, 1.0, features, spotted=spotted), lead=0.5)
    assert seen[:3].tolist() == [0.5, 0.75, 0.5]
    assert judged_reading(Reading(passage.candidate, 1.0, features), lead=0.5)[:3].tolist() == [0.5, 0.0, 0.0]
    assert seen[3] == FEATURES.index("covered")


def test_the_first_reading_is_the_surest_of_like_ones(model: StaticModel, in_one_chunk: Make, confidence: Confidence) -> None:
    """Every reading gets a confidence; the sentence that answers a plain question gets more than one that does not."""
    reader = Reader(model, Ranker.load(), SpanReader(model, SpanNetwork.load()), confidence)
    question = understand("岚泓园区有多少家企业？", today="2036-01-01")
    found = in_one_chunk("会议强调要加强领导。", "岚泓园区共有企业36家。", "天气晴。")
    readings = reader.read(question, found, idf=lambda word: 3.0)
    assert readings[0].candidate is found[1] and sorted(r.candidate.place for r in readings) == [0, 1, 2]
    assert all(0 <= r.confidence <= 1 for r in readings)
    assert readings[0].confidence == max(r.confidence for r in readings)
    assert [r.score for r in readings] == sorted((r.score for r in readings), reverse=True)


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over one report."""
    folder = tmp_path_factory.mktemp("confidence")
    (folder / "a.txt").write_text("岚泓园区年报\n\n2031年底，岚泓园区共有企业362家。园区绿化良好。\n", encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest([Path(folder / "a.txt")])
        yield assistant


def test_a_plain_answer_is_surer_than_a_far_fetched_one(qa: PolicyAssistant) -> None:
    """What stands in the text is answered with its confidence; what does not is refused."""
    answer = qa.ask("2031年底岚泓园区共有多少家企业？", question_date="2036-01-01")
    assert answer.status == "answered" and answer.confidence is not None and answer.confidence > 0.5
    assert qa.ask("月球的质量是多少吨？", question_date="2036-01-01").status == "not_in_corpus"
