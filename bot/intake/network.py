"""The wire: connects only to addresses that were checked, and gives up on time however slowly a server drips.

A host's name is resolved here and the connection made to the very address that was looked at, so a name that
resolves otherwise a moment later (DNS rebinding) leads nowhere. Proxies of the environment are not used.
"""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from bot.intake.addresses import is_public
from bot.intake.document import SourceError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of `host`, in the order to try; raise OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to the public addresses of a host, or to all with `allow_private`; heeds `deadline`."""

    def __init__(self, *, allow_private: bool, resolver: Callable[[str, int], list[str]] = resolve) -> None:
        self.deadline = float("inf")
        """When all reading has to end, in `time.monotonic()`'s seconds."""
        self._allow_private = allow_private
        self._resolve = resolver
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that may be spoken to and answers."""
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no such host, {host}") from error
        allowed = [ip for ip in found if self._allow_private or is_public(ip)]
        if not allowed:
            raise SourceError(
                f"leads to {found[0] if found else host}, which is no address of the open internet",
                "allow that with --allow-private, if you trust whoever wrote it",
            )
        fault: Exception = httpcore.ConnectError(host)
        for ip in allowed:
            try:
                stream = self._inner.connect_tcp(ip, port, self._left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _TimedStream(stream, self._left)
        raise fault

    def _left(self, timeout: float | None) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this source is over")
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore.NetworkStream):
    """A stream none of whose waits outlasts what is left of the time."""

    def __init__(self, stream: httpcore.NetworkStream, left: Callable[[float | None], float]) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedTransport(httpx.BaseTransport):
    """httpx's way to the backend: what its own transport does, with connections that are checked."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend, max_connections=4, keepalive_expiry=5
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request`; what goes wrong is one of httpcore's errors, or a SourceError."""
        url = request.url
        assert isinstance(request.stream, httpx.SyncByteStream)
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
