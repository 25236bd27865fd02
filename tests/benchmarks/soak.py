"""Does the bot hold for a year? 100,000 mixed updates with injected faults: memory, leaks, and every question answered.

    python -m tests.benchmarks.soak [--updates 100000]

The bot is a process of its own (`tests.benchmarks.soak_bot`) on the shipped library with its state in a file; the
strict server here hands out updates in waves: questions replayed from the retrieval tests and spoilt ones, edited
messages, groups, inline and guest queries, presses real and forged, every other type the library knows, some that
nobody can read, some delivered twice. Meanwhile requests fail as they do in a year: 429, 500, a gateway's page, a cut
connection, a reader who has blocked the bot.

After each wave every question must have been answered (a message, an edit or an answered query in its chat), or a
fault injected into that very chat must be the reason; and none twice. At the end memory, tasks, threads and files are
compared with what they were when the caches were full. Exit status 1 where something does not hold. Ctrl-C ends it
after the wave, with the figures so far.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from bot.asked import MOST_QUESTIONS, split_questions
from knowledge import load_library, load_tests
from tests.bot_api import TOKEN, BotApi, Chats
from tests.bot_api.refusal import BLOCKED, Breakage, Broken, Refusal, flood
from tests.test_operation import free_port
from tests.test_telegram_updates import UPDATES

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Iterator

Json = dict[str, Any]

SEEDS = Path(__file__).parents[2] / "seeds"
PEOPLE = 4_000
"""So many that nobody writes faster than the bot lets anybody."""
WAVE = 2_000
TEXTS = 3_000
"""Different texts that are said. The bot remembers what it has found out about words and questions, so many of each;
with a limited number of them all that is remembered after the warm-up, and what grows on is a leak."""
WARM_UP = 0.2
"""Of all updates: the caches are full, and the allocator's heap is what it stays."""
SLACK = 0.10
"""Of what was held after the warm-up may be more at the end."""
ANSWERS = {"sendMessage", "editMessageText", "answerCallbackQuery", "answerInlineQuery", "answerGuestQuery"}
OTHER_TYPES = tuple(
    kind for kind in UPDATES
    if kind not in {"message", "edited_message", "inline_query", "callback_query", "guest_message", "channel_post"}
)  # fmt: skip
FORGED = (
    *("", "b", "o", "n", "v:1", "v:0", "f:0", "f:9999999", "p:0", "l:en", "l:xx", "a:", "a:0123456789"),
    *("c:0123456789", "q:0123456789", "s:0123456789:1:0:5:", "s:::::", "drop table", "\0", "v:2", "é" * 32),
)  # fmt: skip
HOSTILE = (
    *("<b>", "&lt;", "\0", "\u202e", "é", "🙂" * 3),
    *("'; DROP TABLE answer;--", "%s{0}", "?" * 40, " " * 50, "\n\n", "/start "),
)


POLL_FAULTS: list[Refusal | Broken] = [
    *(Refusal(500, "Internal Server Error"), Refusal(502, "Bad Gateway")),
    *(Broken(Breakage.CUT), Broken(Breakage.GATEWAY)),
]
ANSWER_FAULTS: list[Refusal | Broken] = [
    *(flood(1), Refusal(500, "Internal Server Error"), BLOCKED, Broken(Breakage.GATEWAY)),
    *(Broken(Breakage.CUT_IN_THE_MIDDLE), Broken(Breakage.CUT_IN_THE_MIDDLE, carried_out=True)),
]


