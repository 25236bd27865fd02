"""Where settings come from: flags, environment and `quoth.yaml`, as text that knows its place. Nothing is interpreted.

YAML's own types are not used: `1:30` and `no` stay what was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import SettingsError
from knowledge.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import yaml

SETTINGS_FILE = "quoth.yaml"

VARIABLES = (
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_BOT_TOKEN_FILE",
    "TELEGRAM_API_URL",
    "QUOTH_LIBRARY",
    "QUOTH_STATE",
    "QUOTH_CACHE",
    "QUOTH_SITE_URL",
    "QUOTH_WEBHOOK_URL",
    "QUOTH_LISTEN",
    "QUOTH_WEBHOOK_SECRET",
    "QUOTH_METRICS",
    "QUOTH_PROCESSES",
    "QUOTH_ADMINS",
)
"""The environment variables that are read. An empty one counts as unset."""

KEYS = {name.lower().removeprefix("quoth_"): name for name in VARIABLES}
"""The keys of the settings file: the variables' names in lower case, without `quoth_`."""
SECTIONS = ("test",)
"""Keys of the settings file that hold keys of their own, which no variable sets; what these mean is not said here."""


@dataclass(frozen=True, slots=True)
class Given:
    """A setting as it was given, and where."""

    value: str = field(repr=False)
    where: str
    layer: int
    """0 for a flag, 1 for the environment, 2 for the file: the lower wins."""


def gather(environ: Mapping[str, str], directory: Path, library: Path | None = None) -> dict[str, Given]:
    """Return what is set, by variable, each from the topmost layer that sets it.

    Raises SettingsError with every fault of the settings file in `directory`; without a file there is none.
    """
    given = _read_file(directory / SETTINGS_FILE)
    given |= {name: Given(environ[name], "in the environment", 1) for name in VARIABLES if environ.get(name)}
    if library is not None:
        given["QUOTH_LIBRARY"] = Given(str(library), "given with --library", 0)
    return given


def read_section(directory: Path, section: str) -> dict[str, Given]:
    """Return what the settings file in `directory` says in one of the SECTIONS, by key; values are not interpreted.

    Raises SettingsError with every fault of its form.
    """
    entries: dict[str, Given] = {}
    faults: list[str] = []
    for name, value in _parse(directory / SETTINGS_FILE):
        if name.value != section or value.tag == "tag:yaml.org,2002:null":
            continue
        place = f"{SETTINGS_FILE}:{name.start_mark.line + 1}"
        if entries or not value.tag.endswith(":map"):
            what = "stands there twice" if entries else "holds no keys"
            raise SettingsError(f"key {section!r} {what}, {place}; write it once, with lines of the form key: value")
        for key, inner in value.value:
            place = f"{SETTINGS_FILE}:{key.start_mark.line + 1}"
            text = _text(inner)
            if not isinstance(key.value, str) or not text:
                faults.append(f"key {_shown(key)} in {section} holds no single value, {place}; write it on one line")
            elif key.value in entries:
                faults.append(f"key {key.value!r} stands in {section} twice, {place}; keep one of them")
            else:
                entries[key.value] = Given(text, f"in {place}", 2)
    if faults:
        raise SettingsError(*faults)
    return entries


def _read_file(path: Path) -> dict[str, Given]:
    root = [(key, value) for key, value in _parse(path) if key.value not in SECTIONS]
    faults: list[str] = []
    given: dict[str, Given] = {}
    for key, value in root:
        place = f"{SETTINGS_FILE}:{key.start_mark.line + 1}"
        name = KEYS.get(str(key.value))
        text = _text(value)
        if name is None:
            faults.append(f"unknown key {_shown(key)}, {place}; {_known(str(key.value))}")
        elif name in given:
            faults.append(f"key {key.value!r} stands there twice, {place}; keep one of them")
        elif text is None:
            faults.append(f"key {key.value!r} holds no single value, {place}; write it on one line")
        elif text:
            given[name] = Given(text, f"in {place}", 2)
    if faults:
        raise SettingsError(*faults)
    return given


def _parse(path: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(f"cannot read settings ({error.strerror}), {path}; make it a readable file") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"settings are not UTF-8, {path}; save the file as UTF-8") from error
    import yaml  # noqa: PLC0415 - 25 ms that a run without a settings file need not pay

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "nested too deep"
        raise SettingsError(f"not YAML ({problem}), {place}; write lines of the form key: value") from error
    if root is None or root.tag == "tag:yaml.org,2002:null":
        return []
    if not isinstance(root, yaml.MappingNode):
        raise SettingsError(f"settings are not keys with values, {path}; write lines of the form key: value")
    return root.value  # type: ignore[no-any-return]


def _text(node: yaml.Node) -> str | None:
    """Return a value as it was written, "" for an empty one, None for what is no value; a list is joined."""
    if node.tag == "tag:yaml.org,2002:null":
        return ""
    if isinstance(node.value, str):
        return node.value
    parts = [item.value for item in node.value if hasattr(item, "value") and isinstance(item.value, str)]
    return ",".join(parts) if parts and len(parts) == len(node.value) else None


def _shown(key: yaml.Node) -> str:
    return repr(key.value) if isinstance(key.value, str) else "that is no word"


def _known(key: str) -> str:
    import difflib  # noqa: PLC0415 - for a fault only

    near = difflib.get_close_matches(key, (*KEYS, *SECTIONS), n=1)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(KEYS)}"
