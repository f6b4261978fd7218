"""Understanding a question: what is asked, about what, at which time, from which document. One object that can be shown."""

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.asking.stance import stance_in
from assistant.words.figures import MONEY, find_figures
from assistant.words.frames import STOP, content_words
from assistant.words.glossary import phrases_in, same_as
from assistant.words.periods import Period, periods_in
from assistant.words.places import places_in
from assistant.words.spoken import plain
from index.tokens import fold
from ingest.glue import GENRE, NUMBER

_MEASURE = r"(?P<unit>平方公里|平方米|公顷|公里|亩|吨|美元|元|人次|人|名|位|家|户|个|项|件|所|次|条|款|章|倍|种|类|座|处|期|届|批|例|台|套|篇|部|份|枚|艘|架|辆|宗|棵|箱|床|门|株|头|岁|分钟|小时|工作日|月|天|日|周|年|度|级|米|分(?![之钟支公店行])|钱)"
_HOW_MANY = re.compile(
    rf"(?:多少|(?<![那这近])几|若干|哪几|多大|多高|多长)\s*(?P<scale>万亿|千亿|亿|千万|百万|万|千|百)?(?:个)?{_MEASURE}?"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("number", r"文号|发文字号|字号是|第几号|什么号|编号"),
    (
        "date",
        r"什么时候|何时|啥时|哪一?[天日年月]|哪[年月]|几月|几号|几年(?=[成建设开出发颁印])|日期|什么时间|时间是|时间点|哪个月|哪个年份|落款时间|多会儿|几时|具体时间",
    ),
    ("person", r"谁(?!更?[大多高早快少低长强])|哪位|哪个人|何人|哪几位"),
    (
        "place",
        r"哪里|哪儿|何处|在哪(?![几些一二两三四五六七八九十\d]|[个种类项份方年月天次级])|哪座城市|哪个(?:城市|省|市|地方|地区|国家|县)|哪些地方",
    ),
    (
        "list",
        r"哪些|哪几|哪[二两三四五六七八九十\d]|[二两三四五六七八九十\d][大个类项条种][^，。？?的]{1,10}?(?:是|指|包括)什么|什么(?:样的)?(?:条件|材料|资料|手续|证件|情形|程序|流程|步骤)|(?:条件|材料|资料|手续|证件|情形|程序|流程|步骤)(?:是|有|包括)什么|有什么样的(?:要求|措施)|都有|列一?[下出]|列举|几个方面|每个.{0,8}[各都]",
    ),
    (
        "figure",
        r"多少|多久|(?<![哪第])几(?=[家户个项件所次条款章倍种类座处期届批例台套篇部份岁分小工月天日周年度级米成人名位])|多大(?:比|的比|面积|规模)?|百分之几|多高|多长|(?:比例|占比|比重|比率)(?!的?(?:规定|要求|限制)|有(?:什么|何|哪))|几成|几分之几",
    ),
    ("list", r"分别|各是|各有|有什么|包括"),
    (
        "yesno",
        r"[吗吧][？?。]*$|是否|是不是|对不对?(?=[？?。]*$)|对不对|有没有|能否|可否|会不会|能不能|可不可以|用不用|需不需要|要不要|让不让|行不行|是真的|属实|正确[？?]",
    ),
)
_COMPARE = re.compile(
    r"更[多大高快早晚少低小长短]|哪个.{0,8}[多大高早晚快少长短]|差在哪|相比|比较|不同|区别|差别|差异|最[大多高早快少低晚]|谁.{0,6}[多大高早晚]|差多少|高多少|多多少|少多少|先后"
)
_CHANGE = re.compile(
    r"怎么变|如何变|变化|变成|变到|从.{1,12}(?:到|至).{1,14}(?:增|涨|变|多|翻|提|降|走|发展)|增长了?多少|增加了?多少|演变|由多少|走势|历年"
)
_NEWEST = re.compile(r"最新|最近(?:的)?一[份个次项部]|最晚|日期最[新晚近]|最后一[份个次项]")
_OLDEST = re.compile(r"最早|最先|第一[份个部](?:.{0,6}(?:政策|文件|规划|意见|条例|办法))|日期最早")

