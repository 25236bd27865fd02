"""Settings: who wins, what is refused, what is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot
from bot.cache import find_cache
from bot.errors import SettingsError
from bot.settings import Address, Settings, default_library, find_library, load_settings
from bot.sources import KEYS, VARIABLES

TOKEN = "123456:ABC-def_ghi"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A working directory."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


def write(here: Path, text: str | bytes) -> None:
    raw = text if isinstance(text, bytes) else text.encode()
    (here / "quoth.yaml").write_bytes(raw)


def faults(environ: dict[str, str], here: Path) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ, here)
    return caught.value.lines


def test_without_anything_set_the_defaults_hold(here: Path, tmp_path: Path) -> None:
    """The shipped library, the user's state folder, polling, no token."""
    settings = load_settings({}, here)
    assert settings == Settings(
        library=default_library(),
        state=tmp_path / "home" / "state" / "quoth" / "quoth.sqlite3",
        cache=find_cache({}, here),
        token=None,
        api_url="https://api.telegram.org",
        webhook_url=None,
        listen=Address("127.0.0.1", 8080),
        webhook_secret=None,
        metrics=None,
        admins=frozenset(),
        debug=False,
        warnings=(),
    )


def test_every_variable_arrives_in_its_field(here: Path) -> None:
    """All of them at once, in the forms that the README shows."""
    (here / "articles").mkdir()
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://localhost:8081/",
        "QUOTH_LIBRARY": "articles",
        "QUOTH_STATE": "/var/lib/quoth.sqlite3",
        "QUOTH_CACHE": "/var/cache/quoth",
        "QUOTH_WEBHOOK_URL": "https://bot.example.org/hook",
        "QUOTH_LISTEN": "0.0.0.0:8443",
        "QUOTH_WEBHOOK_SECRET": "s3cret_-",
        "QUOTH_METRICS": "[::1]:9100",
        "QUOTH_PROCESSES": "0",
        "QUOTH_ADMINS": "12, 34 56",
        "QUOTH_SITE_URL": "https://read.example/quoth/",
    }
    assert {*environ, "TELEGRAM_BOT_TOKEN_FILE"} == set(VARIABLES)
    assert load_settings(environ, here, debug=True) == Settings(
        library=here / "articles",
        state=Path("/var/lib/quoth.sqlite3"),
        cache=Path("/var/cache/quoth"),
        token=TOKEN,
        api_url="http://localhost:8081",
        webhook_url="https://bot.example.org/hook",
        listen=Address("0.0.0.0", 8443),
        webhook_secret="s3cret_-",
        metrics=Address("::1", 9100),
        processes=0,
        admins=frozenset({12, 34, 56}),
        site_url="https://read.example/quoth",
        debug=True,
    )


def test_a_flag_wins_over_the_environment_and_that_over_the_file(here: Path) -> None:
    """Each layer hides the one below; an empty variable hides nothing."""
    for name in ("flag", "env", "file"):
        (here / name).mkdir()
    write(here, "library: file")
    assert find_library({"QUOTH_LIBRARY": "env"}, here, library=Path("flag")) == here / "flag"
    assert find_library({"QUOTH_LIBRARY": "env"}, here) == here / "env"
    assert find_library({"QUOTH_LIBRARY": ""}, here) == here / "file"


def test_the_file_knows_every_setting(here: Path) -> None:
    """Its keys are the variables' names in lower case, without `quoth_`; YAML's own types do not meddle."""
    (here / "articles").mkdir()
    write(
        here,
        "library: articles\nstate: ~/q.sqlite3\nlisten: localhost:80\nadmins: [1, 2]\n"
        "metrics:\nwebhook_secret: 0010\ntelegram_bot_token: 1:30\n",
    )
    settings = load_settings({}, here)
    assert settings.state == Path("~/q.sqlite3").expanduser()
    assert (settings.listen, settings.metrics) == (Address("localhost", 80), None)
    assert (settings.admins, settings.webhook_secret, settings.token) == (frozenset({1, 2}), "0010", "1:30")
    assert KEYS["telegram_bot_token"] == "TELEGRAM_BOT_TOKEN"
    assert KEYS["webhook_url"] == "QUOTH_WEBHOOK_URL"


