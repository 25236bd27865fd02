"""What the bot remembers between two messages: one SQLite file for answers, choices, votes and unanswered questions.

Bounded in time (`RETENTION`) and in size (`MOST_…`), readable by a second process while the bot runs (WAL). Questions
that could not be answered stand by themselves, with no chat and no user beside them. Nothing here knows Telegram.
"""

from __future__ import annotations

import hmac
import logging
import re
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.store import Row, Step

log = logging.getLogger(__name__)

DAY = 86_400
RETENTION = 30 * DAY
"""How long an answer, a vote and a chat's context are kept. `/privacy` says so."""
UNANSWERED_RETENTION = 365 * DAY
MOST_ANSWERS = 100_000
"""At about 1 kB each, the file stays near 100 MB."""
MOST_UNANSWERED = 20_000
TEXT_LIMIT = 1_000
"""Code points kept of a question or of a reason."""
MOST_DRIFT = DAY
"""Seconds by which the clock may be set while the bot runs without being distrusted: summer time, a correction."""
PRUNE_EVERY = 500
"""Writes between two prunings: often enough to stay in bounds, seldom enough not to be felt."""

_PERSONAL = re.compile(r"[\w.+-]{1,64}@[\w-]+\.[\w.]+|@\w+|\+?\d(?:[ ().-]{0,2}\d){8,}")
"""E-mail addresses, user names and telephone numbers have no place beside a question."""


