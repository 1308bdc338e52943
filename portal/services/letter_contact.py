"""Whom a letter says to call."""

from portal.core.case import CaseState
from portal.core.letters import Contact
from portal.services.office import Office


def contact_of(state: CaseState, office: Office) -> Contact:
    """Return whom to call: the caseworker, the unit, or the municipality."""
    municipality, worker, unit = office.municipality, state.caseworker, state.unit
    name = worker.name if worker and municipality.show_caseworker_names else None
    unit_name = unit.name if unit else None
    if worker and worker.phone:
        return Contact(worker.phone, name, unit_name, worker.phone_hours)
    if unit and unit.phone:
        return Contact(unit.phone, name, unit_name, unit.phone_hours)
    team = municipality.team(unit_name)
    phone = team.phone if team and team.phone else municipality.phone.number
    return Contact(phone, name, unit_name, None)
