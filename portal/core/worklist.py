"""What waits for somebody here, read out of the events of one case.

Nothing in it depends on today: a task says from which day it stands on a list and until
when it is good, so that the list is a question to the store and not to every case.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.core import deadlines, law
from portal.core.case import CaseState, Message
from portal.core.deadlines import Length, Unit
from portal.core.gate import last_day, needs_talk
from portal.core.promises import Promise, promises_of, responsible
from portal.core.status import (
    complaint_track,
    hearing_answered_on,
    is_answered,
    round_decision,
)
from portal.core.vocabulary import Item, MessageKind

NOTICE_DAYS = 2
"""How many working days before its day a promise stands on the list."""

DELAY_NOTICE_DAYS = 10
"""How many working days before a deadline a letter about a delay is proposed."""


COMING = "coming"
"""The reference of the task of somebody who does not have the case yet."""


class TaskKind(StrEnum):
    """What waits, in the order of the harm it does to let it wait."""

    POST_FAILED = "post_failed"
    PROMISE = "promise"
    DEADLINE = "deadline"
    SILENT = "silent"
    FIRST_WORD = "first_word"
    ARRIVED = "arrived"
    MESSAGE = "message"
    COMPLAINT = "complaint"
    TALK = "talk"
    CHANGE = "change"
    UNJOURNALISED = "unjournalised"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits.

    ``from_day`` is the first local date it stands on a list, ``due_on`` the last good one.
    ``owner`` is a name as cases know it; without one it is the unit's. ``ref`` is the
    promise, message or decision it is about.
    """

    kind: TaskKind
    from_day: date
    due_on: date | None
    owner: str | None
    owner_unit: str | None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Manners:
    """What this municipality has promised of its own answers; see ``[desk]`` of its file.

    ``published`` is the deadline for the case's area in force when it was received.
    ``every_days`` is how long the citizen of this case goes without a word.
    """

    first_word_within: int
    every_days: int
    talk_within: int
    published: Length | None
    law: law.Law
    closed: Set[date]


def tasks_of(state: CaseState, manners: Manners) -> tuple[Task, ...]:
    """Return everything that waits in a case, also what is ahead."""
    if state.opened_at is None and not state.visits:
        return ()
    tasks = [*_messages(state, manners), *_disputes(state, manners)]
    tasks += [*_complaint(state, manners), *_talk(state, manners)]
    if state.closed_at is None:
        tasks += [*_promises(state, manners), *_deadline(state, manners)]
        tasks += [*_word(state, manners), *_arrived(state, manners), *_change(state, manners)]
    return tuple(tasks)


_ORDER = {kind: place for place, kind in enumerate(TaskKind)}
_NO_DAY = date.max


def harm(kind: str, due_on: date | None, today: date) -> tuple[bool, int, date]:
    """Return the key that puts what waits in order: what does most harm to let wait first.

    What was promised or fixed for a day and has slipped goes before everything else; then the
    kinds in their order, and the nearest day first.

    >>> harm("promise", date(2026, 3, 1), date(2026, 3, 2)) < harm("promise", None, date.min)
    True
    """
    slipped = due_on is not None and due_on < today
    missed = slipped and kind in (TaskKind.POST_FAILED, TaskKind.PROMISE, TaskKind.DEADLINE)
    return (not missed, _ORDER[TaskKind(kind)], due_on or _NO_DAY)


def days_before(day: date, working_days: int, closed: Set[date]) -> date:
    """Return the day so many working days before another.

    >>> days_before(date(2026, 11, 23), 2, frozenset())
    datetime.date(2026, 11, 19)
    """
    for _ in range(working_days):
        day -= deadlines.ONE_DAY
        while not deadlines.is_working_day(day, closed):
            day -= deadlines.ONE_DAY
    return day


def _mine(state: CaseState) -> tuple[str | None, str | None]:
    """Return whose the case is: the caseworker's, and the unit's."""
    unit = state.unit.name if state.unit else None
    return (state.caseworker.name if state.caseworker else None), unit


def _promises(state: CaseState, manners: Manners) -> list[Task]:
    # What a promise is today is no matter: open is what was not kept.
    return [
        Task(
            TaskKind.PROMISE,
            days_before(promise.by, NOTICE_DAYS, manners.closed),
            promise.by,
            *responsible(state, promise),
            promise.ref,
        )
        for promise in open_promises(state)
    ]


def open_promises(state: CaseState) -> tuple[Promise, ...]:
    """Return the promises that nobody has kept yet, whatever their day."""
    return tuple(one for one in promises_of(state, date.min) if one.kept_at is None)


def _deadline(state: CaseState, manners: Manners) -> list[Task]:
    """Propose a letter about a delay before the deadline passes, also while papers are awaited."""
    if is_answered(state) or round_decision(state) is not None:
        return []
    found = deadlines.case_deadline(state, manners.published, date.min, manners.closed)
    if found is None or found.due_on is None:
        return []
    first = days_before(found.due_on, DELAY_NOTICE_DAYS, manners.closed)
    return [Task(TaskKind.DEADLINE, first, found.due_on, *_mine(state))]


