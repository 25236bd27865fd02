"""The pytest plugin: `pytest --quoth-library DIR` runs the retrieval tests of a library as test items.

pytest loads this in every run of an environment that has Quoth, so it imports nothing of Quoth, and does nothing,
until the option is given. It stands beside the packages, not in one: a checkout's tests must not find the installed
`bot` loaded already. Thresholds are `quoth test`'s; here each test counts by itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_SUFFIX = ".tests.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; where another copy of this plugin was first, leave it at that."""
    group = parser.getgroup("quoth", "retrieval tests of a Quoth library")
    try:
        group.addoption(
            "--quoth-library",
            metavar="DIR",
            default=None,
            help="run the retrieval tests (NAME.tests.yaml) of the library in DIR; without other arguments these alone",
        )
    except ValueError as error:
        if "--quoth-library" not in str(error):
            raise


def pytest_configure(config: pytest.Config) -> None:
    """Add the library to what is collected, or put it in the place of `testpaths`; raise UsageError for none."""
    given = config.getoption("--quoth-library", None)
    if given is None:
        return
    import pytest  # noqa: PLC0415 - as above

    folder = _folder(config)
    if not given or not folder.is_dir():
        what = "is a file, not a folder" if given and folder.exists() else "does not exist"
        raise pytest.UsageError(f"--quoth-library: {given!r} {what}; name a folder that holds articles")
    chosen = config.args_source is pytest.Config.ArgsSource.ARGS
    paths = [(config.invocation_params.dir / arg.partition("::")[0]).resolve() for arg in config.args if chosen]
    if not chosen:
        config.args = [str(folder)]
    elif not any(folder.is_relative_to(path) or path.is_relative_to(folder) for path in paths):
        config.args.append(str(folder))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the tests files of the library, and no others."""
    if parent.config.getoption("--quoth-library", None) is None or not file_path.name.endswith(_SUFFIX):
        return None
    if file_path.parent.resolve() != _folder(parent.config):
        return None
    from pytest_quoth.items import TestsFile  # noqa: PLC0415 - as above

    return TestsFile.from_parent(parent, path=file_path)


def _folder(config: pytest.Config) -> Path:
    return (config.invocation_params.dir / Path(config.getoption("--quoth-library"))).resolve()
