"""The next contact a letter promises: what the case is told of it once the letter is made."""

from datetime import date

from portal.core.case import CaseState
from portal.core.vocabulary import Channel, EventType, Promised
from portal.services.own_events import OwnEvent, new_reference

PROMISED = "promised"
"""Under which name a wish holds what its writer promised: a payload of ``contact.promised``."""


def promised_contact(state: CaseState, by: date) -> OwnEvent:
    """Return the promise of when a new caseworker gets in touch."""
    new = state.coming or state.caseworker
    return OwnEvent(
        EventType.CONTACT_PROMISED,
        {
            "promise": new_reference(),
            "what": str(Promised.CONTACT),
            "by": by.isoformat(),
            "owner": new.name if new else None,
            "owner_unit": state.unit.name if state.unit else None,
            "channel": str(Channel.PORTAL),
        },
    )
