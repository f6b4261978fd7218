"""Reading and checking policy question sets: one question a line with its gold, as the format `policy`."""

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from eval.errors import BadDataset
from eval.jsonl import read_objects, sha256
from eval.model import TYPES, Case, Dataset, Facts, Gates, Row, Turn
from ingest.dates import is_iso

Check = tuple[Callable[[Any], bool], str]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(x) for x in value)


def _is_groups(value: Any) -> bool:
    return isinstance(value, list) and all(_is_texts(group) and group for group in value)


def _is_turns(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(t, dict) and set(t) == {"q", "a"} and all(_is_text(x) for x in t.values()) for t in value
    )


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and is_iso(value)


_TEXT: Check = (_is_text, "应为非空字符串")
_DATE: Check = (lambda v: v is None or _is_date(v), "应为 null 或 2014、2014-04、2014-04-04 这样的日期")
_NOTE: Check = (lambda v: isinstance(v, str), "应为字符串")
_TEXTS: Check = (_is_texts, "应为非空字符串的列表")

REQUIRED: dict[str, Check] = {
    "id": _TEXT,
    "question": _TEXT,
    "type": (lambda v: v in TYPES, f"应为其中之一：{'、'.join(TYPES)}"),
    "must": (_is_groups, "应为列表的列表，每组至少一种说法"),
    "must_not": _TEXTS,
    "docs": _TEXTS,
    "evidence": _TEXTS,
}
OPTIONAL: dict[str, Check] = {
    "docs_mode": (lambda v: v in ("any", "all"), "应为 any 或 all"),
    "section": _NOTE,
    "note": _NOTE,
    "source_date": _DATE,
    "source_dates": (lambda v: isinstance(v, list) and all(map(_is_date, v)), "应为日期的列表"),
    "history": (_is_turns, '应为 [{"q": 问, "a": 答}] 的列表'),
    "as_of": _DATE,
    "since": _DATE,
    "until": _DATE,
    "question_date": _DATE,
}
_CHECKS = REQUIRED | OPTIONAL


def load_policy(path: Path) -> Dataset:
    """The dataset of a .jsonl[.gz] file, with the gates of the file NAME.gates.json beside it, if there is one.

    Raises BadDataset naming file, line and field for whatever does not fit.
    """
    cases: list[Case] = []
    seen: dict[str, int] = {}
    for number, row in read_objects(path):
        check_row(path, number, row)
        if row["id"] in seen:
            raise BadDataset.at(path, number, "id", f"“{row['id']}”与第{seen[row['id']]}行重复")
        seen[row["id"]] = number
        cases.append(_case(row, number))
    if not cases:
        raise BadDataset(f"{path}：没有一道题，请换一个数据集")
    return Dataset(stem(path), path, "policy", sha256(path), tuple(cases), load_gates(path))


def check_row(path: Path, number: int, row: Row) -> None:
    """Raises BadDataset for the first field of a line that is unknown, missing or of the wrong kind."""
    for field, value in row.items():
        if field not in _CHECKS:
            raise BadDataset.at(path, number, field, f"没有这个字段；可用的有 {'、'.join(_CHECKS)}")
        fits, wanted = _CHECKS[field]
        if not fits(value):
            raise BadDataset.at(path, number, field, wanted)
    for field in REQUIRED:
        if field not in row:
            raise BadDataset.at(path, number, field, "缺少这个字段")
    for field in ("must", "docs"):
        if row["type"] != "unanswerable" and not row[field]:
            raise BadDataset.at(path, number, field, "可回答的题不能为空")


def _case(row: Row, number: int) -> Case:
    dates = [row["source_date"]] if row.get("source_date") else row.get("source_dates") or []
    gold = Facts(
        must=tuple(tuple(group) for group in row["must"]),
        must_not=tuple(row["must_not"]),
        docs=tuple(row["docs"]),
        docs_mode=row.get("docs_mode", "any"),
        dates=tuple(dates),
        evidence=tuple(row["evidence"]),
    )
    told = {field: row.get(field) for field in ("as_of", "since", "until", "question_date")}
    history = tuple(Turn(t["q"], t["a"]) for t in row.get("history", []))
    return Case(row["id"], row["question"], row["type"], gold, history, line=number, **told)


def stem(path: Path) -> str:
    """The file's name without its endings: `zones.jsonl.gz` → `zones`."""
    return path.name.split(".", 1)[0]


def load_gates(path: Path) -> Gates:
    """The gates table beside a dataset: `{"min": {"right": 0.85}, "max": {"errors": 0}}`; empty without the file.

    A file of its own keeps the dataset readable for the referee, which takes every line for a question.
    """
    table = path.with_name(f"{stem(path)}.gates.json")
    if not table.exists():
        return Gates()
    try:
        limits = json.loads(table.read_text(encoding="utf-8"))
    except ValueError as exc:
        raise BadDataset(f"{table}：不是合法的 JSON（{exc}）") from exc
    if not isinstance(limits, dict) or not set(limits) <= {"min", "max"} or not all(map(_is_limits, limits.values())):
        raise BadDataset(f'{table}：应为 {{"min": {{指标: 数}}, "max": {{指标: 数}}}}')
    return Gates(limits.get("min", {}), limits.get("max", {}))


def _is_limits(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(x, int | float) and not isinstance(x, bool) for x in value.values())


def bundled() -> dict[str, Path]:
    """The sets that come with the package, by name."""
    folder = Path(str(resources.files("eval") / "cases"))
    return {stem(path): path for path in sorted(folder.glob("*.jsonl*"))}


def find(name: str) -> Path:
    """A path as it is, or the bundled set of that name; raises BadDataset naming the bundled ones."""
    path = Path(name)
    if path.exists():
        return path
    known = bundled()
    if name in known:
        return known[name]
    raise BadDataset(f"{name}：既没有这个文件，也没有这个名字的自带评测集（自带：{'、'.join(known) or '无'}）")
