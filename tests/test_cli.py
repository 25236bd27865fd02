"""The command `quoth` as a process: what it prints, where, and its exit status."""

from __future__ import annotations

import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot.commands.ask
from bot.arguments import COMMANDS, Arguments, build_parser, command_room, parse_arguments
from bot.cli import main
from bot.errors import UsageError
from bot.schema import MIGRATIONS
from knowledge import index_file

if TYPE_CHECKING:
    from bot.settings import Settings
    from tests.conftest import Quoth

ASKED = "Who reopened the harbour of Lindesund on 3 May?"
OFF_TOPIC = "How heavy is a violin of Stradivari?"


def test_an_answer_is_on_stdout_and_the_status_is_0(quoth: Quoth, harbour: Path) -> None:
    """Quotes around the question are not needed."""
    done = quoth("ask", *ASKED.split(), "--library", str(harbour))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Mayor Astrid Falk reopened the harbour of Lindesund on 3 May." in done.stdout.decode()
    assert "harbour, paragraph 1" in done.stdout.decode()
    assert b"\x1b" not in done.stdout


def test_what_the_articles_do_not_say_is_status_1(quoth: Quoth, harbour: Path) -> None:
    """As grep's: nothing found is no fault."""
    done = quoth("ask", OFF_TOPIC, "--library", str(harbour))
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout


def test_small_talk_counts_as_answered(quoth: Quoth, harbour: Path) -> None:
    """A greeting is met, not refused."""
    assert quoth("ask", "hello", "--library", str(harbour)).returncode == 0


@pytest.mark.parametrize(("question", "status"), [(ASKED, 0), (OFF_TOPIC, 1), ("hello", 0)])
def test_json_has_the_same_status_and_is_one_line(quoth: Quoth, harbour: Path, question: str, status: int) -> None:
    """One answer, one line, UTF-8 in any locale."""
    done = quoth("ask", "--json", question, "--library", str(harbour), environ={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == status
    assert done.stdout.count(b"\n") == 1
    assert json.loads(done.stdout)["question"] == question


@pytest.mark.parametrize(
    "order",
    [
        ("--library", "{}", "ask", "--json", ASKED),
        ("ask", "--library", "{}", "--json", ASKED),
        ("ask", "--json", ASKED, "--library={}"),
    ],
)
def test_the_common_options_go_before_or_after_the_command(quoth: Quoth, harbour: Path, order: tuple[str, ...]) -> None:
    """Nobody has to know where an option belongs."""
    done = quoth(*(part.format(harbour) for part in order))
    assert json.loads(done.stdout)["evidence"][0]["article"] == "harbour"


def test_the_library_may_come_from_the_environment(quoth: Quoth, harbour: Path) -> None:
    """QUOTH_LIBRARY is the flag's twin."""
    done = quoth("ask", "--json", ASKED, environ={"QUOTH_LIBRARY": str(harbour)})
    assert json.loads(done.stdout)["evidence"][0]["article"] == "harbour"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ("aks", "Who?"),
            "quoth: no command 'aks'; there are ask, batch, add, check, test, draft, site, telegram, doctor, backup, "
            "restore, unanswered, "
            "and a question goes after ask: "
            'quoth ask "…?"',
        ),
        (
            ("ask",),
            'quoth: no question; write it after ask, as in quoth ask "Who is …?", or pipe JSON Lines into quoth batch',
        ),
        (
            ("ask", "  "),
            'quoth: no question; write it after ask, as in quoth ask "Who is …?", or pipe JSON Lines into quoth batch',
        ),
        (
            ("ask", "--jsn", "Who?"),
            "quoth: unrecognized arguments: --jsn; quoth --help lists the options, and -- goes before a question that "
            "begins with a dash",
        ),
        (
            ("check", "extra"),
            "quoth: unrecognized arguments: extra; quoth --help lists the options",
        ),
        (
            ("--library",),
            "quoth: argument --library: expected one argument; quoth --help lists the options",
        ),
        (("--library", "", "ask", "Who?"), "quoth: --library names no folder; write the folder after it"),
        (
            ("--library", "nowhere", "ask", "Who?"),
            "quoth: library 'nowhere' does not exist, given with --library; name a folder that holds articles",
        ),
        (
            ("telegram",),
            "quoth: no bot token, neither TELEGRAM_BOT_TOKEN nor TELEGRAM_BOT_TOKEN_FILE is set; get one from "
            "@BotFather",
        ),
    ],
)
def test_a_fault_is_one_line_on_stderr_with_the_remedy(quoth: Quoth, arguments: tuple[str, ...], line: str) -> None:
    """What, where, remedy; nothing on stdout, status 2, a question in the pipe is not swallowed."""
    done = quoth(*arguments, stdin=b"Who?\n")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"{line}\n")


