"""What `quoth check` and `quoth test` print. They find nothing themselves: `knowledge` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.render.screen import safe, width_of
from knowledge import ask, check_library, load_library, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.evaluation import Evaluation, Metrics, Rate, Result

_COLUMNS = ("passed", "answered", "refused", "recall@1", "recall@5", "MRR")


def report_check(folder: Path) -> tuple[str, bool]:
    """Return one line for every fault of the library in `folder` and a summary; and whether there is none."""
    faults = check_library(folder)
    if faults:
        files = len({fault.file for fault in faults})
        summary = f"{_count(len(faults), 'fault')} in {_count(files, 'file')}"
        return "\n".join([*(safe(str(fault)) for fault in faults), summary]), False
    library = load_library(folder)
    held = f"{_count(len(library.articles), 'article')}, {_count(len(library.cards), 'card')}"
    return f"{safe(str(folder))}: {held}, no faults", True


def report_tests(folder: Path) -> tuple[str, bool]:
    """Run the retrieval tests in `folder`; return each failure, the metrics and a summary, and whether all passed.

    Raises BotError where there is none: nothing tested is not passed.
    """
    from knowledge.evaluation import evaluate  # noqa: PLC0415 - for this command only
    from knowledge.retrieval_tests import load_tests  # noqa: PLC0415

    library = load_library(folder)
    tests = load_tests(folder, library)
    if not tests:
        raise BotError(f"no retrieval tests, {folder}; write them into NAME.tests.yaml beside the article")
    collection = prepare(library)
    evaluation = evaluate(tests, lambda question: ask(collection, question))
    return "\n".join(write_evaluation(evaluation)), not evaluation.failures


def write_evaluation(evaluation: Evaluation) -> list[str]:
    """Write each failure at its place, a table of the metrics by kind, and a summary as the last line."""
    lines = [_failure(result) for result in evaluation.failures]
    if lines:
        lines.append("")
    rows: list[tuple[str, ...]] = [("", *_COLUMNS)]
    if len(evaluation.by_kind) > 1:
        rows += [(safe(kind), *_cells(metrics)) for kind, metrics in evaluation.by_kind]
    rows.append(("all", *_cells(evaluation.metrics)))
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for head, *cells in rows:
        padded = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        lines.append("  ".join([head + " " * (widths[0] - width_of(head)), *padded]))
    failed = len(evaluation.failures)
    return [*lines, "", f"{_count(len(evaluation.results), 'test')}, {failed or 'none'} failed"]


def _failure(result: Result) -> str:
    test = result.test
    return safe(f"{test.file}:{test.line}: “{test.question}”: {result.reason}")


def _cells(metrics: Metrics) -> tuple[str, ...]:
    shares = (metrics.passed, metrics.answered, metrics.refused, metrics.recall_at_1, metrics.recall_at_5)
    mrr = f"{metrics.mrr.value:.3f}" if metrics.mrr.of else "–"
    return (*map(_percent, shares), mrr)


def _percent(rate: Rate) -> str:
    """Write a share with the numbers it comes from; a share of nothing is none.

    Rounded down, so that 100.0 % is said of all only.
    """
    return f"{int(rate.count)}/{rate.of} {int(1000 * rate.value) / 10:.1f} %" if rate.of else "–"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")
