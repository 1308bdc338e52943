"""By when, the hearing, what was decided, and what came of a complaint."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from portal.core.case import CaseState, Complaint, Extension, Hearing, Ruling, SetDeadline, Talk
from portal.core.events import OWN_REF, CaseEvent
from portal.core.fold.course import enter_at_least, imply
from portal.core.fold.values import day
from portal.core.vocabulary import AppealOutcome, EventType, LetterKind, Outcome, Reassessment, Step


def _deadline(state: CaseState, event: CaseEvent) -> None:
    state.deadline = SetDeadline(
        kind=str(event.get("kind")),
        due_on=date.fromisoformat(str(event.get("due_on"))),
        counts_from=event.get("counts_from"),
        counts_to=event.get("counts_to"),
        at=event.occurred_at,
    )
    # What moved the deadline before says nothing of one that is set anew.
    state.extensions.clear()


def _extended(state: CaseState, event: CaseEvent) -> None:
    old = state.extensions[-1].new if state.extensions else None
    if old is None and state.deadline is not None:
        old = state.deadline.due_on
    new = date.fromisoformat(str(event.get("due_on")))
    state.extensions.append(Extension(old, new, str(event.get("reason")), event.occurred_at))


def _hearing_opened(state: CaseState, event: CaseEvent) -> None:
    # Also from the decision's step: whoever is asked to comment must see it, and by when.
    if state.step is not Step.HEARING:
        imply(state, event, Step.HEARING)
    state.hearing = Hearing(str(event.get("hearing")), event.occurred_at, day(event, "due_on"))
    state.hearing_not_needed = None
    state.contacts.append((event.occurred_at, None))
    state.word_at = event.occurred_at


def _hearing_extended(state: CaseState, event: CaseEvent) -> None:
    if state.hearing is not None and state.hearing.ref == event.get("hearing"):
        state.hearing.due_on = day(event, "due_on")


def _hearing_answered(state: CaseState, event: CaseEvent) -> None:
    if state.hearing is not None and state.hearing.ref == event.get("hearing"):
        state.hearing.answered_on = day(event, "on") or event.occurred_at.date()


def _hearing_not_needed(state: CaseState, event: CaseEvent) -> None:
    state.hearing_not_needed = event.get("reason")


def _decision_made(state: CaseState, event: CaseEvent) -> None:
    enter_at_least(state, event, Step.DECISION)
    state.decision = Ruling(
        ref=str(event.get("decision")),
        kind=LetterKind.DECISION,
        outcome=Outcome(str(event.get("outcome"))),
        made_at=event.occurred_at,
        effective_from=day(event, "effective_from"),
    )
    state.rulings.append(state.decision)


def _talk(state: CaseState, event: CaseEvent) -> None:
    on = day(event, "on") or event.occurred_at.date()
    state.talks.append(Talk(str(event.get("decision")), str(event.get("result")), on))


def _complaint_received(state: CaseState, event: CaseEvent) -> None:
    received_on = day(event, "received_on") or event.occurred_at.date()
    # The same complaint told again, or after what came of it, is still where it was.
    complaint = _complaint(state, event)
    sent_here = complaint.sent_here_on
    complaint.received_on = min(sent_here, received_on) if sent_here else received_on
    if complaint.ref.startswith(OWN_REF):
        complaint.sent_here_on = received_on
    state.closed_because = state.closed_at = None


def _reassessed(state: CaseState, event: CaseEvent) -> None:
    complaint = _complaint(state, event)
    complaint.reassessment = Ruling(
        complaint.ref,
        LetterKind.REASSESSMENT,
        Reassessment(str(event.get("outcome"))),
        event.occurred_at,
    )
    state.rulings.append(complaint.reassessment)


def _forwarded(state: CaseState, event: CaseEvent) -> None:
    complaint = _complaint(state, event)
    complaint.forwarded_on = day(event, "on") or event.occurred_at.date()
    state.closed_because = state.closed_at = None


def _appeal_decided(state: CaseState, event: CaseEvent) -> None:
    complaint = _complaint(state, event)
    complaint.appeal = Ruling(
        complaint.ref,
        LetterKind.APPEAL_DECISION,
        AppealOutcome(str(event.get("outcome"))),
        event.occurred_at,
    )
    state.rulings.append(complaint.appeal)


def _complaint(state: CaseState, event: CaseEvent) -> Complaint:
    """Return the complaint an event is about; a source may leave out its arrival."""
    ref = str(event.get("complaint"))
    known = state.complaint
    if known is not None and known.ref != ref and _is_the_same(known):
        known.ref = ref
    elif known is None or known.ref != ref:
        state.complaint = known = Complaint(ref, event.occurred_at.date())
    return known


def _is_the_same(known: Complaint) -> bool:
    """Tell whether a complaint sent through the portal now comes back from the case system.

    The case system gives it a reference of its own when it takes it over.
    """
    untouched = known.reassessment is None and known.forwarded_on is None
    return known.ref.startswith(OWN_REF) and untouched


def show_ruling(state: CaseState, event: CaseEvent) -> None:
    """Let a released decision, or one whose letter is available, be seen."""
    for ruling in state.rulings:
        if not _is_about(event, ruling, state.rulings):
            continue
        at = event.occurred_at
        if event.type == EventType.LETTER_AVAILABLE:
            at = datetime.fromisoformat(str(event.get("available_at")))
            if ruling.available_at is None or at < ruling.available_at:
                ruling.available_at = at
                ruling.complain_by = day(event, "complain_by")
                ruling.letter_channel = event.get("channel")
        ruling.shown_at = at if ruling.shown_at is None else min(at, ruling.shown_at)


def _is_about(event: CaseEvent, ruling: Ruling, rulings: list[Ruling]) -> bool:
    if event.type == EventType.DECISION_RELEASED:
        # A complaint's reference is also that of what comes of it later: a release says
        # nothing of a ruling that did not exist yet.
        made = ruling.kind is LetterKind.DECISION or event.occurred_at >= ruling.made_at
        return made and event.get("decision") == ruling.ref
    if event.get("kind") != ruling.kind:
        return False
    named = event.get("decision")
    if named == ruling.ref:
        return True
    # A letter of the right kind that names nothing is about what was decided before it. So
    # is one about a complaint that names the decision complained over.
    vague = not named or (
        ruling.kind is not LetterKind.DECISION
        and any(named == r.ref for r in rulings if r.kind is LetterKind.DECISION)
    )
    return vague and event.occurred_at >= ruling.made_at


HANDLERS: Mapping[str, Callable[[CaseState, CaseEvent], None]] = {
    EventType.DEADLINE_SET: _deadline,
    EventType.DEADLINE_EXTENDED: _extended,
    EventType.HEARING_OPENED: _hearing_opened,
    EventType.HEARING_EXTENDED: _hearing_extended,
    EventType.HEARING_ANSWERED: _hearing_answered,
    EventType.HEARING_NOT_NEEDED: _hearing_not_needed,
    EventType.DECISION_MADE: _decision_made,
    EventType.COMPLAINT_RECEIVED: _complaint_received,
    EventType.COMPLAINT_REASSESSED: _reassessed,
    EventType.COMPLAINT_FORWARDED: _forwarded,
    EventType.COMPLAINT_DECIDED: _appeal_decided,
    EventType.TALK_NOTED: _talk,
}
