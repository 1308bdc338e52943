"""What has happened, one line for each event, newest first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from portal.core.case import CaseState
from portal.core.events import CaseEvent
from portal.core.promises import promised_to_others
from portal.core.say import Phrase, Say, coded, say
from portal.core.status import decided_key
from portal.core.vocabulary import (
    KNOWN_TYPES,
    PARTY_EVENTS,
    Awaited,
    Basis,
    CaseKind,
    EventType,
    MessageKind,
)

_PREFIX = "sagsvej."
_PLAIN = {kind: say(f"event.{kind.removeprefix(_PREFIX)}") for kind in KNOWN_TYPES}
_UNKNOWN = say("event.unknown")
_CORRECTED = say("event.corrected")
WITHDRAWN = say("event.withdrawn")
"""The line of an event that was taken back: it says that something was there, not what."""
# These have an event of their own at the same moment. Citizens' own words stand elsewhere.
_OWN_EVENT = (MessageKind.HEARING_ANSWER, MessageKind.INFORMATION, MessageKind.COMPLAINT)
_OUR_WORDS = KNOWN_TYPES - {EventType.PROMISE_DISPUTED, EventType.CONTACT_AGREED}


class Entry(NamedTuple):
    """One line of the history.

    ``note`` is free Danish text from the municipality. ``mark`` says that the line was
    corrected. ``event_id`` ties the line to the step it belongs to.
    """

    event_id: str
    at: datetime
    what: Say
    note: str | None = None
    mark: Say | None = None


# From all its fields at once: a long case has many, and one by one they took twice as long.
_entry_of: Callable[[tuple[Any, ...]], Entry] = partial(tuple.__new__, Entry)


@dataclass(slots=True)
class _Reading:
    """What has been read so far, needed to word the next event."""

    state: CaseState
    names: bool
    own_party: str | None
    caseworker: str | None = None
    promises: dict[str, date] = field(default_factory=dict)
    waits: dict[str, tuple[str, str]] = field(default_factory=dict)
    messages: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    others_messages: set[str] = field(default_factory=set)
    others_sent: set[datetime] = field(default_factory=set)
    given: bool = False


def history(state: CaseState, names: bool, own_party: str | None) -> tuple[Entry, ...]:
    """Return the lines of the history, newest first.

    Args:
        state: The case.
        names: Whether caseworkers' names may be shown.
        own_party: The reader's own party reference: events about other people in the
            case are nobody else's business and are left out.
    """
    reading = _Reading(state, names, own_party)
    reading.others.update(map(str, promised_to_others(state, own_party)))
    known = state.record.events
    removed = {event.id for event in state.record.removed}
    if removed:
        known = tuple(sorted((*known, *state.record.removed), key=CaseEvent.order))
    found: list[tuple[str, datetime, Say, str | None, Say | None]] = []
    for event in known:
        event_id, kind, at, _, _, data, _, corrected_at = event
        wording = _WORDINGS.get(kind)
        if removed and event_id in removed:
            what = None if kind in PARTY_EVENTS else WITHDRAWN
        elif wording is not None:
            what = wording(reading, event)
        else:
            what = _PLAIN.get(kind, _UNKNOWN)
        # None for what the reader need not or must not see.
        if what is not None:
            mark = _CORRECTED if corrected_at and what is not WITHDRAWN else None
            note = data.get("note") if data and kind in _OUR_WORDS else None
            found.append((event_id, at, what, note, mark))
    return tuple(map(_entry_of, reversed(found)))


def _opened(_reading: _Reading, event: CaseEvent) -> Say:
    return coded(f"event.case.opened.{event.get('kind') or CaseKind.APPLICATION}")


def _completeness(_reading: _Reading, event: CaseEvent) -> Say:
    return coded("event.case.complete" if event.get("complete") else "event.case.incomplete")


def _paused(_reading: _Reading, event: CaseEvent) -> Say:
    return coded("event.case.paused", reason=f"pause_reason.{event.get('reason')}")


def _closed(_reading: _Reading, event: CaseEvent) -> Say:
    return coded("event.case.closed", reason=f"close_reason.{event.get('reason')}")


def _party(reading: _Reading, event: CaseEvent) -> Say | None:
    if event.get("party") != reading.own_party or reading.own_party is None:
        return None
    if event.type == EventType.PARTY_ADDED:
        reading.given = event.get("basis") == Basis.GIVEN_HERE
    elif reading.given:
        # That a citizen gives somebody less is told nobody; what they may now stands elsewhere.
        return None
    code = {
        EventType.PARTY_ADDED: "added",
        EventType.PARTY_CHANGED: "changed",
        EventType.PARTY_ENDED: "ended",
    }.get(EventType(event.type))
    return coded(f"event.party.{code}") if code else None


def _entered(_reading: _Reading, event: CaseEvent) -> Say:
    return coded(f"event.step.entered.{event.get('step')}")


def _returned(reading: _Reading, event: CaseEvent) -> Say:
    kind = reading.state.kind or CaseKind.APPLICATION
    return coded(
        "event.step.returned",
        step=f"step.{kind}.{event.get('step')}.label",
        reason=f"return_reason.{event.get('reason')}",
    )


def _waiting_started(reading: _Reading, event: CaseEvent) -> Say:
    who, item = str(event.get("on")), str(event.get("item"))
    reading.waits[str(event.get("waiting"))] = (who, item)
    return _who_and_what("event.waiting.started", who, item)


def _waiting_ended(reading: _Reading, event: CaseEvent) -> Say | None:
    started = reading.waits.get(str(event.get("waiting")))
    return _who_and_what("event.waiting.ended", *started) if started else None


def _who_and_what(key: str, who: str, item: str) -> Say:
    if who == Awaited.MUNICIPALITY and key.startswith("event.waiting"):
        return coded(f"{key}_own", item=f"item.{item}")
    return coded(key, who=f"who.{who}", item=f"item.{item}")


def _information(reading: _Reading, event: CaseEvent) -> Say:
    key = f"event.{event.type.removeprefix(_PREFIX)}"
    who, item = str(event.get("from")), str(event.get("item"))
    if who == Awaited.CITIZEN:
        # What another party has sent did not come from the reader.
        received = event.type == EventType.INFORMATION_RECEIVED
        whose = "case" if received and event.occurred_at in reading.others_sent else "you"
        return coded(f"{key}_{whose}", item=f"item.{item}")
    return _who_and_what(key, who, item)


def _unit(_reading: _Reading, event: CaseEvent) -> Say:
    return say("event.unit.assigned", unit=str(event.get("unit")))


def _caseworker(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word an assignment; the same person again is not a change and no news."""
    name = str(event.get("name"))
    before, reading.caseworker = reading.caseworker, name
    if before == name:
        return None
    first = before is None and event.type == EventType.CASEWORKER_ASSIGNED
    code = "assigned" if first else "changed"
    if not reading.names:
        return coded(f"event.caseworker.{code}_hidden")
    return say(f"event.caseworker.{code}", name=name)


