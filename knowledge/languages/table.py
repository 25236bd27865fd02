"""What a speaker of a language tells Quoth of it: one `Language`, a table of words. Nothing here reads a text.

The words of a table are written as in a dictionary of forms, separated by spaces; lower case will do. Accents, ё, ґ
and apostrophes may be written either way. Where a field is said to be "in any form", the stemmer sees to the endings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Language:
    """One language, as far as retrieval, the sentence, the short answer and the speaker need it."""

    code: str
    """ISO 639-1, as an article's front matter names it."""
    name: str
    """In English, for messages to whoever keeps the library."""
    stemmer: str = ""
    """Which endings are cut off: a Snowball language, `ukrainian` for our own, or nothing."""
    stop_words: str = ""
    """Words that carry the grammar and not the matter, each form: never searched for."""
    abbreviations: str = ""
    """What stands before a full stop that ends no sentence, without that full stop."""
    closing: str = ""
    """Those of them that often stand last, so that a capital letter behind them begins a sentence."""
    ordinals: bool = False
    """Whether "3." is how "third" is written: no sentence ends there."""
    elisions: str = ""
    """Words that an apostrophe ties to the next one ("l" in "l'eau"): cut off."""
    nouns_have_capitals: bool = False
    """Whether every noun has a capital letter, so that a capital says nothing of a name."""
    asks: Mapping[str, str] = field(default_factory=dict)
    """Kind of answer (`knowledge.expectation.Expect`) → the question words that want it, each form.

    `thing` names the words whose noun decides ("which *city*"), `what` those that ask for a thing and never belong to a
    noun, `yes-no` those that begin a question for yes or no. Phrases are joined by `_` ("what_is_the_name")."""
    wanted: Mapping[str, str] = field(default_factory=dict)
    """Kind of answer → the nouns that want it behind a question word, in any form."""
    degrees: Mapping[str, str] = field(default_factory=dict)
    """Kind of answer → the words that want it behind "how" or "how much" ("how *long*"), in any form."""
    months: str = ""
    """In any form, January first."""
    weekdays: str = ""
    """In any form."""
    times: str = ""
    """Other words that say when (yesterday, century), in any form."""
    numbers: str = ""
    """Number words, each form, by value: "1 one; 2 two"."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Kind of answer → what follows a number of that kind (`money`: dollar), in any form; signs too."""
    places: str = ""
    """Prepositions before a place."""
    links: str = ""
    """What stands within a date or between a number and its unit ("9 *de* agosto", "millions *d'*euros"), each form."""
    reasons: str = ""
    """Words and phrases (joined by `_`) that give a reason."""
    because: str = ""
    """Those of them behind which the reason stands, to the end of the clause ("because", not "therefore")."""
    says: str = ""
    """Verbs of saying that leave a claim its speaker's, in any form."""
    denies: str = ""
    """Verbs of denying, in any form."""
    plans: str = ""
    """Verbs of intending and words of what is to come, in any form."""
    according: str = ""
    """Phrases (words joined by `_`) before the name of a source: "according_to"."""
    according_back: str = ""
    """The same with a pronoun: "according_to_her"."""
    own: str = ""
    """Possessives, each form (his, their)."""
    doubts: str = ""
    """Phrases (joined by `_`) by which an article says that it could not check something, each form."""
    generic: str = ""
    """What is counted under any other name: people, persons, times; in any form."""
    amounts: str = ""
    """Words that stand for a number (half, several, dozens), in any form."""
    moments: str = ""
    """Words that tell a time without a date (after, until, last, spring), in any form."""
    topics: str = ""
    """Prepositions before what is spoken of: "said *about*"."""
    roles: str = ""
    """What somebody is whose name is asked for (director, mayor, minister), in any form."""
    heads: str = ""
    """Verbs that ask whose office something is ("who *leads* the museum"), each form of the present."""
    light: str = ""
    """Verbs that say little (be, do, come, call, amount to), in any form: an answer may do without them."""
    pronouns: str = ""
    """Words that stand for somebody or something named before (he, her, its), each form."""
    pointing: str = ""
    """Words that point back to what was said (this, there, then), each form."""
    leads: str = ""
    """Words with which a reader goes on: "*and* when?"."""
    who_says: str = ""
    """Whole messages (words joined by `_`) that ask who says what was just answered."""
    sure: str = ""
    """The same that ask whether it is confirmed."""
    more: str = ""
    """The same that wish to read on."""
    definite: str = ""
    """Definite articles, each form: what they stand before was named already ("*the* work cost …")."""
    adjectives: str = ""
    """Endings of an adjective in the form in which "how many" wants it, where adjectives stand before nouns."""
    about: str = ""
    """Phrases (joined by `_`) that ask what an article is about."""
    article_words: str = ""
    """What an article is called (article, text, news), in any form."""
    that: str = ""
    """Words that begin what is said ("that")."""
