"""A run as JSON and back: what `quoth test --json` writes and `--compare` reads.

A record holds what was asked, expected and found, with the scores; not the articles. Reading takes from it only what
a comparison needs.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import BotError
from bot.testing.words import expected_text, why
from knowledge import Found, NotFound, Rate, Smalltalk, evidence_of

if TYPE_CHECKING:
    from pathlib import Path

    from bot.testing.running import Run
    from knowledge import Metrics, Reading, Result

FORMAT = 1
"""Goes up where a reader of an older record would misunderstand a newer one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one test, as far as a record tells."""

    question: str
    article: str
    kind: str | None
    card: str | None
    """The card that was expected."""
    answerable: bool
    """Whether an answer was expected."""
    expects: str
    """What was expected, in words."""
    passed: bool
    reason: str
    outcome: str
    """answered, not_found or chat."""
    rank: int
    found: str
    """What was found, in short: article, paragraph and card; empty where nothing was."""


def record_of(run: Run, version: str) -> dict[str, Any]:
    """Return the record of a run by this `version` of Quoth."""
    evaluation = run.evaluation
    return {
        "format": FORMAT,
        "quoth": version,
        "library": run.folder.resolve().name,
        "metrics": {
            "all": _metrics(evaluation.metrics),
            "kinds": {kind: _metrics(metrics) for kind, metrics in evaluation.by_kind},
        },
        "tests": [_test(result) for result in evaluation.results],
    }


def written(record: dict[str, Any]) -> bytes:
    """Return a record as a JSON text; a lone surrogate of a question is written as its escape."""
    try:
        return f"{json.dumps(record, indent=1, ensure_ascii=False)}\n".encode()
    except UnicodeEncodeError:
        return f"{json.dumps(record, indent=1)}\n".encode()


def outcomes_of(record: dict[str, Any]) -> tuple[Outcome, ...]:
    """Return what a record tells of each test; raise KeyError, TypeError or AttributeError where it is none."""
    return tuple(_outcome(test) for test in record["tests"])


def read_record(path: Path) -> tuple[str, tuple[Outcome, ...]]:
    """Read a record from a file: whose it is, and what became of each test. Raises BotError where it is none."""
    remedy = "name a file that quoth test --json wrote, or a library folder"
    try:
        record = json.loads(path.read_bytes())
        if record["format"] != FORMAT:
            raise BotError(f"results of another format ({record['format']!r}), {path}; write them anew with --json")
        return f"{record['library']!s} by quoth {record['quoth']!s}", outcomes_of(record)
    except OSError as error:
        raise BotError(f"cannot read results ({error.strerror}), {path}; {remedy}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BotError(f"not the results of a run, {path}; {remedy}") from error


def outcome_name(reading: Reading) -> str:
    """Return what a reading is called in JSON."""
    match reading:
        case Found():
            return "answered"
        case NotFound():
            return "not_found"
        case Smalltalk():
            return "chat"


def _outcome(test: dict[str, Any]) -> Outcome:
    found = test["found"]
    place = f"{found['article']} paragraph {found['paragraph']}" if found else ""
    card = f", card {found['card']}" if found and found["card"] else ""
    return Outcome(
        str(test["question"]),
        str(test["article"]),
        test["kind"],
        test["expect"].get("card"),
        "no_answer" not in test["expect"],
        str(test["expected"]["what"]),
        bool(test["passed"]),
        str(test["reason"]),
        str(test["outcome"]),
        int(test["rank"]),
        f"{place}{card}",
    )


def _test(result: Result) -> dict[str, Any]:
    test, odds = result.test, result.account.odds
    evidence = evidence_of(result.reading)
    expect = {"no_answer": True} if test.expect is None else {k: v for k, v in asdict(test.expect).items() if v}
    return {
        "file": test.file.name,
        "line": test.line,
        "question": test.question,
        "kind": test.kind,
        "article": test.article,
        "expect": expect,
        "passed": result.passed,
        "reason": result.reason,
        "why": "" if result.passed else why(result),
        "outcome": outcome_name(result.reading),
        "confidence": round(result.confidence, 4),
        "threshold": odds.enough if odds else None,
        "rank": result.rank,
        "expected": {"what": expected_text(result), **asdict(result.expected)},
        "found": {
            "article": evidence[0].quote.paragraph.article,
            "paragraph": evidence[0].quote.paragraph.number,
            "quote": evidence[0].quote.text,
            **asdict(result.found),
        }
        if evidence
        else None,
    }


def _metrics(metrics: Metrics) -> dict[str, Any]:
    rates: dict[str, Rate] = {
        "passed": metrics.passed,
        "answered": metrics.answered,
        "refused": metrics.refused,
        "recall@1": metrics.recall_at_1,
        "recall@5": metrics.recall_at_5,
        "mrr": metrics.mrr,
    }
    return {name: {"value": round(rate.value, 6), "of": rate.of} for name, rate in rates.items()}
