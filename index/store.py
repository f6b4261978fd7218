"""The truth: SQLite with documents, pieces, chunks and files. Everything else in a store can be rebuilt from it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import IndexMismatch, IndexMissing
from ingest.model import Chunk, Document, Piece, Repeal, Sentence
from ingest.names import piece_keys, repeal_keys

FORMAT = 2
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, digest TEXT NOT NULL);
CREATE TABLE documents (id TEXT PRIMARY KEY, path TEXT NOT NULL, source_file TEXT NOT NULL, source_id TEXT, url TEXT, text TEXT NOT NULL);
CREATE INDEX documents_path ON documents(path);
CREATE TABLE pieces (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, number INTEGER NOT NULL, title TEXT, issuer TEXT, doc_number TEXT, date TEXT,
  date_kind TEXT, published TEXT, effective TEXT, expires TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE INDEX pieces_document ON pieces(document_id);
CREATE TABLE chunks (row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, document_id TEXT NOT NULL, piece_id TEXT NOT NULL,
  section TEXT NOT NULL, sentences TEXT NOT NULL);
CREATE INDEX chunks_document ON chunks(document_id);
CREATE INDEX chunks_piece ON chunks(piece_id);
CREATE TABLE repeals (key TEXT NOT NULL, document_id TEXT NOT NULL, piece_id TEXT NOT NULL, title TEXT, doc_number TEXT, since TEXT, stated TEXT,
  at INTEGER NOT NULL);
CREATE INDEX repeals_key ON repeals(key);
CREATE INDEX repeals_document ON repeals(document_id);
"""
_PIECE_FIELDS = ("title", "issuer", "doc_number", "date", "date_kind", "published", "effective", "expires", "start", "end")


