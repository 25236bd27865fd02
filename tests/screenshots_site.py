"""The README's picture of the reader's site, from the shipped library: `python -m tests.screenshots_site` takes it.

On a desk an article, opened by the link of an answer; on a telephone the first page, asked a question. Not a test:
fonts differ from machine to machine, so a picture is compared by eyes.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from bot.settings import default_library
from bot.site.build import build_site
from knowledge import load_library, prepare

PICTURE = Path(__file__).parent.parent / "docs" / "site.png"
COLOURS = 160
"""Enough for text and its tints; the picture is half of what it would be with all."""
DESK = "kursk-offensive.html?quote=0-175#p4"
TELEPHONE = "index.html?q=How%20many%20Russian%20soldiers%20were%20killed%20in%20a%20day%3F"
TABLE = f"""<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px; display: flex; gap: 20px; background: #8a8378; width: max-content; }}
iframe {{ border: 0; border-radius: 8px; height: 640px; background: #fff; }}
</style><iframe src="{DESK}" width="1080"></iframe><iframe src="{TELEPHONE}" width="360"></iframe>"""


def take_picture(to: Path) -> None:
    """Write the picture, as a PNG of few colours."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for file, content in build_site(prepare(load_library(default_library()))).items():
            (folder / file).write_bytes(content)
        (folder / "table.html").write_text(TABLE, "utf-8")
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1500, "height": 680}, reduced_motion="reduce")
        page.goto((folder / "table.html").as_uri())
        page.frame_locator("iframe").nth(1).locator("#found .answer").first.wait_for()
        page.wait_for_timeout(300)
        raw = page.screenshot()
        chromium.close()
    to.parent.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(raw)) as image:
        few = image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(to, optimize=True)


if __name__ == "__main__":
    take_picture(PICTURE)
