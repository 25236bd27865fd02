"""Say how well Quoth answers from the invented news articles in other languages, `tests/data/newsroom`.

    python -m tests.learning.newsroom [--only ARTICLE…] [--failures]

Of each article: questions that it answers, near misses (on its topic, but it does not say), follow-ups of two turns.
`FRESH` were written with the others, kept aside while the rules were made, and run once at the end.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.answer import Answer, Outcome
from bot.conversation import converse
from bot.memory import Conversation
from knowledge import Collection, Found, ask, load_library, prepare
from knowledge.retrieval_tests import load_tests

HERE = Path(__file__).resolve().parent.parent / "data"
NEWSROOM = HERE / "newsroom"
DIALOGUES = HERE / "newsroom-dialogues.yaml"
FRESH = ("tramvai", "baikal", "museum", "sequia", "fusee", "most", "shakhta", "svalka")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of one article's questions: each list says of every question whether it was as it should be."""

    answered: tuple[tuple[str, bool, str], ...]
    refused: tuple[tuple[str, bool, str], ...]
    followed: tuple[tuple[str, bool, str], ...]
    short: int
    """Answers that are right and have a short answer."""


def newsroom() -> Collection:
    """Return the library, made ready."""
    return prepare(load_library(NEWSROOM))


def outcomes(collection: Collection, article: str) -> Outcomes:
    """Ask all questions of one article, each of that article: another one may well answer a near miss."""
    answered, refused, short = [], [], 0
    for test in load_tests(NEWSROOM, collection.library):
        if test.article != article:
            continue
        reading = ask(collection, test.question, article=article)
        found = isinstance(reading, Found)
        first = reading.evidence[0] if isinstance(reading, Found) else None
        told = f"{getattr(reading, 'confidence', 0):.2f} {first.quote.text if first else '-'} [{first and first.short}]"
        if test.expect is None:
            refused.append((test.question, not found, told))
        else:
            right = first is not None and all(words in first.quote.text for words in test.expect.contains)
            answered.append((test.question, right, told))
            short += right and bool(first and first.short)
    return Outcomes(tuple(answered), tuple(refused), tuple(dialogues(collection, article)), short)


def dialogues(collection: Collection, article: str) -> list[tuple[str, bool, str]]:
    """Hold the conversations of one article."""
    out = []
    for turn in yaml.safe_load(DIALOGUES.read_text(encoding="utf-8"))[article]:
        _, conversation = converse(collection, turn["first"], Conversation(), article=article)
        answer, _ = converse(collection, turn["then"], conversation, article=article)
        out.append((f"{turn['first']} / {turn['then']}", held(answer, turn.get("contains")), answer.text))
    return out


def held(answer: Answer, contains: str | None) -> bool:
    """Say whether a follow-up was answered with what its quote or its speaker should have; None: refused."""
    if contains is None:
        return answer.outcome is Outcome.NOT_FOUND
    said = [answer.evidence[0].quote.text, answer.evidence[0].attribution.source or ""] if answer.evidence else []
    return answer.outcome is Outcome.ANSWERED and any(contains in text for text in said)


def main() -> None:
    """Print one line for each article, and what failed where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    collection = newsroom()
    for article in collection.articles:
        if options.only and article not in options.only:
            continue
        it = outcomes(collection, article)
        shares = [
            f"{name} {sum(right for _, right, _ in part)}/{len(part)}"
            for name, part in (("right", it.answered), ("refused", it.refused), ("followed", it.followed))
        ]
        fresh = " (fresh)" if article in FRESH else ""
        print(f"{collection.others[article]} {article}{fresh}: {', '.join(shares)}, short {it.short}")
        if options.failures:
            for part in (it.answered, it.refused, it.followed):
                for question, right, told in part:
                    if not right:
                        print(f"    {question}\n        {told}")


if __name__ == "__main__":
    main()
