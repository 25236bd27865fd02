"""A strict Bot API server for tests: ordinary HTTP on loopback, refusing what Telegram refuses, in its words.

What it knows of Telegram's behaviour comes from the Bot API's documentation and from what Telegram is known to answer;
it is no complete Telegram: only what this bot uses, and no more lenient there than the real one.
"""

from tests.bot_api.html import MarkupError, parse_html
from tests.bot_api.people import Chats
from tests.bot_api.server import TOKEN, BotApi

__all__ = ["TOKEN", "BotApi", "Chats", "MarkupError", "parse_html"]
