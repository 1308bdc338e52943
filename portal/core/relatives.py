"""Who else can see a case: as what, since when, from where, and what they did.

The person the case is about reads it, and takes back what they gave themselves.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.core.access import is_concerned, is_over_by_age, may_see
from portal.core.ages import birthday, in_force
from portal.core.events import OWN_REF, CaseEvent, true_record
from portal.core.parties import Party, read_parties
from portal.core.vocabulary import Basis, Custody, EventType, Role, Scope

LONGEST = timedelta(days=366)
"""As long as access is given at a time. It can be made longer again and again."""

USUAL_MONTHS = 2
"""What is proposed."""


MANDATE_REF = OWN_REF + "mandate-"
"""How the reference begins of somebody who acts by a mandate: no event says that they are here."""


class Origin(StrEnum):
    """Who told of somebody's access."""

    CITIZEN = "citizen"
    DESK = "desk"
    SYSTEM = "system"


class HowOver(StrEnum):
    """What somebody whose access is over is told. A time that ran out and a withdrawal are one."""

    GROWN = "grown"
    ENDED = "ended"


_LEVELS = {
    Scope.SEE_STATUS: (Scope.SEE_STATUS,),
    Scope.READ_LETTERS: (Scope.SEE_STATUS, Scope.READ_LETTERS),
    Scope.ACT: (Scope.SEE_STATUS, Scope.READ_LETTERS, Scope.ACT),
}
_DID = frozenset(
    {
        EventType.MESSAGE_RECEIVED,
        EventType.PROMISE_DISPUTED,
        EventType.CONTACT_AGREED,
        EventType.HANDOVER_CHOSEN,
    }
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody else in a case, as the person it is about reads of them.

    ``since`` is when it was told, ``did`` what they did here, newest first. ``stands`` is
    whether they can see the case today; ``begins`` that they will.
    """

    party: Party
    origin: Origin
    since: datetime
    did: tuple[CaseEvent, ...]
    stands: bool
    begins: bool


def scopes(level: Scope) -> tuple[Scope, ...]:
    """Return all that one may do who may do this: each includes what is less."""
    return _LEVELS[level]


def level(party: Party) -> Scope | None:
    """Return the most somebody may do; None for a parent whom nothing limits, or nothing given."""
    found = [one for one in _LEVELS if one in party.scope]
    return found[-1] if found else None


def may_give_access(party: Party, today: date) -> bool:
    """Tell whether somebody can let another person see the case.

    Only the person it is about, and old enough for a power of attorney. Whoever is here for
    somebody else passes nothing on.
    """
    if not is_concerned(party) or not may_see(party, today):
        return False
    if party.birth_date is None:
        return party.role is Role.PERSON
    return today >= birthday(party.birth_date, in_force(today).gives_mandate)


def proposed_end(today: date) -> date:
    """Return the last day that is proposed.

    >>> proposed_end(date(2026, 12, 31))
    datetime.date(2027, 2, 28)
    """
    months = today.month - 1 + USUAL_MONTHS
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def can_be_taken_back(party: Party) -> bool:
    """Tell whether access was given here: the rest rests on a paper, a court or custody."""
    return party.basis == Basis.GIVEN_HERE


def may_be_withdrawn(party: Party) -> bool:
    """Tell whether the person it is about may end it here and now.

    What they gave here, and a power of attorney on paper that the desk wrote in: whoever gave one
    can take it back whenever they want. Not a court's guardian nor a parent. Nor whom the case
    system named: it would name them again.
    """
    written_in = party.role is Role.REPRESENTATIVE and party.ref.startswith(OWN_REF)
    return can_be_taken_back(party) or (written_in and party.basis != Basis.DIGITAL_MANDATE)


def holders(events: Iterable[CaseEvent], own: str, today: date) -> list[Holder]:
    """Return everybody in a case but the reader, those who came last first.

    Who was linked by mistake or has died is left out, and who never could see it.

    Args:
        events: The case's events.
        own: The reader's reference in the case.
        today: The local day.
    """
    known = true_record(events).events
    added: dict[str, datetime] = {}
    did: dict[str, list[CaseEvent]] = {}
    for event in known:
        ref = event.get("party")
        if event.type == EventType.PARTY_ADDED:
            added.setdefault(str(ref), event.occurred_at)
        elif event.type in _DID and ref is not None:
            did.setdefault(str(ref), []).append(event)
    found = [
        Holder(
            party=party,
            origin=_origin(party),
            since=added[ref],
            did=tuple(reversed(did.get(ref, []))),
            stands=may_see(party, today),
            begins=party.valid_from is not None and party.valid_from > today,
        )
        for ref, party in read_parties(known).items()
        if ref != own and not (party.wrong or party.died)
    ]
    shown = [one for one in found if one.stands or one.begins or how_over(one.party, today)]
    return sorted(shown, key=lambda one: one.since, reverse=True)


def _origin(party: Party) -> Origin:
    if party.basis == Basis.GIVEN_HERE:
        return Origin.CITIZEN
    return Origin.DESK if party.ref.startswith(OWN_REF) else Origin.SYSTEM


def how_over(party: Party, today: date) -> HowOver | None:
    """Return what somebody is told who could see a case once; None when they never could.

    Whoever was linked by mistake never could, and is told nothing at all.
    """
    if party.wrong or party.died or may_see(party, today):
        return None
    ended = party.valid_to is not None and party.valid_to < today
    if ended or party.custody == Custody.NONE:
        return HowOver.ENDED
    return HowOver.GROWN if is_over_by_age(party, today) else None


def over_on(party: Party, today: date) -> date | None:
    """Return the last day of access that is over; None when nobody knows it, or it is not over."""
    how = how_over(party, today)
    if how is HowOver.GROWN:
        return party.grown_on
    return party.valid_to if how else None


def mandated(principal: Party, mandate: Sequence[str], person: str, today: date) -> Party | None:
    """Return the place somebody has in a case by a Digital Fuldmagt; None when it gives none.

    It is made of who signed in and what their provider says, and stands in no case: whoever
    works here is not told that they were here, unless they act.

    Args:
        principal: The place of whoever gave the mandate. It opens what is about them alone: not
            what they see on behalf of a child or of somebody else.
        mandate: What the mandate lets one do.
        person: The hash of whoever has signed in.
        today: The local day.
    """
    if not is_concerned(principal) or not may_see(principal, today):
        return None
    place = Party(
        ref=f"{MANDATE_REF}{person[:16]}",
        role=Role.REPRESENTATIVE,
        person=person,
        scope=tuple(mandate),
        basis=Basis.DIGITAL_MANDATE,
        given_by=principal.ref,
    )
    return place if may_see(place, today) else None


def principal(party: Party, parties: Mapping[str, Party]) -> Party | None:
    """Return whose right somebody uses; None when nobody has said.

    In a case about several people a representative stands for the one who gave it: not for
    whoever else the case is about.
    """
    place = parties.get(party.ref, party)
    giver = parties.get(place.given_by or "")
    return giver if giver is not None and is_concerned(giver) else None


def by_mandate(events: Iterable[CaseEvent]) -> tuple[CaseEvent, ...]:
    """Return what was done in a case by mandate, newest first."""
    found = [
        event
        for event in true_record(events).events
        if event.type in _DID and str(event.get("party") or "").startswith(MANDATE_REF)
    ]
    return tuple(reversed(found))


def breadth(party: Party) -> int:
    """Return how much somebody may do, to choose among several places of theirs in a case."""
    most = level(party)
    return len(_LEVELS) if most is None else len(_LEVELS[most])


def bears_name(parties: Iterable[Party], name: str) -> bool:
    """Tell whether somebody in a case is called as somebody who works here.

    A directory knows no CPR number, so that the name is all there is to go by.
    """
    wanted = _plain(name)
    return any(_plain(one.name) == wanted for one in parties if one.name and not one.wrong)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
