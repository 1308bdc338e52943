"""What is to be sent, one row a thing and a way. Nothing here commits.

A row is written together with what it tells of. It waits until the worker takes it, and is then
sent, failed (a person's task), or stopped (nothing may be sent to this person).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.core.parties import Party
from portal.core.sending import try_again_at
from portal.core.vocabulary import Role
from portal.store.models import LetterRow, OutboxRow, PartyRow

WAITING, SENT, FAILED, STOPPED = "waiting", "sent", "failed", "stopped"
LETTER, NOTICE, REMINDER, MARK = "letter", "notice", "reminder", "mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to put into the outbox. ``payload`` and ``address`` are encrypted.

    ``state`` is `FAILED` when only a person can do it, as a call.
    """

    dedupe_key: str
    kind: str
    channel: str
    payload: bytes
    next_at: datetime
    case_id: int | None = None
    letter_id: int | None = None
    person: str | None = None
    address: bytes | None = None
    state: str = WAITING
    last_error: str | None = None


def add(connection: Connection, entry: Entry, now: datetime) -> bool:
    """Put one thing into the outbox; return whether it was new. The same key again is nothing."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(OutboxRow)
        .values(
            dedupe_key=entry.dedupe_key,
            case_id=entry.case_id,
            letter_id=entry.letter_id,
            person=entry.person,
            address=entry.address,
            kind=entry.kind,
            channel=entry.channel,
            payload=entry.payload,
            state=entry.state,
            attempts=0,
            created_at=now,
            next_at=entry.next_at,
            sent_at=now if entry.state == SENT else None,
            last_error=entry.last_error,
        )
        .on_conflict_do_nothing(index_elements=[OutboxRow.dedupe_key])
        .returning(OutboxRow.id)
    )
    return connection.scalar(statement) is not None


_COLUMNS = (
    OutboxRow.id,
    OutboxRow.dedupe_key,
    OutboxRow.case_id,
    OutboxRow.letter_id,
    OutboxRow.person,
    OutboxRow.address,
    OutboxRow.kind,
    OutboxRow.channel,
    OutboxRow.payload,
    OutboxRow.attempts,
    OutboxRow.created_at,
    OutboxRow.last_error,
)


def take(connection: Connection, now: datetime) -> Any:
    """Return one thing that is due, counted as tried; None when nothing is.

    It is moved ahead by the pause after this try, so nobody else takes it meanwhile, and a
    process that is killed now leaves it to be tried again. Several workers never wait for
    each other: PostgreSQL skips what another one holds, SQLite lets one in at a time.
    """
    statement = (
        select(*_COLUMNS)
        .where(OutboxRow.state == WAITING, OutboxRow.next_at <= now)
        .order_by(OutboxRow.next_at, OutboxRow.id)
        .limit(1)
    )
    if connection.dialect.name == "postgresql":
        statement = statement.with_for_update(skip_locked=True)
    row = connection.execute(statement).one_or_none()
    if row is not None:
        attempts = row.attempts + 1
        _set(connection, row.id, attempts=attempts, next_at=try_again_at(attempts, now))
    return row


def mark_sent(connection: Connection, row_id: int, now: datetime) -> None:
    """Note that it was handed over, or that a person has done it."""
    _set(connection, row_id, state=SENT, sent_at=now, last_error=None)


def mark_failed(connection: Connection, row_id: int, code: str) -> None:
    """Leave it to a person."""
    _set(connection, row_id, state=FAILED, last_error=code)


def mark_stopped(connection: Connection, row_id: int, code: str) -> None:
    """Send it to nobody, ever."""
    _set(connection, row_id, state=STOPPED, last_error=code)


def note_error(connection: Connection, row_id: int, code: str) -> None:
    """Note why it did not go this time; it waits for the next try."""
    _set(connection, row_id, last_error=code)


def another_way(connection: Connection, row_id: int, channel: str, now: datetime) -> None:
    """Let it go another way from now on, under the same key."""
    _set(connection, row_id, channel=channel, attempts=0, next_at=now, last_error=None)


def try_again(connection: Connection, row_id: int, now: datetime) -> None:
    """Let something that failed wait again, from the first try."""
    _set(connection, row_id, state=WAITING, attempts=0, next_at=now)


def _set(connection: Connection, row_id: int, **values: Any) -> None:
    connection.execute(update(OutboxRow).where(OutboxRow.id == row_id).values(**values))


def in_a_stopped_case() -> ColumnElement[bool]:
    """Return the condition that nobody in a row's case may be written to.

    The same as `portal.core.occasions.nobody_may_be_written_to`, for questions to the store.
    """
    return _concerned(or_(PartyRow.died, PartyRow.wrong))


def _concerned(is_so: ColumnElement[bool]) -> ColumnElement[bool]:
    found = select(PartyRow.case_id).where(
        PartyRow.case_id == OutboxRow.case_id, PartyRow.role.in_((Role.PERSON, Role.CHILD)), is_so
    )
    return found.correlate(OutboxRow).exists()


def left_in_stopped_cases(connection: Connection) -> list[tuple[int, str]]:
    """Return what was left to a person in cases where nobody may be written to, and why not."""
    died = case((_concerned(PartyRow.died.is_(True)), "died"), else_="wrong_person")
    statement = select(OutboxRow.id, died).where(OutboxRow.state == FAILED, in_a_stopped_case())
    return [(row_id, why) for row_id, why in connection.execute(statement)]


def failed_of(connection: Connection, cases: Collection[int]) -> list[Any]:
    """Return what only a person can see to, oldest first.

    Each row has id, case_id, person, kind, channel, last_error and created_at. The channels
    ``call`` and ``paper`` were never a machine's.
    """
    statement = (
        select(
            OutboxRow.id,
            OutboxRow.case_id,
            OutboxRow.letter_id,
            OutboxRow.person,
            OutboxRow.kind,
            OutboxRow.channel,
            OutboxRow.last_error,
            OutboxRow.created_at,
        )
        .where(OutboxRow.state == FAILED, OutboxRow.case_id.in_(cases), ~in_a_stopped_case())
        .order_by(OutboxRow.id)
    )
    return list(connection.execute(statement))


def find(connection: Connection, row_id: int) -> Any:
    """Return one row as `take` does, with its state; None when there is none."""
    statement = select(*_COLUMNS, OutboxRow.state).where(OutboxRow.id == row_id)
    return connection.execute(statement).one_or_none()


def letter_of(connection: Connection, letter_id: int) -> Any:
    """Return a letter as it was made: pdf, made_at, language, large_print, party and state."""
    statement = select(
        LetterRow.case_id,
        LetterRow.person,
        LetterRow.party,
        LetterRow.kind,
        LetterRow.state,
        LetterRow.pdf,
        LetterRow.made_at,
        LetterRow.language,
        LetterRow.large_print,
        LetterRow.document_id,
    ).where(LetterRow.id == letter_id)
    return connection.execute(statement).one_or_none()


def places_of(connection: Connection, person: str) -> list[tuple[int, Party]]:
    """Return every place somebody has in a case, with the case's id."""
    statement = select(*PartyRow.__table__.columns).where(PartyRow.person == person)
    return [(row.case_id, _party(row)) for row in connection.execute(statement)]


def parties_of(connection: Connection, case_id: int) -> Mapping[str, Party]:
    """Return the parties of a case by their reference."""
    statement = select(*PartyRow.__table__.columns).where(PartyRow.case_id == case_id)
    found: Sequence[Party] = [_party(row) for row in connection.execute(statement)]
    return {party.ref: party for party in found}


def _party(row: Any) -> Party:
    return Party(
        ref=row.ref,
        role=Role(row.role),
        person=row.person,
        name=row.name,
        birth_date=row.birth_date,
        protected=row.protected,
        language=row.language,
        exempt_from_digital_post=row.exempt_from_digital_post,
        scope=tuple(row.scope.split(",")) if row.scope else (),
        custody=row.custody,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        grown_on=row.grown_on,
        basis=row.basis,
        died=row.died,
        wrong=row.wrong,
    )


def waits_since(connection: Connection, before: datetime) -> bool:
    """Tell whether anything that nobody has tried was due before a moment."""
    statement = select(OutboxRow.id).where(
        OutboxRow.state == WAITING, OutboxRow.attempts == 0, OutboxRow.next_at < before
    )
    return connection.execute(statement.limit(1)).first() is not None
