"""Asking for updates, and noticing when there is no use in asking on. What updates say is `bot.handlers`' business."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from collections.abc import Callable

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


class Polling(HTTPXRequest):
    """Asks for updates, and ends the bot where going on is of no use.

    The library would try for ever, fall silent on a revoked token, and on its way out poll once more, which would
    drive out the very bot that has taken over. So once the end is decided, every further poll finds nothing.
    """

    def __init__(self, transport: dict[str, Any], end: Callable[[str], None]) -> None:
        super().__init__(read_timeout=POLL_SECONDS + 5, httpx_kwargs=transport)
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


def transport(api_url: str) -> dict[str, Any]:
    """Return what all requests to `api_url` share: one set of certificates, read once, and none for plain HTTP.

    Reading them takes 20 ms each time; the library would read them for every client it opens.
    """
    return {"verify": httpx.create_ssl_context() if api_url.startswith("https:") else False}
