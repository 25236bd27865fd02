"""A library's text made ready: tokens by sentence, the terms it is found by, the counts over a scope."""

from __future__ import annotations

import math

import pytest

from knowledge.passages import PreparedParagraph, build_scope, prepare_paragraph
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Metadata, Paragraph

HEADLINE = "Harbour Reopens"
FIRST = "Mayor Falk reopened the harbour. She thanked 14 boats of the U.S., boats of Oslo."
SECOND = "The union claimed that it lost 40 boats."


def article(*texts: str, name: str = "harbour") -> tuple[PreparedParagraph, ...]:
    paragraphs = tuple(Paragraph(name, n, text, split_sentences(text)) for n, text in enumerate(texts))
    whole = Article(name, Metadata(texts[0]), paragraphs)
    return tuple(prepare_paragraph(whole, paragraph) for paragraph in paragraphs)


HARBOUR = article(HEADLINE, FIRST, SECOND)


def test_a_sentence_is_a_slice_of_its_paragraph_and_its_tokens_count_in_it() -> None:
    """Whatever is found in a sentence leads back to the article's letters."""
    for home in HARBOUR:
        for sentence in home.sentences:
            assert sentence.text == home.paragraph.text[sentence.span.start : sentence.span.end]
            assert sentence.paragraph is home.paragraph
            for token in sentence.tokens:
                start = sentence.span.start + token.start
                assert home.paragraph.text[start:][: token.end - token.start] == sentence.text[token.start : token.end]


def test_a_term_leads_to_all_its_places_and_grammar_to_none() -> None:
    """Each content term of a sentence and the tokens that are it; "the" and "of" stand nowhere."""
    sentence = HARBOUR[1].sentences[1]
    assert sentence.places == {"thank": (1,), "14": (2,), "boat": (3, 7), "usa": (6,), "oslo": (9,)}
    assert sentence.length == 6


def test_the_terms_of_a_paragraph_are_those_of_its_sentences_in_order() -> None:
    """Repeated terms are repeated."""
    assert HARBOUR[1].terms == ("mayor", "falk", "reopen", "harbour", "thank", "14", "boat", "usa", "boat", "oslo")


@pytest.mark.parametrize(("token", "named"), [(0, False), (2, True), (3, False), (6, True), (9, True)])
def test_a_number_and_a_capitalised_word_of_matter_are_names(token: int, *, named: bool) -> None:
    """A pronoun at the head of a sentence is none, for all its capital."""
    assert HARBOUR[1].sentences[1].named(token) is named


def test_a_sentence_that_opens_with_a_pronoun_refers_back() -> None:
    """So does one with a pronoun in second place; a later pronoun does not count."""
    opening = article("T", "She left. But they came. The union lost it.")[1]
    assert [sentence.refers_back for sentence in opening.sentences] == [True, True, False]


def test_phrases_are_found_once() -> None:
    """The second look at a sentence's phrases is the first one's result."""
    sentence = HARBOUR[2].sentences[0]
    assert sentence.phrases is sentence.phrases
    assert sentence.phrases


def test_a_scope_counts_sentences_by_the_terms_they_hold() -> None:
    """A term that stands twice in a sentence is counted once there."""
    scope = build_scope(HARBOUR)
    assert scope.sentences == 4
    assert {term: scope.sentence_counts[term] for term in ("boat", "harbour", "falk")} == {
        "boat": 2,
        "harbour": 2,
        "falk": 1,
    }
    assert scope.average == pytest.approx(17 / 4)
    assert scope.idf("falk") == pytest.approx(math.log(5 / 1))
    assert scope.idf("boat") == pytest.approx(math.log(5 / 2))
    assert scope.idf("volcano") > scope.idf("falk") > scope.idf("boat") > 0


def test_a_scope_ranks_its_paragraphs_by_their_terms() -> None:
    """The index numbers the paragraphs as the scope lists them."""
    scope = build_scope(HARBOUR)
    assert [n for n, _ in scope.index.top(["union"], 3)] == [2]
    assert [n for n, _ in scope.index.top(["boat"], 3)] == [1, 2]


def test_a_scope_knows_the_headline_of_each_of_its_articles() -> None:
    """The terms of paragraph 0, by article."""
    scope = build_scope(HARBOUR + article("Bridge Opens in Oslo", "It is long.", name="bridge"))
    assert scope.headlines == {"harbour": {"harbour", "reopen"}, "bridge": {"bridg", "open", "oslo"}}


@pytest.mark.parametrize("texts", [(), ("",), ("", "", ""), ("the of and",), ("?!", "…")])
def test_a_scope_of_nothing_can_be_asked(texts: tuple[str, ...]) -> None:
    """No paragraphs, empty ones, words of grammar only, signs only: nothing is found and nothing fails."""
    scope = build_scope(article(*texts) if texts else ())
    assert scope.index.top(["boat"], 3) == []
    assert scope.idf("boat") >= 0
    assert scope.average >= 0


def test_a_letter_that_is_nothing_without_its_accents_can_be_prepared() -> None:
    """A half-width voicing mark in an article is a word like any other."""
    home = article("T", "Boats ﾞ sank. ﾟ")[1]
    assert [home.sentences[0].named(n) for n in range(3)] == [True, False, False]
    assert all(sentence.phrases is not None for sentence in home.sentences)
