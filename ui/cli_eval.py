"""`policyqa eval`: the commands of the package eval, with the options that choose the model."""

from eval.commands import eval_group
from ui.group import add_option, llm_option

add_option(eval_group.commands["run"], llm_option)

__all__ = ["eval_group"]
