"""Requests to Telegram over aiohttp: the library's own HTTP client was half of what an answer costs.

Does what `telegram.request.HTTPXRequest` does, with the same errors, at a third of the cost: httpx passes each request
through four layers of its own, and its connection pool looks through all that is under way at every step of each.
Knows neither questions nor answers, and no proxies: where the environment names one, httpx makes the requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from telegram.request import RequestData

UNREACHED = (httpx.ConnectError, aiohttp.ClientConnectorError)
"""Causes of a NetworkError after which the request has certainly not reached the server."""

CONNECT, POOL, UPLOAD = 5.0, 1.0, 20.0
"""Seconds to wait for a connection, for one to be free, and for files to be sent: the library's own."""

_JSON = {"User-Agent": BaseRequest.USER_AGENT, "Content-Type": "application/json"}
"""A form's percent signs cost ten times as much to write, and again to read."""
_PLAIN = {"User-Agent": BaseRequest.USER_AGENT}


class LeanRequest(BaseRequest):
    """Makes requests over connections that are kept open."""

    def __init__(self, certificates: ssl.SSLContext | bool, *, connections: int, patience: float) -> None:
        """Verify servers by `certificates`; wait `patience` seconds for an answer."""
        self._certificates = certificates
        self._connections = connections
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer is waited for."""
        return self._patience

    async def initialize(self) -> None:
        """Be ready for requests; once more is no error."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=self._certificates),
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close all connections; once more is no error."""
        session, self._session = self._session, None
        if session:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request; return its status and body. Raises TimedOut and NetworkError as the library's own does."""
        if self._session is None:
            raise RuntimeError("requests are made between initialize() and shutdown()")
        files = request_data.multipart_data if request_data else None
        read = _seconds(read_timeout, self._patience)
        connect = _seconds(connect_timeout, CONNECT)
        pool = _seconds(pool_timeout, POOL)
        write = _seconds(write_timeout, UPLOAD)
        timeout = aiohttp.ClientTimeout(
            total=_sum(connect, write, read) if files else None,  # what else is sent fits into the socket's own buffer
            connect=_sum(pool, connect),
            sock_connect=connect,
            sock_read=read,
        )
        data: aiohttp.FormData | bytes | None = None
        if request_data and files:
            data = _form(request_data.json_parameters, files)
        elif request_data:
            data = request_data.json_payload
        try:
            async with self._session.request(
                method,
                url,
                data=data,
                headers=_JSON if isinstance(data, bytes) else _PLAIN,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except TimeoutError as fault:
            raise TimedOut from fault
        except aiohttp.ClientResponseError as fault:  # its own words repeat the address, and in it the token
            raise NetworkError(f"aiohttp.{type(fault).__name__}: {fault.message}") from fault
        except (aiohttp.ClientError, OSError) as fault:
            raise NetworkError(f"aiohttp.{type(fault).__name__}: {fault}") from fault


def _seconds(asked: object, default: float) -> float | None:
    """Return the seconds that were asked for: a number, None for no end, or else the default."""
    return default if asked is BaseRequest.DEFAULT_NONE else cast("float | None", asked)


def _sum(*seconds: float | None) -> float | None:
    return None if None in seconds else sum(cast("tuple[float, ...]", seconds))


def _form(fields: Mapping[str, str], files: Mapping[str, Any]) -> aiohttp.FormData:
    form = aiohttp.FormData(fields)
    for field, (name, content, kind) in files.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form
