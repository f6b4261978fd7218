"""The measure in which a figure is asked for."""

import re

from assistant.words.figures import MONEY

_MEASURE = r"(?P<unit>平方公里|平方米|公顷|公里|亩|吨|美元|元|人次|人|名|位|家|户|个|项|件|所|次|条|款|章|倍|种|类|座|处|期|届|批|例|台|套|篇|部|份|枚|艘|架|辆|宗|棵|箱|床|门|株|头|岁|分钟|小时|工作日|月|天|日|周|年|度|级|米|分(?![之钟支公店行])|钱)"
_HOW_MANY = re.compile(
    rf"(?:多少|(?<![那这近])几|若干|哪几|多大|多高|多长)\s*(?P<scale>万亿|千亿|亿|千万|百万|万|千|百)?(?:个)?{_MEASURE}?"
)
# What is counted in money, where the question says so just before its asking word ("财政收入是多少").
_AMOUNT = re.compile(
    r"(?:收入|产值|总值|增加值|利润|税[收额金费]|奖金|罚金|押金|工资|薪[酬资]|津贴|[租学]费|[房租]租|租金|投资|经费|投入|出口额|出口总额|创汇|进出口|外资|金额|资金|补助|奖励|补贴|营收|gdp)(?:总额|规模)?[，,]?(?:(?:19|20)\d\d年[底末]?)?(?:分别|各|又)?(?:实现|完成|[达做]?到|达|是|为|有|做)?了?(?:大概|大约|约)?(?:是|为)?多少"
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


_OF_HUNDRED = re.compile(
    r"比例|比重|占比|百分之几|百分比|多大比|几成|比率|多大的?份额|(?:市场|占|全[国省市球])[^，。？?]{0,8}份额|增长率|增速|增幅"
)


def unit_of(text: str) -> str:
    """The unit that a folded question asks for ("家", "%", or MONEY), empty if it names none."""
    if _OF_HUNDRED.search(text):
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
