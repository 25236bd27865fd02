"""From a card file to fact cards, each fault at its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.cards import CardFile, read_cards
from knowledge.marked_yaml import parse_yaml
from knowledge.sheet import Sheet
from knowledge.tokenizer import split_sentences
from knowledge.types import Article, FactCard, Metadata, Paragraph, Quote, Span, Status, Wording

if TYPE_CHECKING:
    from knowledge.errors import Fault

TEXTS = (
    "Harbour Reopens",
    "Mayor Astrid Falk reopened the harbour on 3 May.",
    "The union claimed that 40 boats were lost.",
)
ARTICLE = Article(
    "harbour",
    Metadata(TEXTS[0]),
    tuple(Paragraph("harbour", n, text, split_sentences(text)) for n, text in enumerate(TEXTS)),
)

CARD = """\
cards:
  - id: boats-lost
    answer: The union claimed that
      40 boats were lost.
    status: claim
    attributed_to: The union
    evidence:
      - {quote: "The union claimed that 40 boats were lost.", paragraph: 2}
      - quote: 40 boats
    questions:
      - How many boats were lost?
      - {uk: Скільки човнів загинуло?, pt-BR: Quantos barcos?}
    see_also: [boats-found, boats-found]
    draft: true
"""


def read(text: str) -> tuple[CardFile, list[str]]:
    """Return what `text` holds, and the faults as they are printed."""
    faults: list[Fault] = []
    path = Path("harbour.cards.yaml")
    parsed = parse_yaml(text, path)
    assert parsed.faults == ()
    assert parsed.root is not None
    file = read_cards(Sheet(path, faults), parsed.root, ARTICLE)
    return file, [str(fault).removeprefix("harbour.cards.yaml:") for fault in faults]


def test_a_whole_card_is_read_with_its_quotes_bound_to_the_article() -> None:
    file, faults = read(CARD)
    assert faults == []
    assert file.cards[0].card == FactCard(
        id="boats-lost",
        article="harbour",
        answer="The union claimed that 40 boats were lost.",
        status=Status.CLAIM,
        attributed_to="The union",
        evidence=(Quote(ARTICLE.paragraphs[2], Span(0, 42)), Quote(ARTICLE.paragraphs[2], Span(23, 31))),
        questions=(
            Wording("How many boats were lost?", "en"),
            Wording("Скільки човнів загинуло?", "uk"),
            Wording("Quantos barcos?", "pt-BR"),
        ),
        see_also=("boats-found",),
        draft=True,
    )


def test_a_card_without_questions_references_and_speaker_is_whole_where_it_is_a_fact() -> None:
    file, faults = read("cards: [{id: a, answer: He reopened it., status: fact, evidence: [{quote: on 3 May}]}]")
    assert faults == []
    card = file.cards[0].card
    assert card is not None
    assert (card.attributed_to, card.questions, card.see_also, card.draft) == (None, (), (), False)


def test_metadata_and_aliases_are_read_and_what_is_left_empty_is_unknown() -> None:
    file, faults = read(
        "article: {title: The harbour, publisher: , published: 2025-1-6, url: 'https://example.org/a', language: uk}\n"
        "aliases:\n  Falk: [Falck, Фальк]\ncards:\n"
    )
    assert faults == []
    assert file.metadata == Metadata("The harbour", None, None, "2025-01-06", "https://example.org/a", "uk")
    assert [(a.name.text, [s.text for s in a.spellings]) for a in file.aliases] == [("Falk", ["Falck", "Фальк"])]
    assert file.cards == ()


def test_a_reader_question_is_in_the_articles_language_unless_it_says_otherwise() -> None:
    file, _ = read(
        "article: {language: uk}\n"
        "cards: [{id: a, answer: x, status: fact, evidence: [{quote: on 3 May}], questions: [Хто?, {en: Who?}]}]"
    )
    card = file.cards[0].card
    assert card is not None
    assert card.questions == (Wording("Хто?", "uk"), Wording("Who?", "en"))


MEND = "write the text, in quotation marks where it holds ': ' or ' #' or begins with a sign"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("status: claim", "status: clam", ["5:13: the status 'clam' is none; did you mean claim?"]),
        (
            "status: claim",
            "status: 7",
            ["5:13: the status '7' is none; write one of: fact, claim, denial, plan, opinion, unverified"],
        ),
        (
            "    attributed_to: The union\n",
            "",
            ["5:13: a claim without attributed_to; add attributed_to: who says it"],
        ),
        ("draft:", "drafts:", ["14:5: unknown key 'drafts' in a card; did you mean draft?"]),
        ("draft: true", "draft: perhaps", ["14:12: draft is 'perhaps', not true or false; write draft: true"]),
        (
            "id: boats-lost",
            "id: Boats lost!",
            ["2:9: the id 'Boats lost!' is not made of at most 40 of a-z, 0-9 and -; write boats-lost"],
        ),
        (
            "id: boats-lost",
            f"id: {'a' * 41}",
            [f"2:9: the id '{'a' * 41}' is not made of at most 40 of a-z, 0-9 and -; write {'a' * 40}"],
        ),
        ("id: boats-lost", "id: [a]", [f"2:9: id is a list, not a text; {MEND}"]),
        ("id: boats-lost", "id:", ["2:5: the card has no id; add id: to it"]),
        (
            "      40 boats were lost",
            "      41 boats were lost on Monday",
            [
                "3:13: the number '41' of the answer stands in none of its quotes; "
                "add the quote that has it, or keep to the quotes",
                "3:13: the name or number 'Monday' of the answer stands in none of its quotes; "
                "add the quote that has it, or keep to the quotes",
            ],
        ),
        (
            "paragraph: 2}",
            "paragraph: 1}",
            ["8:17: the quote is not in paragraph 1; it stands in paragraph 2: write paragraph: 2"],
        ),
        (
            "paragraph: 2}",
            "paragraph: two}",
            ["8:74: paragraph is 'two', not a whole number; write paragraph: 4"],
        ),
        (
            "- quote: 40 boats",
            "- 40 boats",
            ["9:9: a piece of evidence is '40 boats', not a mapping; write it as key: value with quote, paragraph"],
        ),
        ("- quote: 40 boats", "- paragraph: 2", ['9:9: a piece of evidence has no quote; write {quote: "…"}']),
        (
            "- How many boats were lost?",
            "- Boats: how many were lost?",
            ["11:9: 'Boats' is not a language code; write {uk: the question}, or the question in quotation marks"],
        ),
        (
            "- How many boats were lost?",
            '- "\\a"',
            ["11:9: a question holds the control character U+0007; delete it"],
        ),
        (
            "see_also: [boats-found, boats-found]",
            "see_also: boats-found",
            ["13:15: see_also is 'boats-found', not a list; write [one, two] or one '- item' a line"],
        ),
    ],
)
def test_each_fault_is_told_with_its_place_and_its_remedy(old: str, new: str, faults: list[str]) -> None:
    assert old in CARD
    file, found = read(CARD.replace(old, new))
    assert found == faults
    assert file.cards[0].card is None


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "[a]",
            [
                "1:1: the card file is a list, not a mapping; "
                "write it as key: value with article, aliases, cards, unanswered"
            ],
        ),
        ("card: []", ["1:1: unknown key 'card' in the card file; did you mean cards?"]),
        ("cards: {id: a}", ["1:8: cards is a mapping, not a list; write [one, two] or one '- item' a line"]),
        (
            "cards: [{}]",
            [f"1:9: the card has no {key}; add {key}: to it" for key in ("id", "answer", "status", "evidence")],
        ),
        (
            "cards: [{id: a, answer: b, status: fact, evidence: []}]",
            ['1:52: evidence is empty; add {quote: "…"}'],
        ),
        (
            "aliases: [Falk]",
            ["1:10: aliases is not a mapping; write a line Name: [how, readers, write it] for each name"],
        ),
        (
            "aliases: {Falk: Falck}",
            ["1:17: aliases of 'Falk' is 'Falck', not a list; write [one, two] or one '- item' a line"],
        ),
        (
            "article: {published: yesterday}",
            ["1:22: published 'yesterday' is not an ISO 8601 date; write it as 2025-01-06"],
        ),
        (
            "article: {published: 2025-02-30}",
            ["1:22: published '2025-02-30' is not an ISO 8601 date; write it as 2025-01-06"],
        ),
        (
            "article: {url: 'javascript:alert(1)'}",
            ["1:16: url 'javascript:alert(1)' is not a web address; write it in full, from https:// on"],
        ),
        (
            "article: {language: English}",
            ["1:21: language 'English' is not a language code; write it as en, uk or pt-BR"],
        ),
        (
            "article: {editor: me}",
            ["1:11: unknown key 'editor' in article; there are: title, publisher, author, published, url, language"],
        ),
    ],
)
def test_a_misshapen_file_is_told_part_by_part(text: str, faults: list[str]) -> None:
    assert read(text)[1] == faults


def test_an_answer_that_cannot_be_shown_whole_is_a_fault() -> None:
    answer = "the harbour " * 60
    _, faults = read(f"cards: [{{id: a, answer: {answer}, status: fact, evidence: [{{quote: on 3 May}}]}}]")
    assert faults == ["1:25: the answer is 719 characters long, more than 600; say it in one or two sentences"]
