"""A newspaper's archive of any size, made up: a library's real articles first, then articles with the words of English.

A made-up paragraph has sentences of English words (drawn by the frequencies of the project's word table), of words of
the real text, and of a long Zipf tail of invented names, written with a capital. One seed, one text: the articles of a
smaller size are the first of a larger one.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np

from knowledge import load_library
from knowledge.english import STOP_WORDS
from knowledge.lexicon import all_words, look_up

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SEED = 11
PARAGRAPHS = 40
"""Paragraphs of an article; its headline is one more passage."""
FROM_TEXT, TAIL_SHARE = 0.2, 0.06
TAIL = 1.2
"""Exponent of the Zipf tail of names."""
SENTENCE = (8, 29)
"""Words of a sentence."""
PARAGRAPH = (60, 130)
"""Words of a paragraph."""


def write_archive(source: Path, target: Path, passages: int) -> int:
    """Write a library of about `passages` passages to the folder `target`; return how many they are."""
    target.mkdir(parents=True)
    library = load_library(source)
    count = 0
    for article in library.articles:
        if count >= passages:
            return count
        path = next(p for p in (source / f"{article.id}.txt", source / f"{article.id}.md") if p.exists())
        shutil.copy(path, target)
        count += len(article.paragraphs)
    chance = np.random.default_rng(SEED)
    words = np.array(sorted({*all_words(), *STOP_WORDS}), object)
    shares = np.cumsum([10 ** look_up(word).zipf for word in words])
    real = np.array([w for a in library.articles for p in a.paragraphs for w in p.text.split()], object)
    number = 0
    while count < passages:
        (target / f"story-{number:06}.txt").write_text(_article(chance, words, shares, real), encoding="utf-8")
        number += 1
        count += PARAGRAPHS + 1
    return count


def _article(
    chance: np.random.Generator, words: NDArray[np.object_], shares: NDArray[np.float64], real: NDArray[np.object_]
) -> str:
    lengths = chance.integers(*PARAGRAPH, PARAGRAPHS)
    total = int(lengths.sum())
    drawn = words[np.searchsorted(shares, chance.random(total) * shares[-1]).clip(max=len(words) - 1)]
    kind = chance.random(total)
    taken = kind < FROM_TEXT
    drawn[taken] = chance.choice(real, int(taken.sum()))
    names = kind > 1 - TAIL_SHARE
    drawn[names] = [_name(n) for n in chance.zipf(TAIL, int(names.sum()))]
    paragraphs, at = ["Story of " + " ".join(map(str, drawn[:5]))], 0
    for length in lengths.tolist():
        here = drawn[at : at + length].tolist()
        at += length
        sentences, start = [], 0
        while start < length:
            size = int(chance.integers(*SENTENCE))
            sentence = " ".join(here[start : start + size])
            sentences.append(sentence[:1].upper() + sentence[1:].rstrip(".,;") + ".")
            start += size
        paragraphs.append(" ".join(sentences))
    return "\n".join(paragraphs) + "\n"


def _name(number: int) -> str:
    """Return a name that can be spoken, another for each number.

    >>> _name(1), _name(12345)
    ('Ca', 'Vubico')
    """
    letters = []
    number %= 10**12
    while number:
        number, place = divmod(number, 80)
        letters.append("bcdfghklmnprstvz"[place // 5] + "aeiou"[place % 5])
    return "".join(letters).capitalize()
