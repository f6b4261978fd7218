"""The import layers of pyproject.toml hold, and breaking one is found and named."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("ingest", "index", "assistant", "prompts", "ui", "eval")
BROKEN = {
    "ingest/chunk.py": "import index.store",
    "index/fuse.py": "import prompts",
    "prompts/__init__.py": "import ingest.model",
    "assistant/model.py": "import ui.view",
    "eval/gate.py": "import langchain_core",
    "ui/view.py": "import faiss",
    "index/store.py": "import sentence_transformers",
    "ingest/sentences.py": "import jieba",
    "eval/report.py": "import streamlit",
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """The import linter's run over the packages in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The linter's run over a copy of the packages in which every import of BROKEN was added."""
    folder = tmp_path_factory.mktemp("broken")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in PACKAGES:
        shutil.copytree(
            ROOT / name, folder / name, ignore=lambda at, names: [n for n in names if not (Path(at, n).is_dir() or n.endswith(".py"))]
        )
    for file, line in BROKEN.items():
        with (folder / file).open("a", encoding="utf-8") as target:
            target.write(f"\n{line}\n")
    return lint(folder)


def test_the_layers_hold() -> None:
    """Imports go down only, and each foreign library stays in its folder."""
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "0 broken" in found.stdout


@pytest.mark.parametrize("file", BROKEN)
def test_a_broken_layer_is_named(broken: subprocess.CompletedProcess[str], file: str) -> None:
    """An import that goes up or past a wall fails the check, which names both ends."""
    assert broken.returncode == 1, broken.stderr
    importer = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    imported = BROKEN[file].removeprefix("import ")
    assert f"{importer} -> {imported}" in broken.stdout
