"""Access one demo person has given another, through the very services that give it."""

from datetime import datetime

from sqlalchemy import Engine, select

from portal.core.parties import read_parties
from portal.core.relatives import proposed_end
from portal.core.vocabulary import Scope
from portal.identity.identifiers import Identifiers
from portal.services import give_access
from portal.services.give_access import Gift, SentTwiceError
from portal.services.office import Office
from portal.sources.embedded import people as p
from portal.sources.embedded.cases import MAIN_SOURCE
from portal.store import cases, letters
from portal.store.cases import COPENHAGEN
from portal.store.models import InvitationRow

_SISTER = ("62-175", p.INGRID, p.SOLVEIG, "Min søster Solveig", Scope.READ_LETTERS)
"""Case, who gives, to whom, what she calls her, and how much: for two months from today."""


def give_some(engine: Engine, identifiers: Identifiers, office: Office, now: datetime) -> bool:
    """Give what the demo shows, once a day; return whether it was given now."""
    reference, giver, relative, name, level = _SISTER
    today = now.astimezone(COPENHAGEN).date()
    person = identifiers.person(giver.identifier)
    with engine.connect() as connection:
        case_id = letters.case_of_source(connection, MAIN_SOURCE, reference)
        if case_id is None:
            return False
        given = select(InvitationRow.id).where(InvitationRow.case_id == case_id)
        if connection.execute(given).first() is not None:
            return False
        parties = read_parties(cases.events_of_case(connection, case_id)).values()
    party = next((one.ref for one in parties if one.person == person), None)
    if party is None:
        return False
    gift = Gift(case_id, person, party, name, level, proposed_end(today), today.isoformat())
    try:
        code = give_access.invite(engine, identifiers, gift, now)
    except SentTwiceError:
        return False
    who = (identifiers.person(relative.identifier), relative.name)
    return give_access.accept(engine, identifiers, code, who, office, now) is not None
