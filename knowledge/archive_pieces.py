"""English articles counted for an archive with numbers in place of words: what `article_sheet.analyse_article` reckons.

Articles are cut into pieces, of which each distinct one is read once (`piece_table`); where their sentences end and how
often their terms and words stand there is then counted with numpy, for some articles together. Where white space is no
single sign, or a piece does not tell by itself whether a sentence ends, a paragraph is split as any other is
(`tokenizer.split_sentences`).
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from knowledge import piece_table
from knowledge.article_sheet import Counted, Strings
from knowledge.paragraph_record import LARGEST, PIECES, coded_parts, coded_record, plain_record
from knowledge.piece_codes import ONE, TWO, code_of
from knowledge.piece_table import BEFORE, CONTENT, ODD, UPPER, PieceTable
from knowledge.tokenizer import split_sentences
from knowledge.values import dataclass

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Paragraphs cut into pieces."""

    sizes: Numbers
    """How many pieces each has."""
    ids: Numbers
    """The pieces, one after the other."""
    ends: NDArray[np.bool_]
    """Whether a sentence ends with it."""
    records: Mapping[int, bytes]
    """Paragraph → its record, where that is not to be made of its pieces."""


def joined(cuts: Sequence[Cut]) -> Cut:
    """Return some paragraphs and others as one."""
    records: dict[int, bytes] = {}
    before = 0
    for cut in cuts:
        records |= {before + number: record for number, record in cut.records.items()}
        before += len(cut.sizes)
    return Cut(
        np.concatenate([cut.sizes for cut in cuts]),
        np.concatenate([cut.ids for cut in cuts]),
        np.concatenate([cut.ends for cut in cuts]),
        records,
    )


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
        distinct = values[np.flatnonzero(place[values] == here)]
        place[distinct] = np.arange(len(distinct))
        return distinct, place[values]


