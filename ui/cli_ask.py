"""`policyqa ask` and `policyqa search`: one question, or a file of them."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import BadUsage, PolicyQAError
from ui.batch import Row, run_batch
from ui.group import MUST_ACT, ChineseHelp, llm_option
from ui.plain import answer_text, explanation_text, hits_text
from ui.questions import Question, load_history
from ui.session import Session
from ui.wording import IsoDate

if TYPE_CHECKING:
    from assistant.explain import Explanation
    from assistant.model import Answer

BATCH_HITS = 10
PATH = click.Path(path_type=Path)
Decorated = Callable[..., Any]


def _date(name: str, help_text: str) -> Callable[[Decorated], Decorated]:
    return click.option(name, type=IsoDate(), metavar="D", help=help_text)


SINCE = _date("--since", "只看这个日期及以后的资料，如 2014、2014-04、2014-04-04。")
UNTIL = _date("--until", "只看这个日期及以前的资料。")
BATCH = click.option("--batch", type=PATH, metavar="QUESTIONS", help='问题文件，一行一个 {"id", "question"}；可以是 .jsonl 或 .jsonl.gz。')
JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


def _out(name: str) -> Callable[[Decorated], Decorated]:
    return click.option("--out", type=PATH, metavar=name, help="与 --batch 同用：结果写到这个文件，一行一个，顺序不变。")


@click.command(cls=ChineseHelp, help="提问，得到注明出处和日期的回答；资料中没有的，说明没有。")
@click.argument("question", required=False)
@click.option("--history", type=PATH, metavar="FILE", help='此前的对话，一个 JSON 列表 [{"q": "…", "a": "…"}]，用于追问。')
@_date("--as-of", "截至这个日期：不用此后的资料。")
@SINCE
@UNTIL
@_date("--today", "“今年”“五年前”等词以哪天为今天；默认取系统日期。")
@JSON
@click.option("--explain", is_flag=True, help="回答之后说明：这个问题是怎样理解的，比较过哪些原句。")
@BATCH
@_out("ANSWERS")
@click.pass_obj
def ask(
    session: Session,
    /,
    question: str | None,
    batch: Path | None,
    out: Path | None,
    as_json: bool,
    explain: bool,
    history: Path | None,
    **dates: Any,
) -> int:
    """Prints the answer, or writes the answers to a file of questions."""
    _check_mode(question, batch, out, alone={"--history": history})
    today = dates.pop("today")
    if batch and out:
        work = partial(_ask_row, session, dates, today, explain)
        return _finish(run_batch(batch, out, work, prepare=partial(_warm_up, session), failed=_failed_answer))
    turns = load_history(history) if history else None
    try:
        _print_answer(*_asked(session, question or "", explain, history=turns, question_date=today, **dates), as_json=as_json)
    except PolicyQAError as exc:
        fallback = getattr(exc, "fallback", None)  # a chat model failed, but the texts' own sentences are ready
        if fallback is not None:
            _print_answer(fallback, None, as_json=as_json)
        raise
    return 0


def _asked(session: Session, question: str, explain: bool, **options: Any) -> "tuple[Answer, Explanation | None]":
    """The answer, with its explanation if that is wanted."""
    if not explain:
        return session.assistant().ask(question, **options, **session.llm_arguments), None
    explanation = session.assistant().explain(question, **options, **session.llm_arguments)
    return explanation.answer, explanation


def _row(answer: "Answer", explanation: "Explanation | None") -> Row:
    return answer.to_dict() | ({"explanation": explanation.to_dict()} if explanation else {})


def _print_answer(answer: "Answer", explanation: "Explanation | None", *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_row(answer, explanation), ensure_ascii=False))
        return
    click.echo(answer_text(answer))
    if explanation:
        click.echo("\n" + explanation_text(explanation.to_dict(), answer.question))


ask.params.append(llm_option())


@click.command(cls=ChineseHelp, help="只检索，不作答；与 ask 用的是同一检索。")
@click.argument("query", required=False)
@click.option("-k", "count", type=click.IntRange(1, 1000), metavar="N", help="最多几条，默认 5；与 --batch 同用时默认 10。")
@SINCE
@UNTIL
@JSON
@BATCH
@_out("HITS")
@click.pass_obj
def search(
    session: Session,
    /,
    query: str | None,
    batch: Path | None,
    out: Path | None,
    as_json: bool,
    count: int | None,
    **dates: Any,
) -> int:
    """Prints the hits, or writes the hits of a file of questions."""
    _check_mode(query, batch, out, alone={})
    if batch and out:
        work = partial(_search_row, session, dates, count or BATCH_HITS)
        return _finish(run_batch(batch, out, work, prepare=partial(_warm_up, session), failed=_failed_hits))
    hits = session.assistant().search(query or "", k=count or 5, **dates)
    click.echo(json.dumps({"id": None, "hits": [h.to_dict() for h in hits]}, ensure_ascii=False) if as_json else hits_text(hits))
    return 0


def _check_mode(question: str | None, batch: Path | None, out: Path | None, *, alone: dict[str, Any]) -> None:
    """Raises BadUsage unless it is either one question or --batch with --out; `alone` holds options that go with one question."""
    if (batch is None) != (out is None):
        raise BadUsage("--batch 与 --out 要一起用：--batch 问题文件 --out 结果文件")
    if batch is None and question is None:
        raise BadUsage("缺少问题：请写出要问的内容，或用 --batch 问题文件 --out 结果文件")
    if batch is None:
        return
    given = ["问题" if question is not None else "", *(name for name, value in alone.items() if value)]
    if any(given):
        raise BadUsage(f"--batch 不能与{'、'.join(g for g in given if g)}同用：它们写在问题文件的每一行里")


def _warm_up(session: Session) -> None:
    """Loads what every question needs; raises what would otherwise fail every line: an empty or damaged store."""
    session.assistant().search("政策", k=1)


def _ask_row(session: Session, dates: dict[str, str | None], today: str | None, explain: bool, question: Question) -> Row:
    options = {**dates, "as_of": question.as_of or dates["as_of"], "question_date": question.question_date or today}
    return {**_row(*_asked(session, question.question, explain, history=question.history, **options)), "id": question.id}


def _search_row(session: Session, dates: dict[str, str | None], k: int, question: Question) -> Row:
    hits = session.assistant().search(question.question, k=k, as_of=question.as_of, question_date=question.question_date, **dates)
    return {"id": question.id, "hits": [h.to_dict() for h in hits]}


def _failed_answer(question: Question, error: str) -> Row:
    return {"id": question.id, "question": question.question, "status": "error", "error": error}


def _failed_hits(question: Question, error: str) -> Row:
    return {"id": question.id, "hits": [], "status": "error", "error": error}


def _finish(failures: int) -> int:
    return MUST_ACT if failures else 0
