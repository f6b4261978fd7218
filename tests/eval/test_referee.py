"""The headline figures are the referee's: on the same answers, hits and spans both programs say the same numbers."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eval.formats import load
from eval.model import Dataset, Facts, Spans
from eval.normal import norm, source_key
from eval.score import headline, score_dataset

HEADLINES = (
    "right",
    "right_answerable",
    "right_with_source_and_date",
    "declined_unanswerable",
    "false_declines",
    "errors",
    "too_long",
    "cited_source",
    "cited_date",
    "citation_precision",
    "quotes_verbatim",
    "figures_backed",
    "short_answer_right",
)
REFUSALS = ("not_in_corpus", "expired_only", "out_of_range", "unclear")
GIVEN = ("answered", "partial", "conflict")


def referee(shared: Path, kind: str, questions: Path, results: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """What score.py prints for the results."""
    path = folder / "results.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in results), encoding="utf-8")
    command = [sys.executable, str(shared / "qa" / "score.py"), kind, str(questions), str(path), "--json"]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return found


class Mutator:
    """Plausible answers to real questions, spoiled at random in every way that a measure looks at."""

    def __init__(self, seed: int, texts: dict[str, str], files: dict[str, str]) -> None:
        self.random, self.texts, self.files = random.Random(seed), texts, files

    def one_of(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def citation(self, gold: Facts, number: int) -> dict[str, Any]:
        """A citation of the gold evidence, or of something else, with a true, a false or no date."""
        doc = self.one_of(*gold.docs) if gold.docs and self.chance(0.85) else self.one_of(*self.files)
        start = self.random.randrange(max(1, len(self.texts[doc]) - 400))
        anywhere = self.texts[doc][start : start + self.one_of(8, 40, 120, 299, 330)]
        quote = self.one_of(*gold.evidence) if gold.evidence and self.chance(0.75) else anywhere
        quote = self.one_of(quote, quote, quote[: len(quote) // 2 + 2], f"{quote}9", f" {quote[:4]}\n{quote[4:]}", "")
        dates = [*gold.dates, *gold.dates, *gold.dates, None, "2014", "2021-01-05"]
        return {
            "marker": number,
            "document_id": f"hash-{doc}",
            "source_id": None,
            "source_file": self.files[doc],
            "quote": quote,
            "title": self.one_of("通知", "2013年年报", None),
            "doc_number": self.one_of(None, "国发〔2020〕7号"),
            "date": self.one_of(*dates),
        }

    def text(self, gold: Facts) -> str:
        """Key facts with other words and figures between, some left out, some spoiled by a neighbouring digit."""
        parts = []
        for group in gold.must:
            wording = self.one_of(*group)
            parts.append(
                self.one_of(wording, wording, wording, f"3{wording}", f"{wording}5", f"二十{wording}", f"１,２３４{wording}", "不详")
            )
        parts += [self.one_of(*gold.must_not)] if gold.must_not and self.chance(0.2) else []
        filler = self.one_of("", "，较上年的20.3亿元增加", "（2014-04-04）①", "，合计32.9", "，" + "说明" * self.one_of(20, 60, 160))
        return f"{'、'.join(parts)}{filler}[1]。{self.one_of('', '【2】', '[ 3 ]')}"

    def answer(self, case: Any) -> dict[str, Any] | None:
        if self.chance(0.05):
            return None
        gold, row = case.gold, {"id": case.id, "question": case.question}
        if self.chance(0.06):
            return row | {"status": self.one_of("error", "odd", None), "error": "x"}
        if self.chance(0.75 if case.type == "unanswerable" else 0.1):
            cited = [self.citation(gold, 1)] if self.chance(0.15) else []
            return row | {"status": self.one_of(*REFUSALS), "text": "没有2021年的数据", "citations": cited}
        count = self.one_of(0, 1, 1, 1, 2, 2, 3, 6, 11)
        short = self.one_of(None, *(self.one_of(*group) for group in gold.must), "36家")
        return row | {
            "status": self.one_of(*GIVEN),
            "text": self.text(gold),
            "short_answer": short,
            "citations": [self.citation(gold, i + 1) for i in range(count)],
            "computed": self.computed(),
        }

    def computed(self) -> Any:
        entries = (
            {"value": "32.9", "op": "difference", "from": ["53.2", "20.3"]},
            {"value": "32.8", "op": "difference", "from": ["20.3", "53.2"]},
            {"value": "32.9", "op": "sum", "from": ["20.3", "12.6"]},
            {"value": "1", "op": "ratio", "from": ["1", "0"]},
            {"value": "20.3", "op": "growth", "from": ["x"]},
            {"value": "2", "op": "count", "from": []},
            {"op": "sum"},
        )
        return self.one_of(None, [], [self.one_of(*entries) for _ in range(3)])


@pytest.mark.parametrize("seed", range(12))
def test_headline_figures_equal_the_referees(shared: Path, tmp_path: Path, seed: int) -> None:
    """On spoiled answers of every kind each headline figure equals score.py's to the last digit."""
    dataset = load(shared / "qa" / "dev.jsonl", "policy")
    paths = sorted((shared / "corpus").glob("*.txt"))
    texts = {source_key(path.name): path.read_text(encoding="utf-8") for path in paths}
    mutator = Mutator(seed, texts, {source_key(path.name): path.name for path in paths})
    answers = [a for a in map(mutator.answer, dataset.cases) if a is not None]
    theirs = referee(shared, "answers", dataset.path, answers, tmp_path)
    scores = score_dataset(dataset, {a["id"]: a for a in answers}, texts={doc: norm(text) for doc, text in texts.items()})
    ours = headline(scores)
    assert {name: ours.get(name) for name in HEADLINES} == {name: theirs[name] for name in HEADLINES}
    assert len(scores) == theirs["questions"]
    assert {s.type: sum(x.right for x in scores if x.type == s.type) for s in scores} == {
        t: right for t, (right, _) in theirs["by_type"].items()
    }


