"""Where the case is: each of the five steps done, here now, not begun, gone round, unknown."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain

from portal.core.case import CaseState, Complaint, Visit
from portal.core.events import CaseEvent
from portal.core.status import complaint_track
from portal.core.vocabulary import AppealOutcome, Reassessment, Step


class Place(StrEnum):
    """How one step stands in this case."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    NOT_NEEDED = "not_needed"
    RETURNED = "returned"
    PAUSED = "paused"
    UNKNOWN = "unknown"


class AppealPlace(StrEnum):
    """How the road past Ankestyrelsen stands."""

    AHEAD = "ahead"
    NOW = "now"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StepPlace:
    """One step of the drawing.

    ``reason`` is the coded reason for a return or for a hearing that is not needed.
    ``events`` are those that happened while the case was in the step, oldest first.
    """

    step: Step
    place: Place
    reason: str | None
    since: datetime | None
    events: tuple[CaseEvent, ...]


def place_steps(state: CaseState) -> tuple[StepPlace, ...]:
    """Return the five steps with how each stands.

    The latest step event decides, so a case sent back shows the later steps as not begun
    again. A case that only passed from step 1 to 3 does not claim that step 2 was done:
    a step nobody reported is unknown behind the current one. While a complaint is with
    Ankestyrelsen no municipal step is current.
    """
    current = state.step
    by_step: dict[Step, list[Visit]] = {step: [] for step in Step}
    for visit in state.visits:
        by_step[visit.step].append(visit)
    return tuple(_place(state, step, current, by_step[step]) for step in Step)


def with_appeals_board(state: CaseState) -> bool:
    """Tell whether the complaint is with Ankestyrelsen now."""
    return state.complaint is not None and _at_board(state.complaint)


def appeal_place(state: CaseState) -> AppealPlace | None:
    """Return how the road past Ankestyrelsen stands, None when no complaint is known."""
    if state.complaint is None:
        return None
    if _at_board(state.complaint):
        return AppealPlace.NOW
    return AppealPlace.DONE if state.complaint.appeal else AppealPlace.AHEAD


def sent_back(state: CaseState) -> bool:
    """Tell whether Ankestyrelsen sent the case back and it is shown: a new round."""
    appeal = state.complaint.appeal if state.complaint else None
    return bool(appeal and appeal.shown_at and appeal.outcome is AppealOutcome.SENT_BACK)


def _at_board(complaint: Complaint) -> bool:
    return complaint.forwarded_on is not None and complaint.appeal is None


def _place(state: CaseState, step: Step, current: Step | None, visits: list[Visit]) -> StepPlace:
    events = tuple(chain.from_iterable(visit.events for visit in visits))
    since = visits[-1].since if visits else None
    place, reason = Place.UNKNOWN, None
    if current is None:
        place = Place.DONE if step is Step.RECEIVED and state.received_on else Place.UNKNOWN
    elif step is current:
        place, reason = _current_place(state, visits)
    elif step is Step.HEARING and state.hearing_not_needed:
        place, reason = Place.NOT_NEEDED, state.hearing_not_needed
    elif step.number > current.number:
        place = _place_ahead(state, visits)
    elif visits or step is Step.RECEIVED:
        place = Place.DONE
    return StepPlace(step, place, reason, since, events)


def _place_ahead(state: CaseState, visits: list[Visit]) -> Place:
    """Return how a step after the current one stands: "not yet" only where there is a yet."""
    if with_appeals_board(state):
        return Place.UNKNOWN
    if state.closed_at is None:
        return Place.AHEAD
    # Where the case has been before it went back, the step was gone through.
    return Place.DONE if visits else Place.NOT_NEEDED


def _current_place(state: CaseState, visits: list[Visit]) -> tuple[Place, str | None]:
    if with_appeals_board(state) or state.closed_at is not None or _is_answered(state):
        return Place.DONE, None
    if state.paused_because:
        return Place.PAUSED, state.paused_because
    because = visits[-1].returned_because
    return (Place.RETURNED, because) if because else (Place.NOW, None)


def _is_answered(state: CaseState) -> bool:
    """Tell whether the decision of this round has reached the citizen.

    After a complaint that is: whether Ankestyrelsen has answered, or the citizen has seen
    that the municipality changed it all.
    """
    track = complaint_track(state)
    if track is not None and track.appeal is not None:
        return True
    if track is not None and track.reassessment is not None:
        changed = track.reassessment.outcome is Reassessment.CHANGED
        return changed and track.reassessment.shown_at is not None
    decision = state.decision
    return (
        decision is not None
        and decision.shown_at is not None
        and state.step is Step.DECISION
        and (state.complaint is None or state.complaint.received_on <= _day(decision.made_at))
    )


def _day(at: datetime) -> date:
    return at.date()
