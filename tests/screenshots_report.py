"""The README's picture of the tests' report, from the shipped library: `python -m tests.screenshots_report` takes it.

On a desk the plots and the questions; on a telephone one of them, opened. Not a test: fonts differ from machine to
machine, so a picture is compared by eyes.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from bot.settings import default_library
from bot.testing.report import report_html
from bot.testing.running import run_tests
from bot.testing.thresholds import ALL_PASS

PICTURE = Path(__file__).parent.parent / "docs" / "report.png"
COLOURS = 160
"""Enough for text and its tints."""
TABLE = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px; display: flex; gap: 20px; background: #8a8378; width: max-content; }
iframe { border: 0; border-radius: 8px; height: 800px; background: #fff; }
</style><iframe src="report.html#plots" width="1080"></iframe><iframe src="report.html#tests" width="360"></iframe>"""
SHOWN = "soldiers killed"


def take_picture(to: Path) -> None:
    """Write the picture, as a PNG of few colours."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "report.html").write_text(report_html(run_tests(default_library()), (ALL_PASS,), "0.1.0"), "utf-8")
        (folder / "table.html").write_text(TABLE, "utf-8")
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1500, "height": 840}, reduced_motion="reduce")
        page.goto((folder / "table.html").as_uri())
        desk, telephone = (page.frame_locator("iframe").nth(number) for number in (0, 1))
        desk.locator("#plots").evaluate("element => element.scrollIntoView()")
        telephone.locator("input").fill(SHOWN)
        telephone.locator(".test:not([hidden]) summary").first.click()
        telephone.locator("#tests").evaluate("element => element.scrollIntoView()")
        page.wait_for_timeout(300)
        raw = page.screenshot()
        chromium.close()
    to.parent.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(raw)) as image:
        image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            to, optimize=True
        )


if __name__ == "__main__":
    take_picture(PICTURE)
