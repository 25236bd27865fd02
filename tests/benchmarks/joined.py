"""Larger libraries than the shipped one, joined at run time from the articles of a folder, with their questions.

The folder is one of articles with a `questions.jsonl` beside them (`{"question", "article", …}` a line), as question
sets are handed on. Nothing of it is kept.
"""

from __future__ import annotations

import json
from itertools import cycle, islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Asked(NamedTuple):
    """A question, and the article of the joined library that it is asked of; None: of all."""

    question: str
    article: str | None


def join_articles(source: Path, target: Path, *, paragraphs: int, articles: int) -> list[Asked]:
    """Write `articles` articles of `paragraphs` paragraphs to `target`; return the questions that they are asked.

    The source's paragraphs are taken in turn, as often as needed; a repetition says which it is, so that no two are
    alike. Each question is asked of the article that holds its own article's first paragraph.
    """
    found = [(path.stem, _lines(path)[1:]) for path in sorted(source.glob("*.txt"))]
    pieces = enumerate(cycle([(name, text) for name, texts in found for text in texts]))
    homes: dict[str, str] = {}
    for number in range(articles):
        texts = []
        for place, (name, text) in islice(pieces, paragraphs):
            homes.setdefault(name, f"joined-{number}")
            texts.append(f"{text} This is paragraph {place} of the archive.")
        (target / f"joined-{number}.txt").write_text("\n\n".join([f"Joined Articles {number}", *texts]), "utf-8")
    rows = [json.loads(line) for line in _lines(source / "questions.jsonl")]
    return [Asked(row["question"], homes[row["article"]]) for row in rows if row["article"] in homes]


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
