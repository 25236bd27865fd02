"""`quoth site OUT`: the library as a static reader's site; exit status 0 written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.opening import add_language, chosen_language, open_collection

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable
    from typing import TextIO

    from bot.arguments import Arguments


def options(parser: ArgumentParser) -> None:
    """Add the folder."""
    parser.add_argument(
        "out", metavar="OUT", help="the folder to write; what quoth site wrote there before is replaced"
    )
    add_language(parser, "language of everything but the articles, by default English")


def run(arguments: Arguments) -> int:
    """Write the site; raise BotError where the folder holds something else."""
    from bot.errors import UsageError  # noqa: PLC0415 - not before the command line made sense
    from bot.language import ENGLISH  # noqa: PLC0415
    from bot.render.screen import safe  # noqa: PLC0415
    from bot.site.build import FIRST_PAGE, build_site  # noqa: PLC0415
    from bot.site.folder import check_target, write_folder  # noqa: PLC0415

    if not arguments.options.out or "\0" in arguments.options.out:
        raise UsageError("no folder to write the site into; name one, as in quoth site public")
    try:
        out = Path(arguments.options.out).expanduser()
    except RuntimeError as error:
        raise UsageError(f"{arguments.options.out!r} names no home folder; write the path in full") from error
    language = chosen_language(arguments) or ENGLISH
    check_target(out)
    progress = progress_on(sys.stderr)
    progress("reading the articles")
    try:
        collection = open_collection(arguments)
        pages = build_site(collection, lambda done, everything: progress(f"{done} of {everything} articles"), language)
    finally:
        progress("")
    write_folder(out, pages)
    count = len(collection.library.articles)
    held = f"{count} {'article' if count == 1 else 'articles'}, {sum(map(len, pages.values())) // 1000} kB"
    print(safe(f"{held}; open {out / FIRST_PAGE}"))
    return 0


def progress_on(stream: TextIO) -> Callable[[str], None]:
    """Return how to say what goes on: one line that is written over on a terminal, nothing elsewhere."""

    def show(what: str) -> None:
        stream.write(f"\r\x1b[K{what}")
        stream.flush()

    return show if stream.isatty() else lambda _: None