class Store:
    """One SQLite file. Reading needs no lock; one writer at a time, inside `writing()`."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Store":
        """The store in `folder`. Raises IndexMissing if there is none (unless `create`) or it is damaged, IndexMismatch for another format."""
        path = folder / "store.sqlite"
        if not path.exists() and not create:
            raise IndexMissing(f"{folder}：没有资料库，请先运行 policyqa ingest 导入文件")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=2, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA journal_mode=WAL")
            store = cls(db, folder)
            store._prepare()
        except OSError as exc:
            raise IndexMissing(f"{folder}：无法建立资料库（{exc.strerror}），请检查路径和权限，或用 --store 另选一个文件夹") from exc
        except sqlite3.DatabaseError as exc:
            raise IndexMissing(f"{path}：资料库打不开或已损坏（{exc}），请换一个 --store 重新导入") from exc
        return store

    def _prepare(self) -> None:
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone():
            self._db.executescript(
                "BEGIN IMMEDIATE;" + _SCHEMA + f"INSERT INTO meta VALUES ('format', '{FORMAT}'), ('generation', '0'); COMMIT;"
            )
        found = self.meta("format")
        if found != str(FORMAT):
            raise IndexMismatch(f"{self.folder}：资料库格式为 {found}，本程序使用格式 {FORMAT}，请换一个 --store 重新导入")

    def close(self) -> None:
        """Closes the connection."""
        self._db.close()

    def meta(self, key: str) -> str | None:
        """The value kept under `key`."""
        row = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @property
    def generation(self) -> int:
        """The number of the last published state; 0 before the first."""
        return int(self.meta("generation") or 0)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, or on any exception nothing. Raises IndexMissing while another process writes."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as exc:
            raise IndexMissing(f"{self.folder}：另一个进程正在写入资料库（{exc}），请等它结束后再试") from exc
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def set_meta(self, key: str, value: str) -> None:
        """Keeps `value` under `key`; inside `writing()`."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def file_digest(self, path: str) -> str | None:
        """The digest of the file's content when it was last ingested, None if it never was."""
        row = self._db.execute("SELECT digest FROM files WHERE path=?", (path,)).fetchone()
        return None if row is None else str(row[0])

    def set_file(self, path: str, digest: str) -> None:
        """Records a file as ingested; inside `writing()`."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (path, digest))

    def ids_of_file(self, path: str) -> list[str]:
        """The ids of the documents that came from a file, in the order in which they were read."""
        return [r[0] for r in self._db.execute("SELECT id FROM documents WHERE path=? ORDER BY rowid", (path,))]

    def has_document(self, document_id: str) -> bool:
        """Whether the document is in the store."""
        return self._db.execute("SELECT 1 FROM documents WHERE id=?", (document_id,)).fetchone() is not None

    def add_document(self, document: Document, path: str) -> list[int]:
        """Adds a document; inside `writing()`. The row numbers of its chunks come back, in their order."""
        self._db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?)",
            (document.id, path, document.source_file, document.source_id, document.url, document.text),
        )
        self._db.executemany(
            f"INSERT INTO pieces VALUES ({','.join('?' * 13)})",
            [(p.id, document.id, n, *(getattr(p, f) for f in _PIECE_FIELDS)) for n, p in enumerate(document.pieces)],
        )
        self._db.executemany(
            "INSERT INTO repeals VALUES (?,?,?,?,?,?,?,?)",
            [
                (key, document.id, r.piece_id, r.title, r.number, r.since, r.stated, r.at)
                for r in document.repeals
                for key in repeal_keys(r)
            ],
        )
        rows = []
        for chunk in document.chunks:
            sentences = json.dumps([[s.start, s.end, s.text] for s in chunk.sentences], ensure_ascii=False)
            values = (chunk.id, document.id, chunk.piece_id, json.dumps(chunk.section, ensure_ascii=False), sentences)
            row = self._db.execute("INSERT INTO chunks(id, document_id, piece_id, section, sentences) VALUES (?,?,?,?,?)", values).lastrowid
            rows.append(int(row or 0))
        return rows

    def remove_documents(self, ids: Iterable[str]) -> list[int]:
        """Removes documents, their pieces, chunks, repeals and files; inside `writing()`. The row numbers of their chunks come back."""
        rows: list[int] = []
        for document_id in ids:
            rows += [r[0] for r in self._db.execute("SELECT row FROM chunks WHERE document_id=?", (document_id,))]
            self._db.execute("DELETE FROM files WHERE path=(SELECT path FROM documents WHERE id=?)", (document_id,))
            for table, column in (("chunks", "document_id"), ("repeals", "document_id"), ("pieces", "document_id"), ("documents", "id")):
                self._db.execute(f"DELETE FROM {table} WHERE {column}=?", (document_id,))
        return rows

    def document_ids(self) -> list[str]:
        """The ids of all documents, oldest first."""
        return [r[0] for r in self._db.execute("SELECT id FROM documents ORDER BY rowid")]

    def document_text(self, document_id: str) -> str:
        """The source text of a document; raises KeyError for an unknown id."""
        row = self._db.execute("SELECT text FROM documents WHERE id=?", (document_id,)).fetchone()
        if row is None:
            raise KeyError(document_id)
        return str(row[0])

    def summaries(self) -> list[dict[str, Any]]:
        """One dictionary a document, as `docs --json` prints it."""
        counts = dict(self._db.execute("SELECT document_id, COUNT(*) FROM chunks GROUP BY document_id").fetchall())
        pieces: dict[str, list[dict[str, Any]]] = {}
        shown = ("piece_id", "title", "issuer", "doc_number", "date", "date_kind", "published", "effective", "expires")
        for document_id, *values in self._db.execute(
            "SELECT document_id, id, title, issuer, doc_number, date, date_kind, published, effective, expires FROM pieces ORDER BY document_id, number"
        ):
            pieces.setdefault(document_id, []).append(dict(zip(shown, values, strict=True)))
        return [
            {"document_id": i, "source_id": sid, "source_file": name, "pieces": pieces.get(i, []), "chunks": counts.get(i, 0)}
            for i, sid, name in self._db.execute("SELECT id, source_id, source_file FROM documents ORDER BY rowid")
        ]

    def chunks(self, rows: Sequence[int]) -> dict[int, Chunk]:
        """The chunks with these row numbers; unknown ones are left out."""
        found = {}
        for part in _parts(rows):
            query = f"SELECT row, id, document_id, piece_id, section, sentences FROM chunks WHERE row IN ({','.join('?' * len(part))})"
            for row, *values in self._db.execute(query, part):
                found[int(row)] = _chunk(*values)
        return found

    def chunk_heads(self, rows: Sequence[int]) -> dict[int, tuple[str, str]]:
        """The id and the piece's id of the chunks with these row numbers, without their text; unknown rows are left out."""
        found = {}
        for part in _parts(rows):
            query = f"SELECT row, id, piece_id FROM chunks WHERE row IN ({','.join('?' * len(part))})"
            found.update({int(row): (str(i), str(piece_id)) for row, i, piece_id in self._db.execute(query, part)})
        return found

    def all_chunks(self) -> Iterator[tuple[int, Chunk]]:
        """Every chunk with its row number, in order."""
        for row, *values in self._db.execute("SELECT row, id, document_id, piece_id, section, sentences FROM chunks ORDER BY row"):
            yield int(row), _chunk(*values)

    def chunks_of_piece(self, piece_id: str) -> list[Chunk]:
        """The chunks of a piece in reading order."""
        query = "SELECT id, document_id, piece_id, section, sentences FROM chunks WHERE piece_id=? ORDER BY row"
        return [_chunk(*values) for values in self._db.execute(query, (piece_id,))]

    def rows_of_piece(self, piece_id: str) -> list[int]:
        """The rows of a piece's chunks, rising."""
        return [row for (row,) in self._db.execute("SELECT row FROM chunks WHERE piece_id=? ORDER BY row", (piece_id,))]

    def pieces_of_document(self, document_id: str) -> list[Piece]:
        """The pieces of a document in reading order."""
        query = f"SELECT id, document_id, {', '.join(_PIECE_FIELDS)} FROM pieces WHERE document_id=? ORDER BY number"
        return [Piece(*values) for values in self._db.execute(query, (document_id,))]

    def pieces(self, ids: Sequence[str]) -> dict[str, tuple[Piece, str, str | None]]:
        """Each piece with its document's source file and source id."""
        found = {}
        for part in _parts(list(dict.fromkeys(ids))):
            query = (
                f"SELECT p.id, p.document_id, {', '.join('p.' + f for f in _PIECE_FIELDS)}, d.source_file, d.source_id FROM pieces p "
                f"JOIN documents d ON d.id = p.document_id WHERE p.id IN ({','.join('?' * len(part))})"
            )
            for *values, source_file, source_id in self._db.execute(query, part):
                found[str(values[0])] = (Piece(*values), source_file, source_id)
        return found

    def repeals_of(self, piece: Piece) -> list[tuple[Repeal, Piece]]:
        """Every repeal that names the piece's number or title in some form, with the piece that says so; whether it means this piece is
        for the reader to judge."""
        keys = piece_keys(piece)
        query = (
            f"SELECT DISTINCT r.piece_id, r.title, r.doc_number, r.since, r.stated, r.at, p.id, p.document_id, {', '.join('p.' + f for f in _PIECE_FIELDS)} "
            f"FROM repeals r JOIN pieces p ON p.id = r.piece_id WHERE r.key IN ({','.join('?' * len(keys))}) ORDER BY p.id"
        )
        return [(Repeal(*values[:6]), Piece(*values[6:])) for values in self._db.execute(query, keys)]

    def piece_dates(self) -> Iterator[tuple[int, str]]:
        """The row number of every chunk of a dated piece with that date, in no order; read from the index on pieces, not from the chunks."""
        yield from self._db.execute("SELECT c.row, p.date FROM pieces p JOIN chunks c ON c.piece_id = p.id WHERE p.date IS NOT NULL")


def _chunk(chunk_id: str, document_id: str, piece_id: str, section: str, sentences: str) -> Chunk:
    return Chunk(chunk_id, document_id, piece_id, tuple(json.loads(section)), tuple(Sentence(*s) for s in json.loads(sentences)))


def _parts(values: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    """Slices small enough for SQLite's limit on variables."""
    for i in range(0, len(values), size):
        yield values[i : i + size]
