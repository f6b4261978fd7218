"""Rules of `index.fuse`: words lead, vectors add, and nothing is divided by zero."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.fuse import fuse

scores = arrays(np.float32, st.integers(0, 20), elements=st.floats(0, 50, width=32))
cosines = st.floats(-1, 1, width=32)


def test_a_table_worked_by_hand() -> None:
    """(lexical / 8 + 0.25 · dense / 0.5) / 1.25, cosines below 0 counted as 0."""
    fused = fuse(np.array([8, 4, 0, 0], np.float32), np.array([0.1, 0.5, 0.25, -0.9], np.float32), weight=0.25)
    np.testing.assert_allclose(fused, [0.84, 0.6, 0.1, 0.0], rtol=1e-6)


@given(scores, st.floats(0, 1, width=32))
def test_equal_vectors_leave_the_lexical_order(lexical: np.ndarray, dense: float) -> None:
    """Where the vector route says the same of all, the lexical order stays as it is."""
    fused = fuse(lexical, np.full(len(lexical), dense, np.float32), weight=0.15)
    order = np.argsort(-lexical, kind="stable")
    assert (np.diff(fused[order]) <= 0).all()


@given(scores, st.data())
def test_scores_lie_between_zero_and_one(lexical: np.ndarray, data: st.DataObject) -> None:
    """Whatever the routes give, also nothing or all zeros, no score is NaN, negative or above 1; the input is not changed."""
    dense = data.draw(arrays(np.float32, len(lexical), elements=cosines))
    before = lexical.copy(), dense.copy()
    fused = fuse(lexical, dense, weight=0.15)
    assert fused.dtype == np.float32 and np.isfinite(fused).all() and (fused >= 0).all() and (fused <= 1 + 1e-6).all()
    assert (lexical == before[0]).all() and (dense == before[1]).all()


def test_the_vector_route_alone_still_finds() -> None:
    """A question that shares no word with the texts is ranked by its vectors."""
    assert fuse(np.zeros(2, np.float32), np.array([0.2, 0.4], np.float32), weight=0.15).argmax() == 1
