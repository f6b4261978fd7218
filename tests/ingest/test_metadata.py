"""Rules of `ingest.metadata`: what a piece says about itself; what it does not say stays unknown."""

from collections.abc import Callable

import pytest

from ingest.model import Document, Piece

Read = Callable[..., Document]
FIELDS = ("issuer", "doc_number", "date", "date_kind", "published", "effective", "expires")

LAW = """# 云岭市养犬管理条例

2011年11月17日 云岭市第三届人民代表大会常务委员会第五次会议通过

2020年5月14日 云岭市第五届人民代表大会常务委员会第九次会议修正

<!-- INFO END -->

## 第一章 总则

第一条 为了规范养犬行为，制定本条例。

第二条 养犬登记证有效期为三年。

## 第二章 附则

第三条 本条例自2012年3月1日起施行。
"""


def only(document: Document) -> Piece:
    """The one piece of a plain document."""
    (piece,) = document.pieces
    return piece


def test_nothing_said_is_nothing_known(read: Read) -> None:
    """A text without title, issuer, number and date gives None for all, also where it mentions years and offices."""
    piece = only(read("2019年以来，市科技局支持了120家企业，并按照〔2018〕的要求开展评估，效果良好。"))
    assert piece.title is None and all(getattr(piece, field) is None for field in FIELDS)


def test_a_law_is_dated_by_its_last_session(read: Read) -> None:
    """A law in Markdown has its title, the day of the last session that passed or amended it, and the day from which it holds."""
    piece = only(read(LAW))
    assert (piece.title, piece.date, piece.date_kind, piece.effective, piece.expires) == (
        "云岭市养犬管理条例", "2020-05-14", "issued", "2012-03-01", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "effective", "expires"),
    [
        ("本办法自2024年4月1日起施行，有效期5年。", "2024-04-01", "2029-03-31"),
        ("本办法自印发之日起实施，有效期三年。", "2024-01-15", "2027-01-14"),
        ("本办法自发布之日起施行，有效期至2025年12月31日。", "2024-01-15", "2025-12-31"),
        ("六、自2024年2月29日起执行。有效期1年。", "2024-02-29", "2025-02-28"),
        ("本通知有效期两年。", None, "2026-01-14"),
        ("本通知执行期限为2024年1月1日至2027年12月31日。", None, "2027-12-31"),
        ("第九条 本规定自2024年4月1日起试行。", "2024-04-01", None),
        ("许可证自颁发之日起有效期为三年。", None, None),
        ("备案自批准之日起生效，有效期为10年。", None, None),
        ("该项补贴自2013年1月1日起实施，成效明显。", None, None),
        ("导游证的有效期限为3年。", None, None),
    ],
)
def test_validity_is_the_documents_own(read: Read, clause: str, effective: str | None, expires: str | None) -> None:
    """Only what a text says of itself counts; `expires` is the last day on which it holds."""
    piece = only(read(f"关于支持企业的办法\n云府〔2024〕2号\n各县区：\n现将有关事项规定如下。\n{clause}\n云岭市人民政府\n2024年1月15日\n"))
    assert (piece.date, piece.effective, piece.expires) == ("2024-01-15", effective, expires)


def test_without_another_date_a_text_is_dated_by_its_effect(read: Read) -> None:
    """A text that says only from when it holds is dated so, and says so; one that tells of another policy's start is not dated."""
    assert (only(read("第一条 内容。\n第二条 本办法自2021年5月1日起施行。")).date_kind) == "effective"
    assert only(read("据介绍，补贴政策自2021年5月1日起施行，群众反映良好。")).date is None


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("云岭市科学技术局\n2024年1月15日", "云岭市科学技术局"),
        ("云岭市科学技术局 2024年1月15日", "云岭市科学技术局"),
        ("云岭市科学技术局　云岭市财政局\n2024年1月15日", "云岭市科学技术局、云岭市财政局"),
        ("云岭市科学技术局\n云岭市财政局\n云岭市税务局\n二〇二四年一月十五日", "云岭市科学技术局、云岭市财政局、云岭市税务局"),
        ("科 技 部    \n    2024年1月15日", "科技部"),
        ("（此件公开发布）\n2024年1月15日", None),
    ],
)
def test_the_signature_names_issuers_and_day(read: Read, signature: str, issuer: str | None) -> None:
    """All offices above or beside the date of the signature are the issuer, in their order."""
    piece = only(read(f"通知事项\n\n请各单位认真执行，不得延误。\n\n{signature}\n"))
    assert (piece.issuer, piece.date, piece.date_kind) == (issuer, "2024-01-15", "issued")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云岭市关于同意东区\n扩区的复函\n云府函〔2024〕2号", "云岭市关于同意东区扩区的复函"),
        ("云岭市人民政府办公室\n关于加强统计工作的通知\n云府办〔2024〕2号", "云岭市人民政府办公室关于加强统计工作的通知"),
        ("云岭市科技局\n云岭市科技局关于加强统计的通知\n云科〔2024〕2号", "云岭市科技局关于加强统计的通知"),
        ("首页 > 政务公开 > 文件\n关于加强统计的通知\n云科〔2024〕2号", "关于加强统计的通知"),
        ("《关于加强统计的通知》（云科〔2024〕2号）", "关于加强统计的通知"),
        ("市政府对五次会议\n第2996号建议的书面说明\n云科〔2024〕2号", "市政府对五次会议第2996号建议的书面说明"),
        ("标题：关于加强统计的通知\n文号：云科〔2024〕2号", "关于加强统计的通知"),
    ],
)
def test_the_title_is_whole_and_without_its_frame(read: Read, head: str, title: str) -> None:
    """A title broken over lines is joined; the office above it, a page's navigation and its own number are not part of it."""
    piece = only(read(f"{head}\n\n各县区：\n\n请做好统计工作，数据要真实。\n"))
    assert piece.title == title and piece.doc_number and piece.doc_number.endswith("〔2024〕2号")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("云科发〔2024〕3号", "云科发〔2024〕3号"),
        ("云科发［２０２４］３号", "云科发[2024]3号"),
        ("（云科发 〔2024〕 3 号）", "云科发〔2024〕3号"),
        ("云岭市人民政府令第12号", "云岭市人民政府令第12号"),
        ("云岭市税务局公告2024年第5号", "云岭市税务局公告2024年第5号"),
        ("参见云科发〔2024〕3号文件。", None),
    ],
)
def test_the_number_stands_on_its_own_line(read: Read, line: str, number: str | None) -> None:
    """A document number is one that stands alone under the title, in any brackets; one that is only cited is not the text's own."""
    assert only(read(f"关于有关事项的通知\n{line}\n请认真执行，不得延误。")).doc_number == number


