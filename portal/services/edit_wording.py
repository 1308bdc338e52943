"""Change a text: write a draft, send it to the council, publish it, take it back.

Each function is one transaction. Nothing that was published is ever changed: another version
takes its place, and both say from when to when they stood.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row

from portal.core.wording import (
    AuditState,
    Ground,
    Place,
    Problem,
    TextState,
    audit_of,
    is_unreviewed,
    may_publish,
    problems_of,
)
from portal.services.record_wording import record_wording
from portal.services.spoken_words import SpokenWords
from portal.store import wording
from portal.wording.catalogue import Catalogue
from portal.wording.markup import UnsafeWordingError, refuse_markup
from portal.wording.pasted import PastedError, PastedProblem, as_plain


class TextRefusedError(Exception):
    """A text cannot stand where it is meant to. ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


class MarkupRefusedError(Exception):
    """A text holds markup, or something pasted that cannot become plain text."""

    def __init__(self, problem: PastedProblem | None = None) -> None:
        super().__init__(problem or "markup")
        self.problem = problem


class TooLateError(Exception):
    """The version is not in the state this needs any more: somebody else was first."""


class WaitsForCouncilError(Exception):
    """The municipality lets explanations wait for their discussion, and this one had none."""


class UnknownPlaceError(Exception):
    """No text has this key in this language and register."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What editing is done with.

    ``waits`` is whether the municipality lets explanations wait for their discussion.
    """

    engine: Engine
    words: SpokenWords
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor has written."""

    place: Place
    text: str
    ground: Ground
    reason: str
    origin: str | None = None


def checked(shipped: Catalogue, place: Place, text: str) -> tuple[str, str]:
    """Return a text as it may stand, and the shipped one it stands for.

    Raises:
        UnknownPlaceError: There is no such text.
        MarkupRefusedError: It holds markup, or what cannot become plain text.
        TextRefusedError: It lacks a place, holds a broken one, or is no text.
    """
    original = shipped_text(shipped, place)
    if original is None:
        raise UnknownPlaceError(place.key)
    try:
        # Before anything is made plain: who writes a tag means something by it, and is told.
        refuse_markup(place.key, text)
        plain = as_plain(text)
        refuse_markup(place.key, plain)
    except PastedError as error:
        raise MarkupRefusedError(error.problem) from error
    except UnsafeWordingError as error:
        raise MarkupRefusedError from error
    if problems := problems_of(plain, original):
        raise TextRefusedError(problems)
    return plain, original


def shipped_text(shipped: Catalogue, place: Place) -> str | None:
    """Return the shipped text of a place, None when there is none."""
    words = shipped.get((place.language, place.register))
    return words.find(place.key) if words else None


def write_draft(desk: Desk, change: Change, by: str, now: datetime) -> int:
    """Keep a new version as a draft and return its id.

    Raises:
        UnknownPlaceError: There is no such text.
        MarkupRefusedError: It holds markup, or what cannot become plain text.
        TextRefusedError: The text cannot stand there.
    """
    with desk.engine.begin() as connection:
        made = add_version(connection, desk, change, by, now)
        wording.note(connection, made, "written", by, now, change.reason)
    return made


def add_version(connection: Connection, desk: Desk, change: Change, by: str, now: datetime) -> int:
    """Add a draft in the caller's transaction and return its id.

    Raises:
        UnknownPlaceError: There is no such text.
        MarkupRefusedError: It holds markup, or what cannot become plain text.
        TextRefusedError: The text cannot stand there.
    """
    text, original = checked(desk.words.shipped, change.place, change.text)
    return wording.add(
        connection,
        change.place,
        text,
        ground=change.ground,
        reason=change.reason,
        origin=change.origin,
        original=original,
        author=by,
        state=TextState.DRAFT,
        created_at=now,
    )


def rewrite(desk: Desk, own_id: int, change: Change, by: str, now: datetime) -> int:
    """Put a new draft in the place of one that is not published, and return its id.

    What the old one said stays, with who wrote it: somebody may have read or discussed those
    words. The new one keeps its origin, and whether it is a translation nobody has looked through.

    Raises:
        TooLateError: The old one is published or taken back already.
        UnknownPlaceError: There is no such text.
        MarkupRefusedError: It holds markup, or what cannot become plain text.
        TextRefusedError: The text cannot stand there.
    """
    with desk.engine.begin() as connection:
        row = _in_state(connection, own_id, TextState.DRAFT, TextState.WAITING)
        kept = replace(change, place=_place(row), origin=row.origin)
        made = add_version(connection, desk, kept, by, now)
        wording.change(connection, own_id, state=TextState.TAKEN_BACK)
        wording.note(connection, own_id, "rewritten", by, now, "")
        wording.note(connection, made, "written", by, now, change.reason)
        if is_unreviewed(entry.what for entry in wording.log_of(connection, [own_id])):
            wording.note(connection, made, "translated", row.origin or by, now, "")
    return made


def say_reviewed(desk: Desk, own_id: int, by: str, now: datetime) -> None:
    """Write down that somebody has looked a translation through.

    Raises:
        TooLateError: It was taken back, or somebody has looked it through already.
    """
    with desk.engine.begin() as connection:
        _in_state(connection, own_id, TextState.DRAFT, TextState.WAITING, TextState.PUBLISHED)
        if not is_unreviewed(entry.what for entry in wording.log_of(connection, [own_id])):
            raise TooLateError
        wording.note(connection, own_id, "reviewed", by, now, "")


def send_to_council(desk: Desk, own_id: int, by: str, now: datetime) -> None:
    """Let a draft wait for the council.

    Raises:
        TooLateError: It is no draft any more.
    """
    with desk.engine.begin() as connection:
        _in_state(connection, own_id, TextState.DRAFT)
        wording.change(connection, own_id, state=TextState.WAITING)
        wording.note(connection, own_id, "sent", by, now, "")


def publish(
    desk: Desk, own_id: int, by: str, now: datetime, from_at: datetime | None = None
) -> None:
    """Let a version stand on pages, in letters and in notices, now or from a moment ahead.

    Raises:
        TooLateError: It is published or taken back already.
        WaitsForCouncilError: It explains, and the council has not discussed it.
    """
    begins = max(from_at or now, now)
    with desk.engine.begin() as connection:
        row = _in_state(connection, own_id, TextState.DRAFT, TextState.WAITING)
        place = _place(row)
        said = wording.said(connection, place.key).get(place, [])
        state: AuditState = audit_of(said, row.text).state
        if not may_publish(Ground(row.ground), state, waits=desk.waits):
            raise WaitsForCouncilError
        _make_room(connection, place, begins, now)
        wording.change(connection, own_id, state=TextState.PUBLISHED, shown_from=begins)
        wording.note(connection, own_id, "published", by, now, "")
    _spread(desk, now)


def take_back(desk: Desk, own_id: int, by: str, now: datetime, reason: str) -> None:
    """Take a version back: a draft, one that waits, one that is planned, or one that stands.

    The shipped text stands again in place of one that stood; a letter that was sent with it
    keeps its words.

    Raises:
        TooLateError: It was taken back, or another took its place.
    """
    with desk.engine.begin() as connection:
        row = _in_state(connection, own_id, TextState.DRAFT, TextState.WAITING, TextState.PUBLISHED)
        if row.shown_to is not None and row.shown_to <= now:
            raise TooLateError
        values: dict[str, Any] = {"state": TextState.TAKEN_BACK}
        if row.shown_from is not None and row.shown_from > now:
            # It was never shown.
            values |= {"shown_from": None, "shown_to": None}
        elif row.shown_from is not None:
            values["shown_to"] = now
        wording.change(connection, own_id, **values)
        wording.note(connection, own_id, "taken_back", by, now, reason)
    _spread(desk, now)


def keep_own(desk: Desk, own_id: int, by: str, now: datetime, reason: str) -> None:
    """Keep a text although the original has changed: that is not shown as news again.

    Raises:
        TooLateError: It does not stand any more.
        UnknownPlaceError: The shipped text is gone.
    """
    with desk.engine.begin() as connection:
        row = _in_state(connection, own_id, TextState.PUBLISHED)
        original = shipped_text(desk.words.shipped, _place(row))
        if original is None:
            raise UnknownPlaceError(row.key)
        wording.change(connection, own_id, original=original)
        wording.note(connection, own_id, "kept", by, now, reason)


def _in_state(connection: Connection, own_id: int, *states: TextState) -> Row[Any]:
    row = wording.version(connection, own_id, lock=True)
    if row is None or row.state not in states:
        raise TooLateError
    return row


def _place(row: Row[Any]) -> Place:
    return Place(row.key, row.language, row.register)


def _make_room(connection: Connection, place: Place, begins: datetime, now: datetime) -> None:
    """End what stands at ``begins``; what was planned for later is taken over by this."""
    for other in wording.shown_from(connection, place, begins):
        if other.shown_from >= begins and other.shown_from > now:
            wording.change(
                connection,
                other.id,
                state=TextState.TAKEN_BACK,
                shown_from=None,
                shown_to=None,
            )
        else:
            wording.change(connection, other.id, shown_to=begins)


def _spread(desk: Desk, now: datetime) -> None:
    """Speak with the words as they are now, and record them by their name."""
    _follow(desk)
    record_wording(desk.engine, desk.words, now)


def _follow(desk: Desk) -> None:
    with desk.engine.connect() as connection:
        desk.words.follow(lambda: connection)
