"""Where a web page ran the parts of a notice together: title, number, addressees, signature and headings in one line."""

import re

from ingest.dates import find_dates

GENRE = (
    r"(?:通知|意见|决定|决议|公告|通告|通报|批复|答复|函|办法|规定|细则|规则|规程|守则|方案|规划|纲要|条例|措施|政策|指南|指引|计划|命令|章程|准则|标准|"
    r"目录|体系|解释)"
)
ISSUER_END = r"(?:部|委|厅|局|署|院|会|办|办公厅|办公室|政府|管委会|委员会|国务院|总局|总署|银行|党委|党组|中心|集团|大学|学院|法院|检察院|协会|联盟)"
NUMBER = r"[\u4e00-\u9fffA-Za-z]{1,14}?[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］）)】]\s*第?\s*\d{1,5}\s*号"
ORDER = r"[\u4e00-\u9fff]{2,24}?(?:令|公告|通告)\s*(?:(?:19|20)\d{2}\s*年)?\s*第\s*\d{1,4}\s*号"
ISSUERS = rf"[\u4e00-\u9fff（）()]{{1,28}}?{ISSUER_END}(?:[ \u3000、]+[\u4e00-\u9fff（）()]{{1,28}}?{ISSUER_END}){{0,9}}"
_NUMERAL = "一二三四五六七八九十"
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        r"(?=发布(?:日期|时间)\s*[：:])",
        r"(?<=发布日期[：:]\d{4}-\d{2}-\d{2})|(?<=发布时间[：:]\d{4}-\d{2}-\d{2})",
        rf"(?<=通知)(?={NUMBER}各)|(?<=发布日期[：:]\d{{4}}-\d{{2}}-\d{{2}})(?={NUMBER})",
        r"(?<=号)(?=各[^。；]{1,120}：)|(?<=通知)(?=各[^。；]{1,120}：)",
        rf"(?<=[。：）)])(?=[{_NUMERAL}]{{1,3}}、)",
        rf"(?<=[。：\u4e00-\u9fff])(?<!第)(?=[（(][{_NUMERAL}]{{1,3}}[）)][^、，。和至])",
        r"(?<=[日。》])(?=附件\s*[：:])",
    )
)
_SIGNED = re.compile(rf"(?:(?<=[。》：；！])|(?<=\s))(?P<who>{ISSUERS})\s*$")
_AFTER_SIGNATURE = re.compile(
    r"[ \u3000]*(?:\Z|[\r\n](?!\s*(?:印发|发布|下发|批准|公布|召开|出台|举行|[，、。在对向]))|链接|附件|附：|注释|分送|抄送|主题词|[（(]此件|关于)"
)
_BEFORE_DATE = 100  # characters in which the issuers of a signature stand


def glued_parts(line: str) -> list[int]:
    """The places, rising, at which a long line falls into the parts it was run together from; empty for ordinary lines."""
    cuts = {m.start() for p in _PATTERNS for m in p.finditer(line)}
    return sorted(c for c in cuts if 0 < c < len(line))


def signature_cuts(text: str) -> set[int]:
    """Where a signature begins and ends that a page ran together with the text around it: "特此公告。 财政部 税务局2015年2月3日 链接：…"."""
    cuts: set[int] = set()
    for date in find_dates(text):
        if len(date.iso) < 10 or not _AFTER_SIGNATURE.match(text, date.end):
            continue
        before = date.start - _BEFORE_DATE
        signed = _SIGNED.search(text[before : date.start] if before > 0 else "\n" + text[: date.start])
        start = max(before, -1) + signed.start("who") if signed else 0
        if signed and not (text.startswith("关于", date.end) and text[start - 1] not in "。》："):  # "按照 国务院2009年2月3日关于…"
            cuts |= {start, date.end}
    return cuts
