"""Spoilt inputs against every parser: callback data, deep links, YAML, articles, JSON Lines, HTML, files of our own.

    python -m tests.benchmarks.fuzz [--inputs 1000000] [--parser NAME]

What is spoilt and what must hold of each input stands in `tests.spoiling`. Prints how many inputs each parser met, how
many it took for sound, and the slowest; every defect with the number that makes its input again. Exit status 1 where
there is one.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import traceback
from contextlib import suppress

from tests.spoiling import Parser, inputs, parsers

MOST_SHOWN = 5
SLOW = 2.0
"""Seconds of the processor for one input: a defect too."""


def fuzz(parser: Parser, count: int) -> int:
    """Give `count` inputs to `parser`; print what came of it; return how many were defects."""
    refused = [content for content in parser.sound if not parser.reads(content)]  # the first loads what it needs
    if refused:
        print(f"{parser.name}: {len(refused)} of the sound inputs are refused")
        return len(refused)
    for number in range(100):
        with suppress(Exception):  # is met again below, where it counts
            parser.reads(inputs(parser, number))
    began = time.monotonic()
    taken, defects, slowest = 0, 0, 0.0
    for number in range(count):
        content = inputs(parser, number)
        start = time.process_time()
        try:
            taken += parser.reads(content)
        except Exception:
            defects += 1
            if defects <= MOST_SHOWN:
                print(f"\n{parser.name}, input {number}: {content[:300]!r}")
                traceback.print_exc(limit=-4, file=sys.stdout)
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > SLOW:
            defects += 1
            print(f"\n{parser.name}, input {number}: {took:.1f} s")
    seconds = time.monotonic() - began
    print(
        f"{parser.name:34} {count:9,} inputs, {taken:9,} taken, {defects} defects, slowest {1000 * slowest:.0f} ms, "
        f"{seconds:.0f} s",
        flush=True,
    )
    return defects


def main() -> int:
    """Fuzz every parser."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--inputs", type=int, default=1_000_000)
    options.add_argument("--parser", help="this one alone, by its name")
    arguments = options.parse_args()
    logging.disable()
    found, all_inputs = 0, 0
    for parser in parsers():
        if arguments.parser in (None, parser.name):
            count = -(-arguments.inputs * parser.share // 1000)
            found += fuzz(parser, count)
            all_inputs += count
    print(f"{all_inputs:,} inputs, {found} defects")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
