"""How long an answer from the shipped article is thought about, beside rank_bm25 scoring the same paragraphs and cards.

    python -m tests.benchmarks.thinking

Warm, in one process and one run: medians, and the ratio to the peer. The peer only ranks; it neither reads nor refuses.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rank_bm25 import BM25Plus

from knowledge import ask, load_library, load_tests, prepare
from knowledge.tokenizer import content_terms, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path("seeds")
LONGEST = 200
"""Characters of the longest question asked: the hostile ones are another matter."""


def median(run: Callable[[str], object], questions: list[str]) -> float:
    """Return the median milliseconds of one question."""
    for question in questions:
        run(question)
    times = []
    for question in questions:
        start = time.perf_counter()
        run(question)
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Print the medians."""
    library = load_library(SEEDS)
    collection = prepare(library)
    questions = [t.question for t in load_tests(SEEDS, library) if len(t.question) <= LONGEST]
    texts = [p.text for a in library.articles for p in a.paragraphs]
    texts += [q.text for card in library.cards for q in card.questions]
    peer = BM25Plus([list(content_terms(tokenize(text))) for text in texts])
    ours = median(lambda q: ask(collection, q), questions)
    theirs = median(lambda q: peer.get_top_n(list(content_terms(tokenize(q))), texts, 10), questions)
    print(f"{len(questions)} questions, {len(texts)} texts")
    print(f"quoth, the whole way  {ours:.2f} ms")
    print(f"rank_bm25, top 10     {theirs:.2f} ms   ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
