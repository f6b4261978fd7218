"""Questions to begin with: ones that the documents in the store can answer."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from ui.view import title_label

# Each with the bundled brief that answers it.
BRIEFS = (
    ("2014-news-bundle.txt", "2013年国家高新区营业总收入是多少？"),
    ("2022-ten-year-review.md", "国家高新区的园区生产总值2012年和2021年分别是多少？"),
    ("2009-zhongguancun-reply.txt", "中关村科技园区的前身是什么？"),
    ("2016-hi-tech-enterprise-measures.md", "2016年修订的高新技术企业认定管理办法从哪天开始施行？"),
)
SHORTEST, LONGEST = 6, 36  # characters of a title that makes a question one can read on a button


def example_questions(documents: Sequence[Mapping[str, Any]], *, count: int = 4) -> list[str]:
    """At most `count` questions: those on bundled briefs, then on the numbers and dates of other documents."""
    names = {d["source_file"] for d in documents}
    bundled = {file for file, _ in BRIEFS}
    known = [question for file, question in BRIEFS if file in names]
    others = [d for d in documents if d["source_file"] not in bundled]
    return list(islice(dict.fromkeys([*known, *_from_metadata(others)]), count))


def _from_metadata(documents: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """One question a piece that has a title and something to ask of."""
    for piece in (p for d in documents for p in d["pieces"]):
        title = " ".join((piece["title"] or "").split())
        if not SHORTEST <= len(title) <= LONGEST:
            continue
        if piece["date_kind"] in ("issued", "published") and piece["date"]:
            yield f"{title_label(title, '')}是什么时候{'印发' if piece['date_kind'] == 'issued' else '发布'}的？"
        elif piece["doc_number"]:
            yield f"{title_label(title, '')}的文号是什么？"
