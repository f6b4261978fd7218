"""Rules of `assistant.words.glossary`: which known phrases stand in a text."""

from assistant.words.glossary import phrases_in


def found(text: str) -> list[str]:
    """The phrases, as the text has them."""
    return [text[start:end] for start, end, _ in phrases_in(text)]


def test_short_names_stand_for_the_full_ones() -> None:
    """What everybody calls by a short name is written out in official texts."""
    assert any("最低生活保障" in same for _, _, same in phrases_in("低保标准是多少"))
    assert any("公共租赁住房" in same for _, _, same in phrases_in("公租房怎么申请"))


def test_a_phrase_does_not_run_over_the_end_of_a_word() -> None:
    """The 税收 of 增值税收入 is part of two words, the 园区 of 工业园区 is a whole one."""
    assert found("增值税收入是多少") == []
    assert found("工业园区有多少家") == ["园区"]
    assert found("公司税费") == ["公司"]
