"""The answer that grows from a chat model's statements: each is taken in with its verified citations or left out."""

from collections.abc import Callable, Sequence

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.model import Citation
from assistant.reading.candidates import Candidate
from assistant.saying.clauses import shorten
from assistant.saying.quote import MAX_QUOTE, cite
from assistant.saying.verify import verify
from assistant.writing.agree import context_years
from assistant.writing.blocks import Block
from assistant.writing.reply import Statement
from assistant.writing.support import support
from index.tokens import terms

SHORT, LONG = (120, 5), (300, 10)  # characters and citations of an answer to a simple question; to one for a list or several things


class ChatDraft:
    """`candidates` are the sentences cited; of the statements `seen`, so many were `dropped` because the texts do not bear them;
    `verdict` is told at the beginning."""

    def __init__(self, question: Question, blocks: Sequence[Block], source: Callable[[str], str], *, today: str, long: bool) -> None:
        self._question = question
        self._blocks = {b.number: b for b in blocks}
        self._source = source
        self._today = today
        self._room, self._most = LONG if long else SHORT
        self.text = ""
        self.citations: list[Citation] = []
        self.candidates: list[Candidate] = []
        self.seen = 0
        self.dropped = 0
        self.verdict: bool | None = None

    def add(self, statement: Statement) -> str:
        """What the statement adds to the text, with its own markers; empty if it is left out."""
        self.seen += 1
        said = f"{self._opening()}{statement.text}"
        sentences = [s for n in statement.cited if n in self._blocks for s in self._blocks[n].sentences]
        bearing = support(statement.text, sentences, self._question, today=self._today)
        citations = self._cite(bearing, statement.text)
        markers = "".join(f"[{c.marker}]" for c in sorted(citations, key=lambda c: c.marker))
        if not citations or not self._sound(said + markers, citations, bearing):
            self.dropped += 1
            return ""
        new = [(c, b) for c, b in zip(citations, bearing, strict=True) if c.marker > len(self.citations)]
        if len(said) + 1 > self._room or len(self.citations) + len(new) > self._most or statement.text in self.text:
            return ""
        self.citations += [c for c, _ in new]
        self.candidates += [b for _, b in new]
        self._room -= len(said) + 1
        added = f"{said}{markers}。"
        self.text += added
        return added

    def _opening(self) -> str:
        return {True: "是的，", False: "不是，", None: ""}[self.verdict] if not self.text else ""

    def _cite(self, bearing: Sequence[Candidate], statement: str) -> list[Citation]:
        """A citation for each sentence: the one that the draft has already, else a new one under the next marker."""
        citations: list[Citation] = []
        following = len(self.citations)
        for candidate in bearing:
            if candidate in self.candidates:
                citations.append(self.citations[self.candidates.index(candidate)])
                continue
            following += 1
            part = candidate.sentence.text
            if len(part) > MAX_QUOTE:
                part = shorten(part, {Term(t): 1.0 for t in terms(statement)}, limit=MAX_QUOTE - 20)
            citations.append(cite(candidate, self._source(candidate.chunk.document_id), marker=following, statement=part))
        return citations

    def _sound(self, text: str, citations: Sequence[Citation], bearing: Sequence[Candidate]) -> bool:
        return not verify(text, citations, self._source, allowed=_years(bearing))[1]

    @property
    def years(self) -> str:
        """The years that the sentences cited are about without naming them."""
        return _years(self.candidates)


def _years(cited: Sequence[Candidate]) -> str:
    return " ".join(str(year) for year in sorted({y for c in cited for y in context_years(c)}))
