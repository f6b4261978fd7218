"""Rules of `assistant.reading.span_features`: what the span reader sees of a question and a passage."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.asking.kinds import Kind
from assistant.asking.question import understand
from assistant.reading.candidates import Candidate
from assistant.reading.passages import passage_around
from assistant.reading.span_features import FEATURES, KINDS, Units, passage_features, question_features, unit_vectors, units_of
from assistant.reading.span_reader import nearness
from index.embed import StaticModel
from index.tokens import fold

Make = Callable[..., list[Candidate]]
Seen = Callable[..., dict[str, list[str]]]

ALPHABET = "园区企业共有12.5%，。、：《》（）()ＡＢ３ab½㎡…ﷺ鿿한\u0301\u200b 　\n\t😀👨‍👩‍👧"
ANY_TEXT = st.text(ALPHABET, max_size=60) | st.text(max_size=30)
TODAY = "2036-01-01"


def seen_of(model: StaticModel, question: str, candidate: Candidate) -> tuple[Units, np.ndarray]:
    """The units of the passage around a candidate, and their features."""
    asked = understand(question, today=TODAY)
    units = units_of(model, [fold(question)], most=48)[0]
    passage = passage_around(candidate, 0.0)
    there = units_of(model, [passage.text], most=200)[0]
    nearest, weights = nearness(unit_vectors(model, units), unit_vectors(model, there))
    return there, passage_features(asked, units, passage, there, nearest, weights)


@pytest.fixture(scope="module")
def seen(model: StaticModel, in_one_chunk: Make) -> Seen:
    """Makes a passage of sentences, `ranked` the one put first; gives for each feature its units with a value, as "unit=value"."""

    def run(question: str, *sentences: str, ranked: int = 0) -> dict[str, list[str]]:
        units, features = seen_of(model, question, in_one_chunk(*sentences)[ranked])
        words = units.words()
        return {
            name: [f"{word}={value:.2g}" for word, value in zip(words, column, strict=True) if value]
            for name, column in zip(FEATURES, features.T.tolist(), strict=True)
        }

    return run


@given(ANY_TEXT)
def test_units_cover_every_character_once(model: StaticModel, text: str) -> None:
    """For any text: no unit is empty or overlaps the one before, and only white space lies between them."""
    units = units_of(model, [text], most=10_000)[0]
    at = 0
    for start, end in zip(units.starts.tolist(), units.ends.tolist(), strict=True):
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
    assert "".join("".join(units.words()).split()) == "".join(text.split())


@given(st.lists(ANY_TEXT, max_size=4), st.integers(0, 9))
def test_texts_are_read_apart_and_up_to_a_limit(model: StaticModel, texts: list[str], most: int) -> None:
    """A text's units do not hang on the other texts, and are the first `most`."""
    for text, units in zip(texts, units_of(model, texts, most=most), strict=True):
        assert units.words() == units_of(model, [text], most=10_000)[0].words()[:most]


@given(ANY_TEXT)
def test_vectors_are_the_models_own_and_zero_where_it_knows_none(model: StaticModel, text: str) -> None:
    """A unit's vector is its token's; a character that is no token has none."""
    units = units_of(model, [text], most=10_000)[0]
    vectors = unit_vectors(model, units)
    assert vectors.shape == (len(units.ids), model.dim) and np.isfinite(vectors).all()
    for id_, vector in zip(units.ids.tolist(), vectors, strict=True):
        assert (vector == (model.vectors_of(np.array([id_]))[0] if id_ >= 0 else 0)).all()


@given(ANY_TEXT.filter(str.strip), ANY_TEXT)
@settings(deadline=None)  # the first text waits for the dictionary of words
def test_features_have_their_shape_for_any_text(model: StaticModel, in_one_chunk: Make, sentence: str, question: str) -> None:
    """One row a unit, one column a feature, every value a finite number."""
    asked = understand(question, today=TODAY)
    units = units_of(model, [fold(question)], most=48)[0]
    of_question = question_features(asked, units)
    assert of_question.shape == (len(units.ids), len(KINDS) + 3) and of_question.dtype == np.float32
    there, features = seen_of(model, question, in_one_chunk(sentence)[0])
    assert features.shape == (len(there.ids), len(FEATURES)) and features.dtype == np.float32
    assert np.isfinite(features).all()


