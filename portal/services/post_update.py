"""Post what is said at the desk: an update, an agreement, a promise kept, a talk.

Each is one transaction: the events, what waits because of them, and what the case system must
take over. The draft goes with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.case import CaseState, Waiting
from portal.core.fold import read_case
from portal.core.updates import A_REQUEST, A_WAIT, Update, UpdateRule, goes_back, problems
from portal.core.vocabulary import EventType, Promised
from portal.services.office import Office
from portal.services.own_events import By, OwnEvent, add_events, new_reference
from portal.store import cases, desk, drafts, feed, journal
from portal.store.cases import COPENHAGEN
from portal.store.journal import JournalKind


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody at the desk: their key, and the name and unit cases know them by."""

    key: str
    name: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A form as it was opened.

    ``token`` is the form's own, so that it cannot be sent twice; ``seen`` the id of the newest
    event its writer had before their eyes. ``form`` is the name its draft is kept by.
    """

    case_id: int
    form: str
    token: str
    seen: int


class UpdateRefusedError(Exception):
    """An update lacks something. ``problems`` are pairs of field and rule."""

    def __init__(self, found: Sequence[tuple[str, UpdateRule]]) -> None:
        super().__init__(", ".join(f"{field}: {rule}" for field, rule in found))
        self.problems = tuple(found)


class CaseChangedError(Exception):
    """Something happened in the case while the form was open. Nothing was written."""

    def __init__(self, newest: int) -> None:
        super().__init__(f"The case has newer events, up to {newest}.")
        self.newest = newest


def post_update(
    engine: Engine, office: Office, opened: Opened, update: Update, writer: Writer, now: datetime
) -> str:
    """Post an update; return the public id of what the case system is to take over.

    A form that is sent twice is posted once, and has the same answer.

    Raises:
        UpdateRefusedError: It lacks something.
        CaseChangedError: The case has events that its writer has not seen.
    """
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        posted = journal.public_id_of(connection, opened.case_id, opened.token)
        if posted is not None:
            return posted
        today = now.astimezone(COPENHAGEN).date()
        state = read_case(
            cases.events_of_case(connection, opened.case_id), in_order=True, today=today
        )
        found = problems(update, state, today)
        if found:
            raise UpdateRefusedError(found)
        events = update_events(update, state, writer, today, opened.token)
        return _post(connection, office, opened, events, JournalKind.UPDATE, writer, now)


def post_events(
    engine: Engine,
    office: Office,
    opened: Opened,
    events: Sequence[OwnEvent],
    kind: JournalKind,
    writer: Writer,
    now: datetime,
) -> str:
    """Post an agreement or a talk; return what :func:`post_update` does.

    The first of the events gets the form's token for its id.

    Raises:
        CaseChangedError: The case has events that its writer has not seen.
    """
    with engine.begin() as connection:
        feed.wait_for_turn(connection)
        posted = journal.public_id_of(connection, opened.case_id, opened.token)
        if posted is not None:
            return posted
        first, *rest = events
        given = [OwnEvent(first.type, first.data, opened.token), *rest]
        return _post(connection, office, opened, given, kind, writer, now)


def update_events(
    update: Update, state: CaseState, writer: Writer, today: date, token: str | None = None
) -> list[OwnEvent]:
    """Return the events an update is made of. Only a chosen step moves the case."""
    events = [
        _event(
            EventType.UPDATE_POSTED,
            token,
            update=new_reference(),
            kind=update.kind,
            note=update.text,
            by=writer.name,
            unit=writer.unit,
            answers=update.answers,
        )
    ]
    events += [_over(state.waiting[ref]) for ref in update.ended if ref in state.waiting]
    events += _step(update, state)
    return [*events, *_wait(update, today), *_next_contact(update, writer)]


def _over(wait: Waiting) -> OwnEvent:
    """Return what ends a wait: for what was asked for, that it has come."""
    if wait.ref.startswith(A_WAIT):
        return _event(EventType.WAITING_ENDED, waiting=wait.ref.removeprefix(A_WAIT))
    came = {"request": wait.ref.removeprefix(A_REQUEST), "from": wait.on, "item": wait.item}
    return _event(EventType.INFORMATION_RECEIVED, **came)


def _wait(update: Update, today: date) -> list[OwnEvent]:
    if update.wait_on is None or update.wait_item is None:
        return []
    return [
        _event(
            EventType.WAITING_STARTED,
            waiting=new_reference(),
            on=update.wait_on,
            item=update.wait_item,
            since=today.isoformat(),
        )
    ]


def _step(update: Update, state: CaseState) -> list[OwnEvent]:
    if update.step is None:
        return []
    if goes_back(update.step, state):
        because = update.back_because
        return [_event(EventType.STEP_RETURNED, step=update.step, reason=because)]
    return [_event(EventType.STEP_ENTERED, step=update.step)]


def _next_contact(update: Update, writer: Writer) -> list[OwnEvent]:
    if update.next_contact is None:
        return []
    theirs = update.owner_unit is not None and update.owner_unit != writer.unit
    return [
        _event(
            EventType.CONTACT_PROMISED,
            promise=new_reference(),
            what=Promised.CONTACT,
            by=update.next_contact.isoformat(),
            # Who is to keep it: a promise for others must be theirs to see.
            owner=None if theirs else writer.name,
            owner_unit=update.owner_unit if theirs else writer.unit,
            channel="portal",
        )
    ]


def _event(event_type: EventType, id_: str | None = None, /, **data: Any) -> OwnEvent:
    return OwnEvent(event_type, {name: _plain(value) for name, value in data.items()}, id_)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _post(
    connection: Connection,
    office: Office,
    opened: Opened,
    events: Sequence[OwnEvent],
    kind: JournalKind,
    writer: Writer,
    now: datetime,
) -> str:
    newest = desk.last_event_id(connection, opened.case_id)
    if newest > opened.seen:
        raise CaseChangedError(newest)
    posted = add_events(connection, opened.case_id, events, By.DESK, office, now)
    drafts.forget(connection, (writer.key, opened.case_id, opened.form))
    return journal.add(connection, opened.case_id, kind, posted[0], now)
