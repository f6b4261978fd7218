"""Rules of `index.lexical`: BM25 as in the books, whatever order things were added, removed or saved in."""

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import K1, B, LexicalIndex
from index.tokens import terms

TEXTS = [
    "园区企业总数达到300家，企业收入增长8%。",
    "企业孵化器12个，孵化企业。",
    "",
    "园区收入120亿元。园区收入再创新高。",
    "GDP增长3.5%，企业企业企业。",
]
QUERIES = ["企业收入", "园区 园区", "GDP增长", "没有这样的词汇", "", "孵化器12个"]
corpora = st.lists(st.text(alphabet="园区企业收入增长孵化12家 ", max_size=15), min_size=1, max_size=8)


def build(texts: list[str], rows: list[int] | None = None) -> LexicalIndex:
    """An index of the texts, rows 1, 2, … unless given."""
    return LexicalIndex.empty().updated(remove=(), add=list(zip(rows or range(1, len(texts) + 1), texts, strict=True)))


def bm25(texts: list[str], query: str) -> list[float]:
    """The formula, written out."""
    counts = [Counter(terms(text)) for text in texts]
    lengths = [sum(c.values()) for c in counts]
    average = sum(lengths) / len(texts)
    scores = []
    for count, length in zip(counts, lengths, strict=True):
        score = 0.0
        for term in terms(query):
            n = sum(term in c for c in counts)
            norm = count[term] + K1 * (1 - B + B * length / average) if average else 1
            score += math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) * count[term] * (K1 + 1) / norm
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", QUERIES)
def test_scores_are_the_formula(query: str) -> None:
    """Every score is that of BM25 written out in ten lines; a word asked twice counts twice."""
    np.testing.assert_allclose(build(TEXTS).scores(terms(query)), bm25(TEXTS, query), rtol=1e-5)


@given(corpora, st.text(alphabet="园区企业收入增长孵化12家", max_size=8))
def test_scores_are_the_formula_for_any_corpus(texts: list[str], query: str) -> None:
    """The same over made-up corpora, empty and equal texts included."""
    np.testing.assert_allclose(build(texts).scores(terms(query)), bm25(texts, query), rtol=1e-4, atol=1e-6)


@given(corpora, st.data())
def test_updating_equals_building_afresh(texts: list[str], data: st.DataObject) -> None:
    """Removing some rows and adding others gives the index that the remaining texts would give, and changes nothing in the old one."""
    rows = list(range(1, len(texts) + 1))
    gone = data.draw(st.sets(st.sampled_from(rows)))
    new = data.draw(corpora)
    before = build(texts)
    old = before.scores(terms("园区企业收入")).copy()
    updated = before.updated(remove=gone | {999}, add=list(enumerate(new, start=100)))
    kept = [row for row in rows if row not in gone]
    fresh = build([texts[row - 1] for row in kept] + new, kept + list(range(100, 100 + len(new))))
    assert updated.rows.tolist() == fresh.rows.tolist() and len(updated) == len(kept) + len(new)
    for query in ("园区企业", "收入增长12", "孵化"):
        assert (updated.scores(terms(query)) == fresh.scores(terms(query))).all()
        assert updated.document_frequency("企业") == fresh.document_frequency("企业")
    assert (before.scores(terms("园区企业收入")) == old).all()


@given(corpora, st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_of_adding_does_not_matter(texts: list[str], random: object) -> None:
    """Permuting the corpus does not change any text's score."""
    shuffled = list(range(len(texts)))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    here = build(texts).scores(terms("园区企业收入增长"))
    there = build([texts[i] for i in shuffled], [i + 1 for i in shuffled]).scores(terms("园区企业收入增长"))
    assert (here[shuffled] == there).all()


def test_what_all_close_chunks_share_tells_nothing_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for the rent in a garden, the chunk with the rent leads in a store of many other rents too, though 花园 is rarer there."""
    garden = ["花园里花园外都是花园", "花园花园花园花园", "花园的租金每月八元"]
    others = [f"第{n}号楼的租金另行商定" for n in range(40)]
    index = build([*garden, *others])
    asked = terms("花园租金")
    monkeypatch.setattr("index.lexical.CLOSEST", 3)
    sharpened = index.sharpened(asked, index.scores(asked))
    assert sharpened.argmax() == 2
    assert np.flatnonzero(sharpened).tolist() == [0, 1, 2]


@given(corpora, st.text(alphabet="园区企业收入增长孵化12家", max_size=8))
def test_sharpened_scores_by_brute_force(texts: list[str], query: str) -> None:
    """The mean of both scores, each by its best, where the second is BM25 with the weights of the closest chunks alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.lexical.CLOSEST", 2)
        index = build(texts)
        scores = index.scores(terms(query))
        sharpened = index.sharpened(terms(query), scores)
    if len(texts) <= 2 or not scores.any():
        assert np.allclose(sharpened, scores / max(float(scores.max(initial=0)), 1e-30))
        return
    close = [i for i in range(len(texts)) if scores[i] >= max(sorted(scores)[-2], 1e-9)]
    bags = [Counter(terms(text)) for text in texts]
    average = sum(bag.total() for bag in bags) / len(bags)
    local = np.zeros(len(texts))
    for term, times in Counter(terms(query)).items():
        n = sum(term in bags[i] for i in close)
        for i in close:
            tf, norm = bags[i][term], K1 * (1 - B + B * bags[i].total() / average)
            local[i] += times * math.log1p((len(close) - n + 0.5) / (n + 0.5)) * tf * (K1 + 1) / (tf + norm)
    expected = np.where(np.isin(np.arange(len(texts)), close), (scores / scores.max() + local / max(local.max(), 1e-30)) / 2, 0)
    assert np.allclose(sharpened, expected, atol=1e-5)


def test_a_saved_index_gives_the_same_scores(tmp_path: Path) -> None:
    """Saving and loading changes no score, and the loaded index can be updated."""
    index = build(TEXTS)
    index.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    for query in QUERIES:
        assert (loaded.scores(terms(query)) == index.scores(terms(query))).all()
    assert len(loaded.updated(remove=[1], add=[(9, "园区")])) == len(TEXTS)


def test_an_empty_index_scores_nothing(tmp_path: Path) -> None:
    """An index of no texts gives no scores, before and after saving."""
    empty = LexicalIndex.empty()
    empty.save(tmp_path)
    for index in (empty, LexicalIndex.load(tmp_path), build(["园区"]).updated(remove=[1], add=())):
        assert len(index) == 0 and len(index.scores(["园区"])) == 0 and index.document_frequency("园区") == 0


@pytest.mark.parametrize("name", ["rows", "places"])
def test_a_missing_or_damaged_file_does_not_load(tmp_path: Path, name: str) -> None:
    """A file that is missing or is not what it should be is an error."""
    build(TEXTS).save(tmp_path)
    file = tmp_path / f"lexical-{name}.npy"
    file.write_bytes(b"not an array")
    with pytest.raises(ValueError, match=r"pickle|magic|read"):
        LexicalIndex.load(tmp_path)
    file.unlink()
    with pytest.raises(OSError, match=name):
        LexicalIndex.load(tmp_path)