def test_a_question_after_two_dashes_may_begin_with_a_dash() -> None:
    """As everywhere."""
    assert parse_arguments(["ask", "--", "--what", "is", "it?"]).options.question == ["--what", "is", "it?"]


def test_options_are_not_guessed_from_their_beginning() -> None:
    """A later option cannot change what an abbreviation means."""
    with pytest.raises(UsageError):
        parse_arguments(["ask", "--js", "Who?"])


def test_without_a_command_it_is_a_conversation() -> None:
    """With the options that go with every command."""
    assert parse_arguments([]) == Arguments(None)
    assert parse_arguments(["--debug", "--library", "a"]) == Arguments(None, Path("a"), debug=True)


def test_every_command_of_the_help_runs_something() -> None:
    """No command is listed that does not exist, none exists that is not listed."""
    rooms = {path.stem for path in Path(bot.commands.__path__[0]).glob("*.py")}
    assert rooms - {"__init__", "opening", "converse"} == set(COMMANDS)
    assert [name for name in COMMANDS if not callable(command_room(name).run)] == []
    assert [name for name in COMMANDS if f"    {name} " not in build_parser().format_help()] == []


@pytest.mark.parametrize("arguments", [("--version",), ("ask", "--version")])
def test_the_version_is_the_distributions(quoth: Quoth, arguments: tuple[str, ...]) -> None:
    """One source: what was installed; with the formats that go with it."""
    try:
        expected = importlib.metadata.version("quoth")
    except importlib.metadata.PackageNotFoundError:
        expected = "(not installed)"
    done = quoth(*arguments)
    formats = f"library 1, index {index_file.VERSION}, state {len(MIGRATIONS)}"
    assert (done.returncode, done.stdout.decode()) == (0, f"quoth {expected} (formats: {formats})\n")


def test_a_traceback_is_for_debug_only(quoth: Quoth) -> None:
    """With it the line is still the last."""
    plain = quoth("--library", "nowhere", "ask", "Who?")
    traced = quoth("--library", "nowhere", "ask", "Who?", "--debug")
    assert b"Traceback" not in plain.stderr
    assert traced.stderr.startswith(b"Traceback")
    assert traced.stderr.endswith(plain.stderr)
    assert traced.returncode == 2


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (
            ZeroDivisionError("a question"),
            2,
            "quoth: this is a defect (ZeroDivisionError); run it with --debug for the traceback, and report that\n",
        ),
        (
            PermissionError(13, "Permission denied", "x.txt"),
            2,
            "quoth: cannot use 'x.txt' (Permission denied); see to that and try again\n",
        ),
        (
            OSError(24, "Too many open files"),
            2,
            "quoth: cannot go on (Too many open files); see to that and try again\n",
        ),
        (UsageError("two\nlines\x85of it"), 2, "quoth: two lines of it\n"),
        (UsageError("one", "two"), 2, "quoth: one\nquoth: two\n"),
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
    ],
)
def test_whatever_happens_ends_in_a_line_and_a_status(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    line: str,
) -> None:
    """A defect says so and repeats nothing that was asked."""

    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr(bot.commands.ask, "run", fail)
    assert main(["ask", "Who?"]) == status
    assert capsys.readouterr().err == line


