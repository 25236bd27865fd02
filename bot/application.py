"""The wiring of python-telegram-bot: settings in, a running bot out, and its faults in one line each.

Handlers are registered in `bot.handlers`; nothing is answered here.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, cast

from telegram import LinkPreviewOptions
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, CallbackContext, ContextTypes, Defaults
from telegram.request import HTTPXRequest

from bot.errors import BotError
from bot.handlers import ALLOWED_UPDATES, register
from bot.handlers.desk import Desk
from bot.journal import keep_journal
from bot.polling import NEW_TOKEN, POLL_SECONDS, Polling, transport
from bot.profile import show_profile
from bot.state import State
from bot.traffic import InOrderPerChat, Patience
from knowledge import load_library, prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.ext import ExtBot

    from bot.handlers.desk import App
    from bot.settings import Settings
    from knowledge import Collection

log = logging.getLogger(__name__)

BOOT_RETRIES = 5
"""Tries to reach Telegram when starting, with growing pauses: about 13 seconds, long enough for a router to come up."""
CONNECTIONS = 64
"""Requests under way at once; a burst of answers should not wait for one another."""


class TelegramRunError(BotError):
    """The bot cannot start or cannot go on; the message is one line with the remedy."""


def run_telegram(settings: Settings) -> int:
    """Run the bot until SIGTERM or SIGINT; return 0. Raises BotError or KnowledgeError, one line with the remedy."""
    if not settings.token:
        raise TelegramRunError(
            "no bot token; ask @BotFather on Telegram for one and set TELEGRAM_BOT_TOKEN (or TELEGRAM_BOT_TOKEN_FILE)"
        )
    keep_journal(settings.token, settings.webhook_secret or "", debug=settings.debug)
    collection = prepare(load_library(settings.library))
    state = State(settings.state)
    try:
        _run(settings, collection, state)
    finally:
        state.close()
    return 0


def build(settings: Settings, desk: Desk, end: Callable[[str], None] = log.error) -> App:
    """Wire an application that answers from `desk`; `end` is called with the reason where polling is of no more use."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's own switch for what will be its next default
    context_types: ContextTypes[Any, Any, Any, Any] = ContextTypes(
        context=CallbackContext, bot_data=cast(type[Desk], lambda: desk)
    )
    shared = transport(settings.api_url)
    builder = (
        Application.builder()
        .token(settings.token or "")
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .context_types(context_types)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(Patience())
        .concurrent_updates(InOrderPerChat())
        .request(HTTPXRequest(connection_pool_size=CONNECTIONS, httpx_kwargs=shared))
        .get_updates_request(Polling(shared, end))
        .job_queue(None)
        .post_init(_after_start)
    )
    application = cast("App", builder.build())
    register(application)
    return application


async def _after_start(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    bot: ExtBot[None] = application.bot
    log.info("running as @%s", bot.username)
    await show_profile(bot)


def _run(settings: Settings, collection: Collection, state: State) -> None:
    ended: list[str] = []

    def end(reason: str) -> None:
        ended.append(reason)
        application.stop_running()

    application = build(settings, Desk(collection, state, settings.admins), end)
    try:
        if settings.webhook_url:
            _listen(application, settings)
        else:
            application.run_polling(
                timeout=POLL_SECONDS,
                bootstrap_retries=BOOT_RETRIES,
                allowed_updates=list(ALLOWED_UPDATES),
            )
    except TelegramError as fault:
        raise _in_one_line(fault, settings) from fault
    except TypeError as fault:  # what the library makes of JSON that has other fields than Telegram's
        raise TelegramRunError(
            f"{settings.api_url} does not answer as a Bot API server does; check TELEGRAM_API_URL"
        ) from fault
    if ended:
        raise TelegramRunError(ended[0])
    log.info("stopped")


def _listen(application: App, settings: Settings) -> None:
    path = "/" + (settings.webhook_url or "").partition("://")[2].partition("/")[2]
    try:
        application.run_webhook(
            listen=settings.listen[0],
            port=settings.listen[1],
            url_path=path,
            webhook_url=settings.webhook_url,
            secret_token=settings.webhook_secret,
            bootstrap_retries=BOOT_RETRIES,
            allowed_updates=list(ALLOWED_UPDATES),
        )
    except RuntimeError as fault:  # the library's word for its missing extra
        raise TelegramRunError(
            "webhook mode needs tornado; pip install tornado, or unset QUOTH_WEBHOOK_URL to poll"
        ) from fault
    except OSError as fault:
        host, port = settings.listen[:2]
        raise TelegramRunError(
            f"cannot listen on {host}:{port}: {fault.strerror}; set QUOTH_LISTEN to a free address"
        ) from fault


def _in_one_line(fault: TelegramError, settings: Settings) -> TelegramRunError:
    if isinstance(fault, InvalidToken):
        return TelegramRunError(f"Telegram does not accept the bot token; {NEW_TOKEN}")
    reason = " ".join(fault.message.replace(settings.token or "\0", "[token]").split())
    if isinstance(fault, NetworkError):
        remedy = "check the network and TELEGRAM_API_URL, then start again"
        return TelegramRunError(f"cannot reach Telegram at {settings.api_url}: {reason}; {remedy}")
    return TelegramRunError(
        f"Telegram at {settings.api_url} refused to start the bot: {reason}; check TELEGRAM_API_URL"
    )
