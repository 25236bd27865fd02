"""Retrieval tests run: which pass, why the others do not, and how good the retrieval is by number.

Pure: the question is put by a function that is given, nothing is printed. Printing and thresholds are `quoth test`'s.

Recall and MRR (Voorhees 1999, TREC-8) look at the ranking alone: at the different paragraphs of the evidence, best
first, be it shown as an answer or only as the nearest passages. Whether the bot dares to answer is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from knowledge.types import Chat, Found, NotFound, Smalltalk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.retrieval_tests import Expectation, RetrievalTest
    from knowledge.types import Evidence, Reading

UNTAGGED = "untagged"
"""The kind of tests that name none."""
_DEPTH = 5
"""How far down recall looks: an answer shows at most five pieces of evidence."""
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one test."""

    test: RetrievalTest
    reading: Reading
    passed: bool
    reason: str
    """Why it failed, in one line: expected … found …; empty where it passed."""
    rank: int
    """Place of the expected paragraph among those of the evidence, from 1; 0 where it is not among them."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share, with the numbers that it comes from."""

    count: float
    of: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 where there is nothing to take a share of."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Metrics:
    """How a set of tests went."""

    passed: Rate
    answered: Rate
    """Of the tests with an answer: how many were answered, rightly or wrongly."""
    refused: Rate
    """Of the tests without one: how many were refused."""
    recall_at_1: Rate
    recall_at_5: Rate
    mrr: Rate
    """Mean reciprocal rank of the expected paragraph; 0 for one not found."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results in the order of the tests, and their metrics."""

    results: tuple[Result, ...]
    metrics: Metrics
    by_kind: tuple[tuple[str, Metrics], ...]
    """In the order in which the kinds first occur."""

    @property
    def failures(self) -> tuple[Result, ...]:
        """The results that did not pass."""
        return tuple(result for result in self.results if not result.passed)


def evaluate(tests: Iterable[RetrievalTest], read: Callable[[str], Reading]) -> Evaluation:
    """Put each test's question to `read` and judge what it reads."""
    results = tuple(judge(test, read(test.question)) for test in tests)
    kinds: dict[str, list[Result]] = {}
    for result in results:
        kinds.setdefault(result.test.kind or UNTAGGED, []).append(result)
    return Evaluation(results, measure(results), tuple((kind, measure(of_kind)) for kind, of_kind in kinds.items()))


def judge(test: RetrievalTest, reading: Reading) -> Result:
    """Hold one `reading` against its test."""
    evidence = _ranked(reading)
    if test.expect is None:
        refused = isinstance(reading, NotFound) or (isinstance(reading, Smalltalk) and reading.kind is Chat.EMPTY)
        reason = "" if refused else f"expected no answer, found {_shown(reading)}"
        return Result(test, reading, refused, reason, 0)
    missed = _missed(test.expect, evidence[0]) if isinstance(reading, Found) else _wanted(test.expect)
    reason = f"expected {', '.join(missed)}; found {_shown(reading)}" if missed else ""
    return Result(test, reading, not missed, reason, _rank(test.expect, evidence))


def measure(results: Sequence[Result]) -> Metrics:
    """Return the metrics of `results`."""
    answerable = [result for result in results if result.test.expect is not None]
    others = [result for result in results if result.test.expect is None]
    total = len(answerable)
    return Metrics(
        passed=Rate(sum(result.passed for result in results), len(results)),
        answered=Rate(sum(isinstance(result.reading, Found) for result in answerable), total),
        refused=Rate(sum(result.passed for result in others), len(others)),
        recall_at_1=Rate(sum(result.rank == 1 for result in answerable), total),
        recall_at_5=Rate(sum(1 <= result.rank <= _DEPTH for result in answerable), total),
        mrr=Rate(sum(1 / result.rank for result in answerable if result.rank), total),
    )


def _ranked(reading: Reading) -> tuple[Evidence, ...]:
    match reading:
        case Found(evidence=evidence) | NotFound(nearest=evidence):
            return evidence
        case Smalltalk():
            return ()
        case _:
            assert_never(reading)


def _rank(expect: Expectation, evidence: tuple[Evidence, ...]) -> int:
    """Return the place of the first paragraph that is the expected one, among the different ones."""
    seen: dict[tuple[str, int], None] = {}
    for item in evidence:
        paragraph = item.quote.paragraph
        seen[paragraph.article, paragraph.number] = None
        if _is_place(expect, item):
            return len(seen)
    return 0


def _is_place(expect: Expectation, item: Evidence) -> bool:
    """Say whether `item` is of the expected paragraph; where none is named, of one with the words, or by the card."""
    paragraph = item.quote.paragraph
    if expect.article is not None and paragraph.article != expect.article:
        return False
    if expect.paragraph is not None:
        return paragraph.number == expect.paragraph
    if expect.contains:
        return all(words in paragraph.text for words in expect.contains)
    return expect.card is None or (item.card is not None and item.card.id == expect.card)


def _missed(expect: Expectation, first: Evidence) -> tuple[str, ...]:
    """Return what of `expect` the first evidence does not fulfil, in words."""
    quote = first.quote
    card = first.card.id if first.card else None
    missed = []
    if expect.article not in {None, quote.paragraph.article}:
        missed.append(f"article {expect.article}")
    if expect.paragraph not in {None, quote.paragraph.number}:
        missed.append(f"paragraph {expect.paragraph}")
    missed.extend(_quoted(words) for words in expect.contains if words not in quote.text)
    if expect.card not in {None, card}:
        missed.append(f"card {expect.card}")
    return tuple(missed)


def _wanted(expect: Expectation) -> tuple[str, ...]:
    """Return all that `expect` asks for, in words."""
    wanted = [f"article {expect.article}"] if expect.article is not None and expect.paragraph is None else []
    if expect.paragraph is not None:
        wanted.append(f"paragraph {expect.paragraph}")
    wanted.extend(_quoted(words) for words in expect.contains)
    if expect.card is not None:
        wanted.append(f"card {expect.card}")
    return tuple(wanted)


def _shown(reading: Reading) -> str:
    """Say in one line what was found."""
    match reading:
        case Found(evidence=evidence):
            return _shown_evidence(evidence[0])
        case NotFound(nearest=nearest):
            return f"no answer (nearest: {_shown_evidence(nearest[0])})" if nearest else "no answer"
        case Smalltalk(kind=kind):
            return f"small talk ({kind})"
        case _:
            assert_never(reading)


def _shown_evidence(first: Evidence) -> str:
    paragraph = first.quote.paragraph
    card = f", card {first.card.id}" if first.card else ""
    return f"{paragraph.article} paragraph {paragraph.number}{card}: {_quoted(first.quote.text)}"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + '…'}”"
