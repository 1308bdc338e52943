"""Which promises are near or past their day. Nothing here commits."""

from datetime import date

from sqlalchemy import Connection, select

from portal.core.worklist import TaskKind
from portal.store.models import CaseRow, TaskRow


def cases_with_promises(connection: Connection, today: date, since: date) -> list[int]:
    """Return the cases with a promise that stands on a list today and is for ``since`` or later."""
    statement = (
        select(TaskRow.case_id)
        .where(TaskRow.kind == TaskKind.PROMISE, TaskRow.from_day <= today, TaskRow.due_on >= since)
        .distinct()
        .order_by(TaskRow.case_id)
    )
    return list(connection.scalars(statement))


def first_days(connection: Connection, case_id: int) -> dict[str, date]:
    """Return the first day each open promise of a case stands on a list, by its reference."""
    statement = select(TaskRow.ref, TaskRow.from_day).where(
        TaskRow.case_id == case_id, TaskRow.kind == TaskKind.PROMISE
    )
    return {row.ref: row.from_day for row in connection.execute(statement)}


def source_of(connection: Connection, case_id: int) -> str:
    """Return the name of the case system a case comes from."""
    return connection.scalars(select(CaseRow.source).where(CaseRow.id == case_id)).one()
