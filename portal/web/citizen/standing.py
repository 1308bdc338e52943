"""In which cases somebody stands, for themself or for whom they act; and what is over.

Everything comes from one statement, whoever asks and whatever it finds: a case that is not theirs
and one that is not there differ in nothing. That access is over is known from the same rows.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import NoReturn

from flask import abort
from werkzeug.exceptions import Forbidden

from portal.core.access import is_concerned, may_see
from portal.core.parties import Party
from portal.core.relatives import HowOver, breadth, how_over, mandated, over_on
from portal.identity import Identity
from portal.store import cases
from portal.store.cases import CaseLink
from portal.web import sign_in
from portal.web.portal import portal, reading

TOLD_FOR = timedelta(days=90)
"""How long the list of cases says that access is over."""

Rule = Callable[[Party, date], bool]


class AccessOverError(Forbidden):
    """Somebody could see a case once and cannot any more. Answered with a page of its own."""

    def __init__(self, how: HowOver) -> None:
        super().__init__()
        self.how = how


def reader() -> Identity:
    """Return who has signed in; the audience was checked before."""
    identity = sign_in.current()
    if identity is None or identity.person is None:
        abort(401)
    return identity


def link_to(public_id: str, rule: Rule = may_see) -> CaseLink:
    """Return the reader's link to a case; their own before one on behalf of somebody else.

    Not theirs and not there end the same way. ``rule`` is what the link must allow.
    """
    identity, today = reader(), portal().today()
    found = _links(identity, public_id)
    standing = _best([link for link in found if rule(link.party, today)])
    if not standing:
        _stop(found, today)
    return standing[0]


def every_link() -> tuple[list[CaseLink], list[HowOver]]:
    """Return the reader's cases, their own first, and what is over that they are still told of."""
    identity, today = reader(), portal().today()
    found = _links(identity, None)
    standing = _best([link for link in found if may_see(link.party, today)])
    there = {link.case_id for link in standing}
    over = {
        how_over(link.party, today): None
        for link in found
        if link.case_id not in there and _is_told(link.party, today)
    }
    return standing, [how for how in over if how is not None]


def _is_told(party: Party, today: date) -> bool:
    on = over_on(party, today)
    return on is not None and today - on <= TOLD_FOR


def _links(identity: Identity, public_id: str | None) -> list[CaseLink]:
    person, today = str(identity.person), portal().today()
    given = {one.person: one.scope for one in identity.mandates if one.person != person}
    if public_id is None:
        found = cases.links_of(reading(), person, given)
    else:
        found = cases.links_to(reading(), person, public_id, given)
    links = []
    for link in found:
        scope = given.get(link.party.person)
        place = link.party if scope is None else mandated(link.party, scope, person, today)
        if place is not None:
            links.append(link if scope is None else replace(link, party=place))
    return links


def _best(links: list[CaseLink]) -> list[CaseLink]:
    """Return one link for each case: the reader's own, or else the one that opens most."""
    links = sorted(links, key=lambda one: (not is_concerned(one.party), -breadth(one.party)))
    kept: dict[int, CaseLink] = {}
    for link in links:
        kept.setdefault(link.case_id, link)
    return sorted(kept.values(), key=lambda one: (not is_concerned(one.party), one.case_id))


def _stop(links: list[CaseLink], today: date) -> NoReturn:
    """End the request: with what is over, where something of the reader's is."""
    for link in links:
        how = how_over(link.party, today)
        if how is not None:
            raise AccessOverError(how)
    abort(404)
