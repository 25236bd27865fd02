"""What can be checked on this machine: code, library, state, cache, addresses. Nothing is made or changed."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

from bot.examining.findings import fault, from_line, ok, warning
from bot.hold import is_held
from bot.probe import state_trouble
from bot.render.screen import count_of
from bot.schema import MIGRATIONS, StateError, inspect
from knowledge import LibraryError, check_library, load_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.examining.findings import Finding
    from bot.settings import Address, Settings

SCARCE = 100 << 20
"""Bytes free on the state's disk below which it is said: the file grows to about 100 MB."""


def examine_code(way: object) -> Finding:
    """Say whether `way`, a function that every question goes through, is compiled: right either way."""
    return ok("code", "plain Python" if isinstance(way, FunctionType) else "compiled")


def examine_library(folder: Path) -> Finding:
    """Look at the articles and their cards."""
    try:
        library = load_library(folder)
        faults = check_library(folder)
    except LibraryError as error:
        return fault("library", f"{folder}: {count_of(len(error.faults), 'fault')}", "quoth check lists them")
    says = f"{folder}: articles {len(library.articles)}, fact cards {len(library.cards)}"
    if faults:
        return warning("library", f"{says}; something in it is at fault", "quoth check lists it")
    return ok("library", says)


def examine_state(state: Path) -> Iterator[Finding]:
    """Look at the state file: there, ours, whole, of a version we know, writable, private, room to grow."""
    if not state.exists():
        home = next(parent for parent in state.absolute().parents if parent.exists())
        if os.access(home, os.W_OK | os.X_OK):
            yield ok("state", f"{state}: not there yet, quoth telegram makes it")
        else:
            remedy = "let this user write that folder, or set QUOTH_STATE to a file elsewhere"
            yield fault("state", f"{state}: cannot be made in {home}", remedy)
        return
    try:
        version = inspect(state)
    except StateError as error:
        yield from_line("state", error.lines[0])
        return
    trouble = state_trouble(state)
    if trouble:
        yield fault(
            "state", f"{state}: {trouble}", "let this user write the file and its folder, free space on its disk"
        )
        return
    old = f", version {version} of {len(MIGRATIONS)}, brought up to date at the next start"
    held = ", a bot runs on it" if is_held(state) else ""
    yield ok("state", f"{state}: whole, writable{old if version < len(MIGRATIONS) else ''}{held}")
    if os.name == "posix" and state.stat().st_mode & 0o077:
        yield warning("state", f"{state}: other users may read it", f"chmod 600 {state}")
    free = shutil.disk_usage(state.parent).free
    if free < SCARCE:
        yield warning("state", f"{free >> 20} MB are free on its disk", "free space there, or move it with QUOTH_STATE")
    aside = sorted(state.parent.glob(f"{state.name}.damaged-*Z"))
    if aside:
        remedy = "quoth restore FILE brings a backup back; delete the damaged file when you need it no more"
        yield warning("state", f"it was damaged once, and is kept as {aside[-1]}", remedy)


def examine_cache(folder: Path | None) -> Finding:
    """Look at the folder for prepared libraries: without it the bot starts more slowly, no more."""
    if folder is None:
        return ok("cache", "off")
    home = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not os.access(home, os.W_OK | os.X_OK):
        remedy = "let this user write it, or set QUOTH_CACHE to another folder, or to off"
        return warning("cache", f"{folder}: cannot be written, so every start prepares the library anew", remedy)
    return ok("cache", f"{folder}{'' if folder.exists() else ': not there yet'}")


def examine_addresses(settings: Settings) -> Iterator[Finding]:
    """Look whether the addresses to listen on are free; a bot that runs has them."""
    if is_held(settings.state):
        return
    wanted = {"metrics": ("QUOTH_METRICS", settings.metrics)}
    if settings.webhook_url:
        wanted["webhook"] = ("QUOTH_LISTEN", None if isinstance(settings.listen, Path) else settings.listen)
    for check, (name, address) in wanted.items():
        if address:
            reason = _reason_not_to_listen(address)
            where = f"{address.host}:{address.port}"
            if reason:
                yield fault(check, f"cannot listen on {where}: {reason}", f"set {name} to a free address")
            else:
                yield ok(check, f"can listen on {where}")


def _reason_not_to_listen(address: Address) -> str:
    try:
        family, kind, number, _, place = socket.getaddrinfo(*address, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[
            0
        ]
        with socket.socket(family, kind, number) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""
