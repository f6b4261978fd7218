"""Rules of `assistant.reading.candidates`: the first hits are read whole, the others only where they speak of what is asked."""

from collections.abc import Callable

from assistant.reading.candidates import WHOLE_HITS, Candidate, candidates
from index.model import Hit


def test_of_later_hits_only_sentences_with_an_asked_word_are_read(in_one_chunk: Callable[..., list[Candidate]]) -> None:
    """Without asked words all sentences of all hits come, each once."""
    made = [in_one_chunk("园区有企业36家。", "会议开了一天。", document=f"d{n}") for n in range(WHOLE_HITS + 1)]
    hits = [Hit(n + 1, 0.5, cs[0].chunk, cs[0].piece, cs[0].source_file, None) for n, cs in enumerate(made)]
    assert [c.place for c in candidates(hits, ["企业"])] == [0, 1] * WHOLE_HITS + [0]
    assert [c.key for c in candidates([*hits, hits[0]])] == [c.key for cs in made for c in cs]
