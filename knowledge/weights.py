"""The learned numbers: `data/weights.json`, made by `python -m tests.learning.fit`, read once.

Linear models, nothing else: which sentence, which phrase in it, how likely it is right, which card. Learned on
XQuAD-32 alone, the cards' on the shipped cards (`knowledge/README.md` says how, and what each part brings).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from itertools import repeat
from operator import mul
from typing import TYPE_CHECKING

from knowledge.shipped import shipped
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature → weight, for each model."""

    sentence: Mapping[str, float]
    phrase: Mapping[str, float]
    confidence: Mapping[str, float]
    """With `bias`; the sum goes through the logistic function."""
    card: Mapping[str, float]
    """Likewise: how likely a card is the one that was asked for (learned by `tests.learning.fit_cards`)."""
    verdict: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Likewise: `by_card` and `by_sentence`, how likely either is right, knowing of both; `…_unnoted` where the editor
    noted no question as unanswered."""


_VERDICTS = ("by_card", "by_sentence", "by_card_unnoted", "by_sentence_unnoted")


def logistic(names: Collection[str], values: Collection[float], weights: Mapping[str, float]) -> float:
    """Return the probability that `weights` make of signals: the logistic function of their weighted sum and the bias.

    >>> logistic(["asked"], [2.0], {"asked": 1.5, "bias": -3.0})
    0.5
    """
    if len(names) != len(values):
        raise ValueError(f"{len(values)} values for {len(names)} signals")
    return sigmoid(weights.get("bias", 0.0) + sum(map(mul, map(weights.get, names, repeat(0.0)), values)))


def sigmoid(total: float) -> float:
    """Return the logistic function of `total`, a probability that is never quite 0 or 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> Weights:
    """Return the weights that Quoth ships with."""
    data = json.loads(bytes(shipped("weights.json")))
    return Weights(
        data["sentence"],
        data["phrase"],
        data["confidence"],
        data["card"],
        {k: data[k] for k in _VERDICTS},
    )
