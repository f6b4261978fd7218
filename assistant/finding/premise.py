"""Premises: does the text agree with what a yes/no question takes for granted?"""

import re

from assistant.asking.question import Question
from assistant.finding.claimed import figures_agree, plain_shares
from assistant.words.glossary import canonical
from assistant.words.opposite import agents_agree, bearing, negated, opposed
from ingest.dates import DateMention, find_dates


def judge(question: Question, evidence: str) -> bool | None:
    """True if the text confirms what the question states, False if it contradicts it, None if it does neither plainly.

    Contradicted: a figure of the same thing differs, the opposite word stands in the text or its negation, another body did what is
    ascribed, what is said to go on has ended, what is said of all holds for some, another is the first, or the event has another date.
    Confirmed: a figure, a date or a body that the question names is the text's. What a question only starts from (既然…) can be
    contradicted, but to confirm it would not answer what is asked.
    """
    asked = plain_shares(canonical(_ASKING.sub("", question.text)))
    whole = plain_shares(canonical(evidence))
    evidence = bearing(asked, whole)
    start = re.search(r"既然(?P<claim>[^，,。]+)[，,]", asked)
    claim = start["claim"] if start else asked
    found = [figures_agree(claim, evidence), agents_agree(claim, evidence), _days_agree(claim, evidence)]
    checks = (opposed, negated, _ended, _only_some)
    if False in found or any(check(claim, evidence) for check in checks) or _other_first(claim, whole):
        return False
    return True if True in found and not start else None


_ASKING = re.compile(
    r"[，,]?(?:对吗|是吗|是这样吗|对不对?|是不是(?:这样)?|属实吗|正确吗|真的吗|是真的吗|有这回事吗|[对是没]?错?[吗吧])?[？?。]*$|^(?:听说|都说|有人说|据说|请问)[，,]?|是不是|是否"
)


_GOES_ON = re.compile(r"仍然?|依然|依旧|继续|还(?:是)?(?:要求|规定|需要|要|得|有)")
_ENDED = re.compile(r"不再|取消|废止|停止|终止|不设|撤销|失效")


def _ended(asked: str, evidence: str) -> bool:
    """Whether the question says that something goes on, and the text that it has ended."""
    return bool(_GOES_ON.search(asked) and _ENDED.search(evidence) and not _ENDED.search(asked))


_ALL = re.compile(r"(?:每[一个家座]+|所有|全部|全体|一律|各个)")
_SOME = re.compile(r"(?:部分|少数|个别|一半|50%的|有条件的|符合条件的)(?P<what>[\u4e00-\u9fff]{2,6})")


def _only_some(asked: str, evidence: str) -> bool:
    """Whether the question says of all what the text says of some of the same things ("每个园区", "部分园区")."""
    some = _SOME.search(evidence)
    return bool(some and _ALL.search(asked) and not _ALL.search(evidence) and any(some["what"][:n] in asked for n in (4, 3, 2)))


_FIRST = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,10}?)(?:就)?是(?:全国|全省|国内|我国)?(?:的)?(?:第一[个家批座]|首[个家批座]|最早的?)")
FIRST_WORD = re.compile(r"第一[个家批座]|首[个家批座]|最早")


def _other_first(asked: str, evidence: str) -> bool:
    """Whether the question calls one the first, and a clause that names the first is about another."""
    claim = _FIRST.search(re.sub(r"^(?:既然|听说|都说)", "", asked))
    clauses = [s for s in re.split(r"[。；]", evidence) if FIRST_WORD.search(s)]
    return claim is not None and bool(clauses) and not any(claim["who"][-2:] in s for s in clauses)


EVENT = re.compile(r"印发|发布|公布|颁布|出台|批准|批复|获批|成立|设立|建成|挂牌|施行|实施|废止|取消|召开|举行|举办|开幕|启动|转发|升级")


# Words for one deed; a text that dates the deed in any of them settles what the question claims of it.
DEEDS = tuple(
    re.compile(words)
    for words in (
        r"成立|设立|建立|创立|组建|创建|始建|创办",
        r"升级|升格|晋升|升为|升成|升上|(?:批准|获批|批复)[^，。；]{0,6}为",
        r"印发|发布|公布|颁布|出台|下发|制定",
        r"施行|实施|生效|执行",
        r"召开|举行|举办|开幕",
        r"废止|失效",
        r"开工|动工|奠基",
        r"建成|竣工|投产|投入使用",
    )
)


def _days_agree(asked: str, evidence: str) -> bool | None:
    """Whether the question dates an event as the text does; None if it dates none that the text dates too."""
    claimed, stated = find_dates(asked), find_dates(evidence)
    done = {m[0] for m in EVENT.finditer(asked)} & {m[0] for m in EVENT.finditer(evidence)}
    alike = any(deed.search(asked) and deed.search(evidence) for deed in DEEDS)
    if not (claimed and stated and (done or alike)):
        return None
    if not any(same_time(a, b) for a in claimed for b in stated):
        return False
    return True if len(claimed) == len(stated) == 1 and stated[0].iso.startswith(claimed[0].iso) else None


def same_time(a: DateMention, b: DateMention) -> bool:
    """Whether two dates agree to the precision of the coarser one."""
    return a.iso.startswith(b.iso) or b.iso.startswith(a.iso)
