"""By when, by publication or by law; and whether it is late."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.core.case import CaseState, Extension, SetDeadline
from portal.core.status import round_decision
from portal.core.vocabulary import CaseKind, CountsFrom, CountsTo, DeadlineKind, LetterKind

ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a length of time is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Length:
    """A published length of time and what it counts from and to."""

    amount: int
    unit: Unit
    counts_from: CountsFrom
    counts_to: CountsTo


class DeadlineState(StrEnum):
    """How a deadline stands. Unclear: its day came after the source's last word."""

    NOT_BEGUN = "not_begun"
    AHEAD = "ahead"
    TODAY = "today"
    PASSED = "passed"
    MET = "met"
    MET_LATE = "met_late"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The municipality's own deadline for an answer in this case.

    ``due_on`` is a local date, None while it has not begun. ``moved_from`` and ``reason``
    are set when an extension moved it; a pause never does.
    """

    state: DeadlineState
    due_on: date | None
    kind: DeadlineKind
    length: Length | None
    moved_from: date | None = None
    reason: str | None = None


def is_working_day(day: date, closed: Set[date]) -> bool:
    """Tell whether a day is Monday to Friday and neither a holiday nor a closing day."""
    return day.weekday() < 5 and day not in closed


def next_working_day(day: date, closed: Set[date]) -> date:
    """Return the day itself, or the first working day after it.

    >>> next_working_day(date(2026, 4, 2), frozenset({date(2026, 4, d) for d in (2, 3, 5, 6)}))
    datetime.date(2026, 4, 7)
    """
    while not is_working_day(day, closed):
        day += ONE_DAY
    return day


def add_length(start: date, amount: int, unit: Unit, closed: Set[date]) -> date:
    """Return the last day of a length of time. The first day does not count.

    Weeks end on the same weekday; months on the same day of the month, or its last.
    The result is not rolled forward, except that working days end on one.

    >>> add_length(date(2026, 1, 31), 1, Unit.MONTHS, frozenset())
    datetime.date(2026, 2, 28)
    """
    if unit is Unit.WORKING_DAYS:
        day = start
        for _ in range(amount):
            day = next_working_day(day + ONE_DAY, closed)
        return day
    if unit is Unit.MONTHS:
        return _add_months(start, amount)
    return start + timedelta(days=amount * (7 if unit is Unit.WEEKS else 1))


def complain_by(available_on: date, weeks: int, holidays: Set[date]) -> date:
    """Return the safe last day to complain.

    The day the letter became available does not count; weeks end on the same weekday; a
    Saturday, Sunday or public holiday moves the day forward. 5 June, 24 and 31 December
    do not: where practice is unsure the earlier day is the safe one.

    Source: danish rules 1.7, law as dated data in ``portal/law.toml``.

    >>> complain_by(date(2026, 5, 8), 4, frozenset())
    datetime.date(2026, 6, 5)
    """
    return next_working_day(available_on + timedelta(weeks=weeks), holidays)


def case_deadline(
    state: CaseState,
    published: Length | None,
    today: date,
    closed: Set[date],
    told_until: date | None = None,
) -> Deadline | None:
    """Return the deadline for an answer, None when the input is unclear.

    The source's own ``deadline.set`` wins; otherwise the published length is counted from
    the day it says. ``published`` is the one in force when the case was received. It is a
    deadline for answering applications: a complaint has the law's time for looking again,
    and a review has none unless the source says so. Nor has a new round, which began after
    the citizen had been answered. ``told_until`` is the day of the last word of a source
    that has been silent since: whether an answer came after it nobody here can know.
    """
    over = _answered_before(state)
    if over is not None or state.kind in (CaseKind.COMPLAINT, CaseKind.REVIEW):
        published = None
    due, kind = None, DeadlineKind.PUBLISHED
    own = state.deadline if _stands(state.deadline, over) else None
    if own is not None:
        due, kind = own.due_on, DeadlineKind(own.kind)
    elif published is not None:
        start = _start(state, published)
        if start is None and published.counts_from is CountsFrom.COMPLETE and state.received_on:
            return Deadline(DeadlineState.NOT_BEGUN, None, kind, published)
        due = add_length(start, published.amount, published.unit, closed) if start else None
    length = published if own is None else None
    told = own if own is not None else published
    counts_to = told.counts_to if told is not None else None
    moved_from = reason = None
    if state.extensions and _stands(state.extensions[-1], over):
        extension = state.extensions[-1]
        moved_from, due, reason = due, extension.new, extension.reason
    if due is None:
        return None
    standing = _standing(_answered_on(state, counts_to), due, today, told_until)
    return Deadline(standing, due, kind, length, moved_from, reason)


def _answered_before(state: CaseState) -> datetime | None:
    """Return when an earlier round was answered, None while the case is in its first."""
    current = round_decision(state)
    answers = [
        r.shown_at for r in state.rulings if r.kind is LetterKind.DECISION and r is not current
    ]
    return max((at for at in answers if at is not None), default=None)


def _stands(told: SetDeadline | Extension | None, over: datetime | None) -> bool:
    """Tell whether what was said of a deadline is about the round the case is in."""
    return told is not None and (over is None or told.at > over)


def _answered_on(state: CaseState, counts_to: str | None) -> date | None:
    """Return the day that counts as the answer, None as long as the citizen can't see it."""
    decision = round_decision(state)
    if decision is None or decision.shown_at is None:
        return None
    return (decision.made_at if counts_to == CountsTo.DECIDED else decision.shown_at).date()


def _start(state: CaseState, published: Length) -> date | None:
    if published.counts_from is CountsFrom.RECEIVED:
        return state.received_on
    return state.complete_on if state.complete else None


def _standing(
    answered_on: date | None, due: date, today: date, told_until: date | None
) -> DeadlineState:
    if answered_on is not None:
        return DeadlineState.MET if answered_on <= due else DeadlineState.MET_LATE
    if due < today:
        told = told_until is None or due < told_until
        return DeadlineState.PASSED if told else DeadlineState.UNCLEAR
    return DeadlineState.TODAY if due == today else DeadlineState.AHEAD


def _add_months(start: date, amount: int) -> date:
    month = start.month - 1 + amount
    year, month = start.year + month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(start.day, (first_of_next - ONE_DAY).day))
