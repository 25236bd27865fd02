"""What the report's plots show, as numbers: answering over the threshold, confidence against truth, ranks.

Pure: results in, points out; nothing is drawn here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge import Smalltalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge import Result

STEPS = 100
BINS = 10
RANKS = ("1", "2", "3", "4", "5", "6–10", ">10", "none")
"""The bars of the ranks: an answer shows five pieces of evidence at most; none where it was not among those read."""


@dataclass(frozen=True, slots=True)
class ThresholdPoint:
    """What the shares would be with another threshold; None for a share of nothing."""

    threshold: float
    answered: float | None
    """Of the tests with an answer: answered, rightly or wrongly."""
    right: float | None
    """Of these: answered, and as expected."""
    refused: float | None
    """Of the tests without one: refused."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The tests whose confidence lies in one tenth."""

    confidence: float
    """The mean."""
    right: float
    """The share whose first evidence is as expected."""
    tests: int


def over_threshold(results: Sequence[Result]) -> tuple[ThresholdPoint, ...]:
    """Return the shares for thresholds from 0 to 1; small talk is refused at any."""
    asked = [result for result in results if result.test.expect is not None]
    others = [result for result in results if result.test.expect is None]
    points = []
    for step in range(STEPS + 1):
        least = step / STEPS
        answered = [result for result in asked if _answered(result, least)]
        points.append(
            ThresholdPoint(
                least,
                len(answered) / len(asked) if asked else None,
                sum(result.right for result in answered) / len(asked) if asked else None,
                sum(not _answered(result, least) for result in others) / len(others) if others else None,
            )
        )
    return tuple(points)


def reliability(results: Sequence[Result]) -> tuple[Bin, ...]:
    """Return the tests that were weighed, by tenths of confidence (DeGroot & Fienberg 1983); empty tenths are left out.

    A question without an answer is never rightly answered, so its nearest passage counts as wrong.
    """
    bins: dict[int, list[Result]] = {}
    for result in results:
        if result.account.odds is not None:
            bins.setdefault(min(int(result.confidence * BINS), BINS - 1), []).append(result)
    return tuple(
        Bin(sum(r.confidence for r in inside) / len(inside), sum(r.right for r in inside) / len(inside), len(inside))
        for _, inside in sorted(bins.items())
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error (Naeini et al. 2015): how far confidence lies from truth."""
    total = sum(part.tests for part in bins)
    return sum(part.tests * abs(part.right - part.confidence) for part in bins) / total if total else 0.0


def ranks(results: Sequence[Result]) -> tuple[int, ...]:
    """Count the tests with an answer by the rank of the expected paragraph, as RANKS names them."""
    counts = Counter(_rank_name(result.rank) for result in results if result.test.expect is not None)
    return tuple(counts[name] for name in RANKS)


def thresholds(results: Sequence[Result]) -> tuple[float, ...]:
    """Return the thresholds that were in force: an article with cards has another than one without."""
    return tuple(sorted({result.account.odds.enough for result in results if result.account.odds}))


def _answered(result: Result, least: float) -> bool:
    return result.confidence >= least and not isinstance(result.reading, Smalltalk)


def _rank_name(rank: int) -> str:
    if not rank:
        return RANKS[-1]
    return str(rank) if rank <= 5 else RANKS[5] if rank <= 10 else RANKS[6]
