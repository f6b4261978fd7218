"""Where a web page ran the parts of a notice together: title, number, addressees, signature and headings in one line."""

import re

from ingest.dates import find_dates

GENRE = r"(?:通知|意见|决定|决议|公告|通告|通报|批复|函|办法|规定|细则|方案|规划|纲要|条例|措施|政策|指南|计划|命令|章程|准则|标准|目录|体系)"
ISSUER_END = (
    r"(?:部|委|厅|局|署|院|会|办|办公厅|办公室|政府|管委会|委员会|国务院|总局|总署|银行|党委|党组|中心|集团|大学|学院|法院|检察院|协会|联盟)"
)
NUMBER = r"[\u4e00-\u9fffA-Za-z]{1,14}?[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*号"
_NUMERAL = "一二三四五六七八九十"
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        r"(?=发布(?:日期|时间)\s*[：:])",
        r"(?<=发布日期[：:]\d{4}-\d{2}-\d{2})|(?<=发布时间[：:]\d{4}-\d{2}-\d{2})",
        rf"(?<=通知)(?={NUMBER}各)|(?<=发布日期[：:]\d{{4}}-\d{{2}}-\d{{2}})(?={NUMBER})",
        rf"(?<=号)(?=各[^。；]{{1,120}}：)|(?<=通知)(?=各[^。；]{{1,120}}：)",
        rf"(?<=[。：）)])(?=[{_NUMERAL}]{{1,3}}、)",
        rf"(?<=[。：\u4e00-\u9fff])(?=[（(][{_NUMERAL}]{{1,3}}[）)][^、，。和至])",
        r"(?<=[日。》])(?=附件\s*[：:])",
    )
)
_SIGNED = re.compile(rf"(?<=[。》：])[\u4e00-\u9fff]{{1,28}}{ISSUER_END}(?=[一二12][零〇○ＯO一二三四五六七八九\d]{{3}}年)")


def glued_parts(line: str) -> list[int]:
    """The places, rising, at which a long line falls into the parts it was run together from; empty for ordinary lines."""
    cuts = {m.start() for p in _PATTERNS for m in p.finditer(line)}
    for m in _SIGNED.finditer(line):
        date = next((d for d in find_dates(line[m.end() : m.end() + 14]) if d.start == 0 and len(d.iso) == 10), None)
        end = m.end() + (date.end if date else 0)
        if date and (end == len(line.rstrip()) or line.startswith(("关于", "附件", "（此件", "(此件"), end)):
            cuts |= {m.start(), end}
    return sorted(c for c in cuts if 0 < c < len(line))
