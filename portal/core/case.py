"""What is known of a case. Every field may be unknown; ``portal/core/fold`` fills them in."""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.core.events import CaseEvent, Record
from portal.core.vocabulary import (
    AppealOutcome,
    Awaited,
    CaseKind,
    Item,
    LetterKind,
    Outcome,
    Reassessment,
    ReviewReason,
    Step,
)

_NOTHING = Record((), ())


@dataclass(slots=True)
class Visit:
    """A stay at one step: when it began, and whether the case was sent back to it."""

    step: Step
    since: datetime
    returned_because: str | None = None
    events: list[CaseEvent] = field(default_factory=list)


@dataclass(slots=True)
class Waiting:
    """Somebody is waited for. ``since`` and ``due_on`` are local dates."""

    ref: str
    on: Awaited
    item: Item
    since: date
    due_on: date | None
    why: str | None = None
    note: str | None = None


@dataclass(slots=True)
class Person:
    """Somebody at the municipality, as the source names them."""

    name: str
    phone: str | None = None
    phone_hours: str | None = None
    unit: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    first_contact_by: date | None = None


@dataclass(slots=True)
class Hearing:
    """The hearing of the party."""

    ref: str
    opened_at: datetime
    due_on: date | None
    answered_on: date | None = None


@dataclass(slots=True)
class Ruling:
    """A decision, a reassessment or Ankestyrelsen's decision: held until it may be shown.

    ``shown_at`` is when it was released or its letter became available, whichever came
    first; until then ``outcome`` must not reach a page in any form.
    """

    ref: str
    kind: LetterKind
    outcome: Outcome | Reassessment | AppealOutcome
    made_at: datetime
    effective_from: date | None = None
    shown_at: datetime | None = None
    available_at: datetime | None = None
    complain_by: date | None = None
    letter_channel: str | None = None


@dataclass(slots=True)
class Complaint:
    """A complaint over a decision, on its way through reassessment and Ankestyrelsen.

    ``sent_here_on`` is the day it was sent through the portal: it is never told as later.
    """

    ref: str
    received_on: date
    reassessment: Ruling | None = None
    forwarded_on: date | None = None
    appeal: Ruling | None = None
    sent_here_on: date | None = None


@dataclass(slots=True)
class Extension:
    """A deadline that was moved: from, to, coded reason, when it was said."""

    old: date | None
    new: date
    reason: str
    at: datetime


@dataclass(slots=True)
class SetDeadline:
    """A deadline the source set, and when it said so."""

    kind: str
    due_on: date
    counts_from: str | None
    counts_to: str | None
    at: datetime


@dataclass(slots=True)
class PromiseEvent:
    """One ``contact.promised`` event.

    ``by_itself`` says that the portal made it with a change of caseworker or the letter about
    one: nobody has said a word to the citizen by that.
    """

    ref: str
    what: str
    by: date
    at: datetime
    owner: str | None
    owner_unit: str | None
    reason: str | None
    note: str | None = None
    party: str | None = None
    citizen_words: str | None = None
    channel: str | None = None
    by_itself: bool = False


@dataclass(slots=True)
class Update:
    """What a caseworker told: free Danish text, who wrote it, and which message it answers."""

    ref: str
    kind: str
    at: datetime
    note: str
    by: str | None
    unit: str | None
    answers: str | None


@dataclass(slots=True)
class Message:
    """That a citizen sent something. The words themselves are kept apart.

    ``effect`` is what it changed, in the municipality's words; ``party`` who sent it.
    """

    ref: str
    kind: str
    at: datetime
    files: int
    promise: str | None
    answered_at: datetime | None = None
    effect: str | None = None
    party: str | None = None


@dataclass(slots=True)
class Dispute:
    """What a citizen remembers of an agreement, in their own words."""

    promise: str
    words: str
    at: datetime
    party: str | None = None


@dataclass(slots=True)
class Talk:
    """What came of the talk before a decision letter."""

    decision: str
    result: str
    on: date


@dataclass(slots=True)
class CaseState:
    """Everything the events say about a case. Empty means that the source did not say.

    ``word_at`` is when somebody at the municipality last told or asked the citizen
    something; ``arrived`` is what came in; ``agreed`` and ``handover`` are the events that
    last said how the citizen wants it. ``change_told_at`` is when a change of caseworker was
    made or its letter went, until another letter goes. ``coming`` is who has the case from a
    day that had not come when this was last told; until then the caseworker stands.
    """

    kind: CaseKind | None = None
    area: str | None = None
    review_reason: ReviewReason | None = None
    received_on: date | None = None
    opened_at: datetime | None = None
    complete: bool | None = None
    complete_on: date | None = None
    closed_because: str | None = None
    closed_at: datetime | None = None
    paused_because: str | None = None
    paused_at: datetime | None = None
    paused_until: date | None = None
    visits: list[Visit] = field(default_factory=list)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    unit: Person | None = None
    caseworker: Person | None = None
    coming: Person | None = None
    changed_at: datetime | None = None
    caseworker_changes: int = 0
    former_caseworkers: set[str] = field(default_factory=set)
    deputy: Person | None = None
    coordinator: Person | None = None
    decider: str | None = None
    decider_name: str | None = None
    meets_on: date | None = None
    hearing: Hearing | None = None
    hearing_not_needed: str | None = None
    decision: Ruling | None = None
    complaint: Complaint | None = None
    rulings: list[Ruling] = field(default_factory=list)
    deadline: SetDeadline | None = None
    extensions: list[Extension] = field(default_factory=list)
    promises: list[PromiseEvent] = field(default_factory=list)
    contacts: list[tuple[datetime, str | None]] = field(default_factory=list)
    letters: list[datetime] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    disputes: list[Dispute] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    agreed: CaseEvent | None = None
    handover: CaseEvent | None = None
    word_at: datetime | None = None
    change_told_at: datetime | None = None
    arrived: list[tuple[datetime, Item]] = field(default_factory=list)
    record: Record = _NOTHING

    @property
    def step(self) -> Step | None:
        """The step the case is in, None when the source has not said."""
        return self.visits[-1].step if self.visits else None


def deputy_on(state: CaseState, day: date) -> Person | None:
    """Return who answers for the caseworker on a day, None when nobody is named for it."""
    deputy = state.deputy
    if deputy is None or (deputy.valid_to is not None and deputy.valid_to < day):
        return None
    return deputy
