"""What a text repeals: whole documents, named or listed, with the day; and what only looks like it."""

import pytest

from ingest.document import read_document
from ingest.model import Document, Source
from ingest.names import number_key, title_keys


def read(body: str, title: str = "汀砚市创新载体管理办法") -> Document:
    """A notice of 2020-05-06 with this body."""
    return read_document(Source("notice.txt", f"{title}\n汀科发〔2020〕8号\n各有关单位：\n{body}\n汀砚市科学技术局\n2020年5月6日\n"))


def repealed(body: str, title: str = "汀砚市创新载体管理办法") -> list[tuple[str | None, str | None, str | None]]:
    """Title, number and day of all that the notice repeals."""
    return [(r.title, r.number, r.since) for r in read(body, title).repeals]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("《甲办法》同时废止。", ["甲办法"]),
        ("本办法自2020年6月1日起施行，原《甲办法》（汀科发〔2012〕3号）同时废止。", ["甲办法"]),
        ("《甲办法》（汀科发〔2012〕3号）、《乙办法》等2个文件即行废止。", ["甲办法", "乙办法"]),
        ("2011年3月5日汀砚市人民政府发布、2013年4月6日修改的《甲办法》停止执行。", ["甲办法"]),
        ("经研究，现决定废止《甲办法》。", ["甲办法"]),
        ("修改《甲办法》，废止《乙办法》。", ["乙办法"]),
        ("《甲办法》和《乙办法》第三条同时废止。", ["甲办法"]),
        ("《关于印发〈甲办法〉的通知》自2021年1月1日起失效。", ["关于印发〈甲办法〉的通知"]),
    ],
)
def test_documents_named_whole_are_repealed(body: str, named: list[str]) -> None:
    """Whatever the words for the end, whoever issued it: a document named whole is repealed."""
    assert [title for title, _, _ in repealed(body)] == named


@pytest.mark.parametrize(
    "body",
    [
        "《甲办法》第三条同时废止。",
        "《甲办法》中有关场地的规定同时废止。",
        "废止《甲办法》第二章。",
        "根据《关于废止〈甲办法〉的决定》，制定本办法。",
        "建议废止《甲办法》。",
        "《甲办法》不予废止。",
        "《甲办法》与本办法不一致的，以本办法为准。",
        "规章的修改和废止程序适用《甲办法》。",
        "除《甲办法》外，以前的规定废止。",
        "《甲办法》废止，但第二条继续执行。",
        "证书的有效期届满未续的，自动失效。",
    ],
)
def test_parts_mentions_and_wishes_repeal_nothing(body: str) -> None:
    """A clause, a mention, a denial or an exception leaves the document in force."""
    assert repealed(body) == []


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("本办法自2020年6月1日起施行。《甲办法》同时废止。", "2020-06-01"),
        ("《甲办法》自2021年1月1日起停止执行。", "2021-01-01"),
        ("《甲办法》同时废止。", "2020-05-06"),
    ],
)
def test_the_day_is_the_stated_one_else_that_of_effect_else_that_of_the_notice(body: str, day: str) -> None:
    """The day of a repeal comes from the nearest statement."""
    assert [since for _, _, since in repealed(body)] == [day]


def test_a_list_is_repealed_item_by_item_until_another_list_begins() -> None:
    """Items with and without 《》 count, an item that names a clause does not, and what is only amended lives on."""
    body = "\n".join(
        [
            "经研究，决定自2021年3月1日起废止下列文件：",
            "一、《甲办法》（汀科发〔2010〕3号）；",
            "二、关于支持乙事项的通知（汀科发〔2011〕4号）",
            "三、《丙办法》第五条",
            "四、《丁办法》",
            "下列文件予以修改：",
            "一、《戊办法》",
        ]
    )
    assert repealed(body, "关于清理部分文件的通知") == [
        ("甲办法", "汀科发〔2010〕3号", "2021-03-01"),
        ("关于支持乙事项的通知", "汀科发〔2011〕4号", "2021-03-01"),
        ("丁办法", None, "2021-03-01"),
    ]


def test_a_title_repeals_what_it_names() -> None:
    """关于废止《…》的通知 repeals it even if the body only announces; of a clause it does not."""
    assert [t for t, _, _ in repealed("特此通知。", "关于废止《甲办法》的通知")] == ["甲办法"]
    assert repealed("特此通知。", "关于废止《甲办法》第三条的通知") == []


def test_the_place_lies_in_the_sentence_that_repeals() -> None:
    """What ended a document can be quoted."""
    document = read("第一条　为规范管理，制定本办法。\n第二条　本办法自2020年6月1日起施行。《甲办法》同时废止。")
    (repeal,) = document.repeals
    (sentence,) = [s for c in document.chunks for s in c.sentences if s.start <= repeal.at < s.end]
    assert sentence.text == "《甲办法》同时废止。"


def test_an_amended_text_does_not_date_its_old_repeals() -> None:
    """The closing article of an amended law is older than the law's date; no day is made up."""
    text = "汀砚市甲条例\n（2003年5月6日通过 2019年7月8日第一次修正）\n第一条　为了规范管理，制定本条例。\n第二条　《乙条例》同时废止。\n"
    assert [r.since for r in read_document(Source("law.txt", text)).repeals] == [None]


def test_names_meet_in_one_form() -> None:
    """Issuers before 关于, 中华人民共和国, brackets and widths make no difference; another number does."""
    assert set(title_keys("汀砚市财政局关于印发《甲奖励办法》的通知")) & set(title_keys("关于印发〈甲奖励办法〉的通知"))
    assert set(title_keys("甲奖励办法（已废止）")) & set(title_keys("汀砚市财政局关于印发《甲奖励办法》的通知"))
    assert not set(title_keys("转发《甲奖励办法》的通知")) & set(title_keys("甲奖励办法"))
    assert number_key("汀财（2009）069号") == number_key("汀财〔2009〕69号") != number_key("汀财〔2009〕96号")
    assert number_key("公安部令第69号") == number_key("公安部第69号令")
