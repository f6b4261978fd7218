"""What kind of answer a question asks for, by its asking words."""

import re
from enum import StrEnum

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("number", r"文号|发文字号|字号是|第几号|什么号|编号"),
    (
        "date",
        r"什么时候|何时|啥时|哪一?[天日年月]|哪[年月]|几月|几号|几年(?=[成建设开出发颁印])|(?:[在于]|[西公]元)几年(?![内里间])|日期|什么时间|时间是|时间点|哪个月|哪个年份|落款时间|多会儿|几时|具体时间",
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


_CLAIMS = re.compile(r"^(?!.*(?:多少|几|哪|什么|谁|何|怎)).*[吗吧][？?。]*$", re.S)  # "占比是76%，对吧"


def kind_of(text: str) -> Kind:
    """The kind of the first pattern that a folded question fits, titles and quotations left out; TEXT if it fits none. What
    asks by 吗 or 吧 alone is a claim."""
    bare = re.sub(r"《[^《》]*》|“[^“”]*”", "", text)
    if _CLAIMS.search(bare):
        return Kind.YESNO
    for name, pattern in _PATTERNS:
        if re.search(pattern, bare):
            return Kind(name)
    return Kind.TEXT
