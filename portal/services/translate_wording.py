"""Take in what a translator has given back: drafts that say whose they are, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from portal.core.wording import Ground, OwnText, Place, Problem, TextProblem, TextState
from portal.services.edit_wording import (
    Change,
    Desk,
    MarkupRefusedError,
    TextRefusedError,
    UnknownPlaceError,
    add_version,
    checked,
)
from portal.store import wording
from portal.wording.catalogue import NORMAL
from portal.wording.translators import Translation, read_gettext

_SAID: dict[TextProblem, str] = {
    TextProblem.EMPTY: "it is empty",
    TextProblem.TOO_LONG: "it has more than {place} signs",
    TextProblem.BROKEN_PLACE: "a brace opens or closes nothing, or holds more than a name",
    TextProblem.UNKNOWN_PLACE: "{{{place}}} is no place of this text",
    TextProblem.LOST_PLACE: "the place {{{place}}} is missing",
    TextProblem.LINES: "it must be one line",
    TextProblem.NO_REASON: "it has no reason",
}


class TranslationsRefusedError(Exception):
    """Texts cannot stand where they are meant to; nothing was taken in. A sentence for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(f"{len(problems)} texts cannot stand; nothing was taken in.")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file.

    Attributes:
        drafts: New drafts.
        same: Texts that stand or lie as drafts already.
        unfinished: Messages without a finished text.
        behind: Keys whose Danish text is another now than the one the translator had.
    """

    drafts: int
    same: int
    unfinished: int
    behind: tuple[str, ...]


def take_translations(desk: Desk, content: bytes, translator: str, now: datetime) -> Taken:
    """Keep what is new in a translator's file as drafts that nobody has looked through yet.

    Args:
        desk: What editing is done with; its words are those that stand.
        content: The gettext file.
        translator: Whose work it is.
        now: The moment.

    Raises:
        portal.wording.translators.TranslationsError: The file is none of ours.
        TranslationsRefusedError: A text cannot stand in its place. Nothing was taken in.
    """
    file = read_gettext(content)
    with desk.engine.begin() as connection:
        begun = _begun(wording.all_texts(connection))
        new: list[tuple[Translation, Change]] = []
        problems, same = [], 0
        for one in file.texts:
            place = Place(one.key, file.language, one.register)
            if one.text in (_stands(desk, place), *begun.get(place, ())):
                same += 1
                continue
            try:
                text, _ = checked(desk.words.shipped, place, one.text)
            except (UnknownPlaceError, MarkupRefusedError, TextRefusedError) as error:
                problems.append(f"{one.key} ({file.language}, {one.register}): {_why(error)}.")
                continue
            why = f"Oversættelse fra {translator}."
            new.append((one, Change(place, text, Ground.EXPLAINS, why, translator)))
        if problems:
            raise TranslationsRefusedError(problems)
        for _, change in new:
            _keep(connection, desk, change, translator, now)
    behind = [one.key for one, _ in new if one.danish != _stands(desk, _danish(one.key))]
    return Taken(len(new), same, file.unfinished, tuple(behind))


def _keep(
    connection: Connection, desk: Desk, change: Change, translator: str, now: datetime
) -> None:
    made = add_version(connection, desk, change, translator, now)
    wording.note(connection, made, "translated", translator, now, "")


def _begun(texts: Sequence[OwnText]) -> dict[Place, list[str]]:
    """Return the texts that lie as drafts, or wait, by place."""
    found: dict[Place, list[str]] = {}
    for one in texts:
        if one.state in (TextState.DRAFT, TextState.WAITING):
            found.setdefault(one.place, []).append(one.text)
    return found


def _stands(desk: Desk, place: Place) -> str | None:
    words = desk.words.get((place.language, place.register))
    return words.find(place.key) if words else None


def _danish(key: str) -> Place:
    return Place(key, "da", NORMAL)


def _why(error: UnknownPlaceError | MarkupRefusedError | TextRefusedError) -> str:
    """Return what is wrong with a text, as one sentence goes on after its key."""
    if isinstance(error, UnknownPlaceError):
        return "there is no such text"
    if isinstance(error, MarkupRefusedError):
        return "it holds markup, and texts are plain"
    return "; ".join(map(_told, error.problems))


def _told(problem: Problem) -> str:
    return _SAID[problem.code].format(place=problem.place)
