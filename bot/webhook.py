"""Updates by webhook: python-telegram-bot's own server, behind a proxy that speaks TLS; and whether Telegram uses it.

Telegram proves itself with the secret. One that nobody set is made here and kept with the state, so that what is under
way to a bot that is just starting again is not refused.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import secrets
import socket
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.errors import BotError
from bot.handlers import ALLOWED_UPDATES
from bot.hook_server import take_what_comes
from bot.polling import REVOKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.desk import App
    from bot.settings import Settings
    from bot.store import Store

log = logging.getLogger(__name__)

SOCKET_MODE = 0o660
"""The proxy runs as another user of the same group."""
LOOK_EVERY = 60.0
"""Seconds between two questions to Telegram whether the webhook is still ours and works."""
_TAKEN_AWAY = (
    "another program has taken the webhook away, so this one stops; run only one with this bot token, or give each its"
    " own"
)


class Secret(str):
    """The webhook's secret: the library compares it with `!=`, which here takes the same time whatever is sent."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Compare in constant time."""
        return isinstance(other, str) and hmac.compare_digest(self.encode(), other.encode("utf-8", "surrogatepass"))

    def __ne__(self, other: object) -> bool:
        """Compare in constant time; str's own would not."""
        return not self == other

    __hash__ = str.__hash__


def secret_of(settings: Settings, store: Store) -> Secret:
    """Return the secret that is set, or the one kept with the state; make that the first time."""
    if settings.webhook_secret:
        return Secret(settings.webhook_secret)
    kept = store.read("SELECT secret FROM webhook")
    if kept:
        return Secret(kept[0][0])
    made = secrets.token_urlsafe(48)
    store.write(("INSERT INTO webhook VALUES (?)", (made,)))
    return Secret(made)


class Webhook:
    """The webhook of one run."""

    def __init__(
        self, settings: Settings, secret: Secret, end: Callable[[str], None], unreadable: Callable[[], None]
    ) -> None:
        """`end` is called with the reason where waiting on is of no use, `unreadable` at each update that is none."""
        self._settings = settings
        self._url = settings.webhook_url or ""
        self._secret = secret
        self._end = end
        self._unreadable = unreadable
        self._socket: socket.socket | None = None
        self._watch: asyncio.Task[None] | None = None
        self.heard = time.monotonic()
        """When Telegram last said how the webhook is, or the bot started."""
        self.trouble = "not set yet"
        """What is wrong with it, in a few words; empty where nothing is."""

    async def start(self, application: App) -> None:
        """Tell Telegram the address and listen. Raises BotError where that address cannot be listened on."""
        updater = application.updater
        if updater is None:
            raise BotError("this bot takes no updates")
        listen, path = self._settings.listen, "/" + self._url.partition("://")[2].partition("/")[2]
        if isinstance(listen, Path) and self._socket is None:
            self._socket = _listen_on(listen)
        where = {"unix": self._socket} if self._socket else {"listen": listen[0], "port": listen[1]}  # type: ignore[index]
        try:
            await updater.start_webhook(
                **where,
                url_path=re.escape(path),  # the library takes it for a pattern
                webhook_url=self._url,
                secret_token=self._secret,
                allowed_updates=list(ALLOWED_UPDATES),
            )
        except OSError as fault:
            raise BotError(
                f"cannot listen on {listen[0]}:{listen[1]}: {fault.strerror}; set QUOTH_LISTEN to a free address"  # type: ignore[index]
            ) from fault
        take_what_comes(updater, re.escape(path), self._unreadable)
        log.info("listening for updates; Telegram sends them to %s", self._url)
        self._watch = asyncio.create_task(self._look_after(application))

    async def close(self) -> None:
        """Leave nothing behind: no task, no socket."""
        if self._watch:
            self._watch.cancel()
        if isinstance(self._settings.listen, Path) and self._socket:
            self._socket.close()
            self._settings.listen.unlink(missing_ok=True)

    async def _look_after(self, application: App) -> None:
        while True:
            try:
                known = await application.bot.get_webhook_info()
            except InvalidToken:
                self._end(REVOKED)
                return
            except TelegramError as fault:
                self.trouble = f"Telegram cannot be asked: {type(fault).__name__}"
            else:
                self.heard = time.monotonic()
                if known.url != self._url:
                    self._end(_TAKEN_AWAY)
                    return
                self._show(known.last_error_message or "", known.pending_update_count)
            await asyncio.sleep(LOOK_EVERY)

    def _show(self, error: str, pending: int) -> None:
        """Say what Telegram says where it changes. Its last error stays even when all is well: then nothing waits."""
        trouble = f"Telegram cannot deliver: {error}" if error and pending else ""
        if trouble != self.trouble and (trouble or self.trouble.startswith("Telegram cannot deliver")):
            log.warning("%s", trouble or "Telegram delivers again")
        self.trouble = trouble


def _listen_on(path: Path) -> socket.socket:
    """Bind a unix socket at `path`, in place of one that nobody listens on any more."""
    from tornado.netutil import bind_unix_socket  # noqa: PLC0415 - Windows has none

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not stat.S_ISSOCK(path.stat().st_mode):
            raise BotError(f"cannot listen on {path}: there is a file of that name; set QUOTH_LISTEN to another path")
        if _is_listened_on(path):
            raise BotError(f"cannot listen on {path}: another program does; stop it, or set QUOTH_LISTEN to another")
        return bind_unix_socket(str(path), mode=SOCKET_MODE)
    except OSError as fault:
        remedy = "set QUOTH_LISTEN to a path in a folder that this user may write"
        raise BotError(f"cannot listen on {path}: {fault.strerror or fault}; {remedy}") from fault


def _is_listened_on(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0
