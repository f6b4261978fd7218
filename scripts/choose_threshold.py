"""The operating point: unanswerable questions refused against answerable ones refused, over thresholds of the reader's confidence.

    python -m scripts.choose_threshold ../shared/data runs/threshold [--questions 300] [--svg docs/refusals.svg]

Prints a Markdown table (unanswerable refused / answerable refused, percent) and the threshold to choose. Sets: the near misses and the bundled questions on the briefs; of NCP and CMRC (trial) a store with every second passage, so
that half of the questions have lost theirs; CJRC, each question asked of its own judgment; of the near misses and their twins that we wrote on news,
guides and policies as many each, on a store of their passages among others. All answer with no threshold; an answer then counts as refused
where its confidence is below it.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import PolicyAssistant
from assistant.asking.question import understand
from assistant.finding import checks
from assistant.finding.evidence import find_evidence
from assistant.model import GIVEN
from assistant.reading.candidates import candidates
from eval.svg import line_chart
from index.model import Hit
from index.search import Searcher, Window
from index.store import Store
from scripts.written import MISSING, TWIN, near_misses, write_passages

CASES, BRIEFS, TODAY = Path("eval/cases"), Path("ingest/briefs"), "2020-06-30"
STEPS = (0.0, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9)
STYLE = "<style>.curve{fill:none;stroke:#1f6feb;stroke-width:2}.dot{fill:#b3261e}.axis{stroke:#333}.grid{stroke:#ddd}text{font:11px sans-serif}</style>"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: whether its store answers it, and the confidence of what was answered (−1 where it was refused)."""

    answerable: bool
    confidence: float


def main() -> None:
    """Measures all sets and prints the table; the threshold of the program is marked in the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--svg", type=Path)
    parser.add_argument(
        "--most", type=float, default=0.08, help="answerable questions refused, mean over the sets, that the choice may cost"
    )
    given = parser.parse_args()
    chosen, checks.MIN_CONFIDENCE = checks.MIN_CONFIDENCE, 0.0
    sets = {
        "near misses": list(own(given.work, CASES / "near_misses.jsonl")),
        "bundled": list(own(given.work, CASES / "bundled.jsonl")),
        "NCP, half the texts": list(halved(given.work, given.data / "ncp_policies", "train", given.questions)),
        "CMRC, half the texts": list(halved(given.work, given.data / "cmrc2018", "trial", given.questions)),
        "CJRC": list(closed(given.work, given.data / "cjrc", "dev", given.questions)),
        "news, guides": list(beside(given.work, given.data, given.questions)),
    }
    print("| threshold | " + " | ".join(sets) + " | mean |")
    print("|---:|" + "---:|" * (len(sets) + 1))
    for step in sorted({*STEPS, chosen}):
        rates = [rate(outcomes, step) for outcomes in sets.values()]
        cells = [*rates, mean(rates)]
        print(
            f"| {step:g}{' (chosen)' if step == chosen else ''} | " + " | ".join(f"{100 * d:.1f} / {100 * f:.1f}" for d, f in cells) + " |"
        )
    fitting = [i / 200 for i in range(201) if mean([rate(outcomes, i / 200) for outcomes in sets.values()])[1] <= given.most]
    print(f"\nhighest threshold with at most {100 * given.most:g} % of the answerable questions refused: {max(fitting, default=0.0):g}")
    if given.svg:
        given.svg.write_text(picture(list(sets.values()), chosen), encoding="utf-8")


def rate(outcomes: Sequence[Outcome], threshold: float) -> tuple[float, float]:
    """The share of the unanswerable questions that are refused, and that of the answerable ones."""
    refused = {kind: [o.confidence < threshold or o.confidence < 0 for o in outcomes if o.answerable is kind] for kind in (False, True)}
    return sum(refused[False]) / max(1, len(refused[False])), sum(refused[True]) / max(1, len(refused[True]))


def mean(rates: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The means over the sets, each set counting the same."""
    return sum(d for d, _ in rates) / len(rates), sum(f for _, f in rates) / len(rates)


