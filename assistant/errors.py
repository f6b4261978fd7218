"""The errors of answering with a chat model; each is one line in Chinese, without the key. The root is in `ingest/errors.py`."""

from typing import TYPE_CHECKING

from ingest.errors import PolicyQAError

if TYPE_CHECKING:
    from assistant.model import Answer


class ChatModelError(PolicyQAError):
    """A chat model that the user must set right or wait for: no address, not reachable, refused key, unknown model, quota, server fault.

    `fallback` is the answer in the texts' own sentences, which is ready all the same: show it beside the error.
    """

    fallback: "Answer | None" = None


class BadModelReply(PolicyQAError):
    """A reply that is no use: cut short, filtered, empty, not in the protocol. Nothing for the user to set right, so no caller of `ask`
    sees it: the answer falls back to the texts' own sentences."""
