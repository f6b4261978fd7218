"""Rules of `assistant.reading.meaning`: texts are read in parts, and that changes nothing."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.asking.question import understand
from assistant.reading import meaning
from assistant.reading.candidates import Candidate
from assistant.reading.meaning import SEMANTIC, Meaning
from index.embed import StaticModel

Make = Callable[..., list[Candidate]]
QUESTION = understand("岚泓园区对首次获批的企业奖励多少万元？", today="2036-01-01")
MIXED = st.text("园区企业奖励２０万元，。、：；《》（）ＡＢab½㎡ \n　—…·", max_size=40)


@settings(max_examples=30, deadline=None)
@given(st.lists(MIXED, min_size=1, max_size=5))
def test_parts_read_as_the_whole(model: StaticModel, in_one_chunk: Make, texts: list[str]) -> None:
    """A sentence is as near to the question as the model puts the whole of it, whatever marks and white space it is cut at."""
    found = in_one_chunk(*texts, title="关于奖励企业的通知（试行）")
    rows = Meaning(model).features(QUESTION, found)
    assert rows.shape == (len(found), len(SEMANTIC))
    asked = model.embed_query(QUESTION.text)
    assert np.allclose(rows[:, SEMANTIC.index("cosine")], [model.embed_query(c.folded) @ asked for c in found], atol=1e-6)


def test_what_was_read_before_changes_nothing(model: StaticModel, in_one_chunk: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text gives the same numbers first, again, beside others (but for what it is among them), and after so many that the first are forgotten."""
    monkeypatch.setattr(meaning, "KNOWN_PARTS", 8)
    reader = Meaning(model)
    found = in_one_chunk("对首次获批的企业，奖励20万元。", "其余企业不予奖励。")
    first = reader.features(QUESTION, found)
    reader.features(QUESTION, in_one_chunk(*(f"园区第{n}号楼，层高{n}米。" for n in range(1, 30))))
    assert np.array_equal(reader.features(QUESTION, found), first)
    beside = reader.features(QUESTION, [*found, *in_one_chunk("园区位于城北，占地3平方公里。")])[:2]
    alone = [SEMANTIC.index(name) for name in SEMANTIC if name != "soft_telling"]
    assert np.allclose(beside[:, alone], first[:, alone], atol=1e-6)
