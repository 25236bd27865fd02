"""The translators' catalogues: every message of the code, the .po files brought in line with it, the .mo files made.

    python -m tests.catalogues

goes through the sources, adds what is new to each `bot/locale/CODE/LC_MESSAGES/quoth.po` untranslated, takes out what
is no longer said, and compiles. `python -m tests.catalogues CODE` begins a catalogue for another language.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import bot
from bot.language import DOMAIN, FOLDER
from bot.messages import ENGLISH, plain_texts
from bot.talk import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(str(bot.__file__)).parent.parent
KEYWORDS = {"say": None, "say_count": (1, 2), "sayCount": (1, 2), "say_in": ((1, "c"), 2)}
"""The functions by which something is said, and which of their arguments are messages."""
METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract", ".js": "javascript"}
UNSAID = ("minisearch.js", "adding_tests.py")
"""Where nothing is said to readers: another's script, and a room whose own `say` speaks to the editor."""
_PLACE = re.compile(r"\{[^}]*\}")
_COMMAND = re.compile(r"(?<![\w/])/[a-z]+(?: 1)?")
MONTHS = "January February March April May June July August September October November December".split()


def template() -> Catalog:
    """Return every message that the code says, with where it stands."""
    catalogue = Catalog(project="Quoth", charset="utf-8", fuzzy=False)
    for path in sorted(ROOT.joinpath("bot").rglob("*")):
        if path.suffix in METHODS and path.name not in UNSAID:
            place = path.relative_to(ROOT).as_posix()
            for _line, message, comments, context in extract_from_file(METHODS[path.suffix], path, KEYWORDS):
                catalogue.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    for name, text in plain_texts().items():
        catalogue.add(text, locations=[("bot/messages.py", 0)], auto_comments=[name])
    for name, does in ENGLISH.commands.items():
        catalogue.add(does, locations=[("bot/messages.py", 0)], auto_comments=[f"/{name} in Telegram's menu"])
    for name, command in COMMANDS.items():
        for text in filter(None, (command.argument, command.does)):
            catalogue.add(text, locations=[("bot/talk.py", 0)], auto_comments=[f"/{name} in the console's help"])
    for context in ("the name of a month alone", "the name of a month after the day"):
        for month in MONTHS:
            catalogue.add(month, locations=[("bot/dating.py", 0)], context=context)
    return catalogue


def po_files() -> Iterator[Path]:
    """Yield the catalogues that there are."""
    yield from sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """Read a .po file; raise where it is malformed."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def faults(catalogue: Catalog, said: Catalog) -> list[str]:
    """Return what is wrong with a catalogue beside what is `said`: untranslated, unused, or with other placeholders."""
    found = []
    for message in said:
        if not message.id:
            continue
        own = catalogue.get(message.id, message.context)
        forms = forms_of(own.string) if own else ()
        if own is None or not forms or not all(forms) or len(forms) < len(forms_of(own.id)):
            found.append(f"untranslated: {message.id!r}")
            continue
        wanted = _kept(forms_of(message.id)[-1])
        found += [f"not what {message.id!r} has in braces: {form!r}" for form in forms if _kept(form) != wanted]
        found += [f"fuzzy: {message.id!r}"] if own.fuzzy else []
    found += [f"unused: {m.id!r}" for m in catalogue if m.id and said.get(m.id, m.context) is None]
    return found


def forms_of(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the plural forms of a message or of its translation; a plain one has one."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def _kept(text: str) -> tuple[list[str], list[str], int]:
    """Return what a translation keeps: the placeholders, the commands and the paragraphs."""
    return sorted(_PLACE.findall(text)), sorted(_COMMAND.findall(text)), text.count("\n")


def compiled(catalogue: Catalog) -> bytes:
    """Return the .mo file of a catalogue."""
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def update(path: Path) -> None:
    """Bring a .po file in line with the code and compile it."""
    code = path.parent.parent.name
    catalogue = read(path) if path.exists() else Catalog(locale=code, fuzzy=False)
    before = catalogue.creation_date
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.creation_date = before  # the same messages give the same bytes
    name = catalogue.locale.english_name if catalogue.locale else code
    catalogue.header_comment = f"# Quoth's own words: {name}. bot/locale/README.md says how to edit this."
    catalogue.project, catalogue.version = "Quoth", "1"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    write_po(written, catalogue, width=0, sort_output=False, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(written.getvalue())
    path.with_suffix(".mo").write_bytes(compiled(read(path)))


if __name__ == "__main__":
    for new in sys.argv[1:]:
        update(FOLDER / new / "LC_MESSAGES" / f"{DOMAIN}.po")
    for known in po_files():
        update(known)
