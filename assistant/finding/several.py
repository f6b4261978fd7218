"""Documents of one time ("2002年先后印发的两份文件各是哪天"): all that fit, in the order of their dates."""

import re
from collections.abc import Sequence

from assistant.asking.question import Question
from assistant.asking.terms import Term
from assistant.finding.documents import Library, dated_documents, told_with_date
from assistant.finding.model import Evidence
from assistant.reading.candidates import Candidate
from assistant.relating.dating import within
from index.search import Window
from index.tokens import fold
from ingest.dates import chinese_int
from ingest.glue import GENRE

_SEVERAL = re.compile(
    rf"(?:哪|这|先后|有|了)?(?P<n>[两二三四五六几])[份个部项](?![月年])[^，,。？?]{{0,24}}?(?:文件|政策|{GENRE})|(?:文件|政策|{GENRE})有?(?:哪|这)(?P<m>[两二三四五六几])[份个部项]"
)
_MOST = 6  # documents that are told


def documents_of_time(
    question: Question, found: Sequence[Candidate], weights: dict[Term, float], library: Library, window: Window
) -> list[Evidence]:
    """The documents of the asked time with their dates, oldest first; empty where the question asks for no such documents, or they are not as
    many as it says."""
    asked = _SEVERAL.search(fold(question.text))
    if not asked or not question.periods or question.titles or question.numbers:
        return []
    inside = [c for c in found if not c.piece.date or within(c.piece.date, question.periods)]
    fitting = [
        c for c in dated_documents(question, inside, weights, library, window) if c.piece.date and within(c.piece.date, question.periods)
    ]
    by_title = {fold(c.piece.title or ""): c for c in sorted(fitting, key=lambda c: c.piece.date or "")}
    told = [e for c in by_title.values() if (e := told_with_date(question, c, weights, library))]
    count = chinese_int((asked["n"] or asked["m"]).replace("两", "二").replace("几", ""))
    right = len(told) == count if count else 1 < len(told) <= _MOST
    return told if right else []
