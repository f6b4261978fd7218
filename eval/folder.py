"""A run's folder on disk: begun, taken up again, read by diff, gate and report."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from eval.errors import BadRun
from eval.jsonl import read_rows
from eval.model import Row, RunInfo, Score

FORMAT = 1
ANSWERS, HITS, SCORES, BASELINE = "answers.jsonl", "hits.jsonl", "scores.jsonl", "baseline.jsonl"
METRICS, INFO, HTML, MARKDOWN = "metrics.json", "run.json", "report.html", "report.md"


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run read back: its figures, its Score for every case, and the answers by case id."""

    folder: Path
    info: RunInfo
    metrics: Row
    scores: tuple[Score, ...]
    answers: dict[str, Row]


def save_json(path: Path, value: Any) -> None:
    """Writes readable JSON; the old content stays until the new one is whole."""
    new = path.with_suffix(".new")
    new.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    new.replace(path)


def save_info(folder: Path, info: RunInfo) -> None:
    """Writes run.json."""
    save_json(folder / INFO, asdict(info))


def load_info(folder: Path) -> RunInfo | None:
    """What run.json says, None where there is none; raises BadRun if it is damaged or of another version of the format."""
    path = folder / INFO
    if not path.exists():
        return None
    row = _load_json(path)
    if row.get("format") != FORMAT:
        raise BadRun(f"{path} 字段 format：是 {row.get('format')}，本程序读写的是 {FORMAT}，请用新的 --out 文件夹重新评测")
    unknown = set(row) ^ {f.name for f in fields(RunInfo)}
    if unknown:
        raise BadRun(f"{path} 字段 {'、'.join(sorted(unknown))}：多出或缺少，请用新的 --out 文件夹重新评测")
    return RunInfo(**row)


def check_same(folder: Path, begun: RunInfo, wanted: RunInfo) -> None:
    """Raises BadRun naming the first thing in which the run begun in the folder differs from the one wanted."""
    before, now = begun.identity, wanted.identity
    for field in {**before, **now}:
        if before.get(field) != now.get(field):
            raise BadRun(
                f"{folder / INFO} 字段 {field}：这个文件夹里的评测是 {before.get(field)}，这次是 {now.get(field)}，"
                "不能接着做；请换一个 --out 文件夹（已完成的题保留不动）"
            )


def load_run(folder: Path) -> FinishedRun:
    """A finished run; raises BadRun where the folder holds none."""
    if not folder.is_dir():
        raise BadRun(f"{folder}：没有这个评测文件夹，请先用 policyqa eval run 生成")
    info = load_info(folder)
    if info is None or info.finished is None or not (folder / METRICS).exists():
        raise BadRun(f"{folder}：这里没有做完的评测，请先用 policyqa eval run --out {folder} 做完")
    return FinishedRun(folder, info, _load_json(folder / METRICS), tuple(load_scores(folder)), read_rows(folder / ANSWERS))


def score_row(score: Score) -> Row:
    """One line of scores.jsonl."""
    return {**asdict(score), "slices": [list(pair) for pair in score.slices]}


def load_scores(folder: Path) -> list[Score]:
    """The Scores of scores.jsonl, in order; raises BadRun naming the line's id if one does not fit."""
    scores = []
    for row in read_rows(folder / SCORES).values():
        try:
            scores.append(Score(row["id"], row["type"], row["status"], row["values"], tuple((n, v) for n, v in row["slices"])))
        except (KeyError, TypeError, ValueError) as exc:
            raise BadRun(f"{folder / SCORES} id {row['id']}：缺少或写错了字段（{exc}），请重新评测") from exc
    return scores


def _load_json(path: Path) -> Row:
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise BadRun(f"{path}：读不出来（{exc}），请用新的 --out 文件夹重新评测") from exc
    if not isinstance(row, dict):
        raise BadRun(f"{path}：应为一个 JSON 对象，请用新的 --out 文件夹重新评测")
    return row