_THINGS = r"(?P<n>[二两三四五六七八九十]|\d{1,2})(?P<of>方面|[个大类种项条座家点市省步批区份期名位级样拨支块层组套])"
_COUNTED = re.compile(
    rf"哪{_THINGS}|{_THINGS.replace('<n>', '<m>').replace('<of>', '<kind>')}[^，。？?的]{{1,10}}?(?:分别|各|都|具体)?(?:是|有|指|包括)(?:什么|哪)"
)
_WHICH_DOCUMENT = re.compile(
    r"(?:哪[一]?[份个部项篇]?(?:政策)?(?:文件|规划|意见|通知|办法|方案|条例|纲要|决定|法规|政策)|(?<!出具)(?<!提供)(?<!提交)(?<!需要)(?<!签署)(?<!签)(?<!带)什么(?:文件|条例|法规))(?:里|中|提|规定|要求|明确|说|的?[？?]|$)|出自哪"
)


class Kind(StrEnum):
    """What is asked for."""

    FIGURE = "figure"
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"
    YESNO = "yesno"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question in folded form, with other words for it; `named` if it stands inside 《》 or quotation marks,
    `focus` if it stands in the clause that asks, near the asking word: the sentence that answers should hold it, while the rest
    may be settled by its surroundings."""

    text: str
    named: bool = False
    others: tuple[str, ...] = ()
    focus: bool = True

    def __hash__(self) -> int:
        return hash(self.text)  # of all fields it takes six times as long, and weights by term are looked up for every sentence


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. `unit` is the measure asked for ("家", "元", "%"), empty if none is named; `periods` the times that the
    question is about, `figures` the numbers that it states itself (a premise to check), `places` the places it names
    (groups of which one must match), `titles` what stands in 《》, `mentions` how it speaks of documents ("技术创新纲要"), `numbers` the document numbers that it names, `count` how many
    things it wants ("三大" in 哪三大领域), `which_document` whether it asks which document says something, `as_of` the day
    from which it asks to look ("站在2001年底看"; `text` is without these words), `label` what a part of a larger question is asked of, as the question names it
    ("2016年版"), and `of_document` whether that is a document."""

    text: str
    kind: Kind
    unit: str
    terms: tuple[Term, ...]
    periods: tuple[Period, ...]
    figures: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    mentions: tuple[str, ...]
    numbers: tuple[str, ...]
    count: str
    which_document: bool
    as_of: str | None
    compares: bool
    changes: bool
    newest: bool
    oldest: bool
    label: str = ""
    of_document: bool = False

    @property
    def long(self) -> bool:
        """Whether a longer answer is in order: lists, comparisons, changes over time."""
        return self.kind is Kind.LIST or self.compares or self.changes


_LEADS_IN = re.compile(
    r"^(?:根据|按照|依据|依照|参照|对照|[按依据照在见由对从和与及的了把将])+"
)  # "按国发〔2031〕4号": of a number it is no part


