"""A case as somebody at the desk has it before them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from werkzeug.exceptions import Forbidden

from portal.core.case import CaseState
from portal.core.contact import Agreement, agreement_of
from portal.core.events import OWN_SOURCE, CaseEvent
from portal.core.fold import read_case
from portal.core.looks import What
from portal.core.parties import Party, read_parties
from portal.core.relatives import bears_name
from portal.core.say import say
from portal.core.status import complaint_track
from portal.core.vocabulary import CaseKind, Role
from portal.identity import Identity
from portal.pages.rendering import label, speaker
from portal.services.post_update import Writer
from portal.store import cases, desk, feed
from portal.store.cases import CaseLink
from portal.web import sign_in
from portal.web.citizen.reading import Reading, read
from portal.web.looked import staff_looked
from portal.web.portal import portal, reading

NOBODY = "-"
"""The reference of a person nobody has told of: no event is about them."""


@dataclass(frozen=True, slots=True)
class DeskCase:
    """A case opened at the desk.

    ``ours`` are the ids of what was written here, ``seen`` the id of the newest event.
    ``name`` is the person's, None when it is protected or not known.
    """

    case_id: int
    public_id: str
    source: str
    reference: str
    heard_at: datetime | None
    events: tuple[CaseEvent, ...]
    ours: frozenset[str]
    state: CaseState
    seen: int
    name: str | None
    party: Party

    @property
    def agreement(self) -> Agreement:
        """How the person wants to hear from us."""
        days = portal().office.municipality.desk.update_every_days
        return agreement_of(self.events, days, self.party.ref)

    @property
    def who(self) -> str:
        """Whose case it is, as a page says it."""
        return self.name or label("desk.protected")

    @property
    def about(self) -> str:
        """What help it is about, in words."""
        return about(self.state)

    def as_seen(self, more: Collection[CaseEvent] = ()) -> Reading:
        """Return the case as its citizen sees it, with some events that are not written."""
        link = CaseLink(self.case_id, self.public_id, self.source, self.party, self.heard_at)
        events = sorted((*self.events, *more), key=CaseEvent.order)
        return read(link, events, portal())


def worker() -> Identity:
    """Return who is at the desk; the audience was checked before."""
    identity = sign_in.current()
    if identity is None:
        abort(401)
    return identity


def writer() -> Writer:
    """Return who writes. Somebody without a name cannot promise anything."""
    identity = worker()
    if identity.name is None or identity.staff is None:
        abort(404)
    return Writer(identity.staff, identity.name, identity.unit)


class OwnCaseError(Forbidden):
    """Somebody who works here bears the name of a person in the case: it is not theirs to work on.

    That they tried is written down; not that they opened it, since they did not.
    """


def open_case(public_id: str, *, shown: bool = True) -> DeskCase:
    """Return a case that is this person's work. Not yours and not there are the same answer.

    That it was opened is written down first, and its citizen reads it. ``shown`` is False where
    nothing of the case is shown, or where it is written later.
    """
    identity, connection = worker(), reading()
    row = desk.case_of(connection, public_id, identity.name or "", identity.unit)
    if row is None or identity.name is None:
        abort(404)
    # Asked for first: what comes while the rest is read has then not been seen.
    seen = desk.last_event_id(connection, row.id)
    events = tuple(cases.events_of_case(connection, row.id))
    if bears_name(read_parties(events).values(), identity.name):
        staff_looked([row.id], What.TRIED)
        raise OwnCaseError
    if shown:
        staff_looked([row.id])
    written = desk.all_events(connection, [row.id])
    source = feed.find_source(connection, row.source)
    party = concerned(events)
    return DeskCase(
        case_id=row.id,
        public_id=row.public_id,
        source=row.source,
        reference=row.reference,
        heard_at=source.heard_at if source is not None else None,
        events=events,
        ours=frozenset(e.event_id for e in written if e.source == OWN_SOURCE),
        state=read_case(events, in_order=True, today=portal().today()),
        seen=seen,
        name=None if party.protected else party.name,
        party=party,
    )


def about(state: CaseState) -> str:
    """Return what help a case is about, in words."""
    area = portal().municipality.area(state.area) if state.area else None
    if area is None:
        return label("case.unknown_area")
    kind = state.kind or CaseKind.APPLICATION
    if _complaint_is_open(state):
        kind = CaseKind.COMPLAINT
    return speaker().say(say(f"kind.{kind}", area=area.name.in_language(speaker().language)))


def _complaint_is_open(state: CaseState) -> bool:
    """Tell whether a complaint over the case's decision still waits for an answer."""
    track = complaint_track(state)
    if track is None or track.appeal is not None:
        return False
    return track.reassessment is None or track.forwarded_on is not None


def concerned(events: Collection[CaseEvent]) -> Party:
    """Return the person the case is about; a nameless one where nobody has said."""
    for party in read_parties(events).values():
        if party.role in (Role.PERSON, Role.CHILD) and not party.wrong:
            return party
    return Party(NOBODY, Role.PERSON, "")
