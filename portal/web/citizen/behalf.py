"""Whose case a page is, for somebody who reads it for another."""

from collections.abc import Iterable

from portal.core.events import CaseEvent
from portal.core.parties import read_parties
from portal.core.relatives import principal
from portal.core.vocabulary import Role
from portal.pages.help_part import Label
from portal.store import cases
from portal.store.cases import CaseLink, Concerned
from portal.web.portal import reading

FOR_SOMEBODY = (Role.GUARDIAN, Role.REPRESENTATIVE)


def concerned(link: CaseLink, events: Iterable[CaseEvent] | None = None) -> Concerned | None:
    """Return whom somebody reads a case for; None when nobody has said whom it is about.

    In a case about several people it is whoever gave the right. Where nobody has told who that
    is, nobody is named: the wrong name would be worse than none.

    Args:
        link: The reader's link to the case.
        events: The case's events, where the page has read them already.
    """
    about = cases.concerned_in(reading(), link.case_id)
    if about is None or not about.several or link.party.role not in FOR_SOMEBODY:
        return about
    if events is None:
        events = cases.events_of_case(reading(), link.case_id)
    return in_a_case_of_several(link, about, events)


def called(about: Concerned | None, label: Label) -> str:
    """Return what a page calls the person it is about."""
    if about is not None and about.name is not None:
        return about.name
    return label("cases.one_of_several" if about and about.several else "cases.protected")


def in_a_case_of_several(
    link: CaseLink, about: Concerned, events: Iterable[CaseEvent]
) -> Concerned:
    """Return whom of several people somebody reads for; without a name when nobody knows."""
    giver = principal(link.party, read_parties(events))
    if giver is None:
        return Concerned(about.person, None, several=True)
    return Concerned(giver.person, None if giver.protected else giver.name)
