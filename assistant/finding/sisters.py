"""Near misses told apart by a noun: another kind counted, another member of a family told of."""

import re
from itertools import pairwise

from assistant.asking.question import Kind, Question, Term
from assistant.finding.asked import GENERIC, WholePiece
from assistant.reading.candidates import Candidate
from assistant.reading.features import match
from assistant.words.glossary import related
from index.tokens import words

_COUNTED = re.compile(r"(?:几(?=[家个项座支套件间所户名位])|多少)(?:[家个项座支套件间所户名位]的?)?(?P<noun>[\u4e00-\u9fff]{3,10})[？?]?$")
_THING = re.compile(r"(?:人|[人职成官]员|工|者|专家|学?生|户|人才|团队|企业|机构|平台|中心|园区|项目|基地|孵化器|实验室)$")
_CLAUSE = re.compile(r"[的是在了有被那这能可到过]|^(?:月|工作日|小时|百分点|季度|年)")


def counted_fault(part: Question, asked: str, told: str) -> str | None:
    """The noun with what tells it apart that is to be counted (多少独角兽企业), where the text near the sentence does not name that."""
    m = _COUNTED.search(asked)
    noun = m["noun"] if m else ""
    if part.kind is not Kind.FIGURE or not noun or _CLAUSE.search(noun) or not _THING.search(noun):
        return None
    apart = [t for t in part.terms if t.text in noun and not noun.endswith(t.text)] or [Term(noun)]
    return None if any(match(t, told) >= 0.3 for t in apart) else f"资料中没有“{noun}”的数量"


_HEADS = frozenset(
    "企业 毕业生 人员 人才 专家 学生 学历 学校 院校 机构 单位 公司 资金 基金 项目 园区 孵化器 实验室 证书 设备 产品 服务 专利 贷款 税率 保险".split()
)


_COUNTING = re.compile(r"[几多每各全这那某该本其哪一二两三四五六七八九十百千万]")


def sister_fault(asked: str, c: Candidate, whole: WholePiece) -> str | None:
    """What tells a noun of the question apart (中专毕业生, 三级指标), where the sentence has that noun told apart otherwise (大专毕业生) and the
    piece never names the asked one."""
    before: dict[str, set[str]] = {}
    for a, b in pairwise(words(c.folded)):
        before.setdefault(b, set()).add(a)
    for mine, head in pairwise(words(asked)):
        others = (
            before.get(head, set()) if head in _HEADS and len(mine) > 1 and mine not in GENERIC and not _COUNTING.search(mine) else set()
        )
        if any(mine != other and mine[-1] == other[-1] for other in others) and not any(x in whole() for x in (mine, *related(mine))):
            return f"资料中没有“{mine}{head}”的这项内容"
    missing = [n for n in _RUNG.findall(asked) if n not in whole()]
    return f"资料中没有“{missing[0]}”的这项内容" if missing and _RUNG.search(c.folded) else None


_RUNG = re.compile(r"[一二三四五]级(?=[\u4e00-\u9fff])")
