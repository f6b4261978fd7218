"""Every part that `scripts/ablate.py` takes out is at the place where it is looked for."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))  # in no package
try:
    from ablation_parts import WITHOUT, without
finally:
    sys.path.pop(0)


def at(name: str) -> object:
    """What stands at a dotted name now."""
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute)


@pytest.mark.parametrize("part", WITHOUT)
def test_a_part_is_out_of_place_and_comes_back(part: str) -> None:
    """What the product uses is replaced for as long as the measurement lasts, and no longer."""
    before = {name: at(name) for name in WITHOUT[part]}
    with without(part):
        assert all(at(name) is WITHOUT[part][name] for name in before)
    assert {name: at(name) for name in WITHOUT[part]} == before
