"""Rules of `index.vectors`: exact search over our own row numbers, equal to numpy by brute force."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexMismatch
from index.vectors import VectorIndex

DIM = 12


def unit(count: int, *, seed: int = 0) -> np.ndarray:
    """Normalised random vectors (count, DIM) float32."""
    vectors = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def built(rows: np.ndarray, vectors: np.ndarray) -> VectorIndex:
    """An index of these rows."""
    return VectorIndex.empty(DIM).updated(remove=(), add=(rows, vectors))


@pytest.fixture
def rows() -> np.ndarray:
    """Row numbers with gaps, out of order."""
    return np.random.default_rng(1).permutation(np.arange(3, 600, 3)).astype(np.int64)


def brute(rows: np.ndarray, vectors: np.ndarray, query: np.ndarray, k: int) -> tuple[list[int], np.ndarray]:
    """The k nearest by plain multiplication."""
    cosines = vectors @ query
    order = np.argsort(-cosines)[:k]
    return rows[order].tolist(), cosines[order]


@pytest.mark.parametrize("k", [1, 7, 200, 999])
def test_search_equals_brute_force(rows: np.ndarray, k: int) -> None:
    """Rows and cosines are those of plain multiplication, best first; more than there are gives all."""
    vectors, query = unit(len(rows)), unit(1, seed=9)[0]
    found, cosines = built(rows, vectors).search(query, k=k)
    expected, values = brute(rows, vectors, query, k)
    assert found.tolist() == expected
    np.testing.assert_allclose(cosines, values, atol=1e-5)


def test_only_allowed_rows_are_found(rows: np.ndarray) -> None:
    """With `allowed` the nearest among those rows come back, also where the nearest of all are not among them; none allowed, none found."""
    vectors, query = unit(len(rows)), unit(1, seed=9)[0]
    index = built(rows, vectors)
    worst = np.argsort(vectors @ query)[:20]
    found, _ = index.search(query, k=5, allowed=rows[worst])
    assert found.tolist() == brute(rows[worst], vectors[worst], query, 5)[0]
    assert len(index.search(query, k=5, allowed=np.zeros(0, np.int64))[0]) == 0


def test_removed_rows_are_gone_and_the_old_index_stays(rows: np.ndarray) -> None:
    """`updated` gives a new index, equal to one built afresh, and leaves the old one as it was."""
    vectors, query = unit(len(rows)), unit(1, seed=9)[0]
    index = built(rows, vectors)
    changed = index.updated(remove=rows[:50], add=(np.array([1, 2], np.int64), vectors[:2]))
    fresh = built(np.concatenate([rows[50:], [1, 2]]), np.concatenate([vectors[50:], vectors[:2]]))
    assert len(index) == len(rows) and len(changed) == len(rows) - 48
    assert changed.search(query, k=30)[0].tolist() == fresh.search(query, k=30)[0].tolist()
    assert not set(changed.search(query, k=999)[0].tolist()) & set(rows[:50].tolist())


def test_an_empty_index_finds_nothing() -> None:
    """Nothing is found in nothing, and removing from nothing is no error."""
    index = VectorIndex.empty(DIM).updated(remove=[5], add=(np.zeros(0, np.int64), np.zeros((0, DIM), np.float32)))
    assert len(index) == 0 and index.dim == DIM and len(index.search(unit(1)[0], k=3)[0]) == 0


@pytest.mark.parametrize("spoiled", [np.zeros((1, DIM + 1)), np.full((1, DIM), np.nan), np.full((1, DIM), np.inf)])
def test_wrong_vectors_are_refused(spoiled: np.ndarray) -> None:
    """Vectors of another length, NaN and infinity are refused before they spoil the index."""
    with pytest.raises(IndexMismatch, match=r"^向量为 \d+ 维或含无效数值，与资料库的 12 维不符"):
        VectorIndex.empty(DIM).updated(remove=(), add=(np.array([1], np.int64), spoiled.astype(np.float32)))


def test_a_saved_index_finds_the_same(rows: np.ndarray, tmp_path: Path) -> None:
    """Saving and loading, also below a folder with a Chinese name, changes no result and no score."""
    folder = tmp_path / "资料库"
    folder.mkdir()
    vectors, query = unit(len(rows)), unit(1, seed=9)[0]
    index = built(rows, vectors)
    index.save(folder)
    (rows_before, before), (rows_after, after) = index.search(query, k=20), VectorIndex.load(folder).search(query, k=20)
    assert rows_before.tolist() == rows_after.tolist() and before.tolist() == after.tolist()


def test_a_damaged_file_does_not_load(tmp_path: Path) -> None:
    """A file cut short is an error, never an index with something missing."""
    built(np.arange(5, dtype=np.int64), unit(5)).save(tmp_path)
    file = tmp_path / "vectors.faiss"
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(RuntimeError):
        VectorIndex.load(tmp_path)
