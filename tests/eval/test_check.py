"""Authoring help names line and field of what does not fit the corpus or repeats."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.check import check
from eval.errors import BadDataset

TEXTS = {"001_zone.txt": "园区共有企业３６家，其中\n高新技术企业6家。"}
GOOD = {"id": "a", "question": "园区有多少家高新技术企业？", "type": "number", "must": [["6家"]], "must_not": [], "docs": ["001"],
        "evidence": ["企业36家，其中高新技术"]}  # fmt: skip


def problems(tmp_path: Path, *rows: dict[str, Any], others: list[dict[str, Any]] | None = None) -> list[tuple[int, str, str]]:
    """What `check` finds in a dataset of these rows: line, field, message."""

    def save(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content), encoding="utf-8")
        return path

    found = check(save("d.jsonl", rows), TEXTS, others=[save("o.jsonl", others)] if others else [])
    return [(p.line, p.field, p.text) for p in found]


def test_a_sound_dataset_has_no_problems(tmp_path: Path) -> None:
    """Evidence is found over line breaks and full-width figures."""
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("change", "field", "text"),
    [
        ({"evidence": ["高新技术企业7家"]}, "evidence", "找不到“高新技术企业7家”"),
        ({"evidence": []}, "evidence", "应有原文证据"),
        ({"docs": ["001", "009"]}, "docs", "语料里没有 009"),
        ({"docs_mode": "all"}, "docs_mode", "至少要有两个来源"),
        ({"type": "unanswerable"}, "must", "应为空"),
        ({"must_not": ["6家"]}, "must_not", "永远答不对"),
        ({"source_date": "2014", "source_dates": ["2015"]}, "source_date", "不在 source_dates 里"),
        ({"source_date": "2014-02-30"}, "source_date", "应为 null 或"),
        ({"question": " "}, "question", "应为非空字符串"),
        ({"answer": "x"}, "answer", "没有这个字段"),
    ],
)
def test_each_fault_is_placed(tmp_path: Path, change: dict[str, Any], field: str, text: str) -> None:
    """The fault stands with its line and field, the sound line before it does not."""
    other = GOOD | {"id": "b", "question": "别的什么问题呢？"} | change
    found = [p for p in problems(tmp_path, GOOD, other) if p[1] == field]
    assert [line for line, _, _ in found] == [2]
    assert text in found[0][2]


def test_repeats_within_and_across(tmp_path: Path) -> None:
    """An id twice, a question twice, and a question of another split in nearly the same words are named; other questions are not."""
    near = {"question": "园区有多少家高新技术企业啊？"}
    found = problems(tmp_path, GOOD, GOOD, GOOD | {"id": "c", "question": "孵化器建了几个？"}, others=[near])
    assert (2, "id", "“a”与第1行重复") in found
    assert (2, "question", "与第1行的问题重复") in found
    assert [line for line, field, text in found if "o.jsonl 第1行" in text and field == "question"] == [1, 2]
    assert not [p for p in found if p[0] == 3]


def test_follow_ups_are_told_apart_by_their_history(tmp_path: Path) -> None:
    """The same short follow-up after different questions is no repeat."""
    first = GOOD | {"question": "在哪里？", "history": [{"q": "孵化器建了几个？", "a": "12个"}]}
    second = GOOD | {"id": "b", "question": "在哪里？", "history": [{"q": "创业大会哪天召开？", "a": "三月"}]}
    assert problems(tmp_path, first, second) == []


def test_an_empty_dataset_is_refused(tmp_path: Path) -> None:
    """Nothing to check is a fault of its own."""
    with pytest.raises(BadDataset, match="没有一道题"):
        problems(tmp_path)
