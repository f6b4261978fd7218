"""Texts and questions of one size: the questions' own passages, then laws and news up to the wanted number of chunks."""

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

from eval.bench.model import BadBench, Query
from ingest.document import read_document
from ingest.model import Source

Row = dict[str, Any]

QUESTION_SETS = (("cmrc2018", "trial"), ("ncp_policies", "train"), ("chronoqa", "dev"))
QUESTIONS = 300
GOLD_SHARE = 0.5  # of a pool at most; in a small pool fewer questions are asked
CALIBRATION = 120  # documents of each kind whose chunks are counted, to know how many documents make a size


@dataclass(frozen=True, slots=True)
class Pool:
    """Where the texts of one size lie (`documents` is a .jsonl that `policyqa ingest` reads), and the questions on them."""

    size: int
    documents: Path
    queries: tuple[Query, ...]

    @property
    def megabytes(self) -> float:
        """Size of the texts with their JSON, in 10^6 bytes."""
        return self.documents.stat().st_size / 1e6


def build_pool(data: Path, folder: Path, size: int, *, questions: int = QUESTIONS) -> Pool:
    """The pool of about `size` chunks of ours in `folder`, made once; larger pools hold the texts of smaller ones.

    Raises BadBench where the data are missing or too few for the size.
    """
    documents, listed = folder / "documents.jsonl", folder / "queries.jsonl"
    if not listed.exists():
        folder.mkdir(parents=True, exist_ok=True)
        queries, rows = _gold(data, size, questions)
        with documents.open("w", encoding="utf-8", newline="\n") as file:
            for row in _filled(rows, _background(data), size):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        _write(listed, [asdict(q) for q in queries])
    return Pool(size, documents, tuple(read_queries(listed)))


def read_queries(path: Path) -> Iterator[Query]:
    """The questions of a pool."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Query(row["id"], row["question"], tuple(row["relevant"]), row["day"])


def _gold(data: Path, size: int, questions: int) -> tuple[list[Query], list[Row]]:
    """Questions taken in turn from the sets, in an order by hash, while their passages fill at most GOLD_SHARE of the pool."""
    passages: dict[str, Row] = {}
    queues = []
    for name, split in QUESTION_SETS:
        passages |= {row["id"]: row for row in _lines(data / name / "passages.jsonl.gz")}
        queues.append(sorted(_lines(data / name / f"questions.{split}.jsonl.gz"), key=lambda row: _order(row["id"])))
    room = GOLD_SHARE * size / _rate(list(islice(passages.values(), CALIBRATION)))
    queries: list[Query] = []
    rows: dict[str, Row] = {}
    for row in (r for r in chain.from_iterable(zip_longest(*queues)) if r is not None):
        new = [passages[i] for i in row["passage_ids"] if i not in rows]
        need = sum(len(p["text"]) for p in new)
        if len(queries) >= questions or need > room:
            break
        room -= need
        rows |= {p["id"]: p for p in new}
        queries.append(Query(row["id"], row["question"], tuple(row["passage_ids"]), row.get("question_date")))
    return queries, list(rows.values())


def _filled(gold: list[Row], background: Iterator[Row], size: int) -> Iterator[Row]:
    """The gold passages, then background texts until about `size` chunks are there; shuffled by hash, so that neither kind comes first."""
    first = list(islice(background, 2 * CALIBRATION))
    rate = {kind: _rate([r for r in first if r["id"].startswith(kind)]) for kind in ("law", "crud")}
    chunks = sum(len(r["text"]) for r in gold) * _rate(gold[:CALIBRATION])
    rows = list(gold)
    for row in chain(first, background):
        if chunks >= size:
            break
        chunks += max(1.0, len(row["text"]) * rate[row["id"][: 4 if row["id"].startswith("crud") else 3]])
        rows.append(row)
    if chunks < 0.98 * size:
        raise BadBench(f"数据只够约 {int(chunks)} 个段落，达不到 {size}，请减小 --sizes")
    return iter(sorted(rows, key=lambda row: _order(row["id"])))


def _rate(rows: list[Row]) -> float:
    """Chunks of ours a character."""
    chunks = sum(len(read_document(Source(name="pool", text=r["text"], title=r.get("title") or None)).chunks) for r in rows)
    return chunks / max(1, sum(len(r["text"]) for r in rows))


def _background(data: Path) -> Iterator[Row]:
    """Laws and news in turn, each in an order by hash."""
    news = sorted(_lines(data / "crud_docs" / "passages.jsonl.gz"), key=lambda row: _order(row["id"]))
    for law, article in zip_longest(_laws(data / "laws"), news):
        yield from (row for row in (law, article) if row)


def _laws(folder: Path) -> Iterator[Row]:
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(_bytes(folder / "laws_md.tar.gz")))) as archive:
        members = sorted((m for m in archive.getmembers() if m.isfile()), key=lambda m: _order(m.name))
        for member in members:
            file = archive.extractfile(member)
            if file and (text := file.read().decode("utf-8", "replace")).strip():
                yield {"id": f"law-{_order(member.name)[:12]}", "title": Path(member.name).stem.partition("(")[0], "text": text}


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in gzip.decompress(_bytes(path)).decode("utf-8").splitlines() if line.strip()]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise BadBench(
            f"{path}：读不出来（{exc.strerror}），请用 --data 指向含有 laws、crud_docs、cmrc2018、ncp_policies、chronoqa 的文件夹"
        ) from exc


def _order(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _write(path: Path, rows: list[Row]) -> None:
    new = path.with_suffix(".new")
    new.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n")
    new.replace(path)
