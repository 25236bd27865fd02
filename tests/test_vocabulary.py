"""The words of a library: what it has, what a misspelt word was meant to be, readers' names for its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import vocabulary as room
from knowledge.english import STOP_WORDS
from knowledge.tokenizer import term_of, tokenize
from knowledge.vocabulary import Vocabulary, build_vocabulary

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

TEXTS = (
    "Mayor Astrid Falk reopened the harbour of Lindesund.",
    "Lindesund lost 14 boats and a lighthouse in the storm.",
    "The insurer Nordvakt, based in Oslo, pays the U.S. owners of boats.",
    "The union says that Falk lost 40 boats.",
)


def library(
    *texts: str, aliases: Mapping[str, tuple[str, ...]] | None = None, wordings: tuple[str, ...] = ()
) -> Vocabulary:
    return build_vocabulary(((text, tokenize(text)) for text in texts), aliases or {}, wordings)


HARBOUR = library(*TEXTS, wordings=("Which jetties are usable?",))


def mend(word: str, vocabulary: Vocabulary = HARBOUR) -> str | None:
    return vocabulary.mend(word, term_of(word))


def replaced(text: str, **aliases: tuple[str, ...]) -> list[str]:
    names = {name.replace("_", " "): spellings for name, spellings in aliases.items()}
    return [token.word for token in library(*TEXTS, aliases=names).replace_aliases(tokenize(text))]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lindesnud", "lindesund"),
        ("lindesun", "lindesund"),
        ("lindesunnd", "lindesund"),
        ("lindasund", "lindesund"),
        ("linddesunt", "lindesund"),
        ("nordvvakt", "nordvakt"),
        ("ligthhouse", "lighthouse"),
        ("insurrer", "insurer"),
        ("astrd", "astrid"),
    ],
)
def test_a_misspelt_word_is_taken_for_the_librarys(typed: str, meant: str) -> None:
    """A letter left out, added, changed or swapped; two of them in a long word."""
    assert mend(typed) == meant


@pytest.mark.parametrize(
    "word",
    ["harbour", "lindesund", "boat", "losing", "storms", "goats", "bolts", "mayer", "harbor", "insured", "pay"],
)
def test_a_word_that_is_spelt_right_is_left_alone(word: str) -> None:
    """A word of the library, an inflection of one, and a common English word that only looks like one."""
    assert mend(word) is None


@pytest.mark.parametrize(
    "word", ["boa", "lin", "flk", "x", "s", "14", "15", "1550", "40s", "14th", "", "lost-", "київ"]
)
def test_a_short_word_or_a_number_is_left_alone(word: str) -> None:
    """Every word of three letters has a neighbour, and every number too."""
    assert mend(word) is None


def test_a_word_that_is_like_none_is_left_alone() -> None:
    """Three letters off is another word, as are two in a short one."""
    assert mend("lxndxsxnd") is None
    assert mend("fxlq") is None
    assert mend("zyxwvut") is None


def test_a_word_of_the_cards_wordings_is_spelt_right() -> None:
    """Readers' own words are no misspellings, though no article has them."""
    assert mend("jetties") is None
    assert "jetti" not in HARBOUR


def test_the_more_frequent_word_wins_a_tie_and_the_alphabet_the_next() -> None:
    """What a typo is taken for does not depend on the order of the texts."""
    texts = ["Qarlund met Qarlumd.", "Qarlumd left.", "Zarlunt met Zarlunp."]
    for order in (texts, texts[::-1]):
        vocabulary = library(*order)
        assert mend("qarlunx", vocabulary) == "qarlund"
        assert mend("qarluxd", vocabulary) == "qarlumd"
        assert mend("zarluny", vocabulary) == "zarlunp"


def test_the_same_first_letter_wins_a_tie() -> None:
    """Readers seldom miss the first letter, however frequent the other word is."""
    vocabulary = library("Barlund met Barlund and Barlund.", "Karlumd left.")
    assert mend("karlund", vocabulary) == "karlumd"


def test_a_word_is_mended_alike_every_time() -> None:
    """The second answer is remembered, and is the first."""
    vocabulary = library(*TEXTS)
    assert [mend("lindesnud", vocabulary) for _ in range(3)] == ["lindesund"] * 3


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=12) | st.sampled_from(["lindesund", "nordvakt", "lighthouse"]), st.randoms())
def test_a_word_is_mended_to_a_word_that_needs_no_mending(word: str, chance: random.Random) -> None:
    """Whatever is typed: the result is a word of the library or of grammar, and is left alone itself."""
    letters = list(word)
    if letters:
        letters[chance.randrange(len(letters))] = chance.choice("abcxyzé1 ")
    for token in tokenize("".join(letters)):
        meant = HARBOUR.mend(token.word, token.term)
        if meant is not None:
            assert meant in STOP_WORDS or HARBOUR.counts[meant] > 0
            assert mend(meant) is None


def test_an_alias_is_replaced_by_the_articles_name_where_it_stands() -> None:
    """The article's tokens come in its place and point to what the reader wrote."""
    vocabulary = library(*TEXTS, aliases={"Lindesund": ("Линдесунн", "Lindesunn Town")})
    text = "Who governs Lindesunn Town?"
    tokens = vocabulary.replace_aliases(tokenize(text))
    assert [(token.word, text[token.start : token.end]) for token in tokens] == [
        ("who", "Who"),
        ("governs", "governs"),
        ("lindesund", "Lindesunn Town"),
    ]
    assert [t.word for t in vocabulary.replace_aliases(tokenize("Линдесунн"))] == ["lindesund"]


