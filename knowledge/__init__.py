"""What the articles say: retrieval, reading and attribution. Pure: no Telegram, no printing, no environment.

The public names, each loaded with its room when it is first asked for: a question in the terminal needs few of them.
A new one goes to three places here, which a test holds together: the room's line, the imports that a type checker
reads, and `__all__`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.account import Account, Odds, account_of, evidence_of, explain
    from knowledge.asking import ask
    from knowledge.check import Review, check_library, review_library
    from knowledge.collection import Collection, prepare
    from knowledge.english import STOP_WORDS
    from knowledge.errors import Fault, IndexFileError, KnowledgeError, LibraryError, UnknownArticleError
    from knowledge.evaluation import UNTAGGED, Evaluation, Metrics, Rate, Result, Standing, evaluate, judge, recall
    from knowledge.index_building import build_packed, build_packed_from_texts
    from knowledge.lexicon import rarity
    from knowledge.library import Survey, load_library, parse_article, survey
    from knowledge.mending import Mend, Mended, mend_library
    from knowledge.opening import open_library
    from knowledge.packed_index import PackedIndex
    from knowledge.portable import PortableIndex, portable_index
    from knowledge.recency import is_newer
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

_ROOMS = {
    "account": "Account Odds account_of evidence_of explain",
    "asking": "ask",
    "check": "Review check_library review_library",
    "collection": "Collection prepare",
    "english": "STOP_WORDS",
    "errors": "Fault IndexFileError KnowledgeError LibraryError UnknownArticleError",
    "evaluation": "Evaluation Metrics Rate Result Standing UNTAGGED evaluate judge recall",
    "index_building": "build_packed build_packed_from_texts",
    "lexicon": "rarity",
    "library": "Survey load_library parse_article survey",
    "mending": "Mend Mended mend_library",
    "opening": "open_library",
    "packed_index": "PackedIndex",
    "portable": "PortableIndex portable_index",
    "recency": "is_newer",
    "retrieval_tests": "Expectation RetrievalTest load_tests read_tests",
    "suggestions": "suggest",
    "types": "Article Ask Attribution Chat Evidence FactCard Found Library Metadata NotFound "
    "Paragraph Quote Reading Smalltalk Span Status Wording",
}
"""Room → the public names in it."""
_HOMES = {name: room for room, names in _ROOMS.items() for name in names.split()}

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
    "IndexFileError",
    "KnowledgeError",
    "Library",
    "LibraryError",
    "Mend",
    "Mended",
    "Metadata",
    "Metrics",
    "NotFound",
    "Odds",
    "PackedIndex",
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
    "build_packed",
    "build_packed_from_texts",
    "check_library",
    "evaluate",
    "evidence_of",
    "explain",
    "is_newer",
    "judge",
    "load_library",
    "load_tests",
    "mend_library",
    "open_library",
    "parse_article",
    "portable_index",
    "prepare",
    "rarity",
    "read_tests",
    "recall",
    "review_library",
    "suggest",
    "survey",
]


def __getattr__(name: str) -> object:
    """Load the room of a public name."""
    room = _HOMES.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value
