"""Authoring help: whether a dataset fits its corpus, and whether questions repeat, within it or across sets."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from eval.dataset import check_row
from eval.errors import BadDataset
from eval.jsonl import read_objects
from eval.model import Case, Dataset, Facts, Row
from eval.normal import grams, has, norm, source_key

NEAR = 0.7
GRAM = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, with its place."""

    path: Path
    line: int
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.path} 第{self.line}行 字段 {self.field}：{self.text}"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a dataset that reads as a case."""

    path: Path
    number: int
    row: Row


def check(path: Path, texts: Mapping[str, str], *, others: Sequence[Path] = ()) -> list[Problem]:
    """Everything to mend in the dataset, in the order of its lines; empty when it is sound.

    `texts` are the corpus by file name (or number, see `source_key`). `others` are further splits: their questions must
    not come back here in nearly the same words. Only the first fault of a malformed line is named.
    """
    corpus = {source_key(name): norm(text) for name, text in texts.items()}
    lines: list[_Line] = []
    problems: list[Problem] = []
    for number, row in read_objects(path):
        fault = _fault(path, number, row)
        problems += [fault] if fault else _corpus_problems(_Line(path, number, row), corpus)
        lines += [] if fault else [_Line(path, number, row)]
    if not lines and not problems:
        raise BadDataset(f"{path}：没有一道题，请换一个数据集")
    elsewhere = [_Line(other, n, row) for other in others for n, row in read_objects(other) if isinstance(row.get("question"), str)]
    return sorted([*problems, *_repeats(lines, elsewhere)], key=lambda p: p.line)


def check_documents(dataset: Dataset, documents: Sequence[Row]) -> None:
    """Raises BadDataset for the first case whose gold names a document that is not among those of the store.

    Judged but absent passages are common in ranking sets, so those are let through; an empty store never is.
    """
    if not documents:
        raise BadDataset(f"{dataset.path}：资料库是空的，请先运行 policyqa ingest 导入数据集所问的文件")
    held = {str(row["source_id"]) for row in documents if row.get("source_id")}
    held |= {source_key(row["source_file"]) for row in documents}
    for case in dataset.cases if dataset.asks else ():
        field, missing = _missing(case, held)
        if missing:
            place = f"{dataset.path} 第{case.line}行" if case.line else f"{dataset.path} 题 {case.id}"
            raise BadDataset(f"{place} 字段 {field}：资料库里没有 {missing}，请先用 policyqa ingest 导入")


def _missing(case: Case, held: Set[str]) -> tuple[str, str | None]:
    """(field, first document that is not held)."""
    if isinstance(case.gold, Facts):
        return "docs", next((doc for doc in case.gold.docs if doc not in held), None)
    return "passage_ids", next((doc for doc, _ in case.gold.relevant if doc not in held), None)


def _fault(path: Path, number: int, row: Row) -> Problem | None:
    try:
        check_row(path, number, row)
    except BadDataset as exc:
        place = re.search(r" 字段 (\S+?)：(.*)", str(exc), re.DOTALL)
        return Problem(path, number, place.group(1), place.group(2)) if place else Problem(path, number, "-", str(exc))
    return None


def _corpus_problems(line: _Line, corpus: Mapping[str, str]) -> Iterator[Problem]:
    """What does not fit the texts: sources that are missing, evidence that does not stand there, key facts without evidence."""
    row = line.row
    for doc in row["docs"]:
        if doc not in corpus:
            yield Problem(line.path, line.number, "docs", f"语料里没有 {doc}（有：{'、'.join(sorted(corpus)[:8])}）")
    here = [corpus[doc] for doc in row["docs"] if doc in corpus]
    for evidence in row["evidence"]:
        if not any(norm(evidence) in text for text in here):
            yield Problem(line.path, line.number, "evidence", f"在 {'、'.join(row['docs'])} 中找不到“{evidence[:30]}”")
    yield from _gold_problems(line, here)


def _gold_problems(line: _Line, here: Sequence[str]) -> Iterator[Problem]:
    row = line.row
    if row["type"] == "unanswerable":
        for field in ("must", "docs", "evidence"):
            if row[field]:
                yield Problem(line.path, line.number, field, "不可回答的题应为空")
        return
    if not row["evidence"]:
        yield Problem(line.path, line.number, "evidence", "可回答的题应有原文证据")
    if row.get("source_date") and row.get("source_dates") and row["source_date"] not in row["source_dates"]:
        yield Problem(line.path, line.number, "source_date", f"{row['source_date']} 不在 source_dates 里")
    clashing = [x for x in row["must_not"] if all(any(has(norm(a), x) for a in group) for group in row["must"][:1]) and row["must"]]
    for wording in clashing:
        yield Problem(line.path, line.number, "must_not", f"“{wording}”含在 must 的每种说法里，这题永远答不对")
    if here and row.get("docs_mode") == "all" and len(row["docs"]) < 2:
        yield Problem(line.path, line.number, "docs_mode", "all 至少要有两个来源")


def _repeats(lines: Sequence[_Line], elsewhere: Sequence[_Line]) -> Iterator[Problem]:
    """Ids used twice, questions asked twice, and questions whose 3-grams overlap by 0.7 (Jaccard) or more."""
    ids: dict[str, int] = {}
    seen: list[tuple[_Line, frozenset[str]]] = []
    by_gram: dict[str, list[int]] = defaultdict(list)

    def add(line: _Line, parts: frozenset[str]) -> None:
        for part in parts:
            by_gram[part].append(len(seen))
        seen.append((line, parts))

    for line in elsewhere:
        add(line, _parts(line.row))
    for line in lines:
        name, parts = line.row["id"], _parts(line.row)
        if name in ids:
            yield Problem(line.path, line.number, "id", f"“{name}”与第{ids[name]}行重复")
        ids.setdefault(name, line.number)
        for other in sorted({i for part in parts for i in by_gram[part]}):
            problem = _likeness(line, parts, *seen[other])
            if problem:
                yield problem
        add(line, parts)


def _parts(row: Row) -> frozenset[str]:
    """The 3-grams of a question with what it is asked after and as of: a follow-up alone says little."""
    asked = "".join(turn["q"] for turn in row.get("history") or [] if isinstance(turn, dict) and "q" in turn)
    bare = re.sub(r"\W", "", norm(f"{asked}{row['question']}{row.get('as_of') or ''}"))
    return frozenset(grams(bare, GRAM) or {bare})


def _likeness(line: _Line, parts: frozenset[str], other: _Line, others: frozenset[str]) -> Problem | None:
    alike = len(parts & others) / len(parts | others)
    if alike < NEAR:
        return None
    where = f"第{other.number}行" if other.path == line.path else f"{other.path} 第{other.number}行"
    words = "重复" if alike == 1 else f"近似（相似度 {alike:.2f}）"
    return Problem(line.path, line.number, "question", f"与{where}的问题{words}")
