"""What the page of a report shows, as values: whoever makes them and whoever draws them meets here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph."""

    text: str
    mark: str
    """quote, short (the short answer in it) or empty."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with what is quoted of it."""

    label: str
    place: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TestView:
    """A test as the page shows it."""

    __test__ = False
    number: int
    question: str
    kind: str
    passed: bool
    outcome: str
    """answered, refused or small talk."""
    confidence: str
    place: str
    rows: tuple[tuple[str, str, str], ...]
    """What is told: a label, the words, the scores."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot and what it shows, for those who see it and for those who do not."""

    title: str
    explained: str
    legend: tuple[tuple[str, str], ...]
    """Style and name of each line."""
    svg: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The page."""

    title: str
    summary: str
    good: bool
    """Whether every threshold is met."""
    version: str
    metrics: tuple[tuple[str, ...], ...]
    """The head, a row a kind, and all."""
    thresholds: tuple[tuple[str, str, bool], ...]
    """What is asked for, what is reached, whether that is enough."""
    ranking: tuple[tuple[str, str], ...]
    plots: tuple[Plot, ...]
    kinds: tuple[str, ...]
    tests: tuple[TestView, ...]
