"""What was said and promised: contacts, promises, updates, messages, agreements."""

from collections.abc import Callable, Mapping
from datetime import date

from portal.core.case import CaseState, Dispute, Message, PromiseEvent, Update
from portal.core.events import OWN_REF, CaseEvent
from portal.core.vocabulary import EventType, LetterKind

_GO_BY_THEMSELVES = frozenset({LetterKind.RECEIPT, LetterKind.CASEWORKER, LetterKind.TURNING_18})


def _promised(state: CaseState, event: CaseEvent) -> None:
    told = event.data or {}
    ref = str(told.get("promise"))
    by_itself = ref.startswith(OWN_REF) and event.occurred_at == state.change_told_at
    state.promises.append(
        PromiseEvent(
            ref=ref,
            what=str(told.get("what")),
            by=date.fromisoformat(str(told.get("by"))),
            at=event.occurred_at,
            owner=told.get("owner"),
            owner_unit=told.get("owner_unit"),
            reason=told.get("reason"),
            note=told.get("note"),
            party=told.get("party"),
            citizen_words=told.get("citizen_words"),
            channel=told.get("channel"),
            by_itself=by_itself,
        )
    )
    if not by_itself:
        state.word_at = event.occurred_at


def _contact(state: CaseState, event: CaseEvent) -> None:
    state.contacts.append((event.occurred_at, event.get("promise")))
    state.word_at = event.occurred_at


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


def _agreed(state: CaseState, event: CaseEvent) -> None:
    state.agreed = event


def _handover(state: CaseState, event: CaseEvent) -> None:
    state.handover = event


HANDLERS: Mapping[str, Callable[[CaseState, CaseEvent], None]] = {
    EventType.CONTACT_PROMISED: _promised,
    EventType.CONTACT_MADE: _contact,
    EventType.LETTER_SENT: _letter_sent,
    EventType.LETTER_AVAILABLE: _letter_sent,
    EventType.UPDATE_POSTED: _updated,
    EventType.PROMISE_DISPUTED: _disputed,
    EventType.MESSAGE_RECEIVED: _message,
    EventType.MESSAGE_ANSWERED: _message_answered,
    EventType.CONTACT_AGREED: _agreed,
    EventType.HANDOVER_CHOSEN: _handover,
}
