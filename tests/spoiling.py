"""Spoilt inputs for every parser, and what must hold of each: the tests take a few, the benchmark a million.

A sound input is cut, doubled, turned round, overwritten and mixed with pieces that are hostile somewhere; the same
number makes the same input. A `Parser` reads it and raises AssertionError where something does not hold; any other
exception is a defect too.
"""

from __future__ import annotations

import io
import json
import random
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import Update, User

from bot.asked import split_questions
from bot.batch import run_batch
from bot.callbacks import LIMIT, digest, parse, write
from bot.errors import SettingsError
from bot.handlers.commands import _linked
from bot.handlers.desk import Desk
from bot.intake.document import Document, SourceError
from bot.intake.plain import read_plain_text
from bot.memory import LONGEST_JSON, Conversation
from bot.messages import ENGLISH
from bot.polling import without_unreadable
from bot.render.markup import MESSAGE_LIMIT, shortened, utf16_length
from bot.render.telegram_html import answer_message, marked_paragraph
from bot.settings import load_settings
from bot.sources import read_section
from bot.state import State
from knowledge import IndexFileError, PackedIndex, Span, build_packed, parse_article
from knowledge.cards import read_cards
from knowledge.errors import Fault, KnowledgeError
from knowledge.files import read_source
from knowledge.kept import Damaged, Kept
from knowledge.marked_yaml import parse_yaml
from knowledge.retrieval_tests import read_tests
from knowledge.sheet import Sheet
from tests.bot_api.articles import WHO, collection, library
from tests.bot_api.html import parse_html
from tests.bot_api.server import POLL
from tests.conftest import HARBOUR, HARBOUR_CARDS, build_answer, build_evidence
from tests.test_kept import FILE, ROWS, TEXTS
from tests.test_telegram_updates import UPDATES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PIECES = (
    *(b"<", b">", b"&", b"&amp;", b"&#0;", b"</b>", b"<b>", b'"', b"'", b"`", b"\\", b"\\ud800", b"\\u0000"),
    *(b"\0", b"\r", b"\n", b"\t", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"\xc3", b"\x1b[", b": ", b"- ", b"---\n", b"...\n", b"# ", b"{", b"}", b"[", b"]", b", ", b"&a ", b"*a"),
    *(b"!!python/object:os.system ", b"!!binary ", b"<<: ", b"? ", b"|\n", b"%YAML 9.9\n", b"null", b"true"),
    *(b"NaN", b"1e999", b"-1", b"0x10", b"9" * 25, b"[" * 300, b'{"a":' * 300, b"_p", b"a:", b"s:", b"0123456789"),
    *(b":" * 9, "é".encode(), "🙂".encode(), "٣".encode()),
)  # fmt: skip
"""What is hostile in one format or another."""


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Return `content` with some of it cut, doubled, turned round or overwritten."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 1, 2, 8, 40)))
        middle = content[start:end]
        match chance.randrange(6):
            case 0:
                middle = b""
            case 1:
                middle *= 2
            case 2:
                middle = middle[::-1]
            case 3:
                middle = chance.randbytes(len(middle))
            case _:
                middle = chance.choice(PIECES)
        content = content[:start] + middle + content[end:]
    return content


@dataclass(frozen=True)
class Parser:
    """A parser under fire."""

    name: str
    share: int
    """Of a thousand inputs."""
    sound: Sequence[bytes]
    reads: Callable[[bytes], bool]
    """Read an input; say whether it was taken for a sound one."""


def inputs(parser: Parser, number: int) -> bytes:
    """Return input `number` for `parser`."""
    chance = random.Random(f"{parser.name} {number}")
    if number % 50 == 0:
        return chance.randbytes(chance.randrange(200))
    return spoilt(chance.choice(parser.sound), chance)


def text_of(content: bytes) -> str:
    """Return what a client that sends anything can make arrive as text: lone surrogates included."""
    return content.decode("utf-8", "surrogatepass" if b"\xed" in content else "replace") if _decodes(content) else ""


