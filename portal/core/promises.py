"""What was promised, by whom, for when; and how it stands today."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from portal.core.access import is_concerned
from portal.core.case import CaseState, PromiseEvent
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import ExtensionReason, LetterKind, Promised, Role


class PromiseState(StrEnum):
    """How a promise stands. Unclear: its day came after the source's last word."""

    AHEAD = "ahead"
    TODAY = "today"
    MISSED = "missed"
    UNCLEAR = "unclear"
    KEPT = "kept"
    KEPT_LATE = "kept_late"


class Promise(NamedTuple):
    """A promise to the citizen.

    ``by`` is the last day, a local date. ``moved_from`` and ``reason`` say that the date
    was changed, and why. ``kept_at`` is when it was kept, also when that was too late.
    ``note`` is what was promised word for word, ``citizen_words`` what the citizen said of
    it, both in Danish, and ``party`` who said it; ``channel`` how it was made. ``rounds`` is
    each time it was made or moved, oldest first.
    """

    ref: str
    what: Promised
    by: date
    state: PromiseState
    owner: str | None
    owner_unit: str | None
    made_at: datetime
    moved_from: date | None
    reason: str | None
    kept_at: datetime | None
    note: str | None = None
    citizen_words: str | None = None
    channel: str | None = None
    rounds: tuple[PromiseEvent, ...] = ()
    party: str | None = None

    def words_of(self, reader: Party) -> str | None:
        """Return the citizen's own words for whoever said them, None for everybody else.

        Where nobody knows who did, they are the words of the person the case is about.
        """
        theirs = is_concerned(reader) if self.party is None else self.party == reader.ref
        return self.citizen_words if theirs else None


def responsible(state: CaseState, promise: Promise) -> tuple[str | None, str | None]:
    """Return who answers for a promise today: a name and a unit, each None when unknown.

    A promise nobody signed is the caseworker's, and the unit's that has the case. One made
    for another unit is that unit's, so a caseworker here is not asked for it.
    """
    unit = state.unit.name if state.unit else None
    if promise.owner or promise.owner_unit:
        return promise.owner, promise.owner_unit or unit
    return state.caseworker.name if state.caseworker else None, unit


def promises_of(
    state: CaseState, today: date, told_until: date | None = None, party: str | None = None
) -> tuple[Promise, ...]:
    """Return every promise of the case, the one with the nearest date last made first.

    ``told_until`` is the day of the last word of a source that has been silent since:
    whether a promise was kept after it nobody here can know. ``party`` is who asks: what
    another party was promised in return for what they sent is left out.
    """
    others = promised_to_others(state, party)
    rounds: dict[str, list[PromiseEvent]] = {}
    for event in state.promises:
        if event.ref not in others:
            rounds.setdefault(event.ref, []).append(event)
    found = [_promise(state, events, today, told_until) for events in rounds.values()]
    return tuple(sorted(found, key=lambda promise: (promise.by, promise.made_at)))


def next_promise(
    state: CaseState, today: date, told_until: date | None = None, party: str | None = None
) -> Promise | None:
    """Return the promise the page must show, None when there is none.

    A missed promise comes first, then the nearest open one, then the last one kept.
    """
    found = promises_of(state, today, told_until, party)
    order = (PromiseState.MISSED, PromiseState.UNCLEAR, PromiseState.TODAY, PromiseState.AHEAD)
    for wanted in order:
        for promise in found:
            if promise.state is wanted:
                return promise
    return found[-1] if found else None


def next_open(state: CaseState, today: date, party: str | None = None) -> Promise | None:
    """Return the promise that is still to be kept, None when there is none."""
    waiting = (PromiseState.TODAY, PromiseState.AHEAD)
    found = promises_of(state, today, party=party)
    return next((one for one in found if one.state in waiting), None)


def promised_to_others(state: CaseState, party: str | None) -> frozenset[str | None]:
    """Return the promises that are not this party's to know of; none when nobody asks.

    Those that answer what other parties have sent; and for a parent those that were agreed with
    another parent, who may have to be protected.
    """
    if party is None:
        return frozenset()
    for_messages = {
        message.promise for message in state.messages.values() if message.party not in (None, party)
    }
    return frozenset(for_messages | _agreed_with_other_parents(state, party))


def _agreed_with_other_parents(state: CaseState, party: str) -> set[str]:
    named = {one.ref: one.party for one in state.promises if one.party not in (None, party)}
    if not named:
        return set()
    parties = read_parties(state.record.events)
    parents = {ref for ref, one in parties.items() if one.role is Role.PARENT}
    if party not in parents:
        return set()
    return {ref for ref, of in named.items() if of in parents}


def _promise(
    state: CaseState, events: Sequence[PromiseEvent], today: date, told_until: date | None
) -> Promise:
    last = events[-1]
    earlier = next((e.by for e in reversed(events[:-1]) if e.by != last.by), None)
    kept_at = _kept_at(state, last)
    return Promise(
        ref=last.ref,
        what=Promised(last.what),
        by=last.by,
        state=_standing(last.by, kept_at, today, told_until),
        owner=_owner(state, last),
        owner_unit=last.owner_unit,
        made_at=events[0].at,
        moved_from=earlier,
        # A date that was moved without a word of why was still moved.
        reason=(last.reason or ExtensionReason.OTHER) if earlier else None,
        kept_at=kept_at,
        note=last.note,
        citizen_words=last.citizen_words,
        channel=last.channel,
        rounds=tuple(events),
        party=last.party,
    )


def _owner(state: CaseState, promise: PromiseEvent) -> str | None:
    """Return who keeps the promise: when its owner left the case, whoever has it now."""
    if promise.owner in state.former_caseworkers and state.caseworker is not None:
        return state.caseworker.name
    return promise.owner


def _standing(
    by: date, kept_at: datetime | None, today: date, told_until: date | None
) -> PromiseState:
    if kept_at is not None:
        return PromiseState.KEPT if kept_at.date() <= by else PromiseState.KEPT_LATE
    if by < today:
        told = told_until is None or by < told_until
        return PromiseState.MISSED if told else PromiseState.UNCLEAR
    return PromiseState.TODAY if by == today else PromiseState.AHEAD


def _kept_at(state: CaseState, promise: PromiseEvent) -> datetime | None:
    """Return when the promise was kept, as it was last made or moved.

    A contact that names the promise keeps it. A plain "you hear from us" is also kept by
    any contact after it; a call or a meeting is not. A letter is also kept by any letter
    after it, and an answer by the decision, from the day the citizen can see it. What was
    promised for a message is kept by the answer to that message alone.
    """
    ref, since = promise.ref, promise.at
    for_message = any(one.promise == ref for one in state.messages.values())
    any_word = promise.what == Promised.CONTACT and not for_message
    for at, about in state.contacts:
        if about is None:
            if any_word and at > since:
                return at
        elif about == ref and at >= since:
            return at
    if for_message:
        return None
    if promise.what == Promised.LETTER:
        return min((at for at in state.letters if at > promise.at), default=None)
    if promise.what == Promised.ANSWER:
        answers = (r.shown_at for r in state.rulings if r.kind is LetterKind.DECISION)
        return min((at for at in answers if at is not None and at > promise.at), default=None)
    return None
