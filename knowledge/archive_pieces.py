"""English articles counted for an archive with numbers in place of words: what `article_sheet.analyse_article` reckons.

An article is cut into pieces, of which each distinct one is read once (`piece_table`); where its sentences end and how
often its terms and words stand there is then counted with numpy. Where white space is no single sign, or a piece does
not tell by itself whether a sentence ends, a paragraph is split as any other is (`tokenizer.split_sentences`).
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from knowledge import piece_table
from knowledge.article_sheet import Counted, Strings
from knowledge.paragraph_record import paragraph_record
from knowledge.piece_table import PieceTable
from knowledge.tokenizer import split_sentences

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


class FirstCome:
    """Numbers as they first come."""

    def __init__(self) -> None:
        self._place = np.zeros(0, np.int64)

    def __call__(self, values: Numbers, below: int) -> tuple[Numbers, Numbers]:
        """Return the distinct ones of `values`, all less than `below`, and the place of each of `values` there."""
        if len(self._place) < below:
            self._place = np.zeros(2 * below, np.int64)
        place, here = self._place, np.arange(len(values))
        place[values] = len(values)
        np.minimum.at(place, values, here)
        distinct = values[place[values] == here]
        place[distinct] = np.arange(len(distinct))
        return distinct, place[values]


class PieceReader:
    """Articles → their counts, remembering pieces from one to the next."""

    def __init__(self) -> None:
        self.strings = Strings()
        self._pieces = PieceTable(self.strings)
        self.order = FirstCome()

    def settle(self) -> bool:
        """Forget what is remembered if that is too much: then numbers mean other strings from now on."""
        if len(self._pieces) <= piece_table.MOST and len(self.strings) <= 2 * piece_table.MOST:
            return False
        self.strings = Strings()
        self._pieces = PieceTable(self.strings)
        return True

    def read(self, texts: Sequence[str]) -> tuple[Counted, list[bytes]]:
        """Return what the paragraphs of an English article come to, and each as a record."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ids, sizes = self._pieces.find(encoded)
        ends = self._sentence_ends(texts, sizes, ids)
        records = self._records(texts, encoded, sizes, ids, ends)
        return self._counted(sizes, ids, ends), records

    def _sentence_ends(self, texts: Sequence[str], sizes: Numbers, ids: Numbers) -> NDArray[np.bool_]:
        """Return for each piece whether a sentence ends with it."""
        pieces, after = self._pieces, np.cumsum(sizes)
        ends = np.zeros(len(ids), np.bool_)
        ends[:-1] = (_view(pieces.ends)[ids[:-1]] & _view(pieces.kinds)[ids[1:]]) != 0
        ends[after[sizes > 0] - 1] = True
        odd = np.flatnonzero(_view(pieces.odd)[ids])
        unlike = {*np.searchsorted(after, odd, "right").tolist()}
        unlike.update(n for n, text in enumerate(texts) if "\n\n" in text)
        for number in sorted(unlike):
            text = texts[number]
            last = list(accumulate((len(span.of(text).split()) for span in split_sentences(text)), initial=0))[1:]
            start = int(after[number] - sizes[number])
            ends[start : start + int(sizes[number])] = False
            ends[start - 1 + np.array(last, np.int64)] = True
        return ends

    def _records(
        self, texts: Sequence[str], encoded: Sequence[bytes], sizes: Numbers, ids: Numbers, ends: NDArray[np.bool_]
    ) -> list[bytes]:
        lengths = _view(self._pieces.lengths)[ids]
        at = np.cumsum(lengths + 1) - lengths - 1
        closing = np.flatnonzero(ends)
        opening = np.concatenate([np.zeros(min(len(closing), 1), np.int64), closing[:-1] + 1])
        after = np.cumsum(sizes)
        home = np.searchsorted(after, closing, "right")
        begins = np.append(at, 0)[(after - sizes).clip(max=len(at))]
        places = np.empty(2 * len(closing), np.int64)
        places[::2] = at[opening] - begins[home]
        places[1::2] = at[closing] + lengths[closing] - begins[home]
        listed = places.tolist()
        records, start = [], 0
        counts = np.bincount(home, minlength=len(texts)).tolist()
        for text, content, count in zip(texts, encoded, counts, strict=True):
            here = listed[start : start + 2 * count]
            start += 2 * count
            # one space between two pieces and none around them: what was reckoned is where they stand
            if here and here[-1] != len(text):
                here = [place for span in split_sentences(text) for place in (span.start, span.end)]
            records.append(paragraph_record(content, len(text), here))
        return records

    def _counted(self, sizes: Numbers, ids: Numbers, ends: NDArray[np.bool_]) -> Counted:
        pieces = self._pieces
        sentence: Numbers = np.cumsum(ends) - ends
        counts = _view(pieces.counts)[ids].astype(np.int64)
        before = np.cumsum(counts) - counts
        tokens = np.repeat(_view(pieces.firsts)[ids] - before, counts) + np.arange(int(counts.sum()))
        sentence = np.repeat(sentence, counts)
        home = np.repeat(np.repeat(np.arange(len(sizes)), sizes), counts)
        kinds, place = self.order(tokens, len(pieces.words))
        content = _view(pieces.content)[kinds] != 0
        terms, words = _view(pieces.terms)[kinds], _view(pieces.words)[kinds]
        capital = _view(pieces.upper)[kinds] != 0
        often = np.bincount(place, minlength=len(kinds))
        later = np.zeros(len(tokens), np.bool_)
        later[1:] = sentence[1:] == sentence[:-1]
        rest = np.bincount(place[later], minlength=len(kinds))
        # content terms, then terms, then words, each as they first come
        all_three = np.concatenate([terms[content], terms, words]).astype(np.int64)
        strings, own = self.order(all_three, len(self.strings))
        first = int(np.count_nonzero(content))
        own_terms, own_words = own[first : first + len(kinds)], own[first + len(kinds) :]
        told = content[place]
        stream = own_terms[place[told]]
        distinct = int(stream.max(initial=-1)) + 1
        pairs = np.sort(sentence[told] * distinct + stream)
        held = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]] % max(distinct, 1)
        size = len(strings)
        columns = np.stack(
            [
                np.bincount(own_words, often, size),
                np.bincount(held, minlength=size),
                np.bincount(own_terms, np.where(capital, rest, 0), size),
                np.bincount(own_terms, np.where(capital, 0, rest), size),
                np.bincount(own_terms, often, size),
            ]
        ).astype(np.uint32)
        return Counted(
            strings,
            distinct,
            stream.astype(np.uint32),
            np.bincount(home[told], minlength=len(sizes)).astype(np.uint32),
            columns,
            int(np.count_nonzero(ends)),
        )


def _view(numbers: array[int]) -> NDArray[np.int32 | np.uint8]:
    return np.frombuffer(numbers, np.uint8 if numbers.typecode == "B" else np.int32)