def _decodes(content: bytes) -> bool:
    try:
        content.decode("utf-8", "surrogatepass" if b"\xed" in content else "replace")
    except UnicodeDecodeError:
        return False
    return True


def callback_data(content: bytes) -> bool:
    """What is read writes itself again, leading zeros aside; nothing is read that is longer than Telegram carries."""
    text = text_of(content)
    press = parse(text)
    if press is None:
        return False
    again = write(press)
    assert parse(again) == press
    assert len(again.encode()) <= LIMIT
    assert len(text) >= len(again)
    return True


@cache
def desk() -> Desk:
    """The two articles, and a state in memory."""
    return Desk(collection(), State(None))


ME = User(1234567, "Quoth", is_bot=True, username="quoth_test_bot")


def deep_link(content: bytes) -> bool:
    """What a link leads to is a message that Telegram takes, or nothing."""
    page = _linked(text_of(content), desk(), ENGLISH, ME)
    if page is None:
        return False
    fits(page[0].html)
    return True


def fits(html: str) -> None:
    """Hold a message against the strict parser and Telegram's limit."""
    text, _ = parse_html(html)
    assert 0 < utf16_length(text) <= 4096


def memory(content: bytes) -> bool:
    """A conversation that is read is bounded and writes itself again; anything else is an empty one."""
    found = Conversation.from_json(text_of(content))
    written = found.to_json()
    assert len(written) <= LONGEST_JSON
    assert Conversation.from_json(written) == found
    return found != Conversation()


def batch_lines(content: bytes) -> bool:
    """Every line that is not blank gives one line of JSON, a good or a bad one."""
    written: list[str] = []
    good = run_batch(collection(), io.BytesIO(content), written.append)
    lines = [line for line in content.split(b"\n") if line.strip()]
    assert len(written) == len(lines)
    values = [json.loads(line) for line in written]
    assert good == all("error" not in value for value in values)
    assert not any("defect" in str(value.get("error")).lower() for value in values), values
    return good


HARBOUR_PATH = Path("harbour.txt")


@cache
def harbour() -> object:
    """The article that the card file is about."""
    article = parse_article(HARBOUR_PATH, HARBOUR, [])
    assert article is not None
    return article


def sound_faults(faults: Sequence[Fault]) -> None:
    """Every fault is one line with a remedy."""
    for fault in faults:
        assert fault.what
        assert fault.remedy
        assert len(str(fault).splitlines()) == 1


def one_line(*said: object) -> None:
    """Each fault is said in one line."""
    assert said
    assert all(len(str(one).splitlines()) == 1 for one in said)


def decoded(content: bytes) -> str | None:
    """Decode as the library does; what is no UTF-8 is refused before any parser."""
    folder = scratch()
    (folder / "file").write_bytes(content)
    found = read_source(folder / "file", limit=1_000_000)
    if isinstance(found, Fault):
        sound_faults([found])
        return None
    return found


@cache
def scratch() -> Path:
    """A folder that lives as long as the process."""
    return Path(_FOLDER.name)


_FOLDER = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)


def card_file(content: bytes) -> bool:
    """Cards, or faults that say where and what to do."""
    text = decoded(content)
    if text is None:
        return False
    parsed = parse_yaml(text, Path("harbour.cards.yaml"))
    sheet = Sheet(Path("harbour.cards.yaml"), list(parsed.faults))
    if parsed.root is not None:
        read_cards(sheet, parsed.root, harbour())  # type: ignore[arg-type]
    sound_faults(sheet.faults)
    return not sheet.faults


def tests_file(content: bytes) -> bool:
    """Retrieval tests, or faults that say where and what to do."""
    path = scratch() / "harbour.tests.yaml"
    path.write_bytes(content)
    faults: list[Fault] = []
    read_tests(path, library(), faults, card_ids=None)
    sound_faults(faults)
    return not faults


