"""Rules of `assistant.reading.passages`: neighbouring sentences of one chunk are read together, and every place in them is known."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.candidates import Candidate
from assistant.reading.passages import PASSAGES, REACH, Passage, passage_around, passages_of
from ingest.model import Document

Make = Callable[..., list[Candidate]]
Read = Callable[..., Document]

SENTENCE = st.text("园区企业共有１２，ＡＢ㎡。", min_size=1, max_size=90)
SENTENCES = st.lists(SENTENCE, min_size=1, max_size=12)


def texts(passage: Passage) -> list[str]:
    """The sentences of a passage as the text has them."""
    return [c.sentence.text for c in passage.sentences]


def test_sentences_are_taken_in_turns(in_one_chunk: Make) -> None:
    """First the one after, then the one before, and so on, up to REACH characters."""
    found = in_one_chunk(*(f"{n}" * (REACH // 4) for n in range(9)))
    passage = passage_around(found[4], 1.5)
    assert [t[0] for t in texts(passage)] == ["3", "4", "5", "6"]
    assert passage.candidate is found[4] and passage.score == 1.5


def test_where_one_side_ends_the_other_goes_on(in_one_chunk: Make) -> None:
    """At the edge of a chunk, or beside a sentence too long to fit, the room goes to the other side."""
    found = in_one_chunk(*(f"{n}" * (REACH // 4) for n in range(9)))
    assert [t[0] for t in texts(passage_around(found[0], 0.0))] == ["0", "1", "2", "3"]
    assert [t[0] for t in texts(passage_around(found[8], 0.0))] == ["5", "6", "7", "8"]
    beside = in_one_chunk("甲" * 20, "乙" * 20, "丙" * REACH)
    assert [t[0] for t in texts(passage_around(beside[1], 0.0))] == ["甲", "乙"]


def test_a_sentence_longer_than_the_reach_stands_alone(in_one_chunk: Make) -> None:
    """The ranked sentence is read whatever its length."""
    found = in_one_chunk("甲。", "乙" * (REACH + 50), "丙。")
    assert texts(passage_around(found[1], 0.0)) == ["乙" * (REACH + 50)]


@given(SENTENCES, st.data())
def test_a_passage_is_one_run_that_could_not_be_longer(in_one_chunk: Make, sentences: list[str], data: st.DataObject) -> None:
    """For any chunk: consecutive sentences around the ranked one, within REACH, and neither neighbour would still fit."""
    found = in_one_chunk(*sentences)
    place = data.draw(st.integers(0, len(found) - 1))
    passage = passage_around(found[place], 0.0)
    first, last = place - passage.centre, place - passage.centre + len(passage.sentences) - 1
    assert texts(passage) == sentences[first : last + 1] and [c.place for c in passage.sentences] == list(range(first, last + 1))
    size = sum(map(len, texts(passage)))
    assert size <= REACH or first == last
    assert all(size + len(s) > REACH for s in [*sentences[:first][-1:], *sentences[last + 1 :][:1]])


@given(SENTENCES, st.data())
def test_every_place_belongs_to_its_sentence(in_one_chunk: Make, sentences: list[str], data: st.DataObject) -> None:
    """For any passage, `at` is the sentence that the character comes from, also where folding makes two of one (㎡ → m2)."""
    passage = passage_around(data.draw(st.sampled_from(in_one_chunk(*sentences))), 0.0)
    owners = [n for n, c in enumerate(passage.sentences) for _ in c.folded]
    assert [passage.at(place) for place in range(len(passage.text))] == owners
    assert all(passage.text[s:].startswith(c.folded) for s, c in zip(passage.starts, passage.sentences, strict=True))


def test_another_chunk_is_never_taken_in(in_one_chunk: Make) -> None:
    """What follows in another document or section says nothing about this sentence."""
    here, there = in_one_chunk("甲园区有企业三家。"), in_one_chunk("乙园区有企业四家。", document="e")
    assert [texts(p) for p in passages_of([(here[0], 2.0), (there[0], 1.0)])] == [["甲园区有企业三家。"], ["乙园区有企业四家。"]]


def test_a_held_sentence_opens_no_passage(in_one_chunk: Make) -> None:
    """A sentence that a better one's passage holds is read there; the next one beyond it opens the second passage."""
    found = in_one_chunk(*(f"{n}" * (REACH // 2) for n in range(6)))
    passages = passages_of([(found[1], 5.0), (found[2], 4.0), (found[4], 3.0)])
    assert [(p.candidate, p.score) for p in passages] == [(found[1], 5.0), (found[4], 3.0)]
    assert found[2].key in {c.key for c in passages[0].sentences}


@given(st.permutations(range(12)), st.integers(1, PASSAGES + 2))
def test_passages_hold_the_best_sentences(in_one_chunk: Make, order: list[int], most: int) -> None:
    """For any ranking: best first, at most `most`, none opened by a sentence held before, and none left out while there was room."""
    found = in_one_chunk(*(f"{n:02}" * (REACH // 6) for n in range(12)))
    ranked = [(found[n], -float(i)) for i, n in enumerate(order)]
    passages = passages_of(ranked, most=most)
    assert len(passages) <= most and [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)
    for n, passage in enumerate(passages):
        assert all(passage.candidate.key != c.key for other in passages[:n] for c in other.sentences)
    held = {c.key for p in passages for c in p.sentences}
    left = [score for c, score in ranked if c.key not in held]
    assert not left or (len(passages) == most and max(left) < passages[-1].score)


def test_merged_sentences_span_the_source(read: Read) -> None:
    """Several sentences as one: from the beginning of the first to the end of the last, with whatever the source has between them."""
    document = read("园区情况\n\n园区建于2019年。\n　它经过扩建，\n现有企业36家。其中高企6家。\n")
    chunk = document.chunks[0]
    found = [Candidate(s, chunk, document.pieces[0], "a.txt", None, n, 0.5) for n, s in enumerate(chunk.sentences)]
    passage = passage_around(next(c for c in found if "36家" in c.folded), 0.0)
    first, last = (next(n for n, t in enumerate(texts(passage)) if word in t) for word in ("建于", "高企"))
    merged = passage.merged(first, last)
    assert document.text[merged.sentence.start : merged.sentence.end] == "园区建于2019年。\n　它经过扩建，\n现有企业36家。其中高企6家。"
    assert merged.sentence.text == "园区建于2019年。它经过扩建，现有企业36家。其中高企6家。"
    assert merged.before == passage.sentences[first].before and merged.key == passage.sentences[first].key


def test_one_sentence_merged_is_itself(in_one_chunk: Make) -> None:
    """Nothing is made anew where there is nothing to join."""
    passage = passage_around(in_one_chunk("甲。", "乙。")[0], 0.0)
    assert passage.merged(1, 1) is passage.sentences[1]


def test_no_candidates_no_passages() -> None:
    """Nothing found, nothing read."""
    assert passages_of([]) == []


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_passages_than_asked_for(in_one_chunk: Make, most: int) -> None:
    """The number is the caller's."""
    found = [in_one_chunk("甲。", document=f"d{n}")[0] for n in range(4)]
    assert len(passages_of([(c, 0.0) for c in found], most=most)) == most
