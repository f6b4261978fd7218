"""Words of a question that no text need name: those that ask, point back or report, and what only joins the others."""

import re

from index.tokens import words

_THING = r"(?:工作日|方面|年代|[个家户项件所次条款章种类座处期届批例台套篇部份天日周年月级位名人点步样场回站版块片拨支层季号边些])"
_LONG = r"(?:工作日|百分点|年代|人次|平方公里|平方米|公里|公顷|亿美元|万美元|亿元|万元|美元|小时|月|多小时)"
_MEASURE = rf"(?:[万亿千百]*(?:个?{_LONG}|{_THING}|[岁度米吨亩倍元字句组]))"
_FRAMES = re.compile(
    rf"(?:哪(?:一|几)?{_THING}?)+|(?:百分之)?(?:多少|几){_MEASURE}?(?:之内|以内|内)?|多(?:长|大|高|远|宽|久)的?(?:时间|时候)?(?:之内|以内|内)?"
    rf"|[这那此该](?:一|几|[两二三四五六])?{_THING}(?:儿|子)?|[这那](?:会儿?|时候|里|样|么|事)"
    r"|一次性(?=能|可|给|拿|领|发|补|奖)|[派由让请叫找归](?=谁|哪)|是?从(?=[几哪])|到(?=[几哪])"
    r"|[比较](?:去年|上一?年|前年|(?:\d{1,3}|[一二三四五六七八九十两几]{1,3})年(?:之?前)?)"
    r"|(?:开头|结尾|文中|文里|上面)[也还又]?[说讲提写](?:到|道|的是|过|了)?"
)


STOP = frozenset(
    "上次 针对 的 了 是 在 和 与 及 或 对 为 于 把 被 从 到 至 向 由 以 其 其中 该 此 这 那 这个 那个 这些 那些 哪 哪些 哪个 哪几个 哪位 哪年 哪天 哪月 哪里 哪一 哪家 什么 什么样 多少 多大 几 几个 几家 怎么 怎样 "
    "怎么样 如何 为何 为什么 是否 吗 呢 吧 啊 呀 有 有没有 没有 是不是 会 会不会 能 能否 可以 要 想 请问 请 问 一下 告诉 我 我们 你 它 他 她 他们 都 也 还 又 就 才 才能 只 需要 必须 须 各 各是 各有 分别 个 家 项 "
    "时候 何时 时 时间 具体 主要 全年 一共 总共 共 一个 一份 一年 叫 叫做 名字 名称 关于 根据 按照 按 里 里面 中 内 上 下 以来 之间 之后 之前 后 前 所 等 等等 并 而 但 但是 不 没 让 给 跟 同 比 最 更 很 "
    "对吗 是吗 样 哪种 哪类 情况 情形 方面 内容 多 左右 大约 大概 约 到底 究竟 目前 现在 如今 当时 已经 已 曾 曾经 说 讲 提到 提出 怎么说 算 它们 定 定的 位 名 人 年 月 日 号 底 年底 末 初 年初 截至 截止 "
    "假如 如果 今天 站 看 为准 资料 时点 那场 那儿 这儿 哪儿 几大 第几 谁 回 事 一 二 两 三 之 者 用 做 做了 当 来 去 着 过 地 得 达 达到 成 成为 进行 作为 属于 占 全部 所有 是多少 多高 多长 规定 要求 做到 一下子 一下 一块儿 一起 那么 这么 咱们 咱 别 帮 常 正 打算 想要 数量 总数 数目 家数 个数 变化 变 演变 走势".split()
)


_OFTEN_ALONE = frozenset("新副老大全每搞开办打想拿")  # words of one character that stand before another word more often than in a name


def asking_blanked(text: str) -> str:
    """The text with commas in place of what asks, points back or reports, place for place."""
    return _FRAMES.sub(lambda m: "，" * len(m[0]), text)


def content_words(text: str) -> list[str]:
    """The folded text cut into words, place for place: words that ask, point back or report are blanked first, since they run on into others
    ("哪天开的": 天开), and neighbours of one character are one word, a name or compound that no dictionary has (瞪羚, 获批)."""
    merged: list[str] = []
    after_single = False
    for word in words(asking_blanked(text)):
        single = bool(re.fullmatch(r"[\u4e00-\u9fff]", word)) and word not in STOP and word not in _OFTEN_ALONE
        if single and after_single:
            merged[-1] += word
        else:
            merged.append(word)
        after_single = single
    return merged
