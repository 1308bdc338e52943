"""Remind those who promised something, and tell the citizen on the day a promise slips.

An e-mail to staff says that something waits and where to look: no case, no person, no promise.
It goes once a day to each address, however much waits; what it was about is noted down apart, so
that each promise is reminded of once.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine

from portal.core.case import CaseState
from portal.core.contact import NoticeKind
from portal.core.events import OWN_SOURCE, CaseEvent
from portal.core.fold import read_case
from portal.core.promises import Promise, PromiseState, promises_of, responsible
from portal.core.vocabulary import EventType
from portal.services.sending import Sending
from portal.services.tell import News, tell
from portal.store import cases, feed, news, outbox, reminders, staff
from portal.store.cases import COPENHAGEN

_MADE_GOOD = timedelta(days=7)
"""How long after its day a slipped promise is still told of, when the worker stood still. Older
ones, as on the first day of a new installation, stand on the page and on the list."""

_OPEN = frozenset({PromiseState.AHEAD, PromiseState.TODAY, PromiseState.MISSED})
_PROMISED = frozenset({EventType.CONTACT_PROMISED})


def remind(engine: Engine, sending: Sending, now: datetime) -> int:
    """Remind of every promise whose day is near or past; return how many things are new.

    Each case is a transaction of its own. Done again on the same day, nothing is new; a day
    on which the worker stood still is made good on the next.
    """
    today = now.astimezone(COPENHAGEN).date()
    with engine.connect() as connection:
        waiting = reminders.cases_with_promises(connection, today, today - _MADE_GOOD)
    new = 0
    for case_id in waiting:
        with engine.begin() as connection:
            new += _of_case(connection, case_id, sending, now)
    return new


def _of_case(connection: Connection, case_id: int, sending: Sending, now: datetime) -> int:
    today = now.astimezone(COPENHAGEN).date()
    state = read_case(cases.events_of_case(connection, case_id), in_order=True, today=today)
    history = news.history_of(connection, case_id)
    told_until = _told_until(connection, case_id, sending, now)
    first_days = reminders.first_days(connection, case_id)
    new = 0
    for promise in promises_of(state, today, told_until):
        due = first_days.get(promise.ref)
        made = _made_by(state.record.events, promise.ref)
        if promise.state not in _OPEN or made is None or made.id in history:
            continue
        if promise.state is PromiseState.MISSED:
            if today - promise.by <= _MADE_GOOD:
                new += _slipped(connection, case_id, state, promise, sending, now)
        elif due is not None and due <= today:
            new += _near(connection, case_id, state, promise, sending, now)
    return new


def _near(
    connection: Connection,
    case_id: int,
    state: CaseState,
    promise: Promise,
    sending: Sending,
    now: datetime,
) -> int:
    """Remind whoever answers for a promise; their unit when nobody knows their address."""
    owner, unit = responsible(state, promise)
    known = staff.by_name(connection, [owner]) if owner else {}
    email = known[owner].email if owner in known else None
    address = email or _unit_s(unit, sending)
    mark = _key("due", case_id, promise.ref, promise.by, address or "")
    return int(_write_once(connection, address, "due", mark, case_id, sending, now))


def _slipped(
    connection: Connection,
    case_id: int,
    state: CaseState,
    promise: Promise,
    sending: Sending,
    now: datetime,
) -> int:
    """Tell the unit, and the citizen as agreed, that a promise was not kept in time."""
    _, unit = responsible(state, promise)
    mark = _key("slipped", case_id, promise.ref, promise.by)
    if not _write_once(connection, _unit_s(unit, sending), "slipped", mark, case_id, sending, now):
        return 0
    day = now.astimezone(COPENHAGEN).date()
    tell(connection, case_id, News(NoticeKind.SLIPPED, mark, day), sending, now)
    return 1


def _write_once(
    connection: Connection,
    address: str | None,
    text: str,
    mark: str,
    case_id: int,
    sending: Sending,
    now: datetime,
) -> bool:
    """Note a promise down as reminded of, and see that its mail of the day is on its way."""
    payload = sending.seal({"language": "da", "text": text})
    noted = outbox.Entry(
        dedupe_key=mark,
        kind=outbox.MARK,
        channel="none",
        payload=payload,
        next_at=now,
        case_id=case_id,
        state=outbox.SENT,
    )
    if not outbox.add(connection, noted, now):
        return False
    if address is not None:
        day = now.astimezone(COPENHAGEN).date()
        mail = outbox.Entry(
            dedupe_key=_key("mail", text, address, day),
            kind=outbox.REMINDER,
            channel="email",
            payload=payload,
            next_at=now,
            address=sending.identifiers.encrypt(address),
        )
        outbox.add(connection, mail, now)
    return True


def _unit_s(unit: str | None, sending: Sending) -> str | None:
    team = sending.office.municipality.team(unit)
    return team.email if team else None


def _key(kind: str, *parts: object) -> str:
    said = "\0".join(str(part) for part in (kind, *parts))
    return f"{kind}:{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def _made_by(events: Iterable[CaseEvent], ref: str) -> CaseEvent | None:
    """Return the event that last made or moved a promise."""
    found = None
    for event in events:
        if event.type in _PROMISED and event.get("promise") == ref:
            found = event
    return found


def _told_until(
    connection: Connection, case_id: int, sending: Sending, now: datetime
) -> date | None:
    """Return the day of the last word of a source that is silent; None when it is not.

    What such a source promised may have been kept: nobody is told that it was not.
    """
    name = reminders.source_of(connection, case_id)
    if name == OWN_SOURCE:
        return None
    row = feed.find_source(connection, name)
    heard_at = row.heard_at if row is not None else None
    known = sending.office.municipality.source(name)
    hours = known.silent_after_hours if known else 24
    if heard_at is None:
        return date.min
    silent = now - heard_at > timedelta(hours=hours)
    return heard_at.astimezone(COPENHAGEN).date() if silent else None
