"""What the articles say: retrieval, reading and attribution. Pure: no Telegram, no printing, no environment."""

from knowledge.asking import ask
from knowledge.check import check_library
from knowledge.collection import Collection, prepare
from knowledge.english import STOP_WORDS
from knowledge.errors import Fault, KnowledgeError, LibraryError, UnknownArticleError
from knowledge.evaluation import Evaluation, Metrics, Rate, Result, evaluate
from knowledge.library import load_library
from knowledge.portable import PortableIndex, portable_index
from knowledge.retrieval_tests import Expectation, RetrievalTest, load_tests
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
    "STOP_WORDS",
    "Article",
    "Ask",
    "Attribution",
    "Chat",
    "Collection",
    "Evaluation",
    "Evidence",
    "Expectation",
    "FactCard",
    "Fault",
    "Found",
    "KnowledgeError",
    "Library",
    "LibraryError",
    "Metadata",
    "Metrics",
    "NotFound",
    "Paragraph",
    "PortableIndex",
    "Quote",
    "Rate",
    "Reading",
    "Result",
    "RetrievalTest",
    "Smalltalk",
    "Span",
    "Status",
    "UnknownArticleError",
    "Wording",
    "ask",
    "check_library",
    "evaluate",
    "load_library",
    "load_tests",
    "portable_index",
    "prepare",
    "suggest",
]
