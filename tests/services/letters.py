"""Letters made for real, from events as a case system sends them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Engine, select

from portal.core.case import CaseState
from portal.core.events import CaseEvent
from portal.core.fold import read_case
from portal.municipality import load
from portal.notifications import Channels
from portal.services.change_caseworker import let_them_begin
from portal.services.make_letters import make_ordered
from portal.services.office import Office, open_office
from portal.services.order_letters import order_due
from portal.services.record_events import From, Origin, record_events
from portal.services.sending import Sending
from portal.services.write_letter import Workshop, open_workshop
from portal.settings import RESOURCES, ROOT
from portal.store import cases
from portal.store.models import CaseRow, EventRow, JournalRow, LetterRow, OutboxRow
from portal.wording.catalogue import load_catalogue
from tests.building import ANNA, IDENTIFIERS, SOURCE, Story, at, day

NAME, CHILD_NAME = "Anna Prøvesen", "Bo Prøvesen"
NOW = "2026-04-02 10:00"


@cache
def workshop() -> Workshop:
    """Return what letters are written with, opened once."""
    municipality = load(ROOT / "municipality.toml")
    return open_workshop(RESOURCES, load_catalogue(RESOURCES / "translations"), municipality)


@cache
def office() -> Office:
    """Return the example municipality's office."""
    return open_office(workshop().municipality)


@cache
def sending() -> Sending:
    """Return what sends nothing, since no letter leaves before it is delivered."""
    return Sending(
        Channels(), IDENTIFIERS, office(), workshop().catalogue, "https://sag.eksempel.invalid"
    )


@dataclass
class Desk:
    """A portal with a worker that orders and makes letters when it is told to."""

    engine: Engine
    now: datetime = field(default_factory=lambda: at(NOW))
    go_live: str = "2024-01-01"

    def record(self, story: Story, origin: Origin = Origin.PUSH) -> None:
        """Record what a case system tells."""
        live = day(self.go_live)
        assert live is not None
        sender = From(SOURCE, live, origin)
        receipt = record_events(self.engine, list(story), sender, IDENTIFIERS, self.now)
        assert receipt.set_aside == (), receipt.set_aside

    def work(self, when: str | None = None) -> tuple[int, int]:
        """Order and make what is due; return how many of each."""
        if when:
            self.now = at(when)
        let_them_begin(self.engine, office(), self.now)
        ordered = order_due(self.engine, office(), self.now)
        return ordered, make_ordered(self.engine, workshop(), sending(), self.now, most=1000)

    def order(self, when: str | None = None) -> int:
        """Order only."""
        if when:
            self.now = at(when)
        return order_due(self.engine, office(), self.now)

    def letters(self, **where: Any) -> list[Any]:
        """Return the letters, in the order they were ordered."""
        statement = select(*LetterRow.__table__.columns).filter_by(**where).order_by(LetterRow.id)
        with self.engine.connect() as connection:
            return list(connection.execute(statement))

    def kinds(self, state: str = "made") -> list[str]:
        """Return the kinds of the letters that stand so."""
        return [row.kind for row in self.letters(state=state)]

    def rows(self, table: type) -> list[Any]:
        """Return every row of the outbox or of what is to be journalised."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(*table.__table__.columns)))

    @property
    def outbox(self) -> list[Any]:
        """What is to be sent."""
        return self.rows(OutboxRow)

    @property
    def journal(self) -> list[Any]:
        """What the case system must take over."""
        return self.rows(JournalRow)

    def case_id(self, reference: str = "S-1") -> int:
        """Return the id of a case."""
        with self.engine.connect() as connection:
            return connection.execute(
                select(CaseRow.id).where(CaseRow.reference == reference)
            ).scalar_one()

    def events(self, reference: str = "S-1") -> list[CaseEvent]:
        """Return a case's events, in order."""
        with self.engine.connect() as connection:
            return cases.events_of_case(connection, self.case_id(reference))

    def state(self, reference: str = "S-1") -> CaseState:
        """Return what is known of a case."""
        return read_case(self.events(reference), today=self.now.date())

    def own_events(self) -> list[Any]:
        """Return the events the portal itself has written, oldest first."""
        statement = (
            select(EventRow.type, EventRow.origin, EventRow.data)
            .where(EventRow.source == "sagsvej")
            .order_by(EventRow.sequence)
        )
        with self.engine.connect() as connection:
            return list(connection.execute(statement))


def begun(when: str = "2026-03-02", **party: Any) -> Story:
    """Return a case of Anna's with a caseworker and a unit."""
    story = Story().opened(when).party(ANNA, when, name=NAME, **party)
    story.say("unit.assigned", when, unit="Team Voksne med handicap", phone="12 34 10 10")
    return story.say("caseworker.assigned", when, name="Karen Eksempel", phone="12 34 11 99")


def changed(story: Story, name: str, when: str, **more: Any) -> Story:
    """Tell that somebody else has the case."""
    fields = {"name": name, "valid_from": when[:10], "phone": "12 34 11 88"}
    return story.say("caseworker.changed", when, **fields | more)


Make = Callable[[Engine], Desk]
