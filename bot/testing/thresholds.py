"""How good is good enough: the `test:` part of `quoth.yaml`, read and held against the metrics of a run.

Without it every test must pass. Whoever allows failures says how many: `passed: 0.95`.
"""

from __future__ import annotations

import difflib
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.sources import read_section
from knowledge import recall

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge import Evaluation, Rate

SECTION = "test"
_NAMED: dict[str, Callable[[Evaluation], Rate]] = {
    "passed": lambda evaluation: evaluation.metrics.passed,
    "answered": lambda evaluation: evaluation.metrics.answered,
    "refused": lambda evaluation: evaluation.metrics.refused,
    "mrr": lambda evaluation: evaluation.metrics.mrr,
}
_RECALL = re.compile(r"recall@([1-9]\d{0,3})", re.ASCII)
_SHARE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)", re.ASCII)
_SHOWN = (*_NAMED, "recall@K")


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least that a metric may be."""

    metric: str
    """passed, answered, refused, mrr or recall@K."""
    least: float
    where: str = ""
    """Where it is set, in words."""

    def of(self, evaluation: Evaluation) -> Rate:
        """Return what the metric is."""
        depth = _RECALL.fullmatch(self.metric)
        return recall(evaluation.results, int(depth[1])) if depth else _NAMED[self.metric](evaluation)

    def holds(self, evaluation: Evaluation) -> bool:
        """Say whether the metric is high enough; a share of nothing always is."""
        rate = self.of(evaluation)
        return not rate.of or rate.value >= self.least or math.isclose(rate.value, self.least)


ALL_PASS = Threshold("passed", 1.0)


def read_thresholds(directory: Path) -> tuple[Threshold, ...]:
    """Read the thresholds from the settings file in `directory`; raise SettingsError with every fault of them.

    What says nothing of `passed` leaves it at 1: all.
    """
    faults: list[str] = []
    thresholds = []
    for key, given in read_section(directory, SECTION).items():
        share = _SHARE.fullmatch(given.value.strip())
        least = float(share[1]) / (100 if share[2] else 1) if share else math.inf
        if key not in _NAMED and not _RECALL.fullmatch(key):
            faults.append(f"unknown key {key!r} in {SECTION}, {given.where}; {_known(key)}")
        elif least > 1:
            what = f"{key} is {given.value!r}, not a share, {given.where}"
            faults.append(f"{what}; write a number from 0 to 1, as in {key}: 0.95")
        else:
            thresholds.append(Threshold(key, least, given.where))
    if faults:
        raise SettingsError(*faults)
    named = {threshold.metric for threshold in thresholds}
    return tuple(thresholds if "passed" in named else [ALL_PASS, *thresholds])


def unmet(thresholds: tuple[Threshold, ...], evaluation: Evaluation) -> list[str]:
    """Return a line for every threshold that was set and is not met."""
    return [
        f"{item.metric} is {_shown(item, evaluation)}, under {item.least:g}, {item.where}"
        for item in thresholds
        if item.where and not item.holds(evaluation)
    ]


def met(thresholds: tuple[Threshold, ...], evaluation: Evaluation) -> bool:
    """Say whether the run is good enough."""
    return all(item.holds(evaluation) for item in thresholds)


def allowance(thresholds: tuple[Threshold, ...], evaluation: Evaluation) -> str:
    """Say why failures are no failure of the run; empty where there are none or they are one."""
    passed = next(item for item in thresholds if item.metric == "passed")
    return f", as passed: {passed.least:g} allows" if evaluation.failures and met(thresholds, evaluation) else ""


def _shown(item: Threshold, evaluation: Evaluation) -> str:
    rate = item.of(evaluation)
    return f"{rate.value:.3f}" if item.metric == "mrr" else f"{rate.value:.3f} ({int(rate.count)} of {rate.of})"


def _known(key: str) -> str:
    near = difflib.get_close_matches(key, (*_NAMED, "recall@1", "recall@5"), n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_SHOWN)}"
