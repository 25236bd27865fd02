"""Make `knowledge/data/languages/CODE.tsv`: how common the words of a language are, by stem.

    python -m tests.learning.make_frequencies CODE…

Source: the package wordfreq (Robyn Speer, 2022; its data CC BY-SA 4.0). One line a stem, sorted by its UTF-8 bytes,
tab-separated: stem, Zipf frequency × 100 of all its forms together. A language that wordfreq has not is left without.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from pathlib import Path

import wordfreq

from knowledge.languages.analysis import analysis_of
from knowledge.languages.spelling import normalise

FOLDER = Path("knowledge/data/languages")
WORDS = 40_000
"""The commonest words are read: a rarer one says enough by being unknown."""
LEAST_ZIPF = 3.0
"""Stems rarer than this are left out; they count as `frequency.RAREST`."""


def main(codes: list[str]) -> None:
    """Write the tables of `codes`."""
    for code in codes:
        analysis = analysis_of(code)
        shares: dict[str, float] = defaultdict(float)
        for word in wordfreq.top_n_list(code, WORDS, wordlist="best"):
            if word.isalpha() or "'" in word:
                shares[analysis.stem(normalise(word))] += wordfreq.word_frequency(word, code)
        lines = [
            f"{stem}\t{round(100 * zipf)}".encode()
            for stem, share in shares.items()
            if share and not stem[:1].isdigit() and (zipf := math.log10(share) + 9) >= LEAST_ZIPF
        ]
        (FOLDER / f"{code}.tsv").write_bytes(b"".join(line + b"\n" for line in sorted(lines)))


if __name__ == "__main__":
    main(sys.argv[1:])
