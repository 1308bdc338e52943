"""Read again who has some cases and what waits in them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from portal.core.case import CaseState
from portal.core.fold import read_case
from portal.core.worklist import Task, tasks_of
from portal.services.office import Office
from portal.store import cases, desk, feed
from portal.store.cases import COPENHAGEN

_AT_A_TIME = 2000


def reread_desk(
    connection: Connection, case_ids: Collection[int], office: Office, today: date
) -> None:
    """Make the desk's reading of some cases anew, in the caller's transaction."""
    if not case_ids:
        return
    held: list[dict[str, Any]] = []
    tasks: dict[int, tuple[Task, ...]] = {}
    for case_id, events in cases.events_of(connection, case_ids).items():
        state = read_case(events, today=today)
        held.append(_held(case_id, state))
        tasks[case_id] = tasks_of(state, office.manners(state, today))
    desk.write(connection, held, tasks)


def read_what_came(engine: Engine, office: Office, now: datetime) -> int:
    """Bring the desk up to date with the events that came since; return how many cases.

    Each round is a transaction of its own, and an import of many thousands is taken in parts.
    """
    read = 0
    while True:
        with engine.begin() as connection:
            feed.wait_for_turn(connection)
            case_ids, last = desk.unread_cases(connection, _AT_A_TIME)
            if not case_ids:
                return read
            reread_desk(connection, case_ids, office, now.astimezone(COPENHAGEN).date())
            desk.mark_read(connection, last)
        read += len(case_ids)


def _held(case_id: int, state: CaseState) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "caseworker": state.caseworker.name if state.caseworker else None,
        "deputy": state.deputy.name if state.deputy else None,
        "coordinator": state.coordinator.name if state.coordinator else None,
        "unit": state.unit.name if state.unit else None,
        "closed": state.closed_at is not None,
    }
