"""What a run is compared with: another library folder, the results of an earlier run, or an earlier state in git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError, UsageError
from bot.testing.record import outcomes_of, read_record, record_of
from bot.testing.running import run_tests
from knowledge import KnowledgeError

if TYPE_CHECKING:
    from bot.testing.record import Outcome
    from bot.testing.running import Selection

_REMEDY = "name a library folder, a file that quoth test --json wrote, or a git revision of the library"


def open_other(other: str, folder: Path, selection: Selection) -> tuple[str, tuple[Outcome, ...]]:
    """Return what `other` is called and what became of its tests, of those that are selected.

    A folder's own tests are run, with the program as it is. `folder` is the library that is compared, whose history a
    revision is looked up in. Raises BotError where `other` is none of these.
    """
    path = Path(other)
    if other and path.is_dir():
        return other, _run(path, selection)
    if other and path.exists():
        name, outcomes = read_record(path)
        meant = tuple(o for o in outcomes if selection.takes(o.question, o.kind, o.article, o.card))
        return f"{other} ({name})", meant
    with tempfile.TemporaryDirectory(prefix="quoth-") as temporary:
        _check_out(other, folder, Path(temporary))
        try:
            return other, _run(Path(temporary), selection)
        except (BotError, KnowledgeError) as error:
            raise BotError(f"{str(error).replace(temporary, other)}; or compare with another revision") from error


def _run(folder: Path, selection: Selection) -> tuple[Outcome, ...]:
    """Run the tests of `folder` that are selected; none where it has none of them, as new ones are not there yet."""
    try:
        return outcomes_of(record_of(run_tests(folder, selection), ""))
    except UsageError:
        return ()


def _check_out(revision: str, folder: Path, target: Path) -> None:
    """Put the library as it was in `revision` into `target`; the work tree is not touched."""
    commit = _git(folder, revision, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    inside = _git(folder, revision, "rev-parse", "--show-prefix").decode().strip()
    root = Path(_git(folder, revision, "rev-parse", "--show-toplevel").decode().strip())
    # git archive packs only what lies below the folder that it runs in
    packed = _git(root, revision, "archive", "--format=tar", f"{commit.decode().strip()}:{inside}")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(target, filter="data")


def _git(folder: Path, revision: str, *arguments: str) -> bytes:
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise BotError(f"nothing to compare with, {revision!r}; {_REMEDY}") from error
