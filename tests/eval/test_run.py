"""A run keeps every finished case, is taken up where it stopped, and refuses to mix with another."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest

from eval.baseline import best_sentences, terms_of
from eval.errors import BadDataset, BadRun
from eval.folder import load_info, load_run, save_info
from eval.formats import load
from eval.run import RunOptions, run


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_leaves_the_whole_folder(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """Answers, hits, scores, baseline, figures, run.json and both reports come out; perfect answers score 1."""
    out = tmp_path / "out"
    metrics = run(load(dataset_file, "policy"), out, scripted)
    assert {p.name for p in out.iterdir()} == {
        "answers.jsonl",
        "hits.jsonl",
        "scores.jsonl",
        "baseline.jsonl",
        "metrics.json",
        "run.json",
        "report.html",
        "report.md",
    }
    assert [metrics[k] for k in ("right", "right_with_source_and_date", "quotes_verbatim", "figures_backed", "declined_unanswerable")] == [
        1
    ] * 5
    assert metrics["evidence@10"] == 1
    assert metrics == json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    finished = load_run(out)
    assert finished.info.finished
    assert finished.info.versions["python"] and len(finished.info.versions["weights of the reader"]) == 16
    assert finished.info.store_version == "s1"
    assert finished.info.dataset["cases"] == len(finished.scores) == 4


def test_the_assistant_is_told_only_what_the_contract_says(tmp_path: Path, scripted: Any, make: Any) -> None:
    """History goes as q and a; dates as given; `question_date` is the case's, else the run's."""
    row = {"id": "x", "question": "几家？", "type": "asof", "must": [["6家"]], "must_not": [], "docs": ["001"], "evidence": ["6家"],
           "history": [{"q": "问", "a": "答"}], "as_of": "2022-12", "since": "2020"}  # fmt: skip
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps(row) + "\n" + json.dumps(row | {"id": "y", "question_date": "2021-05-01"}), encoding="utf-8")
    scripted.replies["几家？"] = make.answer("几家？", "6家")
    run(load(path, "policy"), tmp_path / "out", scripted, options=RunOptions(question_date="2026-01-02"))
    told = {"question": "几家？", "history": [{"q": "问", "a": "答"}], "as_of": "2022-12", "since": "2020", "until": None}
    assert scripted.asked == [told | {"question_date": "2026-01-02"}, told | {"question_date": "2021-05-01"}]


def test_a_case_that_raises_is_an_error_and_the_rest_goes_on(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """The exception is kept with its case; the other cases are answered."""
    scripted.replies["计划由谁实施？"] = RuntimeError("boom")
    metrics = run(load(dataset_file, "policy"), tmp_path / "out", scripted)
    second = lines(tmp_path / "out" / "answers.jsonl")[1]
    assert (second["id"], second["status"], second["error"]) == ("c2", "error", "RuntimeError: boom")
    assert (metrics["errors"], metrics["right"]) == (1, 0.75)


def test_an_interrupted_run_asks_only_what_is_left(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """After Ctrl-C two cases are kept; a line cut off in the middle is asked again, others are not."""
    dataset, out = load(dataset_file, "policy"), tmp_path / "out"
    scripted.replies["园区的出口额是多少？"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        run(dataset, out, scripted)
    assert [row["id"] for row in lines(out / "answers.jsonl")] == ["c1", "c2"]
    with pytest.raises(BadRun, match="没有做完的评测"):
        load_run(out)
    with (out / "answers.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "c3", "ques')
    with (out / "hits.jsonl").open("ab") as file:
        file.write('{"id": "c3", "hits": [{"text": "园'.encode()[:-1])
    again = type(scripted)({**scripted.replies, "园区的出口额是多少？": scripted.replies["计划由谁实施？"]})
    run(dataset, out, again)
    assert [told["question"] for told in again.asked] == [case.question for case in dataset.cases[2:]]
    assert [row["id"] for row in lines(out / "answers.jsonl")] == ["c1", "c2", "c3", "c4"]
    assert [row["id"] for row in lines(out / "hits.jsonl")] == ["c1", "c2", "c3", "c4"]


def test_a_finished_run_is_measured_again_without_asking(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """Running once more asks nothing, keeps the dates, and gives the same figures."""
    dataset, out = load(dataset_file, "policy"), tmp_path / "out"
    first = run(dataset, out, scripted)
    before, scripted.asked[:] = load_info(out), []
    assert run(dataset, out, scripted) == first
    assert scripted.asked == []
    assert load_info(out) == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("store", "store_version"),
        ("dataset", "dataset.sha256"),
        ("hits", "settings.hits"),
        ("today", "settings.question_date"),
        ("model", "model"),
    ],
)
def test_another_run_does_not_mix_in(dataset_file: Path, tmp_path: Path, scripted: Any, change: str, field: str) -> None:
    """Another store, dataset, setting or model is refused by name, and the folder stays as it was."""
    out = tmp_path / "out"
    run(load(dataset_file, "policy"), out, scripted, options=RunOptions(question_date="2026-01-01"))
    kept = {p.name: p.read_bytes() for p in out.iterdir()}
    options = {"hits": RunOptions(5), "today": RunOptions(question_date="2026-01-02"), "model": RunOptions(model="other")}.get(change)
    if change == "store":
        scripted.store_version = "s2"
    if change == "dataset":
        dataset_file.write_text(dataset_file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(BadRun, match=f"run.json 字段 {field}"):
        run(load(dataset_file, "policy"), out, scripted, options=options)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == kept


def test_folders_of_another_version_or_damaged(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """A run folder of another format version, with a foreign field, or with a broken line in the middle is named with its place."""
    dataset, out = load(dataset_file, "policy"), tmp_path / "out"
    run(dataset, out, scripted)
    info = json.loads((out / "run.json").read_text(encoding="utf-8"))
    (out / "answers.jsonl").write_text("oops\n{}\n", encoding="utf-8")
    with pytest.raises(BadRun, match=r"answers.jsonl 第1行：不是带 id 的 JSON 对象"):
        run(dataset, out, scripted)
    for wrong, message in [(info | {"format": 99}, "字段 format：是 99"), (info | {"extra": 1}, "字段 extra"), ([], "应为一个 JSON 对象")]:
        (out / "run.json").write_text(json.dumps(wrong), encoding="utf-8")
        with pytest.raises(BadRun, match=message):
            run(dataset, out, scripted)
    (out / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadRun, match="读不出来"):
        load_run(out)
    with pytest.raises(BadRun, match="没有这个评测文件夹"):
        load_run(tmp_path / "nowhere")


def test_run_info_survives_saving(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """What run.json holds reads back equal."""
    run(load(dataset_file, "policy"), tmp_path / "out", scripted)
    info = load_info(tmp_path / "out")
    assert info is not None
    save_info(tmp_path, info)
    assert load_info(tmp_path) == info


def test_a_killed_process_loses_at_most_one_line(dataset_file: Path, tmp_path: Path) -> None:
    """kill -9 in the middle of a run, then running again: every case stands in answers.jsonl once."""
    dataset = json.loads(dataset_file.read_text(encoding="utf-8").splitlines()[0])
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps(dataset | {"id": f"m{i}"}, ensure_ascii=False) + "\n" for i in range(60)), encoding="utf-8")
    program = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from assistant.model import Answer
        from eval.formats import load
        from eval.run import RunOptions, run
        class Slow:
            store_version = "s1"
            def ask(self, question, **told):
                time.sleep(0.02)
                return Answer(question, question, "2026-01-01", "answered", "6家" + "字" * 90)
            def search(self, query, **told):
                return []
            def documents(self):
                return [{"document_id": "d", "source_id": None, "source_file": "001_zone.txt"}]
            def document_text(self, document_id):
                raise KeyError(document_id)
        run(load(Path(sys.argv[1]), "policy"), Path(sys.argv[2]), Slow(), options=RunOptions(question_date="2026-01-01"))
    """)
    command = [sys.executable, "-c", program, str(many), str(tmp_path / "out")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in [str(Path.cwd()), *sys.path] if p)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    answers = tmp_path / "out" / "answers.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not answers.exists() or answers.read_bytes().count(b"\n") < 10):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = answers.read_bytes().rpartition(b"\n")[0]
    assert 10 <= kept.count(b"\n") + 1 < 60
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert answers.read_bytes().startswith(kept)
    assert [row["id"] for row in lines(answers)] == [f"m{i}" for i in range(60)]


