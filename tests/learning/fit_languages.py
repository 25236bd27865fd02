"""Learn `knowledge/data/languages/weights.json` from question sets in several languages, and say how well it does.

    python -m tests.learning.fit_languages QUESTION_SET_FOLDER… [--folds 4] [--write]

Each folder is a library with `questions.jsonl`, all of the same articles in different languages. One set of weights is
learned for all, cross-fitted over articles: an article is judged by weights that saw it in no language. `--write` then
learns on everything and writes the file.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.collection import Collection, prepare
from knowledge.languages.answering import LIKELY
from knowledge.languages.choosing import RANKED, SIGNALS, choose, confidence, described, quote, signals
from knowledge.languages.inquiry import inquire
from knowledge.languages.lacking import lacks
from knowledge.library import load_library
from knowledge.passages import PreparedParagraph, Scope, build_scope
from knowledge.retriever import candidates
from tests.learning.fit import Item, auroc, conditional_logit, logistic

Barrier = Callable[[float], bool]
PATH = Path("knowledge/data/languages/weights.json")
HARD = 0.25
"""Share of a question whose answer was cut out of the article, beside 1 for one that is answered."""
USUAL = 0.1
"""Share of a question about something else when it is learned how sure to be."""
NOTHING = (0.0,) * len(SIGNALS)


class Tongue:
    """A question set in one language."""

    def __init__(self, folder: Path) -> None:
        self.collection: Collection = prepare(load_library(folder))
        rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
        self.items = [Item(r["question"], r["article"], tuple(r["golds"]), tuple(r["paragraphs"])) for r in rows]
        self.names = sorted({item.article for item in self.items})
        self.code = next(iter(self.collection.others.values()))

    def fold(self, item: Item, folds: int) -> int:
        """Return the fold of an item: an article is in the same one in every language."""
        return self.names.index(item.article) % folds

    def groups(self, items: list[Item]) -> tuple[list[Any], list[Any]]:
        """Return the features of each question's sentences, and which are right: in its article, in all of them."""
        rows, goods = [], []
        for item in items:
            for article in (item.article, None):
                scope = self.collection.scope(article)
                question = inquire(item.question, self.code, scope)
                found = candidates(question, scope)
                good = [
                    c.home.article.id == item.article
                    and c.home.paragraph.number in item.paragraphs
                    and any(g in c.sentence.text for g in item.golds)
                    for c in found
                ]
                if any(good):
                    rows.append(np.array([described(question, c, self.code) for c in found]))
                    goods.append(np.array(good, float))
        return rows, goods

    def without_answer(self, item: Item) -> Scope:
        """Return the item's article without the sentences that hold a gold answer: it looks as if it answered."""
        homes = []
        for home in self.collection.articles[item.article]:
            kept = tuple(s for s in home.sentences if not any(g in s.text for g in item.golds))
            terms = tuple(term for s in kept for term, places in s.places.items() for _ in places)
            homes.append(PreparedParagraph(home.article, home.paragraph, kept, terms))
        return build_scope(tuple(home for home in homes if home.sentences))

    def read(
        self, item: Item, article: str | None, weights: dict[str, float], scope: Scope | None = None
    ) -> tuple[tuple[float, ...], bool, bool, Barrier]:
        """Return the signals of a question asked of `article`, whether its quote and its paragraph are right, and
        what says, of a probability, whether the quote lacks what an answer needs.
        """
        scope = scope or self.collection.scope(article)
        question = inquire(item.question, self.code, scope)
        choices = choose(question, scope, self.code, weights)
        if not choices:
            return NOTHING, False, False, lambda _: True
        window = quote(choices, question, self.code)
        home = window.home.article.id == item.article and window.home.paragraph.number in item.paragraphs
        right = home and any(g in window.quote.text for g in item.golds)
        whole = [other for other in scope.paragraphs if other.article is window.home.article]

        def barrier(likely: float) -> bool:
            return lacks(question, window, whole, self.code, likely)

        return signals(question, choices, window, scope), right, home, barrier


def given(values: tuple[float, ...], barred: Barrier, sure: dict[str, float]) -> float:
    """Return the probability with which an answer is given; 0 where there is none, or where it is barred."""
    likely = confidence(values, sure) if values != NOTHING else 0.0
    return 0.0 if barred(likely) else likely