def understand(text: str, *, today: str) -> Question:
    """The question as understood; `today` (ISO day) gives 今年 and 五年前 their meaning."""
    text = plain(text)
    folded = fold(text)
    stance = stance_in(folded, periods_in(folded, today=today))
    if stance:
        whole = text if len(text) == len(folded) else folded
        text = whole[: stance.start] + whole[stance.end :]
        folded = fold(text)
    kind = _kind(folded)
    periods = periods_in(folded, today=today)
    return Question(
        text=text,
        kind=kind,
        unit=_unit(folded) if kind is Kind.FIGURE else "",
        terms=_terms(folded, periods),
        periods=periods,
        figures=tuple(
            f.text
            for f in find_figures(re.sub(NUMBER, "", folded))
            if f.unit not in ("年", "月", "日") and f.number.replace(".", "").isdigit()
        ),
        places=places_in(folded),
        titles=tuple(re.findall(r"《([^《》]+)》", text)),
        mentions=_mentions(folded),
        numbers=tuple(_LEADS_IN.sub("", number) for number in re.findall(NUMBER, folded)),
        count=(m["n"] or m["m"]) + (m["of"] or m["kind"]) if (m := _COUNTED.search(folded)) else "",
        which_document=bool(_WHICH_DOCUMENT.search(folded)),
        as_of=stance.day if stance else None,
        compares=bool(_COMPARE.search(folded)),
        changes=bool(_CHANGE.search(folded)),
        newest=bool(_NEWEST.search(folded)),
        oldest=bool(_OLDEST.search(folded)),
    )


def _kind(text: str) -> Kind:
    bare = re.sub(r"《[^《》]*》|“[^“”]*”", "", text)
    for name, pattern in _PATTERNS:
        if re.search(pattern, bare):
            return Kind(name)
    return Kind.TEXT


# What is counted in money, where the question says so just before its asking word ("财政收入是多少").
_AMOUNT = re.compile(
    r"(?:收入|产值|总值|增加值|利润|税[收额金费]|投资|经费|投入|出口额|出口总额|创汇|进出口|外资|金额|资金|补助|奖励|补贴|营收|gdp)(?:总额|规模)?[，,]?(?:(?:19|20)\d\d年[底末]?)?(?:分别|各|又)?(?:实现|完成|[达做]?到|达|是|为|有|做)?了?(?:大概|大约|约)?(?:是|为)?多少"
    r"|(?:资金|经费|基金|投资|补助|贷款)的?总?(?:规模|额度?)(?:有|是|为)?多大|花了多少"
    r"|(?:领取?|发放?|贷款?|奖励?|补[贴助]?|资助|给予?|每个?[年月人户][^，。？?]{0,6}?(?:扣除?|交|缴纳?|给|付))(?:到|了)?多少(?=[？?，,。]|$)|投入了?多少|多少(?:净利润|利润|营业收入|总收入|收入|产值|增加值|生产总值|gdp|税(?!率)|投资|外资)|(?<!的)多少(?:经费|资金|补[助贴]|奖励)"
)

_CHANGED_AMOUNT = re.compile(
    r"(?:收入|产值|总值|增加值|利润|税额|投资|经费|投入|出口额).*\d{4}年.*\d{4}年.*(?:增加|增长|减少|提高|多|少)了?多少"
)
_SHARE = re.compile(
    r"占[^，。？?]{0,12}?(?:多少|几)(?![家个人项件户名所])|(?:同比|比上年|较上年|比去年|年均|每年)[^，。？?]{0,6}(?:增长|提高|下降|增加|减少|涨|升|降)了?多少"
)


# Firms are counted in 家 whether the question says so or not; what is theirs ("多少企业的员工", "多少企业所得税") is not.
_HOW_MANY_FIRMS = re.compile(r"多少[\u4e00-\u9fff]{0,8}?(?:公司|企业)(?!所得税|的)")
# Such an amount has no unit of money alone: 万元/公顷, 亿元/平方公里.
_PER_AREA = re.compile(r"[地亩]均|每(?:公顷|亩|平方公里|平方米)|单位面积")
# A term asked for without its unit: "免税的年限是多少".
_TERM = re.compile(
    r"(?:年限|期限|有效期|时限|时长)(?:[，,][^，,。？?]{2,16}?)?(?:分别|各|一般|最[长短])?(?:是|为|有|达)?(?:多少|多长)(?![家个人项万亿])"
)


