"""Two runs side by side name exactly the cases that changed; gates name the figures that fall short."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.compare import diff, figure_changes, interval
from eval.errors import BadRun, BelowGate
from eval.folder import load_run
from eval.formats import load
from eval.gate import check_gates, shortfalls
from eval.model import Gates, Score
from eval.run import RunOptions, run


def test_diff_names_exactly_what_changed(dataset_file: Path, tmp_path: Path, scripted: Any, make: Any) -> None:
    """One case spoiled is worse, one reworded is changed, one undated is worse by its date, one left alone is nowhere."""
    dataset = load(dataset_file, "policy")
    run(dataset, tmp_path / "a", scripted)
    one, two, three, _ = (case.question for case in dataset.cases)
    scripted.replies[one] = make.answer(one, "共6家[1]。", make.citation("001_zone.txt", "其中高新技术企业6家", None))
    scripted.replies[two] = make.answer(two, "实施的是管委会[1]。", make.citation("002_plan.txt", "由园区管委会负责实施", None))
    scripted.replies[three] = make.answer(three, "出口5亿元。")
    run(dataset, tmp_path / "b", scripted)
    found = diff(load_run(tmp_path / "a"), load_run(tmp_path / "b"))
    assert ([c.id for c in found.better], [c.id for c in found.worse], [c.id for c in found.changed]) == ([], ["c1", "c3"], ["c2"])
    back = diff(load_run(tmp_path / "b"), load_run(tmp_path / "a"))
    assert ([c.id for c in back.better], [c.id for c in back.worse]) == (["c1", "c3"], [])
    figures = {f.name: f for f in found.figures}
    assert (figures["right"].before, figures["right"].after, figures["right"].difference) == (1, 0.75, -0.25)
    assert figures["right"].low is not None
    assert figures["right"].low < 0 <= figures["right"].high
    assert found.same_dataset
    assert found.worse[1].after == "[已回答] 出口5亿元。"


def test_runs_over_other_cases(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """Cases of one run only are named and count nowhere; without common cases there is nothing to compare."""
    dataset = load(dataset_file, "policy")
    run(dataset, tmp_path / "a", scripted)
    run(dataset, tmp_path / "b", scripted, options=RunOptions(limit=3))
    found = diff(load_run(tmp_path / "a"), load_run(tmp_path / "b"))
    assert (found.cases, found.unpaired) == (3, ("c4",))
    (tmp_path / "b" / "scores.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(BadRun, match="没有相同的题"):
        diff(load_run(tmp_path / "a"), load_run(tmp_path / "b"))


def test_interval_by_hand() -> None:
    """A gain of 1 in every case is sure: 1 to 1; equal runs give 0 to 0; one case gives none; the seed is fixed."""
    assert interval([(0.0, 1.0)] * 5) == (1, 1)
    assert interval([(0.0, 0.0), (1.0, 1.0)]) == (0, 0)
    assert interval([(0.0, 1.0)]) == (None, None)
    mixed = [(0.0, 1.0)] * 10 + [(0.0, 0.0)] * 30
    low, high = interval(mixed)
    assert (low, high) == interval(mixed)
    assert low is not None
    assert 0.1 < low < 0.25 < high <= 0.4  # normal approximation: 0.25 ± 0.134


def test_counts_are_summed() -> None:
    """The difference of a count is in cases, not in shares."""
    assert interval([(0.0, 1.0)] * 5, total=True) == (5, 5)


@given(st.lists(st.tuples(st.sampled_from([None, 0.0, 1.0]), st.sampled_from([None, 0.0, 1.0])), min_size=2, max_size=12))
def test_interval_is_ordered_and_in_range(pairs: list[tuple[float | None, float | None]]) -> None:
    """low ≤ high, both within −1 and 1, whatever counts on which side."""
    low, high = interval(pairs)
    if low is not None and high is not None:
        assert -1 <= low <= high <= 1


def test_figures_take_the_cases_that_count() -> None:
    """A figure that a case has in one run only is averaged over the cases of each run; a figure that only one run has is left out."""
    before = [Score("a", "fact", "answered", {"cited_date": 1}), Score("b", "fact", "answered", {"cited_date": 0, "em": 1})]
    after = [Score("a", "fact", "answered", {"cited_date": 1}), Score("b", "fact", "out_of_range", {})]
    assert [(f.name, f.before, f.after) for f in figure_changes(before, after)] == [("cited_date", 0.5, 1)]


def test_gates_name_what_falls_short() -> None:
    """Too low, too high and missing figures are named with value and limit; the limits themselves pass."""
    metrics = {"right": 0.8, "errors": 2, "f1": None}
    gates = Gates({"right": 0.85, "f1": 0.5}, {"errors": 1})
    assert [s.name for s in shortfalls(metrics, gates)] == ["right", "f1", "errors"]
    with pytest.raises(BelowGate, match=r"未达标 3 项：right 0.8（要求不低于 0.85）；f1 没有这个指标.*；errors 2（要求不高于 1）"):
        check_gates(metrics, gates)
    check_gates(metrics, Gates({"right": 0.8}, {"errors": 2}))
