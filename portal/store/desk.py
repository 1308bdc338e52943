"""Who has a case and what waits for somebody here. Nothing here commits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from portal.core.events import OWN_SOURCE
from portal.core.vocabulary import EventType
from portal.core.worklist import COMING, Task, TaskKind
from portal.store.models import CaseRow, DeskReadRow, DeskRow, EventRow, TaskRow

_FEED = "feed"
_CASE = select(CaseRow.id, CaseRow.public_id, CaseRow.source, CaseRow.reference)


def write(
    connection: Connection,
    held: Iterable[Mapping[str, Any]],
    tasks: Mapping[int, Sequence[Task]],
) -> None:
    """Replace what is known of some cases: who has them, and what waits in each."""
    connection.execute(delete(TaskRow).where(TaskRow.case_id.in_(tasks)))
    connection.execute(delete(DeskRow).where(DeskRow.case_id.in_(tasks)))
    rows = list(held)
    if rows:
        connection.execute(insert(DeskRow), rows)
    waiting = [_row(case_id, task) for case_id, found in tasks.items() for task in found]
    if waiting:
        connection.execute(insert(TaskRow), waiting)


def _row(case_id: int, task: Task) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "kind": task.kind,
        "ref": task.ref,
        "from_day": task.from_day,
        "due_on": task.due_on,
        "owner": task.owner,
        "owner_unit": task.owner_unit,
    }


def unread_cases(connection: Connection, most: int) -> tuple[list[int], int]:
    """Return the cases with events the desk has not read, and the id of the last event seen.

    At most ``most`` events are looked at; ask again until no case is returned.
    """
    read = connection.scalar(select(DeskReadRow.event_id).where(DeskReadRow.name == _FEED)) or 0
    statement = (
        select(EventRow.id, EventRow.case_id)
        .where(EventRow.id > read)
        .order_by(EventRow.id)
        .limit(most)
    )
    rows = connection.execute(statement).all()
    return sorted({row.case_id for row in rows}), rows[-1].id if rows else read


def mark_read(connection: Connection, event_id: int) -> None:
    """Keep how far the events have been read."""
    connection.execute(delete(DeskReadRow).where(DeskReadRow.name == _FEED))
    connection.execute(insert(DeskReadRow), {"name": _FEED, "event_id": event_id})


_LINE = (
    TaskRow.id,
    TaskRow.case_id,
    TaskRow.kind,
    TaskRow.ref,
    TaskRow.from_day,
    TaskRow.due_on,
    TaskRow.owner,
    TaskRow.owner_unit,
    CaseRow.public_id,
)


def waiting_for(connection: Connection, name: str, today: date) -> list[Any]:
    """Return what waits for one person today, in no particular order."""
    return _waiting(connection, TaskRow.owner == name, TaskRow.from_day <= today)


def waiting_for_absent(connection: Connection, deputy: str, today: date) -> list[Any]:
    """Return what waits today for whoever somebody is named the deputy of, in those cases.

    Whether they still are on that day the case itself says.
    """
    absent = select(DeskRow.case_id).where(
        DeskRow.case_id == TaskRow.case_id,
        DeskRow.deputy == deputy,
        DeskRow.caseworker == TaskRow.owner,
    )
    return _waiting(connection, absent.exists(), TaskRow.from_day <= today)


def waiting_in(connection: Connection, unit: str, today: date) -> list[Any]:
    """Return what waits in a unit today, whoever has it, in no particular order."""
    return _waiting(connection, TaskRow.owner_unit == unit, TaskRow.from_day <= today)


def waiting_in_case(connection: Connection, case_id: int) -> list[Any]:
    """Return what waits in one case, also what is ahead, in no particular order."""
    return _waiting(connection, TaskRow.case_id == case_id)


def _waiting(connection: Connection, *which: ColumnElement[bool]) -> list[Any]:
    statement = select(*_LINE).join(CaseRow, CaseRow.id == TaskRow.case_id).where(*which)
    return list(connection.execute(statement))


def held_by(connection: Connection, name: str, unit: str | None = None) -> list[int]:
    """Return the open cases somebody is the caseworker of, or only those in one unit."""
    statement = select(DeskRow.case_id).where(DeskRow.caseworker == name, DeskRow.closed.is_(False))
    if unit is not None:
        statement = statement.where(DeskRow.unit == unit)
    return list(connection.scalars(statement))


def coming(connection: Connection, today: date) -> list[int]:
    """Return the cases that were announced to have somebody new by today, and do not yet."""
    statement = select(TaskRow.case_id).where(
        TaskRow.kind == TaskKind.CHANGE, TaskRow.ref == COMING, TaskRow.from_day <= today
    )
    return list(connection.scalars(statement))


def handed_over(connection: Connection, since: datetime) -> list[int]:
    """Return the cases whose caseworker was changed at the desk since a moment."""
    statement = (
        select(EventRow.case_id)
        .where(
            EventRow.source == OWN_SOURCE,
            EventRow.type == EventType.CASEWORKER_CHANGED,
            EventRow.occurred_at >= since,
        )
        .distinct()
    )
    return sorted(connection.scalars(statement))


def may_work_on(connection: Connection, case_id: int, name: str, unit: str | None) -> bool:
    """Tell whether a case is somebody's work: by name, by unit or by a promise they own."""
    statement = select(CaseRow.id).where(CaseRow.id == case_id, _is_work_of(name, unit))
    return connection.scalar(statement) is not None


def case_of(connection: Connection, public_id: str, name: str, unit: str | None) -> Any:
    """Return what :func:`case_by_public_id` does for a case that is somebody's work.

    None for every other case and for one that is not there: it is the same question.
    """
    statement = _CASE.where(CaseRow.public_id == public_id, _is_work_of(name, unit))
    return connection.execute(statement).one_or_none()


def _is_work_of(name: str, unit: str | None) -> ColumnElement[bool]:
    held = [DeskRow.caseworker == name, DeskRow.deputy == name, DeskRow.coordinator == name]
    owned = [TaskRow.owner == name]
    if unit is not None:
        held.append(DeskRow.unit == unit)
        owned.append(TaskRow.owner_unit == unit)
    return or_(
        select(DeskRow.case_id).where(DeskRow.case_id == CaseRow.id, or_(*held)).exists(),
        select(TaskRow.id).where(TaskRow.case_id == CaseRow.id, or_(*owned)).exists(),
    )


def case_by_public_id(connection: Connection, public_id: str) -> Any:
    """Return the id, public id, source and reference of a case; None when there is none."""
    return connection.execute(_CASE.where(CaseRow.public_id == public_id)).one_or_none()


def last_event_id(connection: Connection, case_id: int) -> int:
    """Return the id of the newest event of a case, 0 when it has none."""
    return connection.scalar(select(func.max(EventRow.id)).where(EventRow.case_id == case_id)) or 0


def all_events(connection: Connection, cases: Collection[int]) -> list[Any]:
    """Return the events of some cases with where they came from, oldest written first."""
    statement = (
        select(
            EventRow.id,
            EventRow.case_id,
            EventRow.source,
            EventRow.event_id,
            EventRow.type,
            EventRow.occurred_at,
            EventRow.sequence,
            EventRow.recorded_at,
            EventRow.received_at,
            EventRow.origin,
            EventRow.history,
            EventRow.data,
        )
        .where(EventRow.case_id.in_(cases))
        .order_by(EventRow.id)
    )
    return list(connection.execute(statement))