def test_the_longest_alias_wins() -> None:
    """A name in a longer name is not replaced on its own, wherever the two stand in the list."""
    short, long = {"Oslo": ("capital",)}, {"Lindesund": ("capital of boats",)}
    for aliases in ({**short, **long}, {**long, **short}):
        vocabulary = library(*TEXTS, aliases=aliases)
        words = [t.word for t in vocabulary.replace_aliases(tokenize("capital of boats or capital of Oslo"))]
        assert words == ["lindesund", "or", "oslo", "of", "oslo"]


def test_a_name_of_several_words_may_stand_for_a_short_one_and_back() -> None:
    """One word may become three, three one, and each again beside itself."""
    assert replaced("AF met AF", Mayor_Astrid_Falk=("AF",)) == [
        "mayor",
        "astrid",
        "falk",
        "met",
        "mayor",
        "astrid",
        "falk",
    ]
    assert replaced("the Lady of the Harbour left", Falk=("Lady of the Harbour",)) == ["the", "falk", "left"]


def test_us_the_country_is_not_us_the_readers() -> None:
    """An alias US is met by US and U.S., never by "tell us"."""
    assert replaced("Tell us of the US", Oslo=("US",)) == ["tell", "us", "of", "the", "oslo"]
    assert replaced("Did the U.S. tell us?", Oslo=("US",)) == ["did", "the", "oslo", "tell", "us"]


@pytest.mark.parametrize("alias", ["who", "It", "THE", "?!", "", " "])
def test_an_alias_that_is_a_word_of_grammar_or_no_word_is_not_replaced(alias: str) -> None:
    """An alias WHO for an organisation must not eat every question."""
    assert replaced("Who is it?! The mayor", Nordvakt=(alias,)) == ["who", "is", "it", "the", "mayor"]


def test_aliases_are_met_whatever_the_capitals_accents_and_possessives() -> None:
    """An alias is compared as words are, not letter by letter."""
    assert replaced("the Ríver-town’s boats", Lindesund=("River Town",)) == ["the", "lindesund", "s", "boats"]
    assert replaced("rivertowns", Lindesund=("River Town",)) == ["rivertowns"]


@pytest.mark.parametrize("alias", ["Lindesunt", "Lindesunt Town", "old town of Lindesunt"])
def test_no_word_of_an_alias_is_mended(alias: str) -> None:
    """However near it comes to another word of the library: mended first, the alias would not be met."""
    assert mend("lindesunt", library(*TEXTS, aliases={"Oslo": (alias,)})) is None


def test_a_hurried_spelling_is_mended_unless_it_is_a_name_here() -> None:
    """ "Wen" is when, but where an article writes of Wen Jiabao or readers say Wen for him."""
    assert mend("wen") == "when"
    assert mend("wen", library("The envoy met Wen Jiabao.")) is None
    assert mend("wen", library(*TEXTS, aliases={"Oslo": ("Wen",)})) is None


def test_what_strangers_type_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many words are remembered, and a forgotten one is mended as before."""
    monkeypatch.setattr(room, "REMEMBERED", 10)
    vocabulary = library(*TEXTS)
    assert mend("lindesnud", vocabulary) == "lindesund"
    for number in range(50):
        mend("qx" + "y" * number, vocabulary)
    assert len(vocabulary._mended) <= 10
    assert mend("lindesnud", vocabulary) == "lindesund"


def test_without_aliases_nothing_is_replaced() -> None:
    """The very tokens come back."""
    tokens = tokenize("Who reopened the harbour?")
    assert HARBOUR.replace_aliases(tokens) is tokens


def test_a_library_knows_its_terms_in_any_inflection() -> None:
    """By stem; a word of another text it does not know."""
    assert term_of("losing") in HARBOUR
    assert term_of("boat") in HARBOUR
    assert "volcano" not in HARBOUR


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Falk", True),
        ("Lindesund", True),
        ("Nordvakt", True),
        ("Oslo", True),
        ("boats", False),
        ("harbour", False),
        ("volcano", False),
    ],
)
def test_a_name_is_what_has_a_capital_inside_a_sentence(word: str, *, name: bool) -> None:
    """A capital at the head of a sentence names nobody."""
    assert HARBOUR.is_name(tokenize(word)[0].term) is name


def test_reading_leaves_the_words_of_matter_in_the_articles_spelling() -> None:
    """Aliases first, then the words of grammar go."""
    vocabulary = library(*TEXTS, aliases={"Astrid Falk": ("the mayor of us all",)})
    assert [t.word for t in vocabulary.read("Is the mayor of us all in the harbour?")] == ["astrid", "falk", "harbour"]


def test_an_empty_library_has_an_empty_vocabulary() -> None:
    """Nothing is known, nothing mended, nothing replaced."""
    empty = library()
    assert mend("lindesund", empty) is None
    assert "boat" not in empty
    assert not empty.is_name("falk")
    assert empty.read("the boats") == tokenize("the boats")[1:]
