"""Datasets are read whole or refused with file, line and field."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.dataset import find, load_policy
from eval.errors import BadDataset
from eval.formats import load, passages
from eval.model import Facts, Spans, Turn

GOOD = {"id": "a", "question": "几家？", "type": "number", "must": [["6家"]], "must_not": [], "docs": ["001"], "evidence": ["6家"]}


def save(path: Path, *rows: Any) -> Path:
    """The path, after the rows were written to it: text as it is, anything else as a line of JSON."""
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_case_is_read(tmp_path: Path) -> None:
    """Gold, history and what the assistant is told come through; source_date goes before source_dates; blank lines are passed over."""
    row = GOOD | {
        "source_date": "2014",
        "source_dates": ["2014", "2015"],
        "as_of": "2016-01",
        "history": [{"q": "问", "a": "答"}],
        "docs_mode": "all",
    }
    case = load_policy(save(tmp_path / "d.jsonl", "\n", row)).cases[0]
    assert case.gold == Facts((("6家",),), (), ("001",), "all", ("2014",), ("6家",))
    assert (case.history, case.as_of, case.answerable) == ((Turn("问", "答"),), "2016-01", True)


def test_gz_is_read(tmp_path: Path) -> None:
    """A packed dataset is the same dataset."""
    path = tmp_path / "d.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    assert load_policy(path).name == "d"


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("{oops\n", r"d\.jsonl 第2行：不是合法的 JSON"),
        ("[1]\n", r"第2行：应为一个 JSON 对象"),
        (GOOD | {"id": "b", "answer": "x"}, r"第2行 字段 answer：没有这个字段"),
        (GOOD | {"id": 5}, r"第2行 字段 id：应为非空字符串"),
        (GOOD | {"id": "b", "type": "numbr"}, r"第2行 字段 type：应为其中之一"),
        (GOOD | {"id": "b", "must": ["6家"]}, r"第2行 字段 must：应为列表的列表"),
        (GOOD | {"id": "b", "must": [[]]}, r"第2行 字段 must"),
        (GOOD | {"id": "b", "must": []}, r"第2行 字段 must：可回答的题不能为空"),
        (GOOD | {"id": "b", "source_date": "2014-13"}, r"第2行 字段 source_date"),
        (GOOD | {"id": "b", "as_of": 2014}, r"第2行 字段 as_of"),
        (GOOD | {"id": "b", "history": [{"q": "x"}]}, r"第2行 字段 history"),
        (GOOD | {"id": "b", "docs_mode": "both"}, r"第2行 字段 docs_mode：应为 any 或 all"),
        ({"id": "b", "question": "x", "type": "fact"}, r"第2行 字段 must：缺少这个字段"),
        (GOOD, r"第2行 字段 id：“a”与第1行重复"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, bad: Any, message: str) -> None:
    """The first fault ends the reading, in one line with file, line and field."""
    with pytest.raises(BadDataset, match=message) as raised:
        load_policy(save(tmp_path / "d.jsonl", GOOD, bad))
    assert "\n" not in str(raised.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing, empty, damaged or foreign file is named with what to do."""
    damaged = tmp_path / "d.jsonl.gz"
    damaged.write_bytes(b"\x1f\x8b\x08broken")
    foreign = tmp_path / "g.jsonl"
    foreign.write_bytes("问题".encode("gbk"))
    for path, message in [
        (tmp_path / "no.jsonl", "找不到"),
        (save(tmp_path / "e.jsonl"), "没有一道题"),
        (damaged, "读不出来"),
        (foreign, "UTF-8"),
    ]:
        with pytest.raises(BadDataset, match=message):
            load_policy(path)


def test_names_of_bundled_sets(tmp_path: Path) -> None:
    """A path is taken as it is; another word must be the name of a bundled set."""
    assert find(str(tmp_path)) == tmp_path
    with pytest.raises(BadDataset, match="自带"):
        find("nosuchset")


def test_gates_stand_beside_the_dataset(tmp_path: Path) -> None:
    """NAME.gates.json gives limits; a table of another shape is refused."""
    path = save(tmp_path / "d.jsonl", GOOD)
    table = tmp_path / "d.gates.json"
    assert load_policy(path).gates.least == {}
    table.write_text('{"min": {"right": 0.9}, "max": {"errors": 0}}', encoding="utf-8")
    assert (load_policy(path).gates.least, load_policy(path).gates.most) == ({"right": 0.9}, {"errors": 0})
    for wrong in ('{"right": 0.9}', '{"min": {"right": "x"}}', "{"):
        table.write_text(wrong, encoding="utf-8")
        with pytest.raises(BadDataset, match=r"gates\.json"):
            load_policy(path)


