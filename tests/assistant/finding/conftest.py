"""A store over a few dated texts, for the rules that look across documents."""

import json
from collections.abc import Callable, Iterator

import pytest

from assistant import PolicyAssistant


@pytest.fixture(scope="module")
def opened_over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., PolicyAssistant]]:
    """Opens an assistant over rows of (title, date, text) or (title, date, text, issuer); all are closed at the end of the module."""
    opened: list[PolicyAssistant] = []

    def over(*rows: tuple[str, ...]) -> PolicyAssistant:
        folder = tmp_path_factory.mktemp("texts")
        lines = [dict(zip(("id", "title", "date", "text", "issuer"), (row[0], *row), strict=False)) for row in rows]
        (folder / "texts.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
        opened.append(PolicyAssistant.open(folder / "store"))
        opened[-1].ingest([folder / "texts.jsonl"])
        return opened[-1]

    yield over
    for assistant in opened:
        assistant.close()
