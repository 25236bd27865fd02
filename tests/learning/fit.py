"""Learn `knowledge/data/weights.json` from a question set in the form of XQuAD-32, and say how well it does.

    python -m tests.learning.fit QUESTION_SET_FOLDER [--folds 4] [--write]

Figures are cross-fitted: each fold of articles is judged by weights learned on the others. `--write` then learns on
everything and writes the file. Three conditional logits and one logistic regression, L2-regularised, deterministic.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import string
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from knowledge.collection import Collection, prepare
from knowledge.library import load_library
from knowledge.passages import Scope, build_scope, prepare_paragraph
from knowledge.phrases import bounds
from knowledge.question import Question, understand
from knowledge.reader import (
    READ,
    READ_FEATURES,
    SIGNALS,
    best_phrase,
    confidence,
    open_window,
    rank,
    read_features,
    signals,
)
from knowledge.retriever import FEATURES, Candidate, candidates
from knowledge.spans import describe_all, survey
from knowledge.tokenizer import split_sentences
from knowledge.weights import Weights

PATH = Path("knowledge/data/weights.json")
L2_SENTENCE, L2_PHRASE = 1.0, 1.0
CARD_PARTS = ("card", "by_card", "by_sentence", "by_card_unnoted", "by_sentence_unnoted")
"""What `fit_cards` learns."""
NOTHING = (0.0,) * len(SIGNALS)
HARD = 0.25
"""Share of a question that looks answerable and is not, beside 1 for one that is."""


@dataclass(frozen=True)
class Item:
    """One question of the set."""

    question: str
    article: str
    golds: tuple[str, ...]
    paragraphs: tuple[int, ...]


def words(text: str) -> list[str]:
    """Return the words that SQuAD's F1 compares."""
    plain = "".join(" " if c in string.punctuation else c for c in text.lower())
    return [w for w in plain.split() if w not in ("a", "an", "the")]


def f1(given: str, gold: str) -> float:
    """Return SQuAD's token F1 (Rajpurkar et al. 2016)."""
    p, g = words(given), words(gold)
    same = sum((collections.Counter(p) & collections.Counter(g)).values())
    return 2 * same / (len(p) + len(g)) if same else 0.0


