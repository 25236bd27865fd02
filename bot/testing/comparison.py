"""Two runs side by side: which tests went otherwise, and what became of the metrics.

Tests are the same where article and question are. The metrics are those of the tests that both runs have, so that a
test more moves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.render.screen import count_of, safe
from bot.testing.running import distinct
from bot.testing.words import COLUMNS, share, table_lines
from knowledge import UNTAGGED, Rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.testing.record import Outcome

_DEPTH = 5
_VERDICTS = ("now fails", "fails otherwise", "now passes", "still passes")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What both runs have, as pairs of before and now, and what only one of them has."""

    both: tuple[tuple[Outcome, Outcome], ...]
    gone: tuple[Outcome, ...]
    new: tuple[Outcome, ...]

    @property
    def changed(self) -> tuple[tuple[Outcome, Outcome], ...]:
        """The pairs that differ in what was expected or found, how it ranked, or whether that was right."""
        return tuple((old, now) for old, now in self.both if _seen(old) != _seen(now))


def compare(before: Sequence[Outcome], now: Sequence[Outcome]) -> Comparison:
    """Lay two runs side by side, in the order of the later one."""
    old = dict(zip(distinct((o.article, o.question) for o in before), before, strict=True))
    new = dict(zip(distinct((o.article, o.question) for o in now), now, strict=True))
    return Comparison(
        tuple((old[key], outcome) for key, outcome in new.items() if key in old),
        tuple(outcome for key, outcome in old.items() if key not in new),
        tuple(outcome for key, outcome in new.items() if key not in old),
    )


def comparison_lines(comparison: Comparison, name: str) -> list[str]:
    """Tell a comparison with the run called `name`: the changes, worst first, then the metrics before and now."""
    told: dict[str, list[str]] = {verdict: [] for verdict in _VERDICTS}
    for old, now in comparison.changed:
        verdict = ("now passes" if now.passed else "now fails") if old.passed != now.passed else _otherwise(now)
        told[verdict].append(safe(f"  {verdict}: {now.article}: “{now.question}”: {_change(old, now)}"))
    total = (
        f"{count_of(len(comparison.changed), 'test')} changed, {len(comparison.both) - len(comparison.changed)} did not"
    )
    for outcomes, where in ((comparison.new, "here"), (comparison.gone, "there")):
        total += f", {len(outcomes)} only {where}" if outcomes else ""
    lines = [f"compared with {safe(name)}: {total}", *(line for lines in told.values() for line in lines)]
    return [*lines, "", *table_lines(_rows(comparison))] if comparison.both else lines


def _rows(comparison: Comparison) -> list[tuple[str, ...]]:
    """Return a row a metric of all tests, and one for each kind's that changed."""
    before, now = [old for old, _ in comparison.both], [new for _, new in comparison.both]
    rows: list[tuple[str, ...]] = [("", "before", "now", "change")]
    for name, old, new in zip(COLUMNS, _measure(before), _measure(now), strict=True):
        rows.append((name, *_cells(name, old, new)))
    for kind in dict.fromkeys(outcome.kind or UNTAGGED for outcome in now):
        pairs = [pair for pair in comparison.both if (pair[1].kind or UNTAGGED) == kind]
        measured = (_measure([old for old, _ in pairs]), _measure([new for _, new in pairs]))
        for name, old, new in zip(COLUMNS, *measured, strict=True):
            if old != new:
                rows.append((safe(f"{kind}: {name}"), *_cells(name, old, new)))
    return rows


def _measure(outcomes: Sequence[Outcome]) -> tuple[Rate, ...]:
    """Return the metrics in the order of COLUMNS."""
    asked = [outcome for outcome in outcomes if outcome.answerable]
    others = [outcome for outcome in outcomes if not outcome.answerable]
    return (
        Rate(sum(o.passed for o in outcomes), len(outcomes)),
        Rate(sum(o.outcome == "answered" for o in asked), len(asked)),
        Rate(sum(o.passed for o in others), len(others)),
        Rate(sum(o.rank == 1 for o in asked), len(asked)),
        Rate(sum(1 <= o.rank <= _DEPTH for o in asked), len(asked)),
        Rate(sum(1 / o.rank for o in asked if o.rank), len(asked)),
    )


def _cells(name: str, old: Rate, new: Rate) -> tuple[str, str, str]:
    if not old.of or not new.of:
        return "–", "–", ""
    change = new.value - old.value
    if name == "MRR":
        return f"{old.value:.3f}", f"{new.value:.3f}", f"{change:+.3f}" if old != new else ""
    return share(old), share(new), f"{100 * change:+.1f}" if old != new else ""


def _seen(outcome: Outcome) -> tuple[object, ...]:
    return outcome.passed, outcome.outcome, outcome.found, outcome.rank, outcome.expects


def _otherwise(now: Outcome) -> str:
    return "still passes" if now.passed else "fails otherwise"


def _change(old: Outcome, now: Outcome) -> str:
    if old.expects != now.expects:
        return f"expected {old.expects}, now {now.expects}"
    if not now.passed and (old.passed or (old.outcome, old.found) != (now.outcome, now.found)):
        return now.reason
    if (old.outcome, old.found) != (now.outcome, now.found):
        return f"{_found(old)} → {_found(now)}"
    return f"rank of the expected paragraph {old.rank or '–'} → {now.rank or '–'}"


def _found(outcome: Outcome) -> str:
    if outcome.outcome == "answered":
        return outcome.found
    nearest = f" (nearest: {outcome.found})" if outcome.found else ""
    return f"{'small talk' if outcome.outcome == 'chat' else 'no answer'}{nearest}"
