"""Find what has had its time, and remove it. Nothing here decides, nothing commits."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, union, update

from portal.core.files import FileState
from portal.store.letters import LetterState
from portal.store.models import (
    AttachmentRow,
    CaseRow,
    DeskReadRow,
    DeskRow,
    DocumentRow,
    DraftRow,
    EventRow,
    InvitationRow,
    JournalRow,
    KeptFormRow,
    LetterRow,
    MessageRow,
    OutboxRow,
    PartyRow,
    PersonRow,
    SetAsideRow,
    SignInAttemptRow,
    SignInRow,
    TaskRow,
)
from portal.store.outbox import FAILED, SENT, STOPPED, WAITING

# No reference of a source may hold a "*" (sources/fields.py), so this is none.
_FORGOTTEN = "*"
_DAY, _CASE = "forget-day", "forget-case"
_SAID_HERE = (DraftRow, TaskRow, DeskRow, InvitationRow, JournalRow, PartyRow, EventRow)


def quiet_cases(
    connection: Connection, before: datetime, *, closed: bool, after: int = 0, most: int = 10**9
) -> list[int]:
    """Return cases in which nothing has happened since a moment, in the order of their numbers.

    Args:
        connection: The store.
        before: The moment.
        closed: Those that are closed as the desk has read them, or those that are not.
        after: Only cases with a higher number.
        most: How many at most.
    """
    since = select(EventRow.id).where(
        EventRow.case_id == DeskRow.case_id, EventRow.occurred_at >= before
    )
    statement = (
        select(DeskRow.case_id)
        .where(DeskRow.closed.is_(closed), DeskRow.case_id > after, ~since.exists())
        .order_by(DeskRow.case_id)
        .limit(most)
    )
    return list(connection.scalars(statement))


def holds_newest(connection: Connection, case_id: int) -> bool:
    """Tell whether the row with the highest number of a table is of this case."""
    return any(
        connection.scalar(select(table.case_id).order_by(table.id.desc()).limit(1)) == case_id
        for table in (EventRow, LetterRow, MessageRow, OutboxRow, JournalRow, DocumentRow)
    )


def how_far(connection: Connection) -> tuple[int, int]:
    """Return the day, as an ordinal, on which all was looked through last; and the case since."""
    statement = select(DeskReadRow.name, DeskReadRow.event_id).where(
        DeskReadRow.name.in_((_DAY, _CASE))
    )
    found = {row.name: row.event_id for row in connection.execute(statement)}
    return found.get(_DAY, 0), found.get(_CASE, 0)


def keep_how_far(connection: Connection, day: int, case_id: int) -> None:
    """Keep it."""
    connection.execute(delete(DeskReadRow).where(DeskReadRow.name.in_((_DAY, _CASE))))
    rows = [{"name": _DAY, "event_id": day}, {"name": _CASE, "event_id": case_id}]
    connection.execute(insert(DeskReadRow), rows)


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in a case: what was not taken over, by kind, and how much is on its way."""

    not_taken_over: Mapping[str, int]
    on_their_way: int


def lying_in(connection: Connection, case_id: int) -> Lying:
    """Return what lies in a case that must not be lost."""
    waiting = (
        select(JournalRow.kind, func.count())
        .where(JournalRow.case_id == case_id, JournalRow.acknowledged_at.is_(None))
        .group_by(JournalRow.kind)
    )
    kinds = {str(kind): int(number) for kind, number in connection.execute(waiting)}
    for kind, number in (
        ("message", _never_asked(connection, case_id, MessageRow.public_id, MessageRow.case_id)),
        ("letter", _never_asked(connection, case_id, LetterRow.public_id, LetterRow.case_id)),
    ):
        if number:
            kinds[kind] = kinds.get(kind, 0) + number
    ways = (
        select(func.count()).where(
            LetterRow.case_id == case_id, LetterRow.state == LetterState.ORDERED
        ),
        select(func.count()).where(
            OutboxRow.case_id == case_id, OutboxRow.state.in_((WAITING, FAILED))
        ),
        select(func.count())
        .select_from(AttachmentRow)
        .join(MessageRow, MessageRow.id == AttachmentRow.message_id)
        .where(MessageRow.case_id == case_id, AttachmentRow.state == FileState.WAITING),
    )
    return Lying(kinds, sum(connection.scalar(way) or 0 for way in ways))


def _never_asked(connection: Connection, case_id: int, thing: Any, its_case: Any) -> int:
    """Count what nobody ever asked the case system to take over: it is not there either."""
    asked = select(JournalRow.id).where(JournalRow.case_id == case_id, JournalRow.thing == thing)
    statement = select(func.count()).where(its_case == case_id, ~asked.exists())
    if thing is LetterRow.public_id:
        statement = statement.where(LetterRow.state == LetterState.MADE)
    return connection.scalar(statement) or 0


def reference_of(connection: Connection, case_id: int) -> tuple[str, str]:
    """Return the source of a case and its reference there."""
    row = connection.execute(
        select(CaseRow.source, CaseRow.reference).where(CaseRow.id == case_id)
    ).one()
    return row.source, row.reference


