"""What somebody can do in a case today, and what is promised them in return."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from portal.core import deadlines, law
from portal.core.access import is_limited, may_see, represents
from portal.core.case import CaseState, Ruling
from portal.core.deadlines import Unit
from portal.core.parties import Party
from portal.core.status import (
    appeal_is_answered,
    complaint_track,
    round_decision,
    waits_for_citizen,
)
from portal.core.vocabulary import (
    CaseKind,
    LetterKind,
    MessageKind,
    Promised,
    Scope,
    Step,
)


@dataclass(frozen=True, slots=True)
class Times:
    """How soon this municipality answers, in working days.

    ``closed`` are the days on which the office is closed, ``holidays`` the public holidays
    alone: what the law gives is counted with those, which is the earlier day where practice
    is unsure (danish rules 1.7).
    """

    reply: int
    call: int
    urgent: int
    word: int
    closed: Set[date]
    holidays: Set[date]
    law: law.Law


def may_act(party: Party, today: date) -> bool:
    """Tell whether a person may do anything in a case, and not only look at it.

    Who represents somebody needs to be given it. A parent has it with custody, unless the
    case system says that they may only look: a child of seventeen may have wanted it so.
    """
    if is_limited(party) and Scope.ACT not in party.scope:
        return False
    return may_see(party, today)


def open_acts(state: CaseState, party: Party, today: date) -> tuple[MessageKind, ...]:
    """Return what somebody can do in a case today, what is most pressing first.

    Nothing here may depend on a decision that cannot be seen yet.
    """
    if not may_act(party, today):
        return ()
    going_on = state.closed_at is None
    may_be_heard = can_be_heard(state)
    answers = may_answer_hearing(state, party.ref, today)
    offered = {
        MessageKind.HEARING_ANSWER: answers,
        MessageKind.MORE_TIME: answers,
        MessageKind.COMPLAINT: complaint_is_open_to(state, party.ref),
        MessageKind.BEFORE_ANSWER: may_be_heard,
        MessageKind.INFORMATION: going_on,
        MessageKind.QUESTION: True,
        MessageKind.CALL_BACK: True,
        MessageKind.URGENT: going_on,
        MessageKind.DISAGREE: True,
        MessageKind.ACCESS: True,
        MessageKind.EXPERT_VIEW: may_be_heard,
    }
    return tuple(kind for kind, is_open in offered.items() if is_open)


def hearing_is_open_to(state: CaseState, party: str) -> bool:
    """Tell whether this party is asked to comment and has not answered here.

    Each party answers for themselves: that another one has answered closes nothing. Nor
    does the day to answer by: what comes before the decision is read.
    """
    hearing = state.hearing
    if hearing is None or state.step is not Step.HEARING or state.closed_at is not None:
        return False
    answers = [
        message.party
        for message in state.messages.values()
        if message.kind == MessageKind.HEARING_ANSWER and message.at >= hearing.opened_at
    ]
    if hearing.answered_on is None:
        return party not in answers
    return bool(answers) and party not in answers


def may_answer_hearing(state: CaseState, party: str, today: date) -> bool:
    """Tell whether this party can answer the hearing today, or add to what they have answered.

    The time they were given is theirs: an answer on the first day does not end it. Without a
    day to answer by they can add until there is a decision.
    """
    if hearing_is_open_to(state, party):
        return True
    hearing = state.hearing
    if hearing is None or state.closed_at is not None or round_decision(state) is not None:
        return False
    if state.step not in (Step.HEARING, Step.DECISION):
        return False
    return hearing.due_on is None or hearing.due_on >= today


def hearing_answered_by(state: CaseState, party: str) -> date | None:
    """Return when the hearing was answered as this party sees it.

    Their own answer sent here counts, then what the case system told; another party's sent
    here does not.
    """
    hearing = state.hearing
    if hearing is None or hearing_is_open_to(state, party):
        return None
    own = [
        message.at.date()
        for message in state.messages.values()
        if message.kind == MessageKind.HEARING_ANSWER
        and message.party == party
        and message.at >= hearing.opened_at
    ]
    return min(own, default=hearing.answered_on)


def can_be_heard(state: CaseState) -> bool:
    """Tell whether what is said now comes before an answer: the decision, or looking again."""
    if state.closed_at is not None:
        return False
    track = complaint_track(state)
    if track is not None:
        return track.reassessment is None and track.forwarded_on is None
    return round_decision(state) is None


def decision_to_complain_over(state: CaseState) -> Ruling | None:
    """Return the decision somebody can complain over to us, None when there is none.

    It is the last one they can see, whatever it says and however long ago it was: that a
    complaint comes late is not for us to refuse. What Ankestyrelsen has decided is over,
    and a case that is itself a complaint is sent on without asking.
    """
    if state.kind is CaseKind.COMPLAINT or appeal_is_answered(state):
        return None
    shown = [
        ruling
        for ruling in state.rulings
        if ruling.kind is LetterKind.DECISION and ruling.shown_at is not None
    ]
    return shown[-1] if shown else None


def complaint_is_open_to(state: CaseState, party: str) -> bool:
    """Tell whether this party can complain and has not yet.

    While a complaint is looked at, another party may still send their own.
    """
    decision = decision_to_complain_over(state)
    if decision is None:
        return False
    if complaint_track(state) is None:
        return True
    sent = [
        message.party
        for message in state.messages.values()
        if message.kind == MessageKind.COMPLAINT and message.at >= decision.made_at
    ]
    return bool(sent) and party not in sent


def open_requests(state: CaseState, party: Party) -> dict[str, str]:
    """Return what this party is asked to send, by its reference in the case: its code."""
    return {
        waiting.ref: str(waiting.item)
        for waiting in waits_for_citizen(state, represents(party))
        if waiting.ref.startswith("request:")
    }


def promised_back(
    kind: MessageKind, on: date, times: Times, with_phone: bool = False
) -> tuple[Promised, date] | None:
    """Return what is promised whoever sent something, and the last day that keeps it.

    A complaint has the law's own time for looking again, and no promise of ours. The day it
    came does not count.

    Args:
        kind: What was sent.
        on: The local day it came.
        times: How soon this municipality answers.
        with_phone: A number was left to call.
    """
    if kind is MessageKind.COMPLAINT:
        return None
    if kind is MessageKind.ACCESS:
        return Promised.ACCESS, _working_days(on, times.law.access_working_days, times.holidays)
    if kind is MessageKind.CALL_BACK:
        return Promised.CALL, _working_days(on, times.call, times.closed)
    if kind is MessageKind.URGENT:
        what = Promised.CALL if with_phone else Promised.REPLY
        return what, _working_days(on, times.urgent, times.closed)
    if kind in _GIVES:
        return Promised.CONTACT, _working_days(on, times.word, times.closed)
    return Promised.REPLY, _working_days(on, times.reply, times.closed)


_GIVES = frozenset(
    {
        MessageKind.HEARING_ANSWER,
        MessageKind.BEFORE_ANSWER,
        MessageKind.INFORMATION,
        MessageKind.DISAGREE,
    }
)
"""What tells us something and asks nothing: a word comes back, and not a reply."""


def _working_days(on: date, number: int, closed: Set[date]) -> date:
    return deadlines.add_length(on, number, Unit.WORKING_DAYS, closed)
