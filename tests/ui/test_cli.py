"""The command line against the contract: commands, shapes, exit codes, and what goes to which stream."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from assistant import PolicyAssistant
from ui.cli import main
from ui.session import Session

Run = Callable[..., Result]
QUESTION = "2013年国家高新区营业总收入是多少？"
ANSWER_KEYS = (
    "id question resolved_question question_date status text short_answer citations computed timeline as_of filters nearest model prompt "
    "store_version timings_ms"
).split()
CITATION_KEYS = (
    "marker document_id piece_id source_id source_file title issuer doc_number section date date_kind quote start end verified"
).split()
HIT_KEYS = "rank document_id piece_id source_id source_file title section date score text".split()
PIECE_KEYS = "piece_id title issuer doc_number date date_kind published effective expires".split()
COMMAND = [sys.executable, "-c", "from ui.cli import main; main()"]


def all_commands(command: click.Command, path: str = "policyqa") -> Iterator[tuple[str, click.Command]]:
    """The command and all below it, by their full names."""
    yield path, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            child = command.get_command(ctx, name)
            assert child is not None
            yield from all_commands(child, f"{path} {name}")


@pytest.mark.parametrize(("name", "command"), list(all_commands(main)))
def test_every_command_explains_itself_and_takes_a_store(name: str, command: click.Command) -> None:
    """Every command has help, every option of it too, and every command that does something takes --store."""
    assert command.help, name
    assert all(p.help for p in command.params if isinstance(p, click.Option)), name
    assert isinstance(command, click.Group) or any("--store" in p.opts for p in command.params), name


def test_the_contracts_commands_exist(run: Run) -> None:
    """The help lists the commands of the contract, in Chinese."""
    result = run("--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("用法：policyqa")
    for name in ("ingest", "docs", "remove", "search", "ask", "eval", "ui", "doctor"):
        assert f"\n  {name} " in result.stdout


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], {"numpy", "langchain_core", "faiss", "jieba", "streamlit", "torch"}),
        (["ask", "--store", "/no/store", "问"], {"torch", "streamlit"}),
    ],
)
def test_starting_imports_only_what_the_command_needs(arguments: list[str], forbidden: set[str]) -> None:
    """The help imports nothing heavy, and asking imports neither torch nor streamlit."""
    code = f"import sys\nfrom ui.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not forbidden & set(done.stderr.split())


# --- ingest, docs, remove


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


# --- ask, search


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


# --- which store, which model


def test_the_store_is_chosen_by_option_then_variable_then_user_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """--store wins over POLICYQA_STORE, which wins over the user's data folder."""
    assert Session(Path("/a")).store == Path("/a")
    monkeypatch.setenv("POLICYQA_STORE", "/b")
    assert Session().store == Path("/b")
    monkeypatch.delenv("POLICYQA_STORE")
    assert Session().store.parts[-2:] == ("policyqa", "store")


@pytest.mark.parametrize(
    ("option", "variable", "passed"),
    [(None, None, {}), ("none", "m", {}), ("n", "m", {"llm": "n"}), (None, "m", {"llm": "m"}), (None, "none", {})],
)
def test_the_model_is_passed_only_when_there_is_one(
    run: Run, briefs: Path, monkeypatch: pytest.MonkeyPatch, option: str | None, variable: str | None, passed: dict[str, str]
) -> None:
    """--llm wins over POLICYQA_LLM_MODEL, and `none` forces answering from the texts alone."""
    seen: dict[str, Any] = {}
    ask = PolicyAssistant.ask

    def spy(self: PolicyAssistant, question: str, **options: Any) -> Any:
        seen.update(options)
        options.pop("llm", None)
        return ask(self, question, **options)

    monkeypatch.setattr(PolicyAssistant, "ask", spy)
    if variable is not None:
        monkeypatch.setenv("POLICYQA_LLM_MODEL", variable)
    assert run("ask", QUESTION, "--store", briefs, *(["--llm", option] if option else [])).exit_code == 0
    assert {k: v for k, v in seen.items() if k == "llm"} == passed


# --- doctor


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


# --- the process


def test_results_and_messages_go_to_their_own_streams(briefs: Path) -> None:
    """In a real process JSON alone is on stdout, stderr is empty on success, and an error is on stderr alone."""
    good = subprocess.run([*COMMAND, "ask", QUESTION, "--json", "--store", str(briefs)], capture_output=True, encoding="utf-8", check=True)
    assert json.loads(good.stdout)["status"] == "answered"
    assert good.stderr == ""
    bad = subprocess.run([*COMMAND, "ask", "", "--store", str(briefs)], capture_output=True, encoding="utf-8", check=False)
    assert (bad.returncode, bad.stdout, bad.stderr) == (2, "", "错误：问题是空的，请写出要问的内容\n")


def test_output_is_utf8_whatever_the_locale(briefs: Path) -> None:
    """Chinese is written as UTF-8 also where the locale names another encoding."""
    env = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C"}
    done = subprocess.run([*COMMAND, "docs", "--store", str(briefs)], capture_output=True, env=env, check=True)
    assert "《" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error(briefs: Path) -> None:
    """`policyqa docs | head` ends quietly."""
    process = subprocess.Popen([*COMMAND, "docs", "--json", "--store", str(briefs)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(30)


def test_a_bug_shows_its_traceback(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that is not the user's to mend is not dressed up as an error message."""

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("our bug")

    monkeypatch.setattr(PolicyAssistant, "ask", broken)
    result = CliRunner().invoke(main, ["ask", QUESTION, "--store", str(briefs)])
    assert isinstance(result.exception, RuntimeError)
