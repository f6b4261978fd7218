"""`policyqa ask` and `search` against the contract: what they print, and how wrong usage is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from assistant import PolicyAssistant

Run = Callable[..., Result]
QUESTION = "2013年国家高新区营业总收入是多少？"
READ = "公司要成立多长时间才能申请高新技术企业？"  # answered from the best sentence, not from amounts over time
ANSWER_KEYS = (
    "id question resolved_question question_date status text short_answer citations computed timeline as_of filters nearest model prompt "
    "store_version timings_ms"
).split()
CITATION_KEYS = (
    "marker document_id piece_id source_id source_file title issuer doc_number section date date_kind quote start end verified"
).split()
HIT_KEYS = "rank document_id piece_id source_id source_file title section date score text".split()


def test_ask_shows_the_answer_with_its_dated_source(run: Run, briefs: Path) -> None:
    """The answer is followed by its source, its date with its kind, its file, and the quote."""
    result = run("ask", QUESTION, "--store", briefs)
    assert result.exit_code == 0
    text, _, sources = result.stdout.partition("\n\n来源\n")
    assert "20.3万亿元" in text
    assert "[1]" in text
    assert "2014年4月4日（报道） 2014-news-bundle.txt\n    “" in sources


def test_ask_json_has_the_contracts_keys(run: Run, briefs: Path) -> None:
    """`ask --json` prints one object with the contract's keys, whose quotes are slices of the documents."""
    answer = json.loads(run("ask", QUESTION, "--json", "--today", "2026年11月", "--store", briefs).stdout)
    assert list(answer) == ANSWER_KEYS
    assert answer["question_date"] == "2026-11-30"
    with PolicyAssistant.open(briefs) as assistant:
        for citation in answer["citations"]:
            assert list(citation) == CITATION_KEYS
            assert assistant.document_text(citation["document_id"])[citation["start"] : citation["end"]] == citation["quote"]


def test_explain_is_told_below_the_answer(run: Run, briefs: Path) -> None:
    """`--explain` leaves the answer as it is and adds how it was understood, with the used sentence ticked and others left with a reason."""
    plain = run("ask", QUESTION, "--store", briefs).stdout
    result = run("ask", QUESTION, "--explain", "--store", briefs)
    assert result.exit_code == 0
    assert result.stdout.startswith(plain + "\n这个问题是怎样理解的\n    问的是：数值（金额）\n")
    told = result.stdout.removeprefix(plain)
    assert "时间：2013年（2013年1月1日至2013年12月31日）" in told
    ticked = [line for line in told.splitlines() if line.startswith("    ✓")]
    assert len(ticked) == 1
    assert "20.3万亿元" in ticked[0]
    assert "未用：" in run("ask", READ, "--explain", "--store", briefs).stdout


def test_explain_in_json_is_one_more_key(run: Run, briefs: Path, tmp_path: Path) -> None:
    """With `--explain` the contract's object has the key `explanation` last, in a batch too; without it there is none."""
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text(json.dumps({"id": "1", "question": QUESTION}) + "\n", encoding="utf-8")
    one = json.loads(run("ask", QUESTION, "--json", "--explain", "--store", briefs).stdout)
    assert run("ask", "--batch", questions, "--out", answers, "--explain", "--store", briefs).exit_code == 0
    row = json.loads(answers.read_text(encoding="utf-8"))
    assert list(one) == list(row) == [*ANSWER_KEYS, "explanation"]
    assert one["explanation"] == row["explanation"]
    assert one["explanation"]["parts"][0]["route"]["name"] == "series"
    read = json.loads(run("ask", READ, "--json", "--explain", "--store", briefs).stdout)
    assert read["explanation"]["parts"][0]["route"]["name"] == "reading"


def test_a_refusal_is_a_normal_result(run: Run, briefs: Path) -> None:
    """What the texts do not hold is refused with exit code 0, and what is near is shown."""
    result = run("ask", "苏州工业园区在2021年的生产总值是多少？", "--store", briefs)
    assert result.exit_code == 0
    assert "最相近的资料\n- 《" in result.stdout
    assert "来源\n[" not in result.stdout


