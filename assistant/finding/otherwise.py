"""Near misses told apart by a word: the deed, reason, phase, rank or action that a question asks for, where the text tells another.

Each check asks only whether the asked thing, in any of its usual words, is told in the sentence or right beside it. A yes/no question may
name what is wrong, and is corrected instead.
"""

import re
from collections.abc import Sequence

from assistant.asking.kinds import Kind
from assistant.asking.question import Question
from assistant.finding.asked import WholePiece
from assistant.finding.moments import phase_fault
from assistant.finding.sisters import sister_fault
from assistant.reading.candidates import Candidate
from assistant.words.figures import Figure, same_measure
from assistant.words.places import places_in
from index.tokens import fold

_BESIDE = 2  # sentences before, and one after, in which the rest of a statement may stand


def otherwise_fault(part: Question, c: Candidate, whole: WholePiece) -> str | None:
    """What the sentence and those beside it tell otherwise than asked, or do not tell, in Chinese; None if they tell it."""
    if part.kind is Kind.YESNO:
        return None
    asked, told = _bare(fold(part.text)), _around(c)
    return (
        _agent_fault(asked, fold(" ".join(c.chunk.section)) + c.folded)
        or _office_fault(asked, told)
        or _cities_fault(asked, told)
        or _reason_fault(asked, told)
        or (phase_fault(asked, told) if part.kind is Kind.DATE else None)
        or _rank_fault(part, asked, told, c)
        or _action_fault(asked, c.folded)
        or _penalty_fault(asked, told)
        or _place_in_order_fault(asked, told)
        or _granted_fault(asked, c.folded)
        or (_bound_fault(asked, c.folded) if part.kind is Kind.FIGURE else None)
        or sister_fault(asked, c, whole)
    )


def _bare(text: str) -> str:
    """The text without titles and what it quotes: their words are names."""
    return re.sub(r"《[^《》]*》|“[^“”]*”", "，", text)


def _around(c: Candidate) -> str:
    """The heading, the sentence and those beside it, folded."""
    sentences = c.chunk.sentences
    beside = [s.text for n, s in enumerate(sentences) if c.place - _BESIDE <= n <= c.place + 1]
    return c.heading + "\n" + fold("".join(beside))


# Deeds of bodies; a line is one deed in its usual words. Who approves is not told by who drafts, nor who helps by who hosts.
_DEEDS = tuple(
    tuple(line.split())
    for line in (
        "起草 草拟 拟定 拟订 执笔 编写",
        "签发 签署 签字",
        "审批 批准 批复 核准 审核 审定 报批 获批 同意 许可",
        "协办 协作 协助 支持单位",
        "主办 举办",
        "承办",
        "牵头 主持 会同 负责 统筹 组织协调 归口",
        "主编",
        "评审 评定 评选 评估 审查 评议",
        "验收 评估 审查",
        "监督 监管 督查 督导",
        "申诉 复议 复核 投诉 申述",
    )
)
_WHO = r"(?:谁|哪[一几两个家位些]?(?:[个家位])?(?:单位|部门|部委|机构|机关|领导|公司|企业|人|委|局|院|司|处|团队|组织)?)"
_AGENT = re.compile(
    rf"(?:由|归|是|被|请|向|找)[^，。？?]{{0,6}}?{_WHO}(?:来|去|负责|组织|统一|具体|进行|联合|共同|给|做)*(?P<deed>{'|'.join(w for d in _DEEDS for w in d)})"
)


_TASK = re.compile(r"[\u4e00-\u9fff]{4}$")
_BODY = r"(?:部门|政府|机构|单位|中心|协会|委员会|[部委局厅院办会])"


def _agent_fault(asked: str, told: str) -> str | None:
    """The deed of which the doer is asked ("由谁协办") and which no word near the sentence tells."""
    m = _AGENT.search(asked)
    if not m or any(word in told for deed in _DEEDS if m["deed"] in deed for word in deed):
        return None
    task = _TASK.search(asked[: m.start()])
    if task and re.search(rf"{_BODY}{task[0]}", told):  # "省级主管部门业务指导" tells who is in charge of it
        return None
    return f"资料中没有说明由谁{m['deed']}"


_OFFICE = (
    r"主任|局长|市长|省长|区长|县长|书记|主编|总编|会长|校长|院长|司长|处长|部长|董事长|总经理|负责人|总工程师|秘书长|组长|发言人|联系人"
)
_WHO_HOLDS = re.compile(
    rf"(?P<office>{_OFFICE})(?:一职)?(?:现在|当时|都|分别|各)*(?:是|叫|由|有)?(?:谁|哪位|什么名字)|(?:谁|哪位)(?:是|担任|当)[^，。？?]{{0,12}}?(?P<of>{_OFFICE})(?!们|会)"
)


def _office_fault(asked: str, told: str) -> str | None:
    """The office whose holder is asked for, and which is not named near the sentence."""
    m = _WHO_HOLDS.search(asked)
    office = (m["office"] or m["of"]) if m else ""
    if not office:
        return None
    deputy = m is not None and asked[: m.start("office" if m["office"] else "of")].endswith("副")
    held = f"副{office}" in told if deputy else bool(re.search(f"(?<!副){office}", told))
    return None if held else f"资料中没有说明{'副' * deputy}{office}是谁"


