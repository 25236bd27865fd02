"""How long checking ten thousand cards takes beside only parsing their YAML: `python -m tests.benchmarks.checking`.

The library is made anew in each run, of invented names: 100 articles of 100 paragraphs, each with a card of three
questions. The peer is PyYAML's own `CSafeLoader` on the same card files, which finds no fault but broken YAML.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from knowledge import check_library, review_library

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES, CARDS = 100, 100
ROUNDS = 3
_FIRST = "Bor Kal Ner Tos Vil Dra Mep Sun Har Lin Oss Pel".split()
_MIDDLE = "an ek il ov ur est ag om".split()
_LAST = "berg dal ik sund mark ford sk holm av eth".split()
_VERBS = "reopened closed repaired sold bought painted moved flooded searched insured".split()
_THINGS = "harbour bridge school mill station library market theatre airport tunnel hospital museum".split()


def make_library(folder: Path) -> None:
    """Write the articles and their cards; the same in every run."""
    chance = random.Random(5)

    def name() -> str:
        return chance.choice(_FIRST) + chance.choice(_MIDDLE) + chance.choice(_LAST)

    number = 0
    for article in range(ARTICLES):
        paragraphs, cards = [], []
        for paragraph in range(1, CARDS + 1):
            number += 1
            mayor, town, verb, thing = name(), name(), chance.choice(_VERBS), chance.choice(_THINGS)
            sum_ = chance.randint(100, 99_999)
            said = f"Mayor {mayor} {verb} the {thing} of {town} on {chance.randint(1, 28)} May for {sum_:,} crowns."
            paragraphs.append(f"{said} The union of {town} claimed that {sum_ + 7:,} people saw the {thing} that week.")
            cards.append(
                f"  - id: card-{number}\n"
                f"    answer: Mayor {mayor} {verb} the {thing} of {town} for {sum_:,} crowns.\n"
                "    status: fact\n"
                "    evidence:\n"
                f'      - {{quote: "{said}", paragraph: {paragraph}}}\n'
                "    questions:\n"
                f"      - Who {verb} the {thing} of {town} for {sum_:,} crowns?\n"
                f"      - What did {mayor} do with the {thing} of {town} in week {number}?\n"
                f"      - How much did the {thing} in {town} cost {mayor} in week {number}?\n"
                f"    see_also: [card-{number - 1 if number > 1 else 2}]\n"
            )
        text = "\n\n".join([f"News of the Towns {article}", *paragraphs])
        (folder / f"town-{article}.txt").write_text(f"{text}\n", encoding="utf-8")
        (folder / f"town-{article}.cards.yaml").write_text("cards:\n" + "\n".join(cards), encoding="utf-8")


def main() -> None:
    """Measure each in turn, several times, and print medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_library(folder)
        files = sorted(folder.glob("*.yaml"))

        def parse() -> None:
            for file in files:
                yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

        faults, review = check_library(folder), review_library(folder)
        print(f"{ARTICLES * CARDS:,} cards, {len(faults)} faults, {len(review.warnings)} warnings")
        ways: dict[str, Callable[[], object]] = {
            "yaml.load with CSafeLoader": parse,
            "every fault (what loading a library takes too)": lambda: check_library(folder),
            "quoth check: every fault and warning": lambda: review_library(folder),
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way, work in ways.items():
                start = time.perf_counter()
                work()
                taken[way].append(time.perf_counter() - start)
        peer = statistics.median(taken["yaml.load with CSafeLoader"])
        for way, times in taken.items():
            print(f"{way:48} {statistics.median(times):6.2f} s  {statistics.median(times) / peer:4.1f} ×")


if __name__ == "__main__":
    main()
