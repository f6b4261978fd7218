"""Rules of `assistant.reading.rivals`: what a sentence is among all that were found."""

import math
from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.reading.candidates import Candidate
from assistant.reading.rivals import COMPARED, RIVALS, rival_features, telling_share

Make = Callable[..., list[Candidate]]
SHARES = st.sampled_from([0.0, 0.5, 0.9, 1.0])


def test_a_worked_example(in_one_chunk: Make) -> None:
    """Four sentences, three of one chunk; two terms of weight 2 and 1: all sentences hold the first, and only the second holds the other."""
    found = [*in_one_chunk("园区设了基金。", "园区的基金由国投管。", "园区还设奖。"), *in_one_chunk("园区。", document="e")]
    here = np.array([[1, 0], [1, 1], [1, 0], [1, 0]], np.float32)
    compared = np.tile(np.array([[0.2], [0.9], [0.4], [0.3]], np.float32), (1, len(COMPARED)))
    weights, focus = np.array([2, 1], np.float32), np.array([0, 1], np.float32)
    rows = rival_features(compared, found, here, np.zeros_like(here), weights, focus)
    value = {name: rows[:, n] for n, name in enumerate(RIVALS)}
    assert np.allclose(value["most_covered"], 0.9)
    assert np.allclose(value["behind_covered"], [-0.7, 0, -0.5, -0.6])
    assert np.allclose(value["telling"], [0, 1, 0, 0])  # what all hold tells nothing: ln(5 / 5) against ln(5 / 2)
    assert np.allclose(value["telling_focus"], [0, 1, 0, 0])
    assert np.allclose(value["telling_near"], [1, 1, 1, 0])  # the first and the third stand beside the one that holds it
    assert np.allclose(value["covered_next"], [1, 1, 2 / 3, 2 / 3])
    assert np.allclose(value["covered_chunk"], [1, 1, 1, 2 / 3])
    assert np.allclose(value["behind_chunk"], [0, 0, 0, -1 / 3])
    assert np.allclose(value["telling_piece"], [0, 1, 0, 0])  # of one sentence alone no word tells anything


def test_the_rarer_a_word_the_more_it_tells() -> None:
    """One that one of three sentences holds counts ln(4 / 2), one that two hold ln(4 / 3)."""
    held = np.array([[1, 0], [0, 1], [0, 1]], np.float32)
    once, twice = math.log(4 / 2), math.log(4 / 3)
    expected = np.array([once, twice, twice]) / (once + twice)
    assert np.allclose(telling_share(held, np.ones(2, np.float32)), expected)


@given(arrays(np.float32, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=SHARES), st.integers(0, 99))
def test_a_share_is_a_share_and_knows_no_order(held: np.ndarray, seed: int) -> None:
    """Between none and all of the weight, and the rows in another order get the same, in that order."""
    weights = np.ones(held.shape[1], np.float32)
    share = telling_share(held, weights)
    assert ((share >= 0) & (share <= 1 + 1e-6)).all()
    order = np.random.default_rng(seed).permutation(len(held))
    assert np.allclose(telling_share(held[order], weights), share[order], atol=1e-6)


@given(arrays(np.float32, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=SHARES))
def test_what_all_hold_tells_nothing(held: np.ndarray) -> None:
    """A further word that every sentence holds changes no share."""
    weights = np.ones(held.shape[1], np.float32)
    more = np.column_stack([held, np.ones(len(held), np.float32)])
    assert np.allclose(telling_share(more, np.append(weights, np.float32(5))), telling_share(held, weights), atol=1e-6)
