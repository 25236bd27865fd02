"""What is known of pieces of English text: each distinct one is read once, and found again by its bytes, many at once.

A piece is what stands between two white spaces. No token reaches beyond one, and whether a sentence ends with it
depends on the piece itself and on the first sign of the next one; where it depends on more, the piece is odd. What a
piece holds is read by `tokenizer` when it first comes. Those of up to 24 bytes are found with numpy in a hash table of
their bytes themselves, all of a text's at once; the few others one by one.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import numpy as np

from knowledge.english import ABBREVIATIONS, STOP_WORDS
from knowledge.tokenizer import SENTENCE_END, ends_sentence, term_of, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from knowledge.article_sheet import Strings

    Keys = NDArray[np.uint64]

SLOTS_BITS: Final = 19
"""Of a place in the hash table, which has 32 bytes for each."""
MOST: Final = 1 << (SLOTS_BITS - 1)
"""Pieces that are remembered, some 60 MB with all that is known of them; a longer list is begun anew."""
KEY: Final = 24
"""Bytes of the longest piece that is in the hash table."""
_WHITE: Final = bytes([9, 10, 11, 12, 13, 28, 29, 30, 31, 32])
_WIDE_WHITE = re.compile(rb"\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2(?:\x80[\x80-\x8a\xa8\xa9\xaf]|\x81\x9f)|\xe3\x80\x80")
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_FOLLOWERS: Final = ("a", ",", "A", "1", "(")
"""One sign of each kind that the end of a sentence depends on: small letters, commas, capitals, digits, others."""
SHORTEST, LONGEST = 4, 20
"""Letters of a piece that is surely a plain word."""
_LOWER, _CAPITAL = 1 << 0, 1 << 2
"""The kinds of first signs that such pieces have, as bits."""
ODD: Final = 1 << 5
"""Of a piece: that more than the next piece's first sign decides where sentences end."""
BEFORE: Final = 8
CONTENT, UPPER = 1, 2


