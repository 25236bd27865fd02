"""One turn of the console's conversation: a line typed → what is shown and what is remembered.

Reads and prints nothing. Every question goes through `bot.conversation.converse`; the commands here only look around
in the library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.conversation import Conversation, converse
from bot.dating import published_on
from bot.language import ENGLISH, all_languages, find_language, own_name
from bot.render.screen import Look, Style, set_lines
from bot.render.terminal import render_choices, render_source, render_terminal
from bot.wordings import wording_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.answer import Answer
    from bot.language import Language
    from knowledge import Article, Collection

MOST_FACTS = 20
"""Facts that one `/facts` lists: what fits a screen."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What the console remembers between two lines."""

    conversation: Conversation = field(default_factory=Conversation)
    article: str | None = None
    """The one article that is asked; None for all."""
    answer: Answer | None = None
    """The last answer, for `/source`."""
    choices: tuple[str, ...] = ()
    """The questions that were last listed with numbers."""
    language: Language = ENGLISH
    """What Quoth's own words are in."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a line led to."""

    text: str
    talk: Talk
    leave: bool = False
    forget: bool = False
    """What was typed before is to be forgotten too."""
    reload: bool = False
    """The library is to be read anew."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the console."""

    argument: str
    does: str
    run: Callable[[Collection, Talk, str, Look], Turn]


def take_turn(collection: Collection, talk: Talk, line: str, look: Look) -> Turn:
    """Answer one typed line: a command, the number of a listed question, or a question."""
    text, say = line.strip(), talk.language.say
    if not text:
        return Turn("", talk)
    if text.startswith("/"):
        name, _, argument = text[1:].partition(" ")
        command = COMMANDS.get(name)
        if command is None:
            return _told(say("There is no command /{name}; /help lists them.", name=name), talk, look)
        return command.run(collection, talk, argument.strip(), look)
    if talk.choices and re.fullmatch(r"\d{1,3}", text, re.ASCII):
        number = int(text)
        last = len(talk.choices)
        if not 0 < number <= last:
            none = say("The last list has no {number}; its numbers go from 1 to {last}.", number=number, last=last)
            return _told(none, talk, look)
        chosen = talk.choices[number - 1]
        turn = _ask(collection, talk, chosen, look)
        return replace(turn, text="\n".join([*set_lines(chosen, look, style=Style.DIM), turn.text]))
    return _ask(collection, talk, text, look)


def _ask(collection: Collection, talk: Talk, text: str, look: Look) -> Turn:
    answer, conversation = converse(collection, text, talk.conversation, article=talk.article, language=talk.language)
    heard = replace(talk, conversation=conversation, answer=answer, choices=answer.suggestions)
    return Turn(render_terminal(answer, look, talk.language), heard)


def _told(text: str, talk: Talk, look: Look) -> Turn:
    return Turn("\n".join(line for part in text.split("\n") for line in set_lines(part, look)), talk)


def _help(_collection: Collection, talk: Talk, _argument: str, look: Look) -> Turn:
    say = talk.language.say
    names = {
        f"/{name} {say(command.argument) if command.argument else ''}".rstrip(): say(command.does)
        for name, command in COMMANDS.items()
    }
    wide = max(map(len, names))
    lines = [
        say("Type a question, as you would ask a person. Follow-up questions may say “he”, “it” or “and in August?”.")
    ]
    lines += [f"  {name:<{wide}}  {does}" for name, does in names.items()]
    lines += [say("A number asks the question that was listed with it. Ctrl-D leaves.")]
    return _told("\n".join(lines), talk, look)


def _articles(collection: Collection, talk: Talk, _argument: str, look: Look) -> Turn:
    lines: list[str] = []
    for article in collection.library.articles:
        mark = "*" if article.id == talk.article else " "
        paragraphs = sum(1 for paragraph in article.paragraphs if paragraph.number)
        count = talk.language.say_count("{number} paragraph", "{number} paragraphs", paragraphs)
        lines += set_lines(f"{mark} {article.id}, {count}", look)
        lines += set_lines(article.title, look, indent="    ")
    return Turn("\n".join(lines), talk)


def _article(collection: Collection, talk: Talk, argument: str, look: Look) -> Turn:
    say = talk.language.say
    if not argument:
        return _told(say("All articles are asked now."), replace(talk, article=None), look)
    ids = [article.id for article in collection.library.articles]
    meant = [argument] if argument in ids else [name for name in ids if name.startswith(argument)]
    if len(meant) != 1:
        names = ", ".join((meant or ids)[:5]) + (", …" if len(meant or ids) > 5 else "")
        if meant:
            which = say(
                "{typed} begins several articles: {names}. /articles lists them.", typed=repr(argument), names=names
            )
        else:
            which = say(
                "There is no article {typed}; known: {names}. /articles lists them.", typed=repr(argument), names=names
            )
        return _told(which, talk, look)
    now = say("Only {article} is asked now; /article alone asks all again.", article=meant[0])
    return _told(now, replace(talk, article=meant[0]), look)