def test_all_faults_of_the_file_are_named_with_their_lines(here: Path) -> None:
    """A slip gets a suggestion; a key twice and a value that is none are faults too."""
    write(here, "libary: a\nlisten: x:1\nlisten: y:2\n\nadmins: {a: b}\nzzz: 1\n7: x\n")
    assert faults({}, here) == (
        "unknown key 'libary', quoth.yaml:1; did you mean 'library'?",
        "key 'listen' stands there twice, quoth.yaml:3; keep one of them",
        "key 'admins' holds no single value, quoth.yaml:5; write it on one line",
        f"unknown key 'zzz', quoth.yaml:6; known are {', '.join(KEYS)}",
        f"unknown key '7', quoth.yaml:7; known are {', '.join(KEYS)}",
    )


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"a: [", "not YAML (expected the node content, but found '<stream end>'), {file}:1; write lines of the form"),
        (b"- a", "settings are not keys with values, {file}; write lines of the form key: value"),
        (b"library: \xff", "settings are not UTF-8, {file}; save the file as UTF-8"),
        (b"a: \x01", "not YAML ("),
        (b"[" * 5000, "not YAML ("),
    ],
    ids=["broken", "a list", "not UTF-8", "control character", "nested"],
)
def test_a_file_that_cannot_be_read_is_one_line(here: Path, raw: bytes, fault: str) -> None:
    """What, where, remedy; never a traceback of the YAML reader."""
    write(here, raw)
    (line,) = faults({}, here)
    assert line.startswith(fault.format(file=here / "quoth.yaml"))
    assert "\n" not in line


def test_a_folder_in_place_of_the_file_is_one_line(here: Path) -> None:
    """The system's reason is named."""
    (here / "quoth.yaml").mkdir()
    assert faults({}, here) == (
        f"cannot read settings (Is a directory), {here / 'quoth.yaml'}; make it a readable file",
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "library:\n", "\ufefflibrary:\n"])
def test_an_empty_file_sets_nothing(here: Path, text: str) -> None:
    """Comments and keys without a value are no faults."""
    write(here, text)
    assert find_library({}, here) == default_library()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("TELEGRAM_API_URL", "api.telegram.org", "'api.telegram.org' is no address"),
        ("QUOTH_WEBHOOK_URL", "https://a.example/?x=1", "'https://a.example/?x=1' is no address"),
        ("QUOTH_LISTEN", "8080", "'8080' is no host:port"),
        ("QUOTH_LISTEN", "host:65536", "'host:65536' is no host:port"),
        ("QUOTH_LISTEN", "::1:80", "'::1:80' is no host:port"),
        ("QUOTH_LISTEN", "unix:", "'unix:' names no socket"),
        ("QUOTH_LISTEN", f"unix:/{'x' * 120}", f"'unix:/{'x' * 120}' is too long a path"),
        ("QUOTH_METRICS", "unix:/run/quoth.sock", "'unix:/run/quoth.sock' is no host:port"),
        ("QUOTH_METRICS", "host:0", "'host:0' is no host:port"),
        ("QUOTH_PROCESSES", "two", "'two' is no number of processes"),
        ("QUOTH_PROCESSES", "-1", "'-1' is no number of processes"),
        ("QUOTH_PROCESSES", "65", "'65' is no number of processes"),
        ("QUOTH_PROCESSES", "²", "'²' is no number of processes"),
        ("QUOTH_ADMINS", "12,@falk", "holds '@falk'"),
        ("QUOTH_SITE_URL", "read.example", "'read.example' is no address"),
        ("QUOTH_ADMINS", "-100", "holds '-100'"),
        ("QUOTH_ADMINS", "²", "holds '²'"),
        ("QUOTH_STATE", "~nobody-of-this-name/x", "'~nobody-of-this-name/x' names no home folder"),
        ("QUOTH_WEBHOOK_SECRET", "not allowed!", "has characters that Telegram refuses"),
        ("TELEGRAM_BOT_TOKEN", "not-a-token", "is no bot token"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_its_place_and_remedy(
    here: Path, name: str, value: str, fault: str
) -> None:
    """From the environment and from the file alike."""
    (line,) = faults({name: value}, here)
    assert line.startswith(f"{name} {fault}, in the environment; ")
    key = next(key for key, variable in KEYS.items() if variable == name)
    write(here, f"# first line\n{key}: '{value}'")
    (line,) = faults({}, here)
    assert line.startswith(f"{name} {fault}, in quoth.yaml:2; ")


def test_all_values_that_do_not_fit_are_named_at_once(here: Path) -> None:
    """Nobody mends one only to meet the next."""
    lines = faults({"QUOTH_LISTEN": "x", "QUOTH_ADMINS": "y", "TELEGRAM_BOT_TOKEN": "z"}, here)
    assert [line.split()[0] for line in lines] == ["TELEGRAM_BOT_TOKEN", "QUOTH_LISTEN", "QUOTH_ADMINS"]


def test_a_secret_is_never_shown(here: Path) -> None:
    """Neither in a fault nor in a repr."""
    secret = "hunter2 is secret"
    lines = faults({"TELEGRAM_BOT_TOKEN": secret, "QUOTH_WEBHOOK_SECRET": secret}, here)
    assert len(lines) == 2
    assert not [line for line in lines if "hunter2" in line]
    settings = load_settings({"TELEGRAM_BOT_TOKEN": TOKEN, "QUOTH_WEBHOOK_SECRET": "hunter2"}, here)
    assert settings.token == TOKEN
    assert TOKEN not in repr(settings)
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize("raw", [f"{TOKEN}\n".encode(), f"  {TOKEN}\r\n\n".encode(), f"\ufeff{TOKEN}".encode()])
def test_a_token_file_is_read_and_trimmed(here: Path, raw: bytes) -> None:
    """Newlines and a byte order mark are no part of a token."""
    (here / "token").write_bytes(raw)
    (here / "token").chmod(0o600)
    settings = load_settings({"TELEGRAM_BOT_TOKEN_FILE": "token"}, here)
    assert (settings.token, settings.warnings) == (TOKEN, ())


def test_a_token_file_that_others_may_read_is_a_warning(here: Path) -> None:
    """It works, and says how to close it."""
    (here / "token").write_text(TOKEN, encoding="utf-8")
    (here / "token").chmod(0o644)
    settings = load_settings({"TELEGRAM_BOT_TOKEN_FILE": "token"}, here)
    assert settings.token == TOKEN
    assert settings.warnings == (f"other users may read the token in '{here / 'token'}'; chmod 600 that file",)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (None, "'{file}' cannot be read (No such file or directory)"),
        (b"", "is no bot token"),
        (b"hunter2", "is no bot token"),
        (b"1:a\n2:b", "is no bot token"),
        (b"\xff\xfe", "'{file}' is not text"),
    ],
    ids=["missing", "empty", "other", "two", "binary"],
)
def test_a_token_file_without_a_token_is_a_fault(here: Path, raw: bytes | None, fault: str) -> None:
    """It names the variable and the file, never what is in it."""
    if raw is not None:
        (here / "token").write_bytes(raw)
    (line,) = faults({"TELEGRAM_BOT_TOKEN_FILE": "token"}, here)
    assert line.startswith(f"TELEGRAM_BOT_TOKEN_FILE {fault.format(file=here / 'token')}, in the environment; ")
    assert "hunter2" not in line


