"""`policyqa replay`: recorded answers asked again, to show that the same question on the same texts gives the same answer."""

from collections import Counter
from pathlib import Path

import click

from eval.replay import Difference, Histories, Replayed, Turns, check_version, key_of, load_answers, replay
from ingest.errors import BadUsage
from ui.group import MUST_ACT, ChineseHelp, one_line
from ui.progress import Progress
from ui.questions import load_questions
from ui.session import Session

PATH = click.Path(path_type=Path)
SHOWN = 80  # characters of a value: enough to see what changed


@click.command("replay", cls=ChineseHelp, help="把记录下来的回答逐题重问一遍，逐字节比对；资料库版本要与当时相同。")
@click.argument("answers", metavar="ANSWERS", type=PATH)
@click.option("--questions", type=PATH, metavar="QUESTIONS", help="当时的问题文件：追问连同前文一起重问；不给则按补全后的问题重问。")
@click.pass_obj
def replay_command(session: Session, /, answers: Path, questions: Path | None) -> int:
    """Prints a line for each difference and then the counts; exit 1 if anything differs."""
    rows = load_answers(answers)
    histories = _histories(questions) if questions else None
    assistant = session.assistant()
    check_version(rows, assistant.store_version)
    done: list[Replayed] = []
    with Progress(len(rows), "题") as progress:
        for result in replay(rows, assistant, histories):
            done.append(result)
            for line in _lines(result):
                click.echo(line)
            progress.step()
    click.echo(_summary(done))
    return MUST_ACT if any(r.differences or r.fault for r in done) else 0


def _histories(path: Path) -> Histories:
    """The turns before each question of a file; raises BadUsage where two lines cannot be told apart."""
    found: dict[tuple[str, str], Turns | None] = {}
    for q in load_questions(path):
        key = key_of({"id": q.id, "question": q.question})
        if found.setdefault(key, q.history) != q.history:
            raise BadUsage(f"{path} 第 {q.line} 行：与前面一行的 id 和问题相同而前文不同，请给每题不同的 id")
    return found


def _lines(result: Replayed) -> list[str]:
    name = f"第 {result.line} 行" + (f" {result.id}" if result.id is not None else "")
    if result.fault:
        return [f"{name}：不能重问：{one_line(result.fault)}"]
    return [f"{name}：{d.field} 不同：{_change(d)}" for d in result.differences]


def _change(difference: Difference) -> str:
    """Both values around the place where they part: … 20.3万亿元 → … 20.4万亿元."""
    then, now = difference.then, difference.now
    same = next((i for i, (a, b) in enumerate(zip(then, now, strict=False)) if a != b), min(len(then), len(now)))
    start = max(0, same - SHOWN // 4)
    return " → ".join(one_line(("…" if start else "") + (text[start : start + SHOWN] or "（无）")) for text in (then, now))


def _summary(done: list[Replayed]) -> str:
    skipped = Counter(r.skipped for r in done if r.skipped)
    asked, same, alone = len(done) - skipped.total(), sum(r.same for r in done), sum(r.alone for r in done)
    told = [f"重问 {asked} 题：相同 {same}，不同 {asked - same}"]
    if alone:
        told.append(f"追问 {alone} 题按补全后的问题重问（用 --questions 给出问题文件，可连同前文重问）")
    if skipped:
        told.append(f"未重问 {skipped.total()} 题（大模型作答 {skipped['model']}，当时出错 {skipped['error']}）")
    return "；".join(told)
