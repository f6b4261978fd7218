"""The real page in a real browser: `policyqa ui` is started, a question asked by a click, and the answer read."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[2]
QUESTION = "2013年国家高新区营业总收入是多少？"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --lang=zh-CN --window-size=1280,1000"
).split()
SECONDS = 60


def found(name: str) -> str:
    """The program's path; without it the test is skipped by name, and fails in CI."""
    path = shutil.which(name)
    if path is None:
        reason = f"{name} is missing: install Debian's packages chromium and chromium-driver"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture
def address(briefs: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a running `policyqa ui` over the bundled briefs."""
    found("chromium")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from ui.cli import main; main()", "ui", "--port", str(port), "--store", str(briefs)]
    with (tmp_path / "ui.log").open("w", encoding="utf-8") as log, subprocess.Popen(command, stdout=log, stderr=log, cwd=ROOT) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", tmp_path / "ui.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(url: str, log: Path) -> None:
    """Returns once the server answers."""
    for _ in range(SECONDS * 5):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"policyqa ui does not answer: {log.read_text(encoding='utf-8')}")


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """A headless Chromium with a profile of its own and a window of 1280 × 900 that logs its requests."""
    options = webdriver.ChromeOptions()
    options.binary_location = found("chromium")
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(found("chromedriver")))
    size = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield driver
    driver.quit()


def hosts(driver: webdriver.Chrome) -> set[str]:
    """The hosts that the page has asked for anything."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]  # type: ignore[no-untyped-call]
    urls = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    return {urlsplit(url).hostname or "" for url in urls if url.startswith(("http", "ws"))}


def test_a_click_on_an_example_shows_a_dated_answer(address: str, browser: webdriver.Chrome) -> None:
    """In a browser an example is asked by a click; answer, source and date are in sight, 截至日期 too, how it was understood is a click
    away, and nothing leaves this computer."""
    browser.get(address)
    wait = WebDriverWait(browser, SECONDS)
    click(wait, lambda: [b for b in browser.find_elements(By.TAG_NAME, "button") if QUESTION in b.text])
    wait.until(lambda d: d.find_elements(By.CSS_SELECTOR, ".pq-sources .pq-date"))
    answer = browser.find_element(By.CSS_SELECTOR, ".pq-answer").text
    assert "已回答" in answer
    assert "20.3万亿元" in answer
    assert browser.find_element(By.CSS_SELECTOR, ".pq-date").is_displayed()
    assert browser.find_element(By.CSS_SELECTOR, ".pq-date").text == "2014年4月4日（报道）"
    assert browser.find_element(By.CSS_SELECTOR, "[data-testid=stDateInput]").is_displayed()
    (ROOT / "artifacts").mkdir(exist_ok=True)
    assert browser.save_screenshot(str(ROOT / "artifacts" / "ui.png"))
    assert not browser.find_element(By.CSS_SELECTOR, ".pq-why dl").is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".pq-why summary").click()
    assert "数值（金额）" in browser.find_element(By.CSS_SELECTOR, ".pq-why dl").text
    assert "20.3万亿元" in browser.find_element(By.CSS_SELECTOR, ".pq-why .pq-used").text
    assert hosts(browser) == {"127.0.0.1"}


def click(wait: "WebDriverWait[webdriver.Chrome]", find: Callable[[], list[WebElement]]) -> None:
    """Clicks the first element that `find` gives, once there is one."""
    wait.until(lambda _: find())
    find()[0].click()
