"""What is counted while the bot runs, for Prometheus: numbers and kinds, never a word, a chat or a person.

Every label has few values, all of them ours. The values themselves are kept by prometheus_client.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector, generate_latest

from bot.answer import Outcome
from bot.edition import edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge import Library

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Seconds: an answer takes some 10 ms to find and a tenth of a second to send; a flood limit holds it up a minute."""


class Surface(StrEnum):
    """Where a question was asked."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"
    BUTTON = "button"
    INLINE = "inline"
    GUEST = "guest"


class Fault(StrEnum):
    """What went wrong with a request to Telegram."""

    TIMEOUT = "timeout"
    NETWORK = "network"
    SERVER = "server"
    FLOOD = "flood"
    FORBIDDEN = "forbidden"
    REFUSED = "refused"
    CONFLICT = "conflict"
    UNAUTHORIZED = "unauthorized"


class Metrics:
    """One bot's counts. Every count starts from 0, so that a rate can be told from the first question on."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "quoth_questions", "Questions, by what became of them and where they were asked.",
            ["outcome", "surface"], registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "quoth_answer_seconds", "From the update's arrival until its answer was sent.",
            ["surface"], buckets=BUCKETS, registry=self._registry,
        )  # fmt: skip
        self._faults = Counter(
            "quoth_telegram_errors", "Requests to Telegram that failed, by kind.", ["kind"], registry=self._registry
        )
        self._failed = Counter("quoth_updates_failed", "Updates that were not handled.", registry=self._registry)
        self._refused = Counter(
            "quoth_updates_refused", "Updates not answered because their sender asks too much.", registry=self._registry
        )
        self._unreadable = Counter(
            "quoth_updates_unreadable", "Updates that could not be read.", registry=self._registry
        )
        self._under_way = Gauge("quoth_updates_under_way", "Updates taken and not yet done.", registry=self._registry)
        self._heard = Gauge(
            "quoth_last_heard_seconds", "Since Telegram last answered a request for updates, or how the webhook is.",
            registry=self._registry,
        )  # fmt: skip
        self._library = Info("quoth_library", "The library that is asked.", registry=self._registry)
        self._articles = Gauge("quoth_library_articles", "Articles in the library.", registry=self._registry)
        self._cards = Gauge("quoth_library_cards", "Fact cards in the library.", registry=self._registry)
        ProcessCollector(registry=self._registry)
        for surface in Surface:
            self._seconds.labels(surface)
            for outcome in Outcome:
                self._questions.labels(outcome.value, surface)
        for fault in Fault:
            self._faults.labels(fault)

    def asked(self, outcome: Outcome, surface: Surface) -> None:
        """Count a question."""
        self._questions.labels(outcome.value, surface).inc()

    def answered(self, surface: Surface, seconds: float) -> None:
        """Count how long an update with a question took."""
        self._seconds.labels(surface).observe(seconds)

    def failed(self) -> None:
        """Count an update that was not handled."""
        self._failed.inc()

    def refused(self) -> None:
        """Count an update that is not answered because its sender asks too much."""
        self._refused.inc()

    def unreadable(self) -> None:
        """Count an update that could not be read."""
        self._unreadable.inc()

    def met(self, fault: Fault) -> None:
        """Count a request to Telegram that failed."""
        self._faults.labels(fault).inc()

    def watch(self, under_way: Callable[[], float], last_heard: Callable[[], float]) -> None:
        """Ask these when the numbers are read: how many updates are under way, seconds since Telegram was heard."""
        self._under_way.set_function(under_way)
        self._heard.set_function(last_heard)

    def show_library(self, library: Library) -> None:
        """Say which library is asked from now on."""
        self._library.info({"edition": edition(library)})
        self._articles.set(len(library.articles))
        self._cards.set(len(library.cards))

    def text(self) -> bytes:
        """Write everything in Prometheus' text format."""
        return generate_latest(self._registry)
