"""What `explain` says of a question and of the sentences weighed for it, on documents made up here."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assistant import PolicyAssistant
from assistant.asking.kinds import Kind
from assistant.asking.understood import KINDS
from assistant.explain import RELATIONS, ROUTES
from assistant.finding.model import Route
from assistant.relating.events import Relation

FILES = {
    "年报.txt": "汀砚高新区2030年年报\n\n汀砚高新区管委会\n2031年3月5日\n\n全区共有企业36家，其中高新技术企业6家。\n2030年，全区营业总收入53.2亿元。\n",
    "办法.txt": "汀砚高新区人才公寓管理办法\n汀高管〔2029〕7号\n\n第一条 人才公寓共有420套。\n第二条 申请人应当具备下列条件：\n（一）在区内就业；\n"
    "（二）本地无住房。\n\n汀砚高新区管委会\n2029年6月1日\n",
    "新闻甲.txt": "柏溆示范园简讯\n\n2028年2月3日\n\n2028年2月3日，柏溆示范园举行揭牌仪式。目前全省共有21家协会。\n",
    "新闻乙.txt": "榕渚创业港简讯\n\n2029年5月6日\n\n2029年5月6日，榕渚创业港举行开港仪式。目前全省共有35家协会。\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    """The assistant over the four documents."""
    folder = tmp_path_factory.mktemp("explain")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with PolicyAssistant.open(folder / "store") as opened:
        opened.ingest([folder / name for name in FILES])
        yield opened


def told(assistant: PolicyAssistant, question: str, **options: Any) -> dict[str, Any]:
    """The explanation as it is written to a file and read again."""
    explanation: dict[str, Any] = json.loads(json.dumps(assistant.explain(question, **options).to_dict()))
    return explanation


def test_a_figure_question_is_told_with_its_unit_time_and_words(assistant: PolicyAssistant) -> None:
    """What is asked, in which unit, of which words (those of the asking clause in focus, with their synonyms), of which time and zone."""
    asked = told(assistant, "汀砚高新区2030年有多少家高新技术企业？")["understood"]
    assert (asked["asked"], asked["unit"]) == ({"name": "figure", "label": "数值"}, "家")
    assert [(p["text"], p["start"], p["end"]) for p in asked["periods"]] == [("2030年", "2030-01-01", "2030-12-31")]
    terms = {t["text"]: t for t in asked["terms"]}
    assert terms["高新技术企业"]["focus"]
    assert terms["高新技术企业"]["synonyms"] == ["高企"]
    assert asked["zones"] == ["汀砚"]


@pytest.mark.parametrize(
    ("question", "route", "kind"),
    [
        ("汀砚高新区2030年营业总收入是多少？", "reading", "figure"),
        ("《汀砚高新区人才公寓管理办法》的文号是什么？", "metadata", "number"),
        ("汀砚高新区人才公寓的申请人应当具备哪些条件？", "list", "list"),
        ("协会一共有多少家？", "series", "figure"),
        ("全国的协会共有多少家？", "series", "figure"),
        ("柏溆示范园揭牌仪式和榕渚创业港开港仪式哪个更早？", "events", None),
    ],
)
def test_each_route_is_named(assistant: PolicyAssistant, question: str, route: str, kind: str | None) -> None:
    """The way in which a part was answered is told, and the sentences that the answer rests on are those that it cites."""
    explanation = assistant.explain(question, question_date="2031-06-30")  # what is still to come would not be told as an event
    (part,) = explanation.to_dict()["parts"]
    assert part["route"] == {"name": route, "label": ROUTES[route]}
    assert kind is None or part["understood"]["asked"]["name"] == kind
    quotes = "".join("".join(c.quote.split()) for c in explanation.answer.citations)
    used = ["".join(w["text"].split()) for w in part["weighed"] if w["used"]]
    assert used and all(text in quotes for text in used if route != "list")


def test_everything_has_a_chinese_label() -> None:
    """A kind of question, a relation or a route that is added gets its words."""
    assert set(KINDS) == set(Kind)
    assert {r.value for r in Relation} <= RELATIONS.keys()
    assert {r.value for r in Route} <= ROUTES.keys()


def test_values_over_time_stand_newest_first(assistant: PolicyAssistant) -> None:
    """A count that changed is explained by every dated sentence that the answer shows."""
    (part,) = told(assistant, "协会一共有多少家？")["parts"]
    assert [w["date"] for w in part["weighed"]] == ["2029-05-06", "2028-02-03"]


def test_a_refusal_is_explained_by_what_the_best_sentences_lack(assistant: PolicyAssistant) -> None:
    """The reason of the refusal and the check that each sentence failed are told; none was used."""
    explanation = assistant.explain("汀砚高新区2024年营业总收入是多少？")
    (part,) = explanation.to_dict()["parts"]
    assert explanation.answer.status == "not_in_corpus"
    assert part["route"] is None
    assert part["reason"] in explanation.answer.text
    assert 1 <= len(part["weighed"]) <= 3
    assert all(w["fault"] and not w["used"] for w in part["weighed"])
    assert [w["score"] for w in part["weighed"]] == sorted((w["score"] for w in part["weighed"]), reverse=True)


def test_each_part_has_its_own_route_or_reason(assistant: PolicyAssistant) -> None:
    """Of a question for two years the answered and the missing one are told apart."""
    parts = told(assistant, "汀砚高新区营业总收入，2024年和2030年各是多少？")["parts"]
    assert [p["understood"]["periods"][0]["text"] for p in parts] == ["2024年", "2030年"]
    assert [p["route"] and p["route"]["name"] for p in parts] == [None, "reading"]
    assert [bool(p["reason"]) for p in parts] == [True, False]


def test_a_premise_is_told_as_the_claim_to_check(assistant: PolicyAssistant) -> None:
    """A yes/no question names its claim and the figures it states; a question that states nothing has no premise."""
    premise = told(assistant, "汀砚高新区人才公寓共有500套，对吗？")["understood"]["premise"]
    assert premise == {"claim": "汀砚高新区人才公寓共有500套，对吗？", "figures": ["500套"]}
    assert told(assistant, "汀砚高新区人才公寓共有多少套？")["understood"]["premise"] is None


def test_a_follow_up_is_explained_as_completed(assistant: PolicyAssistant) -> None:
    """What was understood is the question with what the conversation adds to it."""
    history = [{"q": "汀砚高新区人才公寓共有多少套？", "a": "420套[1]。"}]
    explanation = told(assistant, "它的申请人应当具备哪些条件？", history=history)
    assert "汀砚高新区人才公寓" in explanation["resolved_question"]
    assert explanation["understood"]["text"] == explanation["resolved_question"]


@pytest.mark.parametrize(
    "question", ["汀砚高新区2030年营业总收入是多少？", "站在2029年底看，协会一共有多少家？", "鄞郧高新区有多少家企业？"]
)
def test_explaining_answers_as_asking_does(assistant: PolicyAssistant, question: str) -> None:
    """The answer of an explanation is the one that `ask` gives."""
    asked, explained = (a.to_dict() | {"timings_ms": {}} for a in (assistant.ask(question), assistant.explain(question).answer))
    assert asked == explained
