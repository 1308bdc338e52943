"""My cases, and one case."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from portal.core.access import is_concerned
from portal.core.events import CaseEvent
from portal.pages.audience import Audience, audience
from portal.pages.frame import asks
from portal.pages.rendering import label, page, page_of_parts, speaker, this_page
from portal.store import cases
from portal.store.cases import CaseLink
from portal.web.citizen.acts_sent import disagreements
from portal.web.citizen.behalf import FOR_SOMEBODY, called, in_a_case_of_several
from portal.web.citizen.behalf import concerned as concerned_in
from portal.web.citizen.case_page import build
from portal.web.citizen.ended import told_on_list
from portal.web.citizen.overview import cards
from portal.web.citizen.reading import read
from portal.web.citizen.standing import every_link, link_to
from portal.web.looked import relative_listed, relative_looked
from portal.web.portal import portal, reading

bp = Blueprint("citizen", __name__)


@bp.get("/mine-sager")
@audience(Audience.CITIZEN)
def overview() -> ResponseReturnValue:
    """Show the reader's cases, each person's apart."""
    here = portal()
    links, over = every_link()
    ids = [link.case_id for link in links]
    events = cases.events_of(reading(), ids)
    concerned = _whose(links, events)
    relative_listed(
        (link.party, link.case_id, about.person if about and not about.several else None)
        for link in links
        if not is_concerned(link.party)
        for about in [concerned.get(link.case_id)]
    )
    readings = [read(link, events[link.case_id], here) for link in links]
    groups = cards(readings, concerned, speaker(), label)
    return page(
        "citizen/cases.html", groups=groups, over=told_on_list(over), title=label("cases.title")
    )


def _whose(links: list[CaseLink], events: dict[int, list[CaseEvent]]) -> dict[int, cases.Concerned]:
    """Return whom each case is about; of several, whose right the reader uses."""
    found = cases.concerned_of(reading(), list(events))
    for link in links:
        about = found.get(link.case_id)
        if about and about.several and link.party.role in FOR_SOMEBODY:
            found[link.case_id] = in_a_case_of_several(link, about, events[link.case_id])
    return found


@bp.get("/sag/<public_id>")
@audience(Audience.CITIZEN)
def case(public_id: str) -> ResponseReturnValue:
    """Show one case. Not yours and not there are the same answer."""
    here, link = portal(), link_to(public_id)
    events = cases.events_of_case(reading(), link.case_id)
    concerned = None
    if not is_concerned(link.party):
        about = concerned_in(link, events)
        concerned = called(about, label)
        behalf = about.person if about and not about.several else None
        relative_looked(link.party, link.case_id, behalf)
    seen = read(link, events, here)
    parts = build(seen, this_page(), concerned, disagreements(seen, link.party.person))
    asks(f"/sag/{public_id}/forstod-du")
    return page_of_parts("citizen/case.html", "case.title", parts)
