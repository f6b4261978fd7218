"""Answering with a chat model, better and never weaker: what it writes is kept only as far as the texts bear it, sentence by sentence.

evidence blocks → prompt → reply → statements → verbatim sentences that bear them → verified answer; the extractive answer, which
comes first, stays wherever the model's is no better. Nothing that the model writes is shown before the texts have borne it.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Protocol

from assistant.asking.kinds import Kind
from assistant.asking.parts import parts_of
from assistant.asking.question import Question, understand
from assistant.errors import BadModelReply, ChatModelError
from assistant.model import GIVEN, Answer
from assistant.reading.spans import best_spans
from assistant.saying.compose import Draft
from assistant.saying.verify import verify
from assistant.standing.label import labelled
from assistant.standing.validity import Validity
from assistant.writing.better import why_not
from assistant.writing.blocks import Block, escaped, gather
from assistant.writing.chat import ChatModel
from assistant.writing.draft import ChatDraft
from assistant.writing.reply import Reply, parse
from index.search import Searcher
from index.store import Store
from index.tokens import fold
from ingest.dates import find_dates, show
from prompts import ABSTAIN, load, version

_log = logging.getLogger(__name__)
MISSING = "所问的其他内容，资料中没有。"


class Writer(Protocol):
    """What writes: a reply that comes in parts."""

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply under a system's rules to a user's message; raises ChatModelError or BadModelReply."""


class ChatAnswerer:
    """Makes extractive answers better with the chat model of a name, over one state of a store."""

    def __init__(
        self, name: str, searcher: Searcher, store: Store, *, connect: Callable[[str], Writer] = ChatModel.from_environment
    ) -> None:
        self._name = name
        self._searcher = searcher
        self._store = store
        self._connect = connect

    def answer(self, extractive: Answer) -> Answer:
        """The better of the two answers. Raises ChatModelError, with the extractive answer as its `fallback`, where the user must act."""
        *_, answer = self.stream(extractive)
        assert isinstance(answer, Answer)  # for the type checker: a stream ends with its answer
        return answer

    def stream(self, extractive: Answer) -> Iterator[str | Answer]:
        """The text statement by statement, each when it is verified, then the answer. The answer counts: where the reply proves
        weak only at its end, it is the extractive one and not what was streamed."""
        begun = time.perf_counter()
        # A refusal for what is out of force, out of the asked dates or unclear is not the model's to overrule.
        blocks = gather(extractive, self._searcher, self._store) if extractive.status in (*GIVEN, "not_in_corpus") else []
        question = understand(extractive.resolved_question, today=extractive.question_date)
        shown, reply = self._draft(extractive, question, blocks), ""
        try:
            model = self._connect(self._name)
            for part in model.stream(*messages(extractive, blocks)) if blocks else ():
                reply += part
                yield from _take(shown, parse(reply, ended=False))
            answer = self._judged(extractive, question, blocks, reply)
        except BadModelReply as exc:
            answer = self._kept(extractive, str(exc))
        except ChatModelError as exc:
            exc.fallback = extractive
            raise
        answer = replace(answer, timings_ms={**answer.timings_ms, "llm": round((time.perf_counter() - begun) * 1000, 2)})
        yield from told(answer, after=shown.text)

    def _draft(self, extractive: Answer, question: Question, blocks: list[Block]) -> ChatDraft:
        today = extractive.question_date
        long = question.long or len(parts_of(question, today=today)) > 1
        return ChatDraft(question, blocks, self._store.document_text, today=today, long=long)

    def _judged(self, extractive: Answer, question: Question, blocks: list[Block], reply: str) -> Answer:
        """The answer that the whole reply gives, or the extractive one."""
        parsed = parse(reply, ended=True)
        draft = self._draft(extractive, question, blocks)
        for _ in _take(draft, parsed):
            pass
        if fault := why_not(extractive, draft, question, gap=parsed.gap):
            return self._kept(extractive, fault if blocks else None)
        deaths = Validity(self._store, extractive.as_of or extractive.until or extractive.question_date).deaths(
            [c.piece_id for c in draft.citations]
        )
        if deaths.keys() - {c.piece_id for c in extractive.citations}:
            return self._kept(extractive, "所引文件已经失效")
        said = labelled(Draft(draft.text, None, tuple(draft.citations)), deaths, self._store)
        allowed = " ".join([draft.years, *(d.label for d in deaths.values())])
        citations, faults = verify(said.text, said.citations, self._store.document_text, allowed=allowed)
        if faults:
            return self._kept(extractive, "；".join(faults))
        return replace(
            extractive,
            status="partial" if parsed.gap else "conflict" if extractive.status == "conflict" else "answered",
            text=said.text + (MISSING if parsed.gap else ""),
            short_answer=_short_answer(extractive, draft, question),
            citations=citations,
            nearest=(),
            model=self._name,
            prompt=version(load("answer.zh"), load("system.zh")),
        )

    def _kept(self, extractive: Answer, why: str | None) -> Answer:
        if why:
            _log.warning("没有采用大模型 %s 的回答：%s；改用原文句子作答", self._name, why)
        return extractive


def messages(extractive: Answer, blocks: list[Block]) -> tuple[str, str]:
    """What is sent: the rules, and the question with its evidence."""
    user = load("answer.zh").render(
        today=show(extractive.question_date),
        as_of=show(extractive.as_of) if extractive.as_of else "不限",
        evidence="\n\n".join(b.render() for b in blocks),
        question=escaped(extractive.resolved_question),
    )
    return load("system.zh").render(abstain=ABSTAIN), user


def told(answer: Answer, *, after: str = "") -> Iterator[str | Answer]:
    """The answer's text, or what of it follows `after`, a statement with its markers at a time; then the answer."""
    if answer.text.startswith(after):
        yield from re.findall(r".+?(?:(?:\[\d+\])+[；。，]?|$)", answer.text[len(after) :], re.DOTALL)
    yield answer


def _take(draft: ChatDraft, reply: Reply) -> Iterator[str]:
    """Adds the statements that the draft has not seen; gives what each adds to the text."""
    draft.verdict = reply.verdict
    for statement in reply.statements[draft.seen :]:
        if added := draft.add(statement):
            yield added


def _short_answer(extractive: Answer, draft: ChatDraft, question: Question) -> str | None:
    """The verdict; or the extractive answer's, where the draft says the same; or the asked span of the first sentence cited."""
    if draft.verdict is not None:
        return "是" if draft.verdict else "不是"
    short = extractive.short_answer
    if short and all(part in draft.text for part in short.split("、")):
        return short
    spans = best_spans(question, draft.candidates[0], dict.fromkeys(question.terms, 1.0))
    text = next((s.text for s in spans if s.text in fold(draft.text)), None)
    dates = find_dates(text) if text and question.kind is Kind.DATE else []
    return show(dates[0].iso) if dates else text