def test_the_limit_takes_the_first_cases(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """`limit` asks only so many, and says so in run.json."""
    metrics = run(load(dataset_file, "policy"), tmp_path / "out", scripted, options=RunOptions(limit=2, hits=0))
    assert (metrics["questions"], metrics["baseline"]) == (2, None)
    assert load_run(tmp_path / "out").info.settings["limit"] == 2
    assert not (tmp_path / "out" / "hits.jsonl").exists()


def test_gold_must_be_in_the_store(dataset_file: Path, tmp_path: Path, scripted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case about a document that the store lacks, and an empty store, are refused by line and field before anything is asked."""
    dataset, held = load(dataset_file, "policy"), scripted.documents()
    for documents, message in [(held[:1], r"small\.jsonl 第2行 字段 docs：资料库里没有 002"), ([], "资料库是空的")]:
        monkeypatch.setattr(scripted, "documents", lambda documents=documents: documents)
        with pytest.raises(BadDataset, match=message):
            run(dataset, tmp_path / "out", scripted)
    questions = tmp_path / "questions.x.jsonl"
    questions.write_text(json.dumps({"id": "q", "question": "何处？", "answers": ["江边"], "passage_ids": ["p9"]}), encoding="utf-8")
    monkeypatch.setattr(scripted, "documents", lambda: held)
    with pytest.raises(BadDataset, match="第1行 字段 passage_ids：资料库里没有 p9"):
        run(load(questions, "passages"), tmp_path / "out", scripted)
    assert not scripted.asked
    assert not (tmp_path / "out").exists()


def test_progress_goes_to_stderr(dataset_file: Path, tmp_path: Path, scripted: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The bar with its estimate is no part of the results."""
    run(load(dataset_file, "policy"), tmp_path / "out", scripted)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "4/4" in shown.err


def test_ranking_sets_are_searched_only(tmp_path: Path, scripted: Any) -> None:
    """A BEIR folder is not asked; recall, reciprocal rank and nDCG come out, and the report is written."""
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "1", "text": "孵化器12个"}), encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q\td\ts\n1\tdoc-002\t1\n", encoding="utf-8")
    metrics = run(load(tmp_path, "beir"), tmp_path / "out", scripted)
    assert scripted.asked == []
    assert (metrics["recall@1"], metrics["ndcg@10"], metrics.get("right"), metrics["latency_ms"]) == (1, 1, None, None)
    assert (tmp_path / "out" / "report.html").exists()


