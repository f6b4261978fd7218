"""`policyqa ingest`, `docs`, `remove` and `doctor` against the contract."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
QUESTION = "2013年国家高新区营业总收入是多少？"
PIECE_KEYS = "piece_id title issuer doc_number date date_kind published effective expires".split()


def test_ingest_names_the_bad_file_and_takes_the_others(run: Run, tmp_path: Path) -> None:
    """A file that cannot be read costs one line on stderr and exit code 1; every other file is in the store."""
    (tmp_path / "好.txt").write_text("示例高新区有企业12家。\n", encoding="utf-8")
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    result = run("ingest", tmp_path / "空.txt", tmp_path / "没有.txt", tmp_path / "好.txt", "--store", tmp_path / "s")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [f"已添加  {tmp_path / '好.txt'}"]
    errors = [line for line in result.stderr.splitlines() if line.startswith("错误：")]
    assert len(errors) == 2
    assert "没有.txt" in errors[0]
    assert "空.txt" in errors[1]


def test_a_bad_line_is_named_and_the_others_are_taken(run: Run, tmp_path: Path) -> None:
    """A .jsonl file with a bad line is added without it: one line on stderr names it, and the exit code is 1, each time."""
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "房租每月补贴8元。"}\n{"id": "2"}\n', encoding="utf-8")
    for status in ("已添加", "未变化"):
        result = run("ingest", tmp_path / "a.jsonl", "--store", tmp_path / "s")
        assert result.exit_code == 1 and result.stdout.startswith(status)
        assert [line for line in result.stderr.splitlines() if '第 2 行的 "text" 没有文字' in line and "a.jsonl" in line]


def test_ingest_json_is_a_line_a_file(run: Run, tmp_path: Path) -> None:
    """With --json each file is one object of the contract's shape, failed ones too; a second time nothing is changed."""
    (tmp_path / "a.txt").write_text("示例高新区有企业12家。\n", encoding="utf-8")
    (tmp_path / "b.xyz").write_text("x", encoding="utf-8")
    arguments = ("ingest", tmp_path / "a.txt", tmp_path / "b.xyz", "--json", "--store", tmp_path / "s")
    rows = [json.loads(line) for line in run(*arguments).stdout.splitlines()]
    assert [sorted(row) for row in rows] == [["document_ids", "error", "file", "status"]] * 2
    assert [row["status"] for row in rows] == ["added", "failed"]
    assert json.loads(run(*arguments).stdout.splitlines()[0])["status"] == "unchanged"


def test_ingest_of_an_empty_folder_says_so(run: Run, tmp_path: Path) -> None:
    """A folder without anything to read is not passed over in silence."""
    (tmp_path / "empty").mkdir()
    result = run("ingest", tmp_path / "empty", "--store", tmp_path / "s")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "没有可以导入的文件" in result.stderr


def test_docs_json_has_the_contracts_shape(run: Run, briefs: Path) -> None:
    """`docs --json` is one list of documents with the metadata of their pieces."""
    documents = json.loads(run("docs", "--json", "--store", briefs).stdout)
    assert len(documents) == 13
    assert all(sorted(d) == ["chunks", "document_id", "pieces", "source_file", "source_id"] for d in documents)
    assert all(list(p) == PIECE_KEYS for d in documents for p in d["pieces"])


def test_remove_takes_out_what_there_is_and_names_the_rest(run: Run, briefs: Path) -> None:
    """Removing a known and an unknown id removes the one, names the other and exits with 1; the text is then not found."""
    documents = json.loads(run("docs", "--json", "--store", briefs).stdout)
    target = next(d["document_id"] for d in documents if d["source_file"] == "2014-news-bundle.txt")
    result = run("remove", target, "不存在", "--store", briefs)
    assert (result.exit_code, result.stdout) == (1, f"已删除  {target}\n")
    assert result.stderr.startswith("错误：不存在：")
    hits = json.loads(run("search", QUESTION, "--json", "--store", briefs).stdout)["hits"]
    assert target not in {hit["document_id"] for hit in hits}


def test_docs_of_an_emptied_store_is_an_empty_list(run: Run, briefs: Path) -> None:
    """A store from which everything was removed lists nothing, without an error."""
    ids = [d["document_id"] for d in json.loads(run("docs", "--json", "--store", briefs).stdout)]
    run("remove", *ids, "--store", briefs)
    result = run("docs", "--json", "--store", briefs)
    assert (result.exit_code, result.stdout) == (0, "[]\n")


def test_doctor_finds_a_good_installation_good(run: Run, briefs: Path) -> None:
    """Where nothing is wrong every line is a tick and the exit code 0; the store's size and model are named."""
    result = run("doctor", "--store", briefs)
    assert result.exit_code == 0
    assert all(line.startswith("✓ ") for line in result.stdout.splitlines())
    assert "13 个文档" in result.stdout
    assert "向量模型 builtin" in result.stdout


def test_doctor_never_shows_the_key(run: Run, briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chat model's settings are checked without showing a key or a password."""
    for name, value in (("MODEL", "m"), ("BASE_URL", "http://u:geheim@host:8000/v1"), ("API_KEY", "sk-geheim")):
        monkeypatch.setenv(f"POLICYQA_LLM_{name}", value)
    result = run("doctor", "--store", briefs)
    assert "m，http://host:8000/v1，已设置密钥" in result.stdout
    assert "geheim" not in result.output


def test_doctor_says_what_to_mend(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing store and a model without an address are crosses with what to do, and exit code 1."""
    monkeypatch.setenv("POLICYQA_LLM_MODEL", "m")
    result = run("doctor", "--store", tmp_path / "none")
    assert result.exit_code == 1
    crosses = [line for line in result.stdout.splitlines() if line.startswith("✗")]
    assert len(crosses) == 2
    assert "请先运行 policyqa ingest" in crosses[0]
    assert "POLICYQA_LLM_BASE_URL" in crosses[1]
