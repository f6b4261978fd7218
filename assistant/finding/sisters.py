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
