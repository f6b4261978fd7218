"""Near misses told apart by a noun: another member of a family told of."""

import re
from itertools import pairwise

from assistant.finding.asked import GENERIC, WholePiece
from assistant.reading.candidates import Candidate
from assistant.words.glossary import related
from index.tokens import words

_HEADS = frozenset(
    "企业 毕业生 人员 人才 专家 学生 学历 学校 院校 机构 单位 公司 资金 基金 项目 园区 孵化器 实验室 证书 设备 产品 服务 专利 贷款 税率 保险".split()
)


_COUNTING = re.compile(r"没|不|[几多每各全这那某该本其哪一二两三四五六七八九十百千万]")


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
    if missing and _RUNG.search(c.folded):
        return f"资料中没有“{missing[0]}”的这项内容"
    return _district_fault(asked, whole)


# Of three characters, as most are; what only some zone or part of a place is called is none.
_DISTRICT = re.compile(
    r"(?!高新|开发|试验|实验|示范|自贸|保税|综保|经开|自创|合作|工业|产业|商业|居民|居住|住宅|生活|办公|保护|风景|旅游|功能|先行|核心|集聚|集中|行政|中心|[东南西北中]部)"
    r"[\u4e00-\u9fff]{2}[区县]"
)


def _district_fault(asked: str, whole: WholePiece) -> str | None:
    """The district or county that the question names and the piece does not, where it names another."""
    districts = [w for w in words(asked) if _DISTRICT.fullmatch(w)]
    missing = next((d for d in districts if d[:2] not in whole()), None) if districts else None
    elsewhere = missing and any(_DISTRICT.fullmatch(w) for w in words(whole()))
    return f"资料中没有“{missing}”的这项内容" if elsewhere else None


_RUNG = re.compile(r"[一二三四五]级(?=[\u4e00-\u9fff])")
