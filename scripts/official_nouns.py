"""The nouns of official texts whose absence tells: counts them in laws and policies, and drops those that questions use though their texts do not.

A question says "门槛" or "老外" where the text says otherwise, and asks "什么原因" where the text only gives one; but a text that answers on 关税 holds the word.

    python -m scripts.official_nouns ../shared/data assistant/finding/official_nouns.txt
"""

import gzip
import json
import random
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jieba.posseg

from assistant.asking.question import understand
from assistant.finding.asked import asked_nouns
from assistant.reading.features import match
from index.tokens import fold, words

LAWS_SHARE = 0.35
LEAST = 15  # documents that use the word: everyday words are in fewer
NOUNS = ("n", "nz")
MOST_ABSENT = 0.1
TEXTS = ("tax_policy/passages", "gd_matters/passages", "gov_policy/documents", "ncp_policies/passages")
QUESTIONS = (
    ("cmrc2018/questions.train", "cmrc2018"),
    ("drcd/questions.dev", "drcd"),
    ("ncp_policies/questions.train", "ncp_policies"),
    ("cjrc/questions.dev", "cjrc"),
)
WIDTH = 160


def main() -> None:
    """Writes the list, sorted, a few words a line."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    in_texts = Counter(word for text in _official_texts(data) for word in set(words(text)))
    jieba.posseg.dt.initialize()
    tags = jieba.posseg.dt.word_tag_tab
    nouns = {w for w, n in in_texts.items() if n >= LEAST and tags.get(w) in NOUNS and re.fullmatch(r"[\u4e00-\u9fff]{2,}", w)}
    asked, absent = _asked(data, nouns)
    kept = sorted(w for w in nouns if not absent[w] or (absent[w] + 0.3) / (asked[w] + 3) < MOST_ABSENT)
    lines = [""]
    for word in kept:
        if len(lines[-1]) + len(word) > WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(nouns)} nouns in official texts, {len(kept)} kept")


def _official_texts(data: Path) -> Iterator[str]:
    chance = random.Random(0)
    with tarfile.open(data / "laws" / "laws_md.tar.gz") as laws:
        for member in laws:
            opened = laws.extractfile(member) if member.isfile() and member.name.endswith(".md") and chance.random() < LAWS_SHARE else None
            if opened:
                yield opened.read().decode("utf-8", "replace")
    for name in TEXTS:
        for row in _rows(data / f"{name}.jsonl.gz"):
            yield " ".join(str(v) for v in row.values() if isinstance(v, str))


def _asked(data: Path, nouns: set[str]) -> tuple[Counter[str], Counter[str]]:
    """How often a noun is asked with in answerable questions, and how often its passage lacks it. Of each set of which a part is
    measured on, only every second question is read."""
    asked: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    for name, folder in QUESTIONS:
        passages = {r["id"]: fold((r.get("title") or "") + r["text"]) for r in _rows(data / folder / "passages.jsonl.gz")}
        for row in list(_rows(data / f"{name}.jsonl.gz"))[:: 2 if folder in ("ncp_policies", "cjrc") else 1]:
            if not any(row["answers"]):
                continue
            text = " ".join(passages[p] for p in row["passage_ids"])
            for term in asked_nouns(understand(row["question"], today="2020-01-01"), nouns):
                asked[term.text] += 1
                absent[term.text] += match(term, text) < 0.5
    return asked, absent


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
