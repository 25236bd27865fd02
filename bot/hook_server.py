"""The library's own webhook server, taught to bound what it takes in, and not to refuse what it cannot read.

It answers 400 to an update that it cannot read. Telegram then delivers that one again and again for a day, and holds
back what came after it. Taken, counted and noted without a word of what stands in it, it is gone.

The server has no public way to either; the two private attributes that lead to it are tried by a test.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from telegram.ext._utils.webhookhandler import TelegramHandler
from tornado.web import HTTPError

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.ext import Updater
    from tornado.web import Application

log = logging.getLogger(__name__)

LONGEST_UPDATE = 1_000_000
"""Bytes: the longest message with all its entities is a tenth of that; the server's own bound is a hundred MB."""


class _Hook(TelegramHandler):
    def initialize(self, unreadable: Callable[[], None], **shared: Any) -> None:  # type: ignore[override]
        super().initialize(**shared)
        self._unreadable = unreadable

    async def post(self) -> None:
        """Take an update; one that cannot be read is taken too, and passed over."""
        try:
            await super().post()
        except HTTPError as refusal:
            if refusal.status_code != HTTPStatus.BAD_REQUEST:
                raise  # who does not know the secret
            self._pass_over(refusal.__cause__ or refusal)
        except (ValueError, RecursionError) as fault:  # no JSON, or nested without end
            self._pass_over(fault)

    def _pass_over(self, fault: BaseException) -> None:
        self._unreadable()
        log.error("update %s passed over, it cannot be read: %s", _number(self.request.body), type(fault).__name__)
        self.set_status(HTTPStatus.OK)


def take_what_comes(updater: Updater, path: str, unreadable: Callable[[], None]) -> None:
    """Let the running webhook server of `updater` pass over at `path` what it cannot read, and call `unreadable`."""
    server = updater._httpd._http_server  # type: ignore[union-attr]
    server.conn_params.max_body_size = LONGEST_UPDATE
    site: Application = server.request_callback  # type: ignore[assignment]
    site.add_handlers(".*", [(rf"{path}/?", _Hook, {"unreadable": unreadable, **site.shared_objects})])  # type: ignore[attr-defined]


def _number(body: bytes) -> str:
    """Return the number that an update's text begins with, as Telegram's do, or a question mark; nothing else of it."""
    digits = body[:40].partition(b":")[2].strip().partition(b",")[0]
    return digits.decode() if body.startswith(b'{"update_id"') and digits.isdigit() else "?"
