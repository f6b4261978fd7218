"""What the tests of answering share: notices made up at random, each with the questions that it answers and does not answer."""

import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import docx
import pytest

from assistant.reading.candidates import Candidate
from index.embed import BUILTIN, StaticModel
from ingest.dates import show
from ingest.model import Chunk, Piece, Sentence

SYLLABLES = "岚泓柏榕芷澜祁沅汀栎枫楠渚溆嵘麓砚璟珩瑾"
ELSEWHERE = "鄢郃鄞邗郧鄠"  # of the names of zones that no notice is from
TOPICS = "低空物流 合成药物 海洋传感 车用芯片 储能电池 数字动画 细胞制备 石墨涂层 卫星测绘 柔性显示".split()
FIELDS = "人才引进 场地租赁 首台套应用 标准制定 检测认证 贷款贴息 展会参展 成果转化 知识产权保护 供应链对接".split()
OFFICES = "科技创新局 经济发展局 财政金融局 投资促进局 人才服务中心".split()
BRIEF = {"科技创新局": "科创", "经济发展局": "经发", "财政金融局": "财金", "投资促进局": "投促", "人才服务中心": "人才"}
DIGITS = "〇一二三四五六七八九"
LAYOUTS = "plain wrapped html docx jsonl numerals".split()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a notice: its kind, what the answer's text must hold, its short answer and what the quote must hold (where one is stated)."""

    kind: str
    question: str
    must: tuple[str, ...] = ()
    short: str | None = None
    status: str = "answered"
    asks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """A made-up notice as a file, and what is true of it."""

    name: str
    content: bytes
    layout: str
    title: str
    number: str
    issuer: str
    date: str
    asked: tuple[Asked, ...]


def chinese(iso: str) -> str:
    """A day in Chinese numerals: 2031-05-20 → 二〇三一年五月二十日."""
    year, month, day = iso.split("-")

    def below_hundred(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if not tens else ("" if tens == 1 else DIGITS[tens]) + "十") + (DIGITS[ones] if ones else "")

    return "".join(DIGITS[int(c)] for c in year) + "年" + below_hundred(int(month)) + "月" + below_hundred(int(day)) + "日"


def laid_out(layout: str, head: list[str], paragraphs: list[str], foot: list[str], stated: dict[str, str]) -> tuple[str, bytes]:
    """The suffix and the bytes of a file that holds the lines in a layout."""
    if layout == "docx":
        document, buffer = docx.Document(), io.BytesIO()
        for line in [*head, *paragraphs, *foot]:
            document.add_paragraph(line)
        document.save(buffer)
        return ".docx", buffer.getvalue()
    if layout == "html":
        lines = "".join(f"<p>{line}</p>\n" for line in [*head[1:], *paragraphs, *foot])
        return ".html", f"<html><head><title>{head[0]}</title></head><body><h1>{head[0]}</h1>\n{lines}</body></html>".encode()
    if layout == "jsonl":
        return ".jsonl", json.dumps({**stated, "text": "\n".join(paragraphs)}, ensure_ascii=False).encode()
    if layout == "wrapped":
        paragraphs = ["\n".join("　　"[: 2 * (i == 0)] + p[i : i + 31] for i in range(0, len(p), 31)) for p in paragraphs]
    return ".txt", "\n".join([*head, "", *paragraphs, "", *foot, ""]).encode()


