"""Who says it and how sure the article is, in a sentence of the reader's language; and in which language it is quoted.

Names stand in the article's own words. English sets them into its sentences; the other languages name them after a
colon or in brackets, since a foreign name cannot be inflected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.language import ENGLISH, base_code
from knowledge import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.language import Language
    from knowledge import Article, Evidence

THE_ARTICLE = ("the article", "The article")
"""How card files name the article's own voice."""


def describe_source(evidence: Evidence, language: Language = ENGLISH) -> str:
    """Return who says a piece of evidence and how sure the article is of it, in one sentence.

    A fact in the article's own voice: "The article says so in its own voice."
    """
    said = evidence.attribution
    who = _named(said.source, language)
    match said.status:
        case Status.FACT:
            words = (
                language.say("Reported by {who}", who=who)
                if who
                else language.say("The article says so in its own voice")
            )
        case Status.CLAIM:
            words = (
                language.say("Claimed by {who}; the article does not confirm it", who=who)
                if who
                else language.say("A claim; the article does not say whose")
            )
        case Status.DENIAL:
            words = (
                language.say("Denied by {who}", who=who)
                if who
                else language.say("A denial; the article does not say whose")
            )
        case Status.PLAN:
            words = (
                language.say("A plan, not yet done, according to {who}", who=who)
                if who
                else language.say("A plan, not yet done")
            )
        case Status.OPINION:
            words = language.say("The view of {who}", who=who) if who else language.say("The article's own judgement")
        case Status.UNVERIFIED:
            words = (
                language.say("Unverified; it comes from {who}", who=who)
                if who
                else language.say("Unverified, as the article says")
            )
        case _:
            assert_never(said.status)
    return f"{words} ({language.quoted(said.caveat)})." if said.caveat else f"{words}."


def describe_language(article: Article, language: Language) -> str | None:
    """Return what tells a reader of `language` that the article is in another one; None where it is not."""
    code = base_code(article.metadata.language)
    if code == language.code:
        return None
    name = _language_name(code, language)
    if name is None:
        return language.say("The quote is in the article's language.")
    return language.say("The quote is in the article's language ({language}).", language=name)


def introduce(first: Evidence, language: Language = ENGLISH) -> str:  # noqa: PLR0911 - one return a sentence
    """Return what stands before the quote where a yes was asked for: "The article reports a denial:"."""
    who = _named(first.attribution.source, language)
    match first.attribution.status:
        case Status.FACT:
            if who:
                return language.say("This is what {who} reports, in the article:", who=who)
            return language.say("On this the article says:")
        case Status.CLAIM:
            if who:
                return language.say("The article reports a claim by {who}; it does not confirm it:", who=who)
            return language.say("The article reports a claim; it does not confirm it:")
        case Status.DENIAL:
            if who:
                return language.say("The article reports that {who} denies it:", who=who)
            return language.say("The article reports a denial:")
        case Status.PLAN:
            return language.say("The article reports a plan, nothing done yet:")
        case Status.OPINION:
            if who:
                return language.say("This is the view of {who}, which the article reports:", who=who)
            return language.say("This is a judgement of the article:")
        case Status.UNVERIFIED:
            return language.say("The article says that this is unverified:")
        case _:
            assert_never(first.attribution.status)


def describe_languages(quoted: Iterable[Evidence], language: Language) -> str | None:
    """Return what tells a reader of `language` that several quotes are in other ones; None where all are in it."""
    codes = {base_code(one.article.metadata.language) for one in quoted}
    if codes <= {language.code}:
        return None
    name = _language_name(codes.pop(), language) if len(codes) == 1 else None
    if name is None:
        return language.say("The quotes are in the languages of their articles.")
    return language.say("The quotes are in the article's language ({language}).", language=name)


def describe_side(side: Evidence, first: Evidence, language: Language) -> str:
    """Return who says the other side, and in which language it is quoted where that is another than the first's."""
    said = describe_source(side, language)
    same = base_code(side.article.metadata.language) == base_code(first.article.metadata.language)
    foreign = None if same else describe_language(side.article, language)
    return f"{said} {foreign}" if foreign else said


def describe_article(article: Article, language: Language) -> str | None:
    """Return what says above an article that it is in another language than its reader's; None where it is not."""
    code = base_code(article.metadata.language)
    if code == language.code:
        return None
    name = _language_name(code, language)
    if name is None:
        return language.say("The language of the article: {code}.", code=code)
    return language.say("The article is in {language}.", language=name)


def _language_name(code: str, language: Language) -> str | None:  # noqa: PLR0911 - one return a language
    """Name a language as it stands in brackets; None where it has no name in the catalogues."""
    match code:
        case "en":
            return language.say_in("a language that something is written in", "English")
        case "uk":
            return language.say_in("a language that something is written in", "Ukrainian")
        case "ru":
            return language.say_in("a language that something is written in", "Russian")
        case "de":
            return language.say_in("a language that something is written in", "German")
        case "fr":
            return language.say_in("a language that something is written in", "French")
        case "es":
            return language.say_in("a language that something is written in", "Spanish")
        case "pl":
            return language.say_in("a language that something is written in", "Polish")
        case _:
            return None


def _named(source: str | None, language: Language) -> str | None:
    """Return a speaker as the sentences of `language` name him; None where it is the article itself.

    The name stands in the article's words, uninflected: other languages than English name it after a colon.
    """
    if source is None or source in THE_ARTICLE:
        return None
    if language.code == ENGLISH.code:
        return _lowered(source)
    first, _, rest = source.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else source


def _lowered(source: str) -> str:
    """Return a source as it stands inside a sentence: a leading article in lower case, and one where it needs one."""
    first, _, rest = source.partition(" ")
    if first in ("The", "A", "An"):
        return f"{first.lower()} {rest}"
    words = source.split()
    bodies = ("Staff", "Ministry", "Institute", "Office", "Army", "Government", "channels", "officials", "bloggers")
    needs = first not in ("the", "a", "an") and any(w in bodies[:6] for w in words)
    return f"the {source}" if needs else source
