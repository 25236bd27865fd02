"""Retrieval tests run: which pass, why the others do not, and how good the retrieval is by number.

Pure: the question is put by a function that is given, nothing is printed. Printing and thresholds are `quoth test`'s.

Recall and MRR (Voorhees 1999, TREC-8) look at the ranking alone: at the different paragraphs that were weighed, those
of the evidence first, be it shown as an answer or only as the nearest passages. Where several paragraphs would do, the
first of them counts: recall@k is what ir_measures calls Success@k. Whether the bot dares to answer is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from knowledge.account import evidence_of
from knowledge.types import Chat, Found, NotFound, Smalltalk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.account import Account
    from knowledge.retrieval_tests import Expectation, RetrievalTest
    from knowledge.types import Evidence, Library, Paragraph, Reading

UNTAGGED = "untagged"
"""The kind of tests that name none."""
_DEPTH = 5
"""How far down recall looks: an answer shows at most five pieces of evidence."""
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paragraph, and the card by which it answers, stood among all that were weighed for a question."""

    rank: int
    """Place of the paragraph, from 1; 0 where it was not among them."""
    score: float | None = None
    """The ranking's score of its best sentence; None where it has none."""
    card: str | None = None
    card_rank: int = 0
    """Place of the card among those weighed, from 1; 0 where it was not among them."""
    card_probability: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one test."""

    test: RetrievalTest
    account: Account
    passed: bool
    reason: str
    """Why it failed, in one line: expected … found …; empty where it passed."""
    expected: Standing
    """How what was expected stood; rank 0 where nothing was expected."""
    found: Standing
    """How what was found stood; rank 0 where nothing was found."""
    right: bool
    """Whether the first evidence is as expected, be it shown as an answer or only as the nearest passage."""

    @property
    def reading(self) -> Reading:
        """What was answered."""
        return self.account.reading

    @property
    def rank(self) -> int:
        """Place of the expected paragraph among those weighed, from 1; 0 where it is not among them."""
        return self.expected.rank

    @property
    def confidence(self) -> float:
        """How likely the likeliest answer was held to be right, 0 to 1, given or not; 0 for small talk."""
        return 0.0 if isinstance(self.reading, Smalltalk) else self.reading.confidence


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


def evaluate(tests: Iterable[RetrievalTest], read: Callable[[str], Account]) -> Evaluation:
    """Put each test's question to `read` and judge what it reads."""
    return summed_up(judge(test, read(test.question)) for test in tests)


def summed_up(results: Iterable[Result]) -> Evaluation:
    """Return `results` with their metrics."""
    results = tuple(results)
    kinds: dict[str, list[Result]] = {}
    for result in results:
        kinds.setdefault(result.test.kind or UNTAGGED, []).append(result)
    return Evaluation(results, measure(results), tuple((kind, measure(of_kind)) for kind, of_kind in kinds.items()))


def judge(test: RetrievalTest, account: Account) -> Result:
    """Hold what was read, and how, against its test."""
    reading = account.reading
    evidence = evidence_of(reading)
    found = _standing_of(evidence[0], account) if evidence else Standing(0)
    if test.expect is None:
        refused = isinstance(reading, NotFound) or (isinstance(reading, Smalltalk) and reading.kind is Chat.EMPTY)
        reason = "" if refused else f"expected no answer, found {found_words(reading)}"
        return Result(test, account, refused, reason, Standing(0), found, right=False)
    right = bool(evidence) and not _missed(test.expect, evidence[0])
    missed = _missed(test.expect, evidence[0]) if isinstance(reading, Found) else expected_words(test.expect)
    reason = f"expected {', '.join(missed)}; found {found_words(reading)}" if missed else ""
    return Result(test, account, not missed, reason, _standing(test.expect, account), found, right)


def measure(results: Sequence[Result]) -> Metrics:
    """Return the metrics of `results`."""
    answerable = [result for result in results if result.test.expect is not None]
    others = [result for result in results if result.test.expect is None]
    total = len(answerable)
    return Metrics(
        passed=Rate(sum(result.passed for result in results), len(results)),
        answered=Rate(sum(isinstance(result.reading, Found) for result in answerable), total),
        refused=Rate(sum(result.passed for result in others), len(others)),
        recall_at_1=recall(results, 1),
        recall_at_5=recall(results, _DEPTH),
        mrr=Rate(sum(1 / result.rank for result in answerable if result.rank), total),
    )


def recall(results: Sequence[Result], depth: int) -> Rate:
    """Return how many of the tests with an answer have the expected paragraph among the first `depth`."""
    ranks = [result.rank for result in results if result.test.expect is not None]
    return Rate(sum(1 <= rank <= depth for rank in ranks), len(ranks))


def is_place(expect: Expectation, paragraph: Paragraph, account: Account) -> bool:
    """Say whether `paragraph` is the expected one; where none is named, one with the words, or of the card."""
    if expect.article is not None and paragraph.article != expect.article:
        return False
    if expect.paragraph is not None:
        return paragraph.number == expect.paragraph
    if expect.contains:
        return all(words in paragraph.text for words in expect.contains)
    if expect.card is None:
        return True
    cards = [item.card for item in account.cards] + [item.card for item in evidence_of(account.reading) if item.card]
    return any(quote.paragraph == paragraph for card in cards if card.id == expect.card for quote in card.evidence)


def expected_paragraphs(expect: Expectation, library: Library, account: Account) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `library` that would do, in its order."""
    articles = (item for item in library.articles if expect.article in (None, item.id))
    return tuple(part for item in articles for part in item.paragraphs if is_place(expect, part, account))


def _standing(expect: Expectation, account: Account) -> Standing:
    """Return how the first paragraph stood that is as expected, and the expected card."""
    for rank, item in enumerate(account.paragraphs, start=1):
        if is_place(expect, item.paragraph, account):
            return Standing(rank, item.score, expect.card, *_standing_of_card(expect.card, account))
    return Standing(0, None, expect.card, *_standing_of_card(expect.card, account))


def _standing_of(item: Evidence, account: Account) -> Standing:
    """Return how a piece of evidence stood."""
    card = item.card.id if item.card else None
    for rank, ranked in enumerate(account.paragraphs, start=1):
        if ranked.paragraph == item.quote.paragraph:
            return Standing(rank, ranked.score, card, *_standing_of_card(card, account))
    return Standing(0, None, card, *_standing_of_card(card, account))


def _standing_of_card(card: str | None, account: Account) -> tuple[int, float | None]:
    for rank, ranked in enumerate(account.cards, start=1):
        if ranked.card.id == card:
            return rank, ranked.probability
    return 0, None


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


def expected_words(expect: Expectation) -> tuple[str, ...]:
    """Return all that `expect` asks for, in words."""
    wanted = [f"article {expect.article}"] if expect.article is not None and expect.paragraph is None else []
    if expect.paragraph is not None:
        wanted.append(f"paragraph {expect.paragraph}")
    wanted.extend(_quoted(words) for words in expect.contains)
    if expect.card is not None:
        wanted.append(f"card {expect.card}")
    return tuple(wanted)


def found_words(reading: Reading) -> str:
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