def plain_article(content: bytes) -> bool:
    """An article whose paragraphs stand in the file to the letter, or a fault."""
    return _article(content, Path("harbour.txt"))


def markdown_article(content: bytes) -> bool:
    """The same, with front matter."""
    return _article(content, Path("harbour.md"))


def _article(content: bytes, path: Path) -> bool:
    text = decoded(content)
    if text is None:
        return False
    faults: list[Fault] = []
    article = parse_article(path, text, faults)
    sound_faults(faults)
    if article is None:
        assert faults
        return False
    assert all(paragraph.text in text for paragraph in article.paragraphs[1:])
    assert all(
        0 <= span.start < span.end <= len(paragraph.text)
        for paragraph in article.paragraphs
        for span in paragraph.sentences
    )
    return not faults


def added_text(content: bytes) -> bool:
    """What `quoth add` makes of a text: paragraphs, or one line."""
    try:
        document = read_plain_text(content.decode("utf-8", "replace"), "name", markdown=len(content) % 2 == 0)
    except SourceError as error:
        one_line(error)
        return False
    assert isinstance(document, Document)
    return True


def telegram_html(content: bytes) -> bool:
    """Whatever stands in article, title and source: a message that Telegram takes, with the quote in it as it is."""
    text = text_of(content).encode("utf-8", "replace").decode().translate({0: None}).strip()
    if not text or utf16_length(text) > 3000:
        return False
    half = text[: len(text) // 2 + 1]
    evidence = build_evidence(text, half, half[: len(half) // 3 + 1], source=text[:80], title=text[-80:])
    answer = build_answer(evidence, question=text, text=text[:600], lead=text[:300], said=text[:100])
    fits(answer_message(answer, ENGLISH, asked=text).html)
    marked = marked_paragraph(evidence.quote.paragraph, Span(0, len(half)), None, limit=MESSAGE_LIMIT)
    assert utf16_length(parse_html(marked.html)[0]) <= 4096
    assert utf16_length(shortened(text, 50)) <= 50
    return True


def settings_file(content: bytes) -> bool:
    """Settings, or every fault of them in one line each."""
    folder = scratch() / "settings"
    folder.mkdir(exist_ok=True)
    (folder / "quoth.yaml").write_bytes(content)
    good = True
    for read in (lambda: load_settings({"HOME": "/"}, folder), lambda: read_section(folder, "test")):
        try:
            read()
        except SettingsError as error:
            one_line(*error.lines)
            good = False
    return good


def kept_file(content: bytes) -> bool:
    """A prepared library that was altered is refused or read from the one that is made anew, never believed."""
    try:
        kept = Kept(memoryview(content), "abc", lambda _: FILE)
        rows = {name: kept.row(name) for name in ROWS}
        assert {name: kept.text(name) for name in TEXTS} == TEXTS
        assert {name: [row[at] for at in range(len(row))] for name, row in rows.items()} == ROWS
    except (Damaged, KnowledgeError):
        return False
    return True


@cache
def index_file() -> bytes:
    """A sound index of some passages."""
    path = scratch() / "sound.index"
    texts = [HARBOUR, HARBOUR[:80], "boats sank in the storm", "the harbour"]
    build_packed([text.lower().split() for text in texts] * 9, path)
    return path.read_bytes()


def index(content: bytes) -> bool:
    """An altered index is refused, or finds what the sound one finds."""
    path = scratch() / "spoilt.index"
    path.unlink(missing_ok=True)  # never over a file that may still be mapped
    path.write_bytes(content)
    try:
        with PackedIndex.open(path) as opened:
            opened.check()
            opened.top(["storm", "harbour"], 5)
    except IndexFileError:
        return False
    return True


def polled(content: bytes) -> bool:
    """Of what Telegram sends every update keeps its number, and each is one that the library can read."""
    made = without_unreadable(content)
    try:
        before, after = json.loads(content)["result"], json.loads(made)["result"]
        numbers = [int(update["update_id"]) for update in before]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    assert [update["update_id"] for update in after] == numbers or made == content
    for update in after:
        Update.de_json(update, None)
    return made == content


def questions(content: bytes) -> bool:
    """Every question that a message is split into stands in it."""
    text = text_of(content)
    asked = split_questions(text)
    assert asked
    assert all(one in text for one in asked)
    return len(asked) > 1


MARKDOWN = f"---\ntitle: Harbour\npublished: 2025-05-04\nurl: https://a.example/b\nlanguage: en\n---\n# {HARBOUR}"
TESTS_FILE = (
    f"- question: {WHO}\n  expect: {{paragraph: 1, contains: [Astrid Falk], card: reopened}}\n"
    "- question: Rome?\n  expect: {no_answer: true}\n"
)
MEMORY = Conversation(WHO, ("Astrid Falk", "Lindesund"), 1).to_json()
PLACED = json.dumps({
    "version": 1, "question": WHO, "names": ["Astrid Falk"], "fresh": 1,
    "place": {"article": "harbour", "paragraph": 1, "start": 0, "end": 20, "check": 7, "confidence": 0.5,
              "status": "fact", "mark": [0, 4], "source": None, "caveat": None, "card": "reopened"}})  # fmt: skip
LINES = [
    json.dumps({"id": 1, "question": WHO}).encode() + b'\n{"question": "And he?", "conversation": "a"}',
    json.dumps({"id": [1, {"a": None}], "question": "?", "article": "harbour", "conversation": 3}).encode(),
]  # fmt: skip
SETTINGS_FILE = (
    b"state: state.sqlite3\nlisten: 127.0.0.1:8080\nmetrics: '127.0.0.1:9108'\nadmins: [1, 2]\n"
    b"telegram_api_url: https://api.telegram.org\ntest:\n  paragraph: 90 %\n"
)
PRESSES = [b"v:1", b"b", b"o", b"n", b"f:12", b"p:3", b"l:en", b"a:", b"a:0123456789", b"c:0123456789", b"q:0123456789",
           b"s:0123456789:12:0:345:", b"s:0123456789:12:0:345:abcdef0123"]  # fmt: skip
UPDATES_SENT = [
    json.dumps({"ok": True, "result": [{"update_id": 7, kind: update}, {"update_id": 8, "poll": POLL}]}).encode()
    for kind, update in UPDATES.items()
]  # fmt: skip


def parsers() -> tuple[Parser, ...]:
    """List every parser of something that others write; the shares make a thousand."""
    return (
        Parser("callback data", 280, PRESSES, callback_data),
        Parser(
            "deep links",
            200,
            [b"reopened", b"harbour_p1", f"_{digest('harbour')}_p2".encode(), b"bridge_p0"],
            deep_link,
        ),
        Parser("splitting of questions", 100, [f"{WHO} And Putin? Rome?\nReally? How many boats?".encode()], questions),
        Parser("remembered conversations", 80, [MEMORY.encode(), PLACED.encode()], memory),
        Parser("prepared libraries (QUOTH_CACHE)", 60, [FILE], kept_file),
        Parser("articles, text", 50, [HARBOUR.encode()], plain_article),
        Parser("articles, Markdown", 40, [MARKDOWN.encode()], markdown_article),
        Parser("texts that are added", 30, [HARBOUR.encode(), MARKDOWN.encode()], added_text),
        Parser("index files", 30, [index_file()], index),
        Parser("card files (YAML)", 30, [HARBOUR_CARDS.encode()], card_file),
        Parser("tests files (YAML)", 30, [TESTS_FILE.encode()], tests_file),
        Parser("updates that Telegram sends", 25, UPDATES_SENT, polled),
        Parser("lines of batch (JSON Lines)", 20, LINES, batch_lines),
        Parser("Telegram HTML", 15, [HARBOUR.encode(), b"<b>&amp;</b> " * 40], telegram_html),
        Parser("quoth.yaml", 10, [SETTINGS_FILE], settings_file),
    )
