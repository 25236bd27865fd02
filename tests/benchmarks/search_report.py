"""What was measured on search, as tables for RESULTS.md and as a plot."""

from __future__ import annotations

import datetime
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("RESULTS.md")
PLOT = RESULTS.with_name("search.png")
BEGIN, END = "<!-- search -->", "<!-- end of search -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One engine at one size."""

    size: int
    engine: str
    found: dict[str, Any]
    """As `search_measure` writes it."""


def report(rows: list[Row], texts: dict[int, dict[str, Any]]) -> str:
    """Return the tables as Markdown."""
    sizes = sorted({row.size for row in rows})
    out = [
        f"`python -m tests.benchmarks.search`, {datetime.datetime.now(datetime.UTC):%-d %B %Y}, {_machine()}; other "
        "work ran on the machine. The ten best for one question, one thread, warm, milliseconds; stop words of the "
        "question removed, or kept. The text: "
        + "; ".join(f"{size:,} passages of {texts[size]['tokens'] / size:.0f} terms" for size in sizes)
        + f"; the first {texts[sizes[0]]['real']} are real paragraphs.",
        "",
    ]
    for size in sizes:
        here = [row for row in rows if row.size == size]
        out += [
            f"### {size:,} passages",
            "",
            "| | removed: p50 | p95 | p99 | kept: p50 | p95 | p99 | q/s, two processes: removed | kept |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        for row in here:
            cells = [_ms(row.found.get(kind, {}).get(p)) for kind in ("removed", "kept") for p in ("p50", "p95", "p99")]
            cells += [_count(row.found.get(f"{kind}_together")) for kind in ("removed", "kept")]
            out.append(f"| {row.engine} | {' | '.join(cells)} |")
        out += [
            "",
            "| | build, s | its peak, MB | on disk, MB | open and first answer, ms | anonymous memory, MB |",
            "|---|---|---|---|---|---|",
        ]
        for row in here:
            names = ("build_s", "build_peak_mb", "disk_mb", "open_ms", "anonymous_mb")
            out.append(f"| {row.engine} | {' | '.join(_ms(row.found.get(name)) for name in names)} |")
        out += ["", *_beside(here), ""]
    return "\n".join(out)


def _beside(rows: list[Row]) -> list[str]:
    """Return how many times faster ours is than each peer, and whether the scores were the package's."""
    found = {row.engine: row.found for row in rows}
    ours = found["quoth"]
    faster = [
        f"{name} {_times(peer['removed']['p50'] / ours['removed']['p50'])} and "
        f"{_times(peer['kept']['p50'] / ours['kept']['p50'])}"
        for name, peer in found.items()
        if not name.startswith("quoth") and peer and ours
    ]
    same = found["rank_bm25"].get("same")
    return [
        f"Medians beside ours (removed and kept): {', '.join(faster)}. Ten best and their scores bit for bit those of "
        f"rank_bm25's `get_scores`: {same} questions."
    ]


def write(rows: list[Row], texts: dict[int, dict[str, Any]]) -> None:
    """Put the tables into RESULTS.md, in place of what stood there, and draw the plot."""
    section = f"{BEGIN}\n## Search\n\n{report(rows, texts)}\n![Milliseconds by passages](search.png)\n{END}\n"
    text = RESULTS.read_text(encoding="utf-8")
    if BEGIN in text:
        before, rest = text.split(BEGIN, 1)
        text = before + section + rest.split(END + "\n", 1)[1]
    else:
        text = text.rstrip("\n") + "\n\n" + section
    draft = RESULTS.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(RESULTS)
    _plot(rows)


def _plot(rows: list[Row]) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
    for axis, kind in zip(axes, ("removed", "kept"), strict=True):
        for engine in dict.fromkeys(row.engine for row in rows):
            points = [(row.size, row.found[kind]["p50"]) for row in rows if row.engine == engine and row.found]
            if points:
                width = 2.5 if engine == "quoth" else 1.2
                axis.loglog(*zip(*points, strict=True), marker="o", linewidth=width, label=engine)
        axis.set_title(f"stop words {kind}")
        axis.set_xlabel("passages")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("milliseconds for the ten best, median")
    axes[1].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(PLOT, dpi=90, metadata={"Software": None})


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, CPython {platform.python_version()}"


def _ms(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _count(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f} ×" if ratio >= 10 else f"{ratio:.1f} ×"