def test_search_json_is_a_line_of_hits(run: Run, briefs: Path) -> None:
    """`search --json` has the contract's fields, ranks without gaps, and keeps to --since."""
    row = json.loads(run("search", "营业总收入", "-k", "3", "--since", "2014", "--json", "--store", briefs).stdout)
    assert [hit["rank"] for hit in row["hits"]] == [1, 2, 3]
    assert all(list(hit) == HIT_KEYS for hit in row["hits"])
    assert all(hit["date"] >= "2014" for hit in row["hits"])


def test_history_completes_a_follow_up(run: Run, briefs: Path, tmp_path: Path) -> None:
    """A follow-up is asked with the turns of the file."""
    history = tmp_path / "h.json"
    turn = {"q": "2003年全国国家高新区的营业总收入是多少亿元？", "a": "20938.7亿元[1]。"}
    history.write_text(json.dumps([turn], ensure_ascii=False), encoding="utf-8")
    answer = json.loads(run("ask", "同年的上缴税额是多少？", "--history", history, "--json", "--store", briefs).stdout)
    assert answer["resolved_question"] != answer["question"]
    assert "990亿元" in answer["text"]


@pytest.mark.parametrize("content", ["{", '{"q": "a"}', '[{"q": "a"}]', "[1]"])
def test_a_bad_history_is_named(run: Run, briefs: Path, tmp_path: Path, content: str) -> None:
    """A history that is not a list of turns is one line naming the file, exit code 1."""
    (tmp_path / "h.json").write_text(content, encoding="utf-8")
    result = run("ask", QUESTION, "--history", tmp_path / "h.json", "--store", briefs)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "h.json：应为一个 JSON 列表" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ask"], 2, "缺少问题"),
        (["ask", "  "], 2, "问题是空的"),
        (["ask", "长" * 100_000], 2, "问题有 100000 个字"),
        (["ask", QUESTION, "--as-of", "2013-02-30"], 2, "--as-of：“2013-02-30”不是有效的日期"),
        (["ask", QUESTION, "--since", "2015", "--until", "2014"], 2, "晚于"),
        (["ask", QUESTION, "--nope"], 2, "没有选项 --nope"),
        (["ask", "一个", "问题"], 2, "多余"),
        (["ask", "--batch", "q.jsonl"], 2, "--batch 与 --out 要一起用"),
        (["ask", QUESTION, "--batch", "q.jsonl", "--out", "a.jsonl"], 2, "--batch 不能与问题同用"),
        (["search", QUESTION, "-k", "0"], 2, "-k：应为整数，最小 1"),
        (["ingest"], 2, "缺少 PATH..."),
        (["nope"], 2, "没有命令 nope"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run: Run, briefs: Path, arguments: list[str], code: int, message: str) -> None:
    """Wrong usage is told in one Chinese line on stderr, with exit code 2 and nothing on stdout."""
    result = run("--store", briefs, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("错误：")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


@pytest.mark.parametrize("arguments", [["ask", QUESTION], ["search", QUESTION], ["docs"], ["remove", "x"]])
def test_without_a_store_one_line_says_what_to_do(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    """Reading from a store that is not there is exit code 1 with the way out, and makes no store."""
    result = run(*arguments, "--store", tmp_path / "none")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"错误：{tmp_path / 'none'}：没有资料库，请先运行 policyqa ingest 导入文件\n"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("file", ["store.sqlite", "generation-1/vectors.faiss"])
def test_a_damaged_store_is_one_line(run: Run, briefs: Path, file: str) -> None:
    """A damaged file of the store is told in one line naming the store, exit code 1, by ask and by doctor."""
    (briefs / file).write_bytes(b"\xaa" * 5000)
    result = run("ask", QUESTION, "--store", briefs)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert str(briefs) in result.stderr
    assert run("doctor", "--store", briefs).exit_code == 1