def _unit(text: str) -> str:
    if re.search(r"比例|比重|占比|百分之几|多大比|几成|比率|份额|增长率|增速|增幅|增长率", text):
        return "%"
    if re.search(r"多大(?:年[纪龄]|岁数)|年[纪龄][^，,。？?]{0,6}多大", text):
        return "岁"
    for m in _HOW_MANY.finditer(text):
        if m["unit"] and not text.startswith(("前", "来"), m.end()):  # 几个月前 says when
            return m["unit"]
    if _HOW_MANY_FIRMS.search(text):
        return "家"
    if re.search(r"多久|多长时间|(?:(?<![那这近])几年|几个月)(?![前来])", text) or _TERM.search(text):
        return "年"
    if _SHARE.search(text):
        return "%"
    amount = _AMOUNT.search(text) or _CHANGED_AMOUNT.search(text)
    return MONEY if amount and not _PER_AREA.search(text) else ""


_MENTION = re.compile(rf"(?:[“\"][^“”\"]{{2,12}}[”\"]|[\u4e00-\u9fff\d]){{1,24}}?(?:发展规划|规划|{GENRE}|报告|动态|简报)")


def _mentions(text: str) -> tuple[str, ...]:
    """How the question speaks of documents without their full title: "技术创新纲要", "“十三五”规划", "广东的转发通知"."""
    bare = re.sub(r"《[^《》]*》", "，", text)
    found = (re.sub(r"^.*?(?:年的?|月的?|[，,]|[在里从由对为把据按照看]|既然)(?=[^年月]{2})", "", m[0]) for m in _MENTION.finditer(bare))
    return tuple(dict.fromkeys(x for x in found if len(x) >= 4))


_ASKING = re.compile(r"多少|几|哪|什么|谁|何时|何地|何人|如何|怎么|怎样|是否|吗|文号|比例|比重|[会能可]不[会能可]|有没有|是不是")
_FOCUS = 12  # characters between an asking word and a word that belongs to what it asks


def _terms(text: str, periods: tuple[Period, ...]) -> tuple[Term, ...]:
    """The content words in order: known phrases first as one, then the words of what is left."""
    for p in periods:
        text = text.replace(p.text, "，" * len(p.text), 1)
    marked = "".join(re.findall(r"《[^《》]*》|“[^“”]*”", text))
    found: dict[str, Term] = {}
    rest = text
    for start, end, same in phrases_in(text):
        phrase = text[start:end]
        found.setdefault(phrase, Term(phrase, phrase in marked, tuple(x for x in same if x != phrase), _in_focus(text, start, end)))
        rest = rest[:start] + "，" * (end - start) + rest[end:]
    at = 0
    for word in content_words(rest):
        start, at = at, at + len(word)
        bare = word.strip()
        if bare and bare not in STOP and re.search(r"[\w]", bare) and not re.fullmatch(r"\d", bare):
            found.setdefault(bare, Term(bare, bare in marked, same_as(bare), _in_focus(text, start, at)))
    if found and not any(t.focus for t in found.values()) and (joined := _ASKED_APART.sub("", text)) != text:
        return _terms(joined, ())  # "…试点，针对的是什么？" asks of what stands before the comma
    return tuple(found.values())


_ASKED_APART = re.compile(r"[，,](?=[^，,。；;？?]*(?:多少|几|哪|什么|谁|何|如何|怎么|怎样)[^，,。；;？?]*[？?]?$)")


def _in_focus(text: str, start: int, end: int) -> bool:
    """Whether a word stands in the clause of an asking word and near it; true for all words where nothing asks."""
    asking = [m.span() for m in _ASKING.finditer(re.sub(r"《[^《》]*》|“[^“”]*”", lambda m: "＿" * len(m[0]), text))]
    if not asking:
        return True
    for s, e in asking:
        between = text[end:s] if end <= s else text[e:start]
        if len(between) <= _FOCUS and not re.search(r"[，,；;。？?]", between.replace("，" * 4, "")):
            return True
    return False
