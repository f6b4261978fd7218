"""Rules of `assistant.words.glossary`: which known phrases stand in a text."""

from importlib import resources

from assistant.words.glossary import in_digits, phrases_in, related


def found(text: str) -> list[str]:
    """The phrases, as the text has them."""
    return [text[start:end] for start, end, _ in phrases_in(text)]


def test_short_names_stand_for_the_full_ones() -> None:
    """What everybody calls by a short name is written out in official texts."""
    assert any("最低生活保障" in same for _, _, same in phrases_in("低保标准是多少"))
    assert any("公共租赁住房" in same for _, _, same in phrases_in("公租房怎么申请"))


def test_texts_abbreviate_research_and_development() -> None:
    """研发投入 is told as R&D投入 too, whatever everyday word asks for it."""
    ((_, _, same),) = phrases_in("研发花了")
    assert {"研发投入", "r&d投入"} <= set(same)


def test_a_phrase_does_not_run_over_the_end_of_a_word() -> None:
    """The 税收 of 增值税收入 is part of two words, the 园区 of 工业园区 is a whole one."""
    assert found("增值税收入是多少") == []
    assert found("工业园区有多少家") == ["园区"]
    assert found("怎样减免关税") == []
    assert found("公司税费") == ["公司"]


def test_the_longest_phrase_is_found() -> None:
    """Of phrases that begin at one place the longest is meant."""
    assert found("国家高新区有多少家") == ["国家高新区"]


def test_everyday_words_are_written_as_a_thesaurus_is() -> None:
    """Each group is one line: an everyday word, then official ones, none of which holds it or is held by it where that would tell nothing new."""
    lines = resources.files("assistant.words").joinpath("everyday.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines]
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in groups)
    assert len({group[0] for group in groups}) == len(groups)
    assert not [group[0] for group in groups if "高新区" in group[0] or "公积金" in group[0]]  # an official name would be hidden in it


def test_a_group_relates_its_everyday_word_only() -> None:
    """Two official words for one everyday word are not the same thing."""
    assert "财政" in related("公家") and "公家" in related("财政")
    assert "银行" not in related("公家")
    assert not {"税金", "税额"} & set(related("财政"))


def test_round_amounts_in_digits() -> None:
    """A scale alone is one of it, where a bound stands before it."""
    assert in_digits("突破万亿元") == "突破1万亿元"
    assert in_digits("超过了千亿元") == "超过了1000亿元"
    assert in_digits("3万亿元") == "3万亿元"
    assert in_digits("低于万分之一") == "低于万分之一"
