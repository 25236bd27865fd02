"""The report of retrieval tests as one HTML page: Jinja2 with everything escaped, here and nowhere else.

One file without a request to anywhere: the style sheet and the script stand in it, and the content security policy
allows these two by their hashes and nothing more.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from bot.site.pages import fitted

if TYPE_CHECKING:
    from bot.render.report_view import ReportView


def render_report(view: ReportView) -> str:
    """Return the page."""
    folder = files("bot.render").joinpath("report")
    page, style, script = (folder.joinpath(name).read_text("utf-8") for name in ("page.html", "page.css", "page.js"))
    environment = Environment(
        loader=DictLoader({"page.html": page}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_fitted,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    sources = f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    policy = f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"
    # our own files and pygal's drawing, in which words are escaped already, are the only markup that is let through
    plots = [(plot, Markup(plot.svg)) for plot in view.plots]
    return environment.get_template("page.html").render(
        view=view,
        policy=policy,
        style=Markup(style),
        script=Markup(script),
        plots=plots,
    )


def _fitted(value: object) -> object:
    return fitted(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
