"""What happens when the chat model's server fails: the user is told what to do, or the texts' own sentences answer; the key is never shown."""

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, PolicyAssistant
from assistant.errors import ChatModelError
from assistant.writing.chat import NO_KEY, redacted

QUESTION = "云岭高新区2021年营业总收入是多少？"
GOOD = "2021年云岭高新区营业总收入为53.2亿元{53.2亿元}。"


def no_part_of(key: str, text: str) -> bool:
    """Whether no eight characters of the key stand in the text."""
    return not any(key[i : i + 8] in text for i in range(len(key) - 7))


@pytest.mark.parametrize(
    ("fault", "message", "requests"),
    [
        ("401", r"拒绝了密钥（401），请检查 POLICYQA_LLM_API_KEY", 1),
        ("402", r"余额不足（402）", 1),
        ("403", r"拒绝了密钥（403）", 1),
        ("404", r"没有这个模型或地址（404），请检查模型名称 some-model 和 POLICYQA_LLM_BASE_URL", 1),
        ("400", r"不接受这个请求（400：.*bad request", 1),
        ("429", r"请求过多或额度用尽（429），请稍后再试", 2),
        ("500", r"出错（500），请稍后再试", 2),
        ("503", r"出错（503），请稍后再试", 2),
        ("hang", r"在限定时间内没有回答", 2),
        ("keep_alive", r"在限定时间内没有回答", 1),
        ("html", r"没有按 OpenAI 接口回答，请检查 POLICYQA_LLM_BASE_URL", 1),
    ],
)
def test_a_fault_the_user_must_see_to_is_one_line(
    server: Any, assistant: PolicyAssistant, key: str, fault: str, message: str, requests: int
) -> None:
    """A server that refuses, is busy, silent or no chat server is told in one Chinese line that names it and shows nothing of the key."""
    server.fault = fault
    with pytest.raises(ChatModelError, match=message) as caught:
        assistant.ask(QUESTION, llm="some-model")
    told = str(caught.value)
    assert "\n" not in told
    assert server.url in told
    assert "--llm none" in told
    assert no_part_of(key, told)
    assert len(server.bodies) == requests


def test_an_error_carries_the_answer_of_the_texts(server: Any, assistant: PolicyAssistant) -> None:
    """The extractive answer is ready when the model is not, and comes with the error so that it can be shown."""
    server.fault = "500"
    with pytest.raises(ChatModelError) as caught:
        assistant.ask(QUESTION, llm="m")
    assert caught.value.fallback is not None
    assert caught.value.fallback.citations == assistant.ask(QUESTION).citations


