"""What became of tests, in words: each failure with what was expected, found, and why; the metrics as a table.

`quoth test`, its report and the pytest plugin say the same. Nothing is judged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.render.screen import count_of, safe, width_of
from knowledge import Ask, Found, NotFound, Smalltalk
from knowledge.evaluation import expected_words, found_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge import Evaluation, Metrics, Odds, Rate, Result, RetrievalTest, Standing

COLUMNS = ("passed", "answered", "refused", "recall@1", "recall@5", "MRR")
NO_ANSWER = "no answer"
_INDENT = "    "
_ROUNDING = 1e-9
"""29/100 is 28.999… in binary; what is a thousandth short is still written as less."""


def failure_lines(result: Result) -> list[str]:
    """Tell one failure: its place and question, what was expected and found with their scores, and why."""
    lines = [safe(f"{place_of(result.test)}: “{result.test.question}”")]
    for label, text, scores in (
        ("expected", expected_text(result), expected_scores(result)),
        ("found", found_words(result.reading), found_scores(result)),
        ("why", why(result), ""),
    ):
        lines.append(safe(f"{_INDENT}{label:<10}{text}"))
        if scores:
            lines.append(safe(f"{_INDENT}{'':<10}{scores}"))
    return lines


def place_of(test: RetrievalTest) -> str:
    """Return where a test stands, as an editor opens it."""
    return f"{test.file}:{test.line}"


def expected_text(result: Result) -> str:
    """Say what a test expects."""
    expect = result.test.expect
    return NO_ANSWER if expect is None else ", ".join(expected_words(expect))


def expected_scores(result: Result) -> str:
    """Say how what was expected stood; empty where nothing was expected or nothing weighed."""
    parts = [_paragraph_scores(result.expected), _card_scores(result.expected)]
    if result.test.expect is None or result.account.odds is None:
        return ""
    if not result.expected.rank:
        parts[0] = "paragraph not among those that were read"
    if result.expected.card and not result.expected.card_rank:
        parts[1] = f"no wording of the card {result.expected.card} has a word of the question"
    return "; ".join(filter(None, parts))


def found_scores(result: Result) -> str:
    """Say how what was found stood; empty where nothing was found or nothing weighed."""
    if result.account.odds is None:
        return ""
    return "; ".join(filter(None, (_paragraph_scores(result.found), _card_scores(result.found))))


def why(result: Result) -> str:
    """Say what decided: the confidence, what it is made of, and the threshold."""
    reading, odds = result.reading, result.account.odds
    match reading:
        case Smalltalk(kind=kind):
            return f"it was taken for small talk ({kind}), and nothing was weighed"
        case Found(ask=Ask.OVERVIEW):
            return "it was taken for a wish for an overview, and nothing was weighed"
        case NotFound() if odds is None:
            return "most of its letters are of a script that is not read, and no card has that wording"
        case NotFound():
            return f"{_made_of(reading.confidence, odds)}; answers are given from {_enough(odds)} on"
        case Found():
            return _why_found(result, reading)
        case _:
            assert_never(reading)


def _why_found(result: Result, reading: Found) -> str:
    made_of = _made_of(reading.confidence, result.account.odds)
    if result.test.expect is None:
        return f"{made_of}; it would have to be under {_enough(result.account.odds)}"
    if not result.expected.rank:
        return f"the expected paragraph is not among those that were read; {made_of}"
    if result.expected.rank == result.found.rank:
        return f"the paragraph is the right one, what is quoted of it is not; {made_of}"
    return f"the expected paragraph was ranked behind; {made_of}"


def summary_line(evaluation: Evaluation) -> str:
    """Count the tests and the failed ones."""
    failed = len(evaluation.failures)
    return f"{count_of(len(evaluation.results), 'test')}, {failed or 'none'} failed"


def metric_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """Return the metrics by kind, those of all last; one kind alone needs no row of its own."""
    rows: list[tuple[str, ...]] = [("", *COLUMNS)]
    if len(evaluation.by_kind) > 1:
        rows += [(safe(kind), *_cells(metrics)) for kind, metrics in evaluation.by_kind]
    return [*rows, ("all", *_cells(evaluation.metrics))]


def table_lines(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Set a table: the first column to the left, the others to the right."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    lines = []
    for head, *cells in rows:
        padded = [" " * (width - width_of(cell)) + cell for cell, width in zip(cells, widths[1:], strict=True)]
        lines.append("  ".join([head + " " * (widths[0] - width_of(head)), *padded]).rstrip())
    return lines


def percent(rate: Rate) -> str:
    """Write a share with the numbers it comes from; a share of nothing is a dash.

    Rounded down, so that 100.0 % is said of all only.
    """
    return f"{int(rate.count)}/{rate.of} {share(rate)}" if rate.of else "–"


def share(rate: Rate) -> str:
    """Write a share in percent.

    >>> share(Rate(999.9, 1000))
    '99.9 %'
    """
    return f"{int(1000 * rate.value + _ROUNDING) / 10:.1f} %" if rate.of else "–"


def ordinal(number: int) -> str:
    """Write the place in an order.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    tens = number % 100 in {11, 12, 13}
    return f"{number}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _paragraph_scores(standing: Standing) -> str:
    score = f", score {standing.score:.2f}" if standing.score is not None else ""
    return f"paragraph ranked {ordinal(standing.rank)}{score}" if standing.rank else ""


def _card_scores(standing: Standing) -> str:
    if standing.card_probability is None:
        return ""
    return f"card ranked {ordinal(standing.card_rank)}, {standing.card_probability:.2f} likely by itself"


def _made_of(confidence: float, odds: Odds | None) -> str:
    if odds is None:
        return f"confidence {confidence:.2f}"
    return f"confidence {confidence:.2f} (best card {odds.card:.2f}, best sentences {odds.sentence:.2f})"


def _enough(odds: Odds | None) -> str:
    return f"{odds.enough:.2f}" if odds else "the threshold"


def _cells(metrics: Metrics) -> tuple[str, ...]:
    shares = (metrics.passed, metrics.answered, metrics.refused, metrics.recall_at_1, metrics.recall_at_5)
    mrr = f"{metrics.mrr.value:.3f}" if metrics.mrr.of else "–"
    return (*map(percent, shares), mrr)
