"""Which sentences are looked at for a question, and what is measured of each."""

from __future__ import annotations

import pytest

from knowledge.passages import Scope, build_scope, prepare_paragraph
from knowledge.question import Question, understand
from knowledge.retriever import FEATURES, Candidate, candidates
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, Metadata, Paragraph
from knowledge.vocabulary import Vocabulary, build_vocabulary

TEXTS = (
    "Harbour of Lindesund Reopens After the Storm",
    "Mayor Astrid Falk reopened the harbour. She praised the sailors. The storm had sunk 14 boats in one night.",
    "The insurer Nordvakt pays for repairs. Boats of the union were not insured; the union mourns.",
    "Snow fell.",
)


def prepared(*texts: str) -> tuple[Scope, Vocabulary]:
    paragraphs = tuple(Paragraph("harbour", n, text, split_sentences(text)) for n, text in enumerate(texts))
    article = Article("harbour", Metadata(texts[0]), paragraphs)
    ready = tuple(prepare_paragraph(article, paragraph) for paragraph in paragraphs)
    sentences = ((s.text, s.tokens) for p in ready for s in p.sentences)
    return build_scope(ready), build_vocabulary(sentences, {}, ())


SCOPE, VOCABULARY = prepared(*TEXTS)


def read(text: str) -> Question:
    return understand(text, VOCABULARY)


def found(text: str, best: int = 12) -> list[Candidate]:
    return candidates(read(text), SCOPE, best)


def measured(text: str, sentence: str, feature: str) -> float:
    candidate = next(c for c in found(text) if c.sentence.text.startswith(sentence))
    return dict(zip(FEATURES, candidate.features, strict=True))[feature]


@pytest.mark.parametrize("text", ["", "?", "Is it so?", "What of the volcano?", "9,999"])
def test_nothing_is_looked_at_where_nothing_matches(text: str) -> None:
    """A question without a word of matter, or with none that the articles have."""
    assert found(text) == []


def test_nothing_is_found_in_nothing() -> None:
    """A scope without paragraphs, or of an article without words, has no candidate."""
    assert candidates(read("boats"), build_scope(()), 12) == []
    assert candidates(read("boats"), prepared("…", "***")[0], 12) == []


def test_all_sentences_of_the_matching_paragraphs_are_looked_at_in_the_articles_order() -> None:
    """A sentence that shares no word may answer beside one that does; other paragraphs are left out."""
    places = [(c.home.paragraph.number, c.position) for c in found("Whose boats?")]
    assert places == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1)]


def test_only_the_best_paragraphs_are_looked_at() -> None:
    """One paragraph, where one is asked for: the one with the rarest of the words."""
    assert {c.home.paragraph.number for c in found("Which boats did Nordvakt insure?", best=1)} == {2}


def test_a_candidate_is_its_sentence() -> None:
    """It leads back to the sentence of its paragraph."""
    for candidate in found("boats of the union"):
        assert candidate.sentence is candidate.home.sentences[candidate.position]


def test_how_well_each_word_is_met_is_told_in_the_questions_order() -> None:
    """One for the word itself, less for a derivation, nothing for a word that is not there."""
    candidate = next(c for c in found("Who insures 14 boats?") if c.sentence.text.startswith("Boats"))
    assert candidate.met == [1, 0, 1]
    scope, vocabulary = prepared("News", "The union lost boats.")
    (derived,) = candidates(understand("the union's losses", vocabulary), scope)
    assert derived.met[0] == 1
    assert 0.5 < derived.met[1] < 1


def test_a_sentence_with_all_words_covers_the_question_and_one_with_none_nothing() -> None:
    """Coverage weighs words by how rare they are and goes from nothing to one."""
    question = "Which storm had sunk boats?"
    assert measured(question, "The storm", "covered") == pytest.approx(1)
    assert measured(question, "The storm", "exact") == pytest.approx(1)
    assert measured(question, "She praised", "covered") == 0
    assert 0 < measured(question, "Boats of", "covered") < 1
    assert measured(question, "Boats of", "squared") == pytest.approx(measured(question, "Boats of", "covered") ** 2)


