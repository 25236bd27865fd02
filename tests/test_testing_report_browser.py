"""The tests' report in a browser: nothing is asked of a network, the filter filters, axe finds nothing, it prints.

Skipped where Chromium or Playwright is missing.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from bot.settings import default_library
from bot.testing.report import report_html
from bot.testing.running import run_tests
from bot.testing.thresholds import ALL_PASS, Threshold

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
if CHROMIUM is None:
    pytest.skip("Chromium is not installed", allow_module_level=True)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESK, TELEPHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
TESTS = """\
- question: Who reopened the harbour of Lindesund on 3 May?
  kind: direct
  expect: {paragraph: 2, contains: [union]}
- question: "How many boats were lost in the storm?<img src=x onerror=document.title='broken'>"
  kind: hostile
  expect: {paragraph: 2}
- question: What is the capital of Australia?
  expect: {no_answer: true}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the report of the shipped library can be opened."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    thresholds = (ALL_PASS, Threshold("mrr", 1.0, "in quoth.yaml:2"))
    file.write_text(report_html(run_tests(default_library()), thresholds, "0"), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def small(harbour: Any) -> str:
    """Where the report of a small library with a failure and a hostile question can be opened."""
    (harbour / "harbour.tests.yaml").write_text(TESTS, encoding="utf-8")
    file = harbour / "report.html"
    file.write_text(report_html(run_tests(harbour), (ALL_PASS,), "0"), encoding="utf-8")
    return str(file.as_uri())


def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page; fail on what its console says and on every request but for itself."""
    context = browser.new_context(**options)
    made: Page = context.new_page()
    wrong: list[str] = []
    made.on("console", lambda message: wrong.append(message.text))
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("request", lambda request: None if request.url == address else wrong.append(request.url))
    made.goto(address)
    yield made
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (TELEPHONE, "dark")], ids=["desk", "telephone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser, shipped: str, small: str, viewport: dict[str, int], scheme: str
) -> None:
    """On a desk by day and on a telephone by night, opened and closed; no request but for the page."""
    for address in (shipped, small):
        for page in opened(browser, address, viewport=viewport, color_scheme=scheme):
            page.locator(".test summary").nth(1).click()
            found = axe.Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_filter_shows_what_is_asked_for_and_counts_it(browser: Browser, small: str) -> None:
    """By words, result, outcome and kind; a hostile question is text."""
    for page in opened(browser, small, viewport=DESK):
        shown = page.locator(".test:not([hidden]) .question")
        assert page.text_content("#shown") == "3 of 3"
        page.fill("input", "STORM boats")
        assert shown.all_text_contents()[-1].startswith("How many boats were lost in the storm?<img src=x")
        page.fill("input", "")
        page.select_option("[name=result]", "failed")
        assert "Who reopened the harbour of Lindesund on 3 May?" in shown.all_text_contents()
        page.select_option("[name=result]", "")
        page.select_option("[name=kind]", "direct")
        assert page.text_content("#shown") == "1 of 3"
        page.select_option("[name=outcome]", "small talk")
        assert page.text_content("#shown") == "0 of 3"
        assert page.is_visible("#none")
        assert page.title().startswith("Retrieval tests of library: 3 tests, ")


def test_without_scripts_every_question_is_there_and_no_control_that_does_nothing(
    browser: Browser, shipped: str
) -> None:
    """The filter alone needs the script."""
    for page in opened(browser, shipped, viewport=DESK, java_script_enabled=False):
        assert page.locator(".test").count() == page.locator(".test:visible").count() > 200
        assert not page.is_visible("#filter")


def test_on_paper_there_are_no_controls_and_failures_are_open(browser: Browser, small: str) -> None:
    """And the ink is dark."""
    for page in opened(browser, small, viewport=DESK, color_scheme="dark"):
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.is_visible("#filter")
        assert page.locator(".test[open] .told").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
