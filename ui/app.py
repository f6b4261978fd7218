"""The chat page, run by Streamlit: `policyqa ui`. It places what `desk` does and `page` renders; nothing is decided here."""

from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from ingest.errors import PolicyQAError
from ui import page
from ui.desk import Desk, Turn
from ui.examples import example_questions
from ui.session import Session

HERE = Path(__file__).parent
UPLOADS = ["txt", "md", "html", "htm", "docx", "pdf", "jsonl", "gz"]
AVATARS = {"user": ":material/person:", "assistant": ":material/menu_book:"}


@st.cache_resource(show_spinner="正在打开资料库…")
def open_desk(store: str, llm: str | None) -> Desk:
    """The desk over a store, one for all visitors."""
    return Desk(Path(store), {"llm": llm} if llm else {})


def main() -> None:
    """The whole page, from top to bottom, as Streamlit runs it on every action."""
    st.set_page_config(page_title="高新区政策问答", page_icon=str(HERE / "icon.svg"), layout="centered")
    st.html(HERE / "style.css")
    session = Session()
    try:
        desk = open_desk(str(session.store), session.llm)
        documents = desk.documents()
    except PolicyQAError as exc:
        st.error(page.label(str(exc)))
        return
    turns: list[Turn] = st.session_state.setdefault("turns", [])
    as_of = sidebar(desk, documents, turns)
    st.html(page.header_html(documents, as_of))
    asked = st.chat_input("输入要问的问题", disabled=not documents) or st.session_state.pop("asked", None)
    if not documents:
        offer_briefs(desk)
    elif not turns and not asked:
        offer_examples(example_questions(documents))
    for turn in turns:
        show(turn)
    if asked:
        answer(desk, turns, asked, as_of)


def sidebar(desk: Desk, documents: list[dict[str, Any]], turns: list[Turn]) -> str | None:
    """The day that answers keep to (ISO), chosen here above the library and the upload."""
    with st.sidebar:
        chosen = st.date_input(
            "截至日期", value=None, min_value=date(1949, 10, 1), max_value=date(2100, 12, 31), format="YYYY-MM-DD", key="as_of"
        )
        st.caption("只用这一天及以前的资料作答；不填则不限。")
        st.html(f'<h3 class="pq-side">资料库</h3><p class="pq-count">{page.library_label(documents)}</p>')
        if documents:
            with st.expander("全部文档与日期"):
                st.html(page.documents_html(documents))
        upload(desk)
        st.button("清空对话", on_click=turns.clear, disabled=not turns, width="stretch", icon=":material/delete_sweep:")
    return chosen.isoformat() if chosen else None


def upload(desk: Desk) -> None:
    """The form that takes files, and what became of the last ones."""
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader("添加文件：txt、md、html、docx、pdf、jsonl", type=UPLOADS, accept_multiple_files=True)
        sent = st.form_submit_button("导入资料库", width="stretch")
    if sent and files:
        with st.spinner("正在导入…"):
            st.session_state["outcomes"] = desk.import_uploads((f.name, f.getvalue()) for f in files)
        st.rerun()
    if st.session_state.get("outcomes"):
        st.html(page.outcomes_html(st.session_state["outcomes"]))


def offer_briefs(desk: Desk) -> None:
    """What to do with an empty store."""
    st.html(page.EMPTY_HTML)
    if st.button("导入内置示例资料", type="primary"):
        with st.spinner("正在导入…"):
            st.session_state["outcomes"] = desk.import_briefs()
        st.rerun()


def offer_examples(questions: list[str]) -> None:
    """Questions to begin with; a click asks."""
    st.html('<p class="pq-try">可以这样问</p>')
    for number, question in enumerate(questions):
        st.button(page.label(question), key=f"example{number}", on_click=ask_next, args=(question,), width="stretch")


def ask_next(question: str) -> None:
    """Has the question asked in the run that follows a click."""
    st.session_state["asked"] = question


def show(turn: Turn) -> None:
    """A turn of the conversation."""
    with st.chat_message("user", avatar=AVATARS["user"]):
        st.html(page.question_html(turn.question))
    with st.chat_message("assistant", avatar=AVATARS["assistant"]):
        st.html(page.turn_html(turn))


def answer(desk: Desk, turns: list[Turn], question: str, as_of: str | None) -> None:
    """Asks, and adds the turn to the conversation."""
    with st.chat_message("user", avatar=AVATARS["user"]):
        st.html(page.question_html(question))
    with st.chat_message("assistant", avatar=AVATARS["assistant"]), st.spinner("正在查阅资料…"):
        turns.append(desk.ask(question, turns, as_of=as_of))
    st.rerun()


main()
