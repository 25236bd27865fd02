"""Who says it, and how sure the article is: `attribute`, from the article's own words, for any article in English."""

from knowledge.attribution.reading import attribute

__all__ = ["attribute"]
