"""How much faster a compiled Quoth thinks and starts than the plain one, and whether they answer alike.

    HATCH_BUILD_HOOK_ENABLE_MYPYC=1 HATCH_BUILD_CLEAN_HOOKS_AFTER=1 pip install --no-deps --target FOLDER .
    python -m tests.benchmarks.compiled FOLDER [--rounds 3]

FOLDER holds the compiled one; the plain one is this tree. They take turns, each in a process of its own. Thinking as
`tests.benchmarks.thinking` measures it: warm, medians of each question's best, in the thread's own time. Starting is
the processor's time of a whole `quoth ask`, the library kept. Answers are compared whole, to the last digit.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"
LONGEST = 200
TIMES = 3
STARTS = 9
QUESTION = "Who is Keith Kellogg?"


def think() -> dict[str, Any]:
    """Return the milliseconds of each kind of question, and a digest of all answers, of the Quoth that is imported."""
    from knowledge import ask, load_library, load_tests, prepare

    library = load_library(SEEDS)
    collection = prepare(library)
    questions = [t.question for t in load_tests(SEEDS, library) if len(t.question) <= LONGEST]
    said = sha256("\n".join([repr(ask(collection, question)) for question in questions]).encode())
    best = dict.fromkeys(questions, float("inf"))
    for _ in range(TIMES):
        for question in best:
            start = time.thread_time()
            ask(collection, question)
            best[question] = min(best[question], 1000 * (time.thread_time() - start))
    return {
        "the shipped article": statistics.median(best.values()),
        "the same in English": statistics.median([ms for q, ms in best.items() if q.isascii()]),
        "the same in other letters": statistics.median([ms for q, ms in best.items() if not q.isascii()]),
        "answers": said.hexdigest(),
        "code": type(ask).__name__,
    }


def start(environ: dict[str, str], elsewhere: str) -> float:
    """Return the processor's milliseconds of one `quoth ask`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-P", "-m", "bot.cli", "--library", str(SEEDS), "ask", QUESTION]
    subprocess.run(command, capture_output=True, check=True, env=environ, cwd=elsewhere)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(folder: Path, rounds: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what each round printed of the plain and of the compiled one."""
    found: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    with tempfile.TemporaryDirectory() as place:
        sides: list[dict[str, str]] = []
        for path in (ROOT, folder):
            mine = Path(place, str(len(sides)))
            kept = {"QUOTH_CACHE": f"{mine}/kept", "PYTHONPYCACHEPREFIX": f"{mine}/bytes"}
            sides.append({**os.environ, "PYTHONPATH": str(path.resolve()), **kept})
            sides[-1].pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
        for environ in sides * 2:  # the second finds the library kept
            start(environ, place)
        for _ in range(rounds):
            for environ, into in zip(sides, found, strict=True):
                command = [sys.executable, "-P", __file__, "--think", "-"]
                printed = subprocess.run(command, capture_output=True, check=True, env=environ, cwd=place).stdout
                into.append(json.loads(printed))
            taken: tuple[list[float], list[float]] = ([], [])
            for _ in range(STARTS):
                for environ, times in zip(sides, taken, strict=True):
                    times.append(start(environ, place))
            for into, times in zip(found, taken, strict=True):
                into[-1]["`quoth ask`, whole process"] = statistics.median(times)
    return found


def main() -> None:
    """Print the medians, and whether the answers are the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--think", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.think:
        print(json.dumps(think()))
        return
    plain, compiled = measure(options.folder, options.rounds)
    if compiled[0]["code"] == plain[0]["code"]:
        raise SystemExit(f"{options.folder}: holds no compiled Quoth")
    print("| ms | plain | compiled | ratio |\n|---|---|---|---|")
    for name in (*[n for n in plain[0] if n.startswith("the ")], "`quoth ask`, whole process"):
        ours, theirs = (statistics.median([one[name] for one in side]) for side in (plain, compiled))
        print(f"| {name} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.2f} |")
    alike = len({one["answers"] for one in (*plain, *compiled)}) == 1
    print("\nThe answers are the same." if alike else "\nTHE ANSWERS DIFFER.")


if __name__ == "__main__":
    main()
