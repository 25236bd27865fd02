"""What `quoth test` prints of a run: each failure, the metrics by kind, the thresholds that are not met, a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.testing.thresholds import allowance, unmet
from bot.testing.words import failure_lines, metric_rows, summary_line, table_lines

if TYPE_CHECKING:
    from bot.testing.thresholds import Threshold
    from knowledge import Evaluation


def tell(evaluation: Evaluation, thresholds: tuple[Threshold, ...]) -> list[str]:
    """Tell a run; the last line is the summary, the one before it empty."""
    lines: list[str] = []
    for result in evaluation.failures:
        lines += [*failure_lines(result), ""]
    lines += table_lines(metric_rows(evaluation))
    missed = unmet(thresholds, evaluation)
    if missed:
        lines += ["", *missed]
    return [*lines, "", summary_line(evaluation) + allowance(thresholds, evaluation)]