def test_a_token_and_a_token_file_side_by_side_are_a_fault_but_a_higher_layer_wins(here: Path) -> None:
    """No guessing which was meant; the environment hides the file of settings as ever."""
    (here / "token").write_text("7:file", encoding="utf-8")
    (here / "token").chmod(0o600)
    assert faults({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BOT_TOKEN_FILE": "token"}, here) == (
        "TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set, in the environment; keep one of them",
    )
    write(here, f"telegram_bot_token: {TOKEN}")
    assert load_settings({"TELEGRAM_BOT_TOKEN_FILE": "token"}, here).token == "7:file"
    write(here, "telegram_bot_token_file: token")
    assert load_settings({"TELEGRAM_BOT_TOKEN": TOKEN}, here).token == TOKEN


@pytest.mark.parametrize(("name", "what"), [("missing", "does not exist"), ("a-file", "is a file, not a folder")])
def test_a_library_that_is_no_folder_is_named_with_where_it_was_set(here: Path, name: str, what: str) -> None:
    """The reader learns which of flag, variable and file to mend."""
    (here / "a-file").touch()
    with pytest.raises(SettingsError) as caught:
        find_library({}, here, library=Path(name))
    assert caught.value.lines == (f"library '{name}' {what}, given with --library; name a folder that holds articles",)
    assert f"'{name}' {what}, in the environment;" in faults({"QUOTH_LIBRARY": name}, here)[0]


def test_a_question_does_not_fail_on_what_only_the_bot_needs(here: Path) -> None:
    """A stray token or address is the bot's matter."""
    assert find_library({"TELEGRAM_BOT_TOKEN": "junk", "QUOTH_LISTEN": "junk"}, here) == default_library()


def test_the_webhook_may_listen_on_a_unix_socket(here: Path) -> None:
    """`unix:` and a path, which starts from the working directory where it is relative."""
    assert load_settings({"QUOTH_LISTEN": "unix:/run/quoth/hook.sock"}, here).listen == Path("/run/quoth/hook.sock")
    assert load_settings({"QUOTH_LISTEN": "unix:hook.sock"}, here).listen == here / "hook.sock"


def test_variables_of_others_are_not_ours(here: Path) -> None:
    """Kubernetes sets QUOTH_PORT for a service of that name; that is no fault."""
    assert load_settings({"QUOTH_PORT": "tcp://10.0.0.1:80"}, here).listen == Address("127.0.0.1", 8080)


def test_the_default_library_is_the_shipped_one() -> None:
    """Inside the installed package, or beside it in a checkout; either way it holds the article."""
    package = Path(str(bot.__file__)).parent
    assert default_library() in {package / "seeds", package.parent / "seeds"}
    assert (default_library() / "kursk-offensive.txt").is_file()


def test_reading_settings_creates_nothing(here: Path, tmp_path: Path) -> None:
    """Not even the state folder."""
    load_settings({}, here)
    assert list(here.iterdir()) == []
    assert not (tmp_path / "home").exists()
