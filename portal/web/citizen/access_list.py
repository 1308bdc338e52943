"""Who can see a case, as the person it is about reads it: as what, what they may, what they did."""

from collections.abc import Mapping
from typing import Any

from portal.core.ages import in_force
from portal.core.events import OWN_REF, CaseEvent
from portal.core.parties import read_parties
from portal.core.relatives import (
    Holder,
    HowOver,
    Origin,
    by_mandate,
    can_be_taken_back,
    holders,
    how_over,
    level,
    may_be_withdrawn,
)
from portal.core.say import Phrase, Say, say
from portal.core.vocabulary import Basis, EventType, Role
from portal.identity.identifiers import UnreadableError
from portal.pages.rendering import speaker
from portal.services.give_access import TRIES
from portal.store import invitations
from portal.store.cases import COPENHAGEN
from portal.web.citizen.asked import Asked
from portal.web.portal import portal, reading

_BY_ROLE = {Role.GUARDIAN: "guardian", Role.PARENT: "parent", Role.REPRESENTATIVE: "representative"}
_DID = {
    EventType.PROMISE_DISPUTED: "promise",
    EventType.CONTACT_AGREED: "contact",
    EventType.HANDOVER_CHOSEN: "handover",
}
_MOST_DID = 20


def lists(asked: Asked) -> dict[str, list[Any]]:
    """Return who can see the case now, who is invited, what was done by mandate, who could before.

    Who has a Digital Fuldmagt no case is told; what they did here it is.
    """
    rows = invitations.given_by(reading(), asked.case_id, asked.person)
    names = {OWN_REF + row.public_id: _name(row.name) for row in rows}
    today = asked.reading.today
    found = holders(asked.reading.state.record.events, asked.party.ref, today)
    invited = [row for row in rows if row.used_at is None and row.withdrawn_at is None]
    return {
        "now": [_holder(asked, one, names) for one in found if one.stands or one.begins],
        "invited": [_invitation(asked, row) for row in invited if row.valid_to >= today],
        "mandated": speaker().all(*(_act(one) for one in _by_mandate(asked)[:_MOST_DID])),
        "past": [_past(asked, one, names) for one in found if not (one.stands or one.begins)],
    }


def _by_mandate(asked: Asked) -> tuple[CaseEvent, ...]:
    return by_mandate(asked.reading.state.record.events)


def own_name(asked: Asked, ref: str) -> str | None:
    """Return what the reader calls somebody who was given access; None when nobody was.

    An access whose invitation is gone has the name of the relative's own sign-in.
    """
    rows = invitations.given_by(reading(), asked.case_id, asked.person)
    named = next((_name(row.name) for row in rows if OWN_REF + row.public_id == ref), None)
    party = read_parties(asked.reading.state.record.events).get(ref)
    if named is not None or party is None or not can_be_taken_back(party):
        return named
    return party.name or speaker().key("access.unnamed.label")


def _name(sealed: bytes) -> str:
    try:
        return portal().identifiers.decrypt(sealed)
    except UnreadableError:
        return speaker().key("access.unnamed.label")


def _shown(one: Holder, names: Mapping[str, str]) -> str:
    """Return what somebody is called: a protected name is never shown, also not to a child."""
    if one.party.ref in names:
        return names[one.party.ref]
    if one.party.protected:
        return speaker().key("access.protected.label")
    return one.party.name or speaker().key("access.unnamed.label")


def _holder(asked: Asked, one: Holder, names: Mapping[str, str]) -> dict[str, Any]:
    told, party = speaker(), one.party
    mine = can_be_taken_back(party)
    return {
        "name": _shown(one, names),
        "role": told.key(_role(one)),
        "lines": told.all(*_lines(asked, one)),
        "did": None if party.protected else _did(one),
        "path": f"{asked.path}/adgang/{party.ref}" if may_be_withdrawn(party) else None,
        "change": mine,
        "not_here": None if mine else told.key(_not_here(one)),
    }


def _role(one: Holder) -> str:
    if can_be_taken_back(one.party):
        return "access.role.given_here.label"
    return f"access.role.{one.party.role}.label"


def _not_here(one: Holder) -> str:
    if may_be_withdrawn(one.party):
        return "access.not_here.on_paper"
    return f"access.not_here.{_BY_ROLE.get(one.party.role, 'other')}"


def may(one: Holder) -> Say:
    """Return what somebody may do."""
    most = level(one.party)
    if most is not None:
        return say(f"access.may.{most}")
    return say(f"access.may.{'parent' if one.party.role is Role.PARENT else 'party'}")


def _lines(asked: Asked, one: Holder) -> list[Say]:
    party, today = one.party, asked.reading.today
    lines = [may(one)]
    if one.begins and party.valid_from:
        lines.append(say("access.begins", date=party.valid_from))
    if party.valid_to:
        lines.append(say("access.until", date=party.valid_to))
    elif party.grown_on:
        years = in_force(today).of_age
        lines.append(say("access.until.grown", date=party.grown_on, number=years))
    elif party.role in (Role.GUARDIAN, Role.REPRESENTATIVE):
        lines.append(say("access.until.none"))
    lines.append(say(f"access.from.{one.origin}", when=one.since))
    if party.basis and one.origin is not Origin.CITIZEN and party.basis != Basis.DIGITAL_MANDATE:
        lines.append(say(f"access.basis.{party.basis}"))
    if party.proof:
        lines.append(say("access.proof", words=party.proof))
    return lines


def _did(one: Holder) -> list[str]:
    return speaker().all(*(_act(event) for event in one.did[:_MOST_DID]))


def _act(event: CaseEvent) -> Say:
    if event.type == EventType.MESSAGE_RECEIVED:
        label = Phrase(f"act.{event.get('kind')}.heading")
        return say("access.did.message", label=label, when=event.occurred_at)
    return say(f"access.did.{_DID[EventType(event.type)]}", when=event.occurred_at)


def _invitation(asked: Asked, row: Any) -> dict[str, Any]:
    told = speaker()
    lines = [say(f"access.may.{row.scope.split(',')[-1]}"), say("access.until", date=row.valid_to)]
    expires = row.expires_at.astimezone(COPENHAGEN)
    if row.tries_left == 0:
        lines += [say("access.invited.void", number=TRIES), say("access.invited.over")]
    elif expires <= portal().now():
        lines.append(say("access.invited.over"))
    else:
        lines.append(say("access.invited.until", date=min(expires.date(), row.valid_to)))
    return {
        "name": _name(row.name),
        "lines": told.all(*lines),
        "path": f"{asked.path}/adgang/{OWN_REF}{row.public_id}",
    }


def _past(asked: Asked, one: Holder, names: Mapping[str, str]) -> dict[str, Any]:
    told, party, today = speaker(), one.party, asked.reading.today
    lines = []
    if how_over(party, today) is HowOver.GROWN:
        lines.append(say("access.past.grown", number=in_force(today).of_age))
    elif party.valid_to:
        # Taken back on a day is over on that day, whatever the last whole day was.
        last = max(party.valid_to, party.valid_from or party.valid_to)
        lines.append(say("access.past.until", date=last))
    return {"name": _shown(one, names), "role": told.key(_role(one)), "lines": told.all(*lines)}
