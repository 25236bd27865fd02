"""Text of any size to measure search on: real paragraphs first, then made-up ones with the statistics of English.

A made-up passage is as long as a real one. A word of it is drawn from English (by the frequencies of the project's word
table), from the real paragraphs, or from a long Zipf tail of invented names, of which a new one keeps coming up however
many passages there are (Heaps' law); now and then a word that stood a little before is repeated, as writers do. One
seed, one text: the passages of a smaller size are the first of a larger one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge import load_library, load_tests
from knowledge.english import STOP_WORDS
from knowledge.lexicon import all_words, look_up
from knowledge.tokenizer import term_of, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 7
CHUNK = 10_000
FROM_ENGLISH, FROM_TEXT, REPEATED = 0.65, 0.15, 0.1
"""Shares of the words drawn from English, from the real text, and repeated; the rest is the tail."""
TAIL = 1.15
"""Exponent of the Zipf tail."""
LONGEST_QUESTION = 200
"""Characters: the hostile questions of the library's tests are another matter."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Real text to start from, and questions about it."""

    real: tuple[tuple[str, ...], ...]
    """Paragraphs as their terms, stop words among them."""
    questions: tuple[tuple[str, ...], ...]
    bare: tuple[tuple[str, ...], ...]
    """The same questions without their stop words."""

    def passages(self, size: int) -> Iterator[list[str]]:
        """Yield `size` passages, the real ones first."""
        yield from map(list, self.real[:size])
        chance = np.random.default_rng(SEED)
        words, shares = _english()
        cumulated = np.cumsum(shares)
        text = np.array([term for paragraph in self.real for term in paragraph], object)
        english = np.array(words, object)
        lengths = np.array([len(paragraph) for paragraph in self.real])
        for start in range(len(self.real), size, CHUNK):
            counts = np.maximum(chance.choice(lengths, CHUNK) + chance.integers(-9, 10, CHUNK), 5)
            total = int(counts.sum())
            drawn = english[np.searchsorted(cumulated, chance.random(total)).clip(max=len(english) - 1)]
            kind = chance.random(total)
            real = kind < FROM_TEXT
            drawn[real] = chance.choice(text, int(real.sum()))
            tail = kind > FROM_ENGLISH + FROM_TEXT + REPEATED
            drawn[tail] = [f"x{n}" for n in chance.zipf(TAIL, int(tail.sum()))]
            again = np.flatnonzero((kind > FROM_TEXT) & (kind < FROM_TEXT + REPEATED))
            again = again[again > 20]
            drawn[again] = drawn[again - chance.integers(1, 20, len(again))]
            ends = np.cumsum(counts)
            made = drawn.tolist()
            for begin, end in zip((ends - counts)[: size - start].tolist(), ends.tolist(), strict=False):
                yield made[begin:end]


def read_corpus(folder: Path) -> Corpus:
    """Read the real text of a library and its questions: of `questions.jsonl` if it has one, else of its tests."""
    library = load_library(folder)
    listed = folder / "questions.jsonl"
    if listed.exists():
        asked = [json.loads(line)["question"] for line in listed.read_text("utf-8").splitlines()]
    else:
        asked = [test.question for test in load_tests(folder, library)]
    tokens = [tokenize(question) for question in asked if len(question) <= LONGEST_QUESTION]
    bare = [tuple(t.term for t in question if t.word not in STOP_WORDS) for question in tokens]
    kept = [n for n, question in enumerate(bare) if question]
    real = [[t.term for t in tokenize(p.text)] for a in library.articles for p in a.paragraphs]
    return Corpus(
        tuple(tuple(paragraph) for paragraph in real),
        tuple(tuple(t.term for t in tokens[n]) for n in kept),
        tuple(bare[n] for n in kept),
    )


def _english() -> tuple[list[str], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return the terms of English words and each one's share of English text."""
    words = sorted({*all_words(), *STOP_WORDS})
    shares = np.array([10 ** look_up(word).zipf for word in words])
    return [term_of(word) for word in words], shares / shares.sum()
