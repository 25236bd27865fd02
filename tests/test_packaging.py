"""What is shipped: the wheel and the sdist hold all that an installed `quoth` needs, and nothing else."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
MYPYC = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
    "wheel"
]["hooks"]["mypyc"]
_OURS = {"test", "dev"}
"""Extras for those who change Quoth: nothing that runs may need them."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree into a folder of its own."""
    target = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(target), versions=["standard"])))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, likewise."""
    target = tmp_path_factory.mktemp("sdist")
    return Path(next(SdistBuilder(str(ROOT)).build(directory=str(target))))


def shipped(folder: str) -> set[str]:
    """The files of `folder` that belong in a package."""
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_the_wheel_holds_the_packages_and_the_library(wheel: Path) -> None:
    """Every file of both packages, the shipped library inside `bot`, the marks of a typed package, the licence."""
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    library = {f"bot/{name}" for name in shipped("seeds")}
    assert names == shipped("bot") | shipped("knowledge") | shipped("pytest_quoth") | library
    assert {"bot/py.typed", "knowledge/py.typed", "bot/seeds/kursk-offensive.txt"} <= names
    assert "quoth-0.1.0.dist-info/licenses/LICENSE" in zipfile.ZipFile(wheel).namelist()


def test_the_wheel_is_plain_python(wheel: Path) -> None:
    """One for every machine: nothing is compiled unless it is asked for."""
    assert wheel.name == "quoth-0.1.0-py3-none-any.whl"
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd"))]


def compiled_rooms() -> list[Path]:
    """The rooms that a compiled build compiles."""
    return [ROOT / room.removeprefix("/") for room in MYPYC["include"]]


def test_a_compiled_build_is_off_and_names_rooms_that_are_there() -> None:
    """A pattern that met nothing would leave a room slow and say nothing."""
    assert MYPYC["enable-by-default"] is False
    assert [room for room in compiled_rooms() if not room.is_file()] == []


@pytest.mark.parametrize("room", compiled_rooms(), ids=lambda room: room.stem)
def test_a_compiled_room_has_the_types_of_its_fields(room: Path) -> None:
    """mypyc looks a field's class up when it makes the value's: imported for type checkers alone, it is not there."""
    tree = ast.parse(room.read_text(encoding="utf-8"))
    guarded = [n for n in tree.body if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    imports = [n for guard in guarded for n in guard.body if isinstance(n, ast.Import | ast.ImportFrom)]
    missing = {alias.asname or alias.name for n in imports for alias in n.names}
    values = [n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    fields = [field.annotation for value in values for field in value.body if isinstance(field, ast.AnnAssign)]
    heads = [kind.value if isinstance(kind, ast.Subscript) else kind for kind in fields]
    assert [head.id for head in heads if isinstance(head, ast.Name) and head.id in missing] == []


def test_the_wheel_answers_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked far from the checkout it finds its own library and answers."""
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "ask", "--json", "Who is Keith Kellogg?"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Trump’s designated envoy for Ukraine and Russia" in done.stdout.decode()
    script = "from bot.settings import default_library; print(default_library())"
    where = subprocess.check_output(
        [sys.executable, "-c", script], cwd=elsewhere, env={**os.environ, "PYTHONPATH": str(unpacked)}, text=True
    )
    assert Path(where.strip()) == unpacked / "bot" / "seeds"


def test_the_sdist_can_be_built_and_tested(sdist: Path) -> None:
    """Source, library, tests, documents and the continuous integration; no cache, no state."""
    prefix = "quoth-0.1.0/"
    with tarfile.open(sdist) as archive:
        names = {name.removeprefix(prefix) for name in archive.getnames()}
    expected = shipped("bot") | shipped("knowledge") | shipped("pytest_quoth") | shipped("seeds")
    assert expected <= names
    documents = {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".ci/run", "tests/test_packaging.py"}
    assert documents <= names
    assert [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".sqlite3"))] == []


def test_the_wheel_of_the_sdist_is_the_wheel_of_the_tree(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    """Whoever builds from the sdist gets the same files."""
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    source = tmp_path / "quoth-0.1.0"
    again = Path(next(WheelBuilder(str(source)).build(directory=str(tmp_path / "out"), versions=["standard"])))
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel).namelist()


def test_every_imported_distribution_is_declared() -> None:
    """An import that only another package's dependency provides would break without a word."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for name, lines in project["optional-dependencies"].items() if name not in _OURS for line in lines]
    declared = " ".join([*project["dependencies"], *extras]).lower()
    files = [path for folder in ("bot", "knowledge") for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    found = sorted({name.split(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"bot", "knowledge"})
    distribution = {"telegram": "python-telegram-bot", "yaml": "pyyaml", "Stemmer": "pystemmer", "docx": "python-docx"}
    names = [distribution.get(name, name.replace("_", "-")) for name in found]
    assert [name for name in names if name not in declared.replace("_", "-")] == []
    assert "pyyaml" in names


def test_the_command_is_the_one_that_the_tests_run() -> None:
    """`quoth` starts `bot.cli:main`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"quoth": "bot.cli:main"}
