"""The phrases of a sentence: what could be a short answer."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.phrases import LONGEST, MOST, Kind, bounds, find_phrases, lay_out
from knowledge.tokenizer import tokenize


def found(text: str, *kinds: Kind) -> set[str]:
    tokens = tokenize(text)
    phrases = find_phrases(text, tokens)
    return {bounds(text, tokens, p).of(text) for p in phrases if not kinds or p.kind in kinds}


def units(text: str) -> dict[str, str]:
    tokens = tokenize(text)
    figures = [p for p in find_phrases(text, tokens) if p.kind in (Kind.NUMBER, Kind.DATE)]
    return {bounds(text, tokens, p).of(text): p.unit for p in figures}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The hymn was translated by John C. Messenger in 1875.", "John C. Messenger"),
        ("The Institute for the Study of War reported it.", "Institute for the Study of War"),
        ("The new service used the Astra 2A satellite.", "Astra 2A"),
        ("It passed the Victoria Constitution Act 1855.", "Victoria Constitution Act 1855"),
        ("They gained control with Laverne & Shirley.", "Laverne & Shirley"),
        ("It was led by Muhammad ibn Rushd.", "Muhammad ibn Rushd"),
        ("Economist Thomas Piketty challenges this.", "Thomas Piketty"),
        ("James Hutton is often viewed as a geologist.", "James Hutton"),
    ],
)
def test_a_name_is_found_whole(text: str, name: str) -> None:
    """With initials, numbers and small words inside; without the profession before it."""
    assert name in found(text, Kind.NAME)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        (
            "ABC launched the Alpha Repertory Television Service (ARTS), a channel.",
            "Alpha Repertory Television Service (ARTS)",
        ),
        ("The countries are China, Japan and Korea.", "China, Japan and Korea"),
        ("He was halted by the Mamluks of Egypt.", "the Mamluks of Egypt"),
        ("It uses a water-cooled undergarment.", "water-cooled undergarment"),
        ("Lindisfarne are a folk-rock group.", "folk-rock"),
        ("The emphasis is extremely high.", "extremely high"),
        ("They are politically and socially unstable.", "politically and socially unstable"),
        ("He wrote “A Machine to End War” that year.", "A Machine to End War"),
        ("He wrote ‘A New Song’ that year.", "A New Song"),
        ("It closed because of the storm.", "the storm"),
        ("They were executed for Lutheran views.", "for Lutheran views"),
        ("It aims to strengthen its position.", "strengthen its position"),
    ],
)
def test_a_phrase_is_found(text: str, phrase: str) -> None:
    """Brackets that belong to a name, lists, attributes, quotations, reasons, aims."""
    assert phrase in found(text)


@pytest.mark.parametrize(
    ("text", "figure", "unit"),
    [
        ("Tesla died on 7 January 1943.", "7 January 1943", "day"),
        ("Tesla died on 7 January 1943.", "1943", "year"),
        ("He takes office on January 20.", "January 20", "day"),
        ("It happened between 2005 and 2010.", "between 2005 and 2010", "years"),
        ("In the summer of 1521 he left.", "summer of 1521", "season"),
        ("It changed in the early 1970s.", "early 1970s", "decade"),
        ("They died out 66 million years ago.", "66 million years ago", "ago"),
        ("They lost over 1,550 soldiers.", "over 1,550", ""),
        ("In 1550 he left.", "1550", "year"),
        ("It holds more than 70,000 works of art.", "more than 70,000", ""),
        ("It lies roughly 70 kilometers away.", "roughly 70 kilometers", "distance"),
        ("It cost $5 million in cash.", "$5 million", "money"),
        ("The fee is £30m.", "£30m", "money"),
        ("Some 43.3% had children.", "43.3%", "share"),
        ("It took 17 seconds.", "17 seconds", "duration"),
        ("It holds 7 to 10 percent.", "7 to 10 percent", "share"),
        ("With 4:51 left they scored.", "4:51", ""),
    ],
)
def test_a_figure_is_found_with_its_unit(text: str, figure: str, unit: str) -> None:
    """Dates whole and in parts, numbers with what they measure and the words that hedge them."""
    assert units(text).get(figure) == unit


def test_a_number_knows_the_noun_that_it_counts() -> None:
    """ "1,550 Russian soldiers" counts soldiers."""
    text = "Over 1,550 Russian soldiers were killed."
    tokens = tokenize(text)
    number = next(p for p in find_phrases(text, tokens) if p.kind is Kind.NUMBER and p.first == 1)
    assert tokens[number.head].word == "soldiers"


def test_may_is_a_month_only_beside_a_number_or_a_word_of_time() -> None:
    """ "They may" is none."""
    assert "May 2024" in found("They left in May 2024.", Kind.DATE)
    assert not found("They may leave.", Kind.DATE)


def test_what_is_in_brackets_takes_no_room() -> None:
    """The words around it stand as near as without it."""
    plain, bracketed = "About 340 miles north of Miami.", "About 340 miles (or 550 kilometers) north of Miami."
    one, two = (lay_out(text, tokenize(text)) for text in (plain, bracketed))
    assert one.place[-1] == two.place[-1]
    assert one.clause[-1] == two.clause[-1]


def test_phrases_stand_in_order_and_each_once() -> None:
    """By first token, then by last; no two of the same tokens."""
    text = (
        "The Ukrainian General Staff announced losses of 1,550 soldiers in Kursk, Sumy and Kharkiv on 7 January 2025."
    )
    places = [(p.first, p.last) for p in find_phrases(text, tokenize(text))]
    assert places == sorted(set(places))


@given(st.text(alphabet="Aa1,. -'\"()“”‘’$%&é\n", max_size=300))
def test_the_phrases_of_any_text_are_slices_of_it(text: str) -> None:
    """Within bounds, no longer than allowed, with a head in the sentence."""
    tokens = tokenize(text)
    layout = lay_out(text, tokens)
    assert len(layout.phrases) == len(layout.traits) <= MOST
    for phrase in layout.phrases:
        assert 0 <= phrase.first < phrase.last <= len(tokens)
        assert phrase.last - phrase.first <= LONGEST
        assert 0 <= phrase.head < len(tokens)
        assert bounds(text, tokens, phrase).end <= len(text)


@pytest.mark.parametrize(
    "piece", ["a, ", "A of ", "1 ", "A and ", "(A ", "“A ", "to be ", "1-2-", "because ", "May 1 ", "the ", "A-", "'"]
)
def test_the_phrases_of_4096_characters_of_one_kind_are_few_and_found_at_once(piece: str) -> None:
    """The number of phrases is bounded, and so is the time."""
    text = (piece * 4096)[:4096]
    start = time.process_time()
    assert len(find_phrases(text, tokenize(text))) <= MOST
    assert time.process_time() - start < 1
