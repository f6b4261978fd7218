"""The page in Streamlit's own test harness: what is shown in which state."""

import datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Html

from assistant import PolicyAssistant

APP = Path(__file__).parents[2] / "ui" / "app.py"
QUESTION = "2013年国家高新区营业总收入是多少？"


def opened(store: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page over a store, as it first appears."""
    monkeypatch.setenv("POLICYQA_STORE", str(store))
    return AppTest.from_file(str(APP), default_timeout=60).run()


def fragments(app: AppTest) -> list[str]:
    """The pieces of HTML on the page."""
    assert not app.exception
    return [element.value for element in app.get("html") if isinstance(element, Html)]


def shown(app: AppTest) -> str:
    """All HTML of the page."""
    return "".join(fragments(app))


def last_answer(app: AppTest) -> str:
    """The HTML of the answer at the bottom."""
    return [fragment for fragment in fragments(app) if fragment.startswith('<div class="pq-answer">')][-1]


def button(app: AppTest, label: str) -> AppTest:
    """The page after a click."""
    return next(b for b in app.button if b.label == label).click().run()


def test_an_empty_store_offers_the_briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without documents the page says how to add some; its button takes in the briefs, and then questions are offered."""
    app = opened(tmp_path / "s", monkeypatch)
    assert "资料库里还没有文件" in shown(app)
    assert app.chat_input[0].disabled
    app = button(app, "导入内置示例资料")
    assert "13 个文档" in shown(app)
    assert not app.chat_input[0].disabled
    assert QUESTION in [b.label for b in app.button]


def test_an_example_is_asked_by_a_click(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click on an example shows question, answer, source and date, and the examples go."""
    app = button(opened(briefs, monkeypatch), QUESTION)
    page = shown(app)
    assert QUESTION in page
    assert "20.3万亿元" in page
    assert "2014年4月4日（报道）" in page
    assert QUESTION not in [b.label for b in app.button]


def test_a_conversation_goes_on_and_can_be_cleared(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed questions follow one another with their history; clearing brings the examples back."""
    app = opened(briefs, monkeypatch)
    app.chat_input[0].set_value("2003年全国国家高新区的营业总收入是多少亿元？").run()
    app.chat_input[0].set_value("同年的上缴税额是多少？").run()
    assert len(app.chat_message) == 4
    assert "990亿元" in last_answer(app)
    app = button(app, "清空对话")
    assert len(app.chat_message) == 0
    assert QUESTION in [b.label for b in app.button]


def test_the_day_is_chosen_in_sight_and_shown_with_the_answer(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """截至日期 stands in the sidebar, empty at first; once chosen, head and answer say it, and no later source is cited."""
    app = opened(briefs, monkeypatch)
    assert app.sidebar.date_input[0].label == "截至日期"
    assert app.sidebar.date_input[0].value is None
    assert "截至日期：不限" in shown(app)
    app.sidebar.date_input[0].set_value(datetime.date(2010, 6, 30)).run()
    app.chat_input[0].set_value("国家高新区营业总收入是多少？").run()
    assert shown(app).count("截至2010年6月30日") == 2
    assert "2014年4月4日" not in last_answer(app)


def test_a_damaged_store_is_one_line(briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that cannot be opened is told in one line, without a traceback."""
    (briefs / "store.sqlite").write_bytes(b"\xaa" * 5000)
    app = opened(briefs, monkeypatch)
    assert not app.exception
    assert len(app.error) == 1
    assert "已损坏" in app.error[0].value


def test_documents_cannot_put_anything_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Title and text of a hostile document reach the page as text only."""
    file = tmp_path / "坏.txt"
    file.write_text(
        "关于<img src=x onerror=alert(1)>的通知\n\n示发〔2023〕5号\n\n补助最高300万元<script>alert(1)</script>。\n\n2023年3月4日\n",
        encoding="utf-8",
    )
    with PolicyAssistant.open(tmp_path / "s") as assistant:
        assistant.ingest([file])
    app = opened(tmp_path / "s", monkeypatch)
    app.chat_input[0].set_value("补助最高多少万元？").run()
    assert "&lt;img" in shown(app)
    assert "<img" not in shown(app)
    assert "<script" not in shown(app)
