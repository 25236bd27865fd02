"""The words of a library: which it has, which are names, what a misspelt one was meant to be, readers' own names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import TYPE_CHECKING

from knowledge.english import SLIPS, STOP_WORDS
from knowledge.lexicon import UNKNOWN, look_up
from knowledge.tokenizer import Token, tokenize
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable

COMMON = 3.0
"""Zipf frequency from which a word is taken as meant, though the library has it not: English, no misspelling."""
TWO_EDITS = 7
"""Letters from which a word may be two edits away from the one that was meant, its first letter right."""
SHORTEST = 4
"""Words of fewer letters are not mended: every one has an English neighbour."""
REMEMBERED = 10_000
"""Words whose mending is kept: those of readers who ask; what strangers type would fill any memory in time."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Built once from the texts of a library."""

    counts: Mapping[str, int]
    """Normalised word → how often it stands in the articles; 0 for one that only the cards' wordings have."""
    terms: AbstractSet[str]
    names: AbstractSet[str]
    """Terms that the library writes with a capital where no sentence begins."""
    aliases: Mapping[tuple[str, ...], tuple[Token, ...]]
    """A reader's words for a name → the article's tokens."""
    longest_alias: int = 0
    alias_heads: frozenset[str] = frozenset()
    """The first words of the aliases: what no alias begins with is not looked up."""
    _mended: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, term: str) -> bool:
        return term in self.terms

    def is_name(self, term: str) -> bool:
        """Say whether the library uses `term` as a name."""
        return term in self.names

    def read(self, text: str) -> tuple[Token, ...]:
        """Return the content tokens of `text`, readers' names for things replaced by the article's."""
        return tuple(t for t in self.replace_aliases(tokenize(text)) if t.word not in STOP_WORDS)

    def mend(self, word: str, term: str) -> str | None:
        """Return the library's word that `word` is a misspelling of, or None where it is right as it is.

        Words that the library has, common English words and numbers are left alone. Ties go to the more frequent
        word, then to the alphabet.
        """
        if word in SLIPS and not self.counts.get(word) and (word,) not in self.aliases:
            return SLIPS[word]
        if word not in self._mended:
            if len(self._mended) >= REMEMBERED:
                self._mended.clear()
            self._mended[word] = self._find(word, term)
        return self._mended[word]

    def _find(self, word: str, term: str) -> str | None:
        if (
            len(word) < SHORTEST
            or word in STOP_WORDS
            or not word.isalpha()
            or word in self.counts
            or term in self.terms
        ):
            return None
        entry = look_up(word)
        if entry.zipf >= COMMON or any(o in self.counts for o in entry.derived):
            return None
        if any(word in name for name in self.aliases):
            return None
        from rapidfuzz.distance import OSA  # noqa: PLC0415 - only when a word is unknown

        allowed = 2 if len(word) >= TWO_EDITS and entry is UNKNOWN else 1
        best = None
        for candidate in chain(self.counts, STOP_WORDS):
            if abs(len(candidate) - len(word)) <= allowed and len(candidate) >= SHORTEST and candidate.isalpha():
                distance = OSA.distance(word, candidate, score_cutoff=allowed)
                if distance <= allowed and not (distance > 1 and candidate[0] != word[0]):
                    key = (distance, candidate[0] != word[0], -self.counts.get(candidate, 0), candidate)
                    if best is None or key < best:
                        best = key
        return best[3] if best else None

    def replace_aliases(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """Return `tokens` with readers' names for things replaced by the article's, the longest first."""
        if not any(t.word in self.alias_heads for t in tokens):
            return tokens
        out: list[Token] = []
        i = 0
        while i < len(tokens):
            longest = self.longest_alias if tokens[i].word in self.alias_heads else 0
            for size in range(min(longest, len(tokens) - i), 0, -1):
                meant = self.aliases.get(tuple(t.word for t in tokens[i : i + size]))
                if meant is not None:
                    start, end = tokens[i].start, tokens[i + size - 1].end
                    out.extend(Token(start, end, t.word, t.term) for t in meant)
                    i += size
                    break
            else:
                out.append(tokens[i])
                i += 1
        return tuple(out)


def build_vocabulary(
    texts: Iterable[tuple[str, tuple[Token, ...]]],
    aliases: Mapping[str, tuple[str, ...]],
    wordings: Iterable[str] = (),
) -> Vocabulary:
    """Collect the words of `texts` (a sentence and its tokens each) and the aliases of a library.

    The words of the cards' `wordings` count as spelt right, not as words of the library.
    """
    counts: Counter[str] = Counter()
    terms: set[str] = set()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text, tokens in texts:
        for n, token in enumerate(tokens):
            counts[token.word] += 1
            terms.add(token.term)
            if n:
                (capital if text[token.start].isupper() else small)[token.term] += 1
    for wording in wordings:
        for token in tokenize(wording):
            counts[token.word] += 0
    table: dict[tuple[str, ...], tuple[Token, ...]] = {}
    for ours, theirs in aliases.items():
        meant = tokenize(ours)
        for name in theirs:
            key = tuple(t.word for t in tokenize(name))
            if key and meant and key != tuple(t.word for t in meant):
                table[key] = meant
    for key in [k for k in table if len(k) == 1 and k[0] in STOP_WORDS]:
        del table[key]
    names = frozenset(t for t, n in capital.items() if n > small[t])
    longest = max((len(k) for k in table), default=0)
    return Vocabulary(dict(counts), frozenset(terms), names, table, longest, frozenset(k[0] for k in table))
