"""The talk before a decision that refuses: when this portal may send the decision letter.

It governs only letters that this portal sends, and never makes a new delay: the talk has a few
working days, and never longer than the published deadline.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.core.case import CaseState, Ruling, Talk
from portal.core.deadlines import Length, Unit, add_length, case_deadline
from portal.core.vocabulary import CaseKind, LetterKind, Outcome, TalkResult

NEEDS_A_TALK = frozenset({Outcome.REFUSED, Outcome.PARTLY, Outcome.DISMISSED})


class Lifted(StrEnum):
    """Why a decision letter may go."""

    NOT_NEEDED = "not_needed"
    HELD = "held"
    DECLINED = "declined"
    TRIED = "tried"
    NO_PHONE = "no_phone"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a decision letter may go, and why.

    ``lifted`` is None as long as the talk is waited for; ``until`` is the local date on which
    it goes in any case, None when no talk is needed. ``talk`` is the last one noted.
    """

    lifted: Lifted | None
    until: date | None
    talk: Talk | None = None

    @property
    def is_open(self) -> bool:
        """Whether the letter may go now."""
        return self.lifted is not None


_BY_TALK = {
    TalkResult.HELD: Lifted.HELD,
    TalkResult.DECLINED: Lifted.DECLINED,
    TalkResult.TRIED: Lifted.TRIED,
}


def needs_talk(state: CaseState, ruling: Ruling) -> bool:
    """Tell whether a talk goes before the letter: a refusal, a part of one, or any review.

    In a review a "yes" may be to what the municipality wanted, so every outcome is talked over.
    """
    if ruling.kind is not LetterKind.DECISION:
        return False
    return state.kind is CaseKind.REVIEW or ruling.outcome in NEEDS_A_TALK


def last_day(
    state: CaseState, ruling: Ruling, talk_within: int, published: Length | None, closed: Set[date]
) -> date:
    """Return the day on which the letter goes, talk or not.

    That is when the time for a talk is up, or on the deadline for an answer if that comes
    first. A deadline that had passed before the decision was made leaves no time for a talk.
    """
    made = ruling.made_at.date()
    cap = add_length(made, talk_within, Unit.WORKING_DAYS, closed)
    deadline = case_deadline(state, published, made, closed)
    if deadline is None or deadline.due_on is None:
        return cap
    return max(made, min(cap, deadline.due_on))


def gate(
    state: CaseState,
    ruling: Ruling,
    until: date,
    today: date,
    *,
    no_phone: bool = False,
) -> Gate:
    """Return whether the letter about a decision may go today.

    Args:
        state: The case.
        ruling: The decision.
        until: What `last_day` returned.
        today: Local date.
        no_phone: The contact agreement says that the citizen cannot use a phone: then the
            letter goes the agreed way without waiting for a call.
    """
    if not needs_talk(state, ruling):
        return Gate(Lifted.NOT_NEEDED, None)
    talks = [talk for talk in state.talks if talk.decision == ruling.ref]
    talk = talks[-1] if talks else None
    if talk is not None:
        return Gate(_BY_TALK[TalkResult(talk.result)], until, talk)
    if no_phone:
        return Gate(Lifted.NO_PHONE, until)
    return Gate(Lifted.TIME if today >= until else None, until)
