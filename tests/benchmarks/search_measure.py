"""One engine at one size, measured in a process of its own: what it takes to build, to open, and to answer.

    python -m tests.benchmarks.search_measure TASK ENGINE SIZE LIBRARY WORKSHOP

Writes one line of JSON. The parent (`search`) starts it; memory is the process's own, so nothing is loaded beforehand.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.search_engines import BUILT_BY, ENGINES, KEEPS_NOTHING, RankBm25, emptied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.search_engines import Engine

SECONDS = 12.0
"""How long one engine is asked, at most, with each kind of question …"""
LEAST, MOST = 3, 400
"""… but so many questions at least, and at most."""
TOGETHER = 3.0
"""Seconds for which two processes are asked at once."""
SHARED = 100_000
"""Passages up to which rank_bm25 is asked by two processes: each would copy its ten gigabytes at a million."""
CHECKED = 3
"""Questions of which ours are compared with rank_bm25's scores, bit by bit."""


def write_text(size: int, library: Path, workshop: Path) -> dict[str, object]:
    """Write the passages, a line each, and the questions."""
    from tests.benchmarks.corpus import read_corpus

    corpus = read_corpus(library)
    tokens = 0
    with (workshop / f"text-{size}").open("w", encoding="utf-8") as file:
        for passage in corpus.passages(size):
            tokens += len(passage)
            file.write(" ".join(passage) + "\n")
    (workshop / "questions.json").write_text(json.dumps({"removed": corpus.bare, "kept": corpus.questions}))
    return {"real": len(corpus.real), "questions": len(corpus.questions), "tokens": tokens}


def build(engine: Engine, name: str, size: int, workshop: Path) -> dict[str, object]:
    """Build an index and say what it took."""
    folder = emptied(workshop / f"{name}-{size}")
    start = time.perf_counter()
    engine.build(workshop / f"text-{size}", folder)
    seconds = time.perf_counter() - start
    kept = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"build_s": seconds, "build_peak_mb": _memory("VmHWM"), "disk_mb": kept / 1e6 or None}


def search(engine: Engine, name: str, size: int, workshop: Path) -> dict[str, object]:
    """Open an index, ask it, and say how long that took."""
    folder = workshop / f"{BUILT_BY.get(name, name)}-{size}"
    questions: dict[str, list[list[str]]] = json.loads((workshop / "questions.json").read_text())
    result: dict[str, object] = {}
    start = time.perf_counter()
    engine.open(folder)
    engine.ask(questions["removed"][0])
    result["open_ms"] = None if name == KEEPS_NOTHING else 1000 * (time.perf_counter() - start)
    for kind, asked in questions.items():
        result[kind] = _times(engine, asked)
    result["anonymous_mb"] = _memory("RssAnon")
    if name == KEEPS_NOTHING:
        result["same"] = _same(engine, questions, size, workshop)
    if name != KEEPS_NOTHING or size <= SHARED:
        for kind, asked in questions.items():
            result[f"{kind}_together"] = _together(engine, folder, asked)
    return result


def _times(engine: Engine, questions: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return percentiles of the milliseconds of one question, warm: the first round is not counted."""
    spread = questions[:: max(len(questions) // MOST, 1)][:MOST]
    begun = time.perf_counter()
    first = []
    for question in spread:
        start = time.perf_counter()
        engine.ask(question)
        first.append(time.perf_counter() - start)
        if len(first) >= LEAST and time.perf_counter() - begun > SECONDS / 2:
            break
    begun, times = time.perf_counter(), []
    for question in spread[: len(first)]:
        start = time.perf_counter()
        engine.ask(question)
        times.append(1000 * (time.perf_counter() - start))
        if len(times) >= LEAST and time.perf_counter() - begun > SECONDS / 2:
            break
    times.sort()
    return {f"p{p}": times[min(len(times) * p // 100, len(times) - 1)] for p in (50, 95, 99)} | {"asked": len(times)}


def _together(engine: Engine, folder: Path, questions: Sequence[Sequence[str]]) -> float:
    """Return the questions that two processes answer in a second."""
    readers = []
    for number in range(2):
        reader, writer = os.pipe()
        if os.fork() == 0:
            engine.open(folder)
            answered, begun = 0, time.perf_counter()
            while answered < 2 or time.perf_counter() - begun < TOGETHER:
                engine.ask(questions[(2 * answered + number) % len(questions)])
                answered += 1
            os.write(writer, f"{answered / (time.perf_counter() - begun)}".encode())
            os._exit(0)
        os.close(writer)
        readers.append(reader)
    rates = [float(os.read(reader, 64)) for reader in readers]
    for _ in readers:
        os.wait()
    return sum(rates)


def _same(engine: Engine, questions: dict[str, list[list[str]]], size: int, workshop: Path) -> str:
    """Say for how many questions ours are the ten best of rank_bm25's scores, bit by bit, ties by position."""
    from knowledge.packed_index import PackedIndex

    assert isinstance(engine, RankBm25)
    index = PackedIndex.open(workshop / f"quoth-{size}" / "index")
    alike = asked = 0
    for question in (q for kind in questions.values() for q in kind[:: len(kind) // CHECKED][:CHECKED]):
        scores = engine.scores(question)
        # a passage with none of the words has the least score of all, and so never comes before one that has any
        best = sorted(range(len(scores)), key=lambda n: (-scores[n], n))[:10]
        ours = index.top(question, 10)
        alike += ours == [(n, float(scores[n])) for n in best[: len(ours)]]
        asked += 1
    return f"{alike} of {asked}"


def _memory(field: str) -> float | None:
    """Return a figure of this process's memory in MB, where the system tells."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1e3 for line in status.splitlines() if line.startswith(field + ":")), None)


def main() -> None:
    """Do what the arguments say."""
    task, name, passages, *folders = sys.argv[1:]
    size, (library, workshop) = int(passages), map(Path, folders)
    if task == "text":
        result = write_text(size, library, workshop)
    else:
        engine = ENGINES[name]()
        result = build(engine, name, size, workshop) if task != "search" else {}
        if task != "build":
            result |= search(engine, name, size, workshop)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