@pytest.mark.parametrize("fault", ["no_choices", "bad_json", "error_object", "reasoning_only", "endless"])
def test_a_reply_that_is_no_use_gives_way_to_the_texts(
    server: Any, assistant: PolicyAssistant, key: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A reply that breaks off, is empty or never ends is not used: the answer is extractive and the log says why, without the key."""
    server.fault, server.reply = fault, GOOD
    with caplog.at_level(logging.WARNING):
        answer = assistant.ask(QUESTION, llm="m")
    assert (answer.model, answer.prompt, answer.text) == ("extractive", None, assistant.ask(QUESTION).text)
    assert "改用原文句子作答" in caplog.text
    assert no_part_of(key, caplog.text)


@pytest.mark.parametrize(
    ("finish", "why"), [(None, "没有结束标志"), ("length", "截断"), ("content_filter", "拦截"), ("tool_calls", "没有正常结束")]
)
def test_only_a_reply_that_ended_well_counts(
    server: Any, assistant: PolicyAssistant, finish: str | None, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A stream that is cut ends without an error; the missing or wrong finish_reason alone turns the reply away."""
    server.reply, server.finish = GOOD, finish
    with caplog.at_level(logging.WARNING):
        assert assistant.ask(QUESTION, llm="m").model == "extractive"
    assert why in caplog.text
    server.finish = "stop"
    assert assistant.ask(QUESTION, llm="m").model == "m"


@pytest.mark.parametrize("address", ["", "localhost:8000", "ftp://x/v1", "http://", "http://[::1/v1", "http://h:99999/v1"])
def test_an_address_that_is_none_is_told_before_anything_is_sent(
    assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Without a usable POLICYQA_LLM_BASE_URL the user is told to set it."""
    monkeypatch.setenv("POLICYQA_LLM_BASE_URL", address)
    with pytest.raises(ChatModelError, match="请把 POLICYQA_LLM_BASE_URL 设为服务地址"):
        assistant.ask(QUESTION, llm="m")


@pytest.mark.usefixtures("server")
def test_nobody_listening(assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """A port where nothing listens is told as not reachable, with the address but without the name and password in it."""
    monkeypatch.setenv("POLICYQA_LLM_BASE_URL", f"http://user:{key}@127.0.0.1:9/v1?token={key}")
    with pytest.raises(ChatModelError, match=r"连接不上大模型服务 http://127\.0\.0\.1:9/v1 ，请检查") as caught:
        assistant.ask(QUESTION, llm="m")
    assert no_part_of(key, str(caught.value))


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("bad", ["密钥", "sk-a\nb"])
def test_a_key_that_cannot_be_sent_is_named_not_shown(assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch, bad: str) -> None:
    """A key with characters that no header can carry is told by the name of its variable."""
    monkeypatch.setenv("POLICYQA_LLM_API_KEY", bad)
    with pytest.raises(ChatModelError, match="POLICYQA_LLM_API_KEY 中有不能用于密钥的字符") as caught:
        assistant.ask(QUESTION, llm="m")
    assert bad not in str(caught.value).replace("重新复制密钥", "").replace("用于密钥", "")


def test_no_other_services_key_is_sent(server: Any, assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key of ours none is sent: OPENAI_API_KEY belongs to another server."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-server")
    monkeypatch.delenv("POLICYQA_LLM_API_KEY")
    server.reply = GOOD
    assistant.ask(QUESTION, llm="m")
    assert server.keys == [f"Bearer {NO_KEY}"]


def test_the_request_is_plain(server: Any, assistant: PolicyAssistant, key: str) -> None:
    """Any compatible server understands what is sent: a system and a user message, streamed, no tools, no JSON mode, no other options."""
    server.reply = GOOD
    assistant.ask(QUESTION, llm="qwen3:8b")
    body = server.bodies[-1]
    assert {k: v for k, v in body.items() if k != "messages"} == {"model": "qwen3:8b", "stream": True, "temperature": 0.0}
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert server.keys == [f"Bearer {key}"]


def test_redaction_hides_parts_of_the_key() -> None:
    """What a server says keeps its meaning and loses the key, parts of it, and whatever looks like a key."""
    said = redacted("Incorrect key tail: 11-abcdefgh,\nBearer zzz or sk-proj-0000; model qwen3 not found", "sk-Secret-4711-abcdefgh")
    assert said == "Incorrect key tail: ***********, *** or *** model qwen3 not found"


def test_answering_without_a_model_imports_none(library: Path) -> None:
    """Answering from the texts alone pays nothing for the chat model: openai is not imported."""
    code = (
        "import sys; from assistant import PolicyAssistant\n"
        f"PolicyAssistant.open({str(library)!r}).ask({QUESTION!r})\n"
        "print([m for m in ('openai', 'langchain_openai', 'langchain', 'langchain_core.retrievers') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True, cwd=Path(__file__).parents[3]).strip() == "[]"


def test_a_stream_fails_as_ask_does(server: Any, assistant: PolicyAssistant) -> None:
    """A stream raises what ask raises, and where the reply is no use it ends with the extractive answer."""
    server.fault = "401"
    with pytest.raises(ChatModelError, match="401"):
        list(assistant.stream(QUESTION, llm="m"))
    server.fault = "bad_json"
    answer = list(assistant.stream(QUESTION, llm="m"))[-1]
    assert isinstance(answer, Answer)
    assert answer.model == "extractive"
