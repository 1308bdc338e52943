"""What is odd about promising something for a day: it has been, or nobody is at work."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.deadlines import ONE_DAY, Unit, add_length, is_working_day, next_working_day
from portal.core.holidays import holiday_on


class DayCode(StrEnum):
    """What is odd about promising something for a day."""

    PAST = "past"
    TODAY = "today"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class DayFinding:
    """One thing to point out about a day.

    ``holiday`` is the code of a public holiday. ``next_open`` is the first working day
    after it, set when the day itself is none. Only PAST is refused; the rest is advice.
    """

    code: DayCode
    holiday: str | None = None
    next_open: date | None = None

    @property
    def refused(self) -> bool:
        """Tell whether such a day cannot be promised."""
        return self.code is DayCode.PAST


def check_promise_day(day: date, today: date, closed: Set[date]) -> tuple[DayFinding, ...]:
    """Return what to point out before something is promised for a day.

    >>> check_promise_day(date(2026, 12, 25), date(2026, 11, 22), frozenset())[0].holiday
    'juledag'
    """
    if day < today:
        return (DayFinding(DayCode.PAST),)
    found = [DayFinding(DayCode.TODAY)] if day == today else []
    holiday = holiday_on(day)
    if holiday or not is_working_day(day, closed):
        code = DayCode.HOLIDAY if holiday else DayCode.CLOSED
        if not holiday and day.weekday() >= 5:
            code = DayCode.WEEKEND
        found.append(DayFinding(code, holiday, _next_open(day, closed)))
    if day > add_length(today, 12, Unit.MONTHS, frozenset()):
        found.append(DayFinding(DayCode.FAR))
    return tuple(found)


def _next_open(day: date, closed: Set[date]) -> date:
    day = next_working_day(day + ONE_DAY, closed)
    while holiday_on(day):
        day = next_working_day(day + ONE_DAY, closed)
    return day
