"""How well web pages are read: the text, title and day of pages whose article is known.

    python -m tests.benchmarks.intake_pages FOLDER...

Each FOLDER is one page of the test set of Mozilla's Readability (test/test-pages/NAME): source.html, expected.html,
expected-metadata.json. Text is compared as runs of four words: recall is the share of the expected ones that were
found, precision the share of the found ones that are expected. The sets are not part of this project.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from statistics import mean

from lxml import html

from bot.intake.document import SourceError
from bot.intake.page import read_page

RUN = 4


def runs(text: str) -> set[tuple[str, ...]]:
    """Return the runs of words in `text`."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def plain(text: str | None) -> str:
    """Return a title as it is compared: its words."""
    return " ".join(re.findall(r"\w+", (text or "").lower()))


def main() -> None:
    """Print a line for each page and the means."""
    recalls, precisions = [], []
    print(f"{'page':20} {'recall':>7} {'prec.':>7}  title  day         publisher")
    for folder in map(Path, sys.argv[1:]):
        known = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
        try:
            found = read_page((folder / "source.html").read_bytes(), None)
        except SourceError as error:
            print(f"{folder.name:20} {error}")
            recalls.append(0.0)
            continue
        tree = html.fromstring((folder / "expected.html").read_text(encoding="utf-8"))
        expected = runs("".join(str(text) for text in tree.itertext()))
        got = runs(" ".join(found.paragraphs))
        recalls.append(len(expected & got) / len(expected))
        precisions.append(len(expected & got) / len(got))
        title = "same" if plain(found.title) == plain(known["title"]) else "other"
        stated = (known.get("publishedTime") or "")[:10]
        day = f"{found.published}" + ("" if not stated or stated == found.published else f" (not {stated})")
        shares = f"{100 * recalls[-1]:7.1f} {100 * precisions[-1]:7.1f}"
        print(f"{folder.name:20} {shares}  {title:5}  {day:10}  {found.publisher}")
    print(f"{'mean':20} {100 * mean(recalls):7.1f} {100 * mean(precisions):7.1f}")


if __name__ == "__main__":
    main()
