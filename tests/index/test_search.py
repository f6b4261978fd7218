"""Rules of `index.search`: ranks without gaps, ties by id, pieces by their dates, and a snapshot that does not move."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.build import FileResult, remove_documents
from index.embed import Embedder
from index.search import PER_PIECE, Searcher, Window, search_text
from index.store import Store

Ingest = Callable[[dict[str, str | bytes]], list[FileResult]]


def lines(*records: dict[str, str]) -> str:
    """A .jsonl file."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def ids(searcher: Searcher, query: str, *, k: int = 10, window: Window | None = None) -> list[str | None]:
    """The source ids found, best first."""
    return [hit.source_id for hit in searcher.search(query, k=k, window=window)]


@pytest.fixture
def dated(store: Store, ingest: Ingest, embedder: Embedder) -> Searcher:
    """One statement in five documents that differ in their date alone."""
    dates = {"year": "2014", "month": "2014-06", "day": "2014-06-15", "later": "2016-01-01"}
    ingest(
        {
            "a.jsonl": lines(
                {"id": "none", "text": "企业总数达到300家。"},
                *({"id": k, "text": "企业总数达到300家。", "date": v} for k, v in dates.items()),
            )
        }
    )
    return Searcher(store, embedder)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window(), {"none", "year", "month", "day", "later"}),
        (Window(as_of="2014-01-01"), {"none", "year"}),
        (Window(as_of="2014-06-14"), {"none", "year", "month"}),
        (Window(as_of="2014-06-15"), {"none", "year", "month", "day"}),
        (Window(as_of="2013-12-31"), {"none"}),
        (Window(since="2014-12-31"), {"year", "later"}),
        (Window(since="2014-06-30"), {"year", "month", "later"}),
        (Window(until="2014"), {"year", "month", "day"}),
        (Window(since="2014-06", until="2014-06"), {"year", "month", "day"}),
        (Window(since="2015", until="2015"), set()),
        (Window(since="2015", as_of="2015-06-01"), set()),
        (Window(until="2020", as_of="2014-06-01"), {"year", "month"}),
    ],
)
def test_pieces_count_by_what_their_date_can_mean(dated: Searcher, window: Window, expected: set[str]) -> None:
    """A piece counts if its date could lie inside, down to the day; undated ones count as of a day, and not where a date is asked."""
    assert set(ids(dated, "企业总数", window=window)) == expected


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.sampled_from([4, 7, 10]),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 400),
)
def test_the_window_is_an_interval(day: date, precision: int, since: date, length: int) -> None:
    """For every date and precision: admitted exactly if one of the days that it can mean lies in the asked ones."""
    value = day.isoformat()[:precision]
    until = since + timedelta(days=length)
    meant = [d for n in range(-370, 371) if (d := day + timedelta(days=n)).isoformat().startswith(value)]
    window = Window(since=since.isoformat(), until=until.isoformat())
    assert window.admits(value) == any(since <= d <= until for d in meant)
    assert Window(as_of=until.isoformat()).admits(value) == any(d <= until for d in meant)


def test_ranks_have_no_gaps_and_ties_go_by_id(dated: Searcher) -> None:
    """Ranks are 1, 2, …; scores fall; equal scores are ordered by chunk id, also where k cuts through them."""
    hits = dated.search("企业总数达到", k=10)
    assert [h.rank for h in hits] == [1, 2, 3, 4, 5]
    assert len({h.score for h in hits}) == 1 and [h.chunk.id for h in hits] == sorted(h.chunk.id for h in hits)
    assert [h.chunk.id for h in dated.search("企业总数达到", k=2)] == [h.chunk.id for h in hits[:2]]


