"""Prompts: declared variables are the placeholders, missing and surplus ones are refused, a digest names the wording."""

from importlib.resources import files

import pytest

from prompts import ABSTAIN, load, version
from prompts.errors import PromptVariables, UnknownPrompt
from prompts.load import parse

HEAD = "---\nvariables: a, b\n---\n"
NAMES = sorted(p.name.removesuffix(".md") for p in files("prompts").iterdir() if p.name.endswith(".md"))


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_declares_what_it_uses(name: str) -> None:
    """Each file's declared variables are its placeholders, and it renders with exactly these."""
    prompt = load(name)
    values = {v: f"<{v}的值>" for v in prompt.variables}
    text = prompt.render(**values)
    assert all(value in text for value in values.values())
    assert "$" not in text
    assert not text.startswith("---")


def test_the_answers_prompts_are_there() -> None:
    """What an answer is asked with varies only in the date, the window, the evidence, the question and the abstain phrase."""
    assert NAMES == ["answer.zh", "system.zh"]
    assert load("answer.zh").variables == ("today", "as_of", "evidence", "question")
    assert load("system.zh").variables == ("abstain",)


def test_the_abstain_phrase_stands_in_one_place() -> None:
    """The phrase reaches the prompt as a variable: no prompt file spells it out."""
    assert all(ABSTAIN not in load(name).text for name in NAMES)


def test_missing_and_surplus_variables_are_refused() -> None:
    """Rendering names what is missing and what is too much."""
    prompt = parse("p.zh", HEAD + "$a和$b")
    assert prompt.render(a="1", b="2") == "1和2"
    with pytest.raises(PromptVariables, match=r"提示词 p\.zh：缺少变量 b；多出变量 c"):
        prompt.render(a="1", c="3")


def test_values_are_not_expanded_again() -> None:
    """A value that looks like a placeholder or a format stays as it is, so a document cannot pull in other variables."""
    assert parse("p.zh", HEAD + "$a$b{x}").render(a="$b ${b} {b.__class__}", b="秘密") == "$b ${b} {b.__class__}秘密{x}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEAD + "$a$b$c", "未声明变量 c"),
        (HEAD + "$a", "声明而未用的变量 b"),
        (HEAD + "$a$b 5$", "不成变量的"),
        ("没有头 $a", "开头应为三行"),
    ],
)
def test_a_file_whose_head_and_text_disagree_is_refused(content: str, message: str) -> None:
    """A prompt with undeclared, unused or broken placeholders, or without a head, does not load."""
    with pytest.raises(PromptVariables, match=message):
        parse("p.zh", content)


@pytest.mark.parametrize("name", ["nope.zh", "../pyproject", "answer", "", "answer.zh.md"])
def test_unknown_prompts_are_named(name: str) -> None:
    """A prompt that is not there, or a name that could reach outside the folder, is refused by name."""
    with pytest.raises(UnknownPrompt, match="没有提示词"):
        load(name)


def test_the_digest_follows_the_wording() -> None:
    """One changed character gives another digest and another version; line ends of a checkout do not change the text."""
    one, other = parse("p.zh", HEAD + "$a$b"), parse("p.zh", HEAD + "$a$b。")
    assert one.digest != other.digest
    assert version(one, other) != version(one)
    assert version(one).startswith("p.zh@")
    assert len(version(one)) == len("p.zh@") + 8
    assert parse("p.zh", (HEAD + "$a$b").replace("\n", "\r\n")) == one
