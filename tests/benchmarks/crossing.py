"""Questions in Russian asked of articles in English: how many are answered rightly, and how many refused rightly.

    python -m tests.benchmarks.crossing LIBRARY ENGLISH.json OTHER.json [--half 0 or 1]

LIBRARY holds the articles and `questions.jsonl` (question, article, golds, paragraphs; a line each); the two files
are XQuAD's in SQuAD's format (Artetxe, Ruder & Yogatama 2020, CC BY-SA 4.0), alike but for the language: a question is
asked as OTHER has it, in its own article and in another one, where it should be refused. `--half` takes every other
question. Nothing of the set is part of the project.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from knowledge import Collection, Found, NotFound, ask, load_library, prepare


def questions_of(path: Path) -> dict[str, str]:
    """Return the id of each question of a file in SQuAD's format → its text."""
    articles = json.loads(path.read_text(encoding="utf-8"))["data"]
    asked = (question for article in articles for part in article["paragraphs"] for question in part["qas"])
    return {question["id"]: question["question"].strip() for question in asked}


def judge(collection: Collection, text: str, item: dict[str, Any]) -> tuple[bool, bool, bool]:
    """Return whether `text` is answered, the right paragraph comes first, and its quote holds the answer."""
    reading = ask(collection, text, article=item["article"])
    if not isinstance(reading, Found | NotFound):
        return False, False, False
    found = reading.evidence if isinstance(reading, Found) else reading.nearest
    place = bool(found) and found[0].quote.paragraph.number in item["paragraphs"]
    held = bool(found) and any(gold.casefold() in found[0].quote.text.casefold() for gold in item["golds"])
    return isinstance(reading, Found), place, held


def main() -> None:
    """Print the figures, in percent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    chosen = parser.parse_args()
    lines = (chosen.library / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    if chosen.half is not None:
        items = items[chosen.half :: 2]
    ids = {text: id_ for id_, text in questions_of(chosen.english).items()}
    theirs = questions_of(chosen.other)
    collection = prepare(load_library(chosen.library))
    articles = sorted({item["article"] for item in items})
    for name in ("as it is in English", "put across"):
        answered = places = right = refused = 0
        for n, item in enumerate(items):
            english = item["question"].strip()
            text = english if name != "put across" else theirs[ids[english]]
            gives, place, held = judge(collection, text, item)
            answered, places, right = answered + gives, places + place, right + (gives and held)
            home = articles.index(item["article"])
            other = articles[(home + 1 + n % (len(articles) - 1)) % len(articles)]
            refused += not judge(collection, text, {**item, "article": other})[0]
        shares = (f"{100 * count / len(items):5.1f}" for count in (places, answered, right, refused))
        print(f"{name:20} " + " ".join(map("{} {}".format, ("paragraph", "answered", "right", "refused"), shares)))


if __name__ == "__main__":
    main()
