"""What the list of unusual looks is made of. Only looks of staff are ever asked for here."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from portal.core.looks import ActorKind
from portal.core.unusual import Opening
from portal.core.vocabulary import PARTY_EVENTS
from portal.store.cases import COPENHAGEN, events_of
from portal.store.models import CaseRow, DeskRow, LookExplainedRow, LookRow, PartyRow, TaskRow

_BY_STAFF = LookRow.actor_kind == str(ActorKind.STAFF)
# Whoever one of these fields of an event names has a part in the case.
_NAMING = ("name", "owner", "by")


def openings(connection: Connection, since: datetime) -> set[Opening]:
    """Return every day somebody who works here opened a case, since a moment."""
    statement = select(
        LookRow.actor, LookRow.name, LookRow.unit, LookRow.at, LookRow.case_id
    ).where(
        _BY_STAFF, LookRow.case_id.is_not(None), LookRow.actor.is_not(None), LookRow.at >= since
    )
    return {
        Opening(row.actor, row.name, row.unit, row.at.astimezone(COPENHAGEN).date(), row.case_id)
        for row in connection.execute(statement)
    }


def people(connection: Connection, since: datetime) -> dict[int, list[str]]:
    """Return what those in each case staff have opened since a moment are called."""
    opened = select(LookRow.case_id).where(_BY_STAFF, LookRow.at >= since)
    statement = select(PartyRow.case_id, PartyRow.name).where(
        PartyRow.case_id.in_(opened), PartyRow.name.is_not(None)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.case_id].append(row.name)
    return found


def named_in(connection: Connection, case_ids: Collection[int]) -> dict[int, set[str]]:
    """Return those who work here and have a part in some cases: by name, at any time."""
    found: dict[int, set[str]] = {case_id: set() for case_id in case_ids}
    held = select(DeskRow.case_id, DeskRow.caseworker, DeskRow.deputy, DeskRow.coordinator)
    for case_id, *names in connection.execute(held.where(DeskRow.case_id.in_(case_ids))):
        found[case_id].update(filter(None, names))
    owned = select(TaskRow.case_id, TaskRow.owner).where(TaskRow.case_id.in_(case_ids))
    for row in connection.execute(owned):
        found[row.case_id].update(filter(None, [row.owner]))
    for case_id, events in events_of(connection, case_ids).items():
        for event in events:
            if event.type in PARTY_EVENTS:
                continue  # a citizen of the same name is somebody else
            values = (event.get(field) for field in _NAMING)
            found[case_id].update(value for value in values if isinstance(value, str))
    return found


def public_ids(connection: Connection, case_ids: Collection[int]) -> dict[int, str]:
    """Return the public ids of some cases."""
    statement = select(CaseRow.id, CaseRow.public_id).where(CaseRow.id.in_(case_ids))
    return {row.id: row.public_id for row in connection.execute(statement)}


def explained(connection: Connection) -> dict[str, datetime]:
    """Return when each thing was asked about and explained, by its key."""
    statement = select(LookExplainedRow.thing, LookExplainedRow.at)
    return {row.thing: row.at.astimezone(COPENHAGEN) for row in connection.execute(statement)}


def note_explained(connection: Connection, thing: str, by: str, at: datetime) -> None:
    """Note that somebody asked and it was explained. Noted again, the last time stands."""
    values: dict[str, Any] = {"thing": thing, "by": by, "at": at}
    connection.execute(delete(LookExplainedRow).where(LookExplainedRow.thing == thing))
    connection.execute(insert(LookExplainedRow), values)
