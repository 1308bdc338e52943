"""Help to write a complaint: the citizen's own words, and what the adviser suggests beside them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.adviser_room.seals import Seals
from portal.adviser_room.store import complaints, conversations
from portal.core.room import ToWhom


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as it stands: what one is unhappy with, what one wants, to whom, by when.

    ``deadline`` is the day the citizen has from their letter; None when they do not know it.
    """

    what: str
    wish: str
    to_whom: ToWhom
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How the adviser would put it. It changes nothing by itself."""

    what: str
    wish: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The citizen's complaint, and a suggestion when there is one."""

    complaint: Complaint
    suggestion: Suggestion | None
    written_at: datetime


def write_complaint(
    engine: Engine, seals: Seals, number: int, complaint: Complaint, now: datetime
) -> None:
    """Keep the citizen's words. A suggestion stays until it is used or put away."""
    with engine.begin() as connection:
        complaints.write(connection, number, seals.seal(_as_json(complaint)), now)
        conversations.change(connection, number, complaint_helped=True, last_at=now)


def suggest(
    engine: Engine, seals: Seals, number: int, suggestion: Suggestion, now: datetime
) -> None:
    """Put a suggestion beside the citizen's words."""
    with engine.begin() as connection:
        complaints.suggest(connection, number, seals.seal(asdict(suggestion)))
        conversations.change(connection, number, waits=False, waits_since=now, last_at=now)


def answer_suggestion(
    engine: Engine, seals: Seals, number: int, now: datetime, *, use: bool
) -> None:
    """Let the citizen use a suggestion as their own words, or put it away."""
    with engine.begin() as connection:
        draft = find_draft(connection, seals, number)
        if draft is None or draft.suggestion is None:
            return
        if use:
            own = asdict(draft.complaint) | asdict(draft.suggestion)
            complaints.write(connection, number, seals.seal(_as_json(Complaint(**own))), now)
        complaints.suggest(connection, number, None)


def find_draft(connection: Connection, seals: Seals, number: int) -> Draft | None:
    """Return the complaint of a conversation, None when none is begun."""
    row = complaints.find(connection, number)
    if row is None:
        return None
    kept = seals.open(row.sealed)
    complaint = Complaint(
        kept["what"],
        kept["wish"],
        ToWhom(kept["to_whom"]),
        date.fromisoformat(kept["deadline"]) if kept["deadline"] else None,
    )
    suggestion = Suggestion(**seals.open(row.suggested)) if row.suggested else None
    return Draft(complaint, suggestion, row.written_at)


def _as_json(complaint: Complaint) -> dict[str, Any]:
    deadline = complaint.deadline.isoformat() if complaint.deadline else None
    return {**asdict(complaint), "deadline": deadline}
