"""Metadata measured on real texts with known metadata (needs ../shared): floors slightly below what is reached."""

import gzip
import json
import re
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ingest.document import read_document
from ingest.model import Document, Source

Rows = list[tuple[dict[str, Any], Document]]


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def share(pairs: Sequence[tuple[object, object]]) -> float:
    """How many of the pairs are equal, 0 to 1."""
    return sum(a == b for a, b in pairs) / len(pairs)


def bare(text: str | None) -> str:
    """A title without gaps."""
    return re.sub(r"\s", "", text or "")


@pytest.fixture(scope="module")
def gov(shared: Path) -> Rows:
    """The 31 State Council documents, read from their text alone."""
    found = rows(shared / "data" / "gov_policy" / "documents.jsonl.gz")
    return [(row, read_document(Source(f"{row['id']}.txt", row["text"]))) for row in found]


@pytest.mark.parametrize(("field", "floor"), [("doc_number", 0.96), ("date", 0.96), ("issuer", 0.96), ("title", 0.93)])
def test_state_council_documents_tell_their_metadata(gov: Rows, field: str, floor: float) -> None:
    """Number, date of issue, issuer and title are read from the text (all of 31 when this was written)."""
    assert share([(bare(row[field]), bare(getattr(document.pieces[0], field))) for row, document in gov]) >= floor


def test_state_council_documents_are_one_piece_of_known_kind(gov: Rows) -> None:
    """Each is one piece with the date of its issue; the day of its publication stands only on the website, so it stays unknown."""
    assert all(len(document.pieces) == 1 for _, document in gov)
    assert {document.pieces[0].date_kind for _, document in gov} == {"issued"}
    assert {document.pieces[0].published for _, document in gov} == {None}


def test_tax_announcements_tell_date_and_issuer(shared: Path) -> None:
    """Where an announcement of one long line closes with a signature, its issuer and day are found (51 of 53 when this was written)."""
    signed = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*(?:链接[^。]{0,20}|分送[^。]*。\s*链接[^。]{0,20})?\s*$")
    pairs = []
    for row in rows(shared / "data" / "tax_policy" / "passages.jsonl.gz"):
        if m := signed.search(row["text"]):
            piece = read_document(Source(row["id"], row["text"])).pieces[0]
            pairs.append(
                (f"{int(m[1]):04d}-{int(m[2]):02d}-{int(m[3]):02d}", piece.date if piece.date_kind == "issued" and piece.issuer else None)
            )
    assert len(pairs) >= 40 and share(pairs) >= 0.94


def test_stated_metadata_goes_before_the_text(shared: Path) -> None:
    """What a line of .jsonl states is what the document has, however its text is laid out, and no line falls into pieces."""
    for row in rows(shared / "data" / "gz_tianhe" / "passages.jsonl.gz"):
        stated = {k: row.get(k) for k in ("title", "issuer", "doc_number", "date")}
        document = read_document(Source("a.jsonl", row["text"], source_id=row["id"], **stated))
        assert len(document.pieces) == 1
        assert {k: getattr(document.pieces[0], k) for k, v in stated.items() if v} == {k: v for k, v in stated.items() if v}


def test_laws_tell_title_dates_and_effect(shared: Path) -> None:
    """Laws in Markdown: the title, the last day on which the text says it was passed or amended, and the day from which it holds."""
    manifest = {row["path"]: row for row in rows(shared / "data" / "laws" / "manifest.jsonl.gz")[::12]}
    titles, dates, effects, pieces = [], [], [], 0
    with tarfile.open(shared / "data" / "laws" / "laws_md.tar.gz") as tar:
        for member in tar:
            row = manifest.get(member.name.removeprefix("./"))
            if not row:
                continue
            document = read_document(Source("law.md", tar.extractfile(member).read().decode()))  # type: ignore[union-attr]
            piece = document.pieces[0]
            pieces += len(document.pieces)
            last = max((e["date"] for e in row["events"] if e["actions"] != ["施行"]), default=None)
            titles.append((bare(row["title"]), bare(piece.title)))
            effects.append((row["effective"], piece.effective))
            if last:
                dates.append((last, piece.date))
    assert len(titles) >= 280 and pieces == len(titles)
    assert share(titles) >= 0.97 and share(dates) >= 0.96 and share(effects) >= 0.97