@dataclass(frozen=True, slots=True)
class Chat:
    """What is remembered of a chat."""

    article: str | None = None
    """The id of the article it chose."""
    language: str | None = None
    conversation: str = ""
    """The context of its last question, as `Conversation.to_json` wrote it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer that was sent: the question, and the context before and after it."""

    message: int
    """The id of the message that holds the answer."""
    question: str
    asked_in: int | None
    """The id of the message that asked."""
    article: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that the articles did not answer, and how often it was asked."""

    question: str
    count: int


class State:
    """The open file. Not for several threads at once."""

    def __init__(
        self,
        path: Path | None,
        clock: Callable[[], float] = time.time,
        *,
        uptime: Callable[[], float] | None = None,
        steadfast: bool = False,
    ) -> None:
        """Open the file at `path`, or one in memory for None; bring it to the newest version.

        `uptime` is a clock that nobody sets, to know when `clock` was set; `steadfast` is `bot.store`'s.
        """
        self._clock = clock
        self._uptime = uptime
        self._started = uptime() - clock() if uptime else 0.0
        self._writes = 0
        self.store = Store(path, steadfast=steadfast)
        """The file itself, for what else is kept in it."""
        self._secret = _secret(self.store)
        self.prune()

    def close(self) -> None:
        """Close the file; closing twice is no error."""
        self.store.close()

    def chat(self, chat: int) -> Chat:
        """Return what is remembered of `chat`; an empty value where nothing is."""
        row = self._one("SELECT article, language, conversation FROM chat WHERE id = ?", chat)
        return Chat(row[0], row[1], row[2] or "") if row else Chat()

    def choose_article(self, chat: int, article: str | None) -> None:
        """Remember that `chat` is answered from `article` alone; from all for None."""
        self._set_chat(chat, "article", article)

    def choose_language(self, chat: int, language: str) -> None:
        """Remember the language of the interface in `chat`."""
        self._set_chat(chat, "language", language)

    def remember(self, chat: int, answer: Remembered, *, current: bool = True) -> None:
        """Remember an answer in `chat`; as its `current` context too where a follow-up question would go on from it."""
        now = self._clock()
        kept: Step = (
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                chat,
                answer.message,
                answer.asked_in,
                answer.question[:TEXT_LIMIT],
                answer.article,
                answer.before,
                answer.after,
                now,
            ),
        )
        self._run(*([kept, _chat_step(chat, "conversation", answer.after, now)] if current else [kept]))

    def lose(self, chat: int, message: int) -> None:
        """Forget an answer whose message is gone."""
        self._write("DELETE FROM answer WHERE chat = ? AND message = ?", chat, message)

    def go_on_from_latest(self, chat: int) -> None:
        """Make the last answer that is left in `chat` its context again."""
        latest = self.latest(chat)
        self._set_chat(chat, "conversation", latest.after if latest else "")

    def answer(self, chat: int, message: int) -> Remembered | None:
        """Return the answer that the bot's `message` in `chat` holds."""
        return next(iter(self._answers("message = ?", chat, message)), None)

    def answers_to(self, chat: int, asked_in: int) -> tuple[Remembered, ...]:
        """Return the answers to what message `asked_in` of `chat` asked, in their order."""
        return self._answers("asked_in = ? ORDER BY message", chat, asked_in)

    def latest(self, chat: int) -> Remembered | None:
        """Return the last answer in `chat`."""
        return next(iter(self._answers("TRUE ORDER BY message DESC LIMIT 1", chat)), None)

    def vote(self, chat: int, message: int, user: int, *, good: bool) -> None:
        """Count `user`'s vote on an answer, in place of an earlier one. The user's number is not stored."""
        self._write(
            "INSERT INTO vote VALUES (?, ?, ?, ?, NULL, ?) ON CONFLICT DO UPDATE SET good = excluded.good,"
            " why = CASE WHEN good = excluded.good THEN why END, at = excluded.at",
            chat,
            message,
            self._voter(user),
            good,
            self._clock(),
        )

    def votes(self, chat: int, message: int) -> tuple[int, int]:
        """Count the votes on an answer: good, not good."""
        row = self._one("SELECT sum(good), sum(NOT good) FROM vote WHERE chat = ? AND message = ?", chat, message)
        return (row[0] or 0, row[1] or 0) if row else (0, 0)

    def prompted(self, chat: int, prompt: int, answer: int) -> None:
        """Remember that message `prompt` asks why the answer in message `answer` was not good."""
        self._write("INSERT OR REPLACE INTO prompt VALUES (?, ?, ?, ?)", chat, prompt, answer, self._clock())

    def was_prompted(self, chat: int, answer: int) -> bool:
        """Say whether it was already asked why the answer in message `answer` was not good."""
        return self._one("SELECT 1 FROM prompt WHERE chat = ? AND answer = ?", chat, answer) is not None

    def explain(self, chat: int, prompt: int, user: int, why: str) -> bool:
        """Store `why` beside the user's vote; say whether `prompt` was such a question of ours."""
        row = self._one("SELECT answer FROM prompt WHERE chat = ? AND message = ?", chat, prompt)
        if row:
            self._write(
                "UPDATE vote SET why = ? WHERE chat = ? AND message = ? AND voter = ?",
                _impersonal(why),
                chat,
                row[0],
                self._voter(user),
            )
        return row is not None

    def reasons(self) -> tuple[tuple[str, str], ...]:
        """List the questions whose answers were voted down with a reason, and the reasons; newest first."""
        rows = self.store.read(
            "SELECT question, why FROM vote JOIN answer USING (chat, message) WHERE why IS NOT NULL AND NOT good"
            " ORDER BY vote.at DESC, why"
        )
        return tuple((question, why) for question, why in rows)

    def unanswered(self, question: str) -> None:
        """Count a question that the articles did not answer; by itself, without who or where."""
        kept = _impersonal(question)
        key = " ".join(re.findall(r"\w+", kept.casefold()))
        if key:
            self._write(
                "INSERT INTO unanswered VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET count = count + 1,"
                " at = excluded.at",
                key,
                kept,
                self._clock(),
            )

    def most_unanswered(self) -> tuple[Unanswered, ...]:
        """List the unanswered questions, most asked first."""
        rows = self.store.read("SELECT question, count FROM unanswered ORDER BY count DESC, question")
        return tuple(Unanswered(question, count) for question, count in rows)

    def forget(self, chat: int, user: int | None = None) -> tuple[int, int]:
        """Delete what is stored for `chat`, and the user's votes anywhere; return how many answers and votes went.

        Raises StateError where it cannot be deleted: nobody is told that it was.
        """
        voter = self._voter(user) if user is not None else b""
        answers, votes, *_ = self.store.write(
            ("DELETE FROM answer WHERE chat = ?", (chat,)),
            ("DELETE FROM vote WHERE chat = ? OR voter = ?", (chat, voter)),
            ("DELETE FROM prompt WHERE chat = ?", (chat,)),
            ("DELETE FROM chat WHERE id = ?", (chat,)),
            must=True,
        )
        return answers, votes

    def move(self, old: int, new: int) -> None:
        """Take over what is stored for chat `old`, which has become `new`."""
        self.store.write(
            ("UPDATE OR REPLACE chat SET id = ? WHERE id = ?", (new, old)),
            ("UPDATE OR REPLACE answer SET chat = ? WHERE chat = ?", (new, old)),
            ("UPDATE OR REPLACE vote SET chat = ? WHERE chat = ?", (new, old)),
            ("UPDATE OR REPLACE prompt SET chat = ? WHERE chat = ?", (new, old)),
        )

    def prune(self) -> None:
        """Delete what is past its time or over its number; by time nothing where the clock cannot be trusted."""
        now = self._clock()
        old, older = (now - RETENTION,), (now - UNANSWERED_RETENTION,)
        by_time = (
            ("DELETE FROM answer WHERE at < ?", old),
            ("DELETE FROM vote WHERE at < ?", old),
            ("DELETE FROM prompt WHERE at < ?", old),
            ("UPDATE chat SET conversation = NULL WHERE at < ?", old),
            ("DELETE FROM chat WHERE at < ? AND article IS NULL AND language IS NULL", old),
            ("DELETE FROM unanswered WHERE at < ?", older),
        )
        by_number = (
            (
                "DELETE FROM answer WHERE rowid IN (SELECT rowid FROM answer ORDER BY at DESC LIMIT -1 OFFSET ?)",
                (MOST_ANSWERS,),
            ),
            (
                "DELETE FROM unanswered WHERE key IN"
                " (SELECT key FROM unanswered ORDER BY count DESC, at DESC LIMIT -1 OFFSET ?)",
                (MOST_UNANSWERED,),
            ),
        )
        if self._clock_was_set(now):
            self.store.write(*by_number)
        else:
            self.store.write(*by_time, *by_number)

    def _clock_was_set(self, now: float) -> bool:
        """Say whether the clock went on otherwise than time did; a month too far, and every conversation is "old"."""
        if self._uptime is None or abs(self._uptime() - now - self._started) < MOST_DRIFT:
            return False
        log.warning("the clock was set while the bot runs: what is old is deleted at the next start")
        return True

    def _voter(self, user: int) -> bytes:
        return hmac.digest(self._secret, str(user).encode(), "sha256")[:16]

    def _answers(self, where: str, *values: object) -> tuple[Remembered, ...]:
        rows = self.store.read(
            f"SELECT message, question, asked_in, article, before, after FROM answer WHERE chat = ? AND {where}",
            *values,
        )
        return tuple(Remembered(*row) for row in rows)

    def _set_chat(self, chat: int, column: str, value: str | None) -> None:
        self._run(_chat_step(chat, column, value, self._clock()))

    def _one(self, statement: str, *values: object) -> Row | None:
        return next(iter(self.store.read(statement, *values)), None)

    def _write(self, statement: str, *values: object) -> None:
        self._run((statement, values))

    def _run(self, *steps: Step) -> None:
        """Run all `steps` or none."""
        self.store.write(*steps)
        self._writes += 1
        if self._writes % PRUNE_EVERY == 0:
            self.prune()


def _chat_step(chat: int, column: str, value: str | None, now: float) -> Step:
    return (
        f"INSERT INTO chat (id, {column}, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
        f" SET {column} = excluded.{column}, at = excluded.at",
        (chat, value, now),
    )


def _impersonal(text: str) -> str:
    return _PERSONAL.sub("…", " ".join(text[:TEXT_LIMIT].split()))


def _secret(store: Store) -> bytes:
    """Return the file's own key for scrambling voters' numbers; make it the first time."""
    found = store.read("SELECT value FROM secret")
    if not found:
        store.write(("INSERT INTO secret VALUES (?)", (secrets.token_bytes(32),)))
        found = store.read("SELECT value FROM secret")
    value: bytes = found[0][0] if found else secrets.token_bytes(32)
    return value
