"""`quoth draft ARTICLE`: fact cards of what an article asserts, for an editor to finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.opening import library_folder, open_collection, write_line
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from bot.arguments import Arguments


def options(parser: ArgumentParser) -> None:
    """Add the articles and where the drafts go."""
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="the id of an article, as quoth check names it")
    parser.add_argument("--all", action="store_true", help="draft for every article of the library")
    parser.add_argument("--dry-run", action="store_true", help="print the drafts, write nothing")


def run(arguments: Arguments) -> int:
    """Draft for each article; raise UsageError where one is none, before anything is written."""
    given = arguments.options
    if bool(given.articles) is given.all:
        raise UsageError("which article; write its id, as in quoth draft kursk-offensive, or --all for every one")
    collection = open_collection(arguments)
    known = [article.id for article in collection.library.articles]
    unknown = [name for name in given.articles if name not in known]
    if unknown:
        listed = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        raise UsageError(f"no article {unknown[0]!r} in the library; there are {listed}")
    from bot.drafting import drafted, put_drafts  # noqa: PLC0415 - for this command only

    folder = library_folder(arguments)
    for article in dict.fromkeys(given.articles or known):
        if not given.dry_run:
            print(put_drafts(folder, collection, article), flush=True)
            continue
        write_line(f"# For {article}.cards.yaml:")
        write_line("cards:")
        for item in drafted(collection, article):
            write_line("\n".join(f"  {line}" for line in item.splitlines()))
    return 0
