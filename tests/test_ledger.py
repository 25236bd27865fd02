"""Updates are taken once, and what was under way when a bot ended is known afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import ledger as module
from bot.ledger import KEPT, Ledger
from bot.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "state", steadfast=True)
    yield opened
    opened.close()


def test_an_update_is_taken_once_by_each_bot(store: Store) -> None:
    """Delivered again, while it is under way or when it is done, it is not new; another bot's numbers are its own."""
    ledger = Ledger(store, 1)
    assert [ledger.take(500, 7), ledger.take(500, 7), ledger.take(501)] == [True, False, True]
    ledger.done(500)
    assert not ledger.take(500, 7)
    assert not Ledger(store, 1).take(501)
    assert Ledger(store, 2).take(500)


def test_what_was_under_way_is_known_after_a_restart_and_told_once(store: Store) -> None:
    """With the chat to tell, until that is done: a bot killed while it tells goes on telling; no chat is kept then."""
    first = Ledger(store, 1)
    first.take(500, 7)
    first.take(501, 8)
    first.take(502)
    first.done(500)
    again = Ledger(store, 1)
    assert again.left_over() == ((501, 8), (502, None))
    again.done(502)
    assert Ledger(store, 1).left_over() == ((501, 8),)
    again.done(501)
    assert again.left_over() == ()
    assert not again.take(501, 8)
    assert store.read("SELECT chat FROM taken WHERE chat IS NOT NULL") == []


def test_numbers_are_not_kept_for_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram numbers anew one day; what is under way stays."""
    monkeypatch.setattr(module, "SWEEP_EVERY", 1)
    now = [1_000.0]
    ledger = Ledger(store, 1, lambda: now[0])
    ledger.take(1)
    ledger.take(2)
    ledger.done(1)
    now[0] += KEPT + 1
    assert ledger.take(3)
    assert store.read("SELECT id FROM taken ORDER BY id") == [(2,), (3,)]


def test_where_nothing_can_be_noted_every_update_is_new(store: Store) -> None:
    """Better answered twice than never."""
    store.read("PRAGMA query_only = ON")
    ledger = Ledger(store, 1)
    assert ledger.take(500)
    assert ledger.take(500)
    assert ledger.left_over() == ()
