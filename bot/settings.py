"""Settings: flags, then environment, then `quoth.yaml` in the working directory, become one frozen value.

The environment, the folder and the flags are handed in; nothing is printed and nothing is created. Every fault is
reported at once. A secret is never shown, not in a fault and not in a `repr`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bot.cache import cache_folder
from bot.errors import SettingsError
from bot.sources import gather
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.sources import Given

T = TypeVar("T")

DEFAULT_API_URL = "https://api.telegram.org"

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+", re.ASCII)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
"""What the Bot API's setWebhook accepts as secret_token."""
_ADDRESS = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s:/\[\]]+)):(?P<port>\d{1,5})", re.ASCII)
_URL = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*)?", re.ASCII)
_TOKEN_FILE_LIMIT = 4096
_COUNT = re.compile(r"\d{1,3}", re.ASCII)
MOST_PROCESSES = 64
_LONGEST_SOCKET = 104
"""Bytes that a socket's path may have everywhere; Linux takes 107."""


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int


DEFAULT_LISTEN = Address("127.0.0.1", 8080)
UNIX = "unix:"
"""What a unix socket's path is written after."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set for a run."""

    library: Path
    """The folder of the articles."""
    state: Path
    """The SQLite file for conversations, votes and unanswered questions; it need not exist."""
    cache: Path | None = None
    """The folder for prepared libraries; it need not exist. None: nothing is kept."""
    token: str | None = field(default=None, repr=False)
    """The Telegram bot's token."""
    api_url: str = DEFAULT_API_URL
    """Root of the Bot API server, without a slash at its end."""
    webhook_url: str | None = None
    """The public address that Telegram posts to; without one the bot polls."""
    listen: Address | Path = DEFAULT_LISTEN
    """Where the webhook's server listens: an address, or the path of a unix socket."""
    webhook_secret: str | None = field(default=None, repr=False)
    """What Telegram proves itself with; None: one is made and kept with the state."""
    metrics: Address | None = None
    """Where `/metrics` and `/healthz` are served."""
    processes: int | None = None
    """How many processes of its own the bot thinks in; None: as many as suit the machine."""
    admins: frozenset[int] = frozenset()
    """Telegram user ids that may use the editors' commands."""
    site_url: str | None = None
    """Root of the reader's site (`quoth site`), without a slash at its end: sources in answers become links to it."""
    debug: bool = False
    warnings: tuple[str, ...] = ()
    """What is no fault and should still be seen to, one line each."""


def load_settings(
    environ: Mapping[str, str], directory: Path, *, library: Path | None = None, debug: bool = False
) -> Settings:
    """Read every setting; raise SettingsError with every fault.

    `directory` is where the settings file may lie and what relative paths start from; `library` and `debug` are
    the flags.
    """
    given = gather(environ, directory, library)
    faults: list[str] = []
    warnings: list[str] = []

    def read(name: str, parse: Callable[[str], T], default: T) -> T:
        item = given.get(name)
        if item is None:
            return default
        try:
            return parse(item.value)
        except _UnfitError as unfit:
            faults.append(f"{name} {unfit.what}, {item.where}; {unfit.remedy}")
            return default

    token = _choose_token(given, directory, faults, warnings)
    settings = Settings(
        library=_library(given, directory),
        state=read("QUOTH_STATE", lambda value: directory / _path(value), None) or _default_state(),
        cache=cache_folder(given, environ, directory),
        token=token,
        api_url=read("TELEGRAM_API_URL", _url, DEFAULT_API_URL),
        webhook_url=read("QUOTH_WEBHOOK_URL", _url, None),
        listen=read("QUOTH_LISTEN", lambda value: _listen(value, directory), None) or DEFAULT_LISTEN,
        webhook_secret=read("QUOTH_WEBHOOK_SECRET", _secret, None),
        metrics=read("QUOTH_METRICS", _address, None),
        processes=read("QUOTH_PROCESSES", _processes, None),
        admins=read("QUOTH_ADMINS", _admins, frozenset()),
        site_url=read("QUOTH_SITE_URL", _site, None),
        debug=debug,
        warnings=tuple(warnings),
    )
    if faults:
        raise SettingsError(*faults)
    return settings


def find_library(environ: Mapping[str, str], directory: Path, *, library: Path | None = None) -> Path:
    """Return the library folder alone, without a look at what only the Telegram bot needs.

    A question in the terminal must not fail on a token, nor pay for the state folder's look-up.
    """
    return _library(gather(environ, directory, library), directory)


def find_new_library(environ: Mapping[str, str], directory: Path, *, library: Path | None = None) -> Path | None:
    """Return the library folder to write into, which need not exist; None where none is named.

    The shipped library is never meant by saying nothing.
    """
    item = gather(environ, directory, library).get("QUOTH_LIBRARY")
    if item is None:
        return None
    try:
        return directory / _path(item.value)
    except _UnfitError as unfit:
        raise SettingsError(f"QUOTH_LIBRARY {unfit.what}, {item.where}; {unfit.remedy}") from None


def find_state(environ: Mapping[str, str], directory: Path) -> Path:
    """Return the state file alone; it need not exist. What only a running bot needs is not looked at."""
    return _state(gather(environ, directory), directory)


def find_site(environ: Mapping[str, str], directory: Path) -> str | None:
    """Return the root of the reader's site alone, or None; raise SettingsError where it is no address."""
    item = gather(environ, directory).get("QUOTH_SITE_URL")
    try:
        return _site(item.value) if item else None
    except _UnfitError as unfit:
        raise SettingsError(f"QUOTH_SITE_URL {unfit.what}, {item.where if item else ''}; {unfit.remedy}") from None


