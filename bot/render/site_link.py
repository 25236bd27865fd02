"""A quote → its address on the reader's site (`quoth site`): the page, the paragraph, and the quote to mark in it.

`ARTICLE.html?quote=START-END#p4`: the fragment alone brings every browser to the paragraph, the offsets (code points
in the paragraph's text, as in the JSON answer) let the page's own script mark the quote and bring it into view. A text
fragment at the end marks it where scripts are off; browsers that know none ignore it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge import Quote


def page_name(article: str) -> str:
    """Return the file name of an article's page; an article called "index" gives way to the list of articles.

    >>> page_name("kursk-offensive"), page_name("index")
    ('kursk-offensive.html', '_index.html')
    """
    return "_index.html" if article == "index" else f"{article}.html"


def quote_link(quote: Quote) -> str:
    """Return the address of `quote`, relative to the site: "kursk-offensive.html?quote=0-132#p6"."""
    paragraph, span = quote.paragraph, quote.span
    return f"{page_name(paragraph.article)}?quote={span.start}-{span.end}#p{paragraph.number}"


def site_link(site: str, quote: Quote) -> str:
    """Return the address of `quote` on the site whose root is `site`."""
    return f"{site}/{quote_link(quote)}"