_CITIES = re.compile(r"哪(?:些|几|[两三四五六七八九十\d]+)个?(?:城市|省份|省市|省区市?)")


def _cities_fault(asked: str, told: str) -> str | None:
    """That the names of cities or provinces are asked for and none is named near the sentence."""
    return "资料中没有逐一列出" if _CITIES.search(asked) and not places_in(told) else None


_WHY = re.compile(
    r"(?<![称名之作叫认视])为什么(?!地形|语|民?族|颜?色|性质|级|类型|样)|[为因]何|为啥|缘何|何以|怎么会|(?<!用)(?:什么|何种|啥)(?:原因|缘故|理由)|(?:原因|理由)(?:是|有|在)(?:什么|哪|于)|出于什么"
)
_CHANGED = re.compile(r"[涨增升降减跌]|更名|[变提]高|[这那]么[多少高低快慢]")
_BECAUSE = re.compile(
    r"因|由于|为(?:了|纪念|回馈|表彰|保[障证护]|加[强快]|推[动进]|促进|解决|满足|应对|进一步|防[止范]|避免|更好|规范|落实|贯彻|支持|鼓励|适应|做好|方便|提[高升]|深化|确保|实现)|旨在|目的|以[便利期]|得益于|受.{1,16}影响|带动|拉动|驱动|致(?![力辞敬电谢函])|造成|使得|从而|源[于自]|在于|基于|鉴于|考虑到|原来|所以|归功|由此|说明|可见"
)


def reason_missing(part: Question, c: Candidate) -> str | None:
    """That the reason of something is asked for and no word near the sentence tells one."""
    return "资料中没有说明原因" if _WHY.search(_bare(fold(part.text))) and not _BECAUSE.search(_around(c)) else None


def _reason_fault(asked: str, told: str) -> str | None:
    """That the reason of a change is asked for and only the change is told near the sentence. Reasons of other things need no word that says
    so ("relics were found, and he returned")."""
    return "资料中没有说明原因" if _WHY.search(asked) and _CHANGED.search(asked) and not _BECAUSE.search(told) else None


_LAST = r"垫底|倒数第?一?|最后一名|末位|最[低少小慢差弱短薄]"
_FIRST = r"第一名?|首位|榜首|居首|领先|最[高多大快好强长厚]"
_WHICH = r"(?:是|有|为|属)?(?:谁|哪|什么)"
_RANKED = re.compile(
    rf"(?P<rank>{_LAST}|{_FIRST}|第[二三四五六七八九十]名?)(?:的(?![^，。？?是哪谁]{{7,}})[^，。？?]{{0,6}}?)?{_WHICH}|(?:谁|哪[个家座些里一])[^，。？?]{{0,16}}?(?P<of>{_LAST}|第[一二三四五六七八九十]名?|{_FIRST})"
)
_COMPARED = 3  # comparable figures from which a rank may be worked out


def _rank_fault(part: Question, asked: str, told: str, c: Candidate) -> str | None:
    """The rank or superlative of which the holder is asked and which the text neither tells nor lets work out."""
    m = _RANKED.search(asked)
    rank = (m["rank"] or m["of"]) if m else None
    if m is None or not rank or part.newest or part.oldest:
        return None
    if fault := _scope_fault(asked[: m.end()], c):
        return fault
    placed = {p["n"] for p in _PLACED.finditer(c.folded)}
    if placed and rank.startswith("第") and rank[:2] not in placed and not (rank[:2] == "第一" and re.search(r"首|榜首|冠", c.folded)):
        return f"资料中没有说明哪个{rank}"
    if re.match(_LAST, rank):
        forms = r"垫底|倒数|最后|末[位尾名]|最[低少小慢差弱短薄]|仅|不足"
    elif re.match(_FIRST, rank):
        forms = r"第一|首|榜首|冠|领[先跑头]|最|唯一|龙头|居前|前列|之最|\b1\b|状元|头名|超过|突破|顶"
    else:
        forms = re.escape(rank.rstrip("名")) + "|[、，]"
    counts = ("家", "个") if re.search("哪一?[家个]", asked) else ()  # how many there are tells of none of them
    comparable = _comparable([f for f in c.figures if f.unit not in counts]) >= _COMPARED
    return None if comparable or re.search(forms, told) else f"资料中没有说明哪个{rank}"


_SCOPES = (r"全球|世界|国际", r"全国|国内|我国", r"全省|省内", r"全市|市内")


def _scope_fault(asked: str, c: Candidate) -> str | None:
    """The scope in which somebody ranks (全球第一), where the sentence ranks within another (国内最大)."""
    mine = next((x for x in _SCOPES if re.search(rf"(?:{x})[^，。]{{0,4}}(?:{_LAST}|{_FIRST}|第[一二三四五六七八九十])", asked)), None)
    other = any(re.search(rf"(?:{x})[^，。]{{0,4}}(?:{_LAST}|{_FIRST}|第[一二三四五六七八九十])", c.folded) for x in _SCOPES if x != mine)
    return "资料中只有其他范围的排名" if mine and other and not re.search(mine, c.folded) else None


