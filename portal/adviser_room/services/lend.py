"""What a citizen lends the adviser of a case: asked for with a ticket, handed in, taken back."""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.adviser_room.seals import Seals, hashed, new_id
from portal.adviser_room.store import copies
from portal.adviser_room.store.engine import empty_log
from portal.core.room import TICKET_LASTS, Shared, may_be_lent_until, ticket_for

_MOST_SECTIONS, _MOST_LINES, _MOST_LETTERS = 40, 400, 60
_MOST_TEXT, _MOST_TITLE = 5000, 300
_PDF = b"%PDF-"


class NotACopyError(Exception):
    """What was handed in is no copy of a case. The text names the part that is wrong."""


class TicketGoneError(Exception):
    """The ticket is unknown, used or out of time. Which of them is not told."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the summary: its heading, and its lines as plain text."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the case: what it is, when it was made, and its PDF."""

    title: str
    made: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a case, as the citizen saw it. Plain text and PDF: nothing of it can act."""

    what: Shared
    until: date
    title: str
    language: str
    direction: str
    sections: tuple[Section, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Lent:
    """A copy that lies here: by which name, since when."""

    public_id: str
    received_at: datetime
    copy: Copy


def make_ticket(
    engine: Engine, number: int, now: datetime, whose: tuple[str, str] = ("", "")
) -> str:
    """Return a ticket with which one copy can be handed in to a conversation, within the hour.

    Args:
        engine: The room's store.
        number: The conversation.
        now: The time, aware.
        whose: The secret that the portal shares, and the identifier of whose conversation it is.
    """
    secret, identifier = whose
    ticket = ticket_for(secret, secrets.token_urlsafe(24), identifier)
    with engine.begin() as connection:
        copies.add_ticket(connection, hashed(ticket), number, now + TICKET_LASTS)
    return ticket


def receive(engine: Engine, seals: Seals, ticket: str, copy: Copy, now: datetime) -> None:
    """Keep a copy, once for each ticket. With "nothing" only the ticket is used up.

    Raises:
        TicketGoneError: The ticket opens nothing; nothing was kept.
    """
    with engine.begin() as connection:
        number = copies.use_ticket(connection, hashed(ticket), now)
        if number is None:
            raise TicketGoneError
        if copy.what is Shared.NOTHING:
            return
        row = {
            "public_id": new_id(),
            "conversation_id": number,
            "what": copy.what,
            "until": copy.until,
            "sealed": seals.seal(_as_json(copy)),
            "received_at": now,
        }
        copies.add(connection, row)


def take_back(engine: Engine, number: int, public_id: str) -> bool:
    """Delete a copy at once; tell whether it was there."""
    with engine.begin() as connection:
        was_there = copies.remove(connection, number, public_id)
    empty_log(engine)
    return was_there


def purge(engine: Engine, today: date, now: datetime) -> int:
    """Delete the copies whose day has passed, and tickets out of time. Returns how many."""
    with engine.begin() as connection:
        gone = copies.remove_past(connection, today, now)
    if gone:
        empty_log(engine)
    return gone


def lent(connection: Connection, seals: Seals, number: int, today: date) -> list[Lent]:
    """Return what may be read in a conversation today, the newest first."""
    return [_opened(seals, row) for row in copies.standing(connection, number, today)]


def find_lent(
    connection: Connection, seals: Seals, number: int, public_id: str, today: date
) -> Lent | None:
    """Return one of them, None when it was taken back or its day has passed."""
    row = copies.find(connection, number, public_id, today)
    return _opened(seals, row) if row is not None else None


def read_copy(body: Any, today: date) -> Copy:
    """Return what was handed in, each part checked.

    Raises:
        NotACopyError: Something is missing, too much, or of the wrong kind.
    """
    if not isinstance(body, Mapping):
        raise NotACopyError("body")
    what = _shared(body.get("what"))
    until = _until(body.get("until"), today)
    sections = _list(body.get("sections"), "sections", _MOST_SECTIONS)
    letters = _list(body.get("letters"), "letters", _MOST_LETTERS)
    return Copy(
        what=what,
        until=until,
        title=_text(body.get("title"), "title", _MOST_TITLE),
        language=_one_of(body.get("language"), "language", ("da", "en", "ar")),
        direction=_one_of(body.get("direction"), "direction", ("ltr", "rtl")),
        sections=tuple(_section(one) for one in sections),
        letters=tuple(_letter(one) for one in letters) if what is Shared.LETTERS else (),
    )


def _section(part: Any) -> Section:
    if not isinstance(part, Mapping):
        raise NotACopyError("sections")
    lines = _list(part.get("lines"), "lines", _MOST_LINES)
    heading = _text(part.get("heading"), "heading", _MOST_TITLE)
    return Section(heading, tuple(_text(line, "lines", _MOST_TEXT) for line in lines))


def _letter(part: Any) -> Letter:
    if not isinstance(part, Mapping):
        raise NotACopyError("letters")
    try:
        pdf = base64.b64decode(_text(part.get("pdf"), "pdf", 20_000_000), validate=True)
    except binascii.Error:
        raise NotACopyError("pdf") from None
    if not pdf.startswith(_PDF):
        raise NotACopyError("pdf")
    title = _text(part.get("title"), "title", _MOST_TITLE)
    return Letter(title, _text(part.get("made"), "made", 10), pdf)


def _shared(value: Any) -> Shared:
    return Shared(_one_of(value, "what", tuple(Shared)))


def _until(value: Any, today: date) -> date:
    try:
        until = date.fromisoformat(_text(value, "until", 10))
    except ValueError:
        raise NotACopyError("until") from None
    if not may_be_lent_until(until, today):
        raise NotACopyError("until")
    return until


def _text(value: Any, name: str, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise NotACopyError(name)
    return value


def _one_of(value: Any, name: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise NotACopyError(name)
    return str(value)


def _list(value: Any, name: str, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise NotACopyError(name)
    return value


def _as_json(copy: Copy) -> dict[str, Any]:
    letters = [{**asdict(one), "pdf": base64.b64encode(one.pdf).decode()} for one in copy.letters]
    return {**asdict(copy), "until": copy.until.isoformat(), "letters": letters}


def _opened(seals: Seals, row: Any) -> Lent:
    kept = seals.open(row.sealed)
    copy = Copy(
        what=Shared(kept["what"]),
        until=row.until,
        title=kept["title"],
        language=kept["language"],
        direction=kept["direction"],
        sections=tuple(Section(one["heading"], tuple(one["lines"])) for one in kept["sections"]),
        letters=tuple(
            Letter(one["title"], one["made"], base64.b64decode(one["pdf"]))
            for one in kept["letters"]
        ),
    )
    return Lent(row.public_id, row.received_at, copy)
