"""`quoth test`: the library's retrieval tests; exit status 0 all passed, or as many as `quoth.yaml` asks for, 1 not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.opening import library_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from bot.arguments import Arguments
    from bot.testing.running import Run, Selection
    from bot.testing.thresholds import Threshold


def options(parser: ArgumentParser) -> None:
    """Add which tests are run, and what becomes of the results."""
    parser.add_argument("--kind", action="append", default=[], help="only tests of this kind; may be given again")
    parser.add_argument(
        "-k", metavar="PATTERN", default="", help="only tests whose question, article, kind or card has PATTERN"
    )
    parser.add_argument(
        "--update", action="store_true", help="accept what is found now: rewrite the expectations that failed"
    )
    parser.add_argument(
        "--compare",
        metavar="OTHER",
        help="say what changed since OTHER: a library folder, a file that --json wrote, or a git revision",
    )
    parser.add_argument("--add", metavar="QUESTION", help="ask QUESTION, and add what is found now as a test")
    parser.add_argument("--json", metavar="FILE", help="write the results as JSON")
    parser.add_argument("--junit", metavar="FILE", help="write the results as JUnit XML")
    parser.add_argument("--report", metavar="FILE", help="write the results as one HTML page with plots")


def run(arguments: Arguments) -> int:
    """Print each failure, the metrics, what changed and a summary; write the files that were asked for."""
    from bot.testing.running import Selection, run_tests  # noqa: PLC0415 - not before the command line made sense
    from bot.testing.thresholds import met, read_thresholds  # noqa: PLC0415
    from bot.testing.told import tell  # noqa: PLC0415

    given = arguments.options
    if given.add is not None:
        return _add(library_folder(arguments), given.add)
    if given.report is not None:
        from bot.testing.report import ready  # noqa: PLC0415

        ready()  # what is missing is said before the tests are run
    selection = Selection(tuple(given.kind), given.k)
    thresholds = read_thresholds(Path())
    done = run_tests(library_folder(arguments), selection)
    lines: list[str] = []
    if given.update:
        from bot.testing.acceptance import accept  # noqa: PLC0415

        done, changes = accept(done)
        lines += [*changes, ""] if changes else []
    lines += tell(done.evaluation, thresholds)
    if given.compare is not None:
        lines[-2:-2] = _compared(done, given.compare, selection)
    _write_files(done, thresholds, given)
    print("\n".join(lines))
    return 0 if met(thresholds, done.evaluation) else 1


def _add(folder: Path, question: str) -> int:
    from bot.adding_tests import run_add  # noqa: PLC0415 - for this option only
    from bot.asking_back import confirmation  # noqa: PLC0415

    return run_add(folder, question, print, confirmation())


def _compared(done: Run, other: str, selection: Selection) -> list[str]:
    from bot.testing.comparison import compare, comparison_lines  # noqa: PLC0415 - for this option only
    from bot.testing.others import open_other  # noqa: PLC0415
    from bot.testing.record import outcomes_of, record_of  # noqa: PLC0415

    name, before = open_other(other, done.folder, selection)
    return ["", *comparison_lines(compare(before, outcomes_of(record_of(done, ""))), name)]


def _write_files(done: Run, thresholds: tuple[Threshold, ...], given: Namespace) -> None:
    from bot.whole_file import write_whole  # noqa: PLC0415 - not before the command line made sense

    if given.json is not None:
        from bot.testing.record import record_of, written  # noqa: PLC0415

        write_whole(Path(given.json), written(record_of(done, _version())))
    if given.junit is not None:
        from bot.testing.junit import junit_xml  # noqa: PLC0415

        write_whole(Path(given.junit), junit_xml(done.evaluation))
    if given.report is not None:
        from bot.testing.report import report_html  # noqa: PLC0415

        write_whole(Path(given.report), report_html(done, thresholds, _version()).encode("utf-8"))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - for a file only

    try:
        return version("quoth")
    except PackageNotFoundError:
        return "(not installed)"
