"""The report's plots as inline SVG, drawn by pygal. Colours are the page's own, so they follow light and dark.

pygal was chosen over matplotlib and altair: 1.3 MB installed against 75 and more, imported in 0.1 s against 0.7. Its
script and style sheet are left out: the page has no need of the one and sets the other in its own.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from bot.testing.curves import RANKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from bot.testing.curves import Bin, ThresholdPoint

_SIZE = (480, 320)
_SVG = "{http://www.w3.org/2000/svg}"
_TENTHS = (0, 0.2, 0.4, 0.6, 0.8, 1)
_SMALLEST, _LARGEST = 3.0, 11.0
"""Radius of a dot of the reliability diagram: by the share of the tests."""
_SHOWN_BEFORE = 6


def threshold_plot(points: Sequence[ThresholdPoint], in_force: Sequence[float]) -> str:
    """Draw the shares answered, rightly answered and refused over the threshold, and the thresholds in force."""
    chart = _xy("threshold", x_title="threshold", show_dots=False)
    chart.add("answered", [(p.threshold, p.answered) for p in points if p.answered is not None])
    chart.add("rightly", [(p.threshold, p.right) for p in points if p.right is not None])
    chart.add("refused", [(p.threshold, p.refused) for p in points if p.refused is not None])
    lines = [point for least in in_force for point in ((least, 0), (least, 1), (None, None))]
    chart.add("in force", lines, allow_interruptions=True)
    return _drawn(chart)


def reliability_plot(bins: Sequence[Bin]) -> str:
    """Draw the share that was right over the confidence; on the diagonal, confidence is what it says."""
    chart = _xy("reliability", x_title="confidence")
    chart.add("as it should be", [(0, 0), (1, 1)], show_dots=False)
    total = sum(part.tests for part in bins)
    dots = [{"value": (part.confidence, part.right), "node": {"r": _radius(part.tests, total)}} for part in bins]
    chart.add("as it is", dots)
    return _drawn(chart)


def rank_plot(counts: Sequence[int]) -> str:
    """Draw how many tests have the expected paragraph at which rank."""
    chart = _pygal().Bar(**_look("ranks"), print_values=True, print_values_position="top", x_title="rank")
    shown = max((i + 1 for i, count in enumerate(counts) if count), default=1)
    last = max(shown, _SHOWN_BEFORE)
    chart.x_labels = RANKS[:last]
    most = max(*counts, 1)
    step = next(size for size in (unit * 10**power for power in range(9) for unit in (1, 2, 5)) if most <= 5 * size)
    chart.y_labels = range(0, most + step, step)
    chart.add("tests", [count or None for count in counts[:last]])
    return _drawn(chart)


def _pygal() -> Any:
    """Import pygal without the import hook that it leaves behind: for maps, and a warning at every later import."""
    import pygal  # noqa: PLC0415 - an extra

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]
    return pygal


def _xy(name: str, **options: Any) -> Any:
    chart = _pygal().XY(**_look(name), range=(0, 1), xrange=(0, 1), **options)
    chart.x_labels = chart.y_labels = _TENTHS
    return chart


def _look(name: str) -> dict[str, Any]:
    style = _pygal().style.Style(
        background="transparent",
        plot_background="transparent",
        foreground="var(--soft)",
        foreground_strong="var(--ink)",
        foreground_subtle="var(--line)",
        colors=tuple(f"var(--plot-{number})" for number in range(5)),
        label_font_size=15,
        major_label_font_size=15,
        title_font_size=15,
        value_font_size=15,
    )
    return {
        "style": style,
        "js": (),
        "width": _SIZE[0],
        "height": _SIZE[1],
        "margin": 8,
        "show_x_guides": False,
        "show_y_guides": True,
        "show_legend": False,  # the page has one that wraps
        "formatter": lambda value: f"{value:g}" if isinstance(value, int | float) else "",  # a point is for tooltips
        "classes": ("plot", name),
    }


def _drawn(chart: Any) -> str:
    """Return a chart as an SVG element without script, style and ids: several stand on one page."""
    chart.uuid = "plot"  # a random one would make the same report another file each time
    root = ElementTree.fromstring(chart.render(disable_xml_declaration=True))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{_SVG}script", f"{_SVG}style", f"{_SVG}defs", f"{_SVG}title", f"{_SVG}desc"}:
                parent.remove(child)
        for name in ("id", "style", "onmouseover"):
            parent.attrib.pop(name, None)
    root.set("aria-hidden", "true")
    ElementTree.register_namespace("", _SVG[1:-1])
    return ElementTree.tostring(root, encoding="unicode")


def _radius(tests: int, total: int) -> float:
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(tests / total), 1)