def test_many_ties_are_cut_by_id(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """Of more equal chunks than are looked at, those with the least ids come back."""
    ingest({"a.jsonl": lines(*({"id": str(n), "text": "孵化器共有十二个。"} for n in range(130)))})
    hits = Searcher(store, embedder).search("孵化器", k=5)
    every = sorted(chunk.id for _, chunk in store.all_chunks())
    assert [h.chunk.id for h in hits] == every[:5]


def test_a_long_piece_does_not_fill_the_page(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """At most PER_PIECE hits come from one piece; the places behind them go to other pieces, however many better chunks the long one has."""
    article = "第{n}条 孵化器应当为在孵企业提供孵化服务，孵化器孵化企业。" + "孵化器" * 60 + "\n"
    long = "孵化器管理条例\n\n" + "".join(article.format(n=n) for n in range(1, 90))
    short = lines(*({"id": str(n), "text": f"园区第{n}年设有孵化器，另有其他设施若干，供各类企业使用，运转正常。"} for n in range(3)))
    ingest({"law.txt": long, "notes.jsonl": short})
    hits = Searcher(store, embedder).search("孵化器", k=PER_PIECE + 3)
    assert [h.source_file for h in hits].count("law.txt") == PER_PIECE
    assert [h.source_file for h in hits].count("notes.jsonl") == 3 and [h.rank for h in hits] == list(range(1, PER_PIECE + 4))


def test_a_hit_says_where_it_comes_from(filled: Store, embedder: Embedder) -> None:
    """A hit has the fields of the contract, and its text is what the document holds at its offsets."""
    hit = Searcher(filled, embedder).search("高新技术企业有多少家", k=3)[0]
    shown = hit.to_dict()
    assert list(shown) == ["rank", "document_id", "piece_id", "source_id", "source_file", "title", "section", "date", "score", "text"]
    assert (shown["source_file"], shown["date"], shown["rank"]) == ("001-年报.txt", "2022-03-05", 1)
    text = filled.document_text(hit.chunk.document_id)
    assert all(text[s.start : s.end] == s.text for s in hit.chunk.sentences) and "高新技术企业6家" in shown["text"]


@pytest.mark.parametrize("query", ["", "？！", "😀", "企" * 5000, "\ud800"])
def test_strange_questions_are_no_error(filled: Store, embedder: Embedder, query: str) -> None:
    """Signs, emoji, very long text and broken characters find something or nothing, and never fail."""
    hits = Searcher(filled, embedder).search(query, k=5)
    assert [h.rank for h in hits] == list(range(1, len(hits) + 1)) and all(0 < h.score <= 1 for h in hits)


def test_a_year_asked_for_comes_a_little_earlier(dated: Searcher) -> None:
    """Of equal texts those dated in one of the years come first, undated ones not; nothing outside the window comes in."""
    assert [h.source_id for h in dated.search("企业总数", k=1, years=[2016])] == ["later"]
    assert {h.source_id for h in dated.search("企业总数", k=3, years=[2014])} == {"year", "month", "day"}
    assert {h.source_id for h in dated.search("企业总数", k=9, window=Window(until="2014"), years=[2016])} == {"year", "month", "day"}
    assert dated.search("航天", k=5, window=Window(until="1999"), years=[2016]) == []


def test_the_order_of_files_does_not_matter(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Permuting the corpus does not change the ranked ids."""
    from index.build import ingest_files

    folder = tmp_path_factory.mktemp("corpus")
    texts = [
        "企业总数300家，孵化器12个。",
        "孵化器管理办法，孵化企业。",
        "企业收入120亿元，同比增长。",
        "人才公寓420套。",
        "企业与孵化器的合作。",
    ]
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    orders = []
    for name, paths in (("a", sorted(folder.iterdir())), ("b", sorted(folder.iterdir(), reverse=True))):
        store = Store.open(tmp_path_factory.mktemp(name), create=True)
        list(ingest_files(store, embedder, paths))
        orders.append([[h.chunk.id for h in Searcher(store, embedder).search(q, k=5)] for q in ("企业孵化器", "收入增长", "公寓")])
        store.close()
    assert orders[0] == orders[1]


def test_a_searcher_is_a_snapshot(filled: Store, ingest: Ingest, embedder: Embedder) -> None:
    """What is ingested later is not seen by a searcher that was opened before; what is removed is gone for it too, without an error."""
    searcher = Searcher(filled, embedder)
    ingest({"new.txt": "新增孵化器99个。"})
    assert "new.txt" not in {h.source_file for h in searcher.search("孵化器", k=10)}
    remove_documents(filled, embedder, [s["document_id"] for s in filled.summaries() if s["source_file"] == "002-计划.txt"])
    assert "002-计划.txt" not in {h.source_file for h in searcher.search("孵化器", k=10)}
    assert "new.txt" in {h.source_file for h in Searcher(filled, embedder).search("孵化器", k=10)}


def test_rarer_words_weigh_more(filled: Store, embedder: Embedder) -> None:
    """A word that fewer texts hold weighs more."""
    searcher = Searcher(filled, embedder)
    assert searcher.idf("孵化器") > searcher.idf("云岭")
    assert searcher.size == sum(s["chunks"] for s in filled.summaries())


def test_title_and_headings_are_searched_too(filled: Store, embedder: Embedder) -> None:
    """A chunk is found by its piece's title, which its own text does not hold."""
    assert search_text("题", ("章", "节"), "文") == "题\n章 节\n文" and search_text(None, (), "文") == "\n文"
    assert Searcher(filled, embedder).search("人才公寓管理办法", k=1)[0].source_file == "003-办法.txt"


def test_within_a_piece_its_subject_tells_nothing(store: Store, ingest: Ingest, embedder: Embedder) -> None:
    """The chunk with the asked word leads there, though others hold the words of the subject more often; other pieces are not looked at."""
    filler = "".join(f"第{n}条 应急指挥部负责应急指挥，应急指挥部办公室设在指挥部。" + "应急指挥部" * 40 + "\n" for n in range(1, 9))
    ingest({"a.txt": f"应急指挥预案\n\n{filler}第9条 总协调人由局长担任。\n", "b.txt": "总协调人由主任担任，应急指挥部另行通知。"})
    searcher = Searcher(store, embedder)
    piece = searcher.search("应急指挥部第3条", k=1)[0].piece
    hits = searcher.within(piece.id, "应急指挥部总协调人", k=3)
    assert len(hits) == 3 and {h.piece.id for h in hits} == {piece.id}
    assert "总协调人由局长担任" in "".join(s.text for s in hits[0].chunk.sentences)
    assert searcher.within("no-such-piece", "总协调人", k=3) == []
