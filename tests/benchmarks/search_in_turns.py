"""The engines asked in turns, in one process: each question of each engine, so that a machine whose pace changes from
minute to minute is as slow for one as for the other. `search` measures the rest, each engine by itself.

    python -m tests.benchmarks.search_in_turns [PASSAGES] [--library DIR] [--rank-bm25 QUESTIONS]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.search_engines import BUILT_BY, ENGINES, KEEPS_NOTHING

NAMES = ("quoth", "bm25s numba", "tantivy")
ROUNDS = 4
"""Times that each question is asked of each; the best counts."""
MOST = 300
"""Questions of each kind."""


def main() -> None:
    """Print the medians beside ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="?", type=int, default=100_000, metavar="PASSAGES")
    parser.add_argument(
        "--library", type=Path, default=Path("seeds"), metavar="DIR", help="the real text to start from"
    )
    parser.add_argument("--rank-bm25", type=int, default=0, metavar="QUESTIONS", help="ask rank_bm25 so many, too")
    options = parser.parse_args()
    size: int = options.passages
    with tempfile.TemporaryDirectory() as place:
        workshop = Path(place)

        def measure(task: str, name: str) -> None:
            command = (sys.executable, "-m", "tests.benchmarks.search_measure", task, name, str(size))
            subprocess.run((*command, str(options.library), place), check=True, stdout=subprocess.DEVNULL)

        measure("text", "-")
        for name in dict.fromkeys(BUILT_BY.get(name, name) for name in NAMES):
            measure("build", name)
        engines = {name: ENGINES[name]() for name in NAMES}
        for name, engine in engines.items():
            engine.open(workshop / f"{BUILT_BY.get(name, name)}-{size}")
        slow = ENGINES[KEEPS_NOTHING]()
        if options.rank_bm25:
            slow.build(workshop / f"text-{size}", workshop)
        questions: dict[str, list[list[str]]] = json.loads((workshop / "questions.json").read_text())
        print("| stop words | " + " | ".join(f"{name}, ms" for name in NAMES) + " | rank_bm25 |\n|---|" + "---|" * 4)
        for kind, asked in questions.items():
            spread = asked[:: max(1, len(asked) // MOST)][:MOST]
            best = {name: [float("inf")] * len(spread) for name in NAMES}
            for _ in range(ROUNDS):
                for n, question in enumerate(spread):
                    for name, engine in engines.items():
                        start = time.perf_counter()
                        engine.ask(question)
                        best[name][n] = min(best[name][n], 1000 * (time.perf_counter() - start))
            ours = statistics.median(best["quoth"])
            told = []
            for question in spread[:: max(1, len(spread) // options.rank_bm25)] if options.rank_bm25 else ():
                start = time.perf_counter()
                slow.ask(question)
                told.append(1000 * (time.perf_counter() - start))
            medians = [statistics.median(best[name]) for name in NAMES]
            peer = f"{statistics.median(told):.0f} ms, {statistics.median(told) / ours:,.0f} ×" if told else "–"
            cells = [f"{median:.3f} ({median / ours:.2f} ×)" for median in medians]
            print(f"| {kind} | {' | '.join(cells)} | {peer} |", flush=True)


if __name__ == "__main__":
    main()
