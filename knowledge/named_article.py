"""Which article a question names: "in the Kursk article", "according to the story on the harbour".

An article is named by words of its headline, its id or its publisher. Words that fit several articles, or none, choose
nothing: the question is then asked as it stands, of all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.tokenizer import content_terms, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set

    from knowledge.types import Article, Library, Metadata

_KIND = r"(?:article|story|text|piece|post|report|page|news)"
_NAMED = re.compile(
    rf"[,;]?\s*\b(?:in|from|according to|by|per|of)\s+(?:the|that|your)\s+"
    rf"(?:[\"“'«]?(?P<before>[^?!.,;\"”»]{{2,80}}?)[\"”'»]?\s+{_KIND}\b"
    rf"|{_KIND}\s+(?:on|about|from|called|titled|named|with the title|by)\s+"
    r"[\"“'«]?(?P<after>[^?!.,;\"”»]{2,80})[\"”'»]?)",
    re.IGNORECASE,
)
LONGEST = 1000
"""Characters of the longest question that is looked at."""


def named_article(
    library: Library, text: str, among: Callable[[Set[str]], Iterable[Article]] | None = None
) -> tuple[str | None, str]:
    """Return the id of the article that `text` names, or None, and `text` without the words that name it.

    Where the library has too many articles to look at them all, `among` returns those that terms may name.

    >>> from knowledge.types import Article, Library, Metadata
    >>> library = Library((Article("kursk", Metadata("Fighting in Kursk"), ()), Article("oslo", Metadata("Snow"), ())))
    >>> named_article(library, "How many were killed in the Kursk article?")
    ('kursk', 'How many were killed?')
    """
    if len(text) > LONGEST:
        return None, text
    found = _NAMED.search(text)
    while found:
        wanted = set(content_terms(tokenize(found["before"] or found["after"])))
        known = library.articles if among is None else among(wanted)
        fitting = [article.id for article in known if wanted and wanted <= name_words(article.id, article.metadata)]
        if len(fitting) == 1:
            rest = text[: found.start()] + text[found.end() :]
            return fitting[0], rest.strip(" ,;")
        found = _NAMED.search(text, found.start() + 1)  # "in the war in the Kursk article": the second "in" names it
    return None, text


def name_words(id_: str, metadata: Metadata) -> set[str]:
    """Return the terms that may name an article."""
    known = (metadata.title, id_.replace("-", " "), metadata.publisher or "")
    return {term for part in known for term in content_terms(tokenize(part))}
