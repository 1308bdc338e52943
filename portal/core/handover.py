"""A new caseworker: what the citizen was told, and what two caseworkers hand over.

A change is told once it is true and as long as it is. What counts is therefore not how many
changes a feed reported, but whether the one who has the case now is somebody else than the one
the citizen was last told about.
"""

import hashlib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from portal.core import law
from portal.core.case import CaseState, Hearing, Message, Waiting
from portal.core.deadlines import Length, case_deadline
from portal.core.events import OWN_REF, CaseEvent
from portal.core.promises import Promise, responsible
from portal.core.status import complaint_track, hearing_is_open, is_answered, reassessing
from portal.core.vocabulary import EventType, LetterKind
from portal.core.worklist import open_promises

_SETS = frozenset({EventType.CASEWORKER_ASSIGNED, EventType.CASEWORKER_CHANGED})
_LETTERS = frozenset({EventType.LETTER_SENT, EventType.LETTER_AVAILABLE})


@dataclass(frozen=True, slots=True)
class Change:
    """A new caseworker the citizen has not been told about. ``since`` is when they got it."""

    name: str
    since: CaseEvent


def mark(name: str) -> str:
    """Return a short sign of a name, the same for the same name.

    >>> mark("Karen") == mark("Karen") != mark("Ole")
    True
    """
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def untold_change(
    events: Iterable[CaseEvent], state: CaseState, letters: Mapping[str, str]
) -> Change | None:
    """Return the change of caseworker a letter is owed for, None when there is none.

    Nothing is owed for what is history, nor in a case that is over. Who was the first to have
    the case is no change; neither is somebody whom the citizen was told about already, by us
    or by a letter of the case system, however often they were replaced in between.

    Args:
        events: The case's true record, oldest first, with its marks of history.
        state: What the events say.
        letters: Whom each of our letters told about: the `mark` by the letter's reference.
    """
    now = state.coming or state.caseworker
    if now is None or not now.name or state.closed_at is not None:
        return None
    heard = _Heard()
    for event in events:
        heard.hear(event, letters)
    if heard.since is None or heard.since.history or heard.told == mark(now.name):
        return None
    return Change(now.name, heard.since)


class _Heard:
    """Follows who has the case, and whom the citizen was last told about, as a mark."""

    def __init__(self) -> None:
        self.told: str | None = None
        self.name: str | None = None
        self.since: CaseEvent | None = None

    def hear(self, event: CaseEvent, letters: Mapping[str, str]) -> None:
        """Take one event."""
        if event.type in _SETS:
            name = str(event.get("name") or "")
            first = self.name is None and event.type == EventType.CASEWORKER_ASSIGNED
            if name != self.name:
                self.name, self.since = name, event
            if first or event.history:
                self.told = mark(name)
        elif event.type in _LETTERS and event.get("kind") == LetterKind.CASEWORKER:
            ref = str(event.get("letter"))
            # A letter of the case system's own told who had the case when it went.
            others = mark(self.name) if self.name and not ref.startswith(OWN_REF) else self.told
            self.told = letters.get(ref, others)


@dataclass(frozen=True, slots=True)
class Owed:
    """An open promise and who answers for it from now on."""

    promise: Promise
    owner: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Handover:
    """What the one who leaves and the one who comes go through together.

    ``promises`` are open, the nearest first. ``waiting`` is who is waited for. ``messages``
    are the citizen's that nobody has answered. ``answer_by`` stands unmoved by the change, and
    so does ``reassess_by``, by when an open complaint must be looked at again.
    """

    promises: tuple[Owed, ...]
    waiting: tuple[Waiting, ...]
    messages: tuple[Message, ...]
    hearing: Hearing | None
    answer_by: date | None
    reassess_by: date | None
    decision_waits: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to hand over but the case itself."""
        found = (self.promises, self.waiting, self.messages, self.hearing, self.decision_waits)
        return not any(found)


def answer_by(
    state: CaseState, published: Length | None, today: date, closed: Set[date]
) -> date | None:
    """Return by when there must be an answer; None once there is one, whatever came after it.

    While a complaint says where the case is, the day to answer by belongs to the answer that
    was complained over.
    """
    if is_answered(state) or complaint_track(state) is not None:
        return None
    found = case_deadline(state, published, today, closed)
    return found.due_on if found is not None else None


def complaint_due(state: CaseState, rules: law.Law) -> date | None:
    """Return by when an open complaint must be looked at again, None when there is none."""
    complaint = reassessing(state)
    return law.reassess_by(complaint.received_on, rules) if complaint is not None else None


def handover(
    state: CaseState, published: Length | None, today: date, closed: Set[date], rules: law.Law
) -> Handover:
    """Return what must not be lost when a case changes hands."""
    answered = is_answered(state)
    decision = state.decision
    return Handover(
        promises=tuple(
            Owed(promise, *responsible(state, promise)) for promise in open_promises(state)
        ),
        waiting=() if answered else tuple(state.waiting.values()),
        messages=tuple(one for one in state.messages.values() if one.answered_at is None),
        hearing=state.hearing if hearing_is_open(state) else None,
        answer_by=answer_by(state, published, today, closed),
        reassess_by=complaint_due(state, rules),
        decision_waits=decision is not None and decision.shown_at is None and not answered,
    )
