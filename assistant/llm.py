"""Answering with a chat model, better and never weaker: what it writes is kept only as far as the texts bear it, sentence by sentence.

It starts from the extractive answer, which stays wherever the model adds nothing that can be verified.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.blocks import Block, escaped, gather
from assistant.draft import ChatDraft, better
from assistant.errors import BadModelReply, ChatModelError
from assistant.model import REFUSED, Answer
from assistant.question import understand
from assistant.reply import parse
from assistant.verify import pieces_of_text
from index.search import Searcher
from index.store import Store
from ingest.dates import show
from prompts import ABSTAIN, load, version

_log = logging.getLogger(__name__)


class ChatModel(Protocol):
    """What answers: a name, and a reply that comes in parts. Raises ChatModelError or BadModelReply."""

    name: str

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply to a user's message under a system's rules."""
