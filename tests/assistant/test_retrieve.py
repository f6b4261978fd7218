"""Rules of `assistant.retrieve`: a long text does not fill the page, and is looked through for what is asked."""

import json
from collections.abc import Iterator

import pytest

from assistant.asking.question import understand
from assistant.retrieve import retrieve
from index.build import ingest_files
from index.embed import BUILTIN, StaticModel
from index.search import Searcher, Window
from index.store import Store

QUESTION = "汀砚应急指挥部指挥第3区的应急工作，总指挥由谁担任？"
LONG = "".join(f"第{n}条 汀砚应急指挥部指挥第{n}区的应急工作。" + "汀砚应急指挥部由总队担任。" * 20 + "\n" for n in range(1, 20))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A store with a long plan, one article of which answers, and a short notice."""
    folder = tmp_path_factory.mktemp("plan")
    rows = [
        {"id": "plan", "title": "应急预案", "text": f"{LONG}第二十条 总指挥：市管委会主要负责人。副总指挥另行指定。"},
        {"id": "notice", "title": "值班通知", "text": "汀砚应急指挥部轮流值班。"},
    ]
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    model = StaticModel(BUILTIN)
    store = Store.open(folder / "store", create=True)
    list(ingest_files(store, model, [folder / "rows.jsonl"]))
    yield Searcher(store, model)


def test_a_long_text_is_looked_through_for_what_is_asked(searcher: Searcher) -> None:
    """Its one hit holds the words of the frame; behind what may come comes the chunk with the asked word."""
    asked = understand(QUESTION, today="2036-01-01")
    hits = retrieve(asked, [asked], searcher, k=2, window=Window(), per_piece=1, today="2036-01-01")
    texts = ["".join(s.text for s in h.chunk.sentences) for h in hits]
    assert "总指挥" not in texts[0] and any("总指挥：市管委会" in text for text in texts)
    assert [h.rank for h in hits] == list(range(1, len(hits) + 1)) and len({h.chunk.id for h in hits}) == len(hits)