_PLACED = re.compile(
    r"(?:居|位|列|排|名|排名|排行|位次|国|球|界|省|市|区|内)[^，。；]{0,4}?(?P<n>第[一二三四五六七八九十]|垫底|倒数)(?![一二三四五六七八九十产届个批条次期季阶轮年])"
)


def _comparable(figures: Sequence[Figure]) -> int:
    """The largest number of figures of one measure."""
    return max(
        (sum(same_measure(f.unit, g.unit) for g in figures if g.unit) for f in figures if f.unit not in ("", "年", "月", "日")), default=0
    )


_WITHIN = re.compile(
    r"(?<!未来)(?<!今后)(?:多少|几)个?(?:工作日|天|日|月|年|小时)(?:底|末)?(?:之内|以内|内|以前|之前|前)(?>(?:就|要|应当?|必须|得|须|需要?|可以|能)*)(?:作出|做出|进行|予以)?(?![把将给对])(?P<act>[\u4e00-\u9fff]{2})"
)


_GIVEN = re.compile(r"(?:奖励|奖金|补贴|补助|资助)(?:是|为|有)?多少|多少(?:万|亿)?元?的?(?:奖励|奖金|补贴|补助|资助)")


def _action_fault(asked: str, told: str) -> str | None:
    """What must be done within the asked time, where no character of it is told near the sentence."""
    m = _WITHIN.search(asked)
    if m and not any(ch in told for ch in m["act"]):
        return f"资料中没有说明{m['act']}的期限"
    g = _GIVEN.search(asked)
    return f"资料中没有说明{g[0]}" if g and not re.search(r"奖|补|资助|给予|贴|支持|扶持|免|减", told) else None


_ASKED_ORDER = re.compile(r"(?:排|列|居|位列|名列|排名|排在)(?:在|到|了)?第几|第几(?:位|名)|排名(?:是|为)?(?:多少|几)")
_ORDER = re.compile(r"第[\d一二三四五六七八九十]|[首末]位|榜首|居首|之首|冠|前[列茅\d一二三四五六七八九十]|领先|垫底|倒数|排名|最")


def _place_in_order_fault(asked: str, told: str) -> str | None:
    """That the place in an order is asked for and none is told near the sentence."""
    return "资料中没有说明排名" if _ASKED_ORDER.search(asked) and not _ORDER.search(told) else None


_APPLIED, _GRANTED = re.compile(r"申请|申报"), re.compile(r"授权|授予|获权|批准|获批|核准|通过|认定")


def _granted_fault(asked: str, told: str) -> str | None:
    """What patents are applied for where those granted are asked for, or the other way round."""
    if "专利" not in asked or "专利" not in told:
        return None
    for mine, other, name in ((_GRANTED, _APPLIED, "授权"), (_APPLIED, _GRANTED, "申请")):
        if mine.search(asked) and not other.search(asked) and other.search(told) and not mine.search(told):
            return f"资料中没有说明专利{name}的情况"
    return None


_LEAST = re.compile(r"最低|最少|下限|至少|起码|不得?[低少]于|不小于|以上")
_MOST = re.compile(r"最高|最多|上限|至多|封顶|不得?超过|不得?[高多大]于|以[内下]")
_REACHED = re.compile(r"[达满]到?")  # tells of either bound
_ASKED_BOUND = re.compile(r"最[低少高多]|[上下]限|至[少多]|起码|封顶")


def _bound_fault(asked: str, told: str) -> str | None:
    """The bound that is asked for, where the sentence tells only the other one (最低, 最高)."""
    m = _ASKED_BOUND.search(asked)
    for mine, other in ((_LEAST, _MOST), (_MOST, _LEAST)):
        told_otherwise = other.search(told) and not mine.search(told) and not _REACHED.search(told)
        if m and mine.match(m[0]) and not other.search(asked) and told_otherwise:
            return f"资料中没有说明{m[0]}是多少"
    return None


_PUNISHED = re.compile(
    r"(?:什么|哪些|何种|怎样的|多少|多重的?)(?:样的|行政|法律|经济)?(?:处罚|惩罚|处分|罚款|惩戒)|(?:怎么|怎样|如何|怎么样)[^，。？?]{0,4}?(?:处罚|惩罚|罚|处分|惩戒|追责|问责)|(?:处罚|罚款|处分)(?:是|有)(?:什么|哪些|多少)"
)
_PENALTY = re.compile(
    r"罚|处分|法律责任|承担[^，。；]{0,8}责任|追究|没收|吊销|撤[销职]|取消|警告|通报|约谈|责令|收回|扣|停|降级|退[出还回]|摘牌|不得|除名|失信|禁止|整改|追[缴回责]|解除|拘|刑|处[以理]|惩|不予|问责|法办"
)


def _penalty_fault(asked: str, told: str) -> str | None:
    """That a penalty is asked for and nothing near the sentence is one: what is rewarded, or how things are done rightly, is told instead."""
    return "资料中没有说明如何处罚" if _PUNISHED.search(asked) and not _PENALTY.search(told) else None
