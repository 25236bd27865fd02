"""What Telegram shows of the bot besides its messages: the command menu and the descriptions. Set when they differ."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.messages import catalogue

if TYPE_CHECKING:
    from telegram import BotCommandScope

    from bot.handlers.desk import Bot
    from bot.messages import Texts

log = logging.getLogger(__name__)

DEFAULT_LANGUAGE = "en"
GROUP_COMMANDS = ("ask", "articles", "facts", "sources", "help", "privacy", "forget")
"""In a group the menu is everybody's: the language is a matter for private chats."""


async def show_profile(bot: Bot) -> None:
    """Bring menu and descriptions in line with the catalogue; the bot runs without them where that fails."""
    try:
        for code, texts in catalogue().items():
            language = None if code == DEFAULT_LANGUAGE else code
            await _commands(bot, texts, language)
            await _descriptions(bot, texts, language)
    except TelegramError as fault:
        log.warning("the command menu is not up to date: %s", fault.message)


async def _commands(bot: Bot, texts: Texts, language: str | None) -> None:
    scopes: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
        (BotCommandScopeAllPrivateChats(), tuple(texts.commands)),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
    )
    for scope, names in scopes:
        wanted = tuple(BotCommand(name, texts.commands[name]) for name in names)
        if await bot.get_my_commands(scope, language) != wanted:
            await bot.set_my_commands(wanted, scope, language)


async def _descriptions(bot: Bot, texts: Texts, language: str | None) -> None:
    if (await bot.get_my_description(language)).description != texts.description:
        await bot.set_my_description(texts.description, language)
    if (await bot.get_my_short_description(language)).short_description != texts.short_description:
        await bot.set_my_short_description(texts.short_description, language)
