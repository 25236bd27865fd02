"""Learn the parts of `knowledge/data/weights.json` that concern cards, from the shipped cards and questions of ours.

    python -m tests.learning.fit_cards QUESTION_SET_FOLDER [--write] [--verdict]

Asked are: every English wording with itself left out, the shipped tests, the development questions beside this file,
and the questions of the set, which are about other things. Cross-fitted over four folds; `--write` learns on all.
With `--verdict` the weights of a card by itself stay as they are, and only the verdict on it is learned anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge import card_matching as cards_room
from knowledge import verdict as verdict_room
from knowledge.card_matching import CardMatch, match_cards, rather_noted
from knowledge.collection import prepare
from knowledge.library import load_library
from knowledge.likeness import likeness_to_unanswered
from knowledge.question import Question, understand
from knowledge.reader import confidence, open_window, rank, signals
from knowledge.retrieval_tests import load_tests, read_tests
from knowledge.weights import load_weights
from tests.learning.fit import PATH, logistic

if TYPE_CHECKING:
    from knowledge.errors import Fault
    from knowledge.facts import PreparedWording
    from knowledge.reader import Window
    from knowledge.retrieval_tests import Expectation

FIRST = {"like": 6.0, "strange_names": -4.0, "bias": -4.0}
"""Weights of the first round, which only choose the wording; later rounds learn from what they choose."""
FOLDS = 4
SHARE = {"unanswered": 0.25, "wording": 0.1, "test": 1.5, "near": 1.5, "other": 0.3}


@dataclass(frozen=True)
class Row:
    """One question and what it expects."""

    fold: int
    what: str
    question: Question
    expect: Expectation | None
    wording: PreparedWording | None = None
    """What is left out: the wording itself where the question is one."""

    def right_card(self, match: CardMatch) -> bool:
        """Say whether a card answers it."""
        if self.expect is None and self.wording is not None:
            return self.wording.card is not None and match.card is self.wording.card
        return self.expect is not None and any(
            all(c in q.text for c in self.expect.contains) and self.expect.paragraph in (None, q.paragraph.number)
            for q in match.card.evidence
        )

    def right_quote(self, match: CardMatch) -> bool:
        """Say whether a card quotes what answers it, whichever card was meant."""
        own = self.wording.card if self.expect is None and self.wording is not None else None
        return self.right_card(match) or (
            own is not None
            and any(
                q.paragraph is o.paragraph and o.span.within(q.span) for q in match.card.evidence for o in own.evidence
            )
        )

    def right_window(self, window: Window) -> bool:
        """Say whether quoted sentences answer it."""
        if self.expect is None and self.wording is not None:
            return self.wording.card is not None and any(
                q.paragraph is window.home.paragraph and q.span.within(window.span) for q in self.wording.card.evidence
            )
        quote = window.quote
        return (
            self.expect is not None
            and all(c in quote.text for c in self.expect.contains)
            and self.expect.paragraph in (None, quote.paragraph.number)
        )


def _is_latin(text: str) -> bool:
    """Say whether a question is in the script of the cards: others cross to it, and are not learned from."""
    return not any("\u0400" <= c <= "\u04ff" for c in text)


def main() -> None:
    """Learn, print the figures, write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--verdict", action="store_true")
    options = parser.parse_args()
    library = load_library(Path("seeds"))
    collection = prepare(library)
    facts, scope, text_weights = collection.facts(None), collection.scope(None), load_weights()
    faults: list[Fault] = []
    ours = Path(__file__).parent / "kursk-offensive.tests.yaml"
    tests = [*load_tests(Path("seeds"), library), *read_tests(ours, library, faults, card_ids=None)]
    rows = []
    known = {w.text: w for w in (*facts.wordings, *facts.unanswered)}
    asked = {test.question for test in tests}
    fold = {card.id: n % FOLDS for n, card in enumerate(library.cards)}
    english = {(c.id, w.text) for c in library.cards for w in c.questions if w.language == "en"}
    for wording in facts.wordings:
        if wording.card and (wording.card.id, wording.text) in english and wording.text not in asked:
            question = wording.question(collection.vocabulary)
            rows.append(Row(fold[wording.card.id], "wording", question, None, wording))
    for n, wording in enumerate(facts.unanswered):
        if wording.text not in asked and _is_latin(wording.text):
            rows.append(Row(n % FOLDS, "unanswered", wording.question(collection.vocabulary), None, wording))
    for n, test in enumerate(t for t in tests if _is_latin(t.question)):
        question = understand(test.question, collection.vocabulary)
        rows.append(Row(n % FOLDS, "test" if test.expect else "near", question, test.expect, known.get(test.question)))
    for n, line in enumerate((options.folder / "questions.jsonl").read_text("utf-8").splitlines()):
        rows.append(Row(n % FOLDS, "other", understand(json.loads(line)["question"], collection.vocabulary), None))
    read: list[tuple[Window, float] | None] = []
    for row in rows:
        choices = rank(row.question, scope, text_weights)
        window = open_window(choices) if choices else None
        likely = confidence(signals(row.question, choices, window, scope), text_weights.confidence) if window else 0.0
        read.append((window, likely) if window else None)

    def editor(row: Row, found: list[CardMatch]) -> verdict_room.Editor:
        like = likeness_to_unanswered(row.question, facts, leave_out=row.wording)
        noted = rather_noted(row.question, found[0].card, facts, leave_out=row.wording) if found else 0.0
        return verdict_room.Editor(True, like, noted)

    def learn(chosen: list[int]) -> dict[str, dict[str, float]]:
        weights = dict(text_weights.card) if options.verdict else FIRST
        for _ in range(0 if options.verdict else 3):
            x, y, share = [], [], []
            for i in chosen:
                for match in match_cards(rows[i].question, facts, weights, leave_out=rows[i].wording)[:2]:
                    if not match.signals:
                        continue
                    x.append(match.signals)
                    y.append(rows[i].right_card(match))
                    share.append(SHARE[rows[i].what])
            weights = logistic(x, y, share, cards_room.SIGNALS)
        x, unnoted, by_card, by_sentence, share = [], [], [], [], []
        known = len(verdict_room.OF_CARDS)
        for i in chosen:
            found = match_cards(rows[i].question, facts, weights, leave_out=rows[i].wording)
            seen = read[i]
            if found and seen:
                told = verdict_room.see(*seen, found)
                x.append((*verdict_room.stand(rows[i].question, found, editor(rows[i], found)), *told))
                untold = verdict_room.Editor(True, None)
                unnoted.append((*verdict_room.stand(rows[i].question, found, untold), *told))
                by_card.append(rows[i].right_quote(found[0]))
                by_sentence.append(rows[i].right_window(seen[0]))
                share.append(SHARE[rows[i].what])
        return {
            "card": weights,
            "by_card": logistic([r[:known] for r in x], by_card, share, verdict_room.OF_CARDS),
            "by_sentence": logistic(x, by_sentence, share, verdict_room.SIGNALS),
            "by_card_unnoted": logistic([r[:known] for r in unnoted], by_card, share, verdict_room.OF_CARDS),
            "by_sentence_unnoted": logistic(unnoted, by_sentence, share, verdict_room.SIGNALS),
        }

    judged: list[tuple[str, float, bool]] = []
    for out in range(FOLDS):
        weights = learn([i for i, r in enumerate(rows) if r.fold != out])
        for i, row in enumerate(rows):
            if row.fold == out:
                found = match_cards(row.question, facts, weights["card"], leave_out=row.wording)
                seen = read[i]
                if not seen:
                    judged.append((row.what, 0.0, False))
                    continue
                noticed = editor(row, found)
                standing = verdict_room.stand(row.question, found, noticed) if found else ()
                verdict = verdict_room.judge(*seen, found, standing, noticed, weights)
                right = row.right_quote(found[0]) if verdict.by_card else row.right_window(seen[0])
                judged.append((row.what, verdict.probability, right))
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        line = []
        for what in SHARE:
            chosen = [(p, r) for w, p, r in judged if w == what]
            if not chosen:
                continue
            given = sum(p >= threshold and r for p, r in chosen)
            wrong = sum(p >= threshold and not r for p, r in chosen)
            line.append(
                f"{what} {len(chosen)}: right {100 * given / len(chosen):.1f} wrong {100 * wrong / len(chosen):.1f}"
            )
        print(f"from {threshold}  " + "; ".join(line))
    if options.write:
        found_weights = learn(list(range(len(rows))))
        data = json.loads(PATH.read_text(encoding="utf-8"))
        for part, values in found_weights.items():
            data[part] = {k: round(v, 4) for k, v in sorted(values.items())}
        PATH.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        print("written", PATH, file=sys.stderr)


if __name__ == "__main__":
    main()
