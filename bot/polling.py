"""Asking for updates, and noticing when there is no use in asking on. What updates say is `bot.handlers`' business."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.handlers import ALLOWED_UPDATES
from bot.requests import CountedRequest

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from telegram.error import TelegramError
    from telegram.request import RequestData

    from bot.handlers.desk import App
    from bot.metrics import Metrics

log = logging.getLogger(__name__)

POLL_SECONDS = 30
"""How long Telegram may hold a request for updates open; fewer requests, the same speed."""

NEW_TOKEN = "copy it again from @BotFather and set TELEGRAM_BOT_TOKEN"
REVOKED = f"Telegram no longer accepts the bot token; {NEW_TOKEN}"
_SECOND_POLLER = (
    "another program is polling with the same bot token, so this one stops; run only one, or give each its own token"
)
MOST_CONFLICTS = 5
CONFLICT_SECONDS = 60.0
"""So many refusals in so many seconds, and the elder gives in too: the other one does not."""
ALONE_SECONDS = 1.0
"""A first request that was held open longer was there before the other poller: the elder asks again much sooner."""
INSIST_AFTER = 0.2
"""Seconds before it polls again."""
SILENCE = 2 * POLL_SECONDS + 15.0
"""Seconds without an answer after which polling counts as dead: two requests in a row came to nothing."""
_WEBHOOK_SET = (
    "another program has set a webhook for this bot, so polling is refused; stop that program and start again"
)


_NO_UPDATES = (200, b'{"ok": true, "result": []}')
_NONE_WAITING = b"[]}"


class Polling(CountedRequest):
    """Asks for updates, and ends the bot where going on is of no use.

    The library would try for ever, fall silent on a revoked token, and on its way out poll once more, which would
    drive out the very bot that has taken over. So once the end is decided, every further poll finds nothing.

    Telegram refuses the elder of two pollers, whoever started the second by mistake. The elder therefore asks again
    at once, by which the second, that has never been given an answer, is refused, and stops.

    An update that the library cannot read it would fetch again without end or pause, and with it all that came
    later. It shows in the same updates being asked for again; only then is each one looked at by itself.
    """

    def __init__(self, certificates: ssl.SSLContext | bool, metrics: Metrics, end: Callable[[str], None]) -> None:
        super().__init__(metrics, certificates, patience=POLL_SECONDS + 5)
        self._end = end
        self._polled = False
        self._ended = False
        self._handed_out: object = None
        """The offset whose updates the library was given last."""
        self._conflicts: list[float] = []
        self.heard = time.monotonic()
        """When Telegram last answered a poll, or the bot started."""

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request."""
        if not url.endswith("/getUpdates"):
            return await super().do_request(url, *args, **kwargs)
        if self._ended:
            return _NO_UPDATES
        began = time.monotonic()
        code, payload = await super().do_request(url, *args, **kwargs)
        while code == HTTPStatus.CONFLICT and self._is_elder(payload, began):
            log.warning("another program has begun to poll with the same bot token; this one goes on")
            await asyncio.sleep(INSIST_AFTER)
            began = time.monotonic()
            code, payload = await super().do_request(url, *args, **kwargs)
        if code == HTTPStatus.OK:
            self.heard = time.monotonic()
            payload = self._readable(payload, kwargs.get("request_data"))
        reason = self._reason(code, payload)
        self._polled = self._polled or code == HTTPStatus.OK
        if not reason:
            return code, payload
        self._ended = True
        self._end(reason)
        return _NO_UPDATES

    def _is_elder(self, payload: bytes, began: float) -> bool:
        """Say whether to insist on polling: a bot that polled before the other came does, and not without end."""
        now = time.monotonic()
        self._conflicts = [at for at in self._conflicts if now - at < CONFLICT_SECONDS] + [now]
        elder = self._polled or now - began > ALONE_SECONDS
        return elder and not _webhook_is_set(payload) and len(self._conflicts) < MOST_CONFLICTS

    def _readable(self, payload: bytes, asked: RequestData | None) -> bytes:
        """Return `payload`, without what cannot be read where the library has already stumbled over it."""
        if payload.endswith(_NONE_WAITING):
            return payload
        offset = asked.parameters.get("offset", 0) if asked else 0
        again, self._handed_out = offset == self._handed_out, offset
        return without_unreadable(payload, self._metrics.unreadable) if again else payload

    def _reason(self, code: int, payload: bytes) -> str:
        """Say why to end, or nothing."""
        if code == HTTPStatus.CONFLICT:
            return _WEBHOOK_SET if _webhook_is_set(payload) else _SECOND_POLLER
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND) and self._polled:
            return REVOKED
        return ""


class Poller:
    """Receives updates by polling."""

    async def start(self, application: App) -> None:
        """Begin to poll; a webhook that was set is taken away."""
        if application.updater:
            await application.updater.start_polling(
                timeout=POLL_SECONDS,
                allowed_updates=list(ALLOWED_UPDATES),
                error_callback=lambda fault: _tell(application, fault),
            )

    async def close(self) -> None:
        """Leave nothing behind."""


def _tell(application: App, fault: TelegramError) -> None:
    application.create_task(application.process_error(None, fault))


def without_unreadable(payload: bytes, passed_over: Callable[[], None] = lambda: None) -> bytes:
    """Empty the updates in `payload` that the library cannot read: their numbers stay, so they are passed over.

    `passed_over` is called for each.

    >>> without_unreadable(b'{"ok": true, "result": [{"update_id": 7, "message": {}}]}')
    b'{"ok": true, "result": [{"update_id": 7}]}'
    """
    try:
        whole = json.loads(payload)
        updates = whole["result"]
        numbers = [int(update["update_id"]) for update in updates]
    except (ValueError, TypeError, KeyError):
        return payload  # not from a Bot API server: the library's error says so
    for at, (number, update) in enumerate(zip(numbers, updates, strict=True)):
        try:
            Update.de_json(update, None)
        except Exception as fault:
            log.error("update %s passed over, it cannot be read: %s", number, type(fault).__name__)
            updates[at] = {"update_id": number}
            passed_over()
    return json.dumps(whole).encode()


def _webhook_is_set(payload: bytes) -> bool:
    return b"webhook is active" in payload.lower()
