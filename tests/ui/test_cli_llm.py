"""Rules of `policyqa ask --llm` where the server is the trouble."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_an_unreachable_server_costs_the_wording_not_the_answer(run: Run, briefs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no server at the address the texts' own answer is printed all the same, one line says what is wrong, and the exit code is 1."""
    monkeypatch.setenv("POLICYQA_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("POLICYQA_LLM_API_KEY", "sk-not-to-be-shown")
    result = run("ask", "2013年国家高新区营业总收入是多少？", "--llm", "some-model", "--store", briefs)
    assert result.exit_code == 1
    assert "20.3万亿元" in result.stdout and "2014年4月4日" in result.stdout
    assert "sk-not-to-be-shown" not in result.output
    assert [line[:3] for line in result.stderr.strip().splitlines()].count("错误：") == 1