class PieceTable:
    """Pieces, numbered as they first come, each with what is to be known of it."""

    def __init__(self, strings: Strings, coded: Mapping[bytes, int]) -> None:
        """Words and terms of pieces are numbers in `strings`; `coded` are the numbers of pieces that have a code."""
        self._strings = strings
        self._coded = coded
        self._numbers: dict[bytes, int] = {}
        self.contents: list[bytes] = []
        # three words of 8 bytes of a piece, padded with noughts, and its number plus one
        self._slots = np.zeros((1 << SLOTS_BITS, 4), np.uint64)
        self._filled = 0
        self.codes = array("i")
        """Piece → the number of its code, 0 where it is spelled."""
        self.firsts = array("i")
        """Piece → its first token …"""
        self.counts = array("i")
        """… and how many it has."""
        self.signs = array("H")
        """The kind of its first sign, as a bit; ODD; and, moved by BEFORE, the kinds of signs before which it ends a
        sentence.
        """
        self.words, self.terms = array("i"), array("i")
        """Token → its word and its term."""
        self.flags = array("B")
        """Whether it is a content term (CONTENT), and has a capital (UPPER)."""

    def __len__(self) -> int:
        return len(self.codes)

    def find(self, texts: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Return the pieces of texts in UTF-8, one after the other, and of each text how many it has, and whether
        there is one space between two and nothing else.
        """
        begins = np.fromiter(accumulate((len(text) + 1 for text in texts), initial=1), np.int64, len(texts) + 1)
        joined = b" %s %s" % (b" ".join(texts), bytes([32]) * KEY)
        signs = np.frombuffer(joined, np.uint8)
        if not joined.isascii() and _has_wide_white(signs):
            joined = _WIDE_WHITE.sub(lambda found: b" " * len(found[0]), joined)
            signs = np.frombuffer(joined, np.uint8)
        controls = signs[signs < 32]
        odd = ((controls < 9) | ((controls > 13) & (controls < 28))).any()
        white = np.isin(signs, np.frombuffer(_WHITE, np.uint8)) if odd else signs <= 32
        edges = np.flatnonzero(white[1:] != white[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        places = np.searchsorted(starts, begins)
        taken = np.append(0, np.cumsum(ends - starts + 1))[places]
        single = np.diff(taken) == np.diff(begins)
        if len(controls):
            single[np.searchsorted(begins, np.flatnonzero(signs < 32), "right") - 1] = False
        return self._found(joined, starts, ends), np.diff(places), single

    def _found(self, joined: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
        lengths = ends - starts
        # padded: there are 24 bytes from wherever a piece begins
        words = np.ndarray((len(joined) - 7,), "<u8", joined, strides=(1,))
        long = np.flatnonzero(lengths > 8)
        keys = [words.take(starts) & _MASKS.take(np.minimum(lengths, 8)), *np.zeros((2, len(lengths)), np.uint64)]
        for at, key in ((8, keys[1]), (16, keys[2])):
            key[long] = words.take(starts[long] + at) & _MASKS.take(np.clip(lengths[long] - at, 0, 8))
        mixed = keys[0] * _FACTORS[0]
        mixed[long] ^= keys[1][long] * _FACTORS[1] ^ keys[2][long] * _FACTORS[2]
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _FACTORS[0]
        place = (mixed >> np.uint64(64 - SLOTS_BITS)).astype(np.int64)
        found = self._looked_up(keys, place)
        # keys are padded with noughts: what has one itself has no key
        keyed = (lengths <= KEY) & (b"\0" not in joined)
        found[~keyed] = 0
        missing = np.flatnonzero(found == 0)
        if len(missing):
            numbers, before = self._numbers, len(self)
            bounds = zip(starts[missing].tolist(), ends[missing].tolist(), strict=True)
            contents = [joined[start:end] for start, end in bounds]
            self._add([content for content in dict.fromkeys(contents) if content not in numbers])
            found[missing] = [numbers[content] + 1 for content in contents]
            new, first = np.unique(found[missing[keyed[missing]]], return_index=True)
            rows = missing[keyed[missing]][first[new > before]]
            self._fill([key[rows] for key in keys], place[rows], found[rows].astype(np.uint64))
        return found - 1

    def _looked_up(self, keys: list[Keys], place: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of each piece plus one, 0 for those that are not in the hash table."""
        found = np.zeros(len(place), np.int64)
        left = np.arange(len(place))
        while len(left):
            rows = self._slots.take(place[left], axis=0)
            same = (rows[:, 0] == keys[0][left]) & (rows[:, 1] == keys[1][left]) & (rows[:, 2] == keys[2][left])
            found[left[same]] = rows[same, 3].astype(np.int64)
            left = left[~same & (rows[:, 3] != 0)]
            place = place.copy()
            place[left] = (place[left] + 1) % len(self._slots)
        return found

    def _fill(self, keys: list[Keys], place: NDArray[np.int64], numbers: Keys) -> None:
        """Put pieces into the hash table, as many as it may have."""
        slots, left = self._slots, np.arange(min(len(numbers), max(MOST - self._filled, 0)))
        self._filled += len(left)
        while len(left):
            here = place[left]
            free = slots[here, 3] == 0
            slots[here[free], 3] = numbers[left[free]]  # where two come to one place the last stays
            own = slots[here, 3] == numbers[left]
            for n in range(3):
                slots[here[own], n] = keys[n][left[own]]
            left = left[~own]
            place[left] = (place[left] + 1) % len(slots)

    def _add(self, contents: Sequence[bytes]) -> None:
        """Read pieces that are new."""
        if not contents:
            return
        strings, words, terms = self._strings, self.words, self.terms
        self._numbers.update(zip(contents, range(len(self), len(self) + len(contents)), strict=True))
        self.codes.extend([self._coded.get(content, 0) for content in contents])
        self.contents += contents
        pieces = b" ".join(contents).decode("utf-8", "surrogatepass").split(" ")
        for piece in pieces:
            self.firsts.append(len(words))
            letters = piece[:-1] if piece[-1] in ".," else piece
            # most are words of which nothing is to be asked but their terms
            if not (letters.isascii() and letters.isalpha() and SHORTEST <= len(letters) <= LONGEST):
                self._add_other(piece)
                continue
            word = letters.lower()
            term = term_of(word)
            words.append(number := strings[word])
            terms.append(number if term == word else strings[term])
            upper = piece < "a"
            self.flags.append((word not in STOP_WORDS) | (upper << 1))
            self.counts.append(1)
            ends = 0 if piece[-1] != "." else _ends(piece) if word in ABBREVIATIONS else _plain_ends()
            self.signs.append(ends << BEFORE | (_CAPITAL if upper else _LOWER))

    def _add_other(self, piece: str) -> None:
        before = len(self.words)
        for start, _, word, term in tokenize(piece):
            self.words.append(self._strings[word])
            self.terms.append(self._strings[term])
            self.flags.append((word not in STOP_WORDS) | (piece[start].isupper() << 1))
        self.counts.append(len(self.words) - before)
        end = SENTENCE_END.search(piece)
        # a full stop alone ends what the piece before it says
        alone = end is not None and not end.start()
        ends = 0 if end is None or alone else _ends(piece)
        kind = _kind(piece[0])
        self.signs.append(ends << BEFORE | (ODD if alone or kind is None else 0) | 1 << (kind or 0))


def _has_wide_white(signs: NDArray[np.uint8]) -> bool:
    """Say whether a white space of several bytes may stand there: to look for each would take longer."""
    two, three = np.flatnonzero(signs == 0xC2) + 1, np.flatnonzero((signs > 0xE0) & (signs < 0xE4)) + 1
    second = signs[two]
    if ((second == 0x85) | (second == 0xA0)).any():
        return True
    second, third = signs[three], signs[three + 1]
    # after E2 80 come quotation marks and dashes too
    general = (second == 0x80) & ((third <= 0x8A) | (third == 0xA8) | (third == 0xA9) | (third == 0xAF))
    return bool((general | (second == 0x81) & (third == 0x9F) | (second == 0x9A) & (third == 0x80)).any())


@cache
def _kind(sign: str) -> int | None:
    """Return the kind of a sign, None where it is of several."""
    kinds = (sign.islower(), sign in ",;:", sign.isupper(), sign.isdigit())
    return 4 if not any(kinds) else kinds.index(True) if sum(kinds) == 1 else None


@cache
def _plain_ends() -> int:
    """Return what `_ends` does for any word that is no abbreviation, and a full stop."""
    return _ends("word.")


def _ends(piece: str) -> int:
    """Return the kinds of signs before which `piece` ends a sentence, a bit each."""
    bits = 0
    for kind, follower in enumerate(_FOLLOWERS):
        text = f"{piece} {follower}"
        end = SENTENCE_END.search(text)
        if end is not None and ends_sentence(text, 0, end):
            bits |= 1 << kind
    return bits
