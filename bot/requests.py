"""Requests to Telegram: what they share, and a count of those that fail, by kind."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest

from bot.metrics import Fault

if TYPE_CHECKING:
    from bot.metrics import Metrics

_BY_STATUS: dict[int, Fault] = {
    HTTPStatus.BAD_REQUEST: Fault.REFUSED,
    HTTPStatus.UNAUTHORIZED: Fault.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN: Fault.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Fault.UNAUTHORIZED,  # what Telegram says to a token that is none
    HTTPStatus.CONFLICT: Fault.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS: Fault.FLOOD,
}


class CountedRequest(HTTPXRequest):
    """The library's requests; those that fail are counted."""

    def __init__(self, metrics: Metrics, **how: Any) -> None:
        super().__init__(**how)
        self._metrics = metrics

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request."""
        try:
            code, payload = await super().do_request(url, *args, **kwargs)
        except TimedOut:
            self._metrics.met(Fault.TIMEOUT)
            raise
        except NetworkError:
            self._metrics.met(Fault.NETWORK)
            raise
        if not HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
            self._metrics.met(Fault.SERVER if code >= 500 else _BY_STATUS.get(code, Fault.REFUSED))
        return code, payload


def transport(api_url: str) -> dict[str, Any]:
    """Return what all requests to `api_url` share: one set of certificates, read once, and none for plain HTTP.

    Reading them takes 20 ms each time; the library would read them for every client it opens.
    """
    return {"verify": httpx.create_ssl_context() if api_url.startswith("https:") else False}
