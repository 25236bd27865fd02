"""Does an answer say only what its quotes say?"""

from __future__ import annotations

import pytest

from knowledge.proofreading import Proofreader
from knowledge.types import Article, Metadata, Paragraph

TEXTS = (
    "Harbour Reopens After Storm",
    "Mayor Astrid Falk reopened the harbour. The storm sank boats, as Falk said. Nordvakt pays for repairs.",
)


def unsupported(answer: str, *quotes: str, language: str = "en") -> tuple[str, ...]:
    paragraphs = tuple(Paragraph("harbour", n, text, ()) for n, text in enumerate(TEXTS))
    return Proofreader(Article("harbour", Metadata(TEXTS[0], language=language), paragraphs)).unsupported(
        answer, quotes
    )


@pytest.mark.parametrize(
    ("answer", "quote"),
    [
        ("Over 1,550 people came.", "over 1,550 people"),
        ("1550 people came.", "1,550 people"),
        ("1 550 people came.", "1,550 people"),
        ("1,550 people came.", "1.550 people"),
        ("38\u00a0000 people came.", "38,000 people"),
        ("On May 12 300 people came.", "300 people came on 12 May"),
        ("On 12 May 300 people came.", "on May 12 300 people came"),
        ("Five boats sank.", "5 boats"),
        ("It took 3 days.", "it took three days"),
        ("On May 3rd.", "on 3 May"),
        ("A 24-hour storm.", "within 24 hours"),
        ("The U.S. helped.", "the US helped"),
        ("It is the mayor’s: Falk's.", "Falk paid"),
        ("The North Koreans came.", "North Korean soldiers"),
        ("FALK paid.", "Falk paid"),
        ("Falk—so\u00adwieso.", "Falk paid"),
    ],
)
def test_numbers_and_names_count_in_whatever_spelling(answer: str, quote: str) -> None:
    assert unsupported(answer, quote) == ()


@pytest.mark.parametrize(
    ("answer", "quote", "words"),
    [
        ("Over 1,560 people came.", "over 1,550 people", ("1,560",)),
        ("Over 550 people came.", "over 1,550 people", ("550",)),
        ("About 38 came.", "38\u00a0000 came", ("38",)),
        ("1.5 boats.", "15 boats", ("1.5",)),
        ("Some three boats.", "five boats", ("three",)),
        ("The mayor, Astrid Falk, paid.", "the mayor paid", ("Astrid", "Falk")),
        ("Falk said so.", "the mayor said so", ("Falk",)),
        ("Biden said so.", "the mayor said so", ("Biden",)),
        ("He paid. Biden’s boat sank.", "he paid; the boat sank", ("Biden",)),
        ("The storm in Russia.", "the Russian storm", ("Russia",)),
        ("On Monday, on Monday.", "on Tuesday", ("Monday",)),
    ],
)
def test_a_number_or_name_of_no_quote_is_named(answer: str, quote: str, words: tuple[str, ...]) -> None:
    assert unsupported(answer, quote) == words


@pytest.mark.parametrize(
    "answer",
    [
        "The boat sank.",
        "Roughly half of them sank.",
        "Nobody knows. Officials say: “Soldiers came.”",
        "Boats sank.",
        "Although it rained, she won.",
        "One of them sank.",
    ],
)
def test_the_capital_at_a_sentences_head_makes_no_name_of_an_ordinary_word(answer: str) -> None:
    assert unsupported(answer, "boats") == ()


def test_a_number_may_stand_in_one_quote_and_a_name_in_another() -> None:
    assert unsupported("Falk lost 40 boats.", "40 boats were lost", "Falk lost them") == ()


def test_in_other_languages_only_the_articles_own_names_are_known_at_a_sentences_head() -> None:
    assert unsupported("Човни затонули.", "човни", language="uk") == ()
    assert unsupported("Кораблі затонули.", "човни", language="uk") == ()
    assert unsupported("Falk платить.", "платить", language="uk") == ("Falk",)
