"""Who is in a case, as which role; whose access stands and whose has ended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.core.ages import of_age_on
from portal.core.events import CaseEvent, true_record
from portal.core.vocabulary import EventType, PartyEndReason, Role

_TOLD = (
    "name",
    "language",
    "exempt_from_digital_post",
    "custody",
    "basis",
    "proof",
    "given_by",
)
_CLOSING = (EventType.PARTY_DIED, EventType.PARTY_WRONG)


@dataclass(slots=True)
class Party:
    """One person's place in a case.

    ``person`` is the keyed hash of the identifier, never the identifier. ``ended_on`` is
    the last day of access. ``died`` stops every letter, notice and reminder; ``wrong``
    ends access at once. ``grown_on`` stands at a parent: the day the child is of age.
    ``basis`` and ``proof`` say what a right to represent rests on, ``given_by`` whose it is: it
    ends with theirs.
    """

    ref: str
    role: Role
    person: str
    name: str | None = None
    birth_date: date | None = None
    protected: bool = False
    language: str | None = None
    exempt_from_digital_post: bool | None = None
    scope: tuple[str, ...] = ()
    custody: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    died: bool = False
    wrong: bool = False
    grown_on: date | None = None
    basis: str | None = None
    proof: str | None = None
    given_by: str | None = None


def read_parties(events: Iterable[CaseEvent]) -> dict[str, Party]:
    """Return the parties of a case by their reference, whatever order the events came in."""
    parties: dict[str, Party] = {}
    # What closes access counts even when its clock says that it came before the party did.
    early: dict[str, set[str]] = {}
    died: dict[str, date] = {}
    for event in true_record(events).events:
        ref = str(event.get("party"))
        if event.type == EventType.PARTY_DIED:
            died[ref] = event.occurred_at.date()
        if event.type == EventType.PARTY_ADDED:
            parties[ref] = _added(event, ref, parties.get(ref))
            _close(parties[ref], early.pop(ref, set()))
        elif ref not in parties:
            if event.type in _CLOSING:
                early.setdefault(ref, set()).add(event.type)
        elif event.type == EventType.PARTY_CHANGED:
            _change(parties[ref], event)
        elif event.type == EventType.PARTY_ENDED:
            parties[ref].valid_to = _last_day(event)
        else:
            _close(parties[ref], {event.type})
    _grow_up(parties)
    _end_with_the_giver(parties, died)
    return parties


def _end_with_the_giver(parties: dict[str, Party], died: dict[str, date]) -> None:
    """End what somebody gave when they have it no more themselves.

    Who was linked by mistake had nothing to give: whoever they gave it to never had access.
    """
    for party in parties.values():
        giver = parties.get(party.given_by or "")
        if giver is None:
            continue
        party.wrong = party.wrong or giver.wrong
        ends = [day for day in (party.valid_to, giver.valid_to) if day is not None]
        if giver.ref in died:
            ends.append(died[giver.ref] - timedelta(days=1))
        party.valid_to = min(ends, default=None)


def _last_day(event: CaseEvent) -> date:
    """Return the last day of access. What is taken back ends at once, not when the day is over."""
    on = date.fromisoformat(str(event.get("on")))
    at_once = event.get("reason") == PartyEndReason.WITHDRAWN
    return on - timedelta(days=1) if at_once else on


def _grow_up(parties: dict[str, Party]) -> None:
    """Tell each parent when the child is of age; of several children the eldest counts."""
    born = [
        party.birth_date
        for party in parties.values()
        if party.role is Role.CHILD and party.birth_date is not None and not party.wrong
    ]
    if born:
        for party in parties.values():
            if party.role is Role.PARENT:
                party.grown_on = of_age_on(min(born))


def has_two_parents(parties: Mapping[str, Party]) -> bool:
    """Tell whether there is a parent who must not learn of another one."""
    return sum(party.role is Role.PARENT for party in parties.values()) > 1


def _added(event: CaseEvent, ref: str, before: Party | None) -> Party:
    """Return a party; the same person told again stays closed off and protected."""
    party = Party(ref, Role(str(event.get("role"))), str(event.get("person")))
    if before is not None and before.person == party.person:
        party.died, party.wrong = before.died, before.wrong
        party.protected = before.protected
    _change(party, event)
    return party


def _close(party: Party, told: set[str]) -> None:
    party.died = party.died or EventType.PARTY_DIED in told
    party.wrong = party.wrong or EventType.PARTY_WRONG in told


def _change(party: Party, event: CaseEvent) -> None:
    for name in _TOLD:
        if event.get(name) is not None:
            setattr(party, name, event.get(name))
    for name in ("birth_date", "valid_from", "valid_to"):
        if event.get(name) is not None:
            setattr(party, name, date.fromisoformat(str(event.get(name))))
    if event.get("protected") is not None:
        party.protected = bool(event.get("protected"))
    if event.get("scope") is not None:
        party.scope = tuple(str(code) for code in event.get("scope"))
    if event.get("role") is not None:
        party.role = Role(str(event.get("role")))
