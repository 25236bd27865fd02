"""What the articles say: retrieval, reading and attribution. Pure: no Telegram, no printing, no environment."""

from knowledge.account import Account, Odds, account_of, evidence_of, explain
from knowledge.asking import ask
from knowledge.check import Review, check_library, review_library
from knowledge.collection import Collection, prepare
from knowledge.english import STOP_WORDS
from knowledge.errors import Fault, KnowledgeError, LibraryError, UnknownArticleError
from knowledge.evaluation import UNTAGGED, Evaluation, Metrics, Rate, Result, Standing, evaluate, judge, recall
from knowledge.library import Survey, load_library, parse_article, survey
from knowledge.mending import Mend, Mended, mend_library
from knowledge.portable import PortableIndex, portable_index
from knowledge.retrieval_tests import Expectation, RetrievalTest, load_tests, read_tests
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
    "UNTAGGED",
    "Account",
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
    "Mend",
    "Mended",
    "Metadata",
    "Metrics",
    "NotFound",
    "Odds",
    "Paragraph",
    "PortableIndex",
    "Quote",
    "Rate",
    "Reading",
    "Result",
    "RetrievalTest",
    "Review",
    "Smalltalk",
    "Span",
    "Standing",
    "Status",
    "Survey",
    "UnknownArticleError",
    "Wording",
    "account_of",
    "ask",
    "check_library",
    "evaluate",
    "evidence_of",
    "explain",
    "judge",
    "load_library",
    "load_tests",
    "mend_library",
    "parse_article",
    "portable_index",
    "prepare",
    "read_tests",
    "recall",
    "review_library",
    "suggest",
    "survey",
]
