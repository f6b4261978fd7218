"""Words of the field that stand for the same thing: official abbreviations, and everyday words for what official texts call otherwise."""

import re
from itertools import accumulate

from index.tokens import words

# Abbreviations that the texts themselves introduce ("以下简称…") or that every reader in the field uses.
_ABBREVIATIONS = (
    "国家高新技术产业开发区 国家高新区",
    "高新技术产业开发区 高新区",
    "国家自主创新示范区 国家自创区",
    "自主创新示范区 自创区",
    "经济技术开发区 经开区",
    "高新技术企业 高企",
    "国务院办公厅 国办",
    "科学技术部 科技部",
    "国家发展和改革委员会 国家发展改革委 国家发改委 发改委",
    "工业和信息化部 工信部",
    "人力资源和社会保障部 人社部",
    "研究与试验发展 研究开发 研发 r&d",
    "国内生产总值 地区生产总值 生产总值 gdp",
    "管理委员会 管委会",
    "上缴税额 上缴税费 实缴税费 实缴税金 税收 缴税 纳税 上交税额",
    "从业人员 从业者 员工 职工",
    "出口创汇 出口总额 出口额",
    "众创空间",
    "销售收入 销售额",
    "营业总收入 营业收入 总收入",
    "海外高层次人才引进计划 千人计划",
)
# How people ask, and how official texts put it.
_EVERYDAY = (
    "公司 企业",
    "小公司 小企业 中小企业 创业企业 小微企业",
    "国库 财政 税费 税额 税收 税金",
    "交钱 缴纳 上缴 实缴 缴税",
    "掏钱 出钱 花钱 投入 资助 补助 采购 出资",
    "公家 政府 财政",
    "买 采购 购买",
    "卖 销售 出口",
    "老百姓 群众 居民 公众",
    "办事 办理 审批 服务",
    "挣 赚 收入 利润 营收",
    "扎堆 聚集 集聚 汇聚",
    "园区 高新区 开发区",
    "老外 外籍",
    "份额 比重 占比 比例",
    "手里 拥有 持有",
    "海归 留学归国 留学回国 留学人员 归国",
    "打工 就业 从业",
    "上班 从业 就业",
    "大学生 毕业生",
    "招商 引入 引进 招引",
    "落户 入驻 落地",
    "开会 会议 召开 举行",
    "升格 升级 批准 晋升",
    "出台 制定 印发 发布 颁布 公布 实施",
    "底线 不低于 不能低于 至少 下限",
    "上限 不超过 不得超过 最高",
    "垫底 最低 倒数",
    "目标 力争 建成 达到 努力",
    "涨 增长 增加 提高 上升",
    "降 下降 减少 降低 削减",
    "钱 资金 经费 金额 元",
    "能耗 耗能 综合能耗",
    "讲话 强调 指出 表示",
    "牌子 称号 品牌 认定",
    "评上 获批 认定 入选 入围",
    "管 管理 监管",
    "罚 处罚 罚款",
    "取消 废止 停止 撤销",
    "申请 申报",
    "帮 帮扶 扶持 支持",
    "奖 奖励 奖金",
    "第一个 首个 首家 第一家 首批",
    "布点 布局 设点 设立",
    "交税 缴纳 免缴 免征 征收 所得税",
    "干活 从业 就业 工作",
    "点头 批准 同意 审批",
    "拍板 批准 决定 审定",
    "说了算 批准 决定 确定 规划",
    "起码 至少 不低于 不少于",
    "好处 优惠 收益 奖励 支持",
    "起名 名称",
    "付钱 支付",
    "国外 境外 对外",
    "技术员 科技人员 技术人员",
    "规矩 规定 办法",
    "开张 成立 注册",
    "摘牌 取消 撤销",
    "丢失 遗失",
    "孩子 子女 儿童",
    "老人 老年人",
    "退伍兵 退役士兵",
    "酒店 旅店 宾馆",
    "截止 结束 止",
    "低保 最低生活保障",
    "公租房 公共租赁住房",
    "失业金 失业保险金",
    "长护险 长期护理保险",
    "居民医保 城乡居民基本医疗保险 居民医疗保险",
    "医保 医疗保险",
    "社保卡 社会保障卡",
    "社保 社会保险",
    "个税 个人所得税",
    "购置税 车辆购置税",
)
_GROUPS = tuple(tuple(line.split()) for line in (*_ABBREVIATIONS, *_EVERYDAY))
_PHRASES: dict[str, tuple[str, ...]] = {}
for _group in _GROUPS:
    for _phrase in _group[: 1 if _group in _GROUPS[len(_ABBREVIATIONS) :] else None]:
        _PHRASES[_phrase] = tuple(dict.fromkeys([*_PHRASES.get(_phrase, ()), *_group]))
_FINDER = re.compile("|".join(re.escape(p) for p in sorted(_PHRASES, key=len, reverse=True) if len(p) > 1))


_ROUND = {"十": "10", "百": "100", "千": "1000"}


def same_as(word: str) -> tuple[str, ...]:
    """Other words for a whole word, one-character ones too, which `phrases_in` must not find inside others (管 in 管理); a round amount
    in digits: 千亿元 → 1000亿."""
    if amount := re.fullmatch(r"([十百千])([万亿])元?", word):
        return (_ROUND[amount[1]] + amount[2],)
    return tuple(x for x in _PHRASES.get(word, ()) if x != word)


def related(word: str) -> tuple[str, ...]:
    """All words that stand beside the word in a group, in either direction: a text may put plainly what the question puts officially."""
    return tuple(dict.fromkeys(x for group in _GROUPS if word in group for x in group if x != word and len(x) > 1))


def phrases_in(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The known phrases in a folded text: start, end and the words that say the same, the phrase itself first among equals. What only looks like a phrase of two
    characters across two words (增值税收入: 税收) is none."""
    found = [(m.start(), m.end(), _PHRASES[m[0]]) for m in _FINDER.finditer(text)]
    edges = set(accumulate(map(len, words(text)))) if any(end - start == 2 for start, end, _ in found) else set()
    return [f for f in found if f[1] - f[0] > 2 or f[1] in edges]


def in_digits(text: str) -> str:
    """The text with round amounts in digits: 千亿元 → 1000亿元."""
    return re.sub(r"(?<![\d零一二三四五六七八九十百千几数])([十百千])(?=[万亿])", lambda m: _ROUND[m[1]], text)


_ONE_FORM = tuple(
    (name, short) for line in _ABBREVIATIONS[:9] for *others, short in [sorted(line.split(), key=len, reverse=True)] for name in others
)


def canonical(text: str) -> str:
    """The text with official names in one form, so that "国家高新技术产业开发区" and "国家高新区" compare equal."""
    for name, short in _ONE_FORM:
        text = text.replace(name, short)
    return text.replace("人民政府", "政府")
