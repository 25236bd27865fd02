"""What the articles say: retrieval, reading and attribution. Pure: no Telegram, no printing, no environment."""

from knowledge.asking import ask
from knowledge.check import check_library
from knowledge.collection import Collection, prepare
from knowledge.errors import Fault, KnowledgeError, LibraryError, UnknownArticleError
from knowledge.library import load_library
from knowledge.suggestions import suggest
from knowledge.types import (
    Article,
    Ask,
    Attribution,
    Chat,
    Evidence,
    FactCard,
    Found,
    Library,
    Metadata,
    NotFound,
    Paragraph,
    Quote,
    Reading,
    Smalltalk,
    Span,
    Status,
    Wording,
)

__all__ = [
    "Article",
    "Ask",
    "Attribution",
    "Chat",
    "Collection",
    "Evidence",
    "FactCard",
    "Fault",
    "Found",
    "KnowledgeError",
    "Library",
    "LibraryError",
    "Metadata",
    "NotFound",
    "Paragraph",
    "Quote",
    "Reading",
    "Smalltalk",
    "Span",
    "Status",
    "UnknownArticleError",
    "Wording",
    "ask",
    "check_library",
    "load_library",
    "prepare",
    "suggest",
]