def default_library() -> Path:
    """Return the shipped library: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    inside = here / "seeds"
    return inside if inside.is_dir() else here.parent / "seeds"


def state_folder() -> Path:
    """Return the user's folder for what programs remember; it need not exist."""
    from platformdirs import user_state_path  # noqa: PLC0415 - 10 ms that a single question need not pay

    return user_state_path("quoth", appauthor=False)


class _UnfitError(Exception):
    """A value that does not fit; the caller adds the name and the place, so a secret stays unsaid."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(what)


def _library(given: Mapping[str, Given], directory: Path) -> Path:
    item = given.get("QUOTH_LIBRARY")
    if item is None:
        return default_library()
    try:
        folder = directory / _path(item.value)
    except _UnfitError as unfit:
        raise SettingsError(f"QUOTH_LIBRARY {unfit.what}, {item.where}; {unfit.remedy}") from None
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise SettingsError(f"library {item.value!r} {what}, {item.where}; name a folder that holds articles")
    return folder


def _state(given: Mapping[str, Given], directory: Path) -> Path:
    item = given.get("QUOTH_STATE")
    if item is None:
        return _default_state()
    try:
        return directory / _path(item.value)
    except _UnfitError as unfit:
        raise SettingsError(f"QUOTH_STATE {unfit.what}, {item.where}; {unfit.remedy}") from None


def _default_state() -> Path:
    return state_folder() / "quoth.sqlite3"


def _choose_token(given: Mapping[str, Given], directory: Path, faults: list[str], warnings: list[str]) -> str | None:
    item, file = given.get("TELEGRAM_BOT_TOKEN"), given.get("TELEGRAM_BOT_TOKEN_FILE")
    if item and file and item.layer == file.layer:
        faults.append(f"TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set, {item.where}; keep one of them")
        return None
    try:
        if file and not (item and item.layer < file.layer):
            item = file
            path = directory / _path(file.value)
            warnings += _loose_permissions(path)
            return _token(_token_text(path))
        return _token(item.value) if item else None
    except _UnfitError as unfit:
        name = "TELEGRAM_BOT_TOKEN_FILE" if item is file else "TELEGRAM_BOT_TOKEN"
        faults.append(f"{name} {unfit.what}, {item.where if item else ''}; {unfit.remedy}")
        return None


def _token_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_TOKEN_FILE_LIMIT).decode("utf-8-sig").strip()
    except OSError as error:
        raise _UnfitError(f"{str(path)!r} cannot be read ({error.strerror})", "name a file you may read") from error
    except UnicodeDecodeError as error:
        raise _UnfitError(
            f"{str(path)!r} is not text", "write the token alone into it, as BotFather shows it"
        ) from error


def _loose_permissions(path: Path) -> tuple[str, ...]:
    try:
        mode = path.stat().st_mode
    except OSError:
        return ()
    if os.name == "posix" and mode & 0o077:
        return (f"other users may read the token in {str(path)!r}; chmod 600 that file",)
    return ()


def _token(value: str) -> str:
    if not _TOKEN.fullmatch(value):
        raise _UnfitError("is no bot token", "it looks like 123456:ABC-def, as BotFather shows it")
    return value


def _secret(value: str) -> str:
    if not _SECRET.fullmatch(value):
        raise _UnfitError("has characters that Telegram refuses", "use 1 to 256 of A-Z a-z 0-9 _ -")
    return value


def _path(value: str) -> Path:
    if "\0" in value:
        raise _UnfitError("is no path", "remove the NUL character")
    try:
        return Path(value).expanduser()
    except RuntimeError as error:
        raise _UnfitError(f"{value!r} names no home folder", "write the path in full") from error


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise _UnfitError(f"{value!r} is no address", "write it as https://host/path, without ? or #")
    return value.rstrip("/")


def _site(value: str) -> str:
    """Take the address of the site or of its first page; what may not stand in a link is percent-encoded."""
    from urllib.parse import quote as percent  # noqa: PLC0415 - for this setting only

    return percent(_url(value).removesuffix("/index.html"), safe="/:@%[]!$&'()*+,;=~")


def _address(value: str) -> Address:
    match = _ADDRESS.fullmatch(value)
    if not match or not 0 < int(match["port"]) < 65536:
        raise _UnfitError(f"{value!r} is no host:port", "write it as 127.0.0.1:8080 or [::1]:8080")
    return Address(match["host"] or match["v6"], int(match["port"]))


def _listen(value: str, directory: Path) -> Address | Path:
    path = value.removeprefix(UNIX)
    if path == value:
        return _address(value)
    if not path:
        raise _UnfitError(f"{value!r} names no socket", "write it as unix:/run/quoth/webhook.sock")
    socket = directory / _path(path)
    if len(os.fsencode(socket.absolute())) > _LONGEST_SOCKET:
        raise _UnfitError(f"{value!r} is too long a path", f"a unix socket's has at most {_LONGEST_SOCKET} bytes")
    return socket


def _processes(value: str) -> int:
    if not _COUNT.fullmatch(value) or int(value) > MOST_PROCESSES:
        raise _UnfitError(f"{value!r} is no number of processes", f"write 0 to {MOST_PROCESSES}, or leave it unset")
    return int(value)


def _admins(value: str) -> frozenset[int]:
    ids = [part for part in re.split(r"[\s,]+", value) if part]
    wrong = [part for part in ids if not re.fullmatch(r"[1-9]\d{0,18}", part, re.ASCII)]
    if wrong:
        raise _UnfitError(f"holds {wrong[0]!r}", "write Telegram user ids, which are numbers, with commas between them")
    return frozenset(map(int, ids))