def picture(sets: Sequence[Sequence[Outcome]], chosen: float) -> str:
    """The mean curve as a standalone SVG."""
    points = [mean([rate(outcomes, i / 100) for outcomes in sets]) for i in range(101)]
    declined, false = mean([rate(outcomes, chosen) for outcomes in sets])
    chart = line_chart(
        [("curve", sorted((f, d) for d, f in points))], x="answerable refused", y="unanswerable refused", dot=(false, declined)
    )
    return chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(">", f">{STYLE}", 1)


def own(work: Path, questions: Path) -> Iterator[Outcome]:
    """Our own questions on the bundled documents."""
    with PolicyAssistant.open(work / "briefs") as qa:
        qa.ingest([BRIEFS])
        for line in questions.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            told = {key: row.get(key) for key in ("history", "as_of", "question_date")}
            yield asked(qa, row["question"], answerable=row["type"] != "unanswerable", **told)


def halved(work: Path, folder: Path, split: str, count: int) -> Iterator[Outcome]:
    """Questions on a store that lacks every second passage of the set."""
    passages = list(rows(folder / "passages.jsonl.gz"))[::2]
    held = {p["id"] for p in passages}
    work.mkdir(parents=True, exist_ok=True)
    source = work / f"{folder.name}.jsonl"
    source.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in passages), encoding="utf-8")
    with PolicyAssistant.open(work / folder.name) as qa:
        qa.ingest([source])
        for row in sample(folder, split, count):
            yield asked(qa, row["question"], answerable=bool(held & set(row["passage_ids"])))


def beside(work: Path, data: Path, count: int) -> Iterator[Outcome]:
    """Near misses and questions that their passages answer."""
    folder = work / "written"
    folder.mkdir(parents=True, exist_ok=True)
    with PolicyAssistant.open(folder / "store") as qa:
        qa.ingest(write_passages(data, folder, without=()))
        found = near_misses(data)
        for kind in (MISSING, TWIN):
            some = [q for q in found if q["kind"] == kind]
            for q in random.Random(0).sample(some, min(count, len(some))):
                yield asked(qa, q["question"], answerable=kind == TWIN)


def asked(qa: PolicyAssistant, question: str, *, answerable: bool, **told: Any) -> Outcome:
    """One question put to the assistant."""
    answer = qa.ask(question, **({"question_date": TODAY} | {k: v for k, v in told.items() if v}))
    sure = 1.0 if answer.confidence is None else answer.confidence
    return Outcome(answerable, sure if answer.status in GIVEN else -1.0)


def closed(work: Path, folder: Path, split: str, count: int) -> Iterator[Outcome]:
    """Questions each asked of its own passage; the unanswerable ones were written for it."""
    with PolicyAssistant.open(work / folder.name) as qa:
        qa.ingest([folder / "passages.jsonl.gz"])
        store = Store.open(work / folder.name)
        searcher, reader = Searcher(store, qa.embedder), qa._reader()
        places = {row["source_id"]: row["pieces"] for row in qa.documents()}
        for row in sample(folder, split, count):
            hits = [hit(store, piece["piece_id"], row["passage_ids"][0]) for piece in places[row["passage_ids"][0]]]
            part = understand(row["question"], today=TODAY)
            found = candidates(h for group in hits for h in group)
            finding = find_evidence([part], found, reader, idf=searcher.idf, library=store, window=Window())
            sure = finding.evidence[0].reading.confidence if finding.evidence else -1.0
            yield Outcome(row.get("answer_kind") != "none", sure)
        store.close()


def hit(store: Store, piece_id: str, source_id: str) -> list[Hit]:
    """All chunks of a piece as hits."""
    chunks = store.chunks_of_piece(piece_id)
    piece = next(p for p in store.pieces_of_document(chunks[0].document_id) if p.id == piece_id)
    return [Hit(n, 1.0, chunk, piece, "", source_id) for n, chunk in enumerate(chunks, start=1)]


def sample(folder: Path, split: str, count: int) -> list[dict[str, Any]]:
    """The same questions at every run."""
    found = [row for row in rows(folder / f"questions.{split}.jsonl.gz") if row["passage_ids"] and row["question"].strip()]
    return random.Random(0).sample(found, min(count, len(found)))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
