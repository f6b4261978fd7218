"""What each part brings: python scripts/ablate.py --shared ../shared --out runs/ablation [--only dev bundled] [--chronoqa-store DIR]

Every set is answered in full and once without each part; the referee of --shared scores; the tables go to stdout and OUT/ablation.md.
Interrupted, it goes on with the cells that OUT/cells.json does not hold: take another OUT after a change of the code. A part is taken out
where it is used, by putting something empty in its place, so that the product knows nothing of this script; a name that has moved raises.
"""

import argparse
import gzip
import importlib.util
import json
import random
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ablation_parts import WITHOUT, without

from assistant import PolicyAssistant

ROOT = Path(__file__).parents[1]
ANSWERED = {
    "right": "right", "right_with_source_and_date": "rwsd", "declined_unanswerable": "declined", "false_declines": "false declines",
    "cited_date": "cited date", "citation_precision": "precision",
}  # fmt: skip
READ = {"right_within_100": "right within 100", "char_f1": "char F1", "recall@5": "recall@5"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Set:
    """Questions with the store that answers them; `today` for those that name none, `sample` how many of them are asked (0: all)."""

    name: str
    questions: Path
    store: Path
    texts: Path
    figures: Mapping[str, str]
    today: str | None = None
    sample: int = 0

    def load(self) -> list[Row]:
        """The questions, or the sample of them that is the same every time."""
        unpack = gzip.open if self.questions.suffix == ".gz" else open
        with unpack(self.questions, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        return random.Random(0).sample(rows, self.sample) if 0 < self.sample < len(rows) else rows


def main() -> None:
    """Measures what is missing of the cells, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="+", metavar="SET")
    parser.add_argument("--chronoqa-store", type=Path, help="a store with ChronoQA's passages (default: one of these alone)")
    parser.add_argument("--sample", type=int, default=300, help="questions of each reading set")
    args = parser.parse_args()
    sets = [s for s in all_sets(args) if not args.only or s.name in args.only]
    args.out.mkdir(parents=True, exist_ok=True)
    cells = measured(sets, args.out, load_referee(args.shared / "qa" / "score.py"))
    text = "\n\n".join(table(s, cells) for s in sets) + "\n"
    (args.out / "ablation.md").write_text(text, encoding="utf-8")
    print(text)


def all_sets(args: argparse.Namespace) -> list[Set]:
    """The four sets; their stores lie under --out unless they are named."""
    data, stores = args.shared / "data", args.out / "stores"
    chronoqa, cmrc = data / "chronoqa", data / "cmrc2018"
    return [
        Set("dev", args.shared / "qa" / "dev.jsonl", stores / "dev", args.shared / "corpus", ANSWERED),
        Set("bundled", ROOT / "eval" / "cases" / "bundled.jsonl", stores / "bundled", ROOT / "ingest" / "briefs", ANSWERED),
        Set("chronoqa", chronoqa / "questions.dev.jsonl.gz", args.chronoqa_store or stores / "chronoqa", chronoqa / "passages.jsonl.gz",
            READ, today="2024-12-31", sample=args.sample),
        Set("cmrc", cmrc / "questions.trial.jsonl.gz", stores / "cmrc", cmrc / "passages.jsonl.gz", READ, sample=args.sample),
    ]  # fmt: skip


def measured(sets: list[Set], out: Path, referee: ModuleType) -> dict[str, Row]:
    """The figures of every cell by `SET SAMPLE without PART`, those of earlier runs included; each is kept as soon as it is known."""
    file = out / "cells.json"
    cells: dict[str, Row] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for part in WITHOUT:  # a name that has moved raises before anything is measured
        with without(part):
            pass
    todo = [(s, part) for s in sets for part in WITHOUT if cell(s, part) not in cells]
    for n, (s, part) in enumerate(todo, 1):
        begun = time.monotonic()
        with without(part):
            figures = figures_of(s, referee)
        cells[cell(s, part)] = figures
        file.write_text(json.dumps(cells, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"{n}/{len(todo)} {cell(s, part)}: {time.monotonic() - begun:.0f} s, {figures}", file=sys.stderr, flush=True)
    return cells


def cell(s: Set, part: str) -> str:
    """The name of a cell."""
    return f"{s.name} {s.sample or 'all'} without {part}"


def figures_of(s: Set, referee: ModuleType) -> Row:
    """The referee's figures for a set, answered now."""
    with PolicyAssistant.open(s.store) as assistant:
        if not assistant.documents():
            assistant.ingest([s.texts])
        questions = s.load()
        answers = [_asked(assistant, s, q) for q in questions]
        if s.figures is ANSWERED:
            found = referee.score_answers(questions, answers, str(s.texts))[0]
        else:
            hits = [
                {"id": q["id"], "hits": [h.to_dict() for h in assistant.search(q["question"], k=10)]}
                for q in questions
                if q["question"].strip()
            ]
            found = referee.score_reading(questions, answers) | referee.score_retrieval(questions, hits)
    return {name: found[name] for name in s.figures}


def _asked(assistant: PolicyAssistant, s: Set, q: Row) -> Row:
    if not q["question"].strip():
        return {"id": q["id"], "status": "error"}
    options = {"history": q.get("history"), "as_of": q.get("as_of"), "question_date": q.get("question_date") or s.today}
    return assistant.ask(q["question"], **options).to_dict() | {"id": q["id"]}


def load_referee(path: Path) -> ModuleType:
    """The referee's script as a module."""
    spec = importlib.util.spec_from_file_location("referee", path)
    assert spec is not None and spec.loader is not None  # for the type checker: a .py file has both
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table(s: Set, cells: Mapping[str, Row]) -> str:
    """A set's figures in percent, one line a part, with what taking it out changes."""
    full = cells[cell(s, "in full")]
    lines = [f"| {s.name} ({s.sample or 'all'}) | " + " | ".join(s.figures.values()) + " |", "|---" + "|---:" * len(s.figures) + "|"]
    for part in WITHOUT:
        here = cells[cell(s, part)]
        shown = [_shown(here[f], None if part == "in full" else full[f]) for f in s.figures]
        lines.append(f"| {part if part == 'in full' else 'without ' + part} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


def _shown(value: float | None, full: float | None) -> str:
    if value is None:
        return "–"
    change = 0.0 if full is None else round(100 * (value - full), 1)
    return f"{100 * value:.1f}" + (f" ({change:+.1f})" if change else "")


if __name__ == "__main__":
    main()
