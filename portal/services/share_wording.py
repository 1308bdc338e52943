"""The municipality's own texts as files: for git, for translators, for another municipality.

The form is told in ``docs/wording.md``. What is written and read back is the same, to the letter.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from portal.core.wording import AuditState, Place, Said, TextState, own_texts
from portal.services.edit_wording import (
    MarkupRefusedError,
    TextRefusedError,
    UnknownPlaceError,
    checked,
)
from portal.services.spoken_words import spoken
from portal.store import wording
from portal.store.models import AuditRow, OwnTextRow, WordingLogRow
from portal.wording.catalogue import LANGUAGES, Catalogue
from portal.wording.translators import gettext_of

FORM = 1
_VERSION = (
    *("number", "state", "ground", "reason", "author", "created_at"),
    *("shown_from", "shown_to", "origin", "original", "text"),
)
_SAID = ("digest", "state", "on_day", "place", "origin", "noted_by", "noted_at")


class FormError(Exception):
    """The folder is not in the form this version reads."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a folder: versions read, and a sentence for each refused."""

    read: int
    refused: tuple[str, ...]


def export_wording(connection: Connection, folder: Path, shipped: Catalogue, now: datetime) -> int:
    """Write every own version and everything said of it, one file a language; return how many.

    Beside them stands a gettext file for each language and register with every text as it
    stands, for translators.
    """
    written = 0
    versions = sorted(_rows(connection, OwnTextRow), key=lambda row: (*_place(row), row["number"]))
    said = sorted(_rows(connection, AuditRow), key=_place)
    log = _rows(connection, WordingLogRow)
    numbers = {row["id"]: row["number"] for row in versions}
    for entry in log:
        entry["number"] = numbers[entry["own_id"]]
    places = {row["id"]: _place(row) for row in versions}
    _write(folder / "wording.toml", [f"form = {FORM}"])
    for language in LANGUAGES:
        lines: list[str] = []
        for row in (one for one in versions if one["language"] == language):
            lines += _table(f"{_name(row)}.version", row, _VERSION)
            done = [entry for entry in log if places[entry["own_id"]] == _place(row)]
            for entry in (one for one in done if one["number"] == row["number"]):
                lines += _table(f"{_name(row)}.version.done", entry, ("what", "by", "at", "reason"))
            written += 1
        for row in (one for one in said if one["language"] == language):
            lines += _table(f"{_name(row)}.said", row, _SAID)
        _write(folder / language / "own.toml", lines)
    write_gettext(connection, folder, shipped, now)
    return written


def import_wording(
    engine: Engine, folder: Path, shipped: Catalogue, now: datetime, origin: str | None = None
) -> Read:
    """Read a folder.

    Without ``origin`` it is this municipality's own: every version comes back as it was, and the
    register must hold none. With it the texts are another's: what stands there comes as a draft
    with its origin, and what was said of it as said elsewhere.

    Raises:
        FormError: The folder is not in this form, or the register is not empty.
    """
    form = _toml(folder / "wording.toml").get("form")
    if form != FORM:
        raise FormError(f"{folder} is not in form {FORM} of shared wording.")
    found = {one: _toml(folder / one / "own.toml") for one in LANGUAGES}
    with engine.begin() as connection:
        if origin is not None:
            return _take_over(connection, found, shipped, origin, now)
        if wording.number(connection):
            raise FormError("The register holds own texts already; say whose these are.")
        return _put_back(connection, found)


def _put_back(connection: Connection, found: Mapping[str, Any]) -> Read:
    read = 0
    for place, entry in _places(found):
        for version in entry.get("version", []):
            own_id = wording.add(
                connection, place, version["text"], **_columns(version, _VERSION[1:-1])
            )
            for done in version.get("done", []):
                row = {"own_id": own_id, **_columns(done, ("what", "by", "at", "reason"))}
                connection.execute(insert(WordingLogRow), row)
            read += 1
        for said in entry.get("said", []):
            row = {**place._asdict(), **_columns(said, _SAID)}
            connection.execute(insert(AuditRow), row)
    return Read(read, ())


def _take_over(
    connection: Connection,
    found: Mapping[str, Any],
    shipped: Catalogue,
    origin: str,
    now: datetime,
) -> Read:
    read, refused = 0, []
    for place, entry in _places(found):
        stands = [
            one
            for one in entry.get("version", [])
            if one["state"] == TextState.PUBLISHED and "shown_to" not in one
        ]
        for version in stands[-1:]:
            try:
                text, original = checked(shipped, place, version["text"])
            except (UnknownPlaceError, MarkupRefusedError, TextRefusedError) as error:
                refused.append(f"{' '.join(place)}: {type(error).__name__} {error}".strip())
                continue
            source = version.get("origin", origin)
            own_id = wording.add(
                connection,
                place,
                text,
                state=TextState.DRAFT,
                ground=version["ground"],
                reason=version["reason"],
                author=origin,
                created_at=now,
                origin=source,
                original=original,
            )
            wording.note(connection, own_id, "taken_over", origin, now, version["reason"])
            read += 1
        for said in entry.get("said", []):
            what = Said(
                said["digest"],
                AuditState(said["state"]),
                said["on_day"],
                said["place"],
                said.get("origin", origin),
            )
            wording.note_said(connection, place, what, origin, now)
    return Read(read, tuple(refused))


def _places(found: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for language, keys in found.items():
        for key, registers in keys.items():
            for register, entry in registers.items():
                yield Place(key, language, register), entry


def _columns(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row.get(name) for name in names}


def _rows(connection: Connection, model: Any) -> list[dict[str, Any]]:
    statement = select(model.__table__).order_by(model.id)
    return [dict(row._mapping) for row in connection.execute(statement)]


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["key"], row["language"], row["register"])


def _name(row: Mapping[str, Any]) -> str:
    return f"{json.dumps(row['key'])}.{row['register']}"


def _table(name: str, row: Mapping[str, Any], columns: Iterable[str]) -> list[str]:
    values = (f"{one} = {_value(row[one])}" for one in columns if row[one] is not None)
    return [f"[[{name}]]", *values, ""]


def _value(value: Any) -> str:
    """Return a value as TOML writes it; a text of several lines keeps them, so that git can."""
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if "\n" not in value:
        return text
    return '"""\n' + text[1:-1].replace("\\n", "\n") + '"""'


def _write(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormError(f"{path.name}: {error}") from None


def write_gettext(
    connection: Connection, folder: Path, shipped: Catalogue, now: datetime
) -> list[Path]:
    """Write every text as it stands, a gettext file for each language and register."""
    stands = spoken(shipped, own_texts(wording.shown_texts(connection), now))
    written = []
    for language, register in stands:
        path = folder / language / f"{register}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gettext_of(stands, language, register, now))
        written.append(path)
    return written
