"""Card or sentence: how likely each is right, knowing of both."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.card_matching import CardMatch
from knowledge.facts import PreparedWording
from knowledge.passages import prepare_paragraph
from knowledge.question import understand
from knowledge.reader import Choice, Window
from knowledge.retriever import Candidate
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, FactCard, Metadata, Paragraph, Quote, Span, Status
from knowledge.verdict import OF_CARDS, SIGNALS, Editor, Verdict, judge, see, settled, stand, touches
from knowledge.vocabulary import build_vocabulary
from knowledge.weights import load_weights

WEIGHTS = load_weights().verdict
TEXT = "Falk reopened the harbour. The storm sank 14 boats. Snow fell."
PARAGRAPH = Paragraph("harbour", 1, TEXT, split_sentences(TEXT))
ARTICLE = Article("harbour", Metadata("Harbour"), (PARAGRAPH,))
HOME = prepare_paragraph(ARTICLE, PARAGRAPH)
VOCABULARY = build_vocabulary(((s.text, s.tokens) for s in HOME.sentences), {}, ())
ASKED = understand("How many boats sank?", VOCABULARY)


def window(first: int, last: int) -> Window:
    best = Choice(Candidate(HOME, first, [], [], 1.0), 1.0, 1.0, None, 0.0, 0.5, ())
    return Window(HOME, first, last, best, 1.0)


def match(
    start: int, end: int, probability: float = 0.8, likeness: float = 0.9, paragraph: Paragraph = PARAGRAPH
) -> CardMatch:
    quote = Quote(paragraph, Span(start, end))
    card = FactCard("card", paragraph.article, "Boats sank.", Status.FACT, None, (quote,), ())
    return CardMatch(card, PreparedWording(card, "boats?", {}, 1.0), likeness, (), probability)


def weighed(where: Window | None, likely: float, *cards: CardMatch, unanswered: float = 0.0) -> dict[str, float]:
    values = *stand(ASKED, cards, Editor(has_cards=True, unanswered=unanswered)), *see(where, likely, cards)
    return dict(zip(SIGNALS, values, strict=True))


def judged(where: Window | None, likely: float, cards: list[CardMatch], editor: Editor) -> Verdict:
    return judge(where, likely, cards, stand(ASKED, cards, editor) if cards else (), editor, WEIGHTS)


BOATS = (27, 51)


def test_two_cards_on_one_quote_share_its_probability() -> None:
    """Which of two wordings of one thing was meant decides nothing about the quote."""
    other = match(*BOATS, 0.4)
    both = weighed(window(1, 1), 0.5, match(*BOATS, 0.5), other, match(0, 26, 0.3))
    assert (both["near"], both["inside"], both["beside"]) == (0.5, 0.9, 0.9)


def test_what_no_article_knows_is_unknown() -> None:
    """By the rarity of the words."""
    assert weighed(window(1, 1), 0.5, match(*BOATS))["unknown"] == 0
    asked = understand("Who won Eurovision?", VOCABULARY)
    values = stand(asked, [match(*BOATS)], Editor(has_cards=True, unanswered=None))
    assert dict(zip(OF_CARDS, values, strict=True))["unknown"] == 1


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (27, 51, True),
        (31, 36, True),
        (0, 62, True),
        (20, 28, True),
        (0, 26, False),
        (52, 62, False),
        (26, 27, False),
        (51, 52, False),
    ],
)
def test_evidence_stands_in_the_quote_where_they_share_a_letter(start: int, end: int, *, inside: bool) -> None:
    """Part of it is enough; evidence that only borders on the quote stands beside it."""
    assert window(1, 1).span == Span(*BOATS)
    assert touches(match(start, end), window(1, 1)) is inside


def test_evidence_of_another_paragraph_or_article_does_not_stand_in_the_quote() -> None:
    """The same offsets elsewhere are elsewhere."""
    for other in (Paragraph("harbour", 2, TEXT, ()), Paragraph("bridge", 1, TEXT, ())):
        assert not touches(match(*BOATS, paragraph=other), window(1, 1))


def test_where_no_card_is_near_the_sentences_are_judged_alone() -> None:
    """Their own confidence is the verdict."""
    verdict = judged(window(1, 1), 0.42, [], Editor(has_cards=True, unanswered=0.9))
    assert (verdict.card, verdict.sentence) == (0, 0.42)


def test_a_question_noted_as_unanswered_is_not_for_the_weights_to_answer() -> None:
    """The editor's word stands, with cards or without; but a card's very wording is the card's."""
    for cards in ([], [match(*BOATS, 0.99, 0.9)]):
        verdict = judged(window(1, 1), 0.99, cards, Editor(has_cards=True, unanswered=1.0))
        assert verdict.probability == 0
        assert not verdict.dares
    assert (
        judged(window(1, 1), 0.99, [match(*BOATS, 0.99, 1.0)], Editor(has_cards=True, unanswered=1.0)).probability > 0
    )


@pytest.mark.parametrize(("probability", "dares"), [(0.5, True), (0.4, True), (0.3, False), (0.0, False)])
def test_an_answer_is_dared_from_a_probability_on(probability: float, *, dares: bool) -> None:
    """The better way's probability has to be enough."""
    assert Verdict(probability, 0.0, 0.4).dares is dares
    assert Verdict(0.0, probability, 0.4).dares is dares


