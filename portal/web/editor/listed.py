"""The list of every text, and what it is filtered and ordered by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import Connection

from portal.core.wording import (
    AuditState,
    OwnText,
    Place,
    Said,
    TextState,
    audit_of,
    is_behind,
    standing,
)
from portal.pages.rendering import label
from portal.store import wording
from portal.wording.catalogue import Catalogue, registers_of
from portal.wording.register import Subject, heaviness, subject_of

SHOWN = 100
_SHORT = 160

READINGS: Mapping[str, tuple[str, str]] = {
    "da": ("da", "normal"),
    "let": ("da", "easy"),
    "en": ("en", "normal"),
    "ar": ("ar", "normal"),
}
"""Languages and registers, as an address names them."""

STATES = ("own", "draft", "waiting", "planned", "changed", "behind", *AuditState)


@dataclass(frozen=True)
class Register:
    """Everything the list needs, read with two statements however many texts there are."""

    shipped: Catalogue
    words: Catalogue
    own: Mapping[Place, Sequence[OwnText]]
    said: Mapping[Place, Sequence[Said]]
    now: datetime

    def text(self, place: Place) -> str:
        """Return a text as it stands."""
        return self.words[place.language, place.register].all_texts()[place.key]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader of the list wants to see. Unknown values are as none."""

    subject: str = ""
    reading: str = "da"
    state: str = ""
    order: str = ""
    containing: str = ""
    page: int = 1


def read_register(
    connection: Connection, shipped: Catalogue, words: Catalogue, now: datetime
) -> Register:
    """Return the register as it stands."""
    own: dict[Place, list[OwnText]] = {}
    for one in wording.all_texts(connection):
        own.setdefault(one.place, []).append(one)
    return Register(shipped, words, own, wording.said(connection), now)


def rows(register: Register, asked: Asked) -> tuple[list[dict[str, Any]], int]:
    """Return the rows of a page of the list, and how many there are in all."""
    language, kind = READINGS.get(asked.reading, READINGS["da"])
    texts = register.words[language, kind].all_texts()
    shipped = register.shipped[language, kind].all_texts()
    wanted = asked.containing.casefold()
    found = []
    for key, text in texts.items():
        if asked.subject and subject_of(key) != asked.subject:
            continue
        if wanted and wanted not in text.casefold() and wanted not in key:
            continue
        place = Place(key, language, kind)
        states = states_of(register, place, text, shipped.get(key, ""))
        if asked.state and asked.state not in states:
            continue
        found.append((place, text, states))
    if asked.order == "hardest":
        found.sort(key=lambda row: _weight(row[1], language), reverse=True)
    elif asked.order == "newest":
        found.sort(key=lambda row: _last_change(register.own.get(row[0], ())), reverse=True)
    first = (max(asked.page, 1) - 1) * SHOWN
    return [_row(*row) for row in found[first : first + SHOWN]], len(found)


def states_of(register: Register, place: Place, text: str, shipped: str) -> list[str]:
    """Return every state a text is in, codes of `STATES`."""
    versions = register.own.get(place, ())
    found = [audit_of(register.said.get(place, ()), text).state.value]
    now = standing(versions, register.now)
    if now is not None:
        found.append("own")
        if now.original != shipped:
            found.append("changed")
    if any(one.state is TextState.DRAFT for one in versions):
        found.append("draft")
    if any(one.state is TextState.WAITING for one in versions):
        found.append("waiting")
    if any(one.shown_from and one.shown_from > register.now for one in versions):
        found.append("planned")
    if is_behind(shown_since(register, place.key), place):
        found.append("behind")
    return found


def shown_since(register: Register, key: str) -> dict[Place, datetime | None]:
    """Return from when each place of a key has stood as it does, None for shipped texts."""
    if not any((key, *reading) in register.own for reading in READINGS.values()):
        return {}
    found: dict[Place, datetime | None] = {}
    for language, kind in READINGS.values():
        place = Place(key, language, kind)
        if kind in registers_of(language):
            stands = standing(register.own.get(place, ()), register.now)
            found[place] = stands.shown_from if stands else None
    return found


def filters(asked: Asked) -> dict[str, Any]:
    """Return the fields of the filter, each option with whether it is chosen."""

    def options(name: str, codes: Sequence[str], chosen: str) -> list[dict[str, Any]]:
        return [
            {"value": code, "label": label(f"editor.{name}.{code or 'all'}"), "on": code == chosen}
            for code in codes
        ]

    return {
        "subject": options("subject", ("", *Subject), asked.subject),
        "reading": options("reading", tuple(READINGS), asked.reading),
        "state": options("state", ("", *STATES), asked.state),
        "order": options("order", ("", "hardest", "newest"), asked.order),
        "containing": asked.containing,
    }


def _weight(text: str, language: str) -> tuple[int, int]:
    """Order by LIX where there is one, and by the longest sentence elsewhere."""
    heavy = heaviness(text, language)
    # LIX means little for a few words: those stand last.
    return (heavy.lix or 0 if heavy.words > _FEW else 0, heavy.longest)


_FEW = 8


def _last_change(versions: Sequence[OwnText]) -> tuple[float, int]:
    newest = max((one.number for one in versions), default=0)
    moments = [one.shown_from.timestamp() for one in versions if one.shown_from]
    return (max(moments, default=0.0), newest)


def _row(place: Place, text: str, states: Sequence[str]) -> dict[str, Any]:
    heavy = heaviness(text, place.language)
    subject = subject_of(place.key)
    return {
        "href": url_for("editor.text", text_key=place.key),
        "key": place.key,
        "text": text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …",
        "language": place.language,
        "subject": label(f"editor.subject.{subject}") if subject else "",
        "states": [label(f"editor.state.{state}") for state in states],
        "lix": heavy.lix,
        "longest": heavy.longest,
    }