def test_the_question_tells_its_kind_on_every_unit(model: StaticModel) -> None:
    """One column is 1 throughout; terms and digits are marked where they stand."""
    question = understand("2012年园区有多少家企业？", today=TODAY)
    units = units_of(model, [question.text], most=48)[0]
    features = question_features(question, units)
    assert (features[:, KINDS.index(Kind.FIGURE)] == 1).all() and features[:, : len(KINDS)].sum() == len(units.ids)
    focus, term, digit = features[:, len(KINDS) :].T
    words = np.array(units.words())
    assert set(words[focus > 0]) == {"园区", "企业"} and set(words[term > 0]) >= {"园区", "企业"}
    assert set(words[digit > 0]) == {"2012"}


def test_marks_figures_and_asked_words(seen: Seen) -> None:
    """What is in the sentence is seen where it stands: asked words, figures, those of the asked measure, marks."""
    found = seen("园区有多少家企业？", "园区目前共有企业36家，收入5亿元、孵化器12个。")
    assert found["asked"] == ["园区=1", "企业=1", "家=1"]
    assert found["digit"] == ["36=1", "5=1", "12=1"]
    assert {"36=1", "家=1", "12=1"} <= set(found["figure"])
    assert "36=1" in found["fits"] and "5=1" not in found["fits"]
    assert (found["clause"], found["enumerated"], found["full_stop"]) == ([",=1"], ["、=1"], ["。=1"])


def test_distances_to_asked_words(seen: Seen) -> None:
    """1 on the asked word, a tenth less for every unit away from it, 0 beyond ten."""
    found = seen("园区有多少家企业？", "园区目前共有一二三。")
    assert found["since_asked"][:3] == ["园区=1", "目前=0.9", "共有=0.8"]
    assert found["until_asked"] == ["园区=1"]
    far = seen("园区有多少家企业？", "，" * 15 + "园区" + "；" * 15)
    assert len(far["until_asked"]) == len(far["since_asked"]) == 10
    assert far["until_asked"][-2:] == [",=0.9", "园区=1"] and far["since_asked"][:2] == ["园区=1", ";=0.9"]


def test_quotation_and_brackets(seen: Seen) -> None:
    """Units inside 《》 and inside brackets are told apart from those outside, marks included."""
    found = seen("园区有多少家企业？", "印发《园区规划》（试行）的通知。")
    assert found["in_quotes"] == ["《=1", "园区=1", "规划=1", "》=1"]
    assert found["in_brackets"] == ["(=1", "试行=1", ")=1"]
    assert found["opens"] == ["《=1", "(=1"] and found["closes"] == ["》=1", ")=1"]


def test_dates_are_no_figures(seen: Seen) -> None:
    """The units of a date are a date's, not a figure's."""
    found = seen("园区什么时候建成？", "园区于2012年5月建成，投资8亿元。")
    assert {"2012=1", "5=1"} <= set(found["date"]) and "8=1" not in found["date"]
    assert "8=1" in found["figure"] and "2012=1" not in found["figure"]


def test_the_ranked_sentence_and_each_sentences_share(seen: Seen) -> None:
    """Only the sentence put first is marked so; the share of the question is a sentence's own, larger where more of it is said."""
    found = seen("园区有多少家企业？", "天气晴。", "园区有企业三家。", ranked=1)
    assert [x.split("=")[0] for x in found["ranked"]] == [x.split("=")[0] for x in found["sentence"]]
    assert "天气=1" not in found["ranked"] and "企业=1" in found["ranked"]
    assert len({x.split("=")[1] for x in found["sentence"]}) == 1
