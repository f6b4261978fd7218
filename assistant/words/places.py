"""Names of places in China (provinces, cities, well-known zones): a question about one must not be answered from another."""

import re
from itertools import accumulate

from assistant.words.frames import STOP, asking_blanked
from assistant.words.glossary import same_as
from index.tokens import words

_PROVINCES = "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
_CITIES = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 "
    "乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 延吉 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 "
    "七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 常熟 张家港 武进 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 萧山 "
    "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 上饶 "
    "共青城 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 莱芜 黄河三角洲 郑州 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 "
    "周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 宁乡 广州 韶关 深圳 珠海 "
    "汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 潮州 揭阳 云浮 仲恺 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 儋州 成都 自贡 "
    "攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 璧山 荣昌 永川 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 大理 "
    "拉萨 日喀则 昌都 林芝 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 杨凌 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 "
    "克拉玛依 吐鲁番 哈密 昌吉 伊犁 喀什 石河子 阿克苏"
)
_ZONES = "中关村 张江 紫竹 东湖 光谷 滨海 雄安 浦东 横琴 前海 长株潭 苏南 沈大 山东半岛 珠三角 长三角 京津冀 杭州湾 郑洛新 福厦泉 合芜蚌 亦庄 临港 两江 天府 西咸 兰白"
_PLACE = re.compile("|".join(sorted(set(f"{_PROVINCES} {_CITIES} {_ZONES}".split()), key=len, reverse=True)))
_QUOTED, _NAMED_AFTER = re.compile(r"“[^“”]*”"), 5  # characters with the marks: longer names only hold a place
_JOINERS = re.compile(r"省|市|自治区|区|县|的|壮族|回族|维吾尔|上海|北京")


_ZONE = re.compile(
    r"(?P<rank>国家级?|省级|市级|自治区级)?(?:高新技术产业开发区|高新技术开发区|高新技术区|高新区|经济技术开发区|经济开发区|经开区|开发区|自主创新示范区|示范区|自创区|自贸区|保税区|综保区|"
    r"科技城|科学城|新区|工业园区?|产业园区?|科技园区?|软件园|生态城|园区)"
)
_NAME = re.compile(r"([\u4e00-\u9fff]{2})[省市县州区盟]?$")
# What stands before such a word without naming a zone.
_NO_NAME = re.compile(
    r"国家|全国|我国|各国|各级|各类|各地|我[省市区]|全[省市区部]|[一二三四五六七八九十两几多某这那哪该此本其每各]|[个家座处类批些所的在对为于和与及或等是有把被从到至向由以里中上下内外前后新老年月日说讲管让给叫问搞办谈论想提查看]$|[的了][大小好差新老]$|[进入去来往回]$|"
    r"世界|国际|大学|企业|城市|要求|显示|支撑|指出|表示|提出|强调|规定|认定|建成|组织|鼓励|引导|完善|提高|增强|加快|实现|提升|深化|发挥|做好|制定|编制|修订|改善|使得|绿色|生态|新型|农业|边境|信息|战略|高$|推荐|申报|列入|成立|一流|特色|先进|创新|技术|产业|经济|科技|示范|重点|传统|综合|建设|发展|推动|支持|促进|加强|评价|批准|升级|管理|推进|设立|入选|所有|其他|部分|现有|特殊|民族|海关|境外|省级|家级|市级|县级"
)


def zones_named(text: str) -> tuple[str, ...]:
    """The last two characters of the name of every zone that the text names, whether or not the name is known: "汀砚高新区" → "汀砚".

    A zone that merely is one ("该开发区"), or one of its rank ("国家高新区"), has no name.
    """
    text = asking_blanked(text)
    found = (_NAME.search(text[: m.start()]) for m in _ZONE.finditer(text) if not m["rank"])
    return tuple(dict.fromkeys(m[1] for m in found if m and not _NO_NAME.search(m[1]) and not _plain_word(words(m.string)[-1])))


def _plain_word(word: str) -> bool:
    """Whether a word asks, joins, or has another word for it (去园区, 布点自创区): no name ends with it."""
    return word in STOP or bool(same_as(word))


def places_in(text: str) -> tuple[tuple[str, ...], ...]:
    """The places named in a text, neighbours together: "武汉东湖和苏州" → (("武汉", "东湖"), ("苏州",)). One of a group is enough to match.
    What only looks like a place across two words (八成都) is none."""
    groups: list[list[str]] = []
    end = -1
    found = list(_PLACE.finditer(text))
    names = [q.span() for q in _QUOTED.finditer(text) if len(q[0]) > _NAMED_AFTER]
    edges = {0, *accumulate(map(len, words(text)))} if found else set()
    for m in found:
        if any(s < m.start() and m.end() < e for s, e in names):  # "甲在广州" is no place
            continue
        if m.start() not in edges and edges & set(range(m.start() + 1, m.end())):
            continue
        between = text[end : m.start()] if end >= 0 else None
        if groups and between is not None and (not between or _JOINERS.fullmatch(between)):
            groups[-1].append(m[0])
        else:
            groups.append([m[0]])
        end = m.end()
    return tuple(tuple(g) for g in dict.fromkeys(tuple(g) for g in groups))