def test_squad(tmp_path: Path) -> None:
    """CMRC's and DRCD's form: a case a question, its paragraph relevant, the paragraphs as passages."""
    paragraph = {
        "id": "P1",
        "context": "园区在江边。",
        "qas": [{"id": "Q1", "question": "在哪？", "answers": [{"text": "江边", "answer_start": 3}]}],
    }
    path = save(tmp_path / "s.json", {"data": [{"title": "园区", "paragraphs": [paragraph]}]})
    case = load(path, "squad").cases[0]
    assert (case.id, case.question, case.gold) == ("Q1", "在哪？", Spans(("江边",), (("P1", 1),)))
    assert list(passages(path, "squad")) == [{"id": "P1", "title": "园区", "text": "园区在江边。"}]


def test_squad_faults_are_placed(tmp_path: Path) -> None:
    """A paragraph without questions is named by its place."""
    path = save(tmp_path / "s.json", {"data": [{"paragraphs": [{"id": "P1", "context": "x"}]}]})
    with pytest.raises(BadDataset, match="第1篇第1段 字段 qas：应为列表"):
        load(path, "squad")


def test_chronoqa_csv(tmp_path: Path) -> None:
    """The csv's Python lists become passages with ids from their content; date and slices are kept."""
    path = tmp_path / "c.csv"
    row = "0,何时？,2024-08-30,五日,implicit,short-term,day,relative,time,multiple,\"['甲日开幕', '乙日闭幕']\""
    heads = "temporal_expression_type,temporal_scope,temporal_granularity,temporal_type,answer_type,reference_document_count,golden_chunks"
    path.write_text(f",question,question_date,answer,{heads}\n{row}\n", encoding="utf-8")
    case = load(path, "chronoqa").cases[0]
    assert (case.id, case.question_date, case.type) == ("chronoqa-q0", "2024-08-30", "relative")
    assert isinstance(case.gold, Spans)
    assert dict(case.gold.slices)["answer_type"] == "time"
    assert [p["id"] for p in passages(path, "chronoqa")] == [i for i, _ in case.gold.relevant]
    path.write_text(path.read_text(encoding="utf-8").replace("['甲日", "甲日"), encoding="utf-8")
    with pytest.raises(BadDataset, match="第1条 字段 golden_chunks"):
        load(path, "chronoqa")


def test_passage_questions(tmp_path: Path) -> None:
    """questions.*.jsonl beside passages.jsonl; blank gold answers mean that the text does not answer; other keys are passed over."""
    row = {"id": "q", "question": "何处？", "answers": [""], "passage_ids": ["p"], "turn": 0}
    path = save(tmp_path / "questions.dev.jsonl", row)
    save(tmp_path / "passages.jsonl", {"id": "p", "title": "", "text": "甲"}, {"id": "p", "title": "", "text": "甲"})
    case = load(path, "passages").cases[0]
    assert not case.answerable
    assert [p["id"] for p in passages(path, "passages")] == ["p"]
    with pytest.raises(BadDataset, match="第1行 字段 answers：应为列表"):
        load(save(path, row | {"answers": "x"}), "passages")


def test_beir_and_trec_folders(tmp_path: Path) -> None:
    """Judged queries become cases with graded documents; a broken line of the judgements is named."""
    save(tmp_path / "queries.jsonl", {"_id": "1", "text": "孵化器"}, {"_id": "2", "text": "未评"})
    save(tmp_path / "corpus.jsonl", {"_id": "d1", "title": "", "text": "甲"})
    save(tmp_path / "qrels.tsv", "query-id\tcorpus-id\tscore\n", "1\td1\t2\n")
    save(tmp_path / "queries.tsv", "1\t孵化器\n")
    save(tmp_path / "qrels.txt", "1 0 d1 2\n")
    for name in ("beir", "trec"):
        dataset = load(tmp_path, name)
        assert [(c.id, c.question, c.gold) for c in dataset.cases] == [("1", "孵化器", Spans((), (("d1", 2),)))]
        assert not dataset.asks
        assert [p["id"] for p in passages(tmp_path, name)] == ["d1"]
    save(tmp_path / "qrels.txt", "1 0 d1\n")
    with pytest.raises(BadDataset, match=r"qrels\.txt 第1行：应有4列"):
        load(tmp_path, "trec")


@pytest.mark.parametrize(
    "name", ["cmrc2018/questions.trial", "drcd/questions.dev", "stard/questions.train", "ncp_policies/questions.train"]
)
def test_real_sets_are_read(shared: Path, name: str) -> None:
    """The public sets come through whole, and their relevant passages are among the passages."""
    path = shared / "data" / f"{name}.jsonl.gz"
    dataset = load(path, "passages")
    ids = {row["id"] for row in passages(path, "passages")}
    assert all(doc in ids for case in dataset.cases for doc, _ in case.gold.relevant)  # type: ignore[union-attr]
