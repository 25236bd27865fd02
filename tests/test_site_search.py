"""What the search box of the site is handed: the prepared index as plain tables, or the text for MiniSearch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.site.search_data import MINISEARCH, MOST_WORDINGS, PREPARED, search_script
from knowledge import Collection, load_library, portable_index, prepare
from knowledge.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from bot.site.search_data import Engine

ALIASES = "aliases:\n  Lindesund: [Lindesundby]\n"


def handed(collection: Collection, engine: Engine) -> dict[str, Any]:
    """Return what the script hands to the page."""
    script = search_script(collection, engine)
    assert script.startswith("quothSearch.take(")
    assert script.endswith(");\n")
    data: dict[str, Any] = json.loads(script.removeprefix("quothSearch.take(").removesuffix(");\n"))
    return data


def test_the_tables_say_what_the_index_says(harbour: Path) -> None:
    """Every term's postings are BM25Plus's own over the paragraphs, headline first."""
    collection = prepare(load_library(harbour))
    tables, index = portable_index(collection), collection.scope(None).index
    words = dict(tables.words)
    assert isinstance(index, Index)
    assert words["boats"] == words["boat"]
    assert tables.postings[words["boats"]] == index.postings["boat"]
    assert [number for number, _ in tables.postings[words["storm"]]] == [0, 1, 2]
    assert len(tables.weights) == len(tables.postings)


def test_forms_that_the_library_does_not_have_are_read_too(harbour: Path) -> None:
    """A reader's "repairing" is the article's "repairs"; a stop word is no term; others' words are not listed."""
    words = dict(portable_index(prepare(load_library(harbour))).words)
    assert words["repairing"] == words["repairs"]
    assert not {"the", "kursk"} & set(words)


def test_readers_names_and_wordings_travel_as_terms(harbour: Path) -> None:
    """An alias leads to the article's name; each wording to its card; what an editor noted as unanswered is there."""
    cards = (harbour / "harbour.cards.yaml").read_text("utf-8")
    noted = "unanswered:\n  - Who sank the boats?\n"
    (harbour / "harbour.cards.yaml").write_text(ALIASES + cards + noted, "utf-8")
    tables = portable_index(prepare(load_library(harbour)))
    words = dict(tables.words)
    assert tables.aliases == ((("lindesundby",), (words["lindesund"],)),)
    assert ("boats-lost", tuple(sorted({words["boats"], words["lost"], words["storm"]}))) in tables.wordings
    assert tables.unanswered == (tuple(sorted({words["sank"], words["boats"]})),)


def test_sentences_are_lists_of_terms_by_paragraph(harbour: Path) -> None:
    """As many as the paragraph has, each term once."""
    collection = prepare(load_library(harbour))
    tables = portable_index(collection)
    assert [len(sentences) for sentences in tables.sentences] == [1, 2, 2]
    assert all(len(set(terms)) == len(terms) for sentences in tables.sentences for terms in sentences)


def test_the_page_is_handed_paragraphs_sentences_and_facts(harbour: Path) -> None:
    """By either engine the same, so that what is found is shown by one script."""
    collection = prepare(load_library(harbour))
    small, large = handed(collection, PREPARED), handed(collection, MINISEARCH)
    shared = ("articles", "paragraphs", "facts", "stop")
    assert {name: small[name] for name in shared} == {name: large[name] for name in shared}
    assert small["articles"] == [["harbour.html", "Harbour of Lindesund Reopens After the Storm"]]
    article, number, text, sentences = small["paragraphs"][1]
    assert (article, number) == (0, 1)
    assert [text[start:end] for start, end in sentences] == [
        "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May.",
        "The storm had sunk 14 fishing boats in one night.",
    ]
    assert small["facts"][1] == [
        "The fishermen’s union claimed that 40 boats were lost in the storm.",
        "claim",
        "Claimed by the fishermen’s union; the article does not confirm it.",
        "harbour.html?quote=0-67#p2",
        0,
        "paragraph 2",
    ]


def test_minisearch_is_given_the_text_and_a_few_wordings(harbour: Path) -> None:
    """And none of the tables that it would not use."""
    collection = prepare(load_library(harbour))
    large = handed(collection, MINISEARCH)
    assert "postings" not in large
    assert large["asked"][1] == "How many boats were lost in the storm?"
    assert MOST_WORDINGS < 10


def test_postings_survive_the_journey(harbour: Path) -> None:
    """Paragraph and share in turn, in hundredths."""
    collection = prepare(load_library(harbour))
    tables, small = portable_index(collection), handed(collection, PREPARED)
    flat = [[n for place, share in places for n in (place, round(share * 100))] for places in tables.postings]
    assert small["postings"] == flat
    assert [word for words in small["words"] for word in words.split("|") if word] == [
        word for _, word in sorted((term, word) for word, term in tables.words)
    ]
