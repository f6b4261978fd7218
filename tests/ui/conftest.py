"""A store with the bundled briefs, made once, and the command line run in this process."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import PolicyAssistant
from ui.cli import main

BRIEFS = Path(__file__).parents[2] / "ingest" / "briefs"
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests see no setting of the machine they run on, and never the user's own store."""
    for name in ("LLM_MODEL", "LLM_BASE_URL", "LLM_API_KEY"):
        monkeypatch.delenv(f"POLICYQA_{name}", raising=False)
    monkeypatch.setenv("POLICYQA_STORE", str(tmp_path / "no-store"))


@pytest.fixture(scope="session")
def briefs_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the briefs, to be read only."""
    folder = tmp_path_factory.mktemp("briefs") / "store"
    with PolicyAssistant.open(folder) as assistant:
        assert all(result.status == "added" for result in assistant.ingest([BRIEFS]))
    return folder


@pytest.fixture
def briefs(briefs_once: Path, tmp_path: Path) -> Path:
    """A store with the briefs of this test's own, which it may change or damage."""
    return Path(shutil.copytree(briefs_once, tmp_path / "briefs-store"))


@pytest.fixture
def run() -> Run:
    """`policyqa` with these arguments; stdout and stderr come back apart. A bug of ours is raised."""

    def call(*arguments: str | Path, **options: object) -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False, **options)  # type: ignore[arg-type]

    return call
