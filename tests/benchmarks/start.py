"""How long a whole `quoth ask` takes, from start to exit, beside `python -c "import numpy"` in the same run.

    python -m tests.benchmarks.start [FOLDER] [--rounds 15]

On the shipped article; with FOLDER (articles and a questions.jsonl) on a hundred articles joined from it too. The
commands take turns, so that what else the machine does falls on all of them alike. Medians: of the time on the clock,
and of the processor's, which a busy machine stretches less.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.joined import join_articles

QUESTION = "Who is Keith Kellogg?"
ARTICLES, PARAGRAPHS = 100, 10
TOO_MUCH = 1.3
"""What a question to the shipped article may take of numpy's import."""
TOO_MUCH_MORE = 1.5
"""What a question to a hundred articles may take of one to the shipped one."""


class Taken(NamedTuple):
    """Milliseconds of one process."""

    clock: float
    processor: float


def run(command: list[str], environ: dict[str, str]) -> Taken:
    """Run a command to its end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environ)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(1000 * clock, 1000 * used)


def main() -> None:
    """Print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    python = [sys.executable]
    ask = [*python, "-m", "bot.cli", "ask"]
    with tempfile.TemporaryDirectory() as place:
        kept = {**os.environ, "QUOTH_CACHE": f"{place}/kept", "PYTHONPYCACHEPREFIX": f"{place}/compiled"}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled, and so is what is measured here
        commands = {
            "python": ([*python, "-c", "pass"], kept),
            "import numpy": ([*python, "-c", "import numpy"], kept),
            "one article": ([*ask, QUESTION], kept),
            "one article, nothing kept": ([*ask, QUESTION], {**kept, "QUOTH_CACHE": "off"}),
        }
        if options.folder:
            library = Path(place, "library")
            library.mkdir()
            asked = join_articles(options.folder, library, paragraphs=PARAGRAPHS, articles=ARTICLES)
            commands["a hundred articles"] = ([*ask, "--library", str(library), asked[0].question], kept)
        for command, environ in commands.values():
            run(command, environ)  # keeps the library, compiles what is not compiled yet
        taken: dict[str, list[Taken]] = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, (command, environ) in commands.items():
                taken[name].append(run(command, environ))
    clock = {name: statistics.median(t.clock for t in times) for name, times in taken.items()}
    processor = {name: statistics.median(t.processor for t in times) for name, times in taken.items()}
    print("| | ms | × numpy | processor, ms | × numpy |")
    print("|---|---|---|---|---|")
    for name in commands:
        by_clock, by_processor = clock[name] / clock["import numpy"], processor[name] / processor["import numpy"]
        print(f"| {name} | {clock[name]:.0f} | {by_clock:.2f} | {processor[name]:.0f} | {by_processor:.2f} |")
    print(f"\none article: at most {TOO_MUCH} × numpy is wanted")
    if options.folder:
        ratio = clock["a hundred articles"] / clock["one article"]
        print(f"a hundred articles: {ratio:.2f} × one; at most {TOO_MUCH_MORE} is wanted")


if __name__ == "__main__":
    main()
