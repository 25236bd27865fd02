"""Pages set in HTML: Jinja2 with everything escaped. What stands on a page is `bot.site.pages`' business."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.language import ENGLISH
from bot.site.words import script_texts, status_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.language import Language
    from bot.site.pages import ArticleView, Example

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
"""Nothing from elsewhere, nothing inline, and no request but for the site's own files."""


class Typesetter:
    """The templates, read once, for pages in `language` around the texts. Raises BotError where Jinja2 is missing."""

    def __init__(self, language: Language = ENGLISH) -> None:
        try:
            from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise BotError("quoth site needs Jinja2, which is not installed; pip install 'quoth[site]'") from error
        folder = files("bot.site").joinpath("templates")
        sources = {item.name: item.read_text("utf-8") for item in folder.iterdir() if item.name.endswith(".html")}
        self._templates = Environment(
            loader=DictLoader(sources),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._templates.globals |= {
            "say": language.say,
            "say_count": language.say_count,
            "language": language.code,
            "status_name": partial(status_name, language=language),
            "script_texts": script_texts(language),
        }

    def article(self, view: ArticleView, before: ArticleView | None, after: ArticleView | None) -> str:
        """Set the page of an article, with the ones before and after it to go on to."""
        return self._set("article.html", article=view, before=before, after=after)

    def index(self, views: Sequence[ArticleView], examples: Sequence[Example], scripts: Sequence[str]) -> str:
        """Set the first page: the search box, which loads `scripts` when it is used, and the list of articles."""
        return self._set("index.html", articles=views, examples=examples, scripts=scripts)

    def _set(self, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(policy=POLICY, **values)
