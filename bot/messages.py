"""What Quoth itself says on Telegram besides its answers, in plain words: in English here, and translated from it.

Translators edit the catalogues in `bot/locale`, where every text below is a message under the name of its field. No
markup stands here: the renderings escape and mark up. The sentences around a quote are `bot.answer`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING

from bot import language as speech

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.language import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface texts of one language."""

    language: Language
    """What they are in."""

    start: str
    help: str
    help_examples: str
    privacy: str
    forgotten: str
    forget_admins: str
    ask_usage: str
    group_hint: str

    articles_heading: str
    articles_all: str
    article_chosen: str
    articles_chosen_all: str
    articles_admins: str
    facts_heading: str
    facts_none: str
    sources_heading: str
    sources_unknown: str
    sources_speakers: str
    language_heading: str
    language_chosen: str

    other_sides: str
    button_source: str
    button_back: str
    button_other_side: str
    button_sides: str
    sides_heading: str
    the_article: str
    button_nearest: str
    button_share: str
    button_copy: str
    button_everything: str
    button_private: str
    share_text: str

    thanks_up: str
    thanks_down: str
    why: str
    why_placeholder: str
    why_thanks: str

    gone_answer: str
    gone_source: str
    gone_question: str
    stale_link: str
    unknown_button: str
    unknown_command: str
    text_only: str
    too_many_questions: str
    too_fast: str
    taken_back: str
    fault: str

    unanswered_heading: str
    unanswered_none: str

    commands: Mapping[str, str]
    """Command → what the menu says it does, at most 256 characters."""
    description: str
    """What an empty chat shows, at most 512 characters."""
    short_description: str
    """What the bot's profile shows, at most 120 characters."""


ENGLISH = Texts(
    language=speech.ENGLISH,
    start=(
        "Ask me about {articles}. I answer in the article's own words, say who says so, and show the paragraph. "
        "Where the articles do not say, so do I."
    ),
    help=(
        "Write a question, as you would ask a person. Follow-up questions may say “he”, “it” or “and in August?”.\n\n"
        "In a group I answer only when I am asked: /ask, a mention, or a reply to me.\n\n"
        "In any chat: type @{bot} and a question.\n\n"
        "If you correct your question, I correct my answer."
    ),
    help_examples="Try one of these:",
    privacy=(
        "What is stored, on the machine of whoever runs this bot:\n\n"
        "• For {days}, with this chat's number: the questions that I answered here, so that follow-up questions, "
        "corrected questions and the buttons work; your choice of article and language.\n"
        "• Votes: with the answer, under a scrambled number that stands for you.\n"
        "• Questions that I could not answer: their words and how often, without your name, number or chat, "
        "so that the articles can be improved.\n\n"
        "Nothing goes to anybody else. No language model reads along. /forget deletes what is stored for this chat."
    ),
    forgotten=(
        "Done: {answers}, {votes} and this chat's settings are deleted. Questions that could not be "
        "answered are kept without any tie to you."
    ),
    forget_admins="In a group, only its administrators can make me forget what was asked in it.",
    ask_usage="Write the question after the command: /ask {example}",
    group_hint="Write your question with the mention, or reply with it to this message.",
    articles_heading="Articles. Press one to be answered from it alone.",
    articles_all="All articles",
    article_chosen="I answer from “{title}” now.",
    articles_chosen_all="I answer from all articles now.",
    articles_admins="In a group, only its administrators choose the article.",
    facts_heading="Facts, {first} to {last} of {count}. Press one to see where it stands.",
    facts_none="There are no fact cards. Ask a question, or see /articles.",
    sources_heading="Where the answers come from",
    sources_unknown="publisher, author, date and address unknown",
    sources_speakers="Quoted in it: {speakers}",
    language_heading="The language of the buttons and notes. Answers stay in the article's own words.",
    language_chosen="Done.",
    other_sides="Also said:",
    button_source="Source in context",
    button_back="Back to the answer",
    button_other_side="Who says otherwise",
    button_sides="Who says what",
    sides_heading="Who says what",
    the_article="The article",
    button_nearest="Nearest passage",
    button_share="Share",
    button_copy="Copy the quote",
    button_everything="Read all of it",
    button_private="Ask me in private",
    share_text="{question} — answered from the article",
    thanks_up="Thank you.",
    thanks_down="Thank you. This helps to mend it.",
    why="What was wrong with it? Reply to this message, or leave it at that.",
    why_placeholder="wrong, incomplete, unclear …",
    why_thanks="Thank you, noted.",
    gone_answer="I no longer have that question. Please ask it again.",
    gone_source="That paragraph is no longer in the articles.",
    gone_question="That question is no longer at hand. Please type it.",
    stale_link="What that link led to is no longer here. Ask me instead, or see /articles and /facts.",
    unknown_button="That button is from an older version of me. Please ask again.",
    unknown_command="I do not know that command. /help says what I can do; any other text is a question.",
    text_only="I read text only. Write your question, or send the picture with a caption.",
    too_many_questions="I answered the first {count} questions. Please send the others again.",
    too_fast="That was a lot at once, so I did not read all of it. Please wait a minute, then ask again.",
    taken_back="This question is no longer asked.",
    fault="Something went wrong on my side. It is noted; please try again.",
    unanswered_heading="Not answered, most asked first",
    unanswered_none="Every question was answered.",
    commands={
        "ask": "Ask a question",
        "articles": "Choose the article to ask about",
        "facts": "What the articles say, fact by fact",
        "sources": "Where the answers come from",
        "help": "How to ask, with examples",
        "language": "Language of the buttons",
        "privacy": "What is stored, why, how long",
        "forget": "Delete what is stored for this chat",
    },
    description=(
        "Ask me about the articles I know. I answer in their own words, say who says so and how sure the article is, "
        "and show the paragraph. Where they do not say, so do I."
    ),
    short_description="Answers from the article, word for word, with the source.",
)


def catalogue() -> Mapping[str, Texts]:
    """Return the texts of every language there is, by its ISO 639-1 code, English first."""
    return {language.code: texts_in(language) for language in speech.all_languages()}


def texts_for(*codes: str | None) -> Texts:
    """Return the texts of the first of `codes` that there is a language for ("pt-br" counts as "pt"), or English.

    >>> texts_for(None, "xx", "en-GB").button_share
    'Share'
    """
    return texts_in(speech.language_for(*codes))


@cache
def texts_in(language: Language) -> Texts:
    """Return the texts in `language`."""
    if language is speech.ENGLISH:
        return ENGLISH
    said = {name: language.say(text) for name, text in plain_texts().items()}
    commands = {name: language.say(does) for name, does in ENGLISH.commands.items()}
    return replace(ENGLISH, language=language, commands=commands, **said)


def plain_texts() -> dict[str, str]:
    """Return the English texts by the names of their fields, without those of the command menu."""
    values = {field.name: getattr(ENGLISH, field.name) for field in fields(Texts)}
    return {name: value for name, value in values.items() if isinstance(value, str)}
