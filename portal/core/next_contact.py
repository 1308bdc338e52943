"""When the citizen should hear again: proposed from what was agreed, never invented."""

from collections.abc import Set
from datetime import date, timedelta

from portal.core.case import CaseState
from portal.core.deadlines import ONE_DAY, is_working_day, next_working_day
from portal.core.promises import next_open


def propose(state: CaseState, every_days: int, today: date, closed: Set[date]) -> date:
    """Return a working day on which the citizen hears from us at the latest.

    A promise already made for a later day stands: the proposal is that day. Otherwise it is
    the agreed rhythm from today, moved back to a working day, since later would be longer
    than agreed; but never before the next working day.

    >>> propose(CaseState(), 14, date(2026, 12, 11), frozenset({date(2026, 12, 25)}))
    datetime.date(2026, 12, 24)
    """
    promised = next_open(state, today)
    if promised is not None and promised.by > today and _is_a_word(promised.what):
        return promised.by
    day = today + timedelta(days=every_days)
    while day > today and not is_working_day(day, closed):
        day -= ONE_DAY
    return day if day > today else next_working_day(today + ONE_DAY, closed)


def _is_a_word(what: str) -> bool:
    """Tell whether keeping a promise tells the citizen something."""
    return what in ("contact", "call", "meeting")
