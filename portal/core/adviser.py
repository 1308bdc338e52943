"""Help from others than the caseworker: which words, and when it stands out."""

from datetime import date
from enum import StrEnum

from portal.core.case import CaseState
from portal.core.deadlines import Deadline, DeadlineState
from portal.core.promises import Promise, PromiseState
from portal.core.status import hearing_is_open, round_decision

CHANGE_STANDS_OUT_DAYS = 30


class AdviserKind(StrEnum):
    """What kind of citizen adviser the municipality has. Only 65e is independent."""

    SECTION_65E = "65e"
    IN_ADMINISTRATION = "in_administration"
    NONE = "none"


class Lead(StrEnum):
    """Why help from others stands out, or that it does not."""

    ORDINARY = "ordinary"
    LATE = "late"
    HEARING = "hearing"
    CHANGE = "change"


def lead(state: CaseState, promise: Promise | None, deadline: Deadline | None, today: date) -> Lead:
    """Return why help from others stands out on this page.

    Nothing here may depend on the outcome of a decision.
    """
    late = promise is not None and promise.state is PromiseState.MISSED
    if is_late(state, deadline) or late:
        return Lead.LATE
    if hearing_is_open(state):
        return Lead.HEARING
    if recently_changed(state, today):
        return Lead.CHANGE
    return Lead.ORDINARY


def is_late(state: CaseState, deadline: Deadline | None) -> bool:
    """Tell whether the deadline has passed without an answer the citizen can see."""
    if deadline is None or deadline.state is not DeadlineState.PASSED or state.closed_at:
        return False
    decision = round_decision(state)
    return decision is None or decision.shown_at is None


def recently_changed(state: CaseState, today: date) -> bool:
    """Tell whether the caseworker changed in the last 30 days."""
    changed = state.changed_at
    return changed is not None and (today - changed.date()).days <= CHANGE_STANDS_OUT_DAYS
