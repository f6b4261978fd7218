"""Rules of `assistant.finding.documents`: questions about a document itself are answered from what it states of itself."""

import json
from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant

RULES = "汀砚高新区人才公寓管理办法\n汀高管〔2029〕7号\n\n第一条 为了吸引人才，制定本办法。\n第二条 人才公寓共有420套。\n第三条 本办法自2029年9月1日起施行。\n本办法已经2029年5月20日管委会第8次会议通过。\n\n汀砚高新区管委会\n2029年6月1日\n"
OTHERS = "岚泓科技城人才公寓管理办法\n岚科发〔2031〕33号\n\n第一条 人才公寓共有88套。\n\n岚泓科技城管委会\n2031年2月3日\n"
RECORD = {
    "id": "r1",
    "title": "祁澜经济开发区展会参展补贴细则",
    "text": "参展企业每次补贴3万元。",
    "date": "2030-04-05",
    "issuer": "祁澜经济开发区投资促进局",
    "doc_number": "祁投促发〔2030〕9号",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """Two rules of one name from different zones, and a record whose file states what its text does not."""
    folder = tmp_path_factory.mktemp("documents")
    files = {"rules.txt": RULES, "others.txt": OTHERS, "record.jsonl": json.dumps(RECORD, ensure_ascii=False)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as opened:
        opened.ingest([folder / name for name in files])
        yield opened


@pytest.mark.parametrize(
    ("question", "short", "quote"),
    [
        ("《汀砚高新区人才公寓管理办法》的文号是什么？", "汀高管〔2029〕7号", "汀高管〔2029〕7号"),
        ("汀砚高新区人才公寓管理办法是什么时候印发的？", "2029年6月1日", "2029年6月1日"),
        ("《汀砚高新区人才公寓管理办法》是哪个部门发布的？", "汀砚高新区管委会", "汀砚高新区管委会"),
        ("汀高管〔2029〕7号文是哪天发出的？", "2029年6月1日", "2029年6月1日"),
        ("管委会第8次会议通过《汀砚高新区人才公寓管理办法》是哪一天？", "2029年5月20日", "第8次会议通过"),
        ("汀砚高新区人才公寓管理办法自哪天起施行？", "2029年9月1日", "本办法自2029年9月1日起施行"),
        ("《岚泓科技城人才公寓管理办法》的文号是什么？", "岚科发〔2031〕33号", "岚科发〔2031〕33号"),
        ("岚泓科技城人才公寓管理办法的落款日期是哪天？", "2031年2月3日", "2031年2月3日"),
    ],
)
def test_a_document_answers_for_itself(assistant: PolicyAssistant, question: str, short: str, quote: str) -> None:
    """Number, day, issuer and day of effect come from the document that the question names, quoted from the line that states them."""
    answer = assistant.ask(question, question_date="2036-01-01")
    assert (answer.status, answer.short_answer) == ("answered", short)
    assert quote in answer.citations[0].quote and answer.citations[0].verified


@pytest.mark.parametrize(
    ("question", "short"),
    [
        (f"《{RECORD['title']}》的文号是什么？", RECORD["doc_number"]),
        (f"{RECORD['title']}是哪天印发的？", "2030年4月5日"),
        (f"《{RECORD['title']}》是谁印发的？", RECORD["issuer"]),
    ],
)
def test_what_only_the_file_states_counts(assistant: PolicyAssistant, question: str, short: str) -> None:
    """A record's own fields answer, though its text does not repeat them; the citation carries them beside a quote of the text."""
    answer = assistant.ask(question, question_date="2036-01-01")
    assert (answer.status, answer.short_answer) == ("answered", short)
    citation = answer.citations[0]
    assert (citation.date, citation.doc_number, citation.issuer, citation.source_id) == (
        "2030-04-05",
        RECORD["doc_number"],
        RECORD["issuer"],
        "r1",
    )
    assert citation.quote in RECORD["text"] and citation.verified


@pytest.mark.parametrize("question", ["《鄞郧高新区人才公寓管理办法》的文号是什么？", "鄞郧高新区人才公寓管理办法的发文字号是多少？"])
def test_another_zones_document_is_not_given(assistant: PolicyAssistant, question: str) -> None:
    """Rules of the same name from another zone do not lend their number."""
    answer = assistant.ask(question, question_date="2036-01-01")
    assert answer.status == "not_in_corpus" and answer.citations == () and answer.short_answer is None


def test_what_the_oldest_document_says_is_no_question_of_which_it_is(assistant: PolicyAssistant) -> None:
    """Behind 办法里， its content is asked for; its title and date are no answer."""
    answer = assistant.ask("汀砚高新区最早的人才公寓管理办法里，共有哪些数量的人才公寓？", question_date="2036-01-01")
    assert "日期是" not in answer.text
