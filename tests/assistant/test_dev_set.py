"""The real texts: all development questions as one batch, scored by the referee as another program, against the floors that issue 2 sets."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import PolicyAssistant

LEAST = {
    "right": 0.70,
    "right_with_source_and_date": 0.65,
    "cited_date": 0.95,
    "citation_precision": 0.85,
    "quotes_verbatim": 1.0,
    "declined_unanswerable": 0.75,
}
MOST = {"false_declines": 0.10, "errors": 0}


@pytest.fixture(scope="module")
def scored(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the referee says of the batch."""
    folder = tmp_path_factory.mktemp("dev")
    questions = shared / "qa" / "dev.jsonl"
    with PolicyAssistant.open(folder / "store") as assistant, (folder / "answers.jsonl").open("w", encoding="utf-8") as out:
        assistant.ingest([shared / "corpus"])
        for line in questions.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            stated = {key: row[key] for key in ("history", "as_of", "question_date") if row.get(key)}
            out.write(json.dumps({**assistant.ask(row["question"], **stated).to_dict(), "id": row["id"]}, ensure_ascii=False) + "\n")
    command: list[str | Path] = [
        sys.executable,
        shared / "qa" / "score.py",
        "answers",
        questions,
        folder / "answers.jsonl",
        "--corpus",
        shared / "corpus",
        "--json",
    ]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


def test_the_referee_sees_every_question(scored: dict[str, Any]) -> None:
    """All 80 questions are scored: none is left out of a mean."""
    assert scored["questions"] == 80


@pytest.mark.parametrize(("measure", "floor"), LEAST.items())
def test_the_referees_figure_is_high_enough(scored: dict[str, Any], measure: str, floor: float) -> None:
    """Right, cited and dated at least as often as the issue asks."""
    assert scored[measure] >= floor


@pytest.mark.parametrize(("measure", "ceiling"), MOST.items())
def test_the_referees_figure_is_low_enough(scored: dict[str, Any], measure: str, ceiling: float) -> None:
    """Refused without reason, or failed, no more often than the issue allows."""
    assert scored[measure] <= ceiling
