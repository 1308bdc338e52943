"""What happened in a case while a form was open."""

from typing import Any

from portal.core.events import OWN_SOURCE
from portal.core.history import history
from portal.pages.rendering import label, speaker
from portal.store import desk
from portal.store.cases import COPENHAGEN
from portal.web.portal import portal, reading
from portal.web.staff.opened import DeskCase, open_case
from portal.wording.dates import moment


def since(case: DeskCase, seen: int) -> list[dict[str, Any]]:
    """Return what has come after an event, oldest first, in the words of the history."""
    now = open_case(case.public_id)
    written = {row.event_id: row for row in desk.all_events(reading(), [case.case_id])}
    said = {entry.event_id: entry for entry in history(now.state, True, now.party.ref)}
    language, year = speaker().language, portal().today().year
    found = []
    for row in written.values():
        entry = said.get(row.event_id)
        if row.id <= seen or entry is None:
            continue
        found.append(
            {
                "when": moment(row.occurred_at.astimezone(COPENHAGEN), language, year),
                "where": label("desk.from.us" if row.source == OWN_SOURCE else "desk.from.them"),
                "what": speaker().say(entry.what),
                "note": entry.note,
            }
        )
    return found
