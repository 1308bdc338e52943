"""What an update to the citizen must hold before it may be posted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.case import CaseState
from portal.core.status import is_answered
from portal.core.vocabulary import Awaited, Item, ReturnReason, Step, UpdateKind


class UpdateRule(StrEnum):
    """What is missing or wrong in an update."""

    NO_TEXT = "no_text"
    NO_WAITING = "no_waiting"
    HALF_A_WAIT = "half_a_wait"
    NO_DATE = "no_date"
    DATE_PAST = "date_past"
    BACK_WITHOUT_REASON = "back_without_reason"
    REASON_WITHOUT_BACK = "reason_without_back"
    SAME_STEP = "same_step"


A_WAIT = "waiting:"
"""How a case names a wait that is ended by saying so."""

A_REQUEST = "request:"
"""How a case names a wait for what somebody was asked for: it ends when that has come."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a caseworker wants to tell.

    ``next_contact`` is the last day on which the citizen hears again, ``owner_unit`` who
    keeps that promise when it is not the writer. ``wait_on`` and ``wait_item`` begin a wait,
    ``ended`` are the references of waits that are over. ``step`` moves the case; nothing
    else does. ``answers`` is the citizen's message this answers.
    """

    kind: UpdateKind
    text: str
    next_contact: date | None = None
    owner_unit: str | None = None
    wait_on: Awaited | None = None
    wait_item: Item | None = None
    ended: tuple[str, ...] = ()
    step: Step | None = None
    back_because: ReturnReason | None = None
    answers: str | None = None


def problems(update: Update, state: CaseState, today: date) -> tuple[tuple[str, UpdateRule], ...]:
    """Return what stops an update, as field and rule; nothing when it may be posted.

    "I do not know yet" and "nothing new" are whole updates when they say what is waited for
    and when the citizen hears again: without both they would be empty comfort.
    """
    return (*_content(update, state), *_date(update, state, today), *_step(update, state))


def waits_after(update: Update, state: CaseState) -> list[str]:
    """Return the references of the waits that go on after an update."""
    return [ref for ref in state.waiting if ref not in update.ended]


def goes_back(step: Step, state: CaseState) -> bool:
    """Tell whether entering a step means going back."""
    return state.step is not None and step.number < state.step.number


def _content(update: Update, state: CaseState) -> Iterator[tuple[str, UpdateRule]]:
    if not update.text.strip():
        yield "text", UpdateRule.NO_TEXT
    if (update.wait_on is None) != (update.wait_item is None):
        yield "wait_item" if update.wait_item is None else "wait_on", UpdateRule.HALF_A_WAIT
    elif update.kind is not UpdateKind.NEWS and not _waits(update, state):
        yield "wait_on", UpdateRule.NO_WAITING


def _waits(update: Update, state: CaseState) -> bool:
    return update.wait_on is not None or bool(waits_after(update, state))


def _date(update: Update, state: CaseState, today: date) -> Iterator[tuple[str, UpdateRule]]:
    if update.next_contact is None:
        if update.kind is not UpdateKind.NEWS or not is_answered(state):
            yield "next_contact", UpdateRule.NO_DATE
    elif update.next_contact < today:
        yield "next_contact", UpdateRule.DATE_PAST


def _step(update: Update, state: CaseState) -> Iterator[tuple[str, UpdateRule]]:
    back = update.step is not None and goes_back(update.step, state)
    if back and update.back_because is None:
        yield "back_because", UpdateRule.BACK_WITHOUT_REASON
    if update.back_because is not None and not back:
        yield "step", UpdateRule.REASON_WITHOUT_BACK
    elif update.step is not None and update.step is state.step:
        yield "step", UpdateRule.SAME_STEP