class PieceReader:
    """Articles → their counts, remembering pieces from one to the next."""

    def __init__(self, coded: Mapping[bytes, int], earlier: Sequence[bytes] = ()) -> None:
        """`coded` are the pieces that have a number to be kept by, `earlier` those of an earlier archive by number."""
        self._coded, self._earlier = coded, earlier
        self._same = [*coded] == earlier[1:]
        """Whether codes mean what they did in the earlier archive."""
        codes = [code_of(number) for number in range(1 + max(coded.values(), default=0))]
        # four bytes each, of which those before the code are not taken
        self._codes = np.frombuffer(b"".join(code.rjust(4, b"\0") for code in codes), np.uint32)
        self._taken = np.frombuffer(b"".join((len(code) * b"\1").rjust(4, b"\0") for code in codes), np.uint32)
        self.order = FirstCome()
        self._begin()

    def _begin(self) -> None:
        self.strings = Strings()
        self._pieces = PieceTable(self.strings, self._coded)
        self._known = np.full(len(self._earlier), -1, np.int64)
        """The pieces of an earlier archive by the number that they have there."""

    def settle(self) -> bool:
        """Forget what is remembered if that is too much: then numbers mean other strings from now on."""
        if len(self._pieces) <= piece_table.MOST and len(self.strings) <= 2 * piece_table.MOST:
            return False
        self._begin()
        return True

    def cut(self, texts: Sequence[str]) -> Cut:
        """Cut the paragraphs of English articles into pieces and sentences."""
        ids, sizes, single = self._pieces.find([text.encode("utf-8", "surrogatepass") for text in texts])
        ends = self._sentence_ends(texts, sizes, ids, single)
        after, closing = np.cumsum(sizes), np.flatnonzero(ends)
        home = np.searchsorted(after, closing, "right")
        many = np.bincount(home, minlength=len(sizes)) > LARGEST
        many[home[np.diff(closing, prepend=-1) > LARGEST]] = True
        unlike = np.flatnonzero(~single | many | (sizes > PIECES)).tolist()
        return Cut(sizes, ids, ends, {n: plain_record(texts[n], split_sentences(texts[n])) for n in unlike})

    def again(self, records: Sequence[bytes]) -> Cut:
        """Return paragraphs that an earlier archive has as codes of pieces as they were cut."""
        parts = [coded_parts(record) for record in records]
        counts = np.frombuffer(b"".join([part[0] for part in parts]), np.uint8)
        signs = np.frombuffer(b"".join([part[1] for part in parts]), np.uint8).astype(np.int64)
        last = np.flatnonzero(signs >= ONE)
        size = np.diff(last, prepend=-1)
        # the formula of `read_codes`, for all at once
        numbers = signs[last] & (ONE - 1)
        numbers[size > 1] += (signs[last[size > 1] - 1] + 1) << 7
        numbers[size > 2] += (signs[last[size > 2] - 2] + 1) << 14
        new = np.flatnonzero(np.bincount(numbers, minlength=len(self._known))[1:]) + 1
        new = new[self._known[new] < 0]
        self._known[new] = self._pieces.find([b" ".join([self._earlier[number] for number in new.tolist()])])[0]
        ids = self._known[numbers]
        ids[numbers == 0] = self._pieces.find([b" ".join([part[2] for part in parts if part[2]])])[0]
        ends = np.zeros(len(ids), np.bool_)
        ends[np.cumsum(counts, dtype=np.int64) - 1] = True
        kept = dict(enumerate(records)) if self._same else {}
        return Cut(np.array([sum(part[0]) for part in parts], np.int64), ids, ends, kept)

    def records(self, cut: Cut) -> list[bytes]:
        """Return paragraphs as records."""
        if len(cut.records) == len(cut.sizes):
            return [cut.records[number] for number in range(len(cut.sizes))]
        codes, contents = _view(self._pieces.codes).take(cut.ids), self._pieces.contents
        stream = self._codes.take(codes).view(np.uint8)[self._taken.take(codes).view(np.bool_)].tobytes()
        size = 1 + (codes >= ONE) + (codes >= TWO)
        spelled, closing = np.flatnonzero(codes == 0), np.flatnonzero(cut.ends)
        names = [contents[piece] for piece in cut.ids[spelled].tolist()]
        counts = np.diff(closing, prepend=-1).clip(max=LARGEST).astype(np.uint8).tobytes()
        after = np.append(0, np.cumsum(cut.sizes))
        bounds = zip(
            np.searchsorted(closing, after).tolist(),
            np.append(0, np.cumsum(size))[after].tolist(),
            np.searchsorted(spelled, after).tolist(),
            strict=True,
        )
        records, before = [], next(bounds)
        for number, now in enumerate(bounds):
            own = cut.records.get(number)
            if own is None:
                sentences, pieces, others = map(slice, before, now)
                own = coded_record(counts[sentences], stream[pieces], b" ".join(names[others]))
            records.append(own)
            before = now
        return records

    def _sentence_ends(
        self, texts: Sequence[str], sizes: Numbers, ids: Numbers, single: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Return for each piece whether a sentence ends with it."""
        pieces, after = self._pieces, np.cumsum(sizes)
        ends = np.zeros(len(ids), np.bool_)
        signs = _view(pieces.signs).take(ids)
        ends[:-1] = (signs[:-1] >> BEFORE & signs[1:]) != 0
        ends[after[sizes > 0] - 1] = True
        odd = np.flatnonzero(signs & ODD)
        unlike = {*np.searchsorted(after, odd, "right").tolist()}
        unlike.update(n for n in np.flatnonzero(~single).tolist() if "\n\n" in texts[n])
        for number in sorted(unlike):
            text = texts[number]
            last = list(accumulate((len(span.of(text).split()) for span in split_sentences(text)), initial=0))[1:]
            start = int(after[number] - sizes[number])
            ends[start : start + int(sizes[number])] = False
            ends[start - 1 + np.array(last, np.int64)] = True
        return ends

    def counted(self, cut: Cut) -> Counted:
        """Return what the paragraphs come to."""
        pieces, sizes, ids, ends = self._pieces, cut.sizes, cut.ids, cut.ends
        sentence: Numbers = np.cumsum(ends) - ends
        counts = _view(pieces.counts).take(ids)
        after = np.cumsum(counts, dtype=np.int64)
        tokens = np.repeat(_view(pieces.firsts).take(ids) - (after - counts), counts) + np.arange(int(counts.sum()))
        sentence = np.repeat(sentence, counts)
        kinds, place = self.order(tokens, len(pieces.words))
        flags = _view(pieces.flags).take(kinds)
        content, capital = (flags & CONTENT) != 0, (flags & UPPER) != 0
        terms, words = _view(pieces.terms).take(kinds), _view(pieces.words).take(kinds)
        often = np.bincount(place, minlength=len(kinds))
        later = np.zeros(len(tokens), np.bool_)
        later[1:] = sentence[1:] == sentence[:-1]
        rest = np.bincount(place[later], minlength=len(kinds))
        # the term and the word of each token, as they first come
        strings, own = self.order(np.column_stack([terms, words]).ravel().astype(np.int64), len(self.strings))
        own_terms, own_words = own[::2], own[1::2]
        told = content[place]
        told_terms, number = self.order(own_terms[content], len(strings))
        numbers = np.zeros(len(kinds), np.int64)
        numbers[content] = number
        stream = numbers[place[told]]
        distinct = len(told_terms)
        pairs = np.sort(sentence[told] * distinct + stream)
        held = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]] % max(distinct, 1)
        size = len(strings)
        columns = np.stack(
            [
                np.bincount(own_words, often, size),
                np.bincount(told_terms[held], minlength=size),
                np.bincount(own_terms, np.where(capital, rest, 0), size),
                np.bincount(own_terms, np.where(capital, 0, rest), size),
                np.bincount(own_terms, often, size),
            ]
        ).astype(np.uint32)
        return Counted(
            strings,
            told_terms.astype(np.uint32),
            stream.astype(np.uint32),
            np.diff(np.append(0, np.cumsum(told))[np.append(0, after)[np.append(0, np.cumsum(sizes))]]).astype(
                np.uint32
            ),
            columns,
            int(np.count_nonzero(ends)),
        )


def _view(numbers: array[int]) -> NDArray[np.int32]:
    return np.frombuffer(numbers, numbers.typecode)
