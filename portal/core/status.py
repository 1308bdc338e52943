"""The sentence at the top: where the case is, said so that one look is enough."""

from datetime import date

from portal.core.case import CaseState, Complaint, Ruling, Waiting
from portal.core.say import Phrase, Say, say
from portal.core.vocabulary import Awaited, CaseKind, Outcome, Reassessment, Step


def heading(state: CaseState, represents: bool = False) -> Say:
    """Return the heading. Never more exact than what the source has said.

    ``represents`` says that the reader is whom "the representative" means.
    """
    return (
        _complaint_heading(state)
        or _decision_heading(state)
        or _standstill_heading(state)
        or _waiting_heading(state, represents)
        or _step_heading(state)
    )


def round_decision(state: CaseState) -> Ruling | None:
    """Return the decision of the round the case is in, None when there is none yet.

    After a return the old decision belongs to the round before.
    """
    return state.decision if state.step is Step.DECISION else None


# What a decision in a case that is itself a complaint means to the person who complained.
_ON_COMPLAINT = {
    Outcome.GRANTED: Reassessment.CHANGED,
    Outcome.PARTLY: Reassessment.PARTLY_CHANGED,
    Outcome.REFUSED: Reassessment.UPHELD,
}


def decided_key(decided: str, reassessed: str, kind: CaseKind | None, outcome: str) -> str:
    """Return the key for an outcome, in the words that fit the kind of case.

    In a review nobody has applied for anything, and in a complaint the question is
    whether the old answer stands: "you get what you applied for" would be wrong in both.
    """
    if kind is CaseKind.REVIEW:
        return f"{decided}.review"
    if kind is CaseKind.COMPLAINT and outcome in _ON_COMPLAINT:
        return f"{reassessed}.{_ON_COMPLAINT[Outcome(outcome)]}"
    return f"{decided}.{outcome}"


def appeal_is_answered(state: CaseState) -> bool:
    """Tell whether Ankestyrelsen's answer is what the case stands at, and may be seen."""
    complaint = complaint_track(state)
    appeal = complaint.appeal if complaint else None
    return appeal is not None and appeal.shown_at is not None


def is_answered(state: CaseState) -> bool:
    """Tell whether the citizen has the answer and nothing more is under way."""
    decision = round_decision(state)
    answered = decision is not None and decision.shown_at is not None
    return state.closed_at is not None or (answered and complaint_track(state) is None)


def complaint_track(state: CaseState) -> Complaint | None:
    """Return the complaint when it says where the case is now.

    It does not any more when a new round has begun after what came of it, nor when a
    complaint that is its own case still goes through the steps.
    """
    complaint = state.complaint
    if complaint is None or _new_round(state, complaint):
        return None
    if state.kind is CaseKind.COMPLAINT and not (complaint.reassessment or complaint.forwarded_on):
        return None
    return complaint


def reassessing(state: CaseState) -> Complaint | None:
    """Return the complaint the municipality looks at again now, None when there is none.

    Once there is an answer to it, or it has gone on to Ankestyrelsen, nothing of ours is due.
    """
    track = complaint_track(state)
    if track is None or state.closed_at is not None:
        return None
    open_still = not (track.reassessment or track.forwarded_on or track.appeal)
    return track if open_still else None


def _new_round(state: CaseState, complaint: Complaint) -> bool:
    """Tell whether the case went on after Ankestyrelsen, or after the municipality, answered.

    A case the municipality has taken up again says so by a return or a new decision; a
    complaint that goes on to Ankestyrelsen does neither.
    """
    answer = complaint.appeal or complaint.reassessment
    if answer is None or (complaint.forwarded_on and complaint.appeal is None):
        return False
    if state.decision is not None and state.decision.made_at > answer.made_at:
        return True
    if not state.visits or state.visits[-1].since <= answer.made_at:
        return False
    return complaint.appeal is not None or state.visits[-1].returned_because is not None


def hearing_is_open(state: CaseState) -> bool:
    """Tell whether the citizen is asked to comment and has not answered yet."""
    return (
        state.hearing is not None
        and state.hearing.answered_on is None
        and state.step is Step.HEARING
        and state.closed_at is None
    )


def hearing_answered_on(state: CaseState) -> date | None:
    """Return when the citizen answered the hearing the case is in, None when not."""
    if state.hearing is None or state.step is not Step.HEARING:
        return None
    return state.hearing.answered_on


def review_is_open(state: CaseState) -> bool:
    """Tell whether the municipality looks at somebody's help and has not decided yet."""
    undecided = round_decision(state) is None and state.closed_at is None
    return state.review_reason is not None and undecided


def waits_for_citizen(state: CaseState, represents: bool = False) -> list[Waiting]:
    """Return what the case waits for from the citizen, oldest first.

    For somebody who represents the citizen that is also what the representative owes.
    Nothing any more when the citizen has the answer.
    """
    if is_answered(state):
        return []
    return [w for w in state.waiting.values() if _is_yours(w, represents)]


def waits_for_others(state: CaseState, represents: bool = False) -> list[Waiting]:
    """Return what the case waits for from anybody else, oldest first."""
    return [w for w in state.waiting.values() if not _is_yours(w, represents)]


def _is_yours(waiting: Waiting, represents: bool) -> bool:
    return waiting.on is Awaited.CITIZEN or (represents and waiting.on is Awaited.REPRESENTATIVE)


def _complaint_heading(state: CaseState) -> Say | None:
    complaint = complaint_track(state)
    if complaint is None:
        return None
    if complaint.appeal is not None:
        if complaint.appeal.shown_at is None:
            return say("status.complaint_board_answered")
        if complaint.appeal.outcome == "sent_back":
            return say("status.sent_back")
        return say(f"status.appeal.{complaint.appeal.outcome}")
    if complaint.forwarded_on is not None:
        return say("status.complaint_board")
    if complaint.reassessment is not None:
        if complaint.reassessment.shown_at is None:
            return say("status.complaint_answered")
        return say(f"status.reassessed.{complaint.reassessment.outcome}")
    return say("status.complaint_received")


def _decision_heading(state: CaseState) -> Say | None:
    decision = round_decision(state)
    if decision is None:
        return None
    if decision.shown_at is None:
        return say("status.held")
    return say(decided_key("status.decided", "status.reassessed", state.kind, decision.outcome))


def _standstill_heading(state: CaseState) -> Say | None:
    if state.closed_at is not None:
        return say("status.closed")
    return say("status.paused") if state.paused_because else None


def _waiting_heading(state: CaseState, represents: bool) -> Say | None:
    if hearing_is_open(state):
        return say("status.hearing_open")
    if waits_for_citizen(state, represents):
        return say("status.waiting_citizen")
    others = waits_for_others(state, represents)
    others = [w for w in others if w.on is not Awaited.MUNICIPALITY]
    if others and state.step in (None, Step.INFORMATION):
        return say("status.waiting_other", who=Phrase(f"who.{others[0].on}"))
    return None


def _step_heading(state: CaseState) -> Say:
    if state.step is None:
        return say("status.unknown")
    if state.visits[-1].returned_because:
        return say("status.returned")
    if hearing_answered_on(state):
        return say("status.hearing_answered")
    if state.step is Step.RECEIVED:
        if state.kind is CaseKind.REVIEW and state.review_reason:
            return say(f"status.review.{state.review_reason}")
        return say(f"status.received.{state.kind or CaseKind.APPLICATION}")
    return say(f"status.{state.step}")
