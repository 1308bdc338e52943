"""Who asks for a page about a case, and the case as they may see it."""

from dataclasses import dataclass
from datetime import date

from flask import abort

from portal.core import acts
from portal.core.access import is_concerned
from portal.core.parties import Party
from portal.core.promises import Promise, promises_of
from portal.core.say import say
from portal.core.vocabulary import MessageKind
from portal.pages.rendering import facts, label, speaker
from portal.store import cases
from portal.web.citizen.behalf import called
from portal.web.citizen.behalf import concerned as concerned_in
from portal.web.citizen.panel import case_title
from portal.web.citizen.people import nearest_phone
from portal.web.citizen.reading import Reading, read
from portal.web.citizen.standing import link_to, reader
from portal.web.looked import relative_looked
from portal.web.portal import portal, reading


@dataclass(frozen=True, slots=True)
class Asked:
    """A case and who has opened it.

    ``concerned`` is whose case it is, when it is not theirs; ``on_behalf`` that person's hash.
    """

    person: str
    reading: Reading
    concerned: str | None
    on_behalf: str | None = None

    @property
    def party(self) -> Party:
        """The reader's place in the case."""
        return self.reading.link.party

    @property
    def case_id(self) -> int:
        """The store's number of the case."""
        return self.reading.link.case_id

    @property
    def path(self) -> str:
        """The address of the case's page."""
        return f"/sag/{self.reading.link.public_id}"

    def open_acts(self) -> tuple[MessageKind, ...]:
        """Return what the reader can do in the case today."""
        return acts.open_acts(self.reading.state, self.party, self.reading.today)

    def promises(self) -> tuple[Promise, ...]:
        """Return what the reader was promised, in the order it was promised."""
        seen = self.reading
        told_until = None
        if seen.silent:
            told_until = seen.heard_at.date() if seen.heard_at else date.min
        found = promises_of(seen.state, seen.today, told_until, self.party.ref)
        return tuple(sorted(found, key=lambda promise: promise.made_at))

    def about(self) -> str:
        """Return which case it is, and whose when it is not the reader's own."""
        if self.concerned is None:
            return self.title()
        return f"{self.title()}. {speaker().say(say('case.on_behalf', name=self.concerned))}"

    def title(self) -> str:
        """Return which case it is."""
        return case_title(self.reading, speaker(), label)

    def phone(self) -> dict[str, object]:
        """Return the nearest phone."""
        return nearest_phone(self.reading, speaker(), facts(), label)


def ask(public_id: str, *, shown: bool = True) -> Asked:
    """Return the case for whoever has signed in. Not theirs and not there end the same way.

    That somebody else than the person concerned looks is written down; ``shown`` is False where
    that is done later, or nothing is shown.
    """
    link = link_to(public_id)
    person = link.party.person
    events = cases.events_of_case(reading(), link.case_id)
    if is_concerned(link.party):
        return Asked(person, read(link, events, portal()), None)
    about = concerned_in(link, events)
    concerned = called(about, label)
    behalf = about.person if about and not about.several else None
    asked = Asked(person, read(link, events, portal()), concerned, behalf)
    if shown:
        relative_looked(asked.party, asked.case_id, asked.on_behalf)
    return asked


def ask_to_act(public_id: str) -> Asked:
    """Return the case for somebody who may do something in it; who may only look is told so."""
    asked = ask(public_id, shown=False)
    if not acts.may_act(asked.party, asked.reading.today):
        abort(403)
    if asked.concerned is not None:
        relative_looked(asked.party, asked.case_id, asked.on_behalf)
    return asked


def signed_in() -> str:
    """Return the hash of whoever has signed in; the audience was checked before."""
    return str(reader().person)
