"""Public formats by name: cases for a run, and passages to ingest. The datasets themselves are never bundled."""

import ast
import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from eval.dataset import load_policy, stem
from eval.errors import BadDataset
from eval.jsonl import read_objects, read_text, sha256
from eval.model import Case, Dataset, Row, Spans

SLICES = (
    "temporal_type",
    "temporal_expression_type",
    "temporal_scope",
    "temporal_granularity",
    "answer_type",
    "reference_document_count",
    "answer_kind",
    "domain",
)


def load(path: Path, format_name: str) -> Dataset:
    """The dataset at `path` in one of FORMATS; raises BadDataset naming file, line and field."""
    if format_name == "policy":
        return load_policy(path)
    cases = tuple(_unique(path, FORMATS[format_name][0](path)))
    if not cases:
        raise BadDataset(f"{path}：没有一道题，请检查 --format {format_name} 是否选对")
    return Dataset(stem(path), path, format_name, sha256(path), cases)


def passages(path: Path, format_name: str) -> Iterator[Row]:
    """The passages that the questions are about, as lines for `policyqa ingest`: id, title, text, each once."""
    seen: set[str] = set()
    for row in FORMATS[format_name][1](path):
        if row["id"] not in seen:
            seen.add(row["id"])
            yield row


def _unique(path: Path, cases: Iterator[Case]) -> Iterator[Case]:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise BadDataset(f"{path} 字段 id：“{case.id}”出现两次")
        seen.add(case.id)
        yield case


def _get(where: str, row: Any, field: str, kind: type) -> Any:
    """A field of the right kind, or BadDataset."""
    value = row.get(field) if isinstance(row, dict) else None
    if not isinstance(value, kind):
        raise BadDataset(f"{where} 字段 {field}：应为{'字符串' if kind is str else '列表'}")
    return value


def _squad_paragraphs(path: Path) -> Iterator[tuple[str, Row, Row]]:
    """(where, article, paragraph) of SQuAD-style JSON: CMRC 2018 (squad-style-data), DRCD."""
    try:
        data = json.loads(read_text(path))
    except ValueError as exc:
        raise BadDataset(f"{path}：不是合法的 JSON（{exc}）") from exc
    for a, article in enumerate(_get(f"{path}", data, "data", list), 1):
        for p, paragraph in enumerate(_get(f"{path} 第{a}篇", article, "paragraphs", list), 1):
            yield f"{path} 第{a}篇第{p}段", article, paragraph


def _squad(path: Path) -> Iterator[Case]:
    for where, _, paragraph in _squad_paragraphs(path):
        passage = _paragraph_id(where, paragraph)
        for asked in _get(where, paragraph, "qas", list):
            answers = tuple(_get(where, a, "text", str) for a in _get(where, asked, "answers", list))
            yield Case(_get(where, asked, "id", str), _get(where, asked, "question", str), "span", Spans(answers, ((passage, 1),)))


def _squad_passages(path: Path) -> Iterator[Row]:
    for where, article, paragraph in _squad_paragraphs(path):
        yield {"id": _paragraph_id(where, paragraph), "title": article.get("title", ""), "text": _get(where, paragraph, "context", str)}


def _paragraph_id(where: str, paragraph: Row) -> str:
    return str(paragraph.get("id") or text_id(_get(where, paragraph, "context", str)))


def text_id(text: str, prefix: str = "passage") -> str:
    """An id from the content: equal texts are one passage."""
    return f"{prefix}-{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:12]}"


def _chrono_rows(path: Path) -> Iterator[tuple[int, Row, list[str]]]:
    """(row number, row, gold passages) of chronoqa.csv, whose column golden_chunks holds a list in Python's notation."""
    for number, row in enumerate(csv.DictReader(io.StringIO(read_text(path), newline=""))):
        where = f"{path} 第{number + 1}条"
        try:
            chunks = ast.literal_eval(_get(where, row, "golden_chunks", str))
        except (ValueError, SyntaxError) as exc:
            raise BadDataset(f"{where} 字段 golden_chunks：读不出列表") from exc
        if not isinstance(chunks, list) or not all(isinstance(chunk, str) for chunk in chunks):
            raise BadDataset(f"{where} 字段 golden_chunks：应为字符串的列表")
        yield number, row, chunks


def _chrono(path: Path) -> Iterator[Case]:
    for number, row, chunks in _chrono_rows(path):
        where = f"{path} 第{number + 1}条"
        gold = Spans((_get(where, row, "answer", str),), tuple((text_id(c, "chronoqa"), 1) for c in dict.fromkeys(chunks)), _slices(row))
        question = _get(where, row, "question", str)
        yield Case(f"chronoqa-q{number}", question, row.get("temporal_type") or "temporal", gold, question_date=row.get("question_date"))


