"""What did a text say on a day: for a complaint, or for the Ombudsman."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.core.wording import OwnText, Place, own_texts, standing
from portal.services.record_wording import texts_of
from portal.store import wording
from portal.wording.catalogue import LANGUAGES, registers_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it stood at a moment.

    ``own`` is the number of the municipality's own version, None when it was the shipped one.
    """

    place: Place
    text: str
    own: int | None


class NotRecordedError(Exception):
    """What this installation came with at that moment was not written down."""


def shown_at(connection: Connection, place: Place, at: datetime) -> Shown | None:
    """Return what stood at a place at a moment, None when no text did.

    Raises:
        NotRecordedError: It was before this installation wrote down its words.
    """
    mine = [one for one in _versions(connection, place.key) if one.place == place]
    found = standing(mine, at)
    if found is not None:
        return Shown(place, found.text, found.number)
    release = wording.shipped_release(connection, place.language, place.register, at)
    if release is None:
        raise NotRecordedError
    text = wording.text_in_release(connection, release, place.key)
    return Shown(place, text, None) if text is not None else None


def shown_everywhere(connection: Connection, key: str, at: datetime) -> list[Shown]:
    """Return what a key said at a moment in every language and register.

    Raises:
        NotRecordedError: It was before this installation wrote down its words.
    """
    places = [
        Place(key, language, register)
        for language in LANGUAGES
        for register in registers_of(language)
    ]
    found = (shown_at(connection, place, at) for place in places)
    return [one for one in found if one is not None]


def words_at(connection: Connection, language: str, register: str, at: datetime) -> dict[str, str]:
    """Return every text of a language and register as it stood at a moment, by key.

    Raises:
        NotRecordedError: It was before this installation wrote down its words.
    """
    release = wording.shipped_release(connection, language, register, at)
    if release is None:
        raise NotRecordedError
    texts = {row.key: str(row.text) for row in texts_of(connection, release)}
    for place, text in own_texts(wording.shown_texts(connection), at).items():
        if (place.language, place.register) == (language, register):
            texts[place.key] = text
    return texts


def _versions(connection: Connection, key: str) -> Sequence[OwnText]:
    return [wording.as_own(row) for row in wording.versions_of(connection, key)]