def learn(parts: list[tuple[Tongue, list[Item]]], seed: int = 1) -> tuple[dict[str, float], dict[str, float]]:
    """Learn the ranking and the confidence."""
    rows, goods = [], []
    for tongue, items in parts:
        found = tongue.groups(items)
        rows += found[0]
        goods += found[1]
    sentence = dict(zip(RANKED, map(float, conditional_logit(rows, goods, 1.0)), strict=True))
    rng = random.Random(seed)
    x, y, share = [], [], []
    for tongue, items in parts:
        for item in items:
            away = [rng.choice([n for n in tongue.names if n != item.article]) for _ in range(2)]
            for article, weight in ((item.article, 1.0), (None, 0.5), (away[0], 0.6), (away[1], 0.6)):
                values, right, *_ = tongue.read(item, article, sentence)
                x.append(values)
                y.append(right)
                share.append(weight if values != NOTHING else 0.0)
            values, *_ = tongue.read(item, item.article, sentence, tongue.without_answer(item))
            x.append(values)
            y.append(False)
            share.append(HARD if values != NOTHING else 0.0)
    learned = logistic(x, y, share, SIGNALS)
    # which way and how far, learned with many that are about something else; how sure, on what readers mostly ask
    z = [[learned["bias"] + sum(learned[n] * v for n, v in zip(SIGNALS, row, strict=True))] for row in x]
    usual = [w * (1.0, 1.0, USUAL, USUAL, 0.0)[n % 5] for n, w in enumerate(share)]
    scaled = logistic(z, y, usual, {"z": 1}, l2=0.0)
    return sentence, {k: v * scaled["z"] + (scaled["bias"] if k == "bias" else 0.0) for k, v in learned.items()}


def main() -> None:
    """Cross-fit, print the figures of each language, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    tongues = [Tongue(folder) for folder in options.folders]
    told: dict[str, dict[str, list[float]]] = {t.code: {} for t in tongues}
    rng = random.Random(7)
    for fold in range(options.folds):
        parts = [(t, [i for i in t.items if t.fold(i, options.folds) != fold]) for t in tongues]
        sentence, sure = learn(parts)
        for t in tongues:
            rows = told[t.code]
            for item in t.items:
                if t.fold(item, options.folds) != fold:
                    continue
                values, right, home, barred = t.read(item, item.article, sentence)
                other, *_, off = t.read(item, rng.choice([n for n in t.names if n != item.article]), sentence)
                cut, *_, short = t.read(item, item.article, sentence, t.without_answer(item))
                rows.setdefault("barred", []).append(right and barred(confidence(values, sure)))
                rows.setdefault("quote", []).append(right)
                rows.setdefault("paragraph", []).append(home)
                rows.setdefault("own", []).append(given(values, barred, sure))
                rows.setdefault("other", []).append(given(other, off, sure))
                rows.setdefault("cut", []).append(given(cut, short, sure))
    for code, rows in told.items():
        answered = np.mean([p >= LIKELY for p in rows["own"]])
        refused = np.mean([p < LIKELY for p in rows["other"]])
        print(
            f"{code}: paragraph {100 * np.mean(rows['paragraph']):.1f}, quote {100 * np.mean(rows['quote']):.1f}, "
            f"answered {100 * answered:.1f}, refused {100 * refused:.1f}, "
            f"right but barred {100 * np.mean(rows['barred']):.1f}, "
            f"AUROC {100 * auroc(rows['own'], rows['other']):.1f}, "
            f"against the answer cut out {100 * auroc(rows['own'], rows['cut']):.1f}"
        )
    own = sorted(p for rows in told.values() for p in rows["own"])
    away = [p for rows in told.values() for p in rows["other"]]
    sure_of = [(p, right) for rows in told.values() for p, right in zip(rows["own"], rows["quote"], strict=True) if p]
    bins = [[(p, y) for p, y in sure_of if min(9, int(10 * p)) == n] for n in range(10)]
    amiss = sum(abs(sum(p for p, _ in b) - sum(y for _, y in b)) for b in bins) / len(sure_of)
    print(f"calibration error {100 * amiss:.1f}")
    for share in (0.03, 0.04, 0.05, 0.06, 0.08):
        at = own[int(share * len(own))]
        print(f"{100 - 100 * share:.0f} % answered from {at:.3f}: refused {100 * np.mean([p < at for p in away]):.1f}")
    if options.write:
        sentence, sure = learn([(t, t.items) for t in tongues])
        rounded = {
            part: {k: round(v, 4) for k, v in learned.items()}
            for part, learned in (("sentence", sentence), ("confidence", sure))
        }
        PATH.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