class Endless(BotApi):
    """The server, which keeps no more than the last wave."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.faults: Counter[str] = Counter()
        self.faulty: set[str] = set()
        """Chats and queries whose request was made to fail in this wave."""
        self.done: Counter[str] = Counter()
        """Chat or query → messages, edits and answers in this wave."""
        self.calm = True
        """No request fails."""

    async def _carry_out(self, method: str, parameters: Json) -> Any:
        if not self.calm and (order := self._drawn(method)):
            self.refuse(method, order)
            kind = order.how.name.lower() if isinstance(order, Broken) else str(order.code)
            self.faults[f"{'poll' if method == 'getUpdates' else 'answer'}: {kind}"] += 1
            if not (isinstance(order, Refusal) and order.code == 429):
                self.faulty.add(target_of(parameters))
        try:
            return await super()._carry_out(method, parameters)
        except Refusal as refusal:
            if refusal.code == 429 and method in ANSWERS:
                self.done[target_of(parameters)] -= 1  # it is asked again
            raise
        finally:
            if method in ANSWERS:
                self.done[target_of(parameters)] += 1

    def _drawn(self, method: str) -> Refusal | Broken | None:
        """Draw the fault that this request meets, or none: one poll in twenty, one answer in fifty."""
        likelihood, faults = (0.05, POLL_FAULTS) if method == "getUpdates" else (0.02, ANSWER_FAULTS)
        return self.chance.choice(faults) if self.chance.random() < likelihood else None

    def deliver_twice(self, number: int) -> None:
        """Hand the update `number` out a second time."""
        at = next(at for at, update in enumerate(self._updates) if update["update_id"] == number)
        self._updates.insert(at + 1, self._updates[at])

    def forget(self) -> None:
        """Keep nothing of this wave but the newest messages of each chat, which may still be edited or pressed."""
        self.calls.clear()
        self.results.clear()
        self.refused.clear()
        self.queries.clear()
        self.faulty.clear()
        self.done.clear()
        for key in list(self._messages)[: max(0, len(self._messages) - 8 * WAVE)]:
            del self._messages[key]

    def pressable(self) -> list[Json]:
        """List the newest messages with buttons."""
        return [message for message in list(self._messages.values())[-WAVE:] if "reply_markup" in message]


def target_of(parameters: Json) -> str:
    """Name the chat or the query that a request is about."""
    names = ("chat_id", "callback_query_id", "inline_query_id", "guest_query_id")
    return next((str(parameters[name]) for name in names if name in parameters), "")


class Readers:
    """What people do in a wave, and who must have been answered when it is over."""

    def __init__(self, api: Endless, questions: list[str], chance: random.Random) -> None:
        self.api, self.chance, self.questions = api, chance, questions
        self.people = Chats(api)
        self.people.numbers = itertools.count(1_000_000)  # a query has no number that a chat has
        self.due: dict[str, int] = {}
        """Chat or query → how many answers at most."""
        self.kinds: Counter[str] = Counter()
        self._free: Iterator[int] = iter(())
        self._everybody = list(range(10_000, 10_000 + PEOPLE))
        self._texts = tuple(self._made() for _ in range(TEXTS))
        self._written: dict[int, Json] = {}

    def begin(self) -> None:
        """Begin a wave: nobody has asked, and everybody asks once at most."""
        self.due.clear()
        self.chance.shuffle(self._everybody)
        self._free = iter(self._everybody)

    def text(self) -> str:
        """Choose what is said."""
        return self.chance.choice(self._texts)

    def _made(self) -> str:
        """Write a question as it stands in the tests, or spoilt."""
        text = self.chance.choice(self.questions)
        if self.chance.random() < 0.3:
            for _ in range(self.chance.randint(1, 4)):
                at = self.chance.randrange(len(text) + 1)
                text = text[:at] + self.chance.choice(HOSTILE) + text[at + self.chance.randint(0, 3) :]
        if self.chance.random() < 0.02:
            text *= 4096 // len(text)
        return text.strip()[:4096].strip() or "?"

    def act(self) -> None:
        """Do one thing."""
        kinds = {"question": 40, "edit": 8, "group": 8, "chatter": 6, "inline": 10, "press": 10, "guest": 4,
                 "command": 4, "other": 9, "unreadable": 1}  # fmt: skip
        kind = self.chance.choices(list(kinds), list(kinds.values()))[0]
        self.kinds[kind] += 1
        number = getattr(self, f"_{kind}")(next(self._free))
        if self.chance.random() < 0.01:
            self.kinds["delivered twice"] += 1
            self.api.deliver_twice(number)

    def _push(self, update: Json) -> int:
        return self.api.push(update)

    def _question(self, who: int) -> int:
        message = self.people.message(self.text(), self.people.private(who))
        self._written[who] = message
        self._expect(str(who), message["text"])
        return self._push({"message": message})

    def _expect(self, chat: str, text: str) -> None:
        """Expect an answer to each question in `text`; a press in that chat in this wave may show something more."""
        asked = len(split_questions(text))
        most = min(asked, MOST_QUESTIONS) + (asked > MOST_QUESTIONS)
        self.due[chat] = most + (3 if chat in self.due else 0)

    def _edit(self, who: int) -> int:
        if who not in self._written:
            return self._question(who)
        text = self.chance.choice(self.questions)
        edited = {**self._written[who], "text": text, "entities": [], "edit_date": 1_700_000_100}
        if text != self._written[who]["text"]:
            self.due[str(who)] = 9
        self._written[who] = edited
        return self._push({"edited_message": edited})

    def _group(self, who: int) -> int:
        group = self.people.group(-100_000_000 - who)
        question = self.chance.choice(self.questions)
        self._expect(str(group["id"]), question)
        text = self.chance.choice(["/ask ", "@quoth_test_bot "]) + question
        return self._push({"message": self.people.message(text, group, **{"from": self.people.user(who)})})

    def _chatter(self, who: int) -> int:
        group = self.people.group(-100_000_000 - who)
        self.due.setdefault(str(group["id"]), 0)
        said = self.people.message(f"So: {self.text()}", group, **{"from": self.people.user(who)})
        return self._push({"message": said})

    def _inline(self, who: int) -> int:
        query = str(next(self.people.numbers))
        self.api.queries.add(query)
        self.due[query] = 1
        made = {"id": query, "from": self.people.user(who), "query": self.text()[:256], "offset": ""}
        return self._push({"inline_query": made})

    def _guest(self, who: int) -> int:
        query = str(next(self.people.numbers))
        self.api.queries.add(query)
        self.due[query] = 1
        group = self.people.group(-300_000_000 - who)
        message = self.people.message(self.chance.choice(self.questions), group, **{"from": self.people.user(who)})
        return self._push({"guest_message": {**message, "guest_query_id": query}})

    def _press(self, who: int) -> int:
        query = str(next(self.people.numbers))
        self.api.queries.add(query)
        self.due[query] = 1
        made: Json = {"id": query, "from": self.people.user(who), "chat_instance": "1"}
        shown = self.api.pressable()
        if shown and self.chance.random() < 0.7:
            message = self.chance.choice(shown)
            rows = message["reply_markup"]["inline_keyboard"]
            labelled = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
            chat = str(message["chat"]["id"])
            if labelled and chat not in self.due:
                self.due[chat] = -9  # pressed: it may show something, and need not
                data = self.chance.choice(labelled)
                return self._push({"callback_query": {**made, "message": message, "data": data}})
        message = self.people.message("old", self.people.private(who))
        self.due[str(who)] = -9
        return self._push({"callback_query": {**made, "message": message, "data": self.chance.choice(FORGED)}})

    def _command(self, who: int) -> int:
        text = self.chance.choice(
            ["/start", "/start x", "/start harbour_p3", "/help", "/articles", "/facts", "/sources", "/privacy",
             "/forget", "/language", "/ask", "/nonsense", "/unanswered"]
        )  # fmt: skip
        self.due[str(who)] = 2
        return self._push({"message": self.people.message(text, self.people.private(who))})

    def _other(self, _: int) -> int:
        kind = self.chance.choice(OTHER_TYPES)
        self.kinds[f"other: {kind}"] += 1
        return self._push({kind: UPDATES[kind]})

    def _unreadable(self, _: int) -> int:
        kind = self.chance.choice([*OTHER_TYPES, "message", "inline_query"])
        return self._push({kind: self.chance.choice([{}, {"from": 3}, [1], "text", {"chat": {"id": "x"}}])})


def judged(api: Endless, readers: Readers) -> tuple[int, int, list[str]]:
    """Return how many were answered, how many a fault of this wave kept from it, and what does not hold."""
    answered, kept, wrong = 0, 0, []
    for target, most in readers.due.items():
        if most < 0:
            continue
        if target in api.faulty:
            kept += most > 0
        elif most and not api.done[target]:
            wrong.append(f"{target}: not answered")
        elif api.done[target] > most:
            said = [str(call.get("text"))[:60] for _, call in api.calls if target_of(call) == target]
            wrong.append(f"{target}: {api.done[target]} answers, {most} at most: {said}")
        else:
            answered += most > 0
    return answered, kept, wrong


async def handled(api: BotApi, bot: Process, metrics: str) -> None:
    """Wait until the bot has fetched every update and nothing is under way; a flood limit takes a second."""
    async with httpx.AsyncClient() as client:
        while True:
            await asyncio.sleep(0.1)
            if bot.returncode is not None:
                raise RuntimeError(f"the bot has ended with status {bot.returncode}")
            polls = api.polls
            if not api.waiting():
                text = (await client.get(metrics)).text
                if "quoth_updates_under_way 0.0" in text and polls == api.polls and not api.waiting():
                    return


async def account(bot: Process) -> Json:
    """Ask the bot what it holds."""
    bot.send_signal(signal.SIGUSR1)
    if bot.stdout is None:
        raise RuntimeError("no pipe")
    return dict(json.loads(await bot.stdout.readline()))


async def soak(updates: int, seed: int, library: Path, traced: str) -> int:
    """Run; print the figures; return the exit status."""
    chance = random.Random(seed)
    questions = sorted({test.question for test in load_tests(SEEDS, load_library(SEEDS))})
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        log_file, state = Path(folder) / "log", Path(folder) / "state.sqlite3"
        async with Endless(chance) as api:
            with log_file.open("wb") as log:
                bot = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "tests.benchmarks.soak_bot"),
                    *(str(library), str(state), TOKEN, api.url, str(port), traced),
                    stdout=asyncio.subprocess.PIPE,
                    stderr=log,
                )
            try:
                wrong = await _waves(
                    api, Readers(api, questions, chance), bot, updates, f"http://127.0.0.1:{port}/metrics"
                )
                began = time.monotonic()
                bot.terminate()
                status = await asyncio.wait_for(bot.wait(), 10)
                print(f"left with status {status} in {time.monotonic() - began:.1f} s")
            finally:
                if bot.returncode is None:
                    bot.kill()
                    await bot.wait()
        text = log_file.read_text().splitlines()
        lines = [json.loads(line) for line in text if line.startswith("{")]
        strange = [line for line in text if not line.startswith("{")]
        levels = ", ".join(f"{level} {count}" for level, count in Counter(line["level"] for line in lines).items())
        print(f"log: {levels}; lines that are none of ours: {len(strange)}; state {state.stat().st_size >> 20} MB")
        shapes = Counter(shape_of(line["message"]) for line in lines if line["level"] != "INFO")
        for shape, count in shapes.most_common():
            print(f"    {count:6} {shape}")
        wrong += strange[:20]
    for line in wrong[:40]:
        print(f"DOES NOT HOLD: {line}")
    return 1 if wrong or status else 0


def shape_of(message: str) -> str:
    """Leave the numbers out."""
    return " ".join("…" if word.strip(",.:;").isdigit() else word for word in message.split())[:100]


async def _waves(api: Endless, readers: Readers, bot: Process, updates: int, metrics: str) -> list[str]:
    while not api.polls and bot.returncode is None:
        await asyncio.sleep(0.1)
    began = time.monotonic()
    pushed, answered, kept = 0, 0, 0
    wrong: list[str] = []
    first: Json = {}
    last: Json = {}
    warm = int(updates * WARM_UP)
    enough = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, enough.set)
    while pushed < updates and not enough.is_set():
        readers.begin()
        api.calm = False
        for _ in range(min(WAVE, updates - pushed)):
            readers.act()
            pushed += 1
        await handled(api, bot, metrics)
        api.calm = True
        more_answered, more_kept, more_wrong = judged(api, readers)
        answered, kept, wrong = answered + more_answered, kept + more_kept, wrong + more_wrong
        api.forget()
        if pushed >= warm and not first:
            first = await account(bot)
            show("after the warm-up", pushed, first, began)
        elif pushed % 10_000 == 0 or pushed >= updates or enough.is_set():
            last = await account(bot)
            show("then", pushed, last, began)
        if len(wrong) > 20:  # enough to look into
            break
    print(f"\n{pushed:,} updates in {time.monotonic() - began:.0f} s")
    print(f"answered {answered:,}, failed by an injected fault {kept:,}, not answered or twice {len(wrong)}")
    print("injected:", ", ".join(f"{kind} {count}" for kind, count in sorted(api.faults.items())))
    print("updates:", ", ".join(f"{kind} {count}" for kind, count in readers.kinds.most_common() if ":" not in kind))
    print(f"other types: {sum(':' in kind for kind in readers.kinds)} kinds")
    return wrong + leaks(first, last)


def show(when: str, pushed: int, held: Json, began: float) -> None:
    """Print an account."""
    parts = ", ".join(f"{part} {size / 1e6:.2f}" for part, size in sorted(held["held"].items()))
    python = f"Python {sum(held['held'].values()) / 1e6:.2f} MB ({parts}), " if parts else ""
    print(
        f"{when}: {pushed:,} updates, {time.monotonic() - began:.0f} s: RSS {held['rss'] / 1e6:.1f} MB, {python}"
        f"{held['tasks']} tasks, {held['threads']} threads, {held['files']} files",
        flush=True,
    )


def leaks(first: Json, last: Json) -> list[str]:
    """Compare two accounts."""
    if not first or not last:
        return ["too few updates to compare"]
    found = []
    whole = {"RSS": (first["rss"], last["rss"])}
    if first["held"]:
        whole["Python"] = (sum(first["held"].values()), sum(last["held"].values()))
    for name, (before, after) in whole.items():
        print(f"{name}: {after / before - 1:+.1%}")
        if after > before * (1 + SLACK):
            found.append(f"{name} grew from {before / 1e6:.1f} to {after / 1e6:.1f} MB")
    found += [
        f"{name}: {first[name]} before, {last[name]} now"
        for name in ("tasks", "threads", "files")
        if last[name] > first[name] + (8 if name == "files" else 0)  # connections are opened as they are needed
    ]
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--library", type=Path, default=SEEDS, help="another library than the shipped one")
    parser.add_argument("--untraced", action="store_true", help="RSS alone, not by parts: twice as fast")
    arguments = parser.parse_args()
    traced = "" if arguments.untraced else "traced"
    sys.exit(asyncio.run(soak(arguments.updates, arguments.seed, arguments.library, traced)))
