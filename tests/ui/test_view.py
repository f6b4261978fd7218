"""Answer → rows → page: labels, parts, and that text from documents is shown and never acted upon."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant.model import GIVEN, REFUSED, Answer, Citation, Computed, Moment
from ui import page, plain, view
from ui.desk import Outcome, Turn

CITATION = Citation(
    marker=1,
    document_id="d",
    piece_id="d-0",
    source_id=None,
    source_file="新闻.txt",
    title="114家国家高新区2013年收入突破20万亿元",
    issuer="科技日报",
    doc_number=None,
    section=("一、概况", "（一）收入"),
    date="2014-04-04",
    date_kind="reported",
    quote="营业总收入20.3万亿元",
    start=3,
    end=14,
    verified=True,
)
ANSWER = Answer(
    question="收入多少？",
    resolved_question="收入多少？",
    question_date="2026-11-20",
    status="answered",
    text="营业总收入20.3万亿元[1]。",
    short_answer="20.3万亿元",
    citations=(CITATION,),
)
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>[点我](javascript:alert(3)) ![](http://evil/x.png) :red[x] $$x$$ &lt;b&gt;"


class Tags(HTMLParser):
    """The tags of a page, and the text that a reader sees."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("date", "kind", "label"),
    [
        ("2014-04-04", "reported", "2014年4月4日（报道）"),
        ("2017-01-19", "issued", "2017年1月19日（成文）"),
        ("2017-02", "published", "2017年2月（发布）"),
        ("2016", "effective", "2016年（施行）"),
        ("2016", None, "2016年"),
        (None, None, "未注明日期"),
        (None, "issued", "未注明日期"),
    ],
)
def test_dates_are_shown_to_their_precision_with_their_kind(date: str | None, kind: str | None, label: str) -> None:
    """A date label is as precise as the date, names its kind, and says when there is no date."""
    assert view.date_label(date, kind) == label


def test_every_status_has_a_chinese_label() -> None:
    """No status of the contract is shown by its English name."""
    assert set(view.STATUS) == {*GIVEN, *REFUSED, "error"}


@pytest.mark.parametrize(
    ("title", "shown"),
    [("通知", "《通知》"), ("《批复》（国函〔1992〕169号）", "《批复》（国函〔1992〕169号）"), (None, "a.txt"), (" ", "a.txt")],
)
def test_titles_have_one_pair_of_marks(title: str | None, shown: str) -> None:
    """A title stands in 《》 once; without a title the file's name is shown."""
    assert view.title_label(title, "a.txt") == shown


def test_parts_join_to_the_text() -> None:
    """The parts of an answer are its text, with the short answer and the markers of its citations apart."""
    parts = view.answer_parts(ANSWER)
    assert [(p.kind, p.text) for p in parts] == [("text", "营业总收入"), ("key", "20.3万亿元"), ("mark", "[1]"), ("text", "。")]
    assert "".join(p.text for p in parts) == ANSWER.text


def test_a_number_in_brackets_that_cites_nothing_is_text() -> None:
    """Only markers of the answer's own citations are shown as such: 国科发火[2008]172号 is no citation."""
    parts = view.answer_parts(replace(ANSWER, text="见国科发火[2008]172号[1]。", short_answer=None))
    assert [p.text for p in parts if p.kind == "mark"] == ["[1]"]
    assert "".join(p.text for p in parts) == "见国科发火[2008]172号[1]。"


def test_sources_are_ordered_by_marker_and_keep_their_quotes() -> None:
    """Source rows follow the markers, and hold title, date label, section and quote."""
    rows = view.source_rows(replace(ANSWER, citations=(replace(CITATION, marker=2, date=None, date_kind=None), CITATION)))
    assert [(r.marker, r.date) for r in rows] == [(1, "2014年4月4日（报道）"), (2, "未注明日期")]
    assert rows[0].section == "一、概况 › （一）收入"
    assert rows[0].quote == CITATION.quote


def test_values_over_time_and_worked_out_values_are_explained() -> None:
    """Timeline rows carry date, value and marker; a computed value says from what and how."""
    answer = replace(ANSWER, timeline=(Moment("114家", "2014-04-04", 1),), computed=(Computed("32.9", "difference", ("53.2", "20.3")),))
    assert view.timeline_rows(answer) == [("2014年4月4日", "114家", 1)]
    assert view.computed_lines(answer) == ["32.9：由 53.2、20.3 相减得出"]
    assert "114家" in page.answer_html(answer)
    assert "由 53.2、20.3 相减得出" in plain.answer_text(answer)


@pytest.mark.parametrize(
    ("window", "label"),
    [((None, None, None), None), (("2014-04", None, None), "截至2014年4月"), (("2014", "2010", "2013"), "截至2014年，2010年起，至2013年")],
)
def test_the_window_of_dates_is_said(window: tuple[str | None, str | None, str | None], label: str | None) -> None:
    """An answer that keeps to dates says to which."""
    assert view.window_label(*window) == label


