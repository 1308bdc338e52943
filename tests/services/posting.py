"""What tests of sending share: an installation whose ways out a test holds in its hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from portal.core.contact import LetterWay, NoticeWay
from portal.municipality import Municipality, load
from portal.notifications import Channels, Message, Receipt
from portal.services.office import open_office
from portal.services.own_events import By, OwnEvent, add_events
from portal.services.record_events import From, Origin, record_events
from portal.services.sending import Sending
from portal.settings import ROOT
from portal.store import outbox
from portal.store.models import CaseRow, LetterRow, OutboxRow, PersonRow
from portal.wording.catalogue import Catalogue, load_catalogue
from tests.building import IDENTIFIERS, SOURCE, Story, at

NOW = at("2026-04-02 10:00")


@dataclass
class Way:
    """A way out that keeps what it is given. ``faults`` are raised first, one a message."""

    got: list[Message] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    before: Callable[[], None] | None = None

    def send(self, message: Message, now: datetime) -> Receipt:
        if self.before is not None:
            self.before()
        if self.faults:
            raise self.faults.pop(0)
        self.got.append(message)
        return Receipt(message.id)


@cache
def words() -> Catalogue:
    return load_catalogue(ROOT / "translations")


@cache
def municipality() -> Municipality:
    return load(ROOT / "municipality.toml", demo=True)


class Post:
    """An installation that sends, on a database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        machines = (NoticeWay.EMAIL, NoticeWay.NEMSMS, NoticeWay.DIGITAL_POST)
        self.notices = {way: Way() for way in machines}
        self.letters = {way: Way() for way in LetterWay}
        self.sending = Sending(
            Channels(self.notices, self.letters),
            IDENTIFIERS,
            open_office(municipality()),
            words(),
            "https://dinsag.eksempel.invalid",
        )

    def told(self, story: Story, origin: Origin = Origin.PUSH, now: datetime = NOW) -> int:
        """Record what a case system tells; return the case's id."""
        from datetime import date

        sender = From(SOURCE, date(2026, 1, 1), origin)
        receipt = record_events(self.engine, list(story), sender, IDENTIFIERS, now)
        assert receipt.set_aside == (), receipt.set_aside
        with self.engine.connect() as connection:
            return connection.scalar(select(func.max(CaseRow.id))) or 0

    def own(self, case_id: int, *events: OwnEvent, now: datetime = NOW) -> list[str]:
        """Write events of our own."""
        with self.engine.begin() as connection:
            return add_events(connection, case_id, events, By.DESK, self.sending.office, now)

    def notice(self, case_id: int, person: str, key: str = "notice:1", **more: Any) -> None:
        """Put a notice into the outbox."""
        values = {
            "dedupe_key": key,
            "kind": outbox.NOTICE,
            "channel": NoticeWay.DIGITAL_POST,
            "payload": self.sending.seal({"language": "da", "register": "normal"}),
            "next_at": NOW,
            "case_id": case_id,
            "person": IDENTIFIERS.person(person),
        }
        with self.engine.begin() as connection:
            outbox.add(connection, outbox.Entry(**values | more), NOW)  # type: ignore[arg-type]

    def letter(self, connection: Connection, case_id: int, person: str, number: int = 1) -> int:
        """Write a letter that has been made; return its id."""
        made: int = connection.execute(
            insert(LetterRow)
            .values(
                public_id=f"letter-{case_id}-{number}",
                case_id=case_id,
                party=f"p-{person[:2]}",
                person=IDENTIFIERS.person(person),
                kind="update",
                occasion=str(number),
                state="made",
                large_print=False,
                language="da",
                html="<h1>Brev</h1>",
                pdf=f"%PDF {number}".encode(),
                ordered_at=NOW,
                made_at=NOW,
            )
            .returning(LetterRow.id)
        ).scalar_one()
        return made

    def rows(self) -> list[Any]:
        """Return the whole outbox."""
        with self.engine.connect() as connection:
            return list(
                connection.execute(select(*OutboxRow.__table__.columns).order_by(OutboxRow.id))
            )

    def states(self) -> list[str]:
        """Return the state of everything in the outbox."""
        return [row.state for row in self.rows()]

    def forget(self, person: str) -> None:
        """Lose somebody's number."""
        from sqlalchemy import delete

        with self.engine.begin() as connection:
            connection.execute(
                delete(PersonRow).where(PersonRow.person == IDENTIFIERS.person(person))
            )
