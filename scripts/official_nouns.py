"""The nouns of official texts whose absence tells: counts them in laws and policies, and drops those that questions use though their texts do not.

A question says "门槛" or "老外" where the text says otherwise, and asks "什么原因" where the text only gives one; but a text that answers on 关税 holds the word.
Of a figure more nouns tell, since it is asked of a thing by its name: rarer ones, which laws know and news use (学位, 院士), are in a second list.

    python -m scripts.official_nouns ../shared/data assistant/finding

writes official_nouns.txt and figure_nouns.txt.
"""

import gzip
import json
import random
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jieba.posseg
from written import held_out, written

from assistant.asking.question import understand
from assistant.finding.asked import asked_nouns
from assistant.reading.matching import match
from index.tokens import fold, words

LAWS_SHARE = 0.35
LEAST = 15  # documents that use the word: everyday words are in fewer
NOUNS = ("n", "nz")
NEWS_SHARE = 0.4
LEAST_OF_FIGURES = (2, 5)  # laws and policies, and these with news, that use a noun of which figures are asked
NOUNS_OF_FIGURES = ("n", "nz", "nt", "ns", "j", "l", "vn", "m")  # without numerals
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
    """Writes the lists, sorted, a few words a line."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    texts, news = ([set(words(text)) for text in found] for found in (_official_texts(data), _news(data)))
    in_texts, in_news = (Counter(w for found in each for w in found if _CHINESE.fullmatch(w)) for each in (texts, news))
    jieba.posseg.dt.initialize()
    tags = jieba.posseg.dt.word_tag_tab
    nouns = {w for w, n in in_texts.items() if n >= LEAST and tags.get(w) in NOUNS}
    kept = _never_absent(data, nouns)
    _write(out / "official_nouns.txt", kept)
    laws, both = LEAST_OF_FIGURES
    known = {w for w, n in in_texts.items() if n >= laws and n + in_news[w] >= both and tags.get(w) in NOUNS_OF_FIGURES}
    more = _never_absent(data, {w for w in known if not (tags[w] == "m" and _NUMERAL.search(w))})
    _write(out / "figure_nouns.txt", {w for w in more - kept if not any(w[-n:] in more | kept for n in range(2, len(w)))})
    print(f"{len(nouns)} nouns in official texts, {len(kept)} kept")


_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_NUMERAL = re.compile(r"[一二三四五六七八九十百千万亿两几]")


def _never_absent(data: Path, nouns: set[str]) -> set[str]:
    """Those that the texts of answerable questions hold: of the sets' own questions, and of ours, which are asked in other words."""
    return _held(nouns, _of_sets(data)) & _held(nouns, _ours(data))


def _held(nouns: set[str], questions: Iterable[tuple[str, str]]) -> set[str]:
    """Those that are asked with in next to no question whose text lacks them; the questions come with their texts."""
    asked: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    for question, text in questions:
        for term in asked_nouns(understand(question, today="2020-01-01"), nouns):
            asked[term.text] += 1
            absent[term.text] += match(term, text) < 0.5
    return {w for w in nouns if not absent[w] or (absent[w] + 0.3) / (asked[w] + 3) < MOST_ABSENT}


def _write(out: Path, kept: set[str]) -> None:
    lines = [""]
    for word in sorted(kept):
        if len(lines[-1]) + len(word) > WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


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


def _news(data: Path) -> Iterator[str]:
    chance = random.Random(0)
    return (str(row["text"]) for row in _rows(data / "crud_docs" / "passages.jsonl.gz") if chance.random() < NEWS_SHARE)


def _of_sets(data: Path) -> Iterator[tuple[str, str]]:
    """Answerable questions with their passages. Of each set of which a part is measured on, only every second one."""
    for name, folder in QUESTIONS:
        passages = {r["id"]: fold((r.get("title") or "") + r["text"]) for r in _rows(data / folder / "passages.jsonl.gz")}
        for row in list(_rows(data / f"{name}.jsonl.gz"))[:: 2 if folder in ("ncp_policies", "cjrc") else 1]:
            if any(row["answers"]):
                yield str(row["question"]), " ".join(passages[p] for p in row["passage_ids"])


def _ours(data: Path) -> Iterator[tuple[str, str]]:
    """The questions that we wrote, but for those kept for measuring, with their passages."""
    return ((str(row["question"]), fold(row["text"])) for row in written(data) if not held_out(row["passage_ids"][0]))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main()