def spoiled_spans(dataset: Dataset, seed: int) -> list[dict[str, Any]]:
    """Answers to reading questions: right, cut, padded, negated, refused, missing, citing the right or another passage."""
    chance, rows = random.Random(seed), []
    for case in dataset.cases:
        assert isinstance(case.gold, Spans)
        gold = chance.choice(case.gold.answers or ("",))
        said = chance.choice(
            [
                gold,
                gold,
                gold[:-1],
                f"1{gold}",
                f"{gold}9",
                f"（{gold}）",
                "不是",
                "是的，同一年",
                gold + "之" * 120,
                gold.replace("、", "和"),
            ]
        )
        short = chance.choice([said, said, None, gold[: len(gold) // 2], "是", "否"])
        named = chance.choice([[i for i, _ in case.gold.relevant], ["other"], []])
        row = {
            "id": case.id,
            "status": chance.choice([*GIVEN] * 3 + [*REFUSALS, "error"]),
            "text": f"答案是{said}[1]。",
            "short_answer": short,
        }
        if chance.random() > 0.05:
            rows.append(row | {"citations": [{"source_id": i} for i in named]})
    return rows


@pytest.mark.parametrize("name", ["cmrc2018/questions.trial.jsonl.gz", "chronoqa/questions.dev.jsonl.gz", "cjrc/questions.dev.jsonl.gz"])
def test_reading_figures_equal_the_referees(shared: Path, tmp_path: Path, name: str) -> None:
    """On spoiled short answers the reading figures and their slices equal score.py's."""
    dataset = load(shared / "data" / name, "passages")
    answers = spoiled_spans(dataset, seed=7)
    theirs = referee(shared, "reading", dataset.path, answers, tmp_path)
    scores = score_dataset(dataset, {a["id"]: a for a in answers})
    ours = headline(scores)
    names = ("given", "right_within_100", "right_and_cited", "char_f1")
    assert {n: ours[n] for n in names} == {n: theirs[n] for n in names}
    for key, (share, count) in theirs["slices"].items():
        part = [s for s in scores if key.partition("=")[::2] in s.slices]
        if "=" in key:
            assert (round(sum(s.right for s in part) / len(part), 4), len(part)) == (share, count)


@pytest.mark.parametrize("name", ["stard/questions.train.jsonl.gz", "chronoqa/questions.dev.jsonl.gz"])
def test_ranking_figures_equal_the_referees(shared: Path, tmp_path: Path, name: str) -> None:
    """On random rankings with doubles and gaps, recall@k and mrr@10 equal score.py's, though another library works them out."""
    chance, dataset = random.Random(3), load(shared / "data" / name, "passages")
    pool = [doc for case in dataset.cases for doc, _ in case.gold.relevant]  # type: ignore[union-attr]
    hits: dict[str, list[dict[str, Any]]] = {}
    for case in dataset.cases:
        gold = [doc for doc, _ in case.gold.relevant]  # type: ignore[union-attr]
        ranked = chance.choices(pool, k=8) + chance.choices(gold, k=chance.randrange(3))
        chance.shuffle(ranked)
        if chance.random() > 0.05:
            hits[case.id] = [{"source_id": doc} if chance.random() > 0.2 else {"source_id": None, "document_id": doc} for doc in ranked]
    theirs = referee(shared, "retrieval", dataset.path, [{"id": i, "hits": h} for i, h in hits.items()], tmp_path)
    ours = headline(score_dataset(dataset, {}, hits=hits))
    names = ("recall@1", "recall@5", "recall@10", "mrr@10")
    assert {n: ours[n] for n in names} == {n: theirs[n] for n in names}
