"""Learn the card part of `knowledge/data/weights.json` from the shipped cards and tests.

    python -m tests.learning.fit_cards QUESTION_SET_FOLDER [--write]

Asked are: every English wording with itself left out, the shipped tests, and the questions of the set, which are about
other things. Cross-fitted by card; the figures of the shipped tests are those of weights that did not see them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.collection import prepare
from knowledge.facts import SIGNALS, CardMatch, match_cards
from knowledge.library import load_library
from knowledge.question import understand
from knowledge.retrieval_tests import load_tests
from tests.learning.fit import PATH, logistic

FIRST = {"both": 6.0, "asked": 3.0, "strange_names": -4.0, "bias": -4.0}
"""Weights of the first round, which only choose the wording; the second round learns from what they choose."""


def main() -> None:
    """Learn, print the figures, write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    library = load_library(Path("seeds"))
    collection = prepare(library)
    facts = collection.facts(None)
    tests = load_tests(Path("seeds"), library)
    others = [json.loads(r)["question"] for r in (options.folder / "questions.jsonl").read_text("utf-8").splitlines()]

    def gather(weights: dict[str, float]) -> list[tuple[int, str, CardMatch, bool, float]]:
        """Return (fold, what, best match, rightness, share) of every question."""
        rows = []
        fold = {card.id: n % 4 for n, card in enumerate(library.cards)}
        for wording in facts.wordings:
            found = match_cards(wording.question(collection.vocabulary), facts, weights, leave_out=wording)
            same = {wording.card.id}
            for match in found[:2]:
                rows.append((fold[wording.card.id], "wording", match, match.card.id in same, 0.5))
        for n, test in enumerate(tests):
            found = match_cards(understand(test.question, collection.vocabulary), facts, weights)
            for match in found[:2]:
                right = test.expect is not None and any(
                    all(c in q.text for c in test.expect.contains)
                    and test.expect.paragraph in (None, q.paragraph.number)
                    for q in match.card.evidence
                )
                rows.append((n % 4, "test" if test.expect else "near", match, right, 1.5))
        for n, text in enumerate(others):
            for match in match_cards(understand(text, collection.vocabulary), facts, weights)[:1]:
                rows.append((n % 4, "other", match, False, 0.3))
        return rows

    weights = FIRST
    for _ in range(3):
        rows = gather(weights)
        weights = learn(rows)
    rows = gather(weights)
    judged: list[tuple[str, float, bool]] = []
    for fold in range(4):
        part = learn([r for r in rows if r[0] != fold])
        judged += [(r[1], value(part, r[2]), r[3]) for r in rows if r[0] == fold]
    for what in ("wording", "test", "near", "other"):
        chosen = [(p, r) for w, p, r in judged if w == what]
        for threshold in (0.3, 0.5, 0.7):
            taken = [r for p, r in chosen if p >= threshold]
            print(f"{what} {len(chosen)} from {threshold}: taken {len(taken)}, of them right {sum(taken)}")
    print({k: round(v, 2) for k, v in weights.items()})
    if options.write:
        data = json.loads(PATH.read_text(encoding="utf-8"))
        data["card"] = {k: round(v, 4) for k, v in sorted(weights.items())}
        PATH.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        print("written", PATH, file=sys.stderr)


def learn(rows: list[Any]) -> dict[str, float]:
    """Return the weights of a logistic regression on the matches."""
    return logistic([r[2].signals for r in rows], [r[3] for r in rows], [r[4] for r in rows], SIGNALS)


def value(weights: dict[str, float], match: CardMatch) -> float:
    """Return the probability of a match under other weights."""
    total = weights["bias"] + sum(weights[n] * v for n, v in zip(SIGNALS, match.signals, strict=True))
    return float(1 / (1 + np.exp(-total)))


if __name__ == "__main__":
    main()
