"""The command line as a whole: which commands there are, what starting costs, streams, store and model, bugs."""

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
ROOT = Path(__file__).parents[2]
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
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not forbidden & set(done.stderr.split())


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


def test_results_and_messages_go_to_their_own_streams(briefs: Path) -> None:
    """In a real process JSON alone is on stdout, stderr is empty on success, and an error is on stderr alone."""
    good = subprocess.run(
        [*COMMAND, "ask", QUESTION, "--json", "--store", str(briefs)], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )
    assert json.loads(good.stdout)["status"] == "answered"
    assert good.stderr == ""
    bad = subprocess.run([*COMMAND, "ask", "", "--store", str(briefs)], capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert (bad.returncode, bad.stdout, bad.stderr) == (2, "", "错误：问题是空的，请写出要问的内容\n")


def test_output_is_utf8_whatever_the_locale(briefs: Path) -> None:
    """Chinese is written as UTF-8 also where the locale names another encoding."""
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = subprocess.run([*COMMAND, "docs", "--store", str(briefs)], capture_output=True, env=env, cwd=ROOT, check=True)
    assert "《" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error(briefs: Path) -> None:
    """`policyqa docs | head` ends quietly."""
    process = subprocess.Popen(
        [*COMMAND, "docs", "--json", "--store", str(briefs)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
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
