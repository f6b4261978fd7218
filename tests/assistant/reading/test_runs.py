"""Rules of `assistant.reading.runs`: how many sentences are quoted, and in which letters the short answer is shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import PolicyAssistant
from assistant.reading.candidates import Candidate
from assistant.reading.passages import Passage, passage_around
from assistant.reading.reader import Reading
from assistant.reading.runs import MAX_SOURCE, aligned, shown, spotted_here, widened
from assistant.reading.span_reader import Spotted
from assistant.reading.spans import Span

Make = Callable[..., list[Candidate]]


def spot(passage: Passage, text: str, probability: float) -> Spotted:
    """The first place of a text in the passage, as spotted."""
    start = passage.text.index(text)
    return Spotted(passage, start, start + len(text), probability)


def read_as(passage: Passage, own: int, *spotted: Spotted) -> Reading:
    """The reading of one of the passage's sentences: what begins in it, and all that was spotted."""
    here = tuple(s for s in spotted if s.passage is passage and passage.at(s.start) == own)
    return Reading(passage.sentences[own], 1.0, spotted=here, all_spotted=spotted)


def test_without_spotted_answers_the_sentence_stays(in_one_chunk: Make) -> None:
    """A reading in which no answer begins is quoted as it is."""
    reading = Reading(in_one_chunk("甲。", "乙。")[0], 1.0)
    assert widened(reading, limit=98) == (reading, ())


def test_an_answer_over_two_sentences_is_quoted_with_both(in_one_chunk: Make) -> None:
    """What begins in one sentence and ends in the next needs both, and its span is a place in both together."""
    passage = passage_around(in_one_chunk("园区分两步走。", "一是建平台。", "二是引人才。", "会议由主任主持。")[1], 0.0)
    reading, spans = widened(read_as(passage, 1, spot(passage, "建平台。二是引人才", 0.9)), limit=98)
    assert reading.candidate.sentence.text == "一是建平台。二是引人才。"
    assert [(s.text, reading.candidate.folded[s.start : s.end]) for s in spans] == [("建平台。二是引人才", "建平台。二是引人才")]


def test_a_certain_answer_takes_no_neighbours(in_one_chunk: Make) -> None:
    """Where the answer stands in the sentence for certain, its neighbours only cost length."""
    passage = passage_around(in_one_chunk("园区位于城北。", "现有企业36家。", "另有孵化器12个。")[1], 0.0)
    reading, spans = widened(read_as(passage, 1, spot(passage, "36家", 0.99)), limit=98)
    assert reading.candidate.sentence.text == "现有企业36家。"
    assert [(s.start, s.text, s.score) for s in spans] == [(4, "36家", 0.99)]


def test_a_neighbour_that_may_hold_the_answer_comes_along(in_one_chunk: Make) -> None:
    """A neighbour with a fair chance is worth its length, within the limit and on either side; one without is not."""
    passage = passage_around(in_one_chunk("现有企业36家。", "其中高企6家。", "天气晴。")[1], 0.0)
    spotted = (spot(passage, "高企6家", 0.6), spot(passage, "36家", 0.4))
    reading, spans = widened(read_as(passage, 1, *spotted), limit=98)
    assert reading.candidate.sentence.text == "现有企业36家。其中高企6家。"
    assert [s.text for s in spans] == ["高企6家", "36家"]
    alone, _ = widened(read_as(passage, 1, *spotted), limit=10)
    assert alone.candidate.sentence.text == "其中高企6家。"


def test_a_heading_is_not_taken_in(in_one_chunk: Make) -> None:
    """A heading beside the sentence would run into the text, however likely a span in it is."""
    passage = passage_around(in_one_chunk("二、土地利用", "每年安排用地300亩。")[1], 0.0)
    reading, _ = widened(read_as(passage, 1, spot(passage, "300亩", 0.5), spot(passage, "土地利用", 0.4)), limit=98)
    assert reading.candidate.sentence.text == "每年安排用地300亩。"


@pytest.mark.parametrize("gap", [0, MAX_SOURCE])
def test_a_quote_would_not_hold_more_than_its_limit(in_one_chunk: Make, gap: int) -> None:
    """Sentences that the source has far apart are not quoted as one, though the answer runs over both."""
    passage = passage_around(in_one_chunk("一是建平台。", "二是引人才。", gap=gap)[0], 0.0)
    reading, spans = widened(read_as(passage, 0, spot(passage, "建平台。二是引人才", 0.9)), limit=98)
    assert reading.candidate.sentence.text == ("一是建平台。二是引人才。" if not gap else "一是建平台。")
    assert len(spans) == (0 if gap else 1)


