"""The evidence that a chat model is shown: numbered blocks of the texts' own sentences, each with its title, issuer, number and date."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.asking.parts import parts_of
from assistant.asking.question import understand
from assistant.model import Answer
from assistant.reading.candidates import Candidate, candidates
from assistant.retrieve import retrieve
from index.model import Hit
from index.search import PER_PIECE, Searcher, Window
from index.store import Store
from ingest.dates import show

MAX_BLOCKS = 8
MAX_CHARACTERS = 4000  # of all blocks: local servers often have room for 4,096 tokens only, and a character is up to one token
SEARCHED = 8  # hits a query
_KINDS = {"issued": "成文", "published": "发布", "reported": "报道", "effective": "施行"}
_UNSAFE = str.maketrans({"<": "＜", ">": "＞", "[": "［", "]": "］"})


@dataclass(frozen=True, slots=True)
class Block:
    """The sentences of one chunk under the number that the model cites them by."""

    number: int
    sentences: tuple[Candidate, ...]

    def render(self) -> str:
        """The block as the model reads it. What stands in a text cannot look like a block, a role or a marker."""
        first = self.sentences[0]
        piece = first.piece
        date = f"{show(piece.date)}{f'（{_KINDS[piece.date_kind]}）' if piece.date_kind in _KINDS else ''}" if piece.date else "未注明"
        fields = {
            "标题": piece.title or first.source_file,
            "发文机关": piece.issuer,
            "文号": piece.doc_number,
            "日期": date,
            "章节": " / ".join(first.chunk.section),
        }
        head = "；".join(f"{name}：{_line(value)}" for name, value in fields.items() if value)
        body = "\n".join(escaped(s.sentence.text) for s in self.sentences)
        return f'<资料 编号="{self.number}">\n{head}\n{body}\n</资料>'


def gather(answer: Answer, searcher: Searcher, store: Store) -> list[Block]:
    """The blocks for the question of an extractive answer: what it cites first, then what is found for each part, best first."""
    found: dict[str, Hit] = {h.chunk.id: h for h in [*_cited(answer, store), *_searched(answer, searcher)]}
    blocks: list[Block] = []
    room = MAX_CHARACTERS
    for hit in list(found.values())[:MAX_BLOCKS]:
        fitting = _fitting(candidates([hit]), room)
        if fitting:
            blocks.append(Block(len(blocks) + 1, fitting))
            room -= sum(len(c.sentence.text) for c in fitting)
    return blocks


def escaped(text: str) -> str:
    """The text with nothing in it that delimits blocks, roles or citations, and no invisible characters: "</资料>[1]" → "＜/资料＞［1］"."""
    visible = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") or c in "\n\t")
    return re.sub(r"【(\s*\d{1,2}\s*)】", r"（\1）", visible.translate(_UNSAFE))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", escaped(text))[:200]


def _fitting(sentences: Iterable[Candidate], room: int) -> tuple[Candidate, ...]:
    """The leading sentences that fit into so many characters."""
    fitting: list[Candidate] = []
    for candidate in sentences:
        room -= len(candidate.sentence.text)
        if room < 0:
            break
        fitting.append(candidate)
    return tuple(fitting)


def _cited(answer: Answer, store: Store) -> list[Hit]:
    """The chunks that hold the answer's citations, in their order."""
    pieces = store.pieces([c.piece_id for c in answer.citations])
    hits = []
    for c in answer.citations:
        piece, source_file, source_id = pieces[c.piece_id]
        holding = (k for k in store.chunks_of_piece(c.piece_id) if any(s.start < c.end and c.start < s.end for s in k.sentences))
        hits += [Hit(1, 1.0, chunk, piece, source_file, source_id) for chunk in holding]
    return hits


def _searched(answer: Answer, searcher: Searcher) -> list[Hit]:
    """What is found for the question and its parts, best first."""
    question = understand(answer.resolved_question, today=answer.question_date)
    window = Window(answer.since, answer.until, answer.as_of)
    return retrieve(
        question,
        parts_of(question, today=answer.question_date),
        searcher,
        k=SEARCHED,
        window=window,
        per_piece=PER_PIECE,
        today=answer.question_date,
    )
