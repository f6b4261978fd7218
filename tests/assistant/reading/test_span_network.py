"""Rules of `assistant.reading.span_network`: what is trained in torch is what numpy applies."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from assistant.reading.span_features import FEATURES, KINDS
from assistant.reading.span_network import SpanNetwork

ROWS, DIM, ASKED = 50, 16, len(KINDS) + 3
LENGTHS = (1, 2, 7, 31, 64)

Text = tuple[np.ndarray, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def span_model() -> Iterator[ModuleType]:
    """The training script's network, which is in no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[3] / "scripts"))
        import span_model

        yield span_model
        for name in ("span_model", "span_data", "reader_data", "cloze"):
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def table() -> np.ndarray:
    """A made-up model's vectors."""
    return np.random.default_rng(1).normal(size=(ROWS, DIM)).astype(np.float32)


@pytest.fixture(scope="module")
def trained(span_model: ModuleType, table: np.ndarray) -> object:
    """A torch network with random weights, larger than those it begins with, so that differences would show."""
    torch = span_model.torch
    torch.manual_seed(3)
    network = span_model.Network(table, ASKED, len(FEATURES))
    with torch.no_grad():
        for weight in network.parameters():
            weight.mul_(1.7)
    return network.eval()


@pytest.fixture(scope="module")
def network(trained: object) -> SpanNetwork:
    """The same, as training saves it, but in full precision."""
    return SpanNetwork({name: np.atleast_1d(value.detach().numpy()) for name, value in trained.state_dict().items()})  # type: ignore[attr-defined]


def made_text(length: int, features: int, *, seed: int, table: np.ndarray) -> Text:
    """A random text: some units known, some not."""
    draw = np.random.default_rng(seed)
    ids = draw.integers(-1, ROWS, size=length)
    vectors = table[np.maximum(ids, 0)] * (ids >= 0)[:, None]
    return ids, vectors, draw.random((length, features)).astype(np.float16).astype(np.float32)


def passages_of(table: np.ndarray, lengths: Sequence[int] = LENGTHS) -> tuple[list[Text], list[float]]:
    """Passages of these lengths, and what ranking gave them."""
    return [made_text(n, len(FEATURES), seed=n, table=table) for n in lengths], [-0.7 * i for i in range(len(lengths))]


def test_numpy_gives_what_torch_gives(span_model: ModuleType, trained: object, network: SpanNetwork, table: np.ndarray) -> None:
    """Two questions, each with passages of several lengths, padded in one batch of torch: the same logits for every unit."""
    encoded, chosen, expected = [], [], []
    for seed, length in ((11, 9), (12, 4)):
        question = made_text(length, ASKED, seed=seed, table=table)
        texts, scores = passages_of(table, LENGTHS if seed == 11 else LENGTHS[1:3])
        chosen.append([span_model.Encoded(ids, f, score, ()) for (ids, _, f), score in zip(texts, scores, strict=True)])
        encoded.append(span_model.Example("made up", question[0], question[2], tuple(chosen[-1]), False))
        expected += network.logits(question, texts, scores)
    with span_model.torch.no_grad():
        begin, end = (x.numpy() for x in trained(span_model.batch_of(encoded, chosen)))  # type: ignore[operator]
    assert len(expected) == len(begin) == len(LENGTHS) + 2
    for n, (first, last) in enumerate(expected):
        assert np.abs(begin[n, : len(first)] - first).max() < 1e-3
        assert np.abs(end[n, : len(last)] - last).max() < 1e-3
        assert (begin[n, len(first) :] == span_model.NONE).all()
    assert max(np.ptp(first) for first, _ in expected) > 0.1  # else any two constant networks would agree


def test_a_passage_is_read_for_itself(network: SpanNetwork, table: np.ndarray) -> None:
    """The logits of a passage are the same alone, among others and in another order."""
    question = made_text(9, ASKED, seed=11, table=table)
    texts, scores = passages_of(table)
    together = network.logits(question, texts, scores)
    reversed_ = network.logits(question, texts[::-1], scores[::-1])[::-1]
    for text, score, both, other in zip(texts, scores, together, reversed_, strict=True):
        (alone,) = network.logits(question, [text], [score])
        for x, y, z in zip(alone, both, other, strict=True):
            assert len(x) == len(text[0])
            np.testing.assert_allclose(x, y, atol=1e-4)
            np.testing.assert_allclose(x, z, atol=1e-4)


def test_ranking_moves_the_beginning_only(network: SpanNetwork, table: np.ndarray) -> None:
    """A better ranked passage is likelier by the same amount wherever the answer begins in it; where it ends is not touched."""
    question = made_text(9, ASKED, seed=11, table=table)
    texts, _ = passages_of(table, (7,))
    ((low, low_end),) = network.logits(question, texts, [-2.0])
    ((high, high_end),) = network.logits(question, texts, [0.0])
    assert np.ptp(high - low) < 1e-4 and abs((high - low)[0]) > 0.1
    np.testing.assert_array_equal(low_end, high_end)


def test_the_network_that_ships_takes_what_is_seen() -> None:
    """Its layers are as wide as the features are many."""
    tensors = SpanNetwork.load()._t
    own, wide = tensors["own.weight"].shape[1], tensors["proj.weight"].shape[0]
    assert tensors["qin.weight"].shape[1] == wide + own + ASKED
    assert tensors["pin.weight"].shape[1] == wide + own + len(FEATURES)
