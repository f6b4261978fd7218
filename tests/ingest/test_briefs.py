"""The bundled documents keep their pieces and dates, and hold the evidence of the bundled questions under the dates that these state."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.document import read_document
from ingest.model import Document
from ingest.read import find_files, read_sources

PIECES = {
    "2005-guangdong-forwarding.txt": ["2005-11-07", "2005-01-13"],
    "2014-news-bundle.txt": ["2014-03-17", "2014-04-04", "2013-12-30", None],
    "policy-list-1991-2021.md": [
        None, "1991-09-05", "1992-11-09", "1999-08-11", "2002-01-30", "2002-03-05", "2013-01-28", "2013-03-12", "2021-04-22",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def briefs() -> dict[str, Document]:
    """The bundled documents by file name."""
    folder = Path(str(files("ingest"))) / "briefs"
    return {p.name: read_document(next(iter(read_sources(p)))) for p in find_files([folder])}


def cases() -> Iterator[dict[str, object]]:
    """The bundled questions that have evidence."""
    for name in ("bundled.jsonl", "near_misses.jsonl"):
        for line in (files("eval") / "cases" / name).read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case.get("evidence"):
                yield case


def pieces_with(evidence: str, documents: dict[str, Document]) -> set[tuple[str, str | None]]:
    """File and date of each piece that holds the evidence, white space aside."""
    bare = re.sub(r"\s", "", evidence)
    return {
        (name, piece.date)
        for name, document in documents.items()
        for piece in document.pieces
        if bare in re.sub(r"\s", "", "".join(c.text for c in document.chunks if c.piece_id == piece.id))
    }


def test_briefs_have_the_pieces_they_were_written_with(briefs: dict[str, Document]) -> None:
    """The bundles fall into their pieces, in order; every other brief is one dated piece with title, issuer and no stray mark."""
    for name, document in briefs.items():
        dates = [p.date for p in document.pieces]
        assert dates == PIECES[name] if name in PIECES else len(dates) == 1 and dates[0], name
        assert all(p.title and not p.title.startswith(("#", "《", "附")) for p in document.pieces), name
        assert all(p.issuer for p in document.pieces if p.date), name


def test_every_bundled_questions_evidence_stands_under_its_date(briefs: dict[str, Document]) -> None:
    """Each evidence of a bundled question is found in a piece of one of its documents with the date that the question expects."""
    wrong = []
    for case in cases():
        dates = case.get("source_dates") or [case["source_date"]]
        for evidence in case["evidence"]:  # type: ignore[attr-defined]
            found = pieces_with(evidence, briefs)
            if not any(name in case["docs"] and date in dates for name, date in found):  # type: ignore[operator]
                wrong.append((case["id"], evidence, dates, found))
    assert not wrong
