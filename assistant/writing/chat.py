"""The chat model behind `--llm`: an OpenAI-compatible server, read as a stream through LangChain. The only place that opens one.

Foreign errors are translated here, once. The key is in no message: what a server says is shown redacted, and the foreign
exception, whose text may echo the key, is not chained to ours.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.errors import BadModelReply, ChatModelError
from assistant.writing.patience import within
from ingest.errors import PolicyQAError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

ADDRESS, KEY = "POLICYQA_LLM_BASE_URL", "POLICYQA_LLM_API_KEY"
NO_KEY = "not-needed"  # local servers want none; left empty, the library would send the key of OPENAI_API_KEY to whatever server this is
FINISHED = {"stop", "eos_token", "end_turn", "stop_sequence"}  # how servers say that the reply is whole
INSTEAD = "；或用 --llm none 只用原文句子作答"
_STATUS = {
    401: f"拒绝了密钥（401），请检查 {KEY}",
    402: "余额不足（402），请充值",
    403: f"拒绝了密钥（403），请检查 {KEY} 的权限",
    404: f"没有这个模型或地址（404），请检查模型名称 {{name}} 和 {ADDRESS}（一般以 /v1 结尾）",
    429: "请求过多或额度用尽（429），请稍后再试",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds without a byte, seconds for a whole reply with its retries, retries before the first word, characters of a reply."""

    silence: float = 60.0
    reply: float = 180.0
    retries: int = 2
    characters: int = 40_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ChatServer:
    """Where the model is."""

    address: str
    key: str = field(repr=False)

    @classmethod
    def from_environment(cls) -> "ChatServer":
        """The server of POLICYQA_LLM_BASE_URL and POLICYQA_LLM_API_KEY; raises ChatModelError for one that cannot be used."""
        address, key = os.environ.get(ADDRESS, "").strip(), os.environ.get(KEY, "").strip()
        try:
            parts = urlsplit(address)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            usable = False
        if not usable:
            raise ChatModelError(f"没有可用的大模型服务地址，请把 {ADDRESS} 设为服务地址，如 http://127.0.0.1:8000/v1{INSTEAD}")
        if not (key.isascii() and key.isprintable()):
            raise ChatModelError(f"{KEY} 中有不能用于密钥的字符（如中文、换行），请重新复制密钥{INSTEAD}")
        return cls(address, key)

    @property
    def shown(self) -> str:
        """The address without a user name, password or query: what messages may show."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class ChatModel:
    """One model at one server."""

    def __init__(self, name: str, server: ChatServer, limits: Limits) -> None:
        self.name = name
        self._server = server
        self._limits = limits

    @classmethod
    def from_environment(cls, name: str) -> "ChatModel":
        """The model of that name at the server of the environment; raises ChatModelError if no usable address is set."""
        return cls(name, ChatServer.from_environment(), LIMITS)

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply as it comes. Raises ChatModelError for what the user must act on, BadModelReply for a reply that did not end well;
        once text has come it is always the latter: the server can be reached and is set up."""
        begun, length, reason = False, 0, None
        try:
            client = _client(self.name, self._server, self._limits)
            for chunk in within(self._limits.reply, lambda: client.stream([("system", system), ("human", user)])):
                reason = chunk.response_metadata.get("finish_reason") or reason
                if text := str(chunk.text):
                    begun, length = True, length + len(text)
                    yield text
                if length > self._limits.characters:
                    raise BadModelReply("回答过长")
        except PolicyQAError:
            raise
        except Exception as exc:  # noqa: BLE001  # the libraries raise what they meet: ValueError, IndexError, JSONDecodeError, httpx errors
            raise translated(exc, self.name, self._server, begun=begun) from None
        self._check(begun, reason)

    def _check(self, begun: bool, reason: str | None) -> None:
        """Raises BadModelReply unless the reply is whole. A stream that was cut ends without an error; only the missing reason tells."""
        if reason is None:
            raise BadModelReply("回答中断（没有结束标志）")
        if reason not in FINISHED:
            raise BadModelReply(
                {"length": "回答被截断（超出长度）", "content_filter": "回答被服务方拦截"}.get(reason, f"回答没有正常结束（{reason[:40]}）")
            )
        if not begun:
            raise BadModelReply("回答是空的")


@lru_cache(maxsize=4)
def _client(name: str, server: ChatServer, limits: Limits) -> "BaseChatModel":
    """LangChain's model, kept for its connections. Imported here: it takes a second, which answering without a model must not pay."""
    from langchain.chat_models import init_chat_model
    from pydantic import SecretStr

    model: BaseChatModel = init_chat_model(
        f"openai:{name}",
        base_url=server.address,
        api_key=SecretStr(server.key or NO_KEY),
        timeout=limits.silence,
        max_retries=limits.retries,
        temperature=0,
        use_responses_api=False,  # other servers speak Chat Completions only, whatever the model is called
        stream_usage=False,  # some servers refuse the option
    )
    return model


def translated(error: Exception, name: str, server: ChatServer, *, begun: bool) -> PolicyQAError:
    """Ours for a foreign error: ChatModelError where the user must act, BadModelReply for everything else."""
    import openai

    if begun or isinstance(error, ImportError):
        said = redacted(f"{type(error).__name__}: {error}", server.key)
        return BadModelReply(f"回答中断（{said}）") if begun else ChatModelError(f"缺少程序包（{said}），请重新安装 policyqa{INSTEAD}")
    service = f"大模型服务 {server.shown} "
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        return ChatModelError(f"{service}在限定时间内没有回答，请检查服务是否正常，或稍后再试{INSTEAD}")
    if isinstance(error, openai.APIConnectionError):
        return ChatModelError(f"连接不上{service}，请检查 {ADDRESS}、服务是否已启动、网络是否通畅{INSTEAD}")
    if isinstance(error, openai.APIStatusError):
        return ChatModelError(service + _refused(error.status_code, str(error.message), name, server.key) + INSTEAD)
    if "No generation chunks" in str(error):
        return ChatModelError(f"{service}没有按 OpenAI 接口回答，请检查 {ADDRESS}（一般以 /v1 结尾）{INSTEAD}")
    return BadModelReply(f"服务的回答不合格式（{redacted(f'{type(error).__name__}: {error}', server.key)}）")


def _refused(status: int, said: str, name: str, key: str) -> str:
    """What an HTTP status means and what to do. What the server says of a key is left out altogether."""
    if status in _STATUS:
        return _STATUS[status].format(name=name)
    if status >= 500:
        return f"出错（{status}），请稍后再试，或检查服务"
    return f"不接受这个请求（{status}：{redacted(said, key)}），请检查模型名称 {name} 和服务的设置"


def redacted(text: str, key: str) -> str:
    """The start of what a server says, on one line, without the key or any eight characters of it, or anything that looks like one."""
    text = re.sub(r"\s+", " ", text)
    if key:
        text = text.replace(key, "***")
    hidden = {j for i in range(len(text) - 7) if text[i : i + 8] in key for j in range(i, i + 8)}
    text = "".join("*" if i in hidden else c for i, c in enumerate(text))
    return re.sub(r"(?i)\b(?:bearer\s+|sk-)[^\s'\"]+", "***", text)[:160]
