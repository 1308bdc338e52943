"""Invitations to relatives. Nothing here commits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from portal.store.models import CaseRow, InvitationRow

_COLUMNS = tuple(InvitationRow.__table__.columns)


def add(connection: Connection, values: Mapping[str, Any]) -> None:
    """Write an invitation; its public id and the first part of its code are its own."""
    connection.execute(insert(InvitationRow), dict(values))


def take_try(connection: Connection, finder: str) -> Row[Any] | None:
    """Take one try from the invitation a code begins with, and return it.

    None when there is none or its tries are used up: the same statement, and no other. Two that
    try at once take two.
    """
    statement = (
        update(InvitationRow)
        .where(InvitationRow.finder == finder, InvitationRow.tries_left > 0)
        .values(tries_left=InvitationRow.tries_left - 1)
        .returning(*_COLUMNS)
    )
    return connection.execute(statement).one_or_none()


def give_try_back(connection: Connection, invitation: int) -> None:
    """Undo :func:`take_try`: the code was right."""
    connection.execute(
        update(InvitationRow)
        .where(InvitationRow.id == invitation)
        .values(tries_left=InvitationRow.tries_left + 1)
    )


def use(connection: Connection, invitation: int, person: str, now: datetime) -> bool:
    """Note who took it up; return whether it was still to be had."""
    statement = (
        update(InvitationRow)
        .where(
            InvitationRow.id == invitation,
            InvitationRow.used_at.is_(None),
            InvitationRow.withdrawn_at.is_(None),
        )
        .values(used_at=now, used_by=person)
    )
    return bool(connection.execute(statement).rowcount)


def withdraw(connection: Connection, case_id: int, public_id: str, now: datetime) -> bool:
    """Withdraw an invitation; return whether it was there, not withdrawn and not used."""
    statement = (
        update(InvitationRow)
        .where(
            InvitationRow.case_id == case_id,
            InvitationRow.public_id == public_id,
            InvitationRow.withdrawn_at.is_(None),
            InvitationRow.used_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    return bool(connection.execute(statement).rowcount)


def given_by(connection: Connection, case_id: int, giver: str) -> list[Row[Any]]:
    """Return what a person has invited others to in a case, newest first."""
    statement = (
        select(*_COLUMNS)
        .where(InvitationRow.case_id == case_id, InvitationRow.giver == giver)
        .order_by(InvitationRow.id.desc())
    )
    return list(connection.execute(statement))


def waiting(connection: Connection, case_id: int, giver: str, now: datetime) -> int:
    """Return how many of them can still be taken up."""
    statement = select(func.count()).where(
        InvitationRow.case_id == case_id,
        InvitationRow.giver == giver,
        InvitationRow.used_at.is_(None),
        InvitationRow.withdrawn_at.is_(None),
        InvitationRow.expires_at > now,
    )
    return int(connection.scalar(statement) or 0)


def case_of(connection: Connection, case_id: int) -> str:
    """Return the public id of a case."""
    statement = select(CaseRow.public_id).where(CaseRow.id == case_id)
    return str(connection.scalars(statement).one())
