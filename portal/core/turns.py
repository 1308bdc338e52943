"""Whose turn it is: what the citizen does, what the municipality does. Never an empty list."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from portal.core import law
from portal.core.case import CaseState, Complaint, Ruling, Waiting
from portal.core.deadlines import complain_by
from portal.core.say import Days, Phrase, Say, say
from portal.core.status import (
    complaint_track,
    hearing_answered_on,
    hearing_is_open,
    review_is_open,
    round_decision,
    waits_for_citizen,
    waits_for_others,
)
from portal.core.vocabulary import AppealOutcome, Awaited, CaseKind, Outcome, Reassessment


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to be done: the sentence, what belongs to it, and free Danish text if any."""

    what: Say
    details: tuple[Say, ...] = ()
    note: str | None = None


def your_turn(
    state: CaseState,
    today: date,
    rules: law.Law,
    holidays: Set[date],
    represents: bool = False,
    silent: bool = False,
) -> tuple[Turn, ...]:
    """Return what the reader is asked to do, or that there is nothing to do now.

    ``represents`` says that the reader is whom "the representative" means. ``silent``
    says that the source has told nothing for a while: then nobody here knows of "now".
    """
    turns = [_asked(waiting, today, silent) for waiting in waits_for_citizen(state, represents)]
    if hearing_is_open(state):
        turns.insert(0, _hearing(state, today))
    turns.extend(_answered(state, today, rules, holidays))
    if not turns:
        answered = hearing_answered_on(state)
        details = [say("turn.you.hearing_answered", date=answered)] if answered else []
        if review_is_open(state):
            details.append(say("turn.you.review"))
        turns.append(
            Turn(say("turn.you.nothing_known" if silent else "turn.you.nothing"), tuple(details))
        )
    return tuple(turns)


def our_turn(
    state: CaseState,
    today: date,
    rules: law.Law,
    represents: bool = False,
    silent: bool = False,
) -> tuple[Turn, ...]:
    """Return what the municipality does, and whom it waits for."""
    turns = [_waited_for(waiting, today, silent) for waiting in waits_for_others(state, represents)]
    turns.append(_ours(state, rules))
    if review_is_open(state):
        # What is at stake, and that nothing is decided, stands first as long as it is so.
        turns.insert(0, Turn(say(f"turn.us.review.{state.review_reason}")))
    if state.meets_on is not None and state.meets_on >= today and round_decision(state) is None:
        turns.append(Turn(say("turn.us.meets_on", date=state.meets_on)))
    return tuple(turns)


def _asked(waiting: Waiting, today: date, silent: bool) -> Turn:
    details = _dates(waiting, today, silent)
    if waiting.why:
        details = (*details, say(f"why.{waiting.why}"))
    return Turn(say(f"turn.you.send.{waiting.item}"), details, waiting.note)


def _waited_for(waiting: Waiting, today: date, silent: bool) -> Turn:
    item = Phrase(f"item.{waiting.item}")
    if waiting.on is Awaited.MUNICIPALITY:
        what = say("turn.us.own", item=item)
    else:
        what = say("turn.us.waiting", item=item, who=Phrase(f"who.{waiting.on}"))
    return Turn(what, _dates(waiting, today, silent), waiting.note)


def _dates(waiting: Waiting, today: date, silent: bool) -> tuple[Say, ...]:
    """Return since when and until when. A silent source says nothing of how it stands today."""
    # We don't "wait" for ourselves.
    own = "_own" if waiting.on is Awaited.MUNICIPALITY else ""
    found = [say(f"turn.since{own}", date=waiting.since)]
    # Fourteen days is short on a desk and long at home: the time is told as it is lived.
    waited = (today - waiting.since).days
    if waited > 1 and not silent:
        found.append(say("turn.waited", length=Days(waited)))
    if waiting.due_on is not None and not (silent and waiting.due_on < today):
        due = "turn.due" if waiting.due_on >= today else f"turn.overdue{own}"
        found.append(say(due, date=waiting.due_on))
    return tuple(found)


def _hearing(state: CaseState, today: date) -> Turn:
    hearing = state.hearing
    if hearing is None or hearing.due_on is None:
        return Turn(say("turn.you.hearing_no_date"))
    due = "turn.due" if hearing.due_on >= today else "turn.you.hearing_over"
    return Turn(say("turn.you.hearing"), (say(due, date=hearing.due_on),))


