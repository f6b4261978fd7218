"""Fields of guides and notices ("承诺办结时限：7个工作日"): the one whose label is what is asked for answers, whatever words the others share."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asking.question import Question
from assistant.reading.candidates import Candidate
from assistant.reading.reader import Reading
from assistant.words.places import zones_named
from index.tokens import fold

_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,10})(?:[(（][^()（）]{1,10}[)）])?[:：](?=.)")
# What a question asks for, and the labels under which guides give it.
_GIVEN_UNDER = tuple(
    (re.compile(asked), re.compile(label))
    for asked, label in (
        (r"哪[个些]?(?:部门|单位|机构|机关)|谁(?:来)?(?:负责|受理|办理|主管|管)|[找向归由]谁", r"(?:实施|办理|受理|责任|主管|承办)(?:主体|机关|机构|部门|单位)$"),
        (r"(?:什么|哪些|些啥)[^，。？?]{0,4}(?:材料|资料|证件|东西)", r"材料$|资料$"),
        (r"(?:哪些|什么|啥)(?:对象|人|样的人)|谁(?:可以|能|有资格)|(?:对象|适用范围)(?:是|有)", r"对象$|适用范围$|申请人$"),
        (r"哪里|哪儿|(?:什么|哪个)地方|地[点址](?:是|在)", r"地[点址]$"),
        (r"(?:什么|哪些)[^，。？?]{0,2}条件|条件(?:是|有)", r"条件$"),
        (r"电话|号码|怎么联系", r"(?:咨询|联系|服务)电话$"),
        (r"多久|多长时间|几天|多少个?(?:工作日|天|日)", r"[时期]限$"),
        (r"多少钱|收费|费用", r"收费|费用"),
        (r"[几多少](?:次|趟|回)|多少次", r"次数$"),
    )
)  # fmt: skip


def labelled_first(part: Question, ranked: Sequence[Reading]) -> Sequence[Reading]:
    """The readings with the best field first whose label the question says or means, of the piece that reads best, as sure as the reader was
    of the best; unchanged where no sentence of it is such a field."""
    text = fold(part.text)
    meant = next((label for asked, label in _GIVEN_UNDER if asked.search(text)), None)
    piece = ranked[0].candidate.piece.id if ranked else ""
    fits = [(_fit(label_of(r.candidate), text, meant), r) for r in ranked if r.candidate.piece.id == piece]
    best, first = max(fits, key=lambda x: x[0], default=(0, None))  # of the best ones that comes first which is ranked first
    if first is None or not best:
        return ranked
    return [replace(first, confidence=max(r.confidence for r in ranked)), *(r for r in ranked if r is not first)]


def label_of(c: Candidate) -> str:
    """The label of a field ("咨询电话：…" → 咨询电话), folded; empty for other sentences, as for headlines ("甲高新区：…")."""
    m = _LABEL.match(c.folded)
    return m["label"] if m and not zones_named(m["label"]) else ""


def _fit(label: str, text: str, meant: re.Pattern[str] | None) -> int:
    """2 for a label that the question says, 1 for one under which what it asks for is given, else 0."""
    said = label and re.search(rf"{label}(?:分别|具体)?(?:[是为有在由]|多少|几|什么|哪|谁|[？?]|$)", text)
    return 2 if said else int(bool(label and meant and meant.search(label)))
