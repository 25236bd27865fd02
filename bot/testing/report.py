"""`quoth test --report`: a run as the values that its page shows. Nothing is escaped or drawn here.

Needs the extra `report`: pygal for the plots, ir_measures for the ranking, Jinja2 for the page.
"""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.render.report_view import Passage, Piece, Plot, ReportView, TestView
from bot.render.screen import count_of
from bot.testing.record import outcome_name
from bot.testing.words import (
    expected_scores,
    expected_text,
    found_scores,
    metric_rows,
    why,
)
from knowledge import UNTAGGED, Found, Span, evidence_of
from knowledge.evaluation import expected_paragraphs, found_words

if TYPE_CHECKING:
    from bot.testing.running import Run
    from bot.testing.thresholds import Threshold
    from knowledge import Library, Paragraph, Result

_MODULES = {"pygal": "pygal", "jinja2": "Jinja2", "ir_measures": "ir-measures"}
_OUTCOMES = {"answered": "answered", "not_found": "refused", "chat": "small talk"}
_MOST_WITH_PASSAGES = 1000
"""Tests from which on only the failed ones show their passages: a page of ten thousand must still open."""


def ready() -> None:
    """Raise BotError where what a report needs is not installed."""
    missing = []
    for module, name in _MODULES.items():
        if importlib.util.find_spec(module) is None:
            missing.append(name)
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        what = f"quoth test --report needs {', '.join(missing)}, which {verb} not installed"
        raise BotError(f"{what}; pip install 'quoth[report]'")


def report_html(run: Run, thresholds: tuple[Threshold, ...], version: str) -> str:
    """Return the report of a run as one page; raise BotError where what it needs is not installed."""
    ready()
    from bot.render.report_page import render_report  # noqa: PLC0415 - an extra

    return render_report(report_view(run, thresholds, version))


def report_view(run: Run, thresholds: tuple[Threshold, ...], version: str) -> ReportView:
    """Return what the page shows."""
    from bot.testing.measures import ranking_measures  # noqa: PLC0415 - an extra

    evaluation = run.evaluation
    results = evaluation.results
    failed = len(evaluation.failures)
    passages = len(results) <= _MOST_WITH_PASSAGES
    ordered = sorted(enumerate(results, start=1), key=lambda item: item[1].passed)
    return ReportView(
        title=f"Retrieval tests of {run.folder.resolve().name}",
        summary=f"{count_of(len(results), 'test')}, {failed or 'none'} failed",
        good=all(threshold.holds(evaluation) for threshold in thresholds),
        version=version,
        metrics=tuple(metric_rows(evaluation)),
        thresholds=tuple(_threshold_row(threshold, run) for threshold in thresholds if threshold.where),
        ranking=tuple((name, f"{value:.4f}") for name, value in ranking_measures(results, run.library)),
        plots=_plots(results),
        kinds=tuple(kind for kind, _ in evaluation.by_kind),
        tests=tuple(
            _test_view(number, result, run.library, passages=passages or not result.passed)
            for number, result in ordered
        ),
    )


def _threshold_row(threshold: Threshold, run: Run) -> tuple[str, str, bool]:
    rate = threshold.of(run.evaluation)
    reached = f"{rate.value:.3f}" if rate.of else "nothing to take a share of"
    return f"{threshold.metric} at least {threshold.least:g}", reached, threshold.holds(run.evaluation)


def _plots(results: tuple[Result, ...]) -> tuple[Plot, ...]:
    from bot.testing import curves, plots  # noqa: PLC0415 - an extra

    in_force = curves.thresholds(results)
    bins = curves.reliability(results)
    counts = curves.ranks(results)
    error = curves.calibration_error(bins)
    named = [*(f"rank {name}" for name in curves.RANKS[:-1]), "not among those that were read"]
    ranked = ", ".join(f"{name}: {number}" for name, number in zip(named, counts, strict=True) if number)
    return (
        Plot(
            "What another threshold would do",
            "Of the questions with an answer, the shares answered and rightly answered; of the others, the share "
            "refused. In force: " + (" and ".join(f"{threshold:g}" for threshold in in_force) or "none") + ".",
            (("line-0", "answered"), ("line-1", "rightly"), ("line-2", "refused"), ("dashes", "in force")),
            plots.threshold_plot(curves.over_threshold(results), in_force),
        ),
        Plot(
            "Is the confidence what it says?",
            "How many were right of those with this confidence; a larger dot is more tests. "
            f"The expected calibration error is {error:.3f}.",
            (("line-0", "as it is"), ("dashes", "as it should be")),
            plots.reliability_plot(bins),
        ),
        Plot(
            "Rank of the expected paragraph",
            f"Of the questions with an answer. {ranked or 'There are none'}.",
            (("bar", "tests"),),
            plots.rank_plot(counts),
        ),
    )


def _test_view(number: int, result: Result, library: Library, *, passages: bool) -> TestView:
    test = result.test
    rows = [
        ("expected", expected_text(result), expected_scores(result)),
        ("found", found_words(result.reading), found_scores(result)),
        ("why", why(result), ""),
    ]
    return TestView(
        number,
        test.question.strip() or "(no words)",
        test.kind or UNTAGGED,
        result.passed,
        _OUTCOMES[outcome_name(result.reading)],
        f"{result.confidence:.2f}",
        f"{test.file.name}:{test.line}",
        tuple(rows if not result.passed else rows[:2]),
        _passages(result, library) if passages else (),
    )


def _passages(result: Result, library: Library) -> tuple[Passage, ...]:
    """Return the paragraph of what was found, and that of what was expected where it is another."""
    shown = []
    evidence = evidence_of(result.reading)
    paragraph = evidence[0].quote.paragraph if evidence else None
    if paragraph is not None:
        quote, highlight = evidence[0].quote.span, evidence[0].highlight
        label = "found" if isinstance(result.reading, Found) else "nearest passage"
        pieces = _pieces(paragraph.text, quote, (highlight.shifted(quote.start),) if highlight else ())
        shown.append(Passage(label, _named(paragraph), pieces))
    expect = result.test.expect
    wanted = expected_paragraphs(expect, library, result.account)[:1] if expect and not result.passed else ()
    for expected in wanted:
        if expect and expected != paragraph:
            starts = [(expected.text.find(words), words) for words in expect.contains]
            spans = tuple(Span(start, start + len(words)) for start, words in starts if start >= 0)
            shown.append(Passage("expected", _named(expected), _pieces(expected.text, Span(0, 0), spans)))
    return tuple(shown)


def _named(paragraph: Paragraph) -> str:
    return f"{paragraph.article}, " + (f"paragraph {paragraph.number}" if paragraph.number else "headline")


def _pieces(text: str, quote: Span, short: tuple[Span, ...]) -> tuple[Piece, ...]:
    """Cut a paragraph where a mark begins or ends."""
    edges = sorted({0, len(text), quote.start, quote.end, *(edge for span in short for edge in (span.start, span.end))})
    pieces = []
    for start, end in pairwise(edges):
        part = Span(start, end)
        mark = "short" if any(part.within(span) for span in short) else "quote" if part.within(quote) else ""
        pieces.append(Piece(part.of(text), mark))
    return tuple(pieces)