def conditional_logit(rows: list[Any], good: list[Any], l2: float) -> Any:
    """Return the weights that make the good rows of each group likely (maximum likelihood, L2 on scaled features)."""
    scale = np.concatenate(rows).std(0) + 1e-9 if len(rows[0][0]) < 60 else np.ones(rows[0].shape[1])
    scaled = [r / scale for r in rows]

    def loss(w: Any) -> tuple[float, Any]:
        total, slope = l2 * w @ w / 2, l2 * w
        for x, y in zip(scaled, good, strict=True):
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            z = p @ y + 1e-12
            total -= np.log(z)
            slope = slope - (p * y / z - p) @ x
        return total, slope

    found = minimize(loss, np.zeros(scaled[0].shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x / scale


def logistic(rows: Any, right: Any, share: Any, signs: dict[str, int], l2: float = 0.3) -> dict[str, float]:
    """Return the weights of a logistic regression of bounded signs: the data may not turn what a signal means."""
    x, y, w = np.asarray(rows, float), np.asarray(right, float), np.asarray(share, float)

    def loss(v: Any) -> tuple[float, Any]:
        z = x @ v[:-1] + v[-1]
        p = 1 / (1 + np.exp(-z))
        slope = w * (p - y)
        value = float(w @ (np.logaddexp(0, z) - y * z)) + l2 * float(v[:-1] @ v[:-1]) / 2
        return value, np.append(x.T @ slope + l2 * v[:-1], slope.sum())

    bounds = [{1: (0, None), -1: (None, 0), 0: (None, None)}[s] for s in signs.values()] + [(None, None)]
    found = minimize(
        loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}
    )
    return {**dict(zip(signs, map(float, found.x[:-1]), strict=True)), "bias": float(found.x[-1])}


class Learner:
    """A question set with its library."""

    def __init__(self, folder: Path) -> None:
        self.collection: Collection = prepare(load_library(folder))
        rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
        self.items = [
            Item(r["question"], r["article"], tuple(r["golds"]), tuple(r["paragraphs"])) for r in rows if r["golds"]
        ]
        self.stripped: dict[Item, Scope] = {}
        self.names = sorted({i.article for i in self.items})
        self.asked: dict[str, Question] = {
            i.question: understand(i.question, self.collection.vocabulary) for i in self.items
        }

    def fold(self, item: Item, folds: int) -> int:
        """Return the fold of an item: articles are kept whole."""
        return self.names.index(item.article) % folds

    def good(self, item: Item, candidate: Candidate) -> bool:
        """Say whether a sentence holds a gold answer in a gold paragraph."""
        paragraph = candidate.home.paragraph
        return (
            paragraph.article == item.article
            and paragraph.number in item.paragraphs
            and any(g in candidate.sentence.text for g in item.golds)
        )

    def learn_phrases(self, items: list[Item]) -> dict[str, float]:
        """Learn to choose the phrase in the gold sentence."""
        groups, goods = [], []
        for item in items:
            question = self.asked[item.question]
            sentence = next(
                (s for p in self.collection.articles[item.article] if p.paragraph.number in item.paragraphs
                 for s in p.sentences if any(g in s.text for g in item.golds)), None)  # fmt: skip
            if sentence is None or not sentence.phrases:
                continue
            ground = survey(question, sentence)
            given = [bounds(sentence.text, sentence.tokens, p).of(sentence.text) for p in sentence.phrases]
            y = np.array([max(f1(text, g) for g in item.golds) for text in given]) ** 3
            if y.max() > 0:
                groups.append(describe_all(question, ground))
                goods.append(y)
        names = {name: n for n, name in enumerate(sorted({k for g in groups for f in g for k in f}))}
        rows = []
        for group in groups:
            x = np.zeros((len(group), len(names)))
            for n, features in enumerate(group):
                for name, value in features.items():
                    x[n, names[name]] = value
            rows.append(x)
        found = conditional_logit(rows, goods, L2_PHRASE)
        return {name: float(found[n]) for name, n in names.items()}

    def learn_sentences(self, items: list[Item], phrase: dict[str, float]) -> dict[str, float]:
        """Learn to choose the sentence, in its article and in the whole library."""
        rows, goods = [], []
        for item in items:
            question = self.asked[item.question]
            for scope in (item.article, None):
                found = candidates(question, self.collection.scope(scope))
                if any(self.good(item, c) for c in found):
                    rows.append(np.array([c.features for c in found]))
                    goods.append(np.array([self.good(item, c) for c in found], float))
        first = conditional_logit(rows, goods, L2_SENTENCE)
        rows, goods = [], []
        for item in items:
            question = self.asked[item.question]
            for scope in (item.article, None):
                found = candidates(question, self.collection.scope(scope))
                order = sorted(range(len(found)), key=lambda i: -float(np.dot(first, found[i].features)))[: READ + 3]
                chosen = [found[i] for i in order]
                if any(self.good(item, c) for c in chosen):
                    read = [best_phrase(question, c, phrase) for c in chosen]
                    rows.append(
                        np.array(
                            [
                                (*c.features, *read_features(question, c, r[1], r[2]))
                                for c, r in zip(chosen, read, strict=True)
                            ]
                        )
                    )
                    goods.append(np.array([self.good(item, c) for c in chosen], float))
        second = conditional_logit(rows, goods, L2_SENTENCE)
        return dict(zip((*FEATURES, *READ_FEATURES), map(float, second), strict=True))

    def read(
        self, item: Item, scope: str | None, weights: Weights
    ) -> tuple[tuple[float, ...], bool, str, str, int] | None:
        """Return signals, rightness, short answer, quote of one question asked of `scope`."""
        return self.read_in(item, self.asked[item.question], self.collection.scope(scope), weights)

    def read_in(
        self, item: Item, question: Question, ground: Scope, weights: Weights
    ) -> tuple[tuple[float, ...], bool, str, str, int] | None:
        """Return the same of any question and scope."""
        choices = rank(question, ground, weights)
        if not choices:
            return None
        window = open_window(choices)
        quote = window.quote.text
        right = (
            window.home.article.id == item.article
            and window.home.paragraph.number in item.paragraphs
            and any(g in quote for g in item.golds)
        )
        best = window.best
        sentence = best.candidate.sentence
        short = bounds(sentence.text, sentence.tokens, best.phrase).of(sentence.text) if best.phrase else quote
        return signals(question, choices, window, ground), right, short, quote, window.home.paragraph.number

    def elsewhere(self, item: Item, rng: random.Random) -> str:
        """Return another article."""
        return rng.choice([n for n in self.names if n != item.article])

    def learn_confidence(self, items: list[Item], weights: Weights, seed: int = 1) -> dict[str, float]:
        """Learn how likely a quote is right: asked of its own article, of the library, and of two others."""
        rng = random.Random(seed)
        x, y, share = [], [], []
        asked = [
            (item, self.asked[item.question], self.collection.scope(scope), weight)
            for item in items
            for scope, weight in (
                (item.article, 1.0),
                (None, 0.5),
                (self.elsewhere(item, rng), 0.6),
                (self.elsewhere(item, rng), 0.6),
            )
        ]
        for item in items:
            asked.append((item, self.asked[item.question], self.without_answer(item), HARD))
            swapped = self.swapped(item, rng)
            if swapped:
                asked.append((replace(item, golds=()), swapped, self.collection.scope(item.article), HARD))
        owns = [self.collection.scope(item.article) for item, *_ in asked]
        scopes = [scope for _, _, scope, _ in asked]
        all_of_it = self.collection.scope(None)
        for item, question, scope, weight in asked:
            read = self.read_in(item, question, scope, weights)
            x.append(read[0] if read else NOTHING)
            y.append(bool(read and read[1]))
            share.append(weight if read else 0.0)
        learned = logistic(x, y, share, SIGNALS)
        # which way and how far, learned with the hard ones; how sure, on what readers mostly ask
        usual = len(asked) - sum(1 for *_, weight in asked if weight == HARD)
        z = np.array([[learned["bias"] + sum(learned[n] * v for n, v in zip(SIGNALS, row, strict=True))] for row in x])
        likely = [
            w * (1.0 if scope is own or scope is all_of_it else 0.3)
            for w, own, scope in zip(share, owns, scopes, strict=True)
        ]
        scaled = logistic(z[:usual], y[:usual], likely[:usual], {"z": 1}, l2=0.0)
        return {k: v * scaled["z"] + (scaled["bias"] if k == "bias" else 0.0) for k, v in learned.items()}

    def without_answer(self, item: Item) -> Scope:
        """Return the item's article without the sentences that hold a gold answer: it looks as if it answered."""
        if item not in self.stripped:
            paragraphs = []
            for prepared in self.collection.articles[item.article]:
                kept = [
                    s.of(prepared.paragraph.text)
                    for s in prepared.paragraph.sentences
                    if not any(g in s.of(prepared.paragraph.text) for g in item.golds)
                ]
                text = " ".join(kept) or "…"
                paragraphs.append(
                    prepare_paragraph(
                        prepared.article, replace(prepared.paragraph, text=text, sentences=split_sentences(text))
                    )
                )
            self.stripped[item] = build_scope(tuple(paragraphs))
        return self.stripped[item]

    def swapped(self, item: Item, rng: random.Random) -> Question | None:
        """Return the question with one of its names or numbers replaced by another of its article, or None."""
        question = self.asked[item.question]
        names = [t for t in question.terms if t.name and t.text and t.text in item.question]
        pool = sorted(
            {
                s.text[t.start : t.end]
                for p in self.collection.articles[item.article]
                for s in p.sentences
                for t in s.tokens[1:]
                if (s.text[t.start].isupper() and self.collection.vocabulary.is_name(t.term)) or t.word.isdigit()
            }
        )
        if not names or not pool:
            return None
        gone = rng.choice(names)
        digit = gone.text[:1].isdigit()
        others = [p for p in pool if p[:1].isdigit() == digit and p.lower() not in item.question.lower()]
        return (
            understand(item.question.replace(gone.text, rng.choice(others), 1), self.collection.vocabulary)
            if others
            else None
        )

    def learn(self, items: list[Item]) -> Weights:
        """Learn all three models."""
        phrase = self.learn_phrases(items)
        sentence = self.learn_sentences(items, phrase)
        half = Weights(sentence, phrase, {}, {})
        return Weights(sentence, phrase, self.learn_confidence(items, half), {})


def auroc(pos: list[float], neg: list[float]) -> float:
    """Return the area under the ROC curve."""
    return float(np.mean([(p > n) + 0.5 * (p == n) for p in pos for n in neg]))


def main() -> None:
    """Cross-fit, print the figures, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    learner = Learner(options.folder)
    rng = random.Random(7)
    right, whole, shorts, lengths, paragraphs = [], [], [], [], []
    pos, neg, sure, gone, swap = [], [], [], [], []
    for fold in range(options.folds):
        weights = learner.learn([i for i in learner.items if learner.fold(i, options.folds) != fold])
        for item in learner.items:
            if learner.fold(item, options.folds) != fold:
                continue
            read = learner.read(item, item.article, weights)
            right.append(bool(read and read[1]))
            shorts.append(max((f1(read[2], g) for g in item.golds), default=0.0) if read else 0.0)
            lengths.append(len(read[3]) if read else 0)
            paragraphs.append(bool(read and read[4] in item.paragraphs))
            pos.append(confidence(read[0], weights.confidence) if read else 0.0)
            sure.append((pos[-1], right[-1]))
            other = learner.read(item, learner.elsewhere(item, rng), weights)
            neg.append(confidence(other[0], weights.confidence) if other else 0.0)
            hard = learner.read_in(item, learner.asked[item.question], learner.without_answer(item), weights)
            gone.append(confidence(hard[0], weights.confidence) if hard else 0.0)
            changed = learner.swapped(item, rng)
            if changed:
                hard = learner.read_in(item, changed, learner.collection.scope(item.article), weights)
                swap.append(confidence(hard[0], weights.confidence) if hard else 0.0)
            far = learner.read(item, None, weights)
            whole.append(bool(far and far[1]))
    bins: dict[int, list[tuple[float, bool]]] = collections.defaultdict(list)
    for c, r in sure:
        bins[min(9, int(c * 10))].append((c, r))
    error = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / len(sure)
    print(f"cross-fitted over {options.folds} folds, {len(right)} questions")
    print(
        f"paragraph {100 * np.mean(paragraphs):.1f}  sentence {100 * np.mean(right):.1f}  "
        f"whole_sentence {100 * np.mean(whole):.1f}  f1 {100 * np.mean(shorts):.1f}  quote_chars {np.mean(lengths):.0f}"
    )
    print(
        f"auroc_offtopic {100 * auroc(pos, neg):.2f}  calibration_error {100 * error:.1f}  "
        f"auroc_without_answer {100 * auroc(pos, gone):.1f}  auroc_swapped {100 * auroc(pos, swap):.1f}"
    )
    for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        given = np.mean([r and p >= threshold for p, r in zip(pos, right, strict=True)])
        print(
            f"  from {threshold}: answered {100 * np.mean(np.array(pos) >= threshold):.1f}  "
            f"offtopic_refused {100 * np.mean(np.array(neg) < threshold):.1f}  given {100 * given:.1f}"
        )
    if options.write:
        weights = learner.learn(learner.items)
        rounded = {
            part: {k: round(v, 4) for k, v in sorted(getattr(weights, part).items())}
            for part in ("sentence", "phrase", "confidence")
        }
        PATH.write_text(
            json.dumps(
                {
                    "made_by": "python -m tests.learning.fit SET --write; then tests.learning.fit_cards",
                    **rounded,
                    **{k: v for k, v in json.loads(PATH.read_text(encoding="utf-8")).items() if k in CARD_PARTS},
                },
                indent=1,
            )
            + "\n",
            encoding="utf-8",
        )
        print("written", PATH, file=sys.stderr)


if __name__ == "__main__":
    main()
