"""The learned numbers: one for each signal of each model, none that turns a signal's meaning round."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from knowledge import card_matching, reader, retriever, verdict
from knowledge.weights import load_weights, logistic

if TYPE_CHECKING:
    from collections.abc import Mapping

WEIGHTS = load_weights()
JUDGES: dict[str, tuple[Mapping[str, float], Mapping[str, int]]] = {
    "confidence": (WEIGHTS.confidence, reader.SIGNALS),
    "card": (WEIGHTS.card, card_matching.SIGNALS),
    "by_card": (WEIGHTS.verdict["by_card"], verdict.OF_CARDS),
    "by_sentence": (WEIGHTS.verdict["by_sentence"], verdict.SIGNALS),
}


def test_every_feature_of_a_sentence_has_a_weight() -> None:
    """The ranking knows all that is measured of a sentence, and nothing that is not."""
    assert set(WEIGHTS.sentence) == {*retriever.FEATURES, *reader.READ_FEATURES}


@pytest.mark.parametrize("name", JUDGES)
def test_every_signal_of_a_probability_has_a_weight(name: str) -> None:
    """And a bias beside them; a signal without a weight would be a question that ends in an error."""
    weights, signs = JUDGES[name]
    assert set(weights) == {*signs, "bias"}


@pytest.mark.parametrize("name", JUDGES)
def test_no_weight_turns_the_meaning_of_its_signal_round(name: str) -> None:
    """What speaks for an answer never counts against it, whatever the data said."""
    weights, signs = JUDGES[name]
    assert [signal for signal, sign in signs.items() if weights.get(signal, 0.0) * sign < 0] == []


def test_a_value_too_few_is_a_fault_and_no_probability() -> None:
    """Signals and values that were counted differently would be weighed by each other's weights."""
    with pytest.raises(ValueError, match="1 values for 2 signals"):
        logistic(("asked", "told"), (1.0,), {"bias": 0.0})


def test_every_weight_is_a_number() -> None:
    """None is infinite or undefined."""
    models = [WEIGHTS.sentence, WEIGHTS.phrase, *(weights for weights, _ in JUDGES.values())]
    assert all(math.isfinite(value) for model in models for value in model.values())


def test_the_weights_are_read_once() -> None:
    """Every question is judged by the same ones."""
    assert load_weights() is WEIGHTS
