"""How a sentence stands among all that were found for the same question: what is common to them tells nothing, however rare it is elsewhere."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.reading.candidates import Candidate

Floats = npt.NDArray[np.float32]

# Of each of these the best among the found tells how much the words of the question are worth at all (in a question in other words: little),
# and how far a sentence lies behind it tells what it is worth itself.
COMPARED = ("retrieval", "covered", "covered_around", "focus", "soft", "cosine", "longest_run")
RIVALS = (
    *(f"most_{name}" for name in COMPARED), *(f"behind_{name}" for name in COMPARED),
    "telling", "telling_focus", "telling_piece", "telling_near", "covered_chunk", "behind_chunk", "covered_next",
)  # fmt: skip


def rival_features(compared: Floats, found: Sequence[Candidate], here: Floats, headed: Floats, weights: Floats, focus: Floats) -> Floats:
    """The RIVALS features (n, len(RIVALS)). `compared` are the COMPARED features (n, 7), `here` and `headed` how much of each term the
    sentences and their headings hold (n, terms) 0..1, `weights` and `focus` the terms' weights, in all and in the asking clause."""
    most = np.broadcast_to(compared.max(axis=0), compared.shape)
    chunks = _chunks(found)
    in_chunk, before, after = np.empty_like(here), here.copy(), here.copy()
    telling_piece = np.zeros(len(found), np.float32)
    for rows in chunks:
        in_chunk[rows] = np.maximum(here[rows], headed[rows]).max(axis=0)
        before[rows[1:]] = here[rows[:-1]]
        after[rows[:-1]] = here[rows[1:]]
        telling_piece[rows] = _share(here[rows], weights * _rarity(here[rows]))
    rare = _rarity(here)
    covered_chunk = _share(in_chunk, weights)
    columns = (
        _share(here, weights * rare),
        _share(here, focus * rare),
        telling_piece,
        _share(np.maximum(np.maximum(before, after), here), weights * rare),
        covered_chunk,
        covered_chunk - covered_chunk.max(),
        _share(np.maximum(here, after), weights),
    )
    return np.concatenate([most, compared - most, np.stack(columns, axis=1)], axis=1).astype(np.float32)


def telling_share(held: Floats, weights: Floats) -> Floats:
    """The share of the weight that each row holds (n,), 0..1, each column (0..1 a cell) counting the more the fewer rows hold it."""
    return _share(held, weights * _rarity(held))


def _rarity(held: Floats) -> Floats:
    """How rare each column is among the rows, as an inverse sentence frequency, ln((1 + n) / (1 + Σ)); 0 for what none holds."""
    rarity: Floats = np.log((1 + len(held)) / (1 + held.sum(axis=0))) * held.any(axis=0)
    return rarity


def _share(held: Floats, weights: Floats) -> Floats:
    share: Floats = held @ weights / max(float(weights.sum()), 1e-6)
    return share


def _chunks(found: Sequence[Candidate]) -> list[list[int]]:
    """The places of the candidates of each chunk, in the order of its text."""
    rows: dict[str, list[int]] = {}
    for place in sorted(range(len(found)), key=lambda i: found[i].place):
        rows.setdefault(found[place].chunk.id, []).append(place)
    return list(rows.values())
