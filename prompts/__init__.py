"""Prompts as files with declared variables: `load(name).render(...)`. The phrase for "not in the texts" is defined here only."""

from prompts.load import Prompt, load, version

ABSTAIN = "资料中没有相关内容"  # the prompt asks for it word for word, the parser of replies looks for it

__all__ = ["ABSTAIN", "Prompt", "load", "version"]
