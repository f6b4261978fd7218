"""What is built and shipped: the wheel's content, the names it takes, no pickles, one version."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("ingest", "index", "assistant", "prompts", "ui", "eval")
NEEDED = (
    "assistant/finding/official_nouns.txt",
    "assistant/reading/weights/reader.safetensors",
    "eval/cases/bundled.jsonl",
    "eval/cases/near_misses.jsonl",
    "eval/report.html.j2",
    "index/weights/embedder/model.safetensors",
    "index/weights/embedder/modules.json",
    "index/weights/embedder/tokenizer.json",
    "ingest/briefs/2014-news-bundle.txt",
    "ui/app.py",
    "ui/style.css",
)
PICKLED = (".pkl", ".pickle", ".joblib", ".pt", ".pth", ".npy", ".npz")
EMBEDDER_MB = 8


@pytest.fixture(scope="module")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, without network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(wheel_file: Path) -> set[str]:
    """The names in the wheel."""
    with zipfile.ZipFile(wheel_file) as archive:
        return set(archive.namelist())


def source_files() -> set[str]:
    """What the six packages hold on disk, without what Python leaves there."""
    names = {p.relative_to(ROOT) for name in PACKAGES for p in (ROOT / name).rglob("*") if p.is_file()}
    return {name.as_posix() for name in names if not any(part.startswith((".", "__pycache__")) for part in name.parts)}


def test_the_wheel_holds_the_six_packages_and_their_data(wheel: set[str]) -> None:
    """Every file of the packages, nothing of tests or scripts; the data that an installed policyqa reads is among them."""
    content = {name for name in wheel if ".dist-info/" not in name}
    assert content == source_files()
    assert {name.partition("/")[0] for name in content} == set(PACKAGES)
    assert set(NEEDED) <= content


def test_prompts_are_shipped_as_files(wheel: set[str]) -> None:
    """Every prompt of the checkout is in the wheel."""
    assert {p.relative_to(ROOT).as_posix() for p in (ROOT / "prompts").rglob("*.md")} <= wheel


def test_a_wheel_answers_without_the_checkout(wheel_file: Path, tmp_path: Path) -> None:
    """What the wheel holds is enough to import the bundled documents and to answer from them."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel_file) as archive:
        archive.extractall(site)
    start = f"import sys; sys.path.insert(0, {str(site)!r}); import ui.cli; assert ui.cli.__file__.startswith({str(site)!r}); ui.cli.main()"
    for words in (["ingest", str(site / "ingest" / "briefs")], ["ask", "2013年国家高新区营业总收入是多少？", "--llm", "none"]):
        command = [sys.executable, "-P", "-c", start, *words, "--store", str(tmp_path / "store")]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
    assert "20.3万亿元" in done.stdout


def test_the_wheel_carries_the_licence(wheel: set[str]) -> None:
    """The licence goes with every copy."""
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)


@pytest.mark.parametrize("name", PACKAGES)
def test_nobody_else_has_our_names(name: str) -> None:
    """No other installed distribution provides this top-level name: one would silently overwrite the other."""
    assert set(packages_distributions().get(name, ())) <= {"policyqa"}


def test_no_pickles_are_committed() -> None:
    """Loading a pickle runs what is in it: weights are safetensors, everything else is text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of committed files")
    assert not [name for name in listed.stdout.split("\0") if name.endswith(PICKLED)]


def test_the_version_is_the_changelogs() -> None:
    """The newest version in CHANGELOG.md is the project's; work after it stands under Unreleased."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    found = re.findall(r"^## \[(\d[^\]]*)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert found[0] == version


def test_the_built_in_model_is_small() -> None:
    """The embedding model stays small enough for a repository and a wheel."""
    size = sum(p.stat().st_size for p in (ROOT / "index" / "weights").rglob("*") if p.is_file())
    assert size <= EMBEDDER_MB * 1_000_000


def test_torch_is_pinned() -> None:
    """One version without a local part: an open range takes the newest build with several GB of CUDA packages."""
    assert "torch==2.13.0\n" in (ROOT / "constraints.txt").read_text(encoding="utf-8")
