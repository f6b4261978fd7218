"""The report is one file that shows every figure, slice, failure and quote, loads nothing, and escapes what it shows."""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.formats import load
from eval.labels import FIGURES
from eval.run import run
from eval.score import HEADLINES
from eval.svg import bar_chart, line_chart, nice_top


@pytest.fixture
def spoiled(scripted: Any, make: Any) -> Any:
    """One answer wrong and hostile, with a quote out of its text and one that is nowhere."""
    good = make.citation("001_zone.txt", "园区共有企业36家", "2022-03-05")
    lost = replace(good, marker=2, quote="查无此句", start=0, end=4)
    one = "园区有多少家高新技术企业？"
    scripted.replies[one] = make.answer(one, "<script>alert(1)</script>36家|[1][2]。", good, lost)
    return scripted


@pytest.fixture
def reports(dataset_file: Path, tmp_path: Path, scripted: Any, spoiled: Any) -> tuple[str, str]:
    """HTML and Markdown of a spoiled run compared with a perfect one."""
    perfect = type(scripted)({**scripted.replies})
    perfect.replies["园区有多少家高新技术企业？"] = scripted.replies["计划由谁实施？"]
    run(load(dataset_file, "policy"), tmp_path / "a", perfect)
    run(load(dataset_file, "policy"), tmp_path / "b", spoiled, earlier=tmp_path / "a")
    html, markdown = ((tmp_path / "b" / name).read_text(encoding="utf-8") for name in ("report.html", "report.md"))
    return html, markdown


def test_the_page_loads_nothing(reports: tuple[str, str]) -> None:
    """No address, script, import or linked file stands in the page."""
    assert not re.search(r"https?://|<script|<link|@import|url\(|src=", reports[0])


def test_what_answers_say_is_escaped(reports: tuple[str, str]) -> None:
    """Markup in an answer is shown as text; a bar does not break a Markdown table."""
    assert "&lt;script&gt;alert(1)&lt;/script&gt;36家" in reports[0]


def test_quotes_stand_in_their_context(reports: tuple[str, str]) -> None:
    """A quote is marked between what stands before and after it; one that is nowhere says so."""
    assert re.search(r"…滨海高新区[^<]*<mark>园区共有企业36家</mark>，其中高新技术企业6家", reports[0])
    assert re.search(r"quote lost.*原文中找不到.*\s*<mark>查无此句</mark>", reports[0])


def test_figures_slices_and_faults_are_shown(reports: tuple[str, str]) -> None:
    """Headline figures with baseline and change, slices by type, document, year and status, the failing case with its gold."""
    html, markdown = reports
    for text in (
        "答对（含该拒则拒）",
        "最佳BM25句",
        "95% 区间",
        "按题型",
        "按文件",
        "按来源年份",
        "按回答状态",
        "风险—覆盖率",
        "没有带置信度",
        "6家",
        "答错",
    ):
        assert text in html
    assert "| 答对（含该拒则拒） `right` | 75.0% |" in markdown
    assert "### 有问题的题（1）" in markdown


def test_every_figure_has_a_label() -> None:
    """No headline figure reaches a reader under its code name only."""
    assert set(HEADLINES) <= set(FIGURES)


def test_calibration_is_drawn_where_answers_are_sure(dataset_file: Path, tmp_path: Path, scripted: Any, make: Any) -> None:
    """Answers that carry a confidence give a calibration curve and its error."""

    class Sure:
        store_version = "s1"

        def ask(self, question: str, **told: Any) -> Any:
            return replace(scripted.ask(question, **told), confidence=0.75)

        def search(self, query: str, **told: Any) -> list[Any]:
            return []

        documents, document_text = scripted.documents, scripted.document_text

    metrics = run(load(dataset_file, "policy"), tmp_path / "out", Sure())  # type: ignore[arg-type]
    assert metrics["calibration_error"] == 0.25
    assert "虚线为理想" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_charts_place_values() -> None:
    """A point at half of both axes lies in the middle of the plot; bars scale to the highest; an axis ends at the next fifth."""
    assert 'points="229.0,115.0"' in line_chart([("curve", [(0.5, 0.5)])], x="横", y="纵")
    heights = [float(h) for h in re.findall(r'<rect [^>]*height="([\d.]+)"', bar_chart([("一", 1), ("二", 2), ("三", 0)], x="横", y="纵"))]
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.01)
    assert heights[2] == 0
    assert [nice_top(x) for x in (0, 0.2, 0.21, 1)] == [0.2, 0.2, 0.4, 1]


def test_the_page_is_drawn_by_chromium(reports: tuple[str, str], tmp_path: Path) -> None:
    """Headless Chromium opens the page and paints more than a blank sheet; screen and print."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        reason = "chromium is missing: install Debian's package chromium to check how the report is drawn"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    page, picture, sheet = tmp_path / "b" / "report.html", tmp_path / "report.png", tmp_path / "report.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    for option in (f"--screenshot={picture}", f"--print-to-pdf={sheet}"):
        subprocess.run([*command, option, "--window-size=1200,2400", page.as_uri()], check=True, capture_output=True, timeout=120)
    assert picture.stat().st_size > 20_000
    assert sheet.read_bytes().startswith(b"%PDF")