def test_the_range_of_a_library_is_its_years() -> None:
    """The library's label names the oldest and the newest year, and leaves out what is undated."""
    documents: list[dict[str, Any]] = [{"pieces": [{"date": "1988-05-20"}, {"date": None}]}, {"pieces": [{"date": "2022"}]}]
    assert view.dates_range(documents) == "1988年—2022年"
    assert view.dates_range([{"pieces": [{"date": None}]}]) is None
    assert page.library_label([]) == "资料库是空的"


def test_a_terminal_gets_no_control_characters() -> None:
    """Text from documents cannot move the cursor, colour the screen or turn the direction of writing."""
    answer = replace(ANSWER, text="收入\x1b[31m红\x07色\u202e[1]。", citations=(replace(CITATION, quote="引\x1b]0;title\x07文\r\n次行"),))
    shown = plain.answer_text(answer)
    assert not any(c in shown for c in "\x1b\x07\u202e\r")
    assert "红色" in shown


def test_a_terminal_shows_source_date_and_quote() -> None:
    """The terminal's source line has marker, title, issuer, date with its kind, and file; the quote is indented below."""
    text = "[1] 《114家国家高新区2013年收入突破20万亿元》 科技日报 2014年4月4日（报道） 新闻.txt\n    “营业总收入20.3万亿元”"
    assert plain.answer_text(ANSWER) == f"营业总收入20.3万亿元[1]。\n\n来源\n{text}"


def test_a_source_without_a_title_names_its_file_once() -> None:
    """The file's name stands for a missing title, and is then not repeated."""
    line = plain.source_text(view.source_rows(replace(ANSWER, citations=(replace(CITATION, title=None),)))[0]).splitlines()[0]
    assert line == "[1] 新闻.txt 科技日报 2014年4月4日（报道）"


def hostile(answer: Answer) -> Answer:
    """The answer with hostile text wherever a document or a model could put it."""
    fields: dict[str, Any] = dict.fromkeys(("title", "issuer", "doc_number", "source_file", "quote", "date_kind"), HOSTILE)
    hit = {"title": HOSTILE, "source_file": HOSTILE, "date": None, "section": [HOSTILE], "text": HOSTILE}
    citation = replace(CITATION, **fields, section=(HOSTILE,))
    moment, computed = Moment(HOSTILE, None, 1), Computed(HOSTILE, HOSTILE, (HOSTILE,))
    return replace(
        answer,
        text=HOSTILE + "[1]",
        short_answer="x",
        status=HOSTILE,
        model=HOSTILE,
        citations=(citation,),
        nearest=(hit,),
        timeline=(moment,),
        computed=(computed,),
    )


def test_text_from_documents_is_shown_and_never_acted_upon() -> None:
    """On the page hostile text makes no tag, attribute or link, and is read exactly as the document has it."""
    documents = [{"source_file": HOSTILE, "pieces": [{"title": HOSTILE, "date": None, "date_kind": None}]}]
    source = "".join(
        [
            page.turn_html(Turn("q", hostile(ANSWER))),
            page.turn_html(Turn("q", error=HOSTILE)),
            page.question_html(HOSTILE),
            page.documents_html(documents),
            page.outcomes_html([Outcome(False, HOSTILE)]),
        ]
    )
    seen = Tags(source)
    assert not {"img", "script", "a", "b>"} & {tag for tag, _ in seen.tags}
    assert all(name == "class" for _, attributes in seen.tags for name, _ in attributes)
    assert seen.text.count(HOSTILE) >= 12


def test_a_long_list_of_documents_is_cut_and_says_so() -> None:
    """The sidebar lists the first documents of a large store, and how many more there are."""
    documents: list[dict[str, Any]] = [{"source_file": f"{n}.txt", "pieces": []} for n in range(page.LISTED + 3)]
    assert "另有 3 个文档" in page.documents_html(documents)
    assert f"{page.LISTED}.txt" not in page.documents_html(documents)


def test_a_label_escapes_what_markdown_could_mean() -> None:
    """A widget's label shows signs instead of obeying them."""
    assert page.label("[x](y) *b*\n:red[a]") == r"\[x\]\(y\) \*b\* \:red\[a\]"


def test_the_page_shows_the_date_outside_the_fold() -> None:
    """A source's date stands in sight; only the words themselves are folded away."""
    visible, _, folded = page.answer_html(ANSWER).partition("<details>")
    assert "2014年4月4日（报道）" in visible
    assert "引文与原文一字不差" in visible
    assert CITATION.quote in folded


def test_an_unverified_quote_is_not_called_verbatim() -> None:
    """The tick is shown only for quotes that were checked."""
    assert "一字不差" not in page.answer_html(replace(ANSWER, citations=(replace(CITATION, verified=False),)))


def test_a_refusal_shows_what_is_near() -> None:
    """A refusal lists nearby pieces with their dates and has no sources."""
    hit = {"title": "十年综述", "source_file": "综述.md", "date": "2022-12-15", "section": [], "text": "园区生产总值"}
    shown = page.answer_html(replace(ANSWER, status="not_in_corpus", text="无法回答。", citations=(), nearest=(hit,)))
    assert "最相近的资料" in shown
    assert "2022年12月15日" in shown
    assert "来源" not in shown
