"""From a folder to a Library, and everything that is wrong with it. Retrieval tests are not read here.

Reading and checking are one pass, `survey`; `load_library` and `check_library` differ in what they do with the faults.
A library with any fault is not served: a wrong quote must not slip through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.article_text import front_matter, read_markdown, read_plain
from knowledge.cards import CardFile, read_cards
from knowledge.consistency import check_ids, check_questions, check_references, check_unanswered, merged_aliases
from knowledge.errors import Fault, LibraryError
from knowledge.files import line_of, read_source
from knowledge.folder import CARDS_SUFFIX, Files, list_files
from knowledge.marked_yaml import parse_yaml
from knowledge.metadata import amended, stated_language
from knowledge.sheet import Sheet
from knowledge.types import Article, Library, Metadata, Paragraph
from knowledge.written_in import language_of_article, sentences_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from knowledge.article_text import ArticleText
    from knowledge.cards import MarkedCard
    from knowledge.marked_yaml import Node

LARGEST_ARTICLE = 5_000_000
"""Bytes: a book of 900,000 words. A larger .txt in a library is a mistake."""
LARGEST_YAML = 10_000_000
"""Bytes: 20,000 full cards."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A library as far as it could be read, and all that is wrong with it."""

    library: Library
    faults: tuple[Fault, ...]
    """Sorted by place."""
    files: Files
    card_ids: frozenset[str]
    """The ids of all cards, also of those with a fault."""
    all_read: bool
    """Whether every article and card file could be read to its end."""
    cards: tuple[MarkedCard, ...] = ()
    """All cards with the places of their parts."""


def load_library(folder: Path) -> Library:
    """Read the library in `folder`; raise LibraryError with every fault where it is not sound."""
    found = survey(folder)
    if found.faults:
        raise LibraryError(found.faults)
    return found.library


def survey(folder: Path) -> Survey:
    """Read and check the library in `folder`."""
    return survey_files(list_files(folder))


def survey_files(files: Files, elsewhere: Callable[[str], bool] = lambda _: False) -> Survey:
    """Read and check the library that `files` are; `elsewhere` says whether a name stands in an article beside them."""
    faults = list(files.faults)
    articles = {path.stem: read_article(path, faults) for path in files.articles}
    read = [_read_card_file(path, articles, faults) for path in files.cards]
    all_read = None not in articles.values() and None not in read
    card_files = [file for file in read if file is not None]
    cards = [card for file in card_files for card in file.cards]
    check_ids(cards)
    check_references(cards, all_read=all_read)
    check_questions(cards)
    unanswered = [question for file in card_files for question in file.unanswered]
    check_unanswered(cards, unanswered)
    amendments = {file.article: file.metadata for file in card_files}
    sound = tuple(
        replace(article, metadata=amendments.get(article.id, article.metadata))
        for _, article in sorted(articles.items())
        if article is not None
    )
    named = [alias for file in card_files for alias in file.aliases]
    aliases = merged_aliases(named, sound, all_read=all_read, elsewhere=elsewhere)
    library = Library(
        sound, tuple(card.card for card in cards if card.card), aliases, tuple(q.unanswered for q in unanswered)
    )
    ids = frozenset(card.id.text for card in cards if card.id)
    return Survey(library, sorted_by_place(faults), files, ids, all_read, tuple(cards))


def sorted_by_place(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return `faults` by file, line and column."""
    return tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.column, fault.what, fault.remedy)))


def read_article(path: Path, faults: list[Fault]) -> Article | None:
    """Return the article in the file `path`; None, and `faults` longer, where there is none."""
    text = read_source(path, limit=LARGEST_ARTICLE)
    if isinstance(text, Fault):
        faults.append(text)
        return None
    return parse_article(path, text, faults)


def parse_article(path: Path, text: str, faults: list[Fault]) -> Article | None:
    """Return the article that `text`, the content of `path`, is; None, and `faults` longer, where it is none.

    The ending of `path` says whether it is Markdown; the file is not opened.
    """
    words = parse_words(path, text, faults)
    return None if words is None else article_of(path.stem, *words)


def article_of(id_: str, metadata: Metadata, texts: Iterable[str]) -> Article:
    """Return the article whose paragraphs are `texts`, its headline first."""
    return Article(id_, metadata, _paragraphs(id_, texts, metadata.language))


def parse_words(path: Path, text: str, faults: list[Fault]) -> tuple[Metadata, tuple[str, ...]] | None:
    """Return what `parse_article` does, its paragraphs as texts whose sentences were not looked for."""
    title: str | None = None
    metadata = Metadata("", language="")
    words: ArticleText | None
    if path.suffix.lower() == ".md":
        front = front_matter(text)
        body = 0
        if front is not None:
            if not front.closed:
                faults.append(
                    Fault(path, 1, "the front matter that begins here has no end", "close it with a line ---", 1)
                )
                return None
            first_line = line_of(text, front.yaml.start)
            parsed = parse_yaml(front.yaml.of(text), path, first_line=first_line)
            faults.extend(parsed.faults)
            if parsed.root is not None:
                metadata = amended(metadata, Sheet(path, faults), parsed.root, strangers=True)
            title = metadata.title or None
            body = front.body
        words = read_markdown(text, body, title)
    else:
        words = read_plain(text)
    if words is None:
        faults.append(Fault(path, 0, "holds no text", "write a headline and paragraphs, or remove the file"))
        return None
    texts = (words.headline, *words.paragraphs)
    language = language_of_article("\n".join(texts))
    if language is None:
        what = "is in a script without spaces between words (Chinese, Japanese, Thai), which cannot be searched"
        faults.append(Fault(path, 0, what, "replace it by a translation, or remove the file"))
        return None
    return replace(metadata, title=title or words.headline, language=metadata.language or language), texts


def _paragraphs(article: str, texts: Iterable[str], language: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(article, n, text, sentences_in(language, text)) for n, text in enumerate(texts))


def _as_stated(article: Article, root: Node) -> Article:
    """Return `article` with its sentences as they end in the language that its card file states."""
    stated = stated_language(root)
    if stated is None or stated == article.metadata.language:
        return article
    paragraphs = _paragraphs(article.id, (paragraph.text for paragraph in article.paragraphs), stated)
    return replace(article, metadata=replace(article.metadata, language=stated), paragraphs=paragraphs)


def _read_card_file(path: Path, articles: dict[str, Article | None], faults: list[Fault]) -> CardFile | None:
    """Return what `path` says of its article; None where it cannot be read, or the article could not.

    Where it states another language than the article seemed to be in, the article is put in that.
    """
    article = articles[path.name.removesuffix(CARDS_SUFFIX)]
    text = read_source(path, limit=LARGEST_YAML)
    if isinstance(text, Fault):
        faults.append(text)
        return None
    parsed = parse_yaml(text, path)
    faults.extend(parsed.faults)
    if parsed.broken or article is None:
        return None
    if parsed.root is None:
        return CardFile(article.id, article.metadata, (), ())
    article = articles[article.id] = _as_stated(article, parsed.root)
    return read_cards(Sheet(path, faults), parsed.root, article)
