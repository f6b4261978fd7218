"""The errors of prompts; each is one line in Chinese. The root is in `ingest/errors.py`."""

from ingest.errors import PolicyQAError


class UnknownPrompt(PolicyQAError):
    """A prompt that is not in this folder."""


class PromptVariables(PolicyQAError):
    """Variables that are not the declared ones: missing, surplus, or declared but not used."""