@given(
    st.lists(st.text("园区１２，ＡＢ。㎡家", min_size=1, max_size=60), min_size=1, max_size=6),
    st.integers(0, 200),
    st.integers(0, 250),
    st.data(),
)
def test_a_run_holds_its_sentence_and_its_spans(in_one_chunk: Make, texts: list[str], gap: int, limit: int, data: st.DataObject) -> None:
    """For any passage and spans: the sentence is in the run, the source of a run is at most 300 characters, and every span given lies in it."""
    passage = passage_around(in_one_chunk(*texts, gap=gap)[0], 0.0)
    size = len(passage.text)
    places = data.draw(
        st.lists(st.tuples(st.integers(0, size - 1), st.integers(1, size)).filter(lambda p: p[0] < p[1]), min_size=1, max_size=5)
    )
    spotted = [Spotted(passage, start, end, 0.9 / (n + 1)) for n, (start, end) in enumerate(places)]
    own = passage.at(spotted[0].start)
    reading, spans = widened(read_as(passage, own, *spotted), limit=limit)
    run, sentence = reading.candidate.sentence, passage.sentences[own].sentence
    assert run.start <= sentence.start and sentence.end <= run.end and sentence.text in run.text
    assert run.end - run.start <= MAX_SOURCE or run == sentence
    for span in spans:
        assert 0 <= span.start < span.end <= len(reading.candidate.folded)
        assert reading.candidate.folded[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "found", "own"),
    [
        ("由ＡＩ创新中心（筹）负责。", "ai创新中心(筹)", "ＡＩ创新中心（筹）"),
        ("由RCEP办公室负责。", "rcep办公室", "RCEP办公室"),
        ("设在３号楼ABC厅。", "3号楼abc厅", "３号楼ABC厅"),
        ("由RCEP办公室补助1,200元。", "rcep办公室", "rcep办公室"),  # the folded text is shorter: places do not fit
        ("面积1,200㎡，设ABC厅。", "abc厅", "abc厅"),  # as long, but with other places
    ],
)
def test_a_span_is_shown_in_the_texts_own_letters(in_one_chunk: Make, text: str, found: str, own: str) -> None:
    """Full-width and capital letters stay as the text has them wherever places allow, and the span never slips."""
    (candidate,) = in_one_chunk(text)
    start = candidate.folded.index(found)
    assert shown(candidate, Span(start, start + len(found), found, 1.0)) == own
    assert aligned(candidate) is (own != found)


@given(st.text("园１，Ａb㎡…,1234½ⅡK", max_size=12))
def test_whatever_is_shown_reads_as_the_span(in_one_chunk: Make, text: str) -> None:
    """For any sentence and span, what is shown folds to what was found."""
    (candidate,) = in_one_chunk("园" + text)
    for start in range(len(candidate.folded)):
        own = shown(candidate, Span(start, start + 1, candidate.folded[start], 1.0))
        assert replace(candidate, sentence=replace(candidate.sentence, text=own)).folded == candidate.folded[start]


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """An assistant over one news item."""
    folder = tmp_path_factory.mktemp("runs")
    text = "岚泓园区开放日\n\n2031年5月8日，岚泓园区举办开放日。活动由RCEP合作中心（筹）承办。参观者共300人。\n"
    (folder / "news.txt").write_text(text, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as assistant:
        assistant.ingest([Path(folder / "news.txt")])
        yield assistant


def test_an_answer_has_its_short_answer_in_own_letters(qa: PolicyAssistant) -> None:
    """Through the whole chain: the name with its capitals, quoted word for word."""
    answer = qa.ask("岚泓园区开放日活动由谁承办？", question_date="2036-01-01")
    assert answer.status == "answered"
    assert answer.short_answer is not None and "RCEP合作中心" in answer.short_answer
    assert all(c.verified and answer.short_answer in c.quote for c in answer.citations)


def test_what_was_spotted_in_the_sentence_itself(in_one_chunk: Make) -> None:
    """Of all that was spotted only what lies in the reading's own sentence, in its places."""
    passage = passage_around(in_one_chunk("园区位于城北。", "现有企业36家。", "另有孵化器12个。")[1], 0.0)
    spotted = (spot(passage, "36家", 0.5), spot(passage, "12个", 0.3), spot(passage, "36家。另有", 0.1))
    assert [(s.start, s.end, s.text) for s in spotted_here(read_as(passage, 1, *spotted))] == [(4, 7, "36家")]


def test_what_nothing_closes_does_not_run_on(in_one_chunk: Make) -> None:
    """A field stays alone, whatever was spotted beside it; a part of a long sentence goes on."""
    fields = passage_around(in_one_chunk("办结时限：7个工作日", "到窗口次数：1次", "地点：城北")[0], 0.0)
    reading, _ = widened(read_as(fields, 0, spot(fields, "7个工作日", 0.5), spot(fields, "1次", 0.4)), limit=98)
    assert reading.candidate.sentence.text == "办结时限：7个工作日"
    across, _ = widened(read_as(fields, 0, spot(fields, "7个工作日到窗口次数:1次", 0.5)), limit=98)
    assert across.candidate.sentence.text == "办结时限：7个工作日"
    parts = passage_around(in_one_chunk("现有企业36家，", "其中高企6家。")[0], 0.0)
    reading, _ = widened(read_as(parts, 0, spot(parts, "36家", 0.5), spot(parts, "高企6家", 0.4)), limit=98)
    assert reading.candidate.sentence.text == "现有企业36家，其中高企6家。"
