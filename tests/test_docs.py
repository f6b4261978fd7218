"""The README says what there is: commands, settings, targets, files, and the answer and the Python example as they really come out."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assistant import PolicyAssistant
from assistant.model import GIVEN, REFUSED
from ui.cli import main

ROOT = Path(__file__).parents[1]
PACKAGES = ("ingest", "index", "assistant", "prompts", "ui", "eval")
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?:[\w.-]+/)*[\w-]+\.(?:py|md|txt|toml|jsonl|json|html|safetensors|css)|(?:[\w.-]+/)+|LICENSE|\.ci/run|Makefile")
MADE = ("runs/", "report.html")  # by running a command, not part of the repository


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its full name."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    ctx = click.Context(command)
    for name in command.list_commands(ctx):
        child = command.get_command(ctx, name)
        assert child is not None
        yield from commands(child, f"{path} {name}")


def table_commands() -> set[str]:
    """The commands that the README's table describes: `policyqa eval run DATASET` → `policyqa eval run`."""
    rows = re.findall(r"^\| `(policyqa [^`]+)`", ENGLISH.partition("## Commands")[2].partition("## Settings")[0], re.MULTILINE)
    return {re.match(r"policyqa( [a-z]+)+", row)[0] for row in rows}  # type: ignore[index]


def test_the_table_lists_every_command_and_no_other() -> None:
    """A command that exists is in the README, and the README names none that does not."""
    assert table_commands() == {name for name, _ in commands(main, "policyqa")}


@pytest.mark.parametrize(("name", "command"), list(commands(main, "policyqa")))
def test_every_command_explains_itself(name: str, command: click.Command) -> None:
    """`--help` works for every command and says in Chinese what it does."""
    shown = CliRunner().invoke(main, [*name.split()[1:], "--help"])
    assert shown.exit_code == 0, shown.output
    assert command.help and command.help[:6] in shown.output


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["README.md", "README.zh-CN.md"])
def test_commands_and_options_exist(text: str) -> None:
    """Every `policyqa …` in a README is a command, and every option beside it is one of its own."""
    known = dict(commands(main, "policyqa"))
    used = [line for line in re.findall(r"policyqa [^`\n]+", text) if line.split()[1] in {name.split()[1] for name in known}]
    assert used
    for line in used:
        name = max((name for name in known if f"{line} ".startswith(f"{name} ")), key=len, default=None)
        assert name, line
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<=[\s\[])--?[a-z][a-z-]*", line)) <= options, line


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["README.md", "README.zh-CN.md"])
def test_files_named_exist(text: str) -> None:
    """Every file and folder that a README names in code or links to is there."""
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    named = [word for word in CODE.findall(outside) if FILE.fullmatch(word) and not word.startswith(MADE)]
    linked = re.findall(r"\]\(([^)#:]+)\)", outside)
    assert [name for name in {*named, *linked} if not (ROOT / name).exists()] == []


def test_the_flow_goes_through_the_layers() -> None:
    """Each step from file to answer names the files that hold it, in the order in which the layers build on each other."""
    flow = ENGLISH.partition("## From a file to an answer")[2].partition("## ")[0]
    rows = [CODE.findall(line.rsplit("|", 2)[1]) for line in flow.splitlines() if line.startswith("|")][2:]
    assert rows and all(rows)
    assert all((ROOT / name).exists() for row in rows for name in row)
    layers = [PACKAGES.index(row[0].partition("/")[0]) for row in rows]
    assert layers == sorted(layers)


def test_every_setting_is_in_the_table() -> None:
    """The variables that the code and the tests read are those that the README explains."""
    files = [p for name in (*PACKAGES, "tests") for p in (ROOT / name).rglob("*.py")]
    read = {name for p in files for name in re.findall(r"""["'](POLICYQA_\w+)["']""", p.read_text(encoding="utf-8"))}
    assert set(re.findall(r"^\| `(POLICYQA_\w+)`", ENGLISH, re.MULTILINE)) == read


def test_targets_named_exist() -> None:
    """Every `make …` in the documents is a target of the Makefile, and each target says what it does."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    targets = {m[1]: m[2] for line in lines if (m := re.match(r"([a-z]+):[^=]*?(?:## (.+))?$", line))}
    used = {
        word
        for text in (ENGLISH, CHINESE, (ROOT / ".ci/run").read_text(encoding="utf-8"))
        for word in re.findall(r"(?:`|\n|step \w+ )make ([a-z]+)", text)
    }
    assert {"demo", "test", "install", "check", "eval", "ui"} <= used <= targets.keys()
    assert all(targets.values())


def test_the_answer_shown_is_the_one_given(tmp_path: Path) -> None:
    """The first screen shows what `policyqa ask` prints on the bundled documents, to the letter."""
    shown = re.search(r"```console\n\$ policyqa ask '([^']+)'\n(.+?)```", ENGLISH, re.DOTALL)
    assert shown
    store = ["--store", str(tmp_path / "store")]
    assert CliRunner().invoke(main, ["ingest", str(ROOT / "ingest" / "briefs"), *store]).exit_code == 0
    assert CliRunner().invoke(main, ["ask", shown[1], "--llm", "none", *store]).stdout == shown[2]


def test_the_statuses_are_shown_as_they_come_out(tmp_path: Path) -> None:
    """The table of statuses has a row for each, and its answers are those given on the documents that the README sets out."""
    notices = re.search(r"cat > notices.jsonl <<'END'\n(.+?)END", ENGLISH, re.DOTALL)
    rows = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| ([^|`]+?) (?:`--until (\d+)` )?\| (.+) \|$", ENGLISH.partition("## What comes back")[2], re.MULTILINE
    )
    assert notices and {status for status, *_ in rows} == {*GIVEN, *REFUSED}
    (tmp_path / "notices.jsonl").write_text(notices[1], encoding="utf-8")
    with PolicyAssistant.open(tmp_path / "store") as qa:
        qa.ingest([ROOT / "ingest" / "briefs", tmp_path / "notices.jsonl"])
        answers = [qa.ask(question, until=until or None) for _, question, until, _ in rows]
    assert [(a.status, a.text) for a in answers] == [(status, text) for status, *_, text in rows]


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The README's Python runs as it stands and prints an answer with its source's date."""
    example = re.search(r"```python\n(.+?)```", ENGLISH, re.DOTALL)
    assert example
    shutil.copytree(ROOT / "ingest" / "briefs", tmp_path / "ingest" / "briefs")
    monkeypatch.chdir(tmp_path)
    exec(compile(example[1], "README.md", "exec"), {})  # noqa: S102 - our own document
    printed = capsys.readouterr().out
    assert printed.startswith("answered")
    assert "2014-04-04" in printed


@pytest.mark.skipif(shutil.which("make") is None, reason="make is missing")
def test_an_old_python_is_refused_by_name(tmp_path: Path) -> None:
    """`make install` with a Python that is too old or not there says so in one line, and leaves nothing behind."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "constraints.txt").touch()
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON")}
    command = ["make", "install", "PYTHON=no-such-python"]
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert found.returncode != 0
    assert "policyqa needs Python 3.11 or newer; no-such-python is:" in found.stderr
    assert not (tmp_path / ".venv").exists()
