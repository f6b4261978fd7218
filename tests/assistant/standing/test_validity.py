"""Texts out of force: they give way, are refused as expired, or are cited with a label and what ended them."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Answer, PolicyAssistant
from assistant.writing.llm import ChatAnswerer
from index.embed import BUILTIN, StaticModel
from index.search import Searcher
from index.store import Store

TODAY = "2026-11-20"
SEATS = "汀砚市孵化器应当设立不少于多少个工位？"
GRANT = "汀砚市对新认定的市级孵化器给予一次性补贴多少万元？"


def notice(title: str, number: str, day: str, *articles: str, issuer: str = "汀砚市科学技术局") -> str:
    """A made-up notice."""
    year, month, date = (int(x) for x in day.split("-"))
    return "\n".join([title, number, "各有关单位：", *articles, issuer, f"{year}年{month}月{date}日", ""])


OLD = notice(
    "汀砚市孵化器扶持办法", "汀科发〔2012〕3号", "2012-03-01",
    "第一条　为扶持孵化器发展，制定本办法。", "第二条　对新认定的市级孵化器给予一次性补贴20万元。",
    "第三条　孵化器应当设立不少于30个工位。", "第四条　本办法自2012年4月1日起施行。",
)  # fmt: skip
EXPIRED = notice(
    "汀砚市人才公寓租赁细则", "汀科发〔2013〕9号", "2013-02-01",
    "第一条　人才公寓的租金为每月每平方米18元。", "第二条　2012年，全市建成人才公寓260套。",
    "第三条　本细则自2013年3月1日起施行，有效期至2016年2月28日。",
)  # fmt: skip


def new(closing: str, grant: str = "第二条　对新认定的市级孵化器给予一次性补贴50万元。", title: str = "汀砚市创新载体管理办法") -> str:
    """A notice of 2020 that closes as given."""
    return notice(title, "汀科发〔2020〕8号", "2020-05-06", "第一条　为规范创新载体管理，制定本办法。", grant, closing)


BY_NUMBER = "第三条　本办法自2020年6月1日起施行，《孵化器扶持办法》（汀科发〔2012〕3号）同时废止。"
BY_TITLE = "第三条　本办法自2020年6月1日起施行，《汀砚市孵化器扶持办法》同时废止。"
BY_LIST = "第三条　下列文件自2020年6月1日起停止执行：\n1.《汀砚市孵化器扶持办法》（汀科发〔2012〕3号）\n2.《汀砚市众创空间办法》"

Ask = Callable[..., Answer]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Asks a store of the texts given with the first question."""
    opened: list[PolicyAssistant] = []

    def answer(question: str, *texts: str, as_of: str | None = None, remove: str | None = None) -> Answer:
        if texts:
            for n, text in enumerate(texts):
                (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
            opened.append(PolicyAssistant.open(tmp_path / "store"))
            assert all(r.status == "added" for r in opened[0].ingest([tmp_path / f"{n}.txt" for n in range(len(texts))]))
        if remove:
            opened[0].remove([d["document_id"] for d in opened[0].documents() if d["source_file"] == remove])
        return opened[0].ask(question, as_of=as_of, question_date=TODAY)

    yield answer
    for assistant in opened:
        assistant.close()


@pytest.mark.parametrize("closing", [BY_NUMBER, BY_TITLE, BY_LIST], ids=["number", "title", "list"])
def test_what_only_a_repealed_text_says_is_refused_and_told(ask: Ask, closing: str) -> None:
    """The refusal says what it held, since when and by what it is dead, and shows it; it cites nothing."""
    answer = ask(SEATS, OLD, new(closing))
    assert (answer.status, answer.citations) == ("expired_only", ())
    assert all(part in answer.text for part in ("30个工位", "2020年6月1日", "汀砚市创新载体管理办法", "废止"))
    assert [hit["title"] for hit in answer.nearest] == ["汀砚市孵化器扶持办法"]


def test_a_living_text_leads(ask: Ask) -> None:
    """The rule in force is the answer, without a word of the old one."""
    answer = ask(GRANT, OLD, new(BY_NUMBER))
    assert answer.status == "answered"
    assert "50万元" in answer.text
    assert [c.date for c in answer.citations] == ["2020-05-06"]


def test_before_the_repeal_the_old_rule_stands_unlabelled(ask: Ask) -> None:
    """Asked as of a day before, nothing is dead; asked as of a day after, it is."""
    before = ask(GRANT, OLD, new(BY_NUMBER), as_of="2020-05-31")
    assert "废止" not in before.text
    answer = ask(SEATS, as_of="2015-01-01")
    assert answer.status == "answered"
    assert "30个" in answer.text
    assert "废止" not in answer.text
    assert ask(SEATS, as_of="2021-01-01").status == "expired_only"


@pytest.mark.parametrize(
    "question",
    ["《汀砚市孵化器扶持办法》规定孵化器应当设立不少于多少个工位？", "汀科发〔2012〕3号规定孵化器应当设立不少于多少个工位？", "2015年汀砚市孵化器应当设立不少于多少个工位？", "原来汀砚市孵化器应当设立不少于多少个工位？"],
)  # fmt: skip
def test_a_dead_text_that_is_asked_for_is_cited_with_its_end(ask: Ask, question: str) -> None:
    """By name, by number or of a time when it held: the answer is labelled, and the label has a citation of its own."""
    answer = ask(question, OLD, new(BY_NUMBER))
    assert answer.status == "answered"
    assert "30个工位（该文件已于2020年6月1日废止）[1][2]" in answer.text
    assert [c.date for c in answer.citations] == ["2012-03-01", "2020-05-06"]
    assert "同时废止" in answer.citations[1].quote
    assert all(c.verified for c in answer.citations)


def test_a_rule_past_its_term_is_refused_unless_asked_for(ask: Ask) -> None:
    """Its term ends a rule, not the facts that the text reports."""
    rent = ask("汀砚市人才公寓的租金是每月每平方米多少元？", EXPIRED)
    assert rent.status == "expired_only"
    assert all(part in rent.text for part in ("18元", "有效期至2016年2月28日"))
    assert "18元（有效期至2016年2月28日，已届满）" in ask("2014年汀砚市人才公寓的租金是每月每平方米多少元？").text
    assert "届满" not in ask("汀砚市人才公寓的租金是每月每平方米多少元？", as_of="2014-05-01").text
    built = ask("2012年全市建成人才公寓多少套？")
    assert built.status == "answered"
    assert built.text.startswith("2012年，全市建成人才公寓260套（有效期至2016年2月28日，已届满）")


def test_a_later_time_is_not_answered_from_the_past(ask: Ask) -> None:
    """A year after the end is no time of the dead text."""
    assert not ask("2019年汀砚市人才公寓的租金是每月每平方米多少元？", EXPIRED).citations


def test_a_text_that_is_only_old_is_alive(ask: Ask) -> None:
    """Age alone ends nothing."""
    assert ask(SEATS, OLD).status == "answered"


@pytest.mark.parametrize(
    "closing",
    [
        "第三条　《汀砚市孵化器扶持办法》（汀科发〔2012〕3号）第二条同时废止。",
        "第三条　《汀砚市孵化器扶持办法》（汀科发〔2011〕7号）同时废止。",
        "第三条　《汀砚市孵化器扶持办法（试行）》同时废止。",
        "第三条　《汀砚市孵化器扶持办法》自2030年1月1日起废止。",
    ],
    ids=["clause", "other number", "trial version", "later"],
)
def test_parts_other_documents_and_the_future_end_nothing(ask: Ask, closing: str) -> None:
    """Only a repeal of this very document, in force by today, counts."""
    answer = ask(SEATS, OLD, new(closing))
    assert answer.status == "answered"
    assert "废止" not in answer.text


def test_a_text_never_repeals_itself_or_a_younger_one(ask: Ask) -> None:
    """A new version under the old title ends the old one, not itself."""
    newer = new("第三条　《汀砚市孵化器扶持办法》同时废止。", "第二条　孵化器应当设立不少于45个工位。", title="汀砚市孵化器扶持办法")
    answer = ask(SEATS, OLD, newer)
    assert answer.status == "answered"
    assert "45个" in answer.text
    assert "废止" not in answer.text


def test_other_places_share_titles(ask: Ask) -> None:
    """What 岚泓高新区 repeals under a common title is its own."""
    mine = notice("创新券实施办法", "汀高发〔2014〕5号", "2014-05-01", "第一条　创新券每张面额为3万元。", issuer="汀砚高新区管委会")
    theirs = notice("创新券管理规定", "岚高发〔2020〕2号", "2020-05-01", "第一条　《创新券实施办法》同时废止。", issuer="岚泓高新区管委会")
    assert ask("创新券每张面额为多少万元？", mine, theirs).status == "answered"


def test_without_the_repealing_text_the_old_one_is_back(ask: Ask) -> None:
    """Nothing is known of a repeal whose text has been removed."""
    assert ask(SEATS, OLD, new(BY_NUMBER)).status == "expired_only"
    assert ask(SEATS, remove="1.txt").status == "answered"


def test_a_text_marked_as_dead_is_dead(ask: Ask) -> None:
    """A mark in the title or a status line ends it; a past day asked for cannot be ruled out."""
    marked = OLD.replace("汀砚市孵化器扶持办法\n", "汀砚市孵化器扶持办法（已废止）\n", 1)
    assert ask(SEATS, marked).status == "expired_only"
    assert "已标明失效" in ask(SEATS, as_of="2015-01-01").text


class Scripted:
    """A chat model that writes one reply."""

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The first sentence of the evidence that speaks of seats, cited."""
        number = next(block.split('"')[0] for block in user.split('编号="')[1:] if "30个工位" in block)
        yield f"孵化器应当设立不少于30个工位[{number}]。"


def test_a_chat_model_cannot_revive_a_dead_text(ask: Ask, tmp_path: Path) -> None:
    """What it words from a dead text that is asked for is labelled as well; a refusal as expired stays."""
    named = ask("《汀砚市孵化器扶持办法》规定孵化器应当设立不少于多少个工位？", OLD, new(BY_NUMBER))
    with contextlib.closing(Store.open(tmp_path / "store")) as store:
        chat = ChatAnswerer("made-up", Searcher(store, StaticModel(BUILTIN)), store, connect=lambda _: Scripted())
        told = chat.answer(named)
        assert told.model == "made-up"
        assert "30个工位（该文件已于2020年6月1日废止）[1][2]" in told.text
        assert chat.answer(ask(SEATS)).status == "expired_only"


def test_a_text_past_its_term_tells_its_own_term(ask: Ask) -> None:
    """Until when it held is asked of the document, whose death does not change that."""
    answer = ask("汀砚市人才公寓租赁细则有效期到哪一天？", EXPIRED)
    assert answer.status == "answered" and answer.short_answer == "2016年2月28日"


def test_a_note_below_the_text_may_say_that_it_is_dead(ask: Ask) -> None:
    """As sites put it that keep old texts; that some articles of it are is another thing."""
    assert ask(SEATS, OLD + "\n注释：全文失效或废止。\n").status == "expired_only"


def test_a_note_on_some_articles_leaves_the_text_alive(ask: Ask) -> None:
    """The rest of the text still holds."""
    assert ask(SEATS, OLD + "\n注释：失效第二条。\n").status == "answered"
    assert ask(GRANT).status == "answered"


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("《汀砚市孵化器扶持办法》现在还有效吗？", "不是。《汀砚市孵化器扶持办法》已不再有效"),
        ("《汀砚市孵化器扶持办法》还执行吗？", "不是。"),
        ("《汀砚市孵化器扶持办法》是不是已经废止了？", "是的，"),
        ("《汀砚市孵化器扶持办法》失效了吗？", "是的，"),
    ],
)
def test_whether_a_dead_text_is_in_force(ask: Ask, question: str, opening: str) -> None:
    """It is not, with what ended it, in whichever way it is asked."""
    answer = ask(question, OLD, new(BY_TITLE))
    assert answer.text.startswith(opening) and "2020年6月1日" in answer.text and len(answer.citations) == 2


def test_whether_a_living_text_is_in_force(ask: Ask) -> None:
    """From when it holds, and that no text here ends it."""
    answer = ask("《汀砚市创新载体管理办法》还有效吗？", new(BY_TITLE, grant="第二条　认定资格的有效期为三年。"), OLD)
    assert answer.text.startswith("是的，") and "自2020年6月1日起施行" in answer.text and "没有它失效或废止的记载" in answer.text
    assert ask("《汀砚市创新载体管理办法》废止了吗？").text.startswith("不是。")


def test_whether_a_text_without_a_term_is_in_force(ask: Ask) -> None:
    """Nothing ends it, and nothing says from when it holds: neither yes nor no."""
    plan = notice("汀砚市“十四五”孵化规划", "汀科发〔2021〕1号", "2021-03-04", "一、到2025年建成孵化器30家。")
    answer = ask("汀砚市“十四五”孵化规划还有效吗？", plan)
    assert answer.text.startswith("《汀砚市“十四五”孵化规划》：资料中没有它失效或废止的记载") and answer.short_answer is None


def test_what_is_no_document_is_not_asked_of(ask: Ask) -> None:
    """What a text says of other things' validity is left alone."""
    ask("《汀砚市创新载体管理办法》还有效吗？", new(BY_TITLE, grant="第二条　认定资格的有效期为三年。"), OLD)
    assert "三年" in ask("认定资格的有效期是几年？").text
    assert "记载" not in ask("扶持孵化器的做法还有效吗？").text


def test_a_text_was_in_force_before_its_end(ask: Ask) -> None:
    """Asked as of a day on which it was alive."""
    assert "已不再有效" not in ask("《汀砚市孵化器扶持办法》还有效吗？", OLD, new(BY_TITLE), as_of="2019-01-01").text


@pytest.mark.parametrize(
    "question",
    [
        "《汀砚市孵化器扶持办法》对外地企业是否适用？",
        "现在由哪个部门实施《汀砚市孵化器扶持办法》？",
        "怎样推进《汀砚市孵化器扶持办法》实施？",
        "《汀砚市孵化器扶持办法》规定，工位是否过期作废？",
    ],
)
def test_what_a_text_says_is_not_asked_of_its_life(ask: Ask, question: str) -> None:
    """Only what stands right behind its name is asked of the document itself."""
    answer = ask(question, OLD)
    assert "记载" not in answer.text and "已不再有效" not in answer.text


def test_a_deadline_in_a_dead_text_is_no_time_of_the_text(ask: Ask) -> None:
    """It ended with its text."""
    dead = EXPIRED.replace("第二条　2012年，全市建成人才公寓260套。", "第二条　申请的期限到2013年6月30日为止。")
    assert ask("汀砚市人才公寓的申请期限到哪一天？", dead).status == "expired_only"


def test_whom_a_dead_text_holds_for_is_no_question_of_its_life(ask: Ask) -> None:
    """Asked whether one may go by it (能按…执行吗), what it says of others answers, not whether it is in force."""
    rules = EXPIRED.replace("第二条", "第二条　外省青年参照本细则执行。\n第四条")
    answer = ask("外省青年能按《汀砚市人才公寓租赁细则》执行吗？", rules, as_of="2014-05-01")
    assert "参照本细则执行" in answer.text and "不再有效" not in answer.text
