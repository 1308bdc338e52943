"""What the worker does, put together: the second composition root, beside ``app.py``."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from portal.core.wording import Place
from portal.files import Scanner, Vault
from portal.municipality import Municipality
from portal.services.change_caseworker import let_them_begin
from portal.services.deliver import deliver
from portal.services.forget import forget_daily
from portal.services.look import seal_looks
from portal.services.make_letters import make_ordered
from portal.services.measure_desk import measure_desk
from portal.services.office import open_office
from portal.services.order_letters import order_due
from portal.services.record_wording import record_wording
from portal.services.remind import remind
from portal.services.reread_desk import read_what_came
from portal.services.scan_files import remove_unclaimed, scan_waiting
from portal.services.send_message import tell_cases
from portal.services.sending import open_sending
from portal.services.spoken_words import SpokenWords
from portal.services.tell import Teller
from portal.services.work import Rounds, Step
from portal.services.write_letter import open_workshop
from portal.settings import RESOURCES, Settings
from portal.settings.room_door import OWN_TEXTS
from portal.wording.catalogue import load_catalogue
from portal.wording.own_file import write_own

_HOUR = 3600


class Handover:
    """Gives the adviser's room the municipality's own texts, as a file, whenever they change."""

    def __init__(self, path: Path | None) -> None:
        """Begin; without a path there is no room to give them to."""
        self._path = path
        self._given: Mapping[Place, str] | None = None

    def __call__(self, own: Mapping[Place, str]) -> None:
        """Write the file, unless these were written already."""
        if self._path is not None and own != self._given:
            write_own(self._path, own)
            self._given = own


def rounds(
    settings: Settings,
    municipality: Municipality,
    engine: Engine,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Rounds:
    """Return the worker's rounds for an installation.

    Raises:
        SettingsError: A channel is set up, and what it needs is missing.
    """
    office = open_office(municipality)
    catalogue = SpokenWords(load_catalogue(RESOURCES / "translations"), clock)
    scanner = Scanner(settings.clamd) if settings.clamd else None
    workshop = open_workshop(RESOURCES, catalogue, municipality)
    sending = open_sending(settings, office, catalogue)
    vault = Vault(settings.files, sending.identifiers)
    teller = Teller()
    numbers = settings.desk_numbers

    def scan(now: datetime) -> int:
        done = scan_waiting(engine, vault, scanner, now)
        return done.clean + done.infected

    door = settings.room
    hand_over = Handover(door.own_texts or settings.var / OWN_TEXTS if door else None)

    def follow_wording(now: datetime) -> int:
        with engine.connect() as connection:
            changed = catalogue.follow(lambda: connection)
        hand_over(catalogue.edition.own)
        # What a letter or a page names as its words must be there to be found again.
        return record_wording(engine, catalogue, now) if changed else 0

    return Rounds(
        [
            Step("wording", 2, follow_wording),
            Step("desk", 0.5, lambda now: read_what_came(engine, office, now)),
            Step("tell cases", 60, lambda now: tell_cases(engine, office, now)),
            Step("changes", 5, lambda now: let_them_begin(engine, office, now)),
            Step("order letters", 1, lambda now: order_due(engine, office, now)),
            Step("make letters", 0.5, lambda now: make_ordered(engine, workshop, sending, now)),
            Step("tell", 1, lambda now: teller.tell_what_came(engine, sending, now)),
            Step("remind", 300, lambda now: remind(engine, sending, now)),
            Step("send", 0.5, lambda now: deliver(engine, sending, now)),
            Step("scan files", 2, scan),
            Step("measure the desk", _HOUR, lambda now: measure_desk(engine, numbers, now)),
            Step("seal looks", 5, lambda now: seal_looks(engine, now)),
            Step("seal late looks", _HOUR, lambda now: seal_looks(engine, now, everything=True)),
            Step("forget", 30, lambda now: forget_daily(engine, vault, municipality, now)),
            Step("forget files", _HOUR, lambda now: remove_unclaimed(engine, vault, now)),
        ],
        clock,
    )