@pytest.mark.parametrize(("card", "sentence", "by_card"), [(0.8, 0.2, True), (0.2, 0.8, False), (0.5, 0.5, True)])
def test_the_likelier_way_answers(card: float, sentence: float, *, by_card: bool) -> None:
    """The editor's card where both are as likely."""
    verdict = Verdict(card, sentence, 0.3)
    assert verdict.by_card is by_card
    assert verdict.probability == max(card, sentence)


def test_what_is_known_of_both_is_told() -> None:
    """Agreement, lead over the next card, the card inside the quote, likeness to wordings and to what is unanswered."""
    apart = weighed(window(0, 0), 0.5, match(*BOATS, 0.8, 0.9), match(0, 5, 0.3, 0.95), unanswered=0.4)
    assert apart["agree"] == 0
    assert apart["alone"] == pytest.approx(0.5)
    assert apart["near"] == pytest.approx(0.3)
    assert apart["sentence"] == pytest.approx(0)
    assert apart["card"] > 0
    assert (apart["like"], apart["unanswered"]) == (0.95, 0.4)
    assert apart["nearer"] == pytest.approx(0.55)
    together = weighed(window(1, 1), 0.5, match(*BOATS, 0.8))
    assert (together["agree"], together["alone"], together["near"]) == (1, 0.8, 0.8)


def test_without_a_sentence_nothing_agrees() -> None:
    """A card whose words the article does not have is judged by itself."""
    alone = weighed(None, 0.0, match(*BOATS, 0.9))
    assert (alone["agree"], alone["near"]) == (0, 0)
    assert alone["sentence"] < 0 < alone["card"]
    assert 0 <= judged(None, 0.0, [match(*BOATS, 0.9)], Editor(has_cards=True, unanswered=0.0)).probability <= 1


@settings(max_examples=100, deadline=None)
@given(st.tuples(*[st.floats(0, 1)] * 3), st.floats(0, 1), st.floats(0, 1), st.integers(0, 2))
def test_every_verdict_is_a_probability(
    likely: tuple[float, float, float], like: float, unanswered: float, at: int
) -> None:
    """Whatever is weighed, certainty and impossibility too."""
    second, first = sorted(likely[1:])
    cards = [match(*BOATS, first, like), match(0, 5, second, like)]
    verdict = judged(window(at, at), likely[0], cards, Editor(has_cards=True, unanswered=unanswered))
    assert 0 <= verdict.card <= 1
    assert 0 <= verdict.sentence <= 1


def test_more_likeness_to_an_unanswered_question_never_makes_an_answer_likelier() -> None:
    """The editor's note counts against both ways."""
    verdicts = [
        judged(window(1, 1), 0.6, [match(*BOATS)], Editor(has_cards=True, unanswered=refused))
        for refused in (0.0, 0.5, 1.0)
    ]
    assert [v.card for v in verdicts] == sorted((v.card for v in verdicts), reverse=True)
    assert [v.sentence for v in verdicts] == sorted((v.sentence for v in verdicts), reverse=True)


def test_a_likelier_card_never_makes_the_card_less_likely() -> None:
    """All else equal."""
    verdicts = [
        judged(window(1, 1), 0.6, [match(*BOATS, p)], Editor(has_cards=True, unanswered=0.0)).card
        for p in (0.01, 0.3, 0.7, 0.99)
    ]
    assert verdicts == sorted(verdicts)


def test_sentences_of_an_article_without_cards_are_judged_alone() -> None:
    """Another article's cards say nothing of what this one leaves out."""
    verdict = judged(window(1, 1), 0.42, [match(*BOATS, 0.1)], Editor(has_cards=False, unanswered=None))
    assert verdict.sentence == 0.42


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=3),
    st.lists(st.sampled_from([(0, 26), BOATS, (31, 36), (20, 28), (0, 62), (52, 62)]), min_size=3, max_size=3),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
    st.one_of(st.none(), st.floats(0, 1)),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
)
def test_what_is_settled_before_the_sentences_are_read_is_so_whatever_they_say(
    probabilities: list[float],
    quotes: list[tuple[int, int]],
    likes: list[float],
    unanswered: float | None,
    likely: list[float],
) -> None:
    """For every quote, however likely: the card answers, and is as likely."""
    cards = [match(*quotes[n], p, likes[n]) for n, p in enumerate(sorted(probabilities, reverse=True))]
    editor = Editor(has_cards=True, unanswered=unanswered)
    verdict = settled(cards, stand(ASKED, cards, editor), editor, WEIGHTS)
    if verdict is None:
        return
    assert verdict.by_card
    assert verdict.dares
    for where in (None, *(window(at, at) for at in range(3)), window(0, 1), window(0, 2)):
        for chance in (0.0, 1.0, *likely):
            read = judged(where, chance, cards, editor)
            assert read.by_card
            assert read.dares
            assert read.card == verdict.card


def test_a_sure_card_settles_a_question_and_a_doubtful_one_does_not() -> None:
    """Nor one whose article has few cards, or one of a question noted as unanswered."""

    def is_settled(cards: list[CardMatch], editor: Editor) -> bool:
        return settled(cards, stand(ASKED, cards, editor) if cards else (), editor, WEIGHTS) is not None

    known = Editor(has_cards=True, unanswered=0.2)
    assert is_settled([match(*BOATS, 0.95)], known)
    assert not is_settled([match(*BOATS, 0.02, 0.1)], known)
    assert not is_settled([], known)
    assert not is_settled([match(*BOATS, 0.95)], Editor(has_cards=False, unanswered=0.2))
    assert not is_settled([match(*BOATS, 0.95)], Editor(has_cards=True, unanswered=0.99))
