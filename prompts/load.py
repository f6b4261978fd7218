"""Reads a prompt from its file: a head that declares the variables, then the text with `$name` where a variable goes.

`$name` (string.Template) and not braces: JSON in a prompt stays as it is, and no value can reach into an object or be expanded again.
"""

import hashlib
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from prompts.errors import PromptVariables, UnknownPrompt

_HEAD = re.compile(r"---\nvariables:(?P<variables>[^\n]*)\n---\n(?P<text>.*)", re.DOTALL)
_NAME = re.compile(r"[a-z_]+\.[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """`variables` are those declared, in order; they are the placeholders of `text`. `digest` (SHA-256, hex) changes with any character."""

    name: str
    text: str
    variables: tuple[str, ...]
    digest: str

    def render(self, **values: str) -> str:
        """The text with every variable filled in; raises PromptVariables for a missing or a surplus one."""
        faults = _difference("缺少变量", self.variables, values) + _difference("多出变量", values, self.variables)
        if faults:
            raise PromptVariables(f"提示词 {self.name}：{'；'.join(faults)}")
        return Template(self.text).substitute(values)


@cache
def load(name: str) -> Prompt:
    """The prompt of that name (`answer.zh`); raises UnknownPrompt, or PromptVariables where head and text disagree."""
    if not _NAME.fullmatch(name):
        raise UnknownPrompt(f"没有提示词 {name!r}：名称形如 answer.zh")
    try:
        content = files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")
    except FileNotFoundError as exc:
        raise UnknownPrompt(f"没有提示词 {name}：prompts/{name}.md 不存在") from exc
    return parse(name, content)


def parse(name: str, content: str) -> Prompt:
    """The prompt that a file's content describes; raises PromptVariables where head and text disagree."""
    content = content.replace("\r\n", "\n")  # a checkout on Windows is the same wording
    head = _HEAD.fullmatch(content)
    if head is None:
        raise PromptVariables(f"提示词 {name}：开头应为三行：---、variables: 变量名（逗号分隔）、---")
    text, declared = head["text"].strip(), tuple(v.strip() for v in head["variables"].split(",") if v.strip())
    template = Template(text)
    if not template.is_valid():
        raise PromptVariables(f"提示词 {name}：有不成变量的 $，要写 $ 本身请写 $$")
    used = template.get_identifiers()
    faults = _difference("未声明变量", used, declared) + _difference("声明而未用的变量", declared, used)
    if faults:
        raise PromptVariables(f"提示词 {name}：{'；'.join(faults)}")
    return Prompt(name, text, declared, hashlib.sha256(content.encode()).hexdigest())


def version(*prompts: Prompt) -> str:
    """Names the wording of prompts that are sent together: `answer.zh@1a2b3c4d`, the first one's name and a digest of all."""
    together = hashlib.sha256("".join(p.digest for p in prompts).encode()).hexdigest()
    return f"{prompts[0].name}@{together[:8]}"


def _difference(fault: str, names: Iterable[str], others: Container[str]) -> list[str]:
    """The fault with the names that the others lack, or nothing."""
    extra = [n for n in names if n not in others]
    return [f"{fault} {'、'.join(extra)}"] if extra else []
