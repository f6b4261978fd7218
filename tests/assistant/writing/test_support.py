"""Which statements the texts bear: paraphrases pass; whatever says something else is turned away."""

from collections.abc import Callable

import pytest

from assistant.asking.question import understand
from assistant.reading.candidates import Candidate, candidates
from assistant.writing.support import support
from index.model import Hit
from ingest.model import Document

TEXT = (
    "云岭高新区发展报告\n\n云岭高新区管委会\n2022年3月5日\n\n"
    "本科以上学历占比从2012年的30.3%上升至40.9%，吸纳毕业生从2012年的4.7万人增长至2021年的8.2万人。"
    "全区总产值达到15.1万亿元、净利润1.2万亿元，净利润率6.3%。企业研发投入不得低于销售额的5%，鼓励设立创业基金。"
    "2016年4月，国务院批准扩区。\n"
)
TODAY = "2026-11-20"


@pytest.fixture(scope="module")
def sentences(read: Callable[..., Document]) -> list[Candidate]:
    """The sentences of one report."""
    document = read(TEXT)
    return candidates(Hit(1, 1.0, chunk, document.pieces[0], "made-up.txt", None) for chunk in document.chunks)


def borne(statement: str, sentences: list[Candidate]) -> str:
    """The sentences that bear the statement, as one text."""
    found = support(statement, sentences, understand("云岭高新区的情况怎么样？", today=TODAY), today=TODAY)
    return "".join(c.sentence.text for c in found)


@pytest.mark.parametrize(
    ("statement", "quoted"),
    [
        ("云岭高新区的净利润为1.2万亿元", "净利润1.2万亿元"),
        ("吸纳的毕业生从2012年的4.7万人增加到2021年的8.2万人", "4.7万人"),
        ("2021年吸纳毕业生8.2万人", "8.2万人"),
        ("企业研发投入不得低于销售额的5%", "不得低于"),
        ("2016年4月，国务院批准云岭高新区扩区", "扩区"),
        ("云岭高新区鼓励设立创业基金", "创业基金"),
        ("2022年3月的报告显示，全区总产值达到15.1万亿元", "15.1万亿元"),
    ],
)
def test_what_the_texts_say_in_other_words_is_borne(sentences: list[Candidate], statement: str, quoted: str) -> None:
    """A true statement in the model's own words finds the sentence that says so, and no heading beside it."""
    text = borne(statement, sentences)
    assert quoted in text
    assert text.count("。") == 1
    assert "发展报告" not in text


@pytest.mark.parametrize(
    "statement",
    [
        "净利润为1.3万亿元",
        "净利润为1.2亿元",
        "净利润为15.1万亿元",
        "净利润率为6.3个百分点",
        "本科以上学历占比从40.9%增长至30.3%",
        "2012年吸纳毕业生8.2万人",
        "2013年吸纳毕业生8.2万人",
        "企业研发投入得低于销售额的5%",
        "企业研发投入不得高于销售额的5%",
        "云岭高新区禁止设立创业基金",
        "2016年5月，国务院批准扩区",
        "2015年4月，国务院批准扩区",
        "2016年4月，省政府批准扩区",
        "总产值达到15.1万亿元，居全国各高新区之首",
        "请联系张经理领取补贴",
        "",
    ],
)
def test_what_the_texts_do_not_say_is_turned_away(sentences: list[Candidate], statement: str) -> None:
    """Another figure, scale, unit, order, year, month, body, bound, negation or an addition leaves a statement unborne."""
    assert borne(statement, sentences) == ""
