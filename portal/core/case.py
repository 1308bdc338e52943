"""What is known of a case: one fold over its events, every field may be unknown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from portal.core.events import OWN_REF, CaseEvent, Record, true_record
from portal.core.vocabulary import (
    AppealOutcome,
    Awaited,
    CaseKind,
    EventType,
    Item,
    LetterKind,
    Outcome,
    Reassessment,
    ReviewReason,
    Step,
)

_NOTHING = Record((), ())
_GO_BY_THEMSELVES = frozenset({LetterKind.RECEIPT, LetterKind.CASEWORKER, LetterKind.TURNING_18})
_SHOWS_A_RULING = frozenset({EventType.DECISION_RELEASED, EventType.LETTER_AVAILABLE})


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


def read_case(events: Iterable[CaseEvent], in_order: bool = False) -> CaseState:
    """Return what the events say, whatever order they arrived in.

    ``in_order`` says that they already stand in the order they happened.

    Unknown event types change nothing. A field that is missing stays unknown.
    """
    state = CaseState()
    state.record = true_record(events, in_order)
    shown: list[CaseEvent] = []
    for event in state.record.events:
        _arrive(state, event)
        handler = _HANDLERS.get(event.type)
        if handler is not None:
            handler(state, event)
        if event.type in _SHOWS_A_RULING:
            shown.append(event)
        if state.visits:
            state.visits[-1].events.append(event)
    for event in shown:
        _show_ruling(state, event)
    return state


def _day(event: CaseEvent, name: str) -> date | None:
    value = event.get(name)
    return date.fromisoformat(value) if value else None


def _person(event: CaseEvent) -> Person:
    return Person(
        name=str(event.get("name") or event.get("unit") or ""),
        phone=event.get("phone"),
        phone_hours=event.get("phone_hours"),
        unit=event.get("unit"),
        valid_from=_day(event, "valid_from"),
        valid_to=_day(event, "valid_to"),
        first_contact_by=_day(event, "first_contact_by"),
    )


def _opened(state: CaseState, event: CaseEvent) -> None:
    kind, review = event.get("kind"), event.get("review_reason")
    state.kind = CaseKind(kind) if kind else None
    state.review_reason = ReviewReason(review) if review else None
    state.area = event.get("area")
    state.received_on = _day(event, "received_on")
    state.opened_at = event.occurred_at
    if event.get("complete") is not None:
        state.complete = event.get("complete")
        state.complete_on = _day(event, "complete_on")


def _completeness(state: CaseState, event: CaseEvent) -> None:
    state.complete = event.get("complete")
    state.complete_on = _day(event, "on") if state.complete else None


def _paused(state: CaseState, event: CaseEvent) -> None:
    state.paused_because = event.get("reason")
    state.paused_at = event.occurred_at
    state.paused_until = _day(event, "until")


def _resumed(state: CaseState, _event: CaseEvent) -> None:
    state.paused_because = state.paused_at = state.paused_until = None


def _closed(state: CaseState, event: CaseEvent) -> None:
    state.closed_because = event.get("reason")
    state.closed_at = event.occurred_at
    state.waiting.clear()
    _resumed(state, event)


def _enter(state: CaseState, event: CaseEvent, because: str | None = None) -> None:
    step = Step(str(event.get("step")))
    state.closed_because = state.closed_at = None
    if because is None and state.visits and state.visits[-1].step is step:
        return
    state.visits.append(Visit(step, event.occurred_at, because))


def _entered(state: CaseState, event: CaseEvent) -> None:
    _enter(state, event)


def _returned(state: CaseState, event: CaseEvent) -> None:
    """Go back: what was said of the hearing belongs to the round before."""
    _enter(state, event, because=str(event.get("reason")))
    state.hearing = state.hearing_not_needed = None


def _enter_at_least(state: CaseState, event: CaseEvent, step: Step) -> None:
    """Enter a step that an event implies, unless the case is already there or further on."""
    if state.step is None or state.step.number < step.number:
        _imply(state, event, step)


def _imply(state: CaseState, event: CaseEvent, step: Step) -> None:
    state.visits.append(Visit(step, event.occurred_at))
    state.closed_because = state.closed_at = None


def _waiting_started(state: CaseState, event: CaseEvent) -> None:
    ref = "waiting:" + str(event.get("waiting"))
    state.waiting[ref] = Waiting(
        ref,
        Awaited(str(event.get("on"))),
        Item(str(event.get("item"))),
        _day(event, "since") or event.occurred_at.date(),
        _day(event, "due_on"),
        note=event.get("note"),
    )


def _waiting_ended(state: CaseState, event: CaseEvent) -> None:
    state.waiting.pop("waiting:" + str(event.get("waiting")), None)


def _requested(state: CaseState, event: CaseEvent) -> None:
    ref = "request:" + str(event.get("request"))
    state.waiting[ref] = Waiting(
        ref,
        Awaited(str(event.get("from"))),
        Item(str(event.get("item"))),
        event.occurred_at.date(),
        _day(event, "due_on"),
        why=event.get("why"),
        note=event.get("note"),
    )
    if event.get("from") == Awaited.CITIZEN:
        state.contacts.append((event.occurred_at, None))
        state.word_at = event.occurred_at


def _received(state: CaseState, event: CaseEvent) -> None:
    request = event.get("request")
    state.arrived.append((event.occurred_at, Item(str(event.get("item")))))
    if request:
        state.waiting.pop("request:" + str(request), None)
        return
    # Without a reference the oldest open request for the same thing from the same party ends.
    for ref, waiting in state.waiting.items():
        if ref.startswith("request:") and (waiting.on, waiting.item) == (
            event.get("from"),
            event.get("item"),
        ):
            del state.waiting[ref]
            return


def _unit(state: CaseState, event: CaseEvent) -> None:
    state.unit = _person(event)


def _caseworker(state: CaseState, event: CaseEvent) -> None:
    """Take a caseworker; the same name again is not a change."""
    new = _person(event)
    old = state.caseworker
    state.coming = None
    if event.type == EventType.CASEWORKER_CHANGED:
        state.change_told_at = event.occurred_at
        if old is not None and old.name != new.name and _is_ahead(new, event):
            state.coming = new
            return
    state.caseworker = new
    if old is None and event.type == EventType.CASEWORKER_CHANGED:
        # Who had the case before was never told; that it changed hands was.
        state.changed_at = event.occurred_at
    if old is not None and old.name != new.name:
        _change_hands(state, old, new, event.occurred_at)


def _change_hands(state: CaseState, old: Person, new: Person, at: datetime) -> None:
    state.caseworker_changes += 1
    state.changed_at = at
    state.former_caseworkers.add(old.name)
    state.former_caseworkers.discard(new.name)
    # A deputy belongs to the one who left.
    state.deputy = None


def _is_ahead(new: Person, event: CaseEvent) -> bool:
    return new.valid_from is not None and new.valid_from > event.occurred_at.date()


def _arrive(state: CaseState, event: CaseEvent) -> None:
    """Let the one who was announced have the case, from the first event of their day on."""
    new, old = state.coming, state.caseworker
    if new is None or old is None or _is_ahead(new, event):
        return
    first = datetime.combine(new.valid_from or event.occurred_at, time(), event.occurred_at.tzinfo)
    state.caseworker, state.coming = new, None
    _change_hands(state, old, new, first)


def _deputy(state: CaseState, event: CaseEvent) -> None:
    state.deputy = _person(event)


def _coordinator(state: CaseState, event: CaseEvent) -> None:
    state.coordinator = _person(event)


def _decider(state: CaseState, event: CaseEvent) -> None:
    state.decider = event.get("decider")
    state.decider_name = event.get("name")
    state.meets_on = _day(event, "meets_on")


def _promised(state: CaseState, event: CaseEvent) -> None:
    own = str(event.get("promise")).startswith(OWN_REF)
    by_itself = own and event.occurred_at == state.change_told_at
    state.promises.append(
        PromiseEvent(
            ref=str(event.get("promise")),
            what=str(event.get("what")),
            by=date.fromisoformat(str(event.get("by"))),
            at=event.occurred_at,
            owner=event.get("owner"),
            owner_unit=event.get("owner_unit"),
            reason=event.get("reason"),
            note=event.get("note"),
            party=event.get("party"),
            citizen_words=event.get("citizen_words"),
            channel=event.get("channel"),
            by_itself=by_itself,
        )
    )
    if not by_itself:
        state.word_at = event.occurred_at


def _contact(state: CaseState, event: CaseEvent) -> None:
    state.contacts.append((event.occurred_at, event.get("promise")))
    state.word_at = event.occurred_at


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
        _imply(state, event, Step.HEARING)
    state.hearing = Hearing(str(event.get("hearing")), event.occurred_at, _day(event, "due_on"))
    state.hearing_not_needed = None
    state.contacts.append((event.occurred_at, None))
    state.word_at = event.occurred_at


def _hearing_extended(state: CaseState, event: CaseEvent) -> None:
    if state.hearing is not None and state.hearing.ref == event.get("hearing"):
        state.hearing.due_on = _day(event, "due_on")


def _hearing_answered(state: CaseState, event: CaseEvent) -> None:
    if state.hearing is not None and state.hearing.ref == event.get("hearing"):
        state.hearing.answered_on = _day(event, "on") or event.occurred_at.date()


def _hearing_not_needed(state: CaseState, event: CaseEvent) -> None:
    state.hearing_not_needed = event.get("reason")


def _decision_made(state: CaseState, event: CaseEvent) -> None:
    _enter_at_least(state, event, Step.DECISION)
    state.decision = Ruling(
        ref=str(event.get("decision")),
        kind=LetterKind.DECISION,
        outcome=Outcome(str(event.get("outcome"))),
        made_at=event.occurred_at,
        effective_from=_day(event, "effective_from"),
    )
    state.rulings.append(state.decision)


def _letter_sent(state: CaseState, event: CaseEvent) -> None:
    # Which letter it is says nothing of an outcome; that one was sent is a contact. But a letter
    # that goes by itself is not the word somebody promised: one about a new caseworker lists the
    # promises that stand, and must not keep them.
    if event.get("kind") not in _GO_BY_THEMSELVES:
        state.contacts.append((event.occurred_at, None))
    state.letters.append(event.occurred_at)
    # What a letter promises stands right after it, at the same moment.
    told = event.get("kind") == LetterKind.CASEWORKER
    state.change_told_at = event.occurred_at if told else None


def _updated(state: CaseState, event: CaseEvent) -> None:
    """Take what a caseworker told: it is a contact, and it answers what it says it answers."""
    answers = event.get("answers")
    state.updates.append(
        Update(
            ref=str(event.get("update")),
            kind=str(event.get("kind")),
            at=event.occurred_at,
            note=str(event.get("note")),
            by=event.get("by"),
            unit=event.get("unit"),
            answers=answers,
        )
    )
    state.contacts.append((event.occurred_at, None))
    state.word_at = event.occurred_at
    if answers is not None:
        _answer_message(state, event, str(answers))


def _disputed(state: CaseState, event: CaseEvent) -> None:
    words = str(event.get("note"))
    promise, party = str(event.get("promise")), event.get("party")
    state.disputes.append(Dispute(promise, words, event.occurred_at, party))


def _message(state: CaseState, event: CaseEvent) -> None:
    ref = str(event.get("message"))
    state.messages[ref] = Message(
        ref=ref,
        kind=str(event.get("kind")),
        at=event.occurred_at,
        files=int(event.get("files") or 0),
        promise=event.get("promise"),
        party=event.get("party"),
    )


def _message_answered(state: CaseState, event: CaseEvent) -> None:
    ref = str(event.get("message"))
    _answer_message(state, event, ref)
    if ref in state.messages:
        state.messages[ref].effect = event.get("note")


def _answer_message(state: CaseState, event: CaseEvent, ref: str) -> None:
    """Close a message; the reply that was promised for it is kept by this."""
    message = state.messages.get(ref)
    if message is None:
        return
    if message.answered_at is None:
        message.answered_at = event.occurred_at
    if message.promise is not None:
        state.contacts.append((event.occurred_at, message.promise))
    state.word_at = event.occurred_at


def _talk(state: CaseState, event: CaseEvent) -> None:
    on = _day(event, "on") or event.occurred_at.date()
    state.talks.append(Talk(str(event.get("decision")), str(event.get("result")), on))


def _agreed(state: CaseState, event: CaseEvent) -> None:
    state.agreed = event


def _handover(state: CaseState, event: CaseEvent) -> None:
    state.handover = event


def _complaint_received(state: CaseState, event: CaseEvent) -> None:
    received_on = _day(event, "received_on") or event.occurred_at.date()
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
    complaint.forwarded_on = _day(event, "on") or event.occurred_at.date()
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


def _show_ruling(state: CaseState, event: CaseEvent) -> None:
    """Let a released decision, or one whose letter is available, be seen."""
    for ruling in state.rulings:
        if not _is_about(event, ruling, state.rulings):
            continue
        at = event.occurred_at
        if event.type == EventType.LETTER_AVAILABLE:
            at = datetime.fromisoformat(str(event.get("available_at")))
            if ruling.available_at is None or at < ruling.available_at:
                ruling.available_at = at
                ruling.complain_by = _day(event, "complain_by")
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


_HANDLERS: dict[str, Callable[[CaseState, CaseEvent], None]] = {
    EventType.CASE_OPENED: _opened,
    EventType.CASE_COMPLETENESS: _completeness,
    EventType.CASE_PAUSED: _paused,
    EventType.CASE_RESUMED: _resumed,
    EventType.CASE_CLOSED: _closed,
    EventType.STEP_ENTERED: _entered,
    EventType.STEP_RETURNED: _returned,
    EventType.WAITING_STARTED: _waiting_started,
    EventType.WAITING_ENDED: _waiting_ended,
    EventType.INFORMATION_REQUESTED: _requested,
    EventType.INFORMATION_RECEIVED: _received,
    EventType.UNIT_ASSIGNED: _unit,
    EventType.CASEWORKER_ASSIGNED: _caseworker,
    EventType.CASEWORKER_CHANGED: _caseworker,
    EventType.DEPUTY_ASSIGNED: _deputy,
    EventType.COORDINATOR_ASSIGNED: _coordinator,
    EventType.DECIDER_NAMED: _decider,
    EventType.CONTACT_PROMISED: _promised,
    EventType.CONTACT_MADE: _contact,
    EventType.DEADLINE_SET: _deadline,
    EventType.DEADLINE_EXTENDED: _extended,
    EventType.HEARING_OPENED: _hearing_opened,
    EventType.HEARING_EXTENDED: _hearing_extended,
    EventType.HEARING_ANSWERED: _hearing_answered,
    EventType.HEARING_NOT_NEEDED: _hearing_not_needed,
    EventType.DECISION_MADE: _decision_made,
    EventType.LETTER_SENT: _letter_sent,
    EventType.LETTER_AVAILABLE: _letter_sent,
    EventType.COMPLAINT_RECEIVED: _complaint_received,
    EventType.COMPLAINT_REASSESSED: _reassessed,
    EventType.COMPLAINT_FORWARDED: _forwarded,
    EventType.COMPLAINT_DECIDED: _appeal_decided,
    EventType.UPDATE_POSTED: _updated,
    EventType.PROMISE_DISPUTED: _disputed,
    EventType.MESSAGE_RECEIVED: _message,
    EventType.MESSAGE_ANSWERED: _message_answered,
    EventType.TALK_NOTED: _talk,
    EventType.CONTACT_AGREED: _agreed,
    EventType.HANDOVER_CHOSEN: _handover,
}
