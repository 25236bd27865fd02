"""A bot of ours, running: the real python-telegram-bot polls the server over HTTP in the test's own loop."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.application import build
from bot.handlers import ALLOWED_UPDATES
from bot.handlers.desk import Desk
from bot.settings import Settings
from bot.state import State
from tests.bot_api.articles import collection
from tests.bot_api.people import Chats
from tests.bot_api.server import TOKEN, BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.handlers.desk import App
    from knowledge import Collection


@dataclass(frozen=True)
class Running:
    """The server, the people on it, and the bot's own state."""

    api: BotApi
    people: Chats
    state: State
    app: App


@asynccontextmanager
async def running(
    of: Collection | None = None,
    *,
    state: State | None = None,
    admins: frozenset[int] = frozenset(),
    site: str | None = None,
    **me: Any,
) -> AsyncIterator[Running]:
    """Run a bot that answers from `of` until the block is left."""
    own = state or State(None)
    async with BotApi(**me) as api:
        settings = Settings(library=Path(), state=Path(), token=TOKEN, api_url=api.url)
        app = build(settings, Desk(of or collection(), own, admins, site))
        updater = app.updater
        if updater is None:
            raise RuntimeError("the bot does not poll")
        async with app:
            await updater.start_polling(timeout=5, allowed_updates=list(ALLOWED_UPDATES))
            await app.start()
            api.handled = app.update_queue.join
            try:
                yield Running(api, Chats(api), own, app)
            finally:
                await updater.stop()
                await app.stop()
    if state is None:
        own.close()
