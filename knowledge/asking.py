"""The whole way of one question: understand, find, read, and dare to answer or not.

Two ways lead to an answer, a fact card or a sentence of the article, each with the probability that it is right.
The likelier one is given if it is likely enough, and lacks nothing that an answer cannot do without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.card_matching import match_cards, other_speaker, rather_noted
from knowledge.contrast import another_peoples, counts_others, of_others
from knowledge.crossing import across
from knowledge.evidence import conflicting, of_card, of_window, other_sides
from knowledge.lacking import falls_short, has_no_such_time, lacks, lacks_the_deed
from knowledge.likeness import likeness_to_unanswered
from knowledge.overview_request import read_request
from knowledge.question import Expect, Question, understand
from knowledge.reader import confidence, open_window, rank, signals
from knowledge.recency import newest_card, newest_first, together
from knowledge.smalltalk import smalltalk, strip_greeting
from knowledge.types import Ask, Found, NotFound, Reading, Smalltalk
from knowledge.values import dataclass
from knowledge.verdict import Editor, Verdict, judge, settled, stand
from knowledge.weights import load_weights

if TYPE_CHECKING:
    from knowledge.card_matching import CardMatch
    from knowledge.collection import Collection
    from knowledge.facts import Facts
    from knowledge.passages import Scope
    from knowledge.reader import Choice, Window

OVERVIEW = 0.9
"""Confidence of an overview: it is what was wished for, though never all of it."""
FOREIGN = 0.95
"""Likeness to a card's wording from which a question in a script that does not cross (`knowledge.crossing`) is
answered: half a sentence in common may be the half that matters least."""
LIKE = 0.8
"""Likeness to a wording of its cards from which a question is answered of which an article has no word at all."""
TOLD = 0.55
"""Share of a question, by rarity, that the likeliest card has somewhere, below which the article is not about it: of
852 questions of ours that are answered not one is below and answered rightly."""
SURE = 0.85
"""Probability from which a card needs no word of what is asked: its editor has it asked in other words."""
NEAREST = 3
"""Passages shown as the nearest ones where nothing is answered."""


def ask(collection: Collection, text: str, *, article: str | None = None) -> Reading:
    """Read `text` as one question and answer it from the collection, or from one `article` of it.

    Raises UnknownArticleError where `article` is not in the library.
    """
    scope = collection.scope(article)
    chat = smalltalk(text)
    if chat is not None:
        return Smalltalk(chat)
    text = strip_greeting(text)
    if collection.others:
        from knowledge.languages.answering import answer_elsewhere  # noqa: PLC0415 - with articles in other languages

        told = answer_elsewhere(collection, text, article)
        if told is not None:
            return told
    crossing = across(collection, text)
    if crossing is not None and crossing.text != text:  # nothing is left to put across
        return crossing.restore(ask(crossing.collection, crossing.text, article=article))
    if article is None and len(collection.articles) > 1:
        from knowledge.named_article import named_article  # noqa: PLC0415 - where there is a choice only

        among = collection.archive.may_be_named if collection.archive else None
        article, text = named_article(collection.library, text, among)
        scope = collection.scope(article)
    if read_request(text) is not None:
        from knowledge.overview import overview  # noqa: PLC0415 - with attribution and names, for a wish only

        shown = overview(collection, text, article)
        if shown:
            return Found(shown, OVERVIEW, Ask.OVERVIEW)
    reading = read(collection, text, weigh(collection, scope, text, article), article)
    if collection.others and isinstance(reading, NotFound):
        from knowledge.crossing.back import ask_back  # noqa: PLC0415 - with articles in other languages

        return ask_back(collection, text, article) or reading
    return reading


@dataclass(frozen=True, slots=True)
class Weighing:
    """All that was weighed for one question, before anything is said."""

    question: Question
    cards: Sequence[CardMatch]
    """The cards that may be meant, likeliest first."""
    choices: Sequence[Choice]
    """The sentences read, best first; none where a card is the answer whatever they say."""
    window: Window | None
    """The quote around the best of them."""
    verdict: Verdict


def weigh(
    collection: Collection, scope: Scope, text: str, article: str | None, *, whole: bool = False
) -> Weighing | None:
    """Weigh `text`, a question, against cards and sentences; None where it is of another script than is read.

    Where a card is the answer whatever the sentences say, no sentence is read, unless the `whole` is wanted.
    """
    question = understand(text, collection.vocabulary)
    weights = load_weights()
    facts = collection.facts(article)
    cards = match_cards(question, facts, weights.card)
    if _foreign(text) and not (cards and cards[0].likeness >= FOREIGN):
        return None
    headline = _asks_the_headline(question.words)
    if headline:
        cards = [m for m in cards if any(q.paragraph.number == 0 for q in m.card.evidence)] or cards
    several = article is None and len(collection.articles) > 1
    if several and len(cards) > 1:
        theirs = {match.card.article for match in cards}
        cards = newest_card(cards, {id_: collection.articles[id_][0].article for id_ in theirs})
    unanswered = likeness_to_unanswered(question, facts) if facts.unanswered else None
    noted = rather_noted(question, cards[0].card, facts) if facts.unanswered and cards else 0.0
    everywhere = article in facts.articles if article else len(facts.articles) == len(collection.articles)
    editor = Editor(everywhere, unanswered, noted, facts.crossed)
    standing = stand(question, cards, editor) if cards else ()
    if not whole:
        verdict = settled(cards, standing, editor, weights.verdict)
        if verdict and not _untold(cards, editor) and not _missed_by_card(question, cards, verdict.card, facts):
            return Weighing(question, cards, (), None, verdict)
    choices = rank(question, scope, weights)
    tied: list[Choice] = []
    if headline:
        choices = [c for c in choices if c.candidate.home.paragraph.number == 0] or choices
    if several:
        choices, tied = newest_first(choices)
    window = together(open_window(choices), tied) if choices else None
    likely = confidence(signals(question, choices, window, scope), weights.confidence) if window else 0.0
    editor = Editor(window is None or window.home.article.id in facts.articles, unanswered, noted, facts.crossed)
    verdict = judge(window, likely, cards, standing, editor, weights.verdict)
    sentences = window.home.sentences[window.first : window.last + 1] if window else ()
    untold = _untold(cards, editor)
    short = bool(sentences) and editor.has_cards and falls_short(question, sentences)
    verdict = verdict.barred(
        card=bool(cards) and (untold or _missed_by_card(question, cards, verdict.card, facts)),
        sentence=bool(sentences) and (untold or short or of_others(question, sentences) or lacks(question, sentences)),
    )
    return Weighing(question, cards, [*tied, *choices], window, verdict)


def read(collection: Collection, text: str, weighing: Weighing | None, article: str | None = None) -> Found | NotFound:
    """Answer `text` from the card or the sentences that were weighed for it."""
    if weighing is None:
        return NotFound((), _missing(understand(text, collection.vocabulary)), 0.0)
    question, cards, choices, window = weighing.question, weighing.cards, weighing.choices, weighing.window
    verdict = weighing.verdict
    if not verdict.dares:
        if window is None:
            return NotFound((), _missing(question), verdict.probability)
        nearest = of_window(question, window, choices, cards, NEAREST - 1)
        return NotFound(nearest, _missing(question), verdict.probability)
    if verdict.by_card or window is None:
        evidence = of_card(cards[0], question, collection, load_weights().phrase)
        if _asks_the_headline(question.words):
            evidence = tuple(sorted(evidence, key=lambda e: e.quote.paragraph.number != 0))
        sides = other_sides(cards[0].card, collection, evidence)
        sides = tuple(side for side in sides if article in (None, side.article.id))
        return Found(evidence, verdict.card, _ask(question), sides)
    sides = conflicting(question, window, choices)
    return Found(of_window(question, window, choices, cards), verdict.sentence, _ask(question), sides)


def _untold(cards: Sequence[CardMatch], editor: Editor) -> bool:
    """Say whether an article whose cards say what is asked of it is not about the question."""
    return editor.has_cards and bool(cards) and cards[0].told < TOLD


def _missed_by_card(question: Question, cards: Sequence[CardMatch], likely: float, facts: Facts) -> bool:
    """Say whether the likeliest card cannot be what is asked for, for all the words it shares with the question."""
    card = cards[0].card.id
    evidence, told = facts.evidence[card], facts.told[card]
    if has_no_such_time(question, evidence, told):
        return True
    if question.expect is Expect.REASON and facts.kinds(card)[Expect.REASON]:
        return False  # the editor has it asked why
    if not any(term.known for term in question.terms) and max(m.likeness for m in cards) < LIKE:
        return True
    if cards[0].card.attributed_to and likely < SURE and other_speaker(question, cards[0].card, facts):
        return True
    if facts.crossed and likely < SURE and lacks_the_deed(question, evidence, told):
        return True
    return counts_others(question, evidence) or (
        likely < SURE and (another_peoples(question, evidence) or lacks(question, evidence, told))
    )


def _asks_the_headline(words: Sequence[str]) -> bool:
    """Say whether a question asks for what the headline says: what the text below says of the same is not meant."""
    said = f" {' '.join(words)} "
    title = " the title " in said and " title of " not in said
    return "headline" in words or "headlines" in words or title


def _foreign(text: str) -> bool:
    """Say whether most letters of `text` are of another script than the one Quoth reads."""
    letters = [c for c in text if c.isalpha()]
    return sum(c > "\u024f" for c in letters) * 2 > len(letters)


def _ask(question: Question) -> Ask:
    return Ask.YES_NO if question.expect is Expect.YES_NO else Ask.FACT


def _missing(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.text for t in question.terms if not t.known))