def _answered(state: CaseState, today: date, rules: law.Law, holidays: Set[date]) -> list[Turn]:
    """Return that the citizen may read and complain: only over what may be seen."""
    complaint = complaint_track(state)
    if complaint is not None:
        return _answered_complaint(complaint)
    ruling = round_decision(state)
    if ruling is None or ruling.shown_at is None:
        return []
    effective = ruling.effective_from
    details = (say("turn.effective_from", date=effective),) if effective else ()
    turns = [Turn(say("turn.you.read_letter"), details)]
    if not _is_open_to_complaint(state, ruling.outcome):
        return turns
    # The letter's own last day wins; without a letter no day is invented.
    last_day = ruling.complain_by
    if last_day is None and ruling.available_at is not None:
        last_day = complain_by(ruling.available_at.date(), rules.complaint_weeks, holidays)
    if last_day is None:
        return [*turns, Turn(say("turn.you.complain"))]
    key = "turn.you.complain_by" if last_day >= today else "turn.you.complain_over"
    return [*turns, Turn(say(key, date=last_day))]


def _answered_complaint(complaint: Complaint) -> list[Turn]:
    """Return that there is an answer to the complaint to read."""
    answer, key = complaint.reassessment, "turn.you.read_letter"
    if complaint.appeal is not None:
        answer, key = complaint.appeal, "turn.you.read_appeal"
    elif complaint.forwarded_on is not None:
        answer = None
    return [Turn(say(key))] if answer is not None and answer.shown_at is not None else []


def _is_open_to_complaint(state: CaseState, outcome: str) -> bool:
    """Tell whether who disagrees with a decision complains over it to the municipality.

    Nobody complains over a full yes to an application. In a review a "yes" may be to what
    the municipality wanted, so the way always stands. What is not changed after a complaint
    goes on to Ankestyrelsen without the citizen doing anything.
    """
    if state.kind is CaseKind.REVIEW:
        return True
    if state.kind is CaseKind.COMPLAINT:
        return outcome == Outcome.DISMISSED
    return outcome != Outcome.GRANTED


def _ours(state: CaseState, rules: law.Law) -> Turn:
    complaint = complaint_track(state)
    if complaint is not None:
        return _on_complaint(complaint, rules)
    decision = round_decision(state)
    if decision is not None:
        return _after_decision(state.kind, decision)
    if state.closed_at is not None:
        return Turn(say("turn.us.closed"))
    if state.paused_because:
        details = [say(f"pause_reason.{state.paused_because}")]
        if state.paused_until:
            details.append(say("turn.paused_until", date=state.paused_until))
        return Turn(say("turn.us.paused"), tuple(details))
    if state.step is None:
        return Turn(say("turn.us.unknown"))
    if hearing_answered_on(state):
        return Turn(say("turn.us.hearing_answered"))
    return Turn(say(f"turn.us.step.{state.step}"))


def _after_decision(kind: CaseKind | None, decision: Ruling) -> Turn:
    if decision.shown_at is None:
        return Turn(say("turn.us.held"))
    kept = decision.outcome in (Outcome.REFUSED, Outcome.PARTLY)
    on_complaint = kind is CaseKind.COMPLAINT and kept
    return Turn(say("turn.us.complaint_forwarding" if on_complaint else "turn.us.decided"))


def _on_complaint(complaint: Complaint, rules: law.Law) -> Turn:
    appeal, reassessment = complaint.appeal, complaint.reassessment
    if appeal is not None:
        if appeal.shown_at is None:
            return Turn(say("turn.us.board_answered"))
        back = appeal.outcome is AppealOutcome.SENT_BACK
        return Turn(say("turn.us.sent_back" if back else "turn.us.board_decided"))
    if complaint.forwarded_on is not None:
        return Turn(say("turn.us.board"))
    if reassessment is not None:
        if reassessment.shown_at is None:
            return Turn(say("turn.us.complaint_answered"))
        changed = reassessment.outcome is Reassessment.CHANGED
        return Turn(say("turn.us.decided" if changed else "turn.us.complaint_forwarding"))
    by = law.reassess_by(complaint.received_on, rules)
    return Turn(say("turn.us.complaint"), (say("turn.us.reassess_by", date=by),))
