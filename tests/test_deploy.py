"""What an operator installs by: the unit, the container file, the lock and the guide agree with the program."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.arguments import COMMANDS
from bot.metrics import Fault, Metrics, Surface
from bot.sources import VARIABLES

ROOT = Path(__file__).parent.parent
UNIT = (ROOT / "deploy" / "quoth.service").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
GUIDE = (ROOT / "bot" / "README.md").read_text(encoding="utf-8")
LOCKS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-extras.lock")}


def pins(lock: str) -> list[tuple[str, str]]:
    """List names and versions; of some there are two: one for an older Python."""
    found = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", LOCKS[lock], re.MULTILINE)
    return [(canonicalize_name(name), at) for name, at in found]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_every_dependency_in_a_version_that_fits(lock: str) -> None:
    """Whoever adds a dependency makes the locks anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    texts = project["dependencies"] + (extras if "extras" in lock else [])
    wanted = [one for one in map(Requirement, texts) if one.name != "quoth"]
    found = {one: [at for name, at in pins(lock) if name == canonicalize_name(one.name)] for one in wanted}
    assert [str(one) for one, at in found.items() if not at] == []
    assert [(str(one), at) for one, ats in found.items() for at in ats if not one.specifier.contains(at)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_file_in_the_lock_has_its_hash_and_none_its_own_address(lock: str) -> None:
    """A registry is the installer's choice; what comes from it is ours."""
    entries = [entry for entry in re.split(r"\n(?=[^\s#])", LOCKS[lock]) if not entry.startswith("#")]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert len(entries) == len(pins(lock))
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host", LOCKS[lock]) == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_systemd_finds_no_fault_with_the_unit(tmp_path: Path) -> None:
    """And rates what it leaves at no more than 2 of 10."""
    program = tmp_path / "quoth"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    unit = tmp_path / "quoth.service"
    unit.write_text(UNIT.replace("/opt/quoth/bin/quoth", str(program)), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", unit], capture_output=True, text=True, check=False
    )
    rating = re.search(r"exposure level for quoth.service: ([\d.]+)", rated.stdout)
    if rating is None:
        pytest.skip(f"this systemd does not rate units offline: {rated.stderr.strip()}")
    assert float(rating[1]) <= 2.0


@pytest.mark.parametrize("text", [UNIT, CONTAINER, GUIDE], ids=["unit", "container file", "guide"])
def test_only_settings_and_commands_that_exist_are_named(text: str) -> None:
    """A misspelt variable would be ignored without a word."""
    named = set(re.findall(r"\b(?:QUOTH|TELEGRAM)_[A-Z_]+\b", text))
    assert named <= set(VARIABLES)
    assert named
    commands = set(re.findall(r"(?:^|[ `/])quoth ([a-z]+)\b", text, re.MULTILINE)) - {"ask"}
    words = {"daemon", "is", "f"}  # systemctl's arguments and prose
    assert commands - words <= set(COMMANDS)


def test_no_secret_stands_in_what_is_installed() -> None:
    """The token comes as a file, to the service alone."""
    assert "TELEGRAM_BOT_TOKEN=" not in UNIT + CONTAINER
    assert "LoadCredential=token:" in UNIT
    assert "TELEGRAM_BOT_TOKEN_FILE=%d/token" in UNIT


def test_the_container_has_no_root_and_no_file_that_is_not_locked() -> None:
    """The last user is a number, so that a cluster can see that it is not 0; what is copied exists."""
    final = CONTAINER.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)", final, re.MULTILINE) == ["10001:10001"]
    assert "--require-hashes" in CONTAINER
    assert CONTAINER.count("pip install") == 2
    assert "pip install --no-deps ." in CONTAINER
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert [name for name in names if not (ROOT / name).exists()] == []
    ignored = (ROOT / "deploy" / "Containerfile.containerignore").read_text(encoding="utf-8")
    assert {f"!{name}" for name in names} == {line for line in ignored.splitlines() if line.startswith("!")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= names


def test_the_guide_names_every_metric_and_none_that_does_not_exist() -> None:
    """With every kind and every surface."""
    text = Metrics().text().decode()
    served = set(re.findall(r"^# TYPE (quoth_\w+?) ", text, re.MULTILINE))
    served = {name for name in served if not name.endswith("_created")}
    named = set(re.findall(r"`?(quoth_[a-z_]+)", GUIDE))
    assert {name.removesuffix("_bucket") for name in named} == served
    assert [kind for kind in (*Fault, *Surface) if f"`{kind}`" not in GUIDE] == []