def test_a_reader_that_closes_the_pipe_is_no_fault(harbour: Path) -> None:
    """`quoth batch | head -1` ends quietly."""
    command = [sys.executable, "-m", "bot.cli", "--library", str(harbour), "batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stdin
        assert process.stderr
        process.stdin.write(b'{"question": "Who?"}\n' * 3)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 141


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_quietly_with_130(harbour: Path) -> None:
    """As every command in a shell."""
    command = [sys.executable, "-m", "bot.cli", "--library", str(harbour), "batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"question": "Who?"}\n')
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (130, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
@pytest.mark.parametrize("flag", [(), ("--json",)])
def test_a_full_disk_is_one_line(harbour: Path, flag: tuple[str, ...]) -> None:
    """Python's own shutdown does not add its complaint."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", "ask", "--library", str(harbour), *flag, ASKED],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    line = b"quoth: cannot go on (No space left on device); see to that and try again\n"
    assert (done.returncode, done.stderr) == (2, line)


@pytest.mark.skipif(sys.platform == "win32", reason="file descriptors of POSIX")
def test_streams_that_are_closed_are_no_fault(harbour: Path) -> None:
    """As a service may be started: the status is all there is."""
    script = 'exec "$0" -m bot.cli ask --library "$1" "$2" <&- >&- 2>&-'
    done = subprocess.run(["sh", "-c", script, sys.executable, str(harbour), ASKED], check=False, timeout=60)
    assert done.returncode == 0


def test_a_question_that_is_no_text_is_a_question(quoth: Quoth, harbour: Path) -> None:
    """Bytes of another encoding and lone surrogates neither crash the terminal nor the JSON."""
    for flag in ("--debug", "--json"):
        done = quoth("ask", "--library", str(harbour), flag, b"Qu\xe9 heavy violin \xff?")
        assert done.stderr == b""
        assert done.returncode == 1
        assert done.stdout.decode("utf-8")


def test_colour_is_forced_by_the_environment_only(quoth: Quoth, harbour: Path) -> None:
    """A pipe is plain; FORCE_COLOR wins over that, NO_COLOR over both."""
    asked = ("ask", "--library", str(harbour), ASKED)
    assert b"\x1b[" in quoth(*asked, environ={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b" not in quoth(*asked, environ={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout


def test_the_bot_is_run_with_the_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], harbour: Path, tmp_path: Path
) -> None:
    """`quoth telegram` hands over one frozen value, warns first, and passes the status on."""
    import bot.application  # noqa: PLC0415 - Telegram's libraries, for this test only

    met: list[Settings] = []

    def run_telegram(settings: Settings) -> int:
        met.append(settings)
        return 7

    monkeypatch.setattr(bot.application, "run_telegram", run_telegram)
    token = tmp_path / "token"
    token.write_text("7:abc\n", encoding="utf-8")
    token.chmod(0o644)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(token))
    assert main(["telegram", "--library", str(harbour), "--debug"]) == 7
    (settings,) = met
    assert (settings.token, settings.library, settings.debug) == ("7:abc", harbour, True)
    assert capsys.readouterr().err == f"quoth: other users may read the token in '{token}'; chmod 600 that file\n"


def test_the_help_loads_nothing_that_answers() -> None:
    """It is there at once."""
    script = (
        "import sys; from bot.cli import main\ntry: main(['--help'])\nfinally: print('knowledge.types' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, b"False")


def loaded(harbour: Path, arguments: list[str], named: set[str]) -> bytes:
    """Run a command line in a process of its own; return which of the modules it loaded, and its status."""
    script = (
        "import sys; from bot.cli import main; status = main(sys.argv[1:]); "
        f"print(sorted({named!r} & set(sys.modules)), status, file=sys.stderr)"
    )
    return subprocess.run(
        [sys.executable, "-c", script, *arguments, "--library", str(harbour)],
        input=b"",
        capture_output=True,
        check=False,
        timeout=60,
        env=dict(os.environ),
    ).stderr


@pytest.mark.parametrize("arguments", [["ask", ASKED], ["ask", "--json", ASKED]])
def test_a_question_to_a_kept_library_loads_only_what_answers(harbour: Path, arguments: list[str]) -> None:
    """No YAML, no checks, no numbers' library, no follow-ups: each of these would be a good part of the whole."""
    reads_files = {"yaml", "knowledge.library", "knowledge.cards", "knowledge.marked_yaml", "knowledge.article_text"}
    never = {"numpy", "rank_bm25", "importlib.metadata", "importlib.resources", "tempfile", "hashlib"}
    never |= {"bot.conversation", "knowledge.reference", "knowledge.evaluation", "knowledge.overview"}
    first = loaded(harbour, arguments, reads_files | never)
    assert first == b"%s 0\n" % str(sorted(reads_files)).encode()
    never |= {"dataclasses", "inspect", "logging", "rapidfuzz", "knowledge.attribution"}
    assert loaded(harbour, arguments, reads_files | never) == b"[] 0\n"


@pytest.mark.parametrize("arguments", [["ask", ASKED], ["ask", "--json", ASKED], ["batch"], ["check"]])
def test_a_question_in_the_terminal_loads_no_other_surface(harbour: Path, arguments: list[str]) -> None:
    """Neither Telegram's libraries nor a console's nor a database's: they would cost ten times the question."""
    heavy = {
        "telegram",
        "asyncio",
        "prompt_toolkit",
        "httpx",
        "aiohttp",
        "sqlite3",
        "http.client",
        "platformdirs",
        "hypothesis",
    }
    assert loaded(harbour, arguments, heavy) == b"[] 0\n"
