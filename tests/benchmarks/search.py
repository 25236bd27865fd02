"""How fast passages are found, beside rank_bm25, bm25s, tantivy and SQLite FTS5 on the same text, in one run.

    python -m tests.benchmarks.search [--up-to PASSAGES] [--library DIR] [--write]

Needs the extra `bench`. Every engine is built and asked in a process of its own. Sizes go up tenfold from a thousand
passages to a million, which takes a quarter of an hour and, for rank_bm25, 12 GB of memory. `--write` puts tables and a
plot into `RESULTS.md`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.search_engines import BUILT_BY, ENGINES, KEEPS_NOTHING
from tests.benchmarks.search_report import Row, report, write

SIZES = (1_000, 10_000, 100_000, 1_000_000)
NEEDED = {"bm25s numpy": "bm25s", "bm25s numba": "numba", "tantivy": "tantivy"}


def measured(*arguments: object) -> dict[str, object]:
    """Run `search_measure` with `arguments` and return what it found."""
    command = [sys.executable, "-m", "tests.benchmarks.search_measure", *map(str, arguments)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{' '.join(command[2:6])} failed: its figures are left out", file=sys.stderr)
        return {}
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure, size by size, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--up-to", type=int, default=SIZES[-1], metavar="PASSAGES", help="leave larger sizes out")
    parser.add_argument(
        "--library", type=Path, default=Path("seeds"), metavar="DIR", help="the real text to start from"
    )
    parser.add_argument("--write", action="store_true", help="write the tables and the plot into RESULTS.md")
    arguments = parser.parse_args()
    missing = [module for module in NEEDED.values() if importlib.util.find_spec(module) is None]
    if missing:
        sys.exit(f"{', '.join(missing)} missing; install the extra: pip install 'quoth[bench]'")
    rows: list[Row] = []
    texts: dict[int, dict[str, object]] = {}
    with tempfile.TemporaryDirectory(prefix="quoth-search-") as folder:
        workshop = Path(folder)
        for size in (size for size in SIZES if size <= arguments.up_to):
            texts[size] = measured("text", "-", size, arguments.library, workshop)
            for name in ENGINES:
                print(f"{size:>9,} passages  {name} …", file=sys.stderr, flush=True)
                found: dict[str, object] = {}
                if name == KEEPS_NOTHING:
                    found = measured("both", name, size, arguments.library, workshop)
                else:
                    if name not in BUILT_BY:
                        found = measured("build", name, size, arguments.library, workshop)
                    found |= measured("search", name, size, arguments.library, workshop)
                rows.append(Row(size, name, found))
            if arguments.write:
                write(rows, texts)
    print(report(rows, texts))


if __name__ == "__main__":
    main()
