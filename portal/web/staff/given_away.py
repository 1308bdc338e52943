"""Cases that changed hands at the desk lately: both caseworkers still go through them."""

from datetime import timedelta

from portal.core.fold import read_case
from portal.identity import UserRole
from portal.store import cases, desk
from portal.web.portal import portal, reading
from portal.web.staff.opened import worker, writer

_LATELY = timedelta(days=14)


def given_away() -> list[int]:
    """Return the cases somebody here gave away in the last two weeks.

    For a leader those of the unit: it is they who give away when somebody is suddenly gone.
    """
    me, leads = writer(), worker().role is UserRole.LEADER
    given = desk.handed_over(reading(), portal().now() - _LATELY)
    found = []
    for case_id, events in cases.events_of(reading(), given).items():
        state = read_case(events, in_order=True, today=portal().today())
        unit = state.unit.name if state.unit else None
        if me.name in state.former_caseworkers or (leads and unit == me.unit):
            found.append(case_id)
    return found
