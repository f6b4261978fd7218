"""Labels: what a dead piece says is told as no longer in force, and the sentence that ended it is cited like any other."""

import re
from dataclasses import replace

from assistant.reading.candidates import Candidate
from assistant.saying.compose import Draft
from assistant.saying.quote import cite
from assistant.standing.validity import Death
from index.store import Store
from ingest.dates import find_dates, show
from ingest.model import Piece, Sentence


def labelled(draft: Draft, deaths: dict[str, Death], store: Store) -> Draft:
    """The draft with a label behind the first statement of each dead piece, and with the citation that bears the label: "…10%以上（该文件已
    于2016年1月1日废止）[1][2]。" `deaths` by the piece's id."""
    text, citations = draft.text, list(draft.citations)
    for piece_id, death in deaths.items():
        first = next(c for c in draft.citations if c.piece_id == piece_id)
        markers = f"[{first.marker}]"
        proof = _proof(store.pieces([piece_id])[piece_id][0], death, store)
        if proof:
            same = next((c for c in citations if (c.document_id, c.start) == (proof.chunk.document_id, proof.sentence.start)), None)
            if same is None:
                source = store.document_text(proof.chunk.document_id)
                same = cite(proof, source, marker=len(citations) + 1, statement=proof.sentence.text)
                citations.append(same)
            markers += f"[{same.marker}]" if same != first else ""
        told = "已届满" if death.expired and show(death.since or "") in text else death.label
        text = text.replace(f"[{first.marker}]", f"（{told}）{markers}", 1)
    return replace(draft, text=text, citations=tuple(citations))


def _proof(piece: Piece, death: Death, store: Store) -> Candidate | None:
    """The sentence that ends the piece: the one that repeals it, or its own that sets its term; None for a piece that is only marked."""
    if not (death.by or death.expired):
        return None
    ending = death.by or piece
    _, source_file, source_id = store.pieces([ending.id])[ending.id]
    for chunk in store.chunks_of_piece(ending.id):
        for place, sentence in enumerate(chunk.sentences):
            if sentence.start <= death.at < sentence.end if death.by else _sets_term(sentence, death):
                return Candidate(sentence, chunk, ending, source_file, source_id, place, 1.0)
    return None


def _sets_term(sentence: Sentence, death: Death) -> bool:
    dated = any(d.iso == death.since for d in find_dates(sentence.text))
    return bool(re.search(r"本.{0,8}有效期|有效期.{0,2}[至为]", sentence.text)) or (
        dated and bool(re.search(r"[至到]|失效", sentence.text))
    )