def _chrono_passages(path: Path) -> Iterator[Row]:
    for _, _, chunks in _chrono_rows(path):
        for chunk in chunks:
            yield {"id": text_id(chunk, "chronoqa"), "title": "", "text": chunk}


def _slices(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((name, row[name]) for name in SLICES if isinstance(row.get(name), str) and row[name])


def _passage_questions(path: Path) -> Iterator[Case]:
    """questions.SPLIT.jsonl[.gz] with answers and passage_ids, beside passages.jsonl[.gz]; other keys are passed over."""
    for number, row in read_objects(path):
        where = f"{path} 第{number}行"
        answers = _get(where, row, "answers", list)
        if not all(isinstance(a, str) for a in answers):
            raise BadDataset(f"{where} 字段 answers：应为字符串的列表")
        gold = Spans(tuple(answers), tuple((str(i), 1) for i in _get(where, row, "passage_ids", list)), _slices(row))
        kind = row.get("temporal_type") or row.get("answer_kind") or "span"
        yield Case(
            _get(where, row, "id", str),
            _get(where, row, "question", str),
            str(kind),
            gold,
            question_date=row.get("question_date"),
            line=number,
        )


def _sibling_passages(path: Path) -> Iterator[Row]:
    for name in ("passages.jsonl", "passages.jsonl.gz", "documents.jsonl.gz"):
        if (path.parent / name).exists():
            yield from (row for _, row in read_objects(path.parent / name))
            return
    raise BadDataset(f"{path.parent}：旁边没有 passages.jsonl 或 passages.jsonl.gz")


def _first(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).exists():
            return folder / name
    raise BadDataset(f"{folder}：缺少 {' 或 '.join(names)}")


def _beir(path: Path) -> Iterator[Case]:
    """A BEIR folder: queries.jsonl, and qrels.tsv or qrels/test.tsv (query-id, corpus-id, score under a heading line)."""
    grades = _qrels(_first(path, "qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv"), columns=(0, 1, 2), heading=True)
    queries = _first(path, "queries.jsonl", "queries.jsonl.gz")
    for number, row in read_objects(queries):
        where = f"{queries} 第{number}行"
        yield from _ranking_case(_get(where, row, "_id", str), _get(where, row, "text", str), grades)


def _trec(path: Path) -> Iterator[Case]:
    """A TREC folder: queries.tsv (id, text) and qrels.txt (query, iteration, document, grade)."""
    grades = _qrels(_first(path, "qrels.txt", "qrels"), columns=(0, 2, 3), heading=False)
    queries = _first(path, "queries.tsv", "topics.tsv")
    for number, line in enumerate(read_text(queries).splitlines(), 1):
        name, tab, text = line.partition("\t")
        if not tab and line.strip():
            raise BadDataset.at(queries, number, None, "应为“编号<Tab>问题”")
        yield from _ranking_case(name, text.strip(), grades)


def _ranking_case(name: str, question: str, grades: dict[str, dict[str, int]]) -> Iterator[Case]:
    """The query, if it was judged."""
    if grades.get(name) and question:
        yield Case(name, question, "ranking", Spans((), tuple(grades[name].items())))


def _qrels(path: Path, *, columns: tuple[int, int, int], heading: bool) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        fields = line.split()
        if not fields or (heading and number == 1):
            continue
        try:
            query, document, grade = (fields[c] for c in columns)
            grades.setdefault(query, {})[document] = int(grade)
        except (IndexError, ValueError) as exc:
            raise BadDataset.at(path, number, None, f"应有{max(columns) + 1}列，最后一列为整数") from exc
    return grades


def _corpus(path: Path) -> Iterator[Row]:
    corpus = _first(path, "corpus.jsonl", "corpus.jsonl.gz")
    for number, row in read_objects(corpus):
        where = f"{corpus} 第{number}行"
        yield {"id": _get(where, row, "_id", str), "title": row.get("title", ""), "text": _get(where, row, "text", str)}


Reader = Callable[[Path], Iterator[Case]]

FORMATS: dict[str, tuple[Reader, Callable[[Path], Iterator[Row]]]] = {
    "squad": (_squad, _squad_passages),
    "chronoqa": (_chrono, _chrono_passages),
    "passages": (_passage_questions, _sibling_passages),
    "beir": (_beir, _corpus),
    "trec": (_trec, _corpus),
}
NAMES = ("policy", *FORMATS)
