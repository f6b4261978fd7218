"""Understanding a question: what is asked, about what, at which time, from which document. One object that can be shown."""

import re
from dataclasses import dataclass

from assistant.asking.kinds import Kind, kind_of
from assistant.asking.stance import stance_in
from assistant.asking.terms import Term, terms_of
from assistant.asking.units import unit_of
from assistant.words.figures import find_figures
from assistant.words.periods import Period, periods_in
from assistant.words.places import places_in
from assistant.words.spoken import plain
from index.tokens import fold
from ingest.glue import GENRE, NUMBER

_COMPARE = re.compile(
    r"更[多大高快早晚少低小长短]|哪个.{0,8}[多大高早晚快少长短]|差在哪|相比|比较|不同|区别|差别|差异|最[大多高早快少低晚](?!什么时候|何时|哪[天日年月]|多少|多久|[几能可要得占补应须给不])|谁.{0,6}[多大高早晚]|差多少|高多少|多多少|少多少|先后"
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


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. `unit` is the measure asked for ("家", "元", "%"), empty if none is named; `periods` the times that the
    question is about, `figures` the numbers that it states itself (a premise to check), `places` the places it names
    (groups of which one must match), `titles` what stands in 《》, `mentions` how it speaks of documents ("技术创新纲要"), `numbers` the document numbers that it names, `count` how many
    things it wants ("三大" in 哪三大领域), `which_document` whether it asks which document says something, `as_of` the day
    from which it asks to look ("站在2001年底看"; `text` is without these words), `label` what a part of a larger question is asked of, as the question names it
    ("2016年版"), `of_document` whether that is a document, and `time_lent` whether its periods are those of another sentence of the question."""

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
    time_lent: bool = False

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
    kind = kind_of(folded)
    periods = periods_in(folded, today=today)
    return Question(
        text=text,
        kind=kind,
        unit=unit_of(folded) if kind is Kind.FIGURE else "",
        terms=terms_of(folded, periods),
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


_MENTION = re.compile(rf"(?:[“\"][^“”\"]{{2,12}}[”\"]|[\u4e00-\u9fff\d]){{1,24}}?(?:发展规划|规划|{GENRE}|报告|动态|简报)")


def _mentions(text: str) -> tuple[str, ...]:
    """How the question speaks of documents without their full title: "技术创新纲要", "“十三五”规划", "广东的转发通知"."""
    bare = re.sub(r"《[^《》]*》", "，", text)
    found = (re.sub(r"^.*?(?:年的?|月的?|[，,]|[在里从由对为把据按照看]|既然)(?=[^年月]{2})", "", m[0]) for m in _MENTION.finditer(bare))
    return tuple(dict.fromkeys(x for x in found if len(x) >= 4))
