"""The whole way of a question over libraries of growing size: building, opening, thinking, memory, and where time goes.

    python -m tests.benchmarks.archive FOLDER [--sizes 1000 10000 100000] [--million] [--questions 100]

FOLDER holds real articles and a questions.jsonl; the rest of each library is made up (archive_text). Every step is a
process of its own. The table shows milliseconds of the processor, which a busy machine stretches less than those of the
clock, beside numpy's import in the same run; the profile is that of warm questions, by room.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
ROOMS = 6
"""Rooms shown of a profile."""


def measure(library: Path, cache: Path, questions: list[str]) -> dict[str, Any]:
    """Open `library` in this process and ask; return what that took."""
    start = time.process_time()
    from knowledge import ask, open_library

    collection = open_library(library, cache)
    ask(collection, questions[0])
    opened = 1000 * (time.process_time() - start)
    rounds = []
    for _ in range(2):
        taken = []
        for question in questions:
            start = time.process_time()
            ask(collection, question)
            taken.append(1000 * (time.process_time() - start))
        rounds.append(sorted(taken))
    profile = cProfile.Profile()
    profile.enable()
    for question in questions:
        ask(collection, question)
    profile.disable()
    rooms: Counter[str] = Counter()
    for (file, _, _), (_, _, own, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        rooms[Path(file).stem if "knowledge" in file else "Python itself"] += own
    total = sum(rooms.values())
    return {
        "opened": opened,
        "cold": statistics.median(rounds[0]),
        "warm": statistics.median(rounds[1]),
        "p95": rounds[1][int(0.95 * len(questions))],
        "memory": _anonymous(),
        "rooms": {room: own / total for room, own in rooms.most_common(ROOMS)},
    }


def build(library: Path, cache: Path) -> dict[str, Any]:
    """Build what is kept of `library`; return what that took."""
    from knowledge import open_library

    start = time.perf_counter()
    open_library(library, cache)
    clock = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "clock": clock,
        "processor": sum(u.ru_utime + u.ru_stime for u in used),
        "peak": used[0].ru_maxrss / 1024,
        "disk": sum(p.stat().st_size for p in cache.rglob("*") if p.is_file()) / 1e6,
    }


def _anonymous() -> float:
    """Return the megabytes of this process that no other can share."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def _in_a_process(work: str, library: Path, cache: Path, questions: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.archive", "--do", work, str(library), str(cache)]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _numpy() -> float:
    before = os.times()
    subprocess.run([sys.executable, "-c", "import numpy"], check=True)
    after = os.times()
    return 1000 * (after.children_user + after.children_system - before.children_user - before.children_system)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--million", action="store_true", help="1,000,000 passages too: some minutes, 2 GB of disk")
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--do", choices=("build", "measure"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.do:
        library, cache = given.folder
        questions = json.load(sys.stdin)
        print(json.dumps(build(library, cache) if given.do == "build" else measure(library, cache, questions)))
        return
    from tests.benchmarks.archive_text import write_archive

    (folder,) = given.folder
    asked = [json.loads(line)["question"] for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
    random.Random(1).shuffle(asked)
    numpy = statistics.median(_numpy() for _ in range(5))
    print(f"`import numpy`: {numpy:.0f} ms of the processor\n")
    print("| passages | build, s | processor, s | peak, MB | on disk, MB | open and first answer, ms | × numpy "
          "| question, new text | again | p95 | anonymous, MB |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    profiles = []
    for size in [*given.sizes, *([1_000_000] if given.million else [])]:
        with tempfile.TemporaryDirectory() as place:
            library, cache = Path(place, "library"), Path(place, "cache")
            passages = write_archive(folder, library, size)
            made = _in_a_process("build", library, cache, [])
            old = time.time() - 100
            for path in library.iterdir():  # as files mostly are
                os.utime(path, (old, old))
            time.sleep(3)  # what has just changed is compared by its content
            _in_a_process("build", library, cache, [])
            found = _in_a_process("measure", library, cache, asked[: given.questions])
        print(
            f"| {passages:,} | {made['clock']:.0f} | {made['processor']:.0f} | {made['peak']:.0f} | {made['disk']:.0f} "
            f"| {found['opened']:.0f} | {found['opened'] / numpy:.2f} | {found['cold']:.1f} | {found['warm']:.1f} "
            f"| {found['p95']:.1f} | {found['memory']:.0f} |",
            flush=True,
        )
        profiles.append((passages, found["rooms"]))
    print("\nWhere the time goes (share of the room's own code):\n")
    for passages, rooms in profiles:
        print(f"- {passages:,}: " + ", ".join(f"{room} {100 * share:.0f} %" for room, share in rooms.items()))


if __name__ == "__main__":
    main()
