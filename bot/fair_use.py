"""Fair use: how much one person and one chat may ask, so that no chat takes the others' turn.

Everybody has a store of questions that fills up again with time; who has emptied it is told so once a minute, and
otherwise not answered. Knows numbers and the time, nothing of Telegram or of texts.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

TOLD_EVERY = 60.0
"""Seconds between two notices to one payer: they are messages too, and Telegram counts them."""
SWEEP_EVERY = 10_000
"""Questions between two sweeps of full stores: a store is some 200 bytes, an hour of Telegram's most 36,000 of them."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may be asked."""

    at_once: int
    every: float
    """Seconds until one more may be."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who a question is counted to: a person or a chat."""

    who: Hashable
    allowance: Allowance


class Verdict(Enum):
    """What is to be done with a question."""

    ADMITTED = auto()
    REFUSED_AND_TOLD = auto()
    """Not answered; who asked has not been told so of late."""
    REFUSED = auto()
    """Not answered, without a word."""


@dataclass(slots=True)
class _Stock:
    left: float
    at: float
    told: float


class FairUse:
    """Counts what everybody asks. Remembers nobody longer than until their store is full again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stocks: dict[Payer, _Stock] = {}
        self._asked = 0

    def judge(self, payers: Collection[Payer]) -> Verdict:
        """Take a question from each of `payers`, or from none where one of them has none left."""
        now = self._clock()
        self._asked += 1
        if self._asked % SWEEP_EVERY == 0:
            self._sweep(now)
        stocks = [self._filled(payer, now) for payer in payers]
        empty = [stock for stock in stocks if stock.left < 1]
        if not empty:
            for stock in stocks:
                stock.left -= 1
            return Verdict.ADMITTED
        if all(now - stock.told < TOLD_EVERY for stock in empty):
            return Verdict.REFUSED
        for stock in empty:
            stock.told = now
        return Verdict.REFUSED_AND_TOLD

    def _filled(self, payer: Payer, now: float) -> _Stock:
        most, every = payer.allowance.at_once, payer.allowance.every
        stock = self._stocks.get(payer)
        if stock is None:
            stock = self._stocks[payer] = _Stock(most, now, now - TOLD_EVERY)
        stock.left = min(most, stock.left + (now - stock.at) / every)
        stock.at = now
        return stock

    def _sweep(self, now: float) -> None:
        """Forget whose store is full: that is how an unknown one begins."""
        for payer in list(self._stocks):
            stock = self._filled(payer, now)
            if stock.left >= payer.allowance.at_once and now - stock.told >= TOLD_EVERY:
                del self._stocks[payer]
