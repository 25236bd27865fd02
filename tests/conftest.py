"""What the tests share: a small library whose answers can be read off, hand-built answers, a clean environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

import bot
from bot.answer import Answer, Outcome
from knowledge import Article, Attribution, Evidence, Metadata, Paragraph, Quote, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable

# The same examples in every run, so that a newcomer's `pytest` says what ours said; a hunt for new ones is
# HYPOTHESIS_PROFILE=default pytest.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

HARBOUR = """\
Harbour of Lindesund Reopens After the Storm

Mayor Astrid Falk reopened the harbour of Lindesund on 3 May. The storm had sunk 14 fishing boats in one night.

The fishermen’s union claimed that 40 boats were lost in the storm. The insurer Nordvakt pays for the repairs.
"""

HARBOUR_CARDS = """\
cards:
  - id: harbour-reopened
    answer: Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.
    status: fact
    evidence:
      - {quote: "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.", paragraph: 1}
    questions: [Who reopened the harbour of Lindesund?, When was the harbour of Lindesund reopened?]
  - id: boats-lost
    answer: The fishermen’s union claimed that 40 boats were lost in the storm.
    status: claim
    attributed_to: The fishermen’s union
    evidence:
      - {quote: "The fishermen’s union claimed that 40 boats were lost in the storm.", paragraph: 2}
    questions: [How many boats were lost in the storm?]
"""


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the settings, the terminal or the home folder of whoever runs it."""
    for name in os.environ:
        if name.startswith(("QUOTH_", "TELEGRAM_")) or name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}:
            monkeypatch.delenv(name)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LC_MESSAGES", "C")  # whatever language the terminal asks for
    monkeypatch.setenv("PYTHONPATH", str(Path(str(bot.__file__)).parent.parent))  # processes run the same code
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home" / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home" / "cache"))


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A library of one article and two cards."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "harbour.cards.yaml").write_text(HARBOUR_CARDS, encoding="utf-8")
    return folder


class Quoth(Protocol):
    """Runs `quoth` as a process of its own."""

    def __call__(
        self, *arguments: str | bytes, stdin: bytes = b"", environ: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture
def quoth(tmp_path: Path) -> Quoth:
    """The command line in a process of its own, in an empty working directory."""

    def run(
        *arguments: str | bytes, stdin: bytes = b"", environ: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        here = tmp_path / "here"
        here.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments],
            input=stdin,
            capture_output=True,
            cwd=here,
            env={**os.environ, **(environ or {})},
            check=False,
            timeout=60,
        )

    return run


def build_evidence(
    text: str = "Boats sank. The storm sank 14 boats in one night.",
    quote: str = "The storm sank 14 boats in one night.",
    short: str | None = "14 boats",
    *,
    status: Status = Status.FACT,
    source: str | None = None,
    title: str = "Harbour Reopens",
) -> Evidence:
    """Build evidence by hand, from a paragraph's text and what is quoted and highlighted in it."""
    start = text.index(quote)
    mark = None if short is None else Span(quote.index(short), quote.index(short) + len(short))
    paragraph = Paragraph("harbour", 1, text, ())
    article = Article("harbour", Metadata(title), (paragraph,))
    return Evidence(
        article,
        Quote(paragraph, Span(start, start + len(quote))),
        Attribution(status, source),
        1.25,
        mark,
    )


def build_answer(
    *evidence: Evidence,
    outcome: Outcome = Outcome.ANSWERED,
    question: str = "How many boats sank?",
    text: str = "The storm sank 14 boats in one night.",
    other_sides: tuple[Evidence, ...] = (),
    lead: str | None = None,
    said: str | None = None,
    suggestions: tuple[str, ...] = (),
    listed: bool = False,
) -> Answer:
    """Build an answer by hand."""
    return Answer(
        question,
        outcome,
        evidence[0].short if evidence and outcome is Outcome.ANSWERED else None,
        text,
        0.93,
        evidence,
        other_sides,
        lead,
        said,
        suggestions,
        listed,
    )


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    """Builds evidence by hand; see `build_evidence`."""
    return build_evidence


@pytest.fixture
def answer() -> Callable[..., Answer]:
    """Builds an answer by hand; see `build_answer`."""
    return build_answer
