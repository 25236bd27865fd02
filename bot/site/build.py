"""A library → the files of its site, by name. Nothing is written here, and the same library gives the same bytes."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from bot.language import ENGLISH
from bot.site.pages import article_views, example_questions
from bot.site.search_data import choose_engine, search_script
from bot.site.setting import Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.language import Language
    from knowledge import Collection

SHARED = ("site.css", "site.js", "search.js", "icon.svg")
"""What every site has, as it lies in `static`."""
FIRST_PAGE = "index.html"
SEARCHED = "search-data.js"


def build_site(
    collection: Collection,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    language: Language = ENGLISH,
) -> dict[str, bytes]:
    """Return every file of the site, by name, sorted; `progress` is told of pages set and pages in all.

    What is not of the articles stands there in `language`.

    Raises BotError where Jinja2 is missing.
    """
    typesetter = Typesetter(language)
    library = collection.library
    views = article_views(library, language)
    engine = choose_engine(library)
    texts: dict[str, str] = {}
    for number, view in enumerate(views):
        progress(number, len(views))
        before = views[number - 1] if number else None
        after = views[number + 1] if number + 1 < len(views) else None
        texts[view.page] = typesetter.article(view, before, after)
    texts[FIRST_PAGE] = typesetter.index(views, example_questions(library, language), (*engine.scripts, SEARCHED))
    texts[SEARCHED] = search_script(collection, engine, language)
    made = {name: text.encode("utf-8") for name, text in texts.items()}
    static = files("bot.site").joinpath("static")
    made |= {name: static.joinpath(name).read_bytes() for name in (*SHARED, *engine.scripts, *engine.notices)}
    progress(len(views), len(views))
    return dict(sorted(made.items()))