def forget_case(connection: Connection, case_id: int, now: datetime) -> list[str]:
    """Remove all of a case; return the ids of its files, whose bytes lie in the vault.

    What stays is one row that says of no one that there was a case: a digest of its reference,
    so that its old events are known for what they are when the source tells them again, and so
    that its number is given to no other case.
    """
    messages = select(MessageRow.id).where(MessageRow.case_id == case_id)
    files = select(AttachmentRow.public_id).where(AttachmentRow.message_id.in_(messages))
    found = list(connection.scalars(files))
    connection.execute(delete(AttachmentRow).where(AttachmentRow.message_id.in_(messages)))
    letters = select(LetterRow.id).where(LetterRow.case_id == case_id)
    connection.execute(
        delete(OutboxRow).where(or_(OutboxRow.case_id == case_id, OutboxRow.letter_id.in_(letters)))
    )
    for table in (MessageRow, LetterRow, DocumentRow, *_SAID_HERE):
        connection.execute(delete(table).where(table.case_id == case_id))
    source, reference = reference_of(connection, case_id)
    connection.execute(
        update(CaseRow)
        .where(CaseRow.id == case_id)
        .values(
            reference=_digest(source, reference),
            public_id=secrets.token_urlsafe(12),
            created_at=now,
        )
    )
    return found


def forgotten(
    connection: Connection, source: str, references: Collection[str]
) -> dict[str, datetime]:
    """Return when each of a source's cases was forgotten, for those that were."""
    by_digest = {_digest(source, reference): reference for reference in references}
    statement = select(CaseRow.reference, CaseRow.created_at).where(
        CaseRow.source == source, CaseRow.reference.in_(by_digest)
    )
    return {by_digest[row.reference]: row.created_at for row in connection.execute(statement)}


def _digest(source: str, reference: str) -> str:
    told = f"{source}\n{reference}".encode()
    return _FORGOTTEN + hashlib.blake2b(told, digest_size=16, person=b"forgotten").hexdigest()


def forget_people(connection: Connection) -> int:
    """Remove the identifiers of people who are in no case any more; return how many."""
    known = union(
        select(PartyRow.person),
        select(MessageRow.sent_by),
        select(LetterRow.person),
        select(OutboxRow.person).where(OutboxRow.person.is_not(None)),
        select(KeptFormRow.person),
        select(InvitationRow.giver),
        select(InvitationRow.used_by).where(InvitationRow.used_by.is_not(None)),
    ).subquery()
    return _gone(connection, delete(PersonRow).where(PersonRow.person.not_in(select(known))))


def forget_drafts(connection: Connection, before: datetime) -> int:
    """Remove what staff began to write and left."""
    return _gone(connection, delete(DraftRow).where(DraftRow.saved_at < before))


def forget_kept_forms(connection: Connection, before: datetime) -> int:
    """Remove what citizens sent too late and never took up again."""
    return _gone(connection, delete(KeptFormRow).where(KeptFormRow.saved_at < before))


def forget_invitations(connection: Connection, before: datetime) -> int:
    """Remove invitations that were withdrawn, had run out or gave their last day before a moment.

    One that was used holds what the citizen calls the relative, as long as access may stand.
    """
    used = InvitationRow.used_at.is_not(None)
    over = or_(
        and_(InvitationRow.expires_at < before, ~used),
        and_(InvitationRow.valid_to < before.date(), used),
        InvitationRow.withdrawn_at < before,
    )
    return _gone(connection, delete(InvitationRow).where(over))


def forget_sessions(connection: Connection, before: datetime) -> int:
    """Remove sessions that were over before a moment."""
    return _gone(connection, delete(SignInRow).where(SignInRow.expires_at < before))


def end_all_sessions(connection: Connection) -> int:
    """End every session; nobody can keep on typing in one either."""
    return _gone(connection, delete(SignInRow))


def forget_attempts(connection: Connection, before: datetime) -> int:
    """Remove sign-ins that were begun and had run out before a moment."""
    return _gone(connection, delete(SignInAttemptRow).where(SignInAttemptRow.expires_at < before))


def forget_set_aside(connection: Connection, before: datetime) -> int:
    """Remove what could not be used."""
    return _gone(connection, delete(SetAsideRow).where(SetAsideRow.received_at < before))


def empty_sent(connection: Connection, before: datetime) -> int:
    """Empty what was sent of its content and address; that it was sent stays, by its key.

    Without the row the same could be sent a second time.
    """
    done = (
        OutboxRow.state.in_((SENT, STOPPED)),
        func.coalesce(OutboxRow.sent_at, OutboxRow.created_at) < before,
        or_(func.length(OutboxRow.payload) > 0, OutboxRow.address.is_not(None)),
    )
    return _gone(connection, update(OutboxRow).where(*done).values(payload=b"", address=None))


def _gone(connection: Connection, statement: Any) -> int:
    return int(connection.execute(statement).rowcount)