def _promised(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word a promise; one that answers what another party sent is theirs alone."""
    ref, by = str(event.get("promise")), date.fromisoformat(str(event.get("by")))
    if ref in reading.others:
        return None
    old = reading.promises.get(ref)
    reading.promises[ref] = by
    if old is None or old == by or not event.get("reason"):
        return say("event.contact.promised", date=by)
    reason = Phrase(f"extension_reason.{event.get('reason')}")
    return say("event.contact.moved", old=old, date=by, reason=reason)


def _contact(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word a contact; one that keeps what another party was promised is theirs alone."""
    if event.get("promise") in reading.others:
        return None
    return coded(f"event.contact.made.{event.get('channel')}")


def _dated(_reading: _Reading, event: CaseEvent) -> Say:
    key = f"event.{event.type.removeprefix(_PREFIX)}"
    return say(key, date=date.fromisoformat(str(event.get("due_on"))))


def _extended(_reading: _Reading, event: CaseEvent) -> Say:
    return say(
        "event.deadline.extended",
        date=date.fromisoformat(str(event.get("due_on"))),
        reason=Phrase(f"extension_reason.{event.get('reason')}"),
    )


def _hearing_opened(_reading: _Reading, event: CaseEvent) -> Say:
    if (due := event.get("due_on")) is None:
        return coded("event.hearing.opened")
    return say("event.hearing.opened_due", date=date.fromisoformat(due))


def _hearing_not_needed(_reading: _Reading, event: CaseEvent) -> Say:
    return coded("event.hearing.not_needed", reason=f"hearing_not_needed.{event.get('reason')}")


def _letter(_reading: _Reading, event: CaseEvent) -> Say:
    return coded(
        f"event.{event.type.removeprefix(_PREFIX)}",
        letter=f"letter.{event.get('kind')}",
        channel=f"channel.{event.get('channel')}",
    )


def _ruling(reading: _Reading, event: CaseEvent) -> Say:
    """Word a decision only when it may be seen; until then every outcome reads the same."""
    held, shown = _RULINGS[event.type]
    about = event.get("decision" if event.type == EventType.DECISION_MADE else "complaint")
    for ruling in reading.state.rulings:
        same = (ruling.ref, ruling.made_at) == (about, event.occurred_at)
        if same and ruling.outcome == event.get("outcome") and ruling.shown_at is not None:
            if event.type != EventType.DECISION_MADE:
                return coded(f"{shown}.{ruling.outcome}")
            kind = reading.state.kind
            return coded(decided_key(shown, "event.complaint.reassessed", kind, ruling.outcome))
    return coded(held)


def _updated(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word what a caseworker told; the answer to what another party sent is theirs alone."""
    if event.get("answers") in reading.others_messages:
        return None
    return coded(f"event.update.posted.{event.get('kind')}")


def _by_party(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word what somebody did here: for themselves, never for the others in the case."""
    if event.get("party") not in (None, reading.own_party):
        if event.get("promise"):
            reading.others.add(str(event.get("promise")))
        if event.get("message"):
            reading.others_messages.add(str(event.get("message")))
        if event.get("kind") in _OWN_EVENT:
            reading.others_sent.add(event.occurred_at)
        return None
    key = f"event.{event.type.removeprefix(_PREFIX)}"
    if event.type == EventType.MESSAGE_RECEIVED:
        reading.messages.add(str(event.get("message")))
        key = f"{key}.{event.get('kind')}"
    return coded(key)


def _hearing_answered(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word an answer to the hearing; another party's, sent here, is no answer of the reader's."""
    theirs = event.occurred_at in reading.others_sent
    return None if theirs else say("event.hearing.answered")


def _complained(reading: _Reading, event: CaseEvent) -> Say:
    """Word a complaint; another party's, sent here, is not called the reader's."""
    theirs = event.occurred_at in reading.others_sent
    return say("event.complaint.received_case" if theirs else "event.complaint.received")


def _answered(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word an answer for whoever asked, and for nobody else in the case."""
    mine = str(event.get("message")) in reading.messages
    return coded("event.message.answered") if mine else None


def _talk(reading: _Reading, event: CaseEvent) -> Say | None:
    """Word the talk when the decision may be seen: before that it would give the outcome away."""
    for ruling in reading.state.rulings:
        if ruling.ref == event.get("decision") and ruling.shown_at is not None:
            return coded(f"event.talk.noted.{event.get('result')}")
    return None


_RULINGS: dict[str, tuple[str, str]] = {
    EventType.DECISION_MADE: ("event.decision.held", "event.decision.made"),
    EventType.COMPLAINT_REASSESSED: ("event.complaint.answer_held", "event.complaint.reassessed"),
    EventType.COMPLAINT_DECIDED: ("event.complaint.answer_held", "event.complaint.decided"),
}

_WORDINGS: dict[str, Callable[[_Reading, CaseEvent], Say | None]] = {
    EventType.CASE_OPENED: _opened,
    EventType.CASE_COMPLETENESS: _completeness,
    EventType.CASE_PAUSED: _paused,
    EventType.CASE_CLOSED: _closed,
    **dict.fromkeys(PARTY_EVENTS, _party),
    EventType.STEP_ENTERED: _entered,
    EventType.STEP_RETURNED: _returned,
    EventType.WAITING_STARTED: _waiting_started,
    EventType.WAITING_ENDED: _waiting_ended,
    EventType.INFORMATION_REQUESTED: _information,
    EventType.INFORMATION_RECEIVED: _information,
    EventType.UNIT_ASSIGNED: _unit,
    EventType.CASEWORKER_ASSIGNED: _caseworker,
    EventType.CASEWORKER_CHANGED: _caseworker,
    EventType.CONTACT_PROMISED: _promised,
    EventType.CONTACT_MADE: _contact,
    EventType.DEADLINE_SET: _dated,
    EventType.DEADLINE_EXTENDED: _extended,
    EventType.HEARING_OPENED: _hearing_opened,
    EventType.HEARING_EXTENDED: _dated,
    EventType.HEARING_ANSWERED: _hearing_answered,
    EventType.HEARING_NOT_NEEDED: _hearing_not_needed,
    EventType.DECISION_MADE: _ruling,
    EventType.LETTER_SENT: _letter,
    EventType.LETTER_AVAILABLE: _letter,
    EventType.COMPLAINT_RECEIVED: _complained,
    EventType.COMPLAINT_REASSESSED: _ruling,
    EventType.COMPLAINT_DECIDED: _ruling,
    EventType.UPDATE_POSTED: _updated,
    EventType.PROMISE_DISPUTED: _by_party,
    EventType.MESSAGE_RECEIVED: _by_party,
    EventType.MESSAGE_ANSWERED: _answered,
    EventType.CONTACT_AGREED: _by_party,
    EventType.HANDOVER_CHOSEN: _by_party,
    EventType.TALK_NOTED: _talk,
}
