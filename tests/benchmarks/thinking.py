"""How long a question is thought about, beside rank_bm25 scoring the same texts in the same run.

    python -m tests.benchmarks.thinking [FOLDER]

On the shipped article with its cards; with FOLDER (articles and a questions.jsonl) on articles of 40 paragraphs and
on 1,000 paragraphs joined from it too. Warm, in one process: medians of the best of three rounds, in the thread's own
time, to which other work on the machine adds least, and the ratio to the peer, which only ranks the paragraphs, the
cards' wordings and the notes; it neither reads nor refuses.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rank_bm25 import BM25Plus

from knowledge import ask, load_library, load_tests, prepare
from knowledge.tokenizer import content_terms, tokenize
from tests.benchmarks.joined import Asked, join_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge import Library

SEEDS = Path("seeds")
LONGEST = 200
"""Characters of the longest question asked: the hostile ones are another matter."""
ROUNDS = 3
EVERY = 3
"""Of a joined library's questions, one in so many is asked."""


def median(run: Callable[[Asked], object], questions: Sequence[Asked]) -> float:
    """Return the median milliseconds of one question, each the best of ROUNDS, after one to warm up."""
    best = [float("inf")] * len(questions)
    for number in range(ROUNDS + 1):
        for place, question in enumerate(questions):
            start = time.thread_time()
            run(question)
            if number:
                best[place] = min(best[place], time.thread_time() - start)
    return 1000 * statistics.median(best)


def compare(name: str, library: Library, questions: Sequence[Asked], wanted: float) -> None:
    """Print one line of the table."""
    collection = prepare(library)
    texts = [p.text for a in library.articles for p in a.paragraphs]
    texts += [q.text for card in library.cards for q in card.questions]
    texts += [noted.wording.text for noted in library.unanswered]
    peer = BM25Plus([list(content_terms(tokenize(text))) for text in texts])
    ours = median(lambda q: ask(collection, q.question, article=q.article), questions)
    theirs = median(lambda q: peer.get_top_n(list(content_terms(tokenize(q.question))), texts, 10), questions)
    print(
        f"| {name} | {ours:.2f} | {wanted:g} | {theirs:.2f} | {ours / theirs:.2f} | {len(questions)} | {len(texts):,} |"
    )


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    folder: Path | None = parser.parse_args().folder
    print("| asked of | ms | at most | rank_bm25, all texts, top 10 | ratio | questions | texts |")
    print("|---|---|---|---|---|---|---|")
    shipped = load_library(SEEDS)
    questions = [Asked(t.question, None) for t in load_tests(SEEDS, shipped) if len(t.question) <= LONGEST]
    compare("the shipped article", shipped, questions, 1)
    compare("the same in English", shipped, [q for q in questions if q.question.isascii()], 1)
    compare("the same in other letters", shipped, [q for q in questions if not q.question.isascii()], 1)
    if folder:
        with tempfile.TemporaryDirectory() as place:
            asked = join_articles(folder, Path(place), paragraphs=40, articles=25)
            joined = load_library(Path(place))
            compare("an article of 40 paragraphs", joined, asked[::EVERY], 2)
            compare("1,000 paragraphs", joined, [Asked(q.question, None) for q in asked[::EVERY]], 8)


if __name__ == "__main__":
    main()
