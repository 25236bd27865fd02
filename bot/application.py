"""The wiring of python-telegram-bot: settings in, a running bot out, and its faults in one line each.

Handlers are registered in `bot.handlers`; nothing is answered here.
"""

from __future__ import annotations

import logging
import os
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from telegram import LinkPreviewOptions
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, CallbackContext, ContextTypes, Defaults
from telegram.request import HTTPXRequest

from bot.errors import BotError
from bot.handlers import ALLOWED_UPDATES, register
from bot.handlers.desk import Desk
from bot.journal import keep_journal
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
POLL_SECONDS = 30
"""How long Telegram may hold a request for updates open; fewer requests, the same speed."""
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


def build(settings: Settings, desk: Desk, request: HTTPXRequest | None = None) -> App:
    """Wire an application that answers from `desk`; `request` polls, where it should not be the usual one."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's own switch for what will be its next default
    context_types: ContextTypes[Any, Any, Any, Any] = ContextTypes(
        context=CallbackContext, bot_data=cast(type[Desk], lambda: desk)
    )
    builder = (
        Application.builder()
        .token(settings.token or "")
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .context_types(context_types)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .rate_limiter(Patience())
        .concurrent_updates(InOrderPerChat())
        .connection_pool_size(CONNECTIONS)
        .job_queue(None)
        .post_init(_after_start)
    )
    if request:
        builder = builder.get_updates_request(request)
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

    application = build(settings, Desk(collection, state, settings.admins), _Polling(end))
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


_NEW_TOKEN = "copy it again from @BotFather and set TELEGRAM_BOT_TOKEN"
_REVOKED = f"Telegram no longer accepts the bot token; {_NEW_TOKEN}"
_SECOND_POLLER = (
    "another program is polling with the same bot token, so this one stops; run only one, or give each its own token"
)
_WEBHOOK_SET = (
    "another program has set a webhook for this bot, so polling is refused; stop that program and start again"
)


_NO_UPDATES = (200, b'{"ok": true, "result": []}')


class _Polling(HTTPXRequest):
    """Asks for updates, and ends the bot where going on is of no use.

    The library would try for ever, fall silent on a revoked token, and on its way out poll once more, which would
    drive out the very bot that has taken over. So once the end is decided, every further poll finds nothing.
    """

    def __init__(self, end: Callable[[str], None]) -> None:
        super().__init__(read_timeout=POLL_SECONDS + 5)
        self._end = end
        self._polled = False
        self._ended = False

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request."""
        if not url.endswith("/getUpdates"):
            return await super().do_request(url, *args, **kwargs)
        if self._ended:
            return _NO_UPDATES
        code, payload = await super().do_request(url, *args, **kwargs)
        reason = self._reason(code, payload)
        self._polled = self._polled or code == HTTPStatus.OK
        if not reason:
            return code, payload
        self._ended = True
        self._end(reason)
        return _NO_UPDATES

    def _reason(self, code: int, payload: bytes) -> str:
        """Say why to end, or nothing."""
        if code == HTTPStatus.CONFLICT:
            return _WEBHOOK_SET if b"webhook is active" in payload.lower() else _SECOND_POLLER
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND) and self._polled:
            return _REVOKED
        return ""


def _in_one_line(fault: TelegramError, settings: Settings) -> TelegramRunError:
    if isinstance(fault, InvalidToken):
        return TelegramRunError(f"Telegram does not accept the bot token; {_NEW_TOKEN}")
    reason = " ".join(fault.message.replace(settings.token or "\0", "[token]").split())
    if isinstance(fault, NetworkError):
        remedy = "check the network and TELEGRAM_API_URL, then start again"
        return TelegramRunError(f"cannot reach Telegram at {settings.api_url}: {reason}; {remedy}")
    return TelegramRunError(
        f"Telegram at {settings.api_url} refused to start the bot: {reason}; check TELEGRAM_API_URL"
    )