def test_latency_is_measured_around_asking(dataset_file: Path, tmp_path: Path, scripted: Any) -> None:
    """Every answered case has its wall time, and the percentiles rise."""
    metrics = run(load(dataset_file, "policy"), tmp_path / "out", scripted)
    found = metrics["latency_ms"]
    assert 0 <= found["p50"] <= found["p90"] <= found["p95"] <= found["max"]
    assert all("elapsed_ms" in row for row in lines(tmp_path / "out" / "answers.jsonl"))


def test_the_baseline_pours_out_the_best_sentence(dataset_file: Path) -> None:
    """The sentence that shares rare words wins, is cut at 115 characters, cites its file without a date; no hits, no answer."""
    cases = load(dataset_file, "policy").cases
    hits = {
        "c1": [
            {"source_file": "001_zone.txt", "document_id": "d", "date": "2022", "text": "全年收入增长。高新技术企业6家" + "等" * 200 + "。"}
        ]
    }
    found = best_sentences(cases, hits)
    assert found["c1"]["text"] == "高新技术企业6家" + "等" * 107 + "[1]"
    assert found["c1"]["citations"][0]["date"] is None
    assert found["c2"]["status"] == "not_in_corpus"
    assert terms_of("新 区，5家") == {"新": 1, "区": 1, "5": 1, "家": 1, "新区": 1, "区5": 1, "5家": 1}
