"""Rules of `assistant.saying.leaning`: what a statement leans on is said with it."""

import pytest

from assistant.reading.candidates import Candidate
from assistant.saying.leaning import leans, upheld
from ingest.model import Chunk, Piece, Sentence


def candidate(*texts: str, title: str | None = None) -> Candidate:
    """The last of some sentences, in a piece with a title."""
    starts = [sum(map(len, texts[:i])) for i in range(len(texts))]
    sentences = tuple(Sentence(start, start + len(text), text) for start, text in zip(starts, texts, strict=True))
    chunk = Chunk("c", "d", "p", (), sentences)
    return Candidate(sentences[-1], chunk, Piece("p", "d", title, *[None] * 7, 0, 99), "a.txt", None, len(texts) - 1, 1.0)


@pytest.mark.parametrize("text", ["其产量居首位", "该园区有五家", "这也是首个平台", "包括检测和认证", "上述企业可以申请"])
def test_what_leans(text: str) -> None:
    """A pronoun at the beginning, or a list without the thing that it lists, leans."""
    assert leans(text)


@pytest.mark.parametrize("text", ["其中高企五家", "其他事项另行通知", "此外还有两家", "园区有五家", "这些年园区发展很快"])
def test_what_stands_alone(text: str) -> None:
    """Words that only begin with such a character do not."""
    assert not leans(text)


def test_the_sentence_before_is_said_and_quoted() -> None:
    """The statement has what the sentence before names, and one source holds both."""
    c = candidate("榕芷园区是省内最大的石墨涂层基地。", "其产量居全省首位。", title="榕芷园区介绍")
    text, bearing = upheld(c, "其产量居全省首位", {}, room=60)
    assert text == "榕芷园区是省内最大的石墨涂层基地。其产量居全省首位"
    assert (bearing.sentence.start, bearing.sentence.end) == (0, c.sentence.end)


def test_the_title_is_said_where_no_sentence_can_be() -> None:
    """Without a sentence before, or without room for it, the title says whose it is; what stands alone stays as it is."""
    c = candidate("其产量居全省首位。", title="榕芷园区介绍")
    assert upheld(c, "其产量居全省首位", {}, room=60) == ("《榕芷园区介绍》：其产量居全省首位", c)
    assert upheld(c, "其产量居全省首位", {}, room=9) == ("其产量居全省首位", c)
    assert upheld(c, "产量居全省首位", {}, room=60) == ("产量居全省首位", c)
