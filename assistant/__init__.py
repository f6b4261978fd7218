"""Answering: question → hits → statements → cited answer."""

from assistant.build import PolicyAssistant
from assistant.model import Answer, Citation

__all__ = ["Answer", "Citation", "PolicyAssistant"]