def test_words_that_stand_together_count_as_a_pair() -> None:
    """Neighbours in the question that stand close in the sentence; words far apart are no pair."""
    assert measured("Astrid Falk", "Mayor", "bigrams") == 1
    assert measured("mayor harbour", "Mayor", "bigrams") == 0


def test_a_missing_name_is_noticed_unless_the_paragraph_or_the_headline_has_it() -> None:
    """A name or number that the sentence lacks speaks against it, less where it stands nearby."""
    question = "Did Lindesund lose 14 boats?"
    assert measured(question, "The storm", "names") > 0
    assert measured(question, "The storm", "names_far") == 0
    assert measured(question, "Boats of", "names_far") > 0
    assert measured("Which boats?", "The storm", "names") == 0


def test_the_sentences_around_add_what_the_sentence_lacks() -> None:
    """What stands before, after and elsewhere in the paragraph counts only where it is new."""
    question = "Which storm did Mayor Falk praise?"
    assert measured(question, "She praised", "before") > 0
    assert measured(question, "She praised", "after") > 0
    assert measured(question, "Mayor", "before") == 0
    assert measured(question, "The storm", "after") == 0
    assert measured(question, "The storm", "around") > 0
    assert measured("Who was praised?", "She praised", "before") == 0


def test_the_headline_helps_every_sentence_and_is_told_as_a_headline() -> None:
    """What the headline adds, and whether the sentence is the headline itself."""
    question = "How many boats sank at Lindesund?"
    assert measured(question, "The storm", "headline") > 0
    assert measured(question, "Harbour of", "headline") == 0
    assert measured(question, "Harbour of", "title") == 1
    assert measured(question, "The storm", "title") == 0


def test_where_and_how_a_sentence_stands_is_told() -> None:
    """First of its paragraph, opened by a pronoun, short."""
    question = "Who praised Falk and the boats of the union?"
    assert measured(question, "Mayor", "opening") == 1
    assert measured(question, "She", "opening") == 0
    assert measured(question, "She", "pronoun") > 0
    assert measured(question, "The storm", "pronoun") == 0
    assert measured(question, "She", "short") == 1
    assert measured("Where did snow fall?", "Snow", "opening") == 1


def test_the_best_paragraph_counts_one_and_the_others_a_share_of_it() -> None:
    """Scores are compared within the question."""
    shares = {
        c.home.paragraph.number: dict(zip(FEATURES, c.features, strict=True))["paragraph"]
        for c in found("insured boats")
    }
    assert max(shares.values()) == 1
    assert shares[2] == 1
    assert 0 < shares[1] < 1


@pytest.mark.parametrize(
    "text", ["Which storm sank 14 boats at Lindesund?", "boats boats boats", "Nordvakt", "Who mourns 40 ships?"]
)
def test_every_feature_is_a_share_or_close_to_it(text: str) -> None:
    """So that what was learned on short articles carries over to long ones."""
    assert found(text)
    for candidate in found(text):
        assert len(candidate.features) == len(FEATURES)
        assert all(-1e-9 <= value <= 1.5 for value in candidate.features)
        assert all(0 <= strength <= 1 for strength in candidate.met)


def test_where_the_words_themselves_stand_nowhere_their_synonyms_are_looked_for() -> None:
    """Better a synonym than nothing; where the word itself stands, its synonyms lead to no other paragraph."""
    scope, vocabulary = prepared("News", "The physician spoke.", "It rained.")
    assert [c.home.paragraph.number for c in candidates(understand("doctor", vocabulary), scope)] == [1]
    scope, vocabulary = prepared("News", "The physician spoke.", "The doctor slept.")
    assert {c.home.paragraph.number for c in candidates(understand("doctor", vocabulary), scope)} == {2}


def test_the_same_question_has_the_same_candidates() -> None:
    """Nothing is remembered between two questions."""
    first = [(c.home.paragraph.number, c.position, c.met, c.features) for c in found("storm boats")]
    assert first == [(c.home.paragraph.number, c.position, c.met, c.features) for c in found("storm boats")]
