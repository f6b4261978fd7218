"""One run: every case asked, each answer kept at once, then figures and report. Interrupted runs are taken up where they stopped."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from eval import folder as files
from eval.baseline import best_sentences
from eval.check import check_documents
from eval.jsonl import append, read_rows, write
from eval.model import Assistant, Case, Dataset, Row, RunInfo
from eval.normal import norm
from eval.report import TextOf, write_reports
from eval.score import score_dataset
from eval.summary import summarize
from eval.versions import hash_of, prompts_hash, versions


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run. `hits` is how many hits of each question are kept for the ranking figures and the baseline (0: none).

    `question_date` is "today" for cases that name none; None takes the clock's date, and a run taken up again the recorded one.
    """

    hits: int = 10
    question_date: str | None = None
    limit: int | None = None
    model: str = "extractive"


def run(
    dataset: Dataset,
    out: Path,
    assistant: Assistant,
    *,
    options: RunOptions | None = None,
    earlier: Path | None = None,
) -> Row:
    """The figures of metrics.json; `out` then holds the whole run (see `folder`).

    `earlier` is a run to compare with in the report. A case whose asking raises gets status error.
    Raises BadDataset if gold names a document that the store lacks, BadRun if `out` holds a run of something else.
    """
    options = options or RunOptions()
    before = files.load_run(earlier) if earlier else None
    if options.limit is not None:
        dataset = replace(dataset, cases=dataset.cases[: options.limit])
    check_documents(dataset, assistant.documents())
    info = _begin(dataset, out, assistant, options)
    _answer_all(dataset, out, assistant, info)
    text_of = _text_of(assistant)
    metrics = _measure(dataset, out, info, text_of)
    files.save_info(out, replace(info, finished=info.finished or _now()))
    write_reports(dataset, files.load_run(out), text_of=text_of, earlier=before)
    return metrics


def _begin(dataset: Dataset, out: Path, assistant: Assistant, options: RunOptions) -> RunInfo:
    """The run begun in the folder if it is the same one, else a new one."""
    begun = files.load_info(out)
    day = options.question_date or (begun.settings.get("question_date") if begun else None) or date.today().isoformat()
    info = RunInfo(
        dataset={
            "name": dataset.name,
            "path": str(dataset.path),
            "format": dataset.format,
            "sha256": dataset.sha256,
            "cases": len(dataset.cases),
        },
        settings={"hits": options.hits, "question_date": day, "limit": options.limit},
        store_version=assistant.store_version,
        corpus=hash_of(sorted(str(row["document_id"]) for row in assistant.documents())),
        model=options.model,
        prompts=prompts_hash(),
        versions=versions(),
        started=_now(),
        gates=_gates(dataset),
        format=files.FORMAT,
    )
    if begun:
        files.check_same(out, begun, info)
        return replace(begun, gates=info.gates)
    out.mkdir(parents=True, exist_ok=True)
    files.save_info(out, info)
    return info


def _gates(dataset: Dataset) -> dict[str, Mapping[str, float]]:
    return {"min": dataset.gates.least, "max": dataset.gates.most}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _answer_all(dataset: Dataset, out: Path, assistant: Assistant, info: RunInfo) -> None:
    """Asks what has no line yet. Hits are written before the answer, so a case with an answer is done."""
    done = set(read_rows(out / files.ANSWERS))
    read_rows(out / files.HITS)  # mends a line that a kill cut off
    left = [case for case in dataset.cases if case.id not in done]
    progress = tqdm(
        left, desc="评测", unit="题", mininterval=0.5, total=len(dataset.cases), initial=len(dataset.cases) - len(left), disable=not left
    )
    for case in progress:
        answer = (
            _ask(case, assistant, info.settings["question_date"])
            if dataset.asks
            else {"id": case.id, "question": case.question, "status": "searched"}
        )
        if info.settings["hits"]:
            append(out / files.HITS, _search(case, answer, assistant, info.settings["hits"]))
        append(out / files.ANSWERS, answer)


def _ask(case: Case, assistant: Assistant, today: str) -> Row:
    started = time.perf_counter()
    try:
        found = assistant.ask(
            case.question,
            history=[asdict(turn) for turn in case.history] or None,
            as_of=case.as_of,
            since=case.since,
            until=case.until,
            question_date=case.question_date or today,
        )
        answer: Row = found.to_dict()
        if found.confidence is not None:
            answer["confidence"] = round(found.confidence, 4)
    except Exception as exc:  # noqa: BLE001 - one case must not end the run: whatever it was is kept with the case
        answer = {"question": case.question, "status": "error", "error": f"{type(exc).__name__}: {exc}"}
    return {"question": case.question, **answer, "id": case.id, "elapsed_ms": round((time.perf_counter() - started) * 1000, 2)}


def _search(case: Case, answer: Row, assistant: Assistant, k: int) -> Row:
    """A line of hits.jsonl; a follow-up is searched by the question that the assistant made of it."""
    query = str(answer.get("resolved_question") or case.question)
    try:
        hits: list[Any] = [hit.to_dict() for hit in assistant.search(query, k=k, since=case.since, until=case.until, as_of=case.as_of)]
    except Exception as exc:  # noqa: BLE001 - as above
        return {"id": case.id, "hits": [], "error": f"{type(exc).__name__}: {exc}"}
    return {"id": case.id, "hits": hits}


def _measure(dataset: Dataset, out: Path, info: RunInfo, text_of: TextOf) -> Row:
    """Scores every case, and the best BM25 sentence of its hits beside it; writes scores, baseline and figures."""
    answers = read_rows(out / files.ANSWERS)
    hits = {i: row.get("hits") or [] for i, row in read_rows(out / files.HITS).items()} if info.settings["hits"] else None
    texts = _texts(list(answers.values()), text_of)
    scores = score_dataset(dataset, answers, hits=hits, texts=texts)
    baseline = None
    if hits is not None and dataset.asks:
        sentences = best_sentences(dataset.cases, hits)
        write(out / files.BASELINE, list(sentences.values()))
        baseline = score_dataset(dataset, sentences, texts=_texts(list(sentences.values()), text_of))
    metrics = summarize(scores, answers, baseline=baseline)
    write(out / files.SCORES, [files.score_row(score) for score in scores])
    files.save_json(out / files.METRICS, metrics)
    return metrics


def _texts(answers: Sequence[Row], text_of: TextOf) -> dict[str, str]:
    """Normalised texts of all cited documents, by document id."""
    cited = {c.get("document_id") for a in answers for c in a.get("citations") or []} - {None}
    return {str(i): norm(text_of(str(i))) for i in cited}


def _text_of(assistant: Assistant) -> TextOf:
    """The assistant's texts, None for a document that the store does not hold."""

    def text_of(document_id: str) -> str | None:
        try:
            return assistant.document_text(document_id)
        except KeyError:
            return None

    return text_of