@dataclass(slots=True)
class Maker:
    """Draws notices; the same seed draws the same ones."""

    seed: int
    draw: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)

    def notice(self) -> Notice:
        """A notice of measures, a yearly report, or rules, in a random layout."""
        draw = self.draw
        zone = "".join(draw.sample(SYLLABLES, 2)) + draw.choice(["高新区", "科技城", "经济开发区"])
        other = "".join(draw.sample(ELSEWHERE, 2)) + zone[2:]
        topic = draw.choice(TOPICS)
        day = f"{draw.randint(2023, 2034)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        title, paragraphs, asked = draw.choice([self._measures, self._report, self._rules])(zone, other, topic, day)
        office = draw.choice(OFFICES)
        issuer = draw.choice([f"{zone}管委会", f"{zone}{office}", f"{zone}管理委员会"])
        number = f"{zone[0]}{BRIEF[office] if issuer.endswith(office) else '管'}发〔{day[:4]}〕{draw.randint(1, 99)}号"
        asked += self._about_it(title, number, issuer, day)
        layout = draw.choice(LAYOUTS)
        signed = chinese(day) if layout == "numerals" else show(day)
        stated = {"id": f"s{self.seed}", "title": title, "date": day, "issuer": issuer, "doc_number": number}
        suffix, content = laid_out(layout, [title, number], paragraphs, [issuer, signed], stated)
        return Notice(f"{self.seed:03d}{suffix}", content, layout, title, number, issuer, day, tuple(asked))

    def _about_it(self, title: str, number: str, issuer: str, day: str) -> list[Asked]:
        ask = self.draw.choice
        before = f"{int(day[:4]) - 1}-12-31"
        return [
            Asked(
                "date",
                ask([f"《{title}》是什么时候印发的？", f"《{title}》是哪天发布的？", f"{title}的落款日期是哪一天？"]),
                (show(day),),
                show(day),
            ),
            Asked("doc_number", ask([f"《{title}》的文号是什么？", f"{title}的发文字号是多少？"]), (number,), number),
            Asked(
                "issuer",
                ask([f"《{title}》是谁印发的？", f"《{title}》是哪个部门发布的？", f"《{title}》的发文机关是哪里？"]),
                (issuer,),
                issuer,
            ),
            Asked("as_of", f"《{title}》的文号是什么？", status="refused", asks={"as_of": before}),
        ]

    def _measures(self, zone: str, other: str, topic: str, day: str) -> tuple[str, list[str], list[Asked]]:
        draw, ask = self.draw, self.draw.choice
        first, rent, cap, months = draw.sample(range(11, 98), 4)
        fields = draw.sample(FIELDS, 3)
        absent = draw.choice([f for f in FIELDS if f not in fields])
        office = draw.choice(OFFICES)
        deadline = f"{int(day[:4]) + 1}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
        title = f"{zone}关于支持{topic}产业发展的若干措施"
        paragraphs = [
            f"为加快{topic}产业发展，现就有关事项通知如下。",
            f"一、对首次获批的{topic}企业，给予一次性奖励{first}万元。",
            f"二、对租用标准厂房的企业，按实际租金的{rent}%给予补贴，每家企业每年最高{cap}万元，补贴期限不超过{months}个月。",
            f"三、重点支持{fields[0]}、{fields[1]}和{fields[2]}三个方向。",
            f"四、申报材料由{office}受理，受理截止时间为{deadline}。",
        ]
        wrong = first + draw.randint(3, 40)
        asked = [
            Asked(
                "number",
                ask([f"{zone}对首次获批的{topic}企业奖励多少万元？", f"{topic}企业首次获批，{zone}给多少钱奖励？"]),
                (f"{first}万元",),
                f"{first}万元",
            ),
            Asked(
                "percent", ask([f"{zone}租用标准厂房按租金的多少补贴？", f"{zone}厂房租金补贴的比例是多少？"]), (f"{rent}%",), f"{rent}%"
            ),
            Asked("number", f"{zone}厂房租金补贴每家企业每年最高多少万元？", (f"{cap}万元",), f"{cap}万元"),
            Asked("list", ask([f"{zone}的{topic}措施重点支持哪三个方向？", f"{zone}支持{topic}产业，重点支持哪些方向？"]), tuple(fields)),
            Asked(
                "deadline",
                ask([f"{zone}{topic}措施的申报受理截止到哪天？", f"{zone}的{topic}产业措施什么时候截止受理？"]),
                (deadline,),
                deadline,
            ),
            Asked("who", f"{zone}{topic}产业措施的申报材料由谁受理？", (office,)),
            Asked("yes", f"{zone}对首次获批的{topic}企业奖励{first}万元，对吗？", (f"{first}万元",), "是"),
            Asked("false_premise", f"{zone}对首次获批的{topic}企业奖励{wrong}万元，对吗？", (f"{first}万元",), "不是"),
            Asked("near_zone", f"{other}对首次获批的{topic}企业奖励多少万元？", status="refused"),
            Asked("near_clause", f"{zone}对{absent}给予多少万元补贴？", status="refused"),
        ]
        return title, paragraphs, asked

    def _report(self, zone: str, other: str, topic: str, day: str) -> tuple[str, list[str], list[Asked]]:
        draw, ask = self.draw, self.draw.choice
        year = int(day[:4]) - 1
        old, new = sorted(draw.sample(range(210, 990), 2))
        income, before = f"{draw.randint(100, 900)}.{draw.randint(1, 9)}", f"{draw.randint(20, 99)}.{draw.randint(1, 9)}"
        small, parks = draw.randint(11, 99), draw.randint(3, 9)
        title = f"{zone}{year}年{topic}产业运行情况通报"
        paragraphs = [
            f"截至{year}年底，{zone}共有{topic}企业{new}家，比上年增加{new - old}家，其中规模以上企业{small}家；{year - 1}年底为{old}家。",
            f"{year}年，全区{topic}产业营业收入{income}亿元，{year - 1}年为{before}亿元。",
            f"全区建成专业园区{parks}个。下一步工作有三项：一是加强要素保障。二是完善服务体系。三是推动开放合作。",
        ]
        asked = [
            Asked(
                "number",
                ask([f"{year}年底{zone}有多少家{topic}企业？", f"截至{year}年底，{zone}{topic}企业共有几家？"]),
                (f"{new}家",),
                f"{new}家",
            ),
            Asked("part_of", f"{year}年底{zone}的{topic}企业中规模以上的有多少家？", (f"{small}家",), f"{small}家"),
            Asked(
                "number",
                ask([f"{zone}{year}年{topic}产业营业收入是多少？", f"{year}年{zone}{topic}产业的营收有多少亿元？"]),
                (f"{income}亿元",),
                f"{income}亿元",
            ),
            Asked("earlier_year", f"{zone}{year - 1}年{topic}产业营业收入是多少亿元？", (f"{before}亿元",), f"{before}亿元"),
            Asked("number", f"{zone}建成了多少个专业园区？", (f"{parks}个",), f"{parks}个"),
            Asked("compare", f"{zone}{topic}企业数量，{year - 1}年底和{year}年底各是多少家？", (f"{old}家", f"{new}家")),
            Asked("change", f"{zone}{topic}产业营业收入从{year - 1}年到{year}年怎么变化？", (before, income)),
            Asked(
                "items",
                ask([f"{zone}{topic}产业下一步的三项工作是哪些？", f"{zone}{topic}产业下一步有哪些工作？"]),
                ("要素保障", "服务体系", "开放合作"),
            ),
            Asked("yes", f"{year}年底{zone}有{new}家{topic}企业，对吗？", (f"{new}家",), "是"),
            Asked("false_premise", f"{year}年底{zone}有{new + 37}家{topic}企业，是吗？", (f"{new}家",), "不是"),
            Asked("near_zone", f"{year}年底{other}有多少家{topic}企业？", status="refused"),
            Asked("near_year", f"{zone}{year - 5}年{topic}产业营业收入是多少？", status="refused"),
            Asked("near_clause", f"{year}年{zone}{topic}产业的出口额是多少？", status="refused"),
        ]
        return title, paragraphs, asked

    def _rules(self, zone: str, other: str, topic: str, day: str) -> tuple[str, list[str], list[Asked]]:
        draw, ask = self.draw, self.draw.choice
        rooms, days, years, seats = draw.randint(101, 990), draw.randint(6, 29), draw.randint(2, 6), draw.randint(12, 60)
        office = draw.choice(OFFICES)
        start = f"{int(day[:4]) + 1}-{draw.randint(1, 12):02d}-01"
        conditions = ["注册地和纳税地均在区内", "上年度研发费用占比达标", "近三年未发生安全事故"]
        title = f"{zone}{topic}专业孵化器管理办法"
        paragraphs = [
            f"第一条　为规范{topic}专业孵化器管理，制定本办法。",
            f"第二条　本办法由{office}负责解释。",
            f"第三条　{topic}专业孵化器共设工位{rooms}个，其中共享实验室{seats}间。",
            "第四条　申请入驻应当具备下列条件：",
            *(f"（{n}）{text}；" for n, text in zip("一二三", conditions, strict=True)),
            f"第五条　管理机构应当自收到申请之日起{days}个工作日内作出决定，孵化期限不超过{years}年。",
            "第六条　入驻企业不得转租场地。",
            f"第七条　本办法自{show(start)}起施行。",
        ]
        asked = [
            Asked(
                "number",
                ask([f"{zone}{topic}专业孵化器共设多少个工位？", f"{zone}的{topic}孵化器有几个工位？"]),
                (f"{rooms}个",),
                f"{rooms}个",
            ),
            Asked("part_of", f"{zone}{topic}专业孵化器的共享实验室有多少间？", (f"{seats}间",), f"{seats}间"),
            Asked("days", f"{zone}{topic}孵化器收到入驻申请后多少个工作日内作出决定？", (f"{days}个工作日",), f"{days}个工作日"),
            Asked("number", f"{zone}{topic}专业孵化器的孵化期限不超过几年？", (f"{years}年",), f"{years}年"),
            Asked("effective", ask([f"《{title}》什么时候开始施行？", f"{title}自哪天起施行？"]), (show(start),), show(start)),
            Asked("items", f"申请入驻{zone}{topic}专业孵化器应当具备哪些条件？", ("注册地", "研发费用", "安全事故")),
            Asked("who", f"{title}由哪个部门负责解释？", (office,)),
            Asked("yes", f"{zone}{topic}专业孵化器共设工位{rooms}个，对吗？", (f"{rooms}个",), "是"),
            Asked("false_premise", f"{zone}{topic}专业孵化器的入驻企业可以转租场地吗？", ("不得转租",), "不是"),
            Asked("near_zone", f"{other}{topic}专业孵化器共设多少个工位？", status="refused"),
            Asked("near_clause", f"{zone}{topic}专业孵化器每月收取多少元管理费？", status="refused"),
        ]
        return title, paragraphs, asked


@pytest.fixture(scope="session")
def make_notice() -> Callable[[int], Notice]:
    """The notice of a seed."""
    return lambda seed: Maker(seed).notice()


@pytest.fixture(scope="session")
def in_one_chunk() -> Callable[..., list[Candidate]]:
    """Makes candidates of sentences that follow each other in one chunk, in the source `gap` characters of white space apart."""

    def make(*texts: str, title: str = "岚泓园区简报", date: str | None = None, document: str = "d", gap: int = 0) -> list[Candidate]:
        sentences, at = [], 0
        for text in texts:
            sentences.append(Sentence(at, at + len(text), text))
            at += len(text) + gap
        piece = Piece(f"{document}-p", document, title, None, None, date, "issued" if date else None, None, None, None, 0, at)
        chunk = Chunk(f"{document}-c", document, piece.id, (), tuple(sentences))
        return [Candidate(s, chunk, piece, f"{document}.txt", None, n, 0.5) for n, s in enumerate(sentences)]

    return make


@pytest.fixture(scope="session")
def model() -> StaticModel:
    """The built-in model, which gives words their meaning in reading."""
    return StaticModel(BUILTIN)
