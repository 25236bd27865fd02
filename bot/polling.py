"""Asking for updates, and noticing when there is no use in asking on. What updates say is `bot.handlers`' business."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx
from telegram import Update
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.request import RequestData

log = logging.getLogger(__name__)

POLL_SECONDS = 30
"""How long Telegram may hold a request for updates open; fewer requests, the same speed."""

NEW_TOKEN = "copy it again from @BotFather and set TELEGRAM_BOT_TOKEN"
_REVOKED = f"Telegram no longer accepts the bot token; {NEW_TOKEN}"
_SECOND_POLLER = (
    "another program is polling with the same bot token, so this one stops; run only one, or give each its own token"
)
_WEBHOOK_SET = (
    "another program has set a webhook for this bot, so polling is refused; stop that program and start again"
)


_NO_UPDATES = (200, b'{"ok": true, "result": []}')
_NONE_WAITING = b"[]}"


class Polling(HTTPXRequest):
    """Asks for updates, and ends the bot where going on is of no use.

    The library would try for ever, fall silent on a revoked token, and on its way out poll once more, which would
    drive out the very bot that has taken over. So once the end is decided, every further poll finds nothing.

    An update that the library cannot read it would fetch again without end or pause, and with it all that came
    later. It shows in the same updates being asked for again; only then is each one looked at by itself.
    """

    def __init__(self, transport: dict[str, Any], end: Callable[[str], None]) -> None:
        super().__init__(read_timeout=POLL_SECONDS + 5, httpx_kwargs=transport)
        self._end = end
        self._polled = False
        self._ended = False
        self._handed_out: object = None
        """The offset whose updates the library was given last."""

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request."""
        if not url.endswith("/getUpdates"):
            return await super().do_request(url, *args, **kwargs)
        if self._ended:
            return _NO_UPDATES
        code, payload = await super().do_request(url, *args, **kwargs)
        if code == HTTPStatus.OK:
            payload = self._readable(payload, kwargs.get("request_data"))
        reason = self._reason(code, payload)
        self._polled = self._polled or code == HTTPStatus.OK
        if not reason:
            return code, payload
        self._ended = True
        self._end(reason)
        return _NO_UPDATES

    def _readable(self, payload: bytes, asked: RequestData | None) -> bytes:
        """Return `payload`, without what cannot be read where the library has already stumbled over it."""
        if payload.endswith(_NONE_WAITING):
            return payload
        offset = asked.parameters.get("offset", 0) if asked else 0
        again, self._handed_out = offset == self._handed_out, offset
        return without_unreadable(payload) if again else payload

    def _reason(self, code: int, payload: bytes) -> str:
        """Say why to end, or nothing."""
        if code == HTTPStatus.CONFLICT:
            return _WEBHOOK_SET if b"webhook is active" in payload.lower() else _SECOND_POLLER
        if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND) and self._polled:
            return _REVOKED
        return ""


def without_unreadable(payload: bytes) -> bytes:
    """Empty the updates in `payload` that the library cannot read: their numbers stay, so they are passed over.

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
    return json.dumps(whole).encode()


def transport(api_url: str) -> dict[str, Any]:
    """Return what all requests to `api_url` share: one set of certificates, read once, and none for plain HTTP.

    Reading them takes 20 ms each time; the library would read them for every client it opens.
    """
    return {"verify": httpx.create_ssl_context() if api_url.startswith("https:") else False}