def _word(state: CaseState, manners: Manners) -> list[Task]:
    """Ask for a first word, or for the next one when the agreed time has passed."""
    if is_answered(state):
        return []
    if state.word_at is None:
        began = state.received_on or (state.opened_at.date() if state.opened_at else None)
        if began is None:
            return []
        due = deadlines.add_length(
            began, manners.first_word_within, Unit.WORKING_DAYS, manners.closed
        )
        return [Task(TaskKind.FIRST_WORD, began, due, *_mine(state))]
    due = state.word_at.date() + timedelta(days=manners.every_days)
    if any(_speaks_for(promise, due) for promise in open_promises(state)):
        # Somebody has said when the citizen hears again: that day is what counts.
        return []
    return [
        Task(TaskKind.SILENT, days_before(due, NOTICE_DAYS, manners.closed), due, *_mine(state))
    ]


def _speaks_for(promise: Promise, due: date) -> bool:
    """Tell whether an open promise stands for the next word, due on a day.

    One that a change of caseworker made by itself does not once the word was overdue already.
    """
    last = promise.rounds[-1]
    return not last.by_itself or last.at.date() <= due


def _arrived(state: CaseState, manners: Manners) -> list[Task]:
    """Ask for a word on what came in: an answer to the hearing, or papers."""
    answered = hearing_answered_on(state)
    came = [] if answered is None else [(answered, Item.HEARING_ANSWER)]
    word = state.word_at
    if word is not None and answered is not None and word.date() > answered:
        came = []
    came += [(at.date(), item) for at, item in state.arrived if word is None or at > word]
    if not came:
        return []
    day, item = min(came)
    due = deadlines.add_length(day, manners.first_word_within, Unit.WORKING_DAYS, manners.closed)
    return [Task(TaskKind.ARRIVED, day, due, *_mine(state), str(item))]


def _messages(state: CaseState, manners: Manners) -> list[Task]:
    """List what the citizen sent and nobody has answered; a promised reply is a promise."""
    promised = {promise.ref: promise for promise in open_promises(state)}
    return [
        Task(
            TaskKind.MESSAGE,
            message.at.date(),
            _due(message, promised, manners.closed),
            *_mine(state),
            message.ref,
        )
        for message in state.messages.values()
        if message.answered_at is None and message.kind != MessageKind.COMPLAINT
    ]


def _disputes(state: CaseState, manners: Manners) -> list[Task]:
    """List how a citizen remembers an agreement, until somebody here says something after it."""
    last = {one.promise: one for one in state.disputes}
    return [
        Task(
            TaskKind.MESSAGE,
            one.at.date(),
            deadlines.add_length(one.at.date(), 5, Unit.WORKING_DAYS, manners.closed),
            *_mine(state),
            one.promise,
        )
        for one in last.values()
        if not any(at > one.at for at in _words_on(state, one.promise))
    ]


def _words_on(state: CaseState, promise: str) -> Iterator[datetime]:
    """Return when somebody here said something that can be about a promise."""
    yield from (at for at, about in state.contacts if about in (None, promise))
    yield from (one.at for one in state.promises if one.ref == promise)


def _due(message: Message, promised: dict[str, Promise], closed: Set[date]) -> date:
    promise = promised.get(message.promise or "")
    if promise is not None:
        return promise.by
    return deadlines.add_length(message.at.date(), 5, Unit.WORKING_DAYS, closed)


def _complaint(state: CaseState, manners: Manners) -> list[Task]:
    """Follow a complaint until the municipality has looked again or sent it on."""
    complaint = complaint_track(state)
    if complaint is None or complaint.reassessment or complaint.forwarded_on:
        return []
    due = law.reassess_by(complaint.received_on, manners.law)
    return [Task(TaskKind.COMPLAINT, complaint.received_on, due, *_mine(state), complaint.ref)]


def _talk(state: CaseState, manners: Manners) -> list[Task]:
    """Ask for the talk that goes before a refusal, or for the letter once it has been."""
    decision = round_decision(state)
    if decision is None or decision.shown_at is not None:
        return []
    if not needs_talk(state, decision):
        return []
    made = decision.made_at.date()
    goes = last_day(state, decision, manners.talk_within, manners.published, manners.closed)
    # The letter goes in the morning of that day: the talk belongs on the one before.
    due = max(made, days_before(goes, 1, manners.closed))
    return [Task(TaskKind.TALK, made, due, *_mine(state), decision.ref)]


def _change(state: CaseState, manners: Manners) -> list[Task]:
    """Ask a new caseworker for the first word: from the day they have the case."""
    new = state.coming
    if new is not None and new.valid_from is not None:
        due = new.first_contact_by
        return [Task(TaskKind.CHANGE, new.valid_from, due, new.name, _mine(state)[1], COMING)]
    changed: datetime | None = state.changed_at
    if changed is None or (state.word_at is not None and state.word_at > changed):
        return []
    by = state.caseworker.first_contact_by if state.caseworker else None
    due = by or deadlines.add_length(
        changed.date(), manners.first_word_within, Unit.WORKING_DAYS, manners.closed
    )
    return [Task(TaskKind.CHANGE, changed.date(), due, *_mine(state))]
