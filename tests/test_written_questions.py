"""Rules of the training data that is ours, `scripts/written_questions.jsonl` and `assistant/words/everyday.txt`."""

import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

RUN = 22  # characters in a row that a question may not share with its passage: from there on they are the passage's wording


@pytest.fixture(scope="module")
def scripts() -> Iterator[dict[str, ModuleType]]:
    """The modules of the training scripts, which are in no package."""
    names = ("written", "everyday_pairs")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(Path(__file__).parents[1] / "scripts"))
        yield {name: __import__(name) for name in names}
        for name in names:
            sys.modules.pop(name, None)


def bare(text: str) -> str:
    """Letters and digits alone."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def test_every_question_is_ours_and_points_into_its_passage(scripts: dict[str, ModuleType], shared: Path) -> None:
    """Each has an answer at its place, no question comes twice, and none holds a long run of its passage."""
    questions = scripts["written"].written(shared / "data")
    assert len(questions) > 6000
    assert Counter(q["kind"] for q in questions).keys() == {"plain", "free", "hard", "sentence"}
    assert len({q["question"] for q in questions}) == len(questions)
    for q in questions:
        assert all(answer.strip() for answer in q["answers"]), q["question"]
        text, asked = bare(q["text"]), bare(q["question"])
        assert not any(asked[i : i + RUN] in text for i in range(len(asked) - RUN + 1)), q["question"]


def test_near_misses_are_told_apart_from_their_twins(scripts: dict[str, ModuleType], shared: Path) -> None:
    """Near misses have no answer, their twins have one at its place; none is also trained on, and none holds a long run of its passage."""
    written = scripts["written"]
    questions = written.near_misses(shared / "data")
    kinds = Counter(q["kind"] for q in questions)
    assert kinds[written.MISSING] > 1200 and kinds[written.TWIN] > kinds[written.MISSING]
    assert not {q["question"] for q in questions} & {q["question"] for q in written.written(shared / "data")}
    for q in questions:
        assert bool(q["answers"]) == (q["kind"] == written.TWIN) and all(answer.strip() for answer in q["answers"]), q["question"]
        text, asked = bare(q["text"]), bare(q["question"])
        assert not any(asked[i : i + RUN] in text for i in range(len(asked) - RUN + 1)), q["question"]


def test_passages_of_the_written_questions(scripts: dict[str, ModuleType], shared: Path, tmp_path: Path) -> None:
    """All that are asked about are in the files, sets that are at hand otherwise left out, and others beside them."""
    written = scripts["written"]
    paths = written.write_passages(shared / "data", tmp_path, without=("crud_docs", "stard", "ncp_policies"))
    assert [p.name for p in paths] == ["gd_matters.jsonl.gz", "tax_policy.jsonl.gz"]
    there = {p["id"] for path in paths for p in written.read_lines(path)}
    asked = {line["passage"] for line in written._lines() if line["set"] in ("gd_matters", "tax_policy")}
    assert asked < there


def test_a_sentence_said_in_everyday_words(scripts: dict[str, ModuleType]) -> None:
    """The longest official word at each place is said otherwise, and what has no other form stays."""
    said = scripts["everyday_pairs"]._said
    forms = {"企业": ["公司"], "小微企业": ["小厂子"], "缴纳": ["交"]}

    class Always(random.Random):
        def random(self) -> float:
            return 0.0

    assert said("小微企业缴纳费用，企业不缴。", forms, Always()) == ("小厂子交费用，公司不缴。", 3)


def test_pairs_come_from_the_glossary(scripts: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences with too few official words are passed over; what is given beside them holds the sentence as it stands."""
    pairs = scripts["everyday_pairs"]
    monkeypatch.setattr(pairs, "REPLACED", 5)
    texts = [("a", ["天气很好，风也不大，适合出门走走。"]), ("b", ["前言。", "申请人应当在规定期限内缴纳企业所得税并提交材料。", "附则。"])]
    made = list(pairs.spoken_sentences(texts, {"缴纳": ["交"], "提交": ["递上去"], "期限": ["日子"]}))
    assert [key for key, _, _ in made] == ["b"] * 5
    assert all(near == "".join(texts[1][1]) and said != texts[1][1][1] for _, said, near in made)
    assert all(re.search("交|递上去|日子", said) for _, said, _ in made)
    words = pairs.word_pairs(pairs.spoken_forms())
    assert len(words) == len(set(words)) == pairs.WORDS
