"""My cases, and one case."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.core.access import is_concerned, may_see
from portal.identity import Identity
from portal.pages.audience import Audience, audience
from portal.pages.rendering import label, page, page_of_parts, speaker, this_page
from portal.store import cases
from portal.store.cases import CaseLink
from portal.web import sign_in
from portal.web.citizen.acts_sent import disagreements
from portal.web.citizen.case_page import build
from portal.web.citizen.overview import cards
from portal.web.citizen.reading import read
from portal.web.looked import relative_listed, relative_looked
from portal.web.portal import portal, reading

bp = Blueprint("citizen", __name__)


@bp.get("/mine-sager")
@audience(Audience.CITIZEN)
def overview() -> ResponseReturnValue:
    """Show the reader's cases, each person's apart."""
    here, person = portal(), _person()
    links = _standing(cases.links_of(reading(), person))
    ids = [link.case_id for link in links]
    events = cases.events_of(reading(), ids)
    concerned = cases.concerned_of(reading(), ids)
    relative_listed(
        (link.party, link.case_id, about.person if (about := concerned.get(link.case_id)) else None)
        for link in links
        if not is_concerned(link.party)
    )
    readings = [read(link, events[link.case_id], here) for link in links]
    groups = cards(readings, concerned, speaker(), label)
    return page("citizen/cases.html", groups=groups, title=label("cases.title"))


@bp.get("/sag/<public_id>")
@audience(Audience.CITIZEN)
def case(public_id: str) -> ResponseReturnValue:
    """Show one case. Not yours and not there are the same answer."""
    here, person = portal(), _person()
    links = _standing(cases.links_to(reading(), person, public_id))
    if not links:
        abort(404)
    link = links[0]
    events = cases.events_of_case(reading(), link.case_id)
    concerned = None
    if not is_concerned(link.party):
        about = cases.concerned_of(reading(), [link.case_id]).get(link.case_id)
        concerned = (about.name if about else None) or label("cases.protected")
        relative_looked(link.party, link.case_id, about.person if about else None)
    seen = read(link, events, here)
    parts = build(seen, this_page(), concerned, disagreements(seen, person))
    return page_of_parts("citizen/case.html", "case.title", parts)


def _person() -> str:
    """Return the hash of whoever has signed in; the audience was checked before."""
    identity: Identity | None = sign_in.current()
    if identity is None or identity.person is None:
        abort(401)
    return identity.person


def _standing(links: list[CaseLink]) -> list[CaseLink]:
    """Return the links that give access now, one for each case.

    The person's own come before those on behalf, also when somebody is both.
    """
    today = portal().today()
    standing = [link for link in links if may_see(link.party, today)]
    standing.sort(key=lambda link: (not is_concerned(link.party), link.case_id))
    return list({link.case_id: link for link in reversed(standing)}.values())[::-1]