def test_stated_lines_go_before_found_ones(read: Read) -> None:
    """Lines such as 发文机关, 发文字号, 成文日期, 发布日期, 施行日期 and 有效期至 state the metadata."""
    piece = only(
        read(
            "# 云岭市奖励办法（要点）\n\n发文机关：云岭市科技局、云岭市财政局\n发文字号：云科〔2024〕3号\n成文日期：2024年1月29日\n发布日期：2024年2月3日\n"
            "施行日期：2024年3月1日\n有效期至：2026年2月28日\n\n一、总则\n\n本办法规定了奖励的条件和程序。\n"
        )
    )
    assert tuple(getattr(piece, field) for field in FIELDS) == (
        "云岭市科技局、云岭市财政局", "云科〔2024〕3号", "2024-01-29", "issued", "2024-02-03", "2024-03-01", "2026-02-28",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "date", "kind"),
    [
        ("发布日期：2024年2月", "2024-02", "published"),
        ("来源：云岭日报 2024年2月3日", "2024-02-03", "reported"),
        ("来源：《云岭动态》2024年第21期\n日期：2024年2月3日", "2024-02-03", "reported"),
        ("日期：2024年2月3日", "2024-02-03", "published"),
    ],
)
def test_the_kind_of_date_is_told(read: Read, lines: str, date: str, kind: str) -> None:
    """Published, reported and issued dates are told apart and kept to their precision; an issue number is no better than its day."""
    piece = only(read(f"# 园区综述\n\n{lines}\n\n一、概况\n\n园区共有企业300家，比上年多20家。\n"))
    assert (piece.date, piece.date_kind) == (date, kind)


def test_the_container_states_more_than_the_text(read: Read) -> None:
    """The keys of a .jsonl line replace what the text shows, and leave what they do not state."""
    text = "关于加强统计的通知\n云科〔2024〕2号\n各县区：\n请做好统计工作。\n云岭市科技局\n2024年1月15日"
    piece = only(read(text, title="统计通知", date="2024-02", published="2024-02-03"))
    assert (piece.title, piece.date, piece.published, piece.doc_number, piece.issuer) == (
        "统计通知", "2024-02", "2024-02-03", "云科〔2024〕2号", "云岭市科技局",
    )  # fmt: skip
    assert only(read(text, date="2024-01-15")).date_kind == "issued"
    assert only(read("没有日期的说明。", date="2024-01-15")).date_kind is None
    published = only(read("没有日期的说明。", published="2024-01-15"))
    assert (published.date, published.date_kind) == ("2024-01-15", "published")


def test_the_containers_date_dates_undated_pieces(read: Read) -> None:
    """Of several pieces the first has what the container states; the others keep their own dates, and take the container's if they have none."""
    text = (
        "甲事\n\n甲事已经办结，成效明显。\n\n（来源：云岭日报，2024年3月17日）\n\n乙事\n\n乙事正在办理，进展顺利。\n\n（来源：内部资料）\n"
    )
    first, second = read(text, title="摘编", date="2024-05-01").pieces
    assert (first.title, first.date, second.title, second.date) == ("摘编", "2024-05-01", "乙事", "2024-05-01")
    assert [p.date for p in read(text).pieces] == ["2024-03-17", None]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("电子证件怎么领？一文说清\n符合条件的人员可以申领电子证件。\n申领后即时生效。\n", "电子证件怎么领？一文说清"),
        ("好消息，公寓开租了！\n公寓今日开租，共有三百套。\n先到先得。\n", "好消息，公寓开租了！"),
        ("怎么领？请看下文：\n符合条件的人员可以申领。\n申领后即时生效。\n", None),
    ],
)
def test_a_headline_may_ask_or_exclaim(read: Read, text: str, title: str | None) -> None:
    """Guides are headed so; a line that leads in to the next is no headline."""
    assert only(read(text)).title == title
