"""Requests to Telegram: what they share, which client makes them, and a count of those that fail, by kind."""

from __future__ import annotations

import urllib.request
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest

from bot.lean_request import LeanRequest
from bot.metrics import Fault

if TYPE_CHECKING:
    import ssl

    from bot.metrics import Metrics

_BY_STATUS: dict[int, Fault] = {
    HTTPStatus.BAD_REQUEST: Fault.REFUSED,
    HTTPStatus.UNAUTHORIZED: Fault.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN: Fault.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Fault.UNAUTHORIZED,  # what Telegram says to a token that is none
    HTTPStatus.CONFLICT: Fault.CONFLICT,
    HTTPStatus.TOO_MANY_REQUESTS: Fault.FLOOD,
}

_PROXIED = ("http", "https", "all")
"""What httpx looks for in the environment: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY."""

_READ = ("message_id", "date", "chat")
"""What is read of a message that was sent or edited: where it stands. The rest we know."""
_READ_OF_CHAT = ("id", "type")


class CountedRequest(BaseRequest):
    """Requests of which those that fail are counted."""

    def __init__(
        self, metrics: Metrics, certificates: ssl.SSLContext | bool, *, connections: int = 1, patience: float = 5.0
    ) -> None:
        """Verify servers by `certificates`; wait `patience` seconds for an answer."""
        self._metrics = metrics
        self._inner = client(certificates, connections, patience)

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer is waited for."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Be ready for requests."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close all connections."""
        await self._inner.shutdown()

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Make the request."""
        try:
            code, payload = await self._inner.do_request(url, *args, **kwargs)
        except TimedOut:
            self._metrics.met(Fault.TIMEOUT)
            raise
        except NetworkError:
            self._metrics.met(Fault.NETWORK)
            raise
        if not HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
            self._metrics.met(Fault.SERVER if code >= 500 else _BY_STATUS.get(code, Fault.REFUSED))
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read what Telegram answers; of a message that was sent, no more than where it stands.

        The library would build its text, its marks and its buttons again, which nobody looks at.
        """
        whole = BaseRequest.parse_json_payload(payload)
        result = whole.get("result") if isinstance(whole, dict) else None
        if isinstance(result, dict) and "message_id" in result:
            place = _only(_READ, result)
            if isinstance(place.get("chat"), dict):
                place["chat"] = _only(_READ_OF_CHAT, place["chat"])
            whole["result"] = place
        return whole


def _only(names: tuple[str, ...], fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in names if name in fields}


def client(certificates: ssl.SSLContext | bool, connections: int, patience: float) -> BaseRequest:
    """Return what makes the requests: the lean client, or where the environment names a proxy httpx, which heeds it."""
    if any(urllib.request.getproxies().get(scheme) for scheme in _PROXIED):
        return HTTPXRequest(
            connection_pool_size=connections, read_timeout=patience, httpx_kwargs={"verify": certificates}
        )
    return LeanRequest(certificates, connections=connections, patience=patience)


def transport(api_url: str) -> ssl.SSLContext | bool:
    """Return the certificates that all requests to `api_url` share, read once; none for plain HTTP.

    Reading them takes 20 ms each time; the library would read them for every client it opens.
    """
    return httpx.create_ssl_context() if api_url.startswith("https:") else False