def _facts(collection: Collection, talk: Talk, argument: str, look: Look) -> Turn:
    say, wanted = talk.language.say, argument.casefold().split()
    cards = [card for card in collection.library.cards if talk.article in (None, card.article) and not card.draft]
    found = [card for card in cards if all(word in card.answer.casefold() for word in wanted)]
    if not found:
        none = say("No fact has {typed}; /facts lists all.", typed=repr(argument))
        return _told(none if cards else say("There are no fact cards. Ask a question."), talk, look)
    listed = [card for card in found if card.questions][:MOST_FACTS]
    lines = render_choices(say("Facts; a number shows where it stands:"), [card.answer for card in listed], look)
    if len(found) > len(listed):
        more = talk.language.number(len(found) - len(listed))
        lines.append(say("… and {number} more: /facts WORDS lists those that have the words.", number=more))
    wordings = (wording_of(card, talk.language) for card in listed)
    return Turn("\n".join(lines), replace(talk, choices=tuple(wording.text for wording in wordings if wording)))


def _sources(collection: Collection, talk: Talk, _argument: str, look: Look) -> Turn:
    lines: list[str] = []
    for article in collection.library.articles:
        lines += set_lines(f"{article.id}: {article.title}", look)
        lines += set_lines(_origin(article, talk.language), look, indent="    ")
    return Turn("\n".join(lines), talk)


def _source(_collection: Collection, talk: Talk, argument: str, look: Look) -> Turn:
    say = talk.language.say
    if talk.answer is None or not talk.answer.evidence:
        return _told(say("There is no answer yet that has a source; ask a question first."), talk, look)
    evidence = (*talk.answer.evidence, *talk.answer.other_sides)
    number = int(argument) if re.fullmatch(r"\d{1,3}", argument, re.ASCII) else 0 if argument else 1
    if not 0 < number <= len(evidence):
        count = talk.language.say_count("{number} source", "{number} sources", len(evidence))
        return _told(say("The last answer has {sources}: /source 1 shows the first.", sources=count), talk, look)
    return Turn(render_source(evidence[number - 1], look, talk.language), talk)


def _language(_collection: Collection, talk: Talk, argument: str, look: Look) -> Turn:
    chosen = find_language(argument) if argument else None
    if chosen is None:
        names = ", ".join(f"{language.code} ({own_name(language)})" for language in all_languages())
        return _told(talk.language.say("/language CODE chooses one of: {names}.", names=names), talk, look)
    name = own_name(chosen)
    return _told(chosen.say("My own words are in {language} now.", language=name), replace(talk, language=chosen), look)


def _forget(_collection: Collection, talk: Talk, _argument: str, look: Look) -> Turn:
    done = talk.language.say("Forgotten: this conversation and the questions typed before.")
    return replace(_told(done, Talk(language=talk.language), look), forget=True)


def _reload(_collection: Collection, talk: Talk, _argument: str, _look: Look) -> Turn:
    return Turn("", talk, reload=True)


def _quit(_collection: Collection, talk: Talk, _argument: str, _look: Look) -> Turn:
    return Turn("", talk, leave=True)


COMMANDS: Mapping[str, Command] = {
    "help": Command("", "this list", _help),
    "articles": Command("", "the articles there are", _articles),
    "article": Command("[ID]", "asks only this article, or all again", _article),
    "facts": Command("[WORDS]", "what the articles say, fact by fact", _facts),
    "sources": Command("", "where the articles come from", _sources),
    "source": Command("[N]", "the paragraph that the last answer stands in", _source),
    "language": Command("[CODE]", "the language of Quoth's own words", _language),
    "forget": Command("", "forgets this conversation and the questions typed before", _forget),
    "reload": Command("", "reads the library anew, as its files are now", _reload),
    "quit": Command("", "leaves", _quit),
}


def _origin(article: Article, language: Language) -> str:
    known, say = article.metadata, language.say
    parts = {
        say("publisher"): known.publisher,
        say("author"): known.author,
        say("date"): published_on(article, language),
        say("address"): known.url,
    }
    missing = ", ".join(name for name, value in parts.items() if not value)
    given = " · ".join(value for value in parts.values() if value)
    return "; ".join(filter(None, (given, say("{names} unknown", names=missing) if missing else "")))
