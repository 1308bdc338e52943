"""Agree with a citizen on how they hear from us."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from portal.core.vocabulary import EventType
from portal.identity.identifiers import Identifiers
from portal.services.office import Office
from portal.services.own_events import By, OwnEvent, add_events
from portal.store import addresses


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants it: the payload of the event, and the address that stands in none.

    ``email`` None leaves the address we know as it is; an empty one forgets it.
    """

    case_id: int
    person: str
    agreement: Mapping[str, Any]
    email: str | None = None


def agree_contact(
    engine: Engine, identifiers: Identifiers, wish: Wish, office: Office, now: datetime
) -> None:
    """Keep what somebody chose. The agreement is whole: what it leaves out does not stand.

    Raises:
        pydantic.ValidationError: It is not as the contract says.
    """
    agreed = OwnEvent(EventType.CONTACT_AGREED, wish.agreement)
    with engine.begin() as connection:
        add_events(connection, wish.case_id, [agreed], By.CITIZEN, office, now)
        if wish.email is not None:
            sealed = identifiers.encrypt(wish.email) if wish.email else None
            addresses.set_email(connection, wish.person, sealed)
